/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compounds of the vocabulary that have a word as a part: Säuglingspflegekurs for Pflege. */
#include "store/fts5.h"

#include "base/limits.h"
#include "text/lang.h"

#include <string.h>

enum {
    PART_LEAST = 4,    /* letters of the word */
    PART_SHORT = 4,    /* stands in many by chance: the rest must be a word, too */
    STEM_LEAST = 4,    /* of its stem */
    REST_LEAST = 3,    /* of what stands before or behind it */
    INNER_LEAST = 4,   /* of what stands on either side */
    LINK_MOST = 2,     /* letters of a linking element: -s-, -en-, -er- */
    ENDING_MOST = 2,   /* of an inflected suffix: -lich, -liche, -lichen */
    LETTERS_MOST = 40, /* no list of longer words is kept */
    LOOKUPS_MOST = 256 /* words that are looked up, short and frequent ones first */
};

/* The word whose compounds are looked for. */
struct part {
    struct fts5 *store;
    const struct lang *lang;
    const char *surface, *stem, *needle;
    size_t surface_length, stem_length;
    struct arena *arena;
    struct query_form *forms; /* most frequent first */
    int64_t pages[LIMIT_COMPOUND_FORMS];
    size_t count;
    int64_t met; /* pages of the word that is looked up; 0: it is no compound */
};

/* ---- what a part may stand beside ---- */

static bool
is_affix(const struct lang *lang, const char *text, size_t length)
{
    const char *at = lang->compounds;
    for (size_t size; *at != '\0'; at += size + (at[size] == ' ')) {
        size = strcspn(at, " ");
        if (size == length && memcmp(at, text, length) == 0)
            return true;
    }
    return false;
}

/* Does the text begin with a suffix, and is hardly anything else? */
static bool
is_suffixed(const struct lang *lang, const char *text, size_t length)
{
    for (size_t ending = 0; ending <= ENDING_MOST && ending < length; ending++)
        if (is_affix(lang, text, length - ending))
            return true;
    return false;
}

/* Bytes of the longest linking element at the beginning that leaves a part. */
static size_t
linked(const char *rest, size_t length)
{
    static const char *const elements[] = { "en", "es", "er", "s", "n", "e" };
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        size_t size = strlen(elements[i]);
        if (length >= size + REST_LEAST && memcmp(rest, elements[i], size) == 0)
            return size;
    }
    return 0;
}

static bool
is_plausible_end(const struct lang *lang, const char *rest, size_t length, size_t least)
{
    size_t link = linked(rest, length);
    return length >= least && !is_suffixed(lang, rest, length) &&
           !is_suffixed(lang, rest + link, length - link);
}

static bool
is_plausible_start(const struct lang *lang, const char *rest, size_t length, size_t least)
{
    return length >= least && strcspn(rest, "aeiouy") < length &&
           !is_affix(lang, rest, length);
}

/* The part begins at the byte at of the word and is as long as size. */
static bool
is_around(const struct lang *lang, const char *word, size_t at, size_t size)
{
    size_t end = strlen(word) - at - size;
    size_t least = at > 0 && end > 0 ? INNER_LEAST : REST_LEAST;
    return at + end > 0 && (at == 0 || is_plausible_start(lang, word, at, least)) &&
           (end == 0 || is_plausible_end(lang, word + at + size, end, least));
}

/* Beteiligungen is no part of Väterbeteiligung, but its stem ends the other's. */
static bool
is_stem_around(const struct part *part, const char *word, const char *stem)
{
    size_t length = strlen(stem);
    if (part->stem_length < STEM_LEAST || length < part->stem_length + REST_LEAST)
        return false;
    size_t at = length - part->stem_length;
    return strcmp(stem + at, part->stem) == 0 && strncmp(word, stem, at) == 0 &&
           is_plausible_start(part->lang, word, at, REST_LEAST);
}

static bool
is_compound(const struct part *part, const char *word, const char *stem)
{
    if (strcmp(stem, part->stem) == 0)
        return false;
    for (const char *at = word; (at = strstr(at, part->surface)) != NULL; at++)
        if (is_around(part->lang, word, (size_t)(at - word), part->surface_length))
            return true;
    return is_stem_around(part, word, stem);
}

/* ---- from the vocabulary ---- */

static void
insert(struct part *part, const char *word, int64_t pages)
{
    size_t at = part->count;
    while (at > 0 && part->pages[at - 1] < pages)
        at--;
    if (at == LIMIT_COMPOUND_FORMS)
        return;
    if (part->count < LIMIT_COMPOUND_FORMS)
        part->count++;
    for (size_t i = part->count - 1; i > at; i--) {
        part->forms[i] = part->forms[i - 1];
        part->pages[i] = part->pages[i - 1];
    }
    part->pages[at] = pages;
    part->forms[at] = (struct query_form) { .token = arena_copy(part->arena, word),
                                            .lang = part->lang,
                                            .compound = true };
}

