/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words to lines: content order is the column order, geometry only joins neighbours. */
#include "reflow.h"

#include "base/limits.h"
#include "reflow_order.h"
#include "reflow_row.h"
#include "reflow_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Widths in font sizes. */
static const float GAP_LEAST = -1.0F, GAP_MOST = 2.5F; /* within a line */
static const float GAP_SPACE = 0.15F;                  /* as poppler's own raw text */
static const float GAP_DRAWN_SPACE = 0.05F; /* when a space character was drawn */
static const float GAP_HYPHEN = 0.6F;
static const float NOTE_RAISED = 0.15F;
static const float NOTE_SIZE = 0.8F; /* of the text */

/* ---- words: how they lie along the direction of reading ---- */

static struct reflow_place
place_of(const struct reflow_word *word)
{
    switch (word->turn & 3) {
    case 1: return (struct reflow_place) { word->y0, word->y1, -word->x1, -word->x0 };
    case 2: return (struct reflow_place) { -word->x1, -word->x0, -word->y1, -word->y0 };
    case 3: return (struct reflow_place) { -word->y1, -word->y0, word->x0, word->x1 };
    default: return (struct reflow_place) { word->x0, word->x1, word->y0, word->y1 };
    }
}

static float
gap_between(const struct reflow_place *a, const struct reflow_place *b)
{
    return b->u0 < a->u0 ? a->u0 - b->u1 : b->u0 - a->u1;
}

/* On one line, with no wider gap than a tabulator leaves. */
static bool
is_near(const struct reflow_place *a, const struct reflow_place *b, float size)
{
    float lower = fminf(a->v1 - a->v0, b->v1 - b->v0);
    float gap = gap_between(a, b);
    return reflow_row_overlap(a->v0, a->v1, b->v0, b->v1) > 0.5F * lower &&
           gap > GAP_LEAST * size && gap < GAP_MOST * size;
}

/* ---- one line ---- */

static bool
continues(const struct reflow_item *last, const struct reflow_item *item)
{
    return last->word->turn == item->word->turn &&
           is_near(&last->place, &item->place, last->word->size);
}

struct builder {
    struct arena *arena;
    struct reflow_text text;    /* of the line in hand */
    struct reflow_stretch *row; /* what stands at one height, not yet lines */
    size_t row_count, row_room;
    struct wire_line *lines;
    size_t line_count, line_room;
    size_t bad_jumps;
    struct reflow_place last; /* of the line before */
    unsigned char last_turn;
    bool turned; /* a line that does not read from left to right */
};

static bool
is_right_to_left_line(const struct reflow_item *items, size_t count)
{
    size_t right = 0, left = 0;
    for (size_t i = 0; i < count; i++)
        if ((items[i].holds & REFLOW_RIGHT_TO_LEFT) != 0)
            right++;
        else
            left += items[i].holds != 0;
    return right > left;
}

static int
by_descending_place(const void *first, const void *second)
{
    const struct reflow_item *a = first, *b = second;
    if (a->place.u0 != b->place.u0)
        return a->place.u0 > b->place.u0 ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static void
flip_items(struct reflow_item *items, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct reflow_item item = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = item;
    }
}

/* Words of a left-to-right script inside a right-to-left line read from left to right among
 * themselves, with what stands between them. */
static void
restore_inner_runs(struct reflow_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].holds != REFLOW_LEFT_TO_RIGHT)
            continue;
        size_t last = i;
        for (size_t j = i + 1; j < count && (items[j].holds & REFLOW_RIGHT_TO_LEFT) == 0;
             j++)
            if (items[j].holds == REFLOW_LEFT_TO_RIGHT)
                last = j;
        flip_items(items + i, last - i + 1);
        i = last;
    }
}

/* Justified text makes poppler split the hyphen at the end of a line off its word. */
static bool
is_lone_hyphen(const struct reflow_item *items, size_t count, size_t at)
{
    return at + 1 == count && reflow_text_is_hyphen(items[at].word) &&
           gap_between(&items[at - 1].place, &items[at].place) <
               GAP_HYPHEN * items[at - 1].word->size;
}

