/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of one page to lines in reading order, right-to-left included; no PDF type here. */
#ifndef STEPWELL_EXTRACT_REFLOW_H
#define STEPWELL_EXTRACT_REFLOW_H

#include "extract/wire.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A word as it stands on the page: right-to-left words come from left to right, as drawn. */
struct reflow_word {
    const char *text; /* UTF-8, not terminated */
    uint32_t length;
    float x0, y0, x1, y1; /* points from the top left corner */
    float size;           /* of the font in points */
    unsigned char turn;   /* quarter turns clockwise of the reading direction */
    bool spaced;          /* a space was drawn between the word before and this one */
};

struct reflow {
    const struct wire_line *lines;
    size_t line_count;
    size_t bad_jumps; /* the next line stands higher in the same column */
    bool poor;        /* over 5 % of the characters are no text */
};

/* Lines live in the arena. */
void reflow_lines(const struct reflow_word *words, size_t count, struct arena *arena,
                  struct reflow *reflow);

/* True when content order made so many bad jumps that another order is worth a try. */
bool reflow_is_jumpy(const struct reflow *reflow);

#ifdef __cplusplus
}
#endif

#endif