static bool
take_word(void *context, const struct store_term *term)
{
    struct part *part = context;
    if (fts5_group(term->lang) != fts5_group(part->lang) ||
        !is_compound(part, term->surface, term->stem))
        return true;
    part->met = term->pages;
    return false;
}

/* Where a word is known. */
struct knowledge {
    unsigned char group;
    bool here, elsewhere;
};

static bool
take_known(void *context, const struct store_term *term)
{
    struct knowledge *known = context;
    bool here = fts5_group(term->lang) == known->group;
    known->here |= here;
    known->elsewhere |= !here;
    return !known->here;
}

static bool
is_word(const struct part *part, const char *text, size_t length)
{
    char word[LIMIT_TOKEN_BYTES + 1];
    struct knowledge known = { .group = fts5_group(part->lang) };
    if (length < PART_LEAST || length > LIMIT_TOKEN_BYTES)
        return false;
    memcpy(word, text, length);
    word[length] = '\0';
    fts5_words_of_surface(part->store, word, take_known, &known, NULL);
    return known.here;
}

/* Elterngeld is Eltern and Geld; in Angeld nothing stands before it. */
static bool
is_rest_word(const struct part *part, const char *word)
{
    const char *at = strstr(word, part->surface);
    if (part->surface_length > PART_SHORT)
        return true;
    if (at == NULL)
        return false;
    size_t before = (size_t)(at - word), after = strlen(at) - part->surface_length;
    if (before > 0 && after > 0)
        return false;
    if (after > 0) {
        const char *rest = at + part->surface_length;
        size_t link = linked(rest, after);
        return is_word(part, rest, after) || is_word(part, rest + link, after - link);
    }
    for (size_t link = 0; link <= LINK_MOST && link < before; link++)
        if ((link == 0 || strchr("sner", word[before - link]) != NULL) &&
            is_word(part, word, before - link))
            return true;
    return false;
}

/* Calls for every word of the list that has the needle in it. */
static void
scan(struct part *part, const char *words)
{
    char word[4 * LETTERS_MOST + 1];
    size_t lookups = 0;
    for (const char *at = words; (at = strstr(at, part->needle)) != NULL;) {
        const char *start = at, *end = strchrnul(at, '\n');
        while (start > words && start[-1] != '\n')
            start--;
        size_t length = (size_t)(end - start);
        if (length >= part->surface_length && length < sizeof word &&
            lookups++ < LOOKUPS_MOST) {
            memcpy(word, start, length);
            word[length] = '\0';
            part->met = 0;
            fts5_words_of_surface(part->store, word, take_word, part, NULL);
            if (part->met > 0 && is_rest_word(part, word))
                insert(part, word, part->met);
        }
        at = end;
    }
}

/* Read once: a query has several words, and a library several such languages. */
static const char *
long_words(struct fts5 *self)
{
    struct buf *words = &self->long_words;
    if (words->limit == 0) {
        *words = (struct buf)BUF_INIT(LIMIT_NEAR_BYTES);
        for (size_t i = PART_LEAST + REST_LEAST; i <= LETTERS_MOST; i++)
            if (!fts5_words_of_length(self, i, words, NULL))
                break;
    }
    return words->data;
}

static bool
take_stem(void *context, const struct store_term *term)
{
    (void)term;
    *(bool *)context = true;
    return false;
}

static bool
is_stem_known(const struct part *part)
{
    bool known = false;
    fts5_words_of_stem(part->store, part->lang, part->stem, 1, take_stem, &known, NULL);
    return known;
}

static bool
is_long_enough(const struct part *part)
{
    return part->surface_length >= PART_LEAST &&
           part->surface[strspn(part->surface, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* English "order" is no part of German Anforderung; a word that is known nowhere may be one as
 * it is. Its stem counts when it is long, or one of this language. */
static bool
can_be_part(struct part *part)
{
    struct knowledge known = { .group = fts5_group(part->lang) };
    if (part->lang->compounds == NULL || !is_long_enough(part))
        return false;
    fts5_words_of_surface(part->store, part->surface, take_known, &known, NULL);
    if (!known.here && part->stem_length <= PART_SHORT && !is_stem_known(part))
        part->stem_length = 0;
    return known.here || !known.elsewhere;
}

size_t
fts5_compounds(void *opened, const struct lang *lang, const char *surface,
               const char *stem, struct arena *arena, const struct query_form **forms)
{
    struct part part = {
        .store = opened, .lang = lang, .surface = surface, .stem = stem, .arena = arena
    };
    part.surface_length = strlen(surface);
    part.stem_length = strlen(stem);
    if (!can_be_part(&part))
        return 0;
    bool shorter =
        part.stem_length >= STEM_LEAST && strncmp(surface, stem, part.stem_length) == 0;
    part.needle = shorter ? stem : surface;
    part.forms = arena_alloc(arena, LIMIT_COMPOUND_FORMS, sizeof *part.forms);
    scan(&part, long_words(part.store));
    *forms = part.forms;
    return part.count;
}
