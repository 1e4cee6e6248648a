/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks through the vocabulary for the words nearest to those that it does not hold. */
#include "search/suggest.h"

#include "base/bits.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    LETTERS_LEAST = 3, /* in shorter words every other word is near */
    LETTERS_TWO = 8,   /* from here on two slips are likely */
    RARE_PAGES = 2,    /* a word on so few pages may be a slip of an author */
    RARE_RATIO = 20,   /* and is one if its neighbour is so much more frequent */
    SLIPS_MOST = 4, /* words of one query that are looked for: each takes a millisecond */
    NEAR = 10,      /* words that are compared by frequency */
    CHOICES = 2     /* of each word */
};

/* ---- distance ---- */

struct word {
    uint32_t codes[LIMIT_TOKEN_CODE_POINTS];
    size_t count;
};

static void
decode(const char *text, size_t length, struct word *word)
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
fill_row(const struct word *a, size_t i, const struct word *b, unsigned *rows[3])
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

static unsigned
distance_of(const struct word *a, const struct word *b, unsigned most)
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

unsigned
suggest_distance(const char *a, const char *b, unsigned most)
{
    struct word first, second;
    decode(a, strlen(a), &first);
    decode(b, strlen(b), &second);
    return distance_of(&first, &second, most);
}

/* ---- is it known? ---- */

static bool
add_pages(void *context, const struct store_term *term)
{
    *(int64_t *)context += term->pages;
    return true;
}

struct knowledge {
    int64_t written; /* pages that have the word as it was typed */
    int64_t found;   /* an upper bound of those with any form; not beyond "not rare" */
};

static bool
look_up(struct store *store, const struct query *concept, struct knowledge *known,
        struct error *err)
{
    *known = (struct knowledge) { 0, 0 };
    for (size_t i = 0; i < concept->form_count; i++) {
        const struct query_form *form = &concept->forms[i];
        bool written = form->stem == NULL && !form->compound;
        int64_t *pages = written ? &known->written : &known->found;
        if (*pages > RARE_PAGES)
            continue;
        bool good =
            form->stem == NULL
                ? store_words_of_surface(store, form->token, add_pages, pages, err)
                : store_words_of_stem(store, form->lang, form->stem, RARE_PAGES + 1,
                                      add_pages, pages, err);
        if (!good)
            return false;
    }
    return true;
}

/* ---- candidates ---- */

struct candidate {
    const char *surface, *shown;
    unsigned cost; /* twice the distance, 1 more for another first letter */
    int64_t pages;
};

struct search {
    struct store *store;
    const struct query_filter *filter;
    struct arena *arena;
    struct word word;
    uint64_t letters; /* see letters_of */
    unsigned most;    /* distance */
    bool inner;       /* see is_inner_slip */
    struct candidate near[NEAR];
    size_t count;
};

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
may_be_near(const struct search *search, const char *word, size_t length)
{
    unsigned bits = bits_count(search->letters ^ letters_of(word, length));
    bool plain = search->word.codes[0] < 0x80;
    return bits <= (plain ? 2 : 4) * search->most;
}

/* A word that finds something by its stem is mostly right, although the library has other
 * endings of it only: what differs must be in its middle. */
static bool
is_inner_slip(const struct word *a, const struct word *b)
{
    enum { SAME_START = 4 };
    for (size_t i = 0; i < SAME_START; i++)
        if (i >= a->count || i >= b->count || a->codes[i] != b->codes[i])
            return false;
    return a->codes[a->count - 1] == b->codes[b->count - 1];
}

static void
insert(struct search *search, const char *surface, size_t length, unsigned cost)
{
    size_t at = search->count;
    while (at > 0 && search->near[at - 1].cost > cost)
        at--;
    if (at == NEAR)
        return;
    search->count += search->count < NEAR;
    memmove(&search->near[at + 1], &search->near[at],
            (search->count - at - 1) * sizeof search->near[0]);
    search->near[at] =
        (struct candidate) { arena_text(search->arena, surface, length), "", cost, 0 };
}

