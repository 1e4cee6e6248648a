/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that stand at one height but were drawn apart, fitted into one line. */
#ifndef STEPWELL_EXTRACT_REFLOW_ROW_H
#define STEPWELL_EXTRACT_REFLOW_ROW_H

#include "base/memory.h"
#include "reflow.h"

/* Along (u) and across (v) the direction of reading. */
struct reflow_place {
    float u0, u1, v0, v1;
};

/* A word in the order of reading; `index` is its place in the order of drawing. */
struct reflow_item {
    const struct reflow_word *word;
    struct reflow_place place;
    size_t index;
    size_t stretch; /* among those of its row */
    unsigned holds; /* see reflow_text.h */
};

/* Neighbours in the order of drawing that stand on one line. */
struct reflow_stretch {
    struct reflow_item *items;
    size_t count;
    struct reflow_place place;
    unsigned holds;
    bool backward; /* a word stands to the left of the one before */
};

void reflow_row_widen(struct reflow_place *place, const struct reflow_place *by);

/* How much of both spans is the same; negative: the gap between them. */
float reflow_row_overlap(float a0, float a1, float b0, float b1);

/* Is the second one at the height of the first, in letters of like size, or is one of them a
 * small sign, raised or lowered, beside a word of the other? */
bool reflow_row_is_same(const struct reflow_stretch *a, const struct reflow_stretch *b);

/* A letter that the font of a line lacks comes from another one, and some programs draw those
 * letters after or before all the others of the line: "b r b r" and then "ə ə"; others do so
 * with the raised "th" of "24th". What fits into the gaps of another stretch goes there. Gives how many stretches are left; their
 * items may be new ones in the arena. */
size_t reflow_row_fit(struct reflow_stretch *stretches, size_t count,
                      struct arena *arena);

#endif
