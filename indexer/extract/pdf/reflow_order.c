/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes that were drawn before the text of their page, and text before its title. */
#include "reflow_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRIES = 64,    /* places where a page goes back up: figures have many */
    FOOT_LINES = 3 /* below notes that are not the first of their page */
};

static const float SMALLER = 0.95F; /* print of notes, of that of the text */

struct span {
    float left, right, top, bottom;
    float size; /* of most of the lines; of the first one where all differ */
};

static struct span
span_of(const struct wire_line *lines, size_t count)
{
    struct span span = { lines[0].x0, lines[0].x1, lines[0].y0, lines[0].y1,
                         lines[0].size };
    long votes = 0;
    for (size_t i = 0; i < count; i++) {
        span.left = fminf(span.left, lines[i].x0);
        span.right = fmaxf(span.right, lines[i].x1);
        span.top = fminf(span.top, lines[i].y0);
        span.bottom = fmaxf(span.bottom, lines[i].y1);
        votes += fabsf(lines[i].size - span.size) < 0.05F ? 1 : -1;
        if (votes < 0) {
            span.size = lines[i].size;
            votes = 1;
        }
    }
    return span;
}

static float
middle(const struct wire_line *line)
{
    return (line->y0 + line->y1) / 2;
}

/* Three blocks that were drawn one after another: what stands above the text (a running head,
 * or nothing), the notes, the text. Or the text and its title. */
struct blocks {
    size_t notes, text, end;
};

/* The blocks around a place where the page goes on further up. */
static struct blocks
blocks_at(const struct wire_line *lines, size_t count, size_t jump)
{
    struct blocks blocks = { jump - 1, jump, jump };
    while (blocks.end < count && middle(&lines[blocks.end]) < lines[jump - 1].y0)
        blocks.end++;
    float bottom = span_of(lines + jump, blocks.end - jump).bottom;
    while (blocks.notes > 0 && middle(&lines[blocks.notes - 1]) > bottom)
        blocks.notes--;
    return blocks;
}

/* In one column: half of the narrower one stands below the other. */
static bool
is_column(const struct span *a, const struct span *b)
{
    float shared = fminf(a->right, b->right) - fmaxf(a->left, b->left);
    return shared > 0.5F * fminf(a->right - a->left, b->right - b->left);
}

static bool
are_notes_first(const struct wire_line *lines, size_t count, const struct blocks *blocks)
{
    struct span notes = span_of(lines + blocks->notes, blocks->text - blocks->notes);
    struct span text = span_of(lines + blocks->text, blocks->end - blocks->text);
    if (notes.size >= SMALLER * text.size || !is_column(&notes, &text) ||
        (blocks->notes > 0 && count - blocks->end > FOOT_LINES))
        return false;
    for (size_t i = 0; i < blocks->notes; i++)
        if (lines[i].y1 > text.top + text.size)
            return false;
    for (size_t i = blocks->text; i < blocks->end; i++)
        if (middle(&lines[i]) > notes.top)
            return false;
    for (size_t i = blocks->end; i < count; i++)
        if (middle(&lines[i]) < notes.bottom)
            return false;
    return true;
}

static void
swap_blocks(struct wire_line *lines, const struct blocks *blocks)
{
    size_t notes = blocks->text - blocks->notes, text = blocks->end - blocks->text;
    struct wire_line *copy = memory_new(notes, sizeof *copy);
    memcpy(copy, lines + blocks->notes, notes * sizeof *lines);
    memmove(lines + blocks->notes, lines + blocks->text, text * sizeof *lines);
    memcpy(lines + blocks->notes + text, copy, notes * sizeof *lines);
    free(copy);
}

void
reflow_order_notes(struct wire_line *lines, size_t count)
{
    for (size_t jump = 1, tries = 0; jump < count && tries < TRIES; jump++) {
        if (middle(&lines[jump]) >= lines[jump - 1].y0)
            continue;
        struct blocks blocks = blocks_at(lines, count, jump);
        if (are_notes_first(lines, count, &blocks)) {
            swap_blocks(lines, &blocks);
            return;
        }
        tries++;
    }
}
