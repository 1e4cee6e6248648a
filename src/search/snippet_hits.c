/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass of the analyser over a text, comparing its tokens with the forms of a query. */
#include "search/snippet_hits.h"

#include "base/hash.h"
#include "base/limits.h"
#include "search/snippet_text.h"

#include <string.h>

/* One form that can occur in a text of this language. */
struct entry {
    const char *text; /* NULL: free */
    uint32_t length;
    bool stem;         /* compared with stems, else with surfaces */
    uint64_t concepts; /* bit n: concept n has this form */
};

struct unit {
    unsigned concepts[LIMIT_PHRASE_TOKENS];
    size_t count;
};

struct snippet_forms {
    struct snippet_forms *next;
    const struct query *query;
    const struct lang *lang;
    struct entry *table; /* open addressing */
    size_t mask;         /* its size - 1, a power of two above twice the entries */
    uint32_t
        begins[256]; /* by first byte: which second bytes entries have, hashed; all bits
                           * where an entry has no second one */
    struct unit units[SNIPPET_UNITS];
    size_t unit_count;
    uint64_t common;
};

struct finder {
    const struct snippet_forms *forms;
    struct arena *arena;
    char surface[LIMIT_TOKEN_BYTES + 1]; /* of the word in hand */
    struct snippet_hit *hits;
    size_t count, capacity;
};

/* The entry of this form, or the free one where it belongs. */
static struct entry *
find_entry(const struct snippet_forms *forms, const char *text, size_t length, bool stem)
{
    size_t at = (hash_bytes(text, length) + stem) & forms->mask;
    for (;; at = (at + 1) & forms->mask) {
        struct entry *entry = &forms->table[at];
        if (entry->text == NULL || (entry->length == length && entry->stem == stem &&
                                    memcmp(entry->text, text, length) == 0))
            return entry;
    }
}

static uint32_t
second_bit(unsigned char second)
{
    return UINT32_C(1) << (second & 31);
}

static void
add_entry(struct snippet_forms *forms, const char *text, bool stem, unsigned concept)
{
    size_t length = strlen(text);
    struct entry *entry = find_entry(forms, text, length, stem);
    forms->begins[(unsigned char)text[0]] |=
        length > 1 ? second_bit((unsigned char)text[1]) : UINT32_MAX;
    *entry = (struct entry) { text, (uint32_t)length, stem,
                              entry->concepts | UINT64_C(1) << concept };
}

static bool
is_form_of(const struct query_form *form, const struct lang *lang)
{
    return form->lang == NULL || form->lang == lang ||
           strcmp(form->lang->group, lang->group) == 0;
}

static void
count_forms(void *context, const struct query *concept)
{
    *(size_t *)context += concept->form_count;
}

static void
add_forms(void *context, const struct query *concept)
{
    struct snippet_forms *forms = context;
    for (size_t i = 0; i < concept->form_count; i++) {
        const struct query_form *form = &concept->forms[i];
        bool tagged = form->token[0] == 0x01;
        if (!form->marked && is_form_of(form, forms->lang))
            add_entry(forms, tagged ? form->stem : form->token, tagged, concept->index);
    }
}

static void
add_unit(struct snippet_forms *forms, const struct query *node)
{
    struct unit unit = { { 0 }, 0 };
    const struct query *child = node->op == QUERY_PHRASE ? node->first : node;
    for (; child != NULL && unit.count < LIMIT_PHRASE_TOKENS; child = child->next) {
        unit.concepts[unit.count++] = child->index;
        if (node->op == QUERY_CONCEPT)
            break;
    }
    if (forms->unit_count == SNIPPET_UNITS || unit.count == 0)
        return;
    if (node->op == QUERY_CONCEPT && lang_is_frequent(forms->lang, node->surface))
        forms->common |= (uint64_t)1 << forms->unit_count;
    forms->units[forms->unit_count++] = unit;
}

static void
add_units(struct snippet_forms *forms, const struct query *node)
{
    if (node->op == QUERY_CONCEPT || node->op == QUERY_PHRASE) {
        add_unit(forms, node);
        if (!node->loose)
            return;
    }
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        add_units(forms, child);
        if (node->op == QUERY_NOT)
            break;
    }
}

static bool
can_begin(void *context, unsigned char first, unsigned char second)
{
    const struct finder *finder = context;
    const struct snippet_forms *forms = finder->forms;
    return (forms->begins[first] & second_bit(second)) != 0;
}

static bool
is_last_word(const struct finder *finder, const struct token *token)
{
    const struct snippet_hit *last = &finder->hits[finder->count - 1];
    return last->position == token->position && last->end == token->end;
}

