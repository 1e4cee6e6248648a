/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the window with the most different words of the query, and widens it to sentences. */
#include "search/snippet_cut.h"

#include "base/bits.h"
#include "search/snippet_lines.h"
#include "search/snippet_text.h"

#include <string.h>

/* ---- how good a place is ---- */

enum {
    SCORE_WORD = 16,    /* a word or phrase of the query */
    SCORE_COMMON = 3,   /* a stop word of it */
    SCORE_ADJACENT = 6, /* two different ones side by side */
    SCORE_AGAIN = 1,
    SCORE_AGAIN_MOST = 3,
    SCORE_BREAK = -7, /* an end of a paragraph inside */
    SCORE_POOR = -1000
};

/* A place that is poor is shown only where all are: by enum snippet_line. */
static const int line_scores[] = { [SNIPPET_LINE_TEXT] = 0,
                                   [SNIPPET_LINE_SHORT] = -5,
                                   [SNIPPET_LINE_NUMBERED] = -8,
                                   [SNIPPET_LINE_SHOWN] = SCORE_POOR,
                                   [SNIPPET_LINE_CONTENTS] = 2 * SCORE_POOR,
                                   [SNIPPET_LINE_NUMBER] = SCORE_POOR };

/* The line of the last match that was looked at: the next one mostly stands in it, too. */
struct places {
    const struct snippet_source *source;
    const struct snippet_hits *hits;
    struct snippet_range line;
    int score;
};

static int
place_score(struct places *places, size_t at)
{
    const struct snippet_source *source = places->source;
    if (at >= places->line.from && at < places->line.to)
        return places->score;
    places->line = snippet_lines_at(source->text, source->length, at);
    places->score = line_scores[snippet_lines_kind(source, places->line)];
    return places->score;
}

struct window {
    size_t first, last; /* hits */
    int score;
};

static int
score_of(const struct snippet_hits *hits, uint64_t seen, int adjacent, int again,
         bool broken)
{
    return SCORE_WORD * (int)bits_count(seen & ~hits->common) +
           SCORE_COMMON * (int)bits_count(seen & hits->common) +
           SCORE_ADJACENT * adjacent +
           SCORE_AGAIN * (again < SCORE_AGAIN_MOST ? again : SCORE_AGAIN_MOST) +
           (broken ? SCORE_BREAK : 0);
}

/* Hits from first on, as many as are worth having of those that fit in the window. */
static struct window
window_at(const struct snippet_hits *hits, size_t first)
{
    const struct snippet_hit *items = hits->items;
    uint64_t seen = items[first].units;
    int again = 0, adjacent = 0;
    bool broken = false;
    struct window window = { first, first, score_of(hits, seen, 0, 0, false) };
    size_t width = items[first].width;
    for (size_t i = first + 1; i < hits->count; i++) {
        width += items[i].step;
        if (items[i].position - items[first].position >= SNIPPET_WORDS ||
            width > SNIPPET_WIDTH)
            break;
        broken = broken || items[i].breaks;
        adjacent += items[i].position == items[i - 1].position + 1 &&
                    (items[i].units & ~items[i - 1].units) != 0;
        again += (items[i].units & ~seen) == 0;
        seen |= items[i].units;
        int score = score_of(hits, seen, adjacent, again, broken);
        if (score >= window.score)
            window = (struct window) { first, i, score };
    }
    return window;
}

/* The best window; the earliest among equals. */
static struct window
best_window(const struct snippet_source *source, const struct snippet_hits *hits)
{
    struct places places = { source, hits, { 0, 0 }, 0 };
    struct window best = { 0, 0, 0 };
    for (size_t i = 0; i < hits->count; i++) {
        struct window window = window_at(hits, i);
        if (i > 0 && window.score <= best.score)
            continue;
        window.score += place_score(&places, hits->items[window.first].start);
        if (i == 0 || window.score > best.score)
            best = window;
    }
    return best;
}

/* ---- the cut ---- */

enum {
    LEAST_WIDTH = 110, /* below it, a sentence end is not worth the room it leaves */
    LEAD_WIDTH =
        70, /* shown before the first match when its sentence begins too far off */
    FAR_BYTES = 2000 /* without a match, running text is looked for up to here */
};

