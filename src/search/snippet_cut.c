/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the window with the most different words of the query, and widens it to sentences. */
#include "search/snippet_cut.h"

#include "search/snippet_text.h"

#include <string.h>

/* ---- how good a place is ---- */

enum {
    SCORE_WORD = 16,    /* a word or phrase of the query */
    SCORE_COMMON = 3,   /* a stop word of it */
    SCORE_ADJACENT = 6, /* two different ones side by side */
    SCORE_AGAIN = 1,
    SCORE_AGAIN_MOST = 3,
    SCORE_LEADERS = -14, /* a line of a table of contents */
    SCORE_NUMBERED = -8, /* a short line that ends in a number */
    SCORE_SHORT = -5,    /* a heading, or a label of a figure */
    LINE_BYTES = 400,    /* of a line that are looked at, each way */
    LINE_SHORT = 60
};

static bool
ends_in_number(const char *line, size_t length)
{
    while (length > 0 && line[length - 1] == ' ')
        length--;
    return length > 0 && line[length - 1] >= '0' && line[length - 1] <= '9';
}

/* Running text scores 0, what is only a label less. */
static int
line_score(const char *text, size_t length, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && at - from < LINE_BYTES && text[from - 1] != '\n')
        from--;
    while (to < length && to - at < LINE_BYTES && text[to] != '\n')
        to++;
    if (snippet_text_has_leaders(text + from, to - from))
        return SCORE_LEADERS;
    if (snippet_text_width(text, from, to) >= LINE_SHORT)
        return 0;
    return ends_in_number(text + from, to - from) ? SCORE_NUMBERED : SCORE_SHORT;
}

static int
count_bits(uint64_t bits)
{
    int count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

struct window {
    size_t first, last; /* hits */
    int score;
};

/* Hits from first on, as many as fit in the window, with what they are worth. */
static struct window
window_at(const struct snippet_hits *hits, const char *text, size_t first)
{
    const struct snippet_hit *items = hits->items;
    struct window window = { first, first, 0 };
    uint64_t seen = items[first].units;
    int again = 0, adjacent = 0;
    size_t width = snippet_text_width(text, items[first].start, items[first].end);
    for (size_t i = first + 1; i < hits->count; i++) {
        width += snippet_text_width(text, items[i - 1].end, items[i].end);
        if (items[i].position - items[first].position >= SNIPPET_WORDS ||
            width > SNIPPET_WIDTH)
            break;
        adjacent += items[i].position == items[i - 1].position + 1 &&
                    (items[i].units & ~items[i - 1].units) != 0;
        again += (items[i].units & ~seen) == 0;
        seen |= items[i].units;
        window.last = i;
    }
    window.score = SCORE_WORD * count_bits(seen & ~hits->common) +
                   SCORE_COMMON * count_bits(seen & hits->common) +
                   SCORE_ADJACENT * adjacent +
                   SCORE_AGAIN * (again < SCORE_AGAIN_MOST ? again : SCORE_AGAIN_MOST);
    return window;
}

/* The best window; the earliest among equals. */
static struct window
best_window(const struct snippet_hits *hits, const char *text, size_t length)
{
    struct window best = { 0, 0, 0 };
    for (size_t i = 0; i < hits->count; i++) {
        struct window window = window_at(hits, text, i);
        if (i > 0 && window.score <= best.score)
            continue;
        window.score += line_score(text, length, hits->items[window.first].start);
        if (i == 0 || window.score > best.score)
            best = window;
    }
    return best;
}

/* ---- the cut ---- */

enum {
    LEAST_WIDTH = 110, /* below it, a sentence end is not worth the room it leaves */
    LEAD_WIDTH =
        70 /* shown before the first match when its sentence begins too far off */
};

static size_t
room_left(const char *text, const struct snippet_cut *cut)
{
    size_t width = snippet_text_width(text, cut->start, cut->end);
    return width < SNIPPET_WIDTH ? SNIPPET_WIDTH - width : 0;
}

static void
extend_start(struct snippet_cut *cut, const struct lang *lang, const char *text,
             size_t length)
{
    size_t room = room_left(text, cut);
    size_t start = snippet_text_sentence_start(
        text, length, snippet_text_back(text, cut->start, room), cut->start, false);
    cut->starts_clean = start <= cut->start;
    if (cut->starts_clean) {
        cut->start = start;
        return;
    }
    size_t from = snippet_text_back(text, cut->start,
                                    room / 2 < LEAD_WIDTH ? room / 2 : LEAD_WIDTH);
    cut->start = snippet_text_word_start(lang, text, length, from, cut->start);
}

static void
extend_end(struct snippet_cut *cut, const struct lang *lang, const char *text,
           size_t length)
{
    size_t most = snippet_text_forward(text, length, cut->end, room_left(text, cut));
    size_t end = snippet_text_sentence_end(text, length, cut->end, most);
    cut->ends_clean =
        most == length ||
        (end > cut->end && snippet_text_width(text, cut->start, end) >= LEAST_WIDTH);
    cut->end =
        cut->ends_clean ? end : snippet_text_word_end(lang, text, length, cut->end, most);
}

/* A short last sentence leaves room for the ones before it; other paragraphs (a heading, the
 * points of a slide) are only wanted where there would be little to read. */
static void
fill_start(struct snippet_cut *cut, const char *text, size_t length)
{
    size_t room = room_left(text, cut), from = snippet_text_back(text, cut->start, room);
    if (!cut->starts_clean || cut->start == 0 || !cut->ends_clean)
        return;
    const char *line = memrchr(text + from, '\n', cut->start - from);
    if (line != NULL && SNIPPET_WIDTH - room >= LEAST_WIDTH)
        from = (size_t)(line - text);
    size_t start = snippet_text_sentence_start(text, length, from, cut->start, true);
    if (start < cut->start && !snippet_text_has_leaders(text + start, cut->start - start))
        cut->start = start;
}

void
snippet_cut_find(const struct snippet_hits *hits, const struct lang *lang,
                 const char *text, size_t length, struct snippet_cut *cut)
{
    *cut = (struct snippet_cut) { 0, 0, true, true };
    if (hits->count > 0) {
        struct window window = best_window(hits, text, length);
        cut->start = hits->items[window.first].start;
        cut->end = hits->items[window.last].end;
        extend_start(cut, lang, text, length);
    }
    extend_end(cut, lang, text, length);
    fill_start(cut, text, length);
}
