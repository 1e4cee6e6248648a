/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the lines of a text are: running text, headings, tables of contents, page numbers. */
#ifndef STEPWELL_SEARCH_SNIPPET_LINES_H
#define STEPWELL_SEARCH_SNIPPET_LINES_H

#include "search/snippet.h"

#ifdef __cplusplus
extern "C" {
#endif

enum snippet_line {
    SNIPPET_LINE_TEXT,
    SNIPPET_LINE_SHORT,    /* a heading, a point of a list, a label of a figure */
    SNIPPET_LINE_NUMBERED, /* a short line that ends in a number */
    SNIPPET_LINE_SHOWN,    /* a heading that stands beside the snippet */
    SNIPPET_LINE_CONTENTS, /* of a table of contents */
    SNIPPET_LINE_NUMBER    /* nothing but a number */
};

/* Bytes [from, to) of the line that holds this byte; at most some hundred bytes each way. */
struct snippet_range {
    size_t from, to;
};
struct snippet_range snippet_lines_at(const char *text, size_t length, size_t at);

/* What stands in this range, which snippet_lines_at gave. */
enum snippet_line snippet_lines_kind(const struct snippet_source *source,
                                     struct snippet_range line);

#ifdef __cplusplus
}
#endif

#endif