static size_t
room_left(const char *text, const struct snippet_cut *cut)
{
    size_t width = snippet_text_width(text, cut->start, cut->end);
    return width < SNIPPET_WIDTH ? SNIPPET_WIDTH - width : 0;
}

static void
extend_start(struct snippet_cut *cut, const struct snippet_source *source)
{
    const char *text = source->text;
    size_t room = room_left(text, cut);
    size_t start = snippet_text_sentence_start(text, source->length,
                                               snippet_text_back(text, cut->start, room),
                                               cut->start, false);
    cut->starts_clean = start <= cut->start;
    if (cut->starts_clean) {
        cut->start = start;
        return;
    }
    size_t from = snippet_text_back(text, cut->start,
                                    room / 2 < LEAD_WIDTH ? room / 2 : LEAD_WIDTH);
    cut->start =
        snippet_text_word_start(source->lang, text, source->length, from, cut->start);
}

/* The first end of a paragraph up to most that leaves enough to read; most + 1 when there is
 * none. A paragraph that goes on with a small letter was broken by its layout. */
static size_t
paragraph_end(const struct snippet_cut *cut, const char *text, size_t most)
{
    for (size_t at = cut->end; at < most; at++)
        if (text[at] == '\n' && !snippet_text_is_small(text, most, at + 1) &&
            snippet_text_width(text, cut->start, at) >= LEAST_WIDTH)
            return at;
    return most + 1;
}

static void
extend_end(struct snippet_cut *cut, const struct snippet_source *source)
{
    const char *text = source->text;
    size_t most =
        snippet_text_forward(text, source->length, cut->end, room_left(text, cut));
    size_t end = paragraph_end(cut, text, most);
    if (end > most)
        end = most == source->length
                  ? most
                  : snippet_text_sentence_end(text, source->length, cut->end, most);
    cut->ends_clean =
        end == source->length ||
        (end > cut->end && snippet_text_width(text, cut->start, end) >= LEAST_WIDTH);
    cut->end = cut->ends_clean ? end
                               : snippet_text_word_end(source->lang, text, source->length,
                                                       cut->end, most);
}

/* A short last sentence leaves room for the ones before it; other paragraphs (a heading, the
 * points of a slide) are only wanted where there would be little to read. */
static void
fill_start(struct snippet_cut *cut, const struct snippet_source *source)
{
    const char *text = source->text;
    size_t room = room_left(text, cut), from = snippet_text_back(text, cut->start, room);
    if (!cut->starts_clean || cut->start == 0 || !cut->ends_clean)
        return;
    const char *line = memrchr(text + from, '\n', cut->start - from);
    if (line != NULL && SNIPPET_WIDTH - room >= LEAST_WIDTH)
        from = (size_t)(line - text);
    size_t start =
        snippet_text_sentence_start(text, source->length, from, cut->start, true);
    if (start < cut->start)
        cut->start = start;
}

/* The first line of running text that is not far; the beginning where there is none. */
static size_t
first_text(const struct snippet_source *source)
{
    for (size_t at = 0; at < source->length && at < FAR_BYTES;) {
        struct snippet_range line = snippet_lines_at(source->text, source->length, at);
        if (snippet_lines_kind(source, line) == SNIPPET_LINE_TEXT)
            return at;
        const char *end = memchr(source->text + at, '\n', source->length - at);
        at = end != NULL ? (size_t)(end - source->text) + 1 : source->length;
    }
    return 0;
}

void
snippet_cut_find(const struct snippet_source *source, const struct snippet_hits *hits,
                 struct snippet_cut *cut)
{
    *cut = (struct snippet_cut) { 0, 0, true, true, true };
    if (hits->count > 0) {
        struct window window = best_window(source, hits);
        cut->start = hits->items[window.first].start;
        cut->end = hits->items[window.last].end;
        cut->plain = window.score > SCORE_POOR / 2;
        extend_start(cut, source);
    } else {
        cut->start = cut->end = first_text(source);
    }
    extend_end(cut, source);
    fill_start(cut, source);
}
