/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query with other words: for each that the vocabulary does not hold the nearest ones. */
#include "search/suggest_near.h"

#include "base/limits.h"

#include <string.h>

enum {
    LETTERS_LEAST = 3, /* in shorter words every other word is near */
    RARE_PAGES = 2,    /* a word on so few pages may be a slip of an author */
    RARE_RATIO = 20,   /* and is one if its neighbour is so much more frequent */
    SLIPS_MOST = 4, /* words of one query that are looked for: each takes a millisecond */
    CHOICES = 2     /* of each word */
};

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
         const struct suggest_near *near, const struct knowledge *known)
{
    struct slip slip = { .typed = concept->typed, .found = known->found > RARE_PAGES };
    for (size_t i = 0; i < near->count && slip.count < CHOICES; i++) {
        const struct suggest_candidate *candidate = &near->items[i];
        if (candidate->cost == near->items[0].cost &&
            candidate->pages >= known->written * RARE_RATIO)
            slip.choices[slip.count++] = candidate->shown;
    }
    if (slip.count > 0)
        replacing->slips[replacing->count++] = slip;
}

static bool
find_slip(struct replacing *replacing, const struct query *concept)
{
    struct suggest_near near = { .store = replacing->asked->store,
                                 .filter = replacing->asked->filter,
                                 .arena = replacing->arena };
    struct knowledge known;
    suggest_near_open(&near, concept->surface);
    if (concept->prefix || near.word.count < LETTERS_LEAST ||
        has_digit(concept->surface) || replacing->count == SLIPS_MOST)
        return true;
    if (!look_up(replacing->asked->store, concept, &known, replacing->err))
        return false;
    if (known.written > 0 && !is_rare(replacing, &known))
        return true;
    near.inner = known.found > RARE_PAGES;
    if (!suggest_near_find(&near, replacing->err))
        return false;
    add_slip(replacing, concept, &near, &known);
    return true;
}

static void
look_at_concept(void *context, const struct query *concept)
{
    struct replacing *replacing = context;
    uint64_t bit = UINT64_C(1) << concept->index;
    if (replacing->failed || concept->synonym || concept->widened ||
        (replacing->seen & bit) != 0 ||
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
