/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text on a terminal: widths, wrapping, styles and links; foreign text passes through here. */
#ifndef STEPWELL_QUERY_TERMINAL_H
#define STEPWELL_QUERY_TERMINAL_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum terminal_style {
    TERMINAL_PLAIN,
    TERMINAL_BOLD,
    TERMINAL_DIM,
    TERMINAL_MATCH,
    TERMINAL_STYLES
};

struct terminal {
    struct buf *out;
    size_t width;  /* columns; 0 = never wrap */
    size_t indent; /* of the lines that wrapping begins */
    bool colour, hyperlinks;
    enum terminal_style style; /* what is switched on */
    size_t column;             /* where the cursor stands */
    struct buf word;           /* waits for its end, with its escape sequences */
    size_t word_width;
    bool blank; /* stands before the word; it may become a line end */
};

#define TERMINAL_INIT(buf, columns, coloured, linked)                                   \
    {                                                                                   \
        .out = (buf), .width = (columns), .colour = (coloured), .hyperlinks = (linked), \
        .word = BUF_INIT((buf)->limit)                                                  \
    }

/* Ends the last word, and frees what the terminal holds; out stays. */
void terminal_finish(struct terminal *terminal);

/* Columns that the (valid) text takes: marks take none, wide characters two. */
size_t terminal_width(const char *text, size_t length);

/* Wraps at blanks and between wide characters; control characters and those that reorder a line
 * (U+202A to U+202E, U+2066 to U+2069) never come out. */
void terminal_text(struct terminal *terminal, const char *text, size_t length);
void terminal_string(struct terminal *terminal, const char *text);

void terminal_style(struct terminal *terminal, enum terminal_style style);

/* Text up to terminal_unlink leads to url (OSC 8), if that is of http, https or file. */
void terminal_link(struct terminal *terminal, const char *url);
void terminal_unlink(struct terminal *terminal, const char *url); /* the same one */

void terminal_newline(struct terminal *terminal);
/* Blanks up to this column, at least one unless the line is empty. */
void terminal_pad(struct terminal *terminal, size_t column);

#ifdef __cplusplus
}
#endif

#endif