/* The number of a note, small and raised beside a word or a number: "birth¹²" is no word. One
 * or two letters are a unit, m². */
static bool
is_note_mark(const struct reflow_item *mark, const struct reflow_item *beside)
{
    float size = beside->word->size;
    if (mark->word->size >= NOTE_SIZE * size || !reflow_text_is_number(mark->word) ||
        mark->place.v1 >= beside->place.v1 - NOTE_RAISED * size)
        return false;
    bool after = beside->place.u0 < mark->place.u0;
    unsigned letters = reflow_text_letters_at(beside->word, after);
    return letters == 3 ||
           (letters == 0 && (after || reflow_text_is_number(beside->word)));
}

static bool
needs_space(const struct reflow_item *items, size_t count, size_t at)
{
    const struct reflow_item *a = &items[at - 1], *b = &items[at];
    if (is_lone_hyphen(items, count, at))
        return false;
    float gap = gap_between(&a->place, &b->place);
    float size = fmaxf(a->word->size, b->word->size);
    if (gap > GAP_SPACE * size || is_note_mark(a, b) || is_note_mark(b, a))
        return true;
    const struct reflow_item *later = a->index < b->index ? b : a;
    size_t apart = a->index < b->index ? b->index - a->index : a->index - b->index;
    if (apart != 1) /* their space may have been drawn at the other end of a run */
        return a->holds != b->holds && a->holds != 0 && b->holds != 0;
    return later->word->spaced && gap > GAP_DRAWN_SPACE * size;
}

static void
add_text(struct builder *builder, const struct reflow_item *items, size_t count)
{
    buf_reset(&builder->text.line);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && needs_space(items, count, i))
            buf_add_char(&builder->text.line, ' ');
        reflow_text_add(&builder->text, items[i].word, items[i].holds);
    }
    reflow_text_end(&builder->text, items[count - 1].word);
}

/* Majority vote, each word counting its bytes: the size of most of the text. */
static float
size_of(const struct reflow_item *items, size_t count)
{
    float size = items[0].word->size;
    int64_t votes = 0;
    for (size_t i = 0; i < count; i++) {
        const struct reflow_word *word = items[i].word;
        bool same = fabsf(word->size - size) < 0.05F;
        votes += same ? (int64_t)word->length : -(int64_t)word->length;
        if (votes < 0) {
            size = word->size;
            votes = -votes;
        }
    }
    return size;
}

static struct wire_line
box_of(const struct reflow_item *items, size_t count)
{
    const struct reflow_word *word = items[0].word;
    struct wire_line line = { .x0 = word->x0,
                              .y0 = word->y0,
                              .x1 = word->x1,
                              .y1 = word->y1,
                              .size = size_of(items, count) };
    for (size_t i = 1; i < count; i++) {
        word = items[i].word;
        line.x0 = fminf(line.x0, word->x0);
        line.y0 = fminf(line.y0, word->y0);
        line.x1 = fmaxf(line.x1, word->x1);
        line.y1 = fmaxf(line.y1, word->y1);
    }
    return line;
}

static void
count_jump(struct builder *builder, const struct reflow_place *now, unsigned char turn)
{
    const struct reflow_place *last = &builder->last;
    if (builder->line_count > 0 && builder->last_turn == turn) {
        float narrower = fminf(now->u1 - now->u0, last->u1 - last->u0);
        builder->bad_jumps +=
            now->v1 < last->v0 &&
            reflow_row_overlap(now->u0, now->u1, last->u0, last->u1) > 0.5F * narrower;
    }
    builder->last = *now;
    builder->last_turn = turn;
    builder->turned |= turn != 0;
}

static void
add_line(struct builder *builder, const struct reflow_stretch *stretch)
{
    struct reflow_item *items = stretch->items;
    size_t count = stretch->count;
    unsigned char turn = items[0].word->turn;
    if ((stretch->holds & REFLOW_RIGHT_TO_LEFT) != 0 &&
        is_right_to_left_line(items, count)) {
        qsort(items, count, sizeof *items, by_descending_place);
        restore_inner_runs(items, count);
    }
    add_text(builder, items, count);
    count_jump(builder, &stretch->place, turn);
    if (builder->text.line.length == 0)
        return;
    struct wire_line line = box_of(items, count);
    line.text =
        arena_text(builder->arena, builder->text.line.data, builder->text.line.length);
    arena_grow(builder->arena, &builder->lines, &builder->line_room,
               builder->line_count + 1, sizeof *builder->lines);
    builder->lines[builder->line_count++] = line;
}

