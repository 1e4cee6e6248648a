/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of one unit while they are gathered, for formats without a layout. */
#ifndef STEPWELL_EXTRACT_UNIT_H
#define STEPWELL_EXTRACT_UNIT_H

#include "format.h"

struct unit_line {
    size_t start, length; /* in text */
    size_t words;
    unsigned char style, level;
};

enum { UNIT_LANGS = 8, UNIT_LANG_BYTES = 16 };

struct unit {
    struct buf text;
    struct unit_line *lines;
    size_t count, capacity;
    size_t words; /* of all lines; scripts without spaces count one per 24 bytes */
    struct unit_lang {
        char tag[UNIT_LANG_BYTES];
        size_t weight;
    } langs[UNIT_LANGS];
};

void unit_open(struct unit *unit);
void unit_close(struct unit *unit);
void unit_reset(struct unit *unit);

/* Adds one paragraph: white space is squeezed, control characters, soft hyphens and the private
 * codes of symbol fonts go, invalid UTF-8 becomes U+FFFD. A newline begins another line, but in
 * headings, titles and rows it is a space; tabs stay in rows alone. Nothing visible, no line. */
void unit_add(struct unit *unit, const char *text, size_t length, enum wire_style style,
              unsigned level);
/* A picture's description, unless it is a file name, an address or holds no letter. */
void unit_add_alt(struct unit *unit, const char *text, size_t length);
/* All lines of the other unit. */
void unit_append(struct unit *unit, const struct unit *other);
/* Takes back all lines but the first ones. */
void unit_cut(struct unit *unit, size_t lines);

/* weight: how much text is said to be in this language. */
void unit_add_lang(struct unit *unit, const char *tag, size_t length, size_t weight);

/* Fills lines, line_count and lang and sends it. False when the reader is gone. */
bool unit_send(const struct unit *unit, struct wire_unit *wire, const struct sink *sink);

#endif