static void
consider(struct search *search, const char *surface, size_t length)
{
    struct word other;
    if (!may_be_near(search, surface, length))
        return;
    decode(surface, length, &other);
    unsigned distance = distance_of(&search->word, &other, search->most);
    if (distance == 0 || distance > search->most ||
        (search->inner && !is_inner_slip(&search->word, &other)))
        return;
    insert(search, surface, length,
           2 * distance + (other.codes[0] != search->word.codes[0]));
}

static bool
consider_length(struct search *search, size_t letters, struct buf *words,
                struct error *err)
{
    buf_reset(words);
    if (!store_words_of_length(search->store, letters, words, err))
        return false;
    for (const char *at = words->data, *end; *at != '\0'; at = end + 1) {
        end = strchrnul(at, '\n');
        consider(search, at, (size_t)(end - at));
        if (*end == '\0')
            break;
    }
    return true;
}

static bool
is_wanted(const struct query_filter *filter, const struct lang *lang)
{
    for (size_t i = 0; filter != NULL && i < filter->lang.count; i++)
        if (strcmp(filter->lang.items[i], lang->tag) == 0)
            return true;
    return filter == NULL || filter->lang.count == 0;
}

struct spelling {
    const struct search *search;
    struct candidate *candidate;
};

/* The first is the most frequent one. */
static bool
take_spelling(void *context, const struct store_term *term)
{
    const struct spelling *spelling = context;
    struct candidate *candidate = spelling->candidate;
    if (!is_wanted(spelling->search->filter, term->lang))
        return true;
    if (candidate->pages == 0)
        candidate->shown = arena_copy(spelling->search->arena, term->shown);
    candidate->pages += term->pages;
    return true;
}

static int
nearest_first(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if ((a->pages == 0) != (b->pages == 0))
        return a->pages == 0 ? 1 : -1;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->pages != b->pages)
        return a->pages > b->pages ? -1 : 1;
    return strcmp(a->surface, b->surface);
}

static bool
find_nearest(struct search *search, struct error *err)
{
    struct buf words = BUF_INIT(LIMIT_NEAR_BYTES);
    size_t letters = search->word.count;
    bool good = true;
    for (size_t n = letters - search->most; good && n <= letters + search->most; n++)
        good = consider_length(search, n, &words, err);
    buf_free(&words);
    for (size_t i = 0; good && i < search->count; i++) {
        struct spelling spelling = { search, &search->near[i] };
        good = store_words_of_surface(search->store, search->near[i].surface,
                                      take_spelling, &spelling, err);
    }
    if (search->count > 1)
        qsort(search->near, search->count, sizeof search->near[0], nearest_first);
    while (search->count > 0 && search->near[search->count - 1].pages == 0)
        search->count--;
    return good;
}

/* ---- the query with other words ---- */

/* One word, and what it may be meant to be. */
struct slip {
    const char *typed;
    const char *choices[CHOICES];
    size_t count;
    bool found; /* it finds something as it is */
};

struct replacing {
    const struct suggest *asked;
    struct arena *arena;
    struct error *err;
    bool failed;
    struct slip slips[SLIPS_MOST];
    size_t count;
    uint64_t seen; /* concepts */
};

static bool
has_digit(const char *word)
{
    return strpbrk(word, "0123456789") != NULL;
}

static bool
is_rare(const struct replacing *replacing, const struct knowledge *known)
{
    return replacing->asked->rare && known->written <= RARE_PAGES &&
           known->found <= RARE_PAGES;
}

/* Second choices are as near as the first. */
static void
add_slip(struct replacing *replacing, const struct query *concept,
         const struct search *search, const struct knowledge *known)
{
    struct slip slip = { .typed = concept->typed, .found = known->found > RARE_PAGES };
    for (size_t i = 0; i < search->count && slip.count < CHOICES; i++) {
        const struct candidate *candidate = &search->near[i];
        if (candidate->cost == search->near[0].cost &&
            candidate->pages >= known->written * RARE_RATIO)
            slip.choices[slip.count++] = candidate->shown;
    }
    if (slip.count > 0)
        replacing->slips[replacing->count++] = slip;
}

