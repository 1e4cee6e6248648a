/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks through the vocabulary for the words nearest to those that find nothing. */
#include "search/suggest.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
    LETTERS_LEAST = 3,  /* in shorter words every other word is near */
    LETTERS_TWO = 8,    /* from here on two slips are likely */
    RARE_PAGES = 2,     /* a word on so few pages may be a slip of an author */
    RARE_RATIO = 20,    /* and is one if its neighbour is so much more frequent */
    LOOK_LETTER = 8000, /* terms looked at that begin with the right letter */
    LOOK_ALL = 20000    /* and when none of them is near */
};

/* ---- distance ---- */

static size_t
decode(const char *text, uint32_t codes[LIMIT_TOKEN_CODE_POINTS])
{
    size_t count = 0, length = strlen(text);
    for (size_t at = 0; at < length && count < LIMIT_TOKEN_CODE_POINTS; count++)
        at += utf8_decode(text + at, length - at, &codes[count]);
    return count;
}

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

enum { ROW = LIMIT_TOKEN_CODE_POINTS + 1 };

/* Row number i of the table of distances; rows[] are this one, the last and the one before. */
static unsigned
fill_row(const uint32_t *a, size_t i, const uint32_t *b, size_t b_count,
         unsigned *rows[3])
{
    unsigned *row = rows[0], best = row[0] = (unsigned)i;
    for (size_t j = 1; j <= b_count; j++) {
        unsigned change = rows[1][j - 1] + (a[i - 1] != b[j - 1]);
        row[j] = least(change, least(rows[1][j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], rows[2][j - 2] + 1);
        best = least(best, row[j]);
    }
    return best;
}

unsigned
suggest_distance(const char *a, const char *b, unsigned most)
{
    uint32_t a_codes[LIMIT_TOKEN_CODE_POINTS], b_codes[LIMIT_TOKEN_CODE_POINTS];
    size_t a_count = decode(a, a_codes), b_count = decode(b, b_codes);
    unsigned table[3][ROW], *rows[3] = { table[0], table[1], table[2] };
    if (a_count > b_count + most || b_count > a_count + most)
        return most + 1;
    for (size_t j = 0; j <= b_count; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a_count; i++) {
        unsigned *oldest = rows[2];
        rows[2] = rows[1];
        rows[1] = rows[0];
        rows[0] = oldest;
        if (fill_row(a_codes, i, b_codes, b_count, rows) > most)
            return most + 1;
    }
    return least(rows[0][b_count], most + 1);
}

/* ---- is it known? ---- */

static bool
add_pages(void *context, const struct store_term *term)
{
    *(int64_t *)context += term->pages;
    return true;
}

/* An upper bound of the pages that the concept finds; looking stops once it is not rare. */
static bool
count_pages(struct store *store, const struct query *concept, int64_t *pages,
            struct error *err)
{
    *pages = 0;
    for (size_t i = 0; i < concept->form_count && *pages <= RARE_PAGES; i++) {
        const struct query_form *form = &concept->forms[i];
        bool found =
            form->stem != NULL
                ? store_words_of_stem(store, form->lang, form->stem, RARE_PAGES + 1,
                                      add_pages, pages, err)
                : store_words_of_surface(store, form->token, add_pages, pages, err);
        if (!found)
            return false;
    }
    return true;
}

/* ---- candidates ---- */

struct nearest {
    const char *word;
    unsigned most; /* distance */
    unsigned distance;
    int64_t pages;
    char shown[LIMIT_TOKEN_BYTES + 1];
};

static bool
is_better(const struct nearest *nearest, unsigned distance, int64_t pages)
{
    return distance < nearest->distance ||
           (distance == nearest->distance && pages > nearest->pages);
}

static bool
consider(void *context, const struct store_term *term)
{
    struct nearest *nearest = context;
    unsigned distance = suggest_distance(nearest->word, term->surface, nearest->most);
    if (distance == 0 || distance > nearest->most ||
        !is_better(nearest, distance, term->pages))
        return true;
    nearest->distance = distance;
    nearest->pages = term->pages;
    snprintf(nearest->shown, sizeof nearest->shown, "%s", term->shown);
    return true;
}

static bool
look(struct store *store, const char *word, size_t bytes, size_t limit,
     struct nearest *nearest, struct error *err)
{
    char prefix[4 * LIMIT_TOKEN_BYTES];
    if (nearest->shown[0] != '\0' && nearest->distance <= 1)
        return true;
    memcpy(prefix, word, bytes);
    prefix[bytes] = '\0';
    return store_terms(store, prefix, limit, consider, nearest, err);
}

/* Bytes of the first count characters. */
static size_t
bytes_of(const char *word, size_t count)
{
    size_t at = 0, length = strlen(word);
    uint32_t code;
    for (; count > 0 && at < length; count--)
        at += utf8_decode(word + at, length - at, &code);
    return at;
}

/* One slip leaves one half of the word whole, mostly the first, which few words share; the
 * first letter is right as a rule; only where nothing else helps are all words looked at. */
static bool
find_nearest(struct store *store, struct nearest *nearest, bool *everywhere,
             struct error *err)
{
    const char *word = nearest->word;
    size_t letters = utf8_count(word, strlen(word));
    if (!look(store, word, bytes_of(word, letters / 2), LOOK_LETTER, nearest, err) ||
        !look(store, word, bytes_of(word, 1), LOOK_LETTER, nearest, err))
        return false;
    if (nearest->shown[0] != '\0' || !*everywhere)
        return true;
    *everywhere = false;
    return look(store, word, 0, LOOK_ALL, nearest, err);
}

static bool
has_digit(const char *word)
{
    return strpbrk(word, "0123456789") != NULL;
}

/* The spelling to offer for one word; "" when there is none. *everywhere allows one look at
 * all words. */
static bool
find_spelling(struct store *store, const struct query *concept, struct nearest *nearest,
              bool *everywhere, struct error *err)
{
    size_t letters = utf8_count(concept->surface, strlen(concept->surface));
    int64_t pages = 0;
    *nearest = (struct nearest) { .word = concept->surface };
    if (concept->prefix || letters < LETTERS_LEAST || has_digit(concept->surface))
        return true;
    if (!count_pages(store, concept, &pages, err))
        return false;
    if (pages > RARE_PAGES)
        return true;
    nearest->most = letters >= LETTERS_TWO ? 2 : 1;
    nearest->distance = nearest->most + 1;
    if (!find_nearest(store, nearest, everywhere, err))
        return false;
    if (nearest->pages < pages * RARE_RATIO)
        nearest->shown[0] = '\0';
    return true;
}

/* ---- the query with other words ---- */

enum { WORDS = LIMIT_QUERY_CONCEPTS };

struct replacing {
    struct store *store;
    const char *typed; /* the whole query */
    struct error *err;
    bool failed, everywhere;
    struct {
        const char *typed;
        char shown[LIMIT_TOKEN_BYTES + 1];
    } words[WORDS];
    size_t count;
    uint32_t seen; /* concepts */
};

static void
replace_concept(void *context, const struct query *concept)
{
    struct replacing *replacing = context;
    struct nearest nearest;
    if (replacing->failed || (replacing->seen >> concept->index & 1U) != 0 ||
        strstr(replacing->typed, concept->typed) == NULL)
        return;
    replacing->seen |= 1U << concept->index;
    if (!find_spelling(replacing->store, concept, &nearest, &replacing->everywhere,
                       replacing->err)) {
        replacing->failed = true;
        return;
    }
    if (nearest.shown[0] == '\0' || replacing->count == WORDS)
        return;
    replacing->words[replacing->count].typed = concept->typed;
    memcpy(replacing->words[replacing->count++].shown, nearest.shown,
           sizeof nearest.shown);
}

static bool
is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* The replacement of the word that begins here, with its typed length. */
static const char *
replacement_at(const struct replacing *replacing, const char *at, size_t *length)
{
    for (size_t i = 0; i < replacing->count; i++) {
        const char *typed = replacing->words[i].typed;
        *length = strlen(typed);
        if (strncmp(at, typed, *length) == 0 && !is_word_byte(at[*length]))
            return replacing->words[i].shown;
    }
    return NULL;
}

static const char *
rewrite(const struct replacing *replacing, const char *typed, struct arena *arena)
{
    struct buf text = BUF_INIT(WORDS * LIMIT_TOKEN_BYTES + 4 * LIMIT_QUERY_BYTES);
    bool changed = false;
    for (const char *at = typed; *at != '\0';) {
        bool starts = at == typed || !is_word_byte(at[-1]);
        size_t length = 0;
        const char *other = starts ? replacement_at(replacing, at, &length) : NULL;
        if (other != NULL)
            buf_add_text(&text, other);
        else
            buf_add_char(&text, *at);
        changed |= other != NULL;
        at += other != NULL ? length : 1;
    }
    const char *copy = changed ? arena_text(arena, text.data, text.length) : NULL;
    buf_free(&text);
    return copy;
}

bool
suggest_spelling(struct store *store, const struct query *query, const char *typed,
                 bool everywhere, struct arena *arena, const char **suggestion,
                 struct error *err)
{
    struct replacing *replacing = arena_alloc(arena, 1, sizeof *replacing);
    replacing->store = store;
    replacing->typed = typed;
    replacing->everywhere = everywhere;
    replacing->err = err;
    *suggestion = NULL;
    query_each_concept(query, replace_concept, replacing);
    if (replacing->failed)
        return false;
    if (replacing->count > 0)
        *suggestion = rewrite(replacing, typed, arena);
    return true;
}