/* ---- the page ---- */

/* The words of the page, and what any of them holds. */
static struct reflow_item *
items_of(const struct reflow_word *words, size_t count, struct arena *arena,
         unsigned *held)
{
    struct reflow_item *items = arena_alloc(arena, count, sizeof *items);
    *held = 0;
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct reflow_item) { .word = &words[i],
                                          .place = place_of(&words[i]),
                                          .index = i,
                                          .holds = reflow_text_holds(&words[i]) };
        *held |= items[i].holds;
    }
    return items;
}

static struct reflow_stretch
next_stretch(struct reflow_item *items, size_t count)
{
    struct reflow_stretch stretch = { items, 1, items[0].place, items[0].holds, false };
    for (size_t i = 1; i < count && continues(&items[i - 1], &items[i]); i++) {
        reflow_row_widen(&stretch.place, &items[i].place);
        stretch.holds |= items[i].holds;
        stretch.backward |= items[i].place.u0 < items[i - 1].place.u0;
        stretch.count++;
    }
    return stretch;
}

/* Right-to-left text is often drawn run by run from the right, while the words of a run come
 * from the left: the first word of a run is then far from the last of the run before. */
static bool
goes_on_to_the_left(const struct reflow_stretch *a, const struct reflow_stretch *b)
{
    const struct reflow_word *first = a->items[0].word;
    if (((a->holds | b->holds) & REFLOW_RIGHT_TO_LEFT) == 0 ||
        first->turn != b->items[0].word->turn || b->place.u0 > a->place.u0)
        return false;
    return is_near(&a->place, &b->place, first->size);
}

static struct reflow_stretch
next_run(struct reflow_item *items, size_t count, unsigned held)
{
    struct reflow_stretch run = next_stretch(items, count);
    while (run.count < count && (held & REFLOW_RIGHT_TO_LEFT) != 0) {
        struct reflow_stretch next = next_stretch(items + run.count, count - run.count);
        if (!goes_on_to_the_left(&run, &next))
            break;
        reflow_row_widen(&run.place, &next.place);
        run.holds |= next.holds;
        run.count += next.count;
    }
    return run;
}

static void
add_row(struct builder *builder)
{
    if (builder->row_count == 0)
        return;
    size_t count = reflow_row_fit(builder->row, builder->row_count, builder->arena);
    for (size_t i = 0; i < count; i++)
        add_line(builder, &builder->row[i]);
    builder->row_count = 0;
}

static void
add_stretch(struct builder *builder, const struct reflow_stretch *stretch)
{
    if (builder->row_count > 0 && !reflow_row_is_same(&builder->row[0], stretch))
        add_row(builder);
    arena_grow(builder->arena, &builder->row, &builder->row_room, builder->row_count + 1,
               sizeof *builder->row);
    builder->row[builder->row_count++] = *stretch;
}

void
reflow_lines(const struct reflow_word *words, size_t count, struct arena *arena,
             struct reflow *reflow)
{
    struct builder builder = { .arena = arena, .text.line = BUF_INIT(LIMIT_PAGE_BYTES) };
    unsigned held;
    struct reflow_item *items = items_of(words, count, arena, &held);
    for (size_t i = 0; i < count;) {
        struct reflow_stretch run = next_run(items + i, count - i, held);
        add_stretch(&builder, &run);
        i += run.count;
    }
    add_row(&builder);
    if (!builder.turned)
        reflow_order_notes(builder.lines, builder.line_count);
    buf_free(&builder.text.line);
    *reflow = (struct reflow) { builder.lines, builder.line_count, builder.bad_jumps,
                                reflow_text_is_poor(&builder.text) };
}

bool
reflow_is_jumpy(const struct reflow *reflow)
{
    return reflow->bad_jumps > 3 && reflow->bad_jumps * 10 > reflow->line_count;
}