static bool
find_slip(struct replacing *replacing, const struct query *concept)
{
    struct search search = { .store = replacing->asked->store,
                             .filter = replacing->asked->filter,
                             .arena = replacing->arena };
    struct knowledge known;
    decode(concept->surface, strlen(concept->surface), &search.word);
    if (concept->prefix || search.word.count < LETTERS_LEAST ||
        has_digit(concept->surface) || replacing->count == SLIPS_MOST)
        return true;
    if (!look_up(replacing->asked->store, concept, &known, replacing->err))
        return false;
    if (known.written > 0 && !is_rare(replacing, &known))
        return true;
    search.most = search.word.count >= LETTERS_TWO ? 2 : 1;
    search.letters = letters_of(concept->surface, strlen(concept->surface));
    search.inner = known.found > RARE_PAGES;
    if (!find_nearest(&search, replacing->err))
        return false;
    add_slip(replacing, concept, &search, &known);
    return true;
}

static void
look_at_concept(void *context, const struct query *concept)
{
    struct replacing *replacing = context;
    uint64_t bit = UINT64_C(1) << concept->index;
    if (replacing->failed || (replacing->seen & bit) != 0 ||
        strstr(replacing->asked->typed, concept->typed) == NULL)
        return;
    replacing->seen |= bit;
    replacing->failed = !find_slip(replacing, concept);
}

static bool
is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* By slip: the number of its choice, or CHOICES to leave the word as it is. */
struct picks {
    size_t items[SLIPS_MOST];
};

/* The replacement of the word that begins here, with its typed length. */
static const char *
replacement_at(const struct replacing *replacing, const struct picks *picks,
               const char *at, size_t *length)
{
    for (size_t i = 0; i < replacing->count; i++) {
        const struct slip *slip = &replacing->slips[i];
        *length = strlen(slip->typed);
        if (picks->items[i] < slip->count && strncmp(at, slip->typed, *length) == 0 &&
            !is_word_byte(at[*length]))
            return slip->choices[picks->items[i]];
    }
    return NULL;
}

static const char *
rewrite(const struct replacing *replacing, const struct picks *picks)
{
    const char *typed = replacing->asked->typed;
    struct buf text = BUF_INIT(SLIPS_MOST * LIMIT_TOKEN_BYTES + 4 * LIMIT_QUERY_BYTES);
    for (const char *at = typed; *at != '\0';) {
        bool starts = at == typed || !is_word_byte(at[-1]);
        size_t length = 0;
        const char *other = starts ? replacement_at(replacing, picks, at, &length) : NULL;
        if (other != NULL)
            buf_add_text(&text, other);
        else
            buf_add_char(&text, *at);
        at += other != NULL ? length : 1;
    }
    const char *copy = arena_text(replacing->arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static void
suggest(const struct replacing *replacing, const struct picks *picks,
        struct suggestions *suggestions)
{
    const char *text = rewrite(replacing, picks);
    bool known =
        suggestions->count == SUGGEST_MOST || strcmp(text, replacing->asked->typed) == 0;
    for (size_t i = 0; i < suggestions->count; i++)
        known = known || strcmp(suggestions->items[i], text) == 0;
    if (!known)
        suggestions->items[suggestions->count++] = text;
}

/* All words with their first choice; then one word after the other with its second; then words
 * that find something left as they are. */
static void
suggest_all(const struct replacing *replacing, struct suggestions *suggestions)
{
    struct picks picks = { { 0 } };
    suggest(replacing, &picks, suggestions);
    for (size_t i = 0; i < replacing->count; i++) {
        picks.items[i] = replacing->slips[i].count > 1 ? 1 : 0;
        suggest(replacing, &picks, suggestions);
        picks.items[i] = 0;
    }
    for (size_t i = 0; i < replacing->count; i++)
        picks.items[i] = replacing->slips[i].found ? CHOICES : 0;
    suggest(replacing, &picks, suggestions);
}

bool
suggest_spelling(const struct suggest *asked, struct arena *arena,
                 struct suggestions *suggestions, struct error *err)
{
    struct replacing *replacing = arena_alloc(arena, 1, sizeof *replacing);
    replacing->asked = asked;
    replacing->arena = arena;
    replacing->err = err;
    suggestions->count = 0;
    query_each_concept(asked->query, look_at_concept, replacing);
    if (replacing->failed)
        return false;
    if (replacing->count > 0)
        suggest_all(replacing, suggestions);
    return true;
}