/* The surface comes before the stem. */
static bool
see_token(void *context, const struct token *token)
{
    struct finder *finder = context;
    const struct entry *entry =
        find_entry(finder->forms, token->text, token->length, token->lang != NULL);
    if (token->lang == NULL) {
        memcpy(finder->surface, token->text, token->length);
        finder->surface[token->length] = '\0';
    }
    if (entry->text == NULL)
        return true;
    if (finder->count > 0 && is_last_word(finder, token)) {
        finder->hits[finder->count - 1].concepts |= entry->concepts;
        return true;
    }
    arena_grow(finder->arena, &finder->hits, &finder->capacity, finder->count + 1,
               sizeof *finder->hits);
    finder->hits[finder->count++] =
        (struct snippet_hit) { token->start,
                               token->end,
                               token->position,
                               entry->concepts,
                               0,
                               arena_copy(finder->arena, finder->surface),
                               0,
                               0,
                               false };
    return finder->count < SNIPPET_HITS;
}

/* The hit that stands at this position and holds this concept, among the next few from number
 * at on (two readings of a hyphen at a line end are several hits); count when there is none. */
static size_t
find_hit(const struct finder *finder, size_t at, uint32_t position, unsigned concept)
{
    enum { AHEAD = 6 };
    for (size_t i = at; i < finder->count && i < at + AHEAD; i++)
        if (finder->hits[i].position == position &&
            (finder->hits[i].concepts >> concept & 1U) != 0)
            return i;
    return finder->count;
}

/* Marks the unit if it stands at hit number at. */
static void
mark_unit(struct finder *finder, size_t number, size_t at)
{
    const struct unit *unit = &finder->forms->units[number];
    size_t found[LIMIT_PHRASE_TOKENS], next = at;
    if ((finder->hits[at].concepts >> unit->concepts[0] & 1U) == 0)
        return;
    for (size_t i = 0; i < unit->count; i++) {
        found[i] = find_hit(finder, next, finder->hits[at].position + (uint32_t)i,
                            unit->concepts[i]);
        if (found[i] == finder->count)
            return;
        next = found[i] + 1;
    }
    for (size_t i = 0; i < unit->count; i++)
        finder->hits[found[i]].units |= (uint64_t)1 << number;
}

/* Concepts become units; hits that belong to none (a word of a phrase, alone) go. */
static void
assign_units(struct finder *finder)
{
    for (size_t i = 0; i < finder->forms->unit_count; i++)
        for (size_t at = 0; at < finder->count; at++)
            mark_unit(finder, i, at);
    size_t kept = 0;
    for (size_t i = 0; i < finder->count; i++)
        if (finder->hits[i].units != 0)
            finder->hits[kept++] = finder->hits[i];
    finder->count = kept;
}

static void
measure(struct finder *finder, const char *text)
{
    for (size_t i = 0; i < finder->count; i++) {
        struct snippet_hit *hit = &finder->hits[i];
        size_t before = i > 0 ? finder->hits[i - 1].end : hit->start;
        hit->width = snippet_text_width(text, hit->start, hit->end);
        hit->step = snippet_text_width(text, before, hit->end);
        hit->breaks = hit->start > before &&
                      memchr(text + before, '\n', hit->start - before) != NULL;
    }
}

/* ---- forms ---- */

static struct snippet_forms *
make_forms(const struct snippet_source *source, struct arena *arena)
{
    struct snippet_forms *forms = arena_alloc(arena, 1, sizeof *forms);
    size_t count = 0, size = 16;
    forms->query = source->query;
    forms->lang = source->lang;
    query_each_concept(source->query, count_forms, &count);
    while (size < 2 * count)
        size *= 2;
    forms->table = arena_alloc(arena, size, sizeof *forms->table);
    forms->mask = size - 1;
    query_each_concept(source->query, add_forms, forms);
    add_units(forms, source->query);
    return forms;
}

static const struct snippet_forms *
forms_of(const struct snippet_source *source, struct arena *arena)
{
    if (source->kept == NULL)
        return make_forms(source, arena);
    struct snippet_forms *forms = *source->kept;
    while (forms != NULL &&
           (forms->lang != source->lang || forms->query != source->query))
        forms = forms->next;
    if (forms == NULL) {
        forms = make_forms(source, arena);
        forms->next = *source->kept;
        *source->kept = forms;
    }
    return forms;
}

void
snippet_hits_find(const struct snippet_source *source, struct tokens *tokens,
                  struct arena *arena, struct snippet_hits *hits)
{
    struct finder finder = { .forms = forms_of(source, arena), .arena = arena };
    if (finder.forms->unit_count > 0)
        tokens_run_some(tokens, source->lang, source->text, source->length, can_begin,
                        see_token, &finder);
    assign_units(&finder);
    measure(&finder, source->text);
    *hits = (struct snippet_hits) { finder.hits, finder.count, finder.forms->common };
}
