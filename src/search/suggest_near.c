/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks through the vocabulary for the words nearest to one. */
#include "search/suggest_near.h"

#include "base/bits.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS_TWO = 8 /* from here on two slips are likely */ };

/* ---- distance ---- */

static void
decode(const char *text, size_t length, struct suggest_word *word)
{
    word->count = 0;
    for (size_t at = 0; at < length && word->count < LIMIT_TOKEN_CODE_POINTS;)
        at += utf8_decode(text + at, length - at, &word->codes[word->count++]);
}

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

enum { ROW = LIMIT_TOKEN_CODE_POINTS + 1 };

/* Row number i of the table of distances; rows[] are this one, the last and the one before. */
static unsigned
fill_row(const struct suggest_word *a, size_t i, const struct suggest_word *b,
         unsigned *rows[3])
{
    unsigned *row = rows[0], best = row[0] = (unsigned)i;
    for (size_t j = 1; j <= b->count; j++) {
        unsigned change = rows[1][j - 1] + (a->codes[i - 1] != b->codes[j - 1]);
        row[j] = least(change, least(rows[1][j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a->codes[i - 1] == b->codes[j - 2] &&
            a->codes[i - 2] == b->codes[j - 1])
            row[j] = least(row[j], rows[2][j - 2] + 1);
        best = least(best, row[j]);
    }
    return best;
}

/* In code points: insertion, deletion, substitution and transposition of neighbours cost 1
 * (optimal string alignment); most + 1 when it is larger. */
static unsigned
distance_of(const struct suggest_word *a, const struct suggest_word *b, unsigned most)
{
    unsigned table[3][ROW], *rows[3] = { table[0], table[1], table[2] };
    if (a->count > b->count + most || b->count > a->count + most)
        return most + 1;
    for (size_t j = 0; j <= b->count; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a->count; i++) {
        unsigned *oldest = rows[2];
        rows[2] = rows[1];
        rows[1] = rows[0];
        rows[0] = oldest;
        if (fill_row(a, i, b, rows) > most)
            return most + 1;
    }
    return least(rows[0][b->count], most + 1);
}

/* ---- candidates ---- */

/* Which letters a word has, hashed to 64 bits: one slip changes few of them. */
static uint64_t
letters_of(const char *word, size_t length)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < length; i++)
        letters |= UINT64_C(1) << ((unsigned char)word[i] & 63);
    return letters;
}

/* Most words are told apart without looking at the order of their letters. A letter of another
 * alphabet than the Latin one is two or three bytes. */
static bool
may_be_near(const struct suggest_near *near, const char *word, size_t length)
{
    unsigned bits = bits_count(near->letters ^ letters_of(word, length));
    bool plain = near->word.codes[0] < 0x80;
    return bits <= (plain ? 2 : 4) * near->most;
}

/* A word that finds something by its stem is mostly right, although the library has other
 * endings of it only: what differs must be in its middle. */
static bool
is_inner_slip(const struct suggest_word *a, const struct suggest_word *b)
{
    enum { SAME_START = 4 };
    for (size_t i = 0; i < SAME_START; i++)
        if (i >= a->count || i >= b->count || a->codes[i] != b->codes[i])
            return false;
    return a->codes[a->count - 1] == b->codes[b->count - 1];
}

static void
insert(struct suggest_near *near, const char *surface, size_t length, unsigned cost)
{
    size_t at = near->count;
    while (at > 0 && near->items[at - 1].cost > cost)
        at--;
    if (at == SUGGEST_NEAR)
        return;
    near->count += near->count < SUGGEST_NEAR;
    memmove(&near->items[at + 1], &near->items[at],
            (near->count - at - 1) * sizeof near->items[0]);
    near->items[at] =
        (struct suggest_candidate) { arena_text(near->arena, surface, length), "", cost,
                                     0 };
}

static void
consider(void *context, const char *surface, size_t length)
{
    struct suggest_near *near = context;
    struct suggest_word other;
    if (!may_be_near(near, surface, length))
        return;
    decode(surface, length, &other);
    unsigned distance = distance_of(&near->word, &other, near->most);
    if (other.count == 0 || distance == 0 || distance > near->most ||
        (near->inner && !is_inner_slip(&near->word, &other)))
        return;
    insert(near, surface, length, 2 * distance + (other.codes[0] != near->word.codes[0]));
}

bool
suggest_each_of_length(struct store *store, size_t letters, struct buf *words,
                       suggest_word_fn *each, void *context, struct error *err)
{
    buf_reset(words);
    if (!store_words_of_length(store, letters, words, err))
        return false;
    for (const char *at = words->data, *end; *at != '\0'; at = end + 1) {
        end = strchrnul(at, '\n');
        each(context, at, (size_t)(end - at));
        if (*end == '\0')
            break;
    }
    return true;
}

bool
suggest_is_wanted(const struct query_filter *filter, const struct lang *lang)
{
    for (size_t i = 0; filter != NULL && i < filter->lang.count; i++)
        if (strcmp(filter->lang.items[i], lang->tag) == 0)
            return true;
    return filter == NULL || filter->lang.count == 0;
}

struct spelling {
    const struct suggest_near *near;
    struct suggest_candidate *candidate;
};

/* The first is the most frequent one. Nobody looks for "has" who typed "hash". */
static bool
take_spelling(void *context, const struct store_term *term)
{
    const struct spelling *spelling = context;
    struct suggest_candidate *candidate = spelling->candidate;
    if (!suggest_is_wanted(spelling->near->filter, term->lang) ||
        lang_is_frequent(term->lang, candidate->surface))
        return true;
    if (candidate->pages == 0)
        candidate->shown = arena_copy(spelling->near->arena, term->shown);
    candidate->pages += term->pages;
    return true;
}

static int
nearest_first(const void *left, const void *right)
{
    const struct suggest_candidate *a = left, *b = right;
    if ((a->pages == 0) != (b->pages == 0))
        return a->pages == 0 ? 1 : -1;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->pages != b->pages)
        return a->pages > b->pages ? -1 : 1;
    return strcmp(a->surface, b->surface);
}

void
suggest_near_open(struct suggest_near *near, const char *surface)
{
    decode(surface, strlen(surface), &near->word);
    near->letters = letters_of(surface, strlen(surface));
    near->most = near->word.count >= LETTERS_TWO ? 2 : 1;
}

bool
suggest_near_find(struct suggest_near *near, struct error *err)
{
    struct buf words = BUF_INIT(LIMIT_NEAR_BYTES);
    size_t letters = near->word.count;
    bool good = true;
    for (size_t n = letters - near->most; good && n <= letters + near->most; n++)
        good = suggest_each_of_length(near->store, n, &words, consider, near, err);
    buf_free(&words);
    for (size_t i = 0; good && i < near->count; i++) {
        struct spelling spelling = { near, &near->items[i] };
        good = store_words_of_surface(near->store, near->items[i].surface, take_spelling,
                                      &spelling, err);
    }
    if (near->count > 1)
        qsort(near->items, near->count, sizeof near->items[0], nearest_first);
    while (near->count > 0 && near->items[near->count - 1].pages == 0)
        near->count--;
    return good;
}
