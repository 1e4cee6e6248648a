/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was drawn before or after the rest of its line finds its gap: letters from a second
 * font, and raised numbers of notes. */
#include "reflow_row.h"

#include "reflow_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_BYTES = 8 }; /* four letters, or three digits in brackets */

static const float SAME_HEIGHT = 0.7F; /* shared part of the lower one */
static const float SAME_SIZE = 0.8F;
static const float MARK_HEIGHT = 0.6F; /* of a raised or lowered one, in the line */
/* In font sizes. */
static const float TOUCH = 1.0F;   /* ends this near to each other may be one line */
static const float COLLIDE = 0.2F; /* more of a word lies on another than kerning does */

float
reflow_row_overlap(float a0, float a1, float b0, float b1)
{
    return fminf(a1, b1) - fmaxf(a0, b0);
}

void
reflow_row_widen(struct reflow_place *place, const struct reflow_place *by)
{
    place->u0 = fminf(place->u0, by->u0);
    place->u1 = fmaxf(place->u1, by->u1);
    place->v0 = fminf(place->v0, by->v0);
    place->v1 = fmaxf(place->v1, by->v1);
}

/* Nothing but small signs between or beside the words of a line, as "th" of "24th" and the
 * numbers of notes: some programs draw them after their line. */
static bool
is_mark(const struct reflow_stretch *stretch, const struct reflow_stretch *line)
{
    float touch = TOUCH * stretch->items[0].word->size;
    if (stretch->place.u1 < line->place.u0 - touch ||
        stretch->place.u0 > line->place.u1 + touch)
        return false;
    for (size_t i = 0; i < stretch->count; i++)
        if (stretch->items[i].word->length > MARK_BYTES)
            return false;
    return true;
}

bool
reflow_row_is_same(const struct reflow_stretch *a, const struct reflow_stretch *b)
{
    const struct reflow_word *first = a->items[0].word, *other = b->items[0].word;
    float lower = fminf(a->place.v1 - a->place.v0, b->place.v1 - b->place.v0);
    float shared = reflow_row_overlap(a->place.v0, a->place.v1, b->place.v0, b->place.v1);
    if (first->turn != other->turn)
        return false;
    if (fminf(first->size, other->size) > SAME_SIZE * fmaxf(first->size, other->size))
        return shared > SAME_HEIGHT * lower;
    return shared > MARK_HEIGHT * lower &&
           (first->size > other->size ? is_mark(b, a) : is_mark(a, b));
}

static int
by_place(const void *first, const void *second)
{
    const struct reflow_item *a = first, *b = second;
    if (a->place.u0 != b->place.u0)
        return a->place.u0 < b->place.u0 ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

/* Does no word lie on one of another stretch? The items are sorted by place. */
static bool
are_apart(const struct reflow_item *items, size_t count)
{
    const struct reflow_item *furthest = &items[0];
    for (size_t i = 1; i < count; i++) {
        float gap = items[i].place.u0 - furthest->place.u1;
        if (items[i].stretch != furthest->stretch && gap < -COLLIDE * items[i].word->size)
            return false;
        if (items[i].place.u1 >= furthest->place.u1)
            furthest = &items[i];
    }
    return true;
}

/* ---- one stretch ---- */

/* "," and then the line that it belongs into the middle of. Words that lie on each other, as
 * in text made bold by drawing it twice, stay as they are. */
static void
sort_stretch(struct reflow_stretch *stretch, struct arena *arena)
{
    struct reflow_item *items = arena_alloc(arena, stretch->count, sizeof *items);
    memcpy(items, stretch->items, stretch->count * sizeof *items);
    for (size_t i = 0; i < stretch->count; i++)
        items[i].stretch = i;
    qsort(items, stretch->count, sizeof *items, by_place);
    if (are_apart(items, stretch->count))
        stretch->items = items;
}

/* ---- several ---- */

static int
by_begin(const void *first, const void *second)
{
    const struct reflow_stretch *a = *(struct reflow_stretch *const *)first;
    const struct reflow_stretch *b = *(struct reflow_stretch *const *)second;
    if (a->place.u0 != b->place.u0)
        return a->place.u0 < b->place.u0 ? -1 : 1;
    return a < b ? -1 : 1;
}

/* The stretches of a row from left to right. */
static struct reflow_stretch **
sorted(struct reflow_stretch *stretches, size_t count, struct arena *arena)
{
    struct reflow_stretch **order = arena_alloc(arena, count, sizeof(void *));
    for (size_t i = 0; i < count; i++)
        order[i] = &stretches[i];
    qsort(order, count, sizeof(void *), by_begin);
    return order;
}

/* How many stretches from order[0] on reach into each other. */
static size_t
group_size(struct reflow_stretch *const *order, size_t count)
{
    float reach = order[0]->place.u1, touch = TOUCH * order[0]->items[0].word->size;
    size_t size = 1;
    for (; size < count && order[size]->place.u0 < reach + touch; size++)
        reach = fmaxf(reach, order[size]->place.u1);
    return size;
}

static struct reflow_stretch
joined(struct reflow_stretch *const *order, size_t count, struct arena *arena)
{
    struct reflow_stretch all = *order[0];
    for (size_t i = 1; i < count; i++) {
        reflow_row_widen(&all.place, &order[i]->place);
        all.holds |= order[i]->holds;
        all.count += order[i]->count;
    }
    all.items = arena_alloc(arena, all.count, sizeof *all.items);
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < order[i]->count; k++, at++) {
            all.items[at] = order[i]->items[k];
            all.items[at].stretch = i;
        }
    qsort(all.items, all.count, sizeof *all.items, by_place);
    return all;
}

/* The line takes the place of the stretch that was drawn first; the others become empty. */
static void
join_group(struct reflow_stretch *const *order, size_t count, struct arena *arena)
{
    struct reflow_stretch all = joined(order, count, arena);
    if (!are_apart(all.items, all.count))
        return;
    struct reflow_stretch *first = order[0];
    for (size_t i = 0; i < count; i++) {
        if (order[i] < first)
            first = order[i];
        order[i]->count = 0;
    }
    *first = all;
}

size_t
reflow_row_fit(struct reflow_stretch *stretches, size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++)
        if (stretches[i].backward && (stretches[i].holds & REFLOW_RIGHT_TO_LEFT) == 0)
            sort_stretch(&stretches[i], arena);
    if (count < 2)
        return count;
    struct reflow_stretch **order = sorted(stretches, count, arena);
    for (size_t i = 0, size; i < count; i += size) {
        size = group_size(order + i, count - i);
        if (size > 1)
            join_group(order + i, size, arena);
    }
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (stretches[i].count > 0)
            stretches[left++] = stretches[i];
    return left;
}
