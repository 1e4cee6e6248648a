/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects the forms of one concept, most useful first, until its ceiling is reached. */
#include "store/query_forms.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "store/query_collect.h"
#include "store/rank.h"

#include <string.h>

/* ---- which languages ---- */

static bool
is_same_group(const struct lang *a, const struct lang *b)
{
    return a == b || strcmp(a->group, b->group) == 0;
}

static bool
holds_group(const struct query_forms *forms, const struct lang *lang)
{
    for (size_t i = 0; i < forms->lang_count; i++)
        if (is_same_group(forms->langs[i], lang))
            return true;
    return false;
}

static void
add_lang(struct query_forms *forms, const struct lang *lang)
{
    if (lang != NULL && !holds_group(forms, lang))
        forms->langs[forms->lang_count++] = lang;
}

static bool
is_wanted(const struct query_filter *filter, const struct lang *lang)
{
    for (size_t i = 0; i < filter->lang.count; i++)
        if (strcmp(filter->lang.items[i], lang->tag) == 0)
            return true;
    return filter->lang.count == 0;
}

static bool
is_in_scope(const struct query_scope *scope, const struct lang *lang)
{
    for (size_t i = 0; i < scope->lang_count; i++)
        if (scope->langs[i] == lang)
            return true;
    return false;
}

void
query_forms_open(struct query_forms *forms, const struct query_scope *scope,
                 const struct query_filter *filter, struct tokens *tokens,
                 struct arena *arena)
{
    const struct lang *preferred = scope->preferred;
    *forms = (struct query_forms) { .scope = scope, .tokens = tokens, .arena = arena };
    forms->langs =
        arena_alloc(arena, scope->lang_count + filter->lang.count + 1, sizeof(void *));
    if (preferred != NULL && is_in_scope(scope, preferred) &&
        is_wanted(filter, preferred))
        add_lang(forms, preferred);
    for (size_t i = 0; i < scope->lang_count; i++)
        if (is_wanted(filter, scope->langs[i]))
            add_lang(forms, scope->langs[i]);
    for (size_t i = 0; forms->lang_count == 0 && i < filter->lang.count; i++)
        add_lang(forms, lang_find(filter->lang.items[i]));
    if (forms->lang_count == 0)
        add_lang(forms, lang_unknown());
}

/* ---- words and prefixes ---- */

static bool
is_number(const char *surface)
{
    return surface[strspn(surface, "0123456789")] == '\0';
}

/* ---- words that begin alike ---- */

/* Bytes of so many letters; 0 when the word is shorter. */
static size_t
beginning_of(const char *surface, unsigned letters)
{
    size_t end = 0, length = strlen(surface);
    uint32_t code;
    for (; letters > 0 && end < length; letters--)
        end += utf8_decode(surface + end, length - end, &code);
    return letters == 0 ? end : 0;
}

/* German Kalender and Kalendereintrag have different stems. A language without a stemmer has
 * the first letters for a stem already. */
static void
add_related(const struct query_forms *forms, struct query *concept,
            const struct query_word *words, size_t count)
{
    const struct query_scope *scope = forms->scope;
    struct query_form *related = NULL;
    size_t capacity = 0, total = 0;
    for (size_t i = 0; i < count; i++) {
        const struct lang *lang = words[i].lang;
        size_t end = beginning_of(words[i].surface, rank_settings.related_letters);
        if (lang->snowball == NULL || end == 0)
            continue;
        const struct query_form *found;
        size_t some = scope->relate(scope->context, lang,
                                    arena_text(forms->arena, words[i].surface, end),
                                    forms->arena, &found);
        arena_grow(forms->arena, &related, &capacity, total + some, sizeof *related);
        if (some > 0)
            memcpy(related + total, found, some * sizeof *related);
        total += some;
    }
    concept->related = related;
    concept->related_count = total;
}

/* ---- compounds ---- */

static void
add_compounds(struct query_collector *collector, const struct query_word *word)
{
    const struct query_scope *scope = collector->forms->scope;
    const struct query_form *found;
    if (word->lang->compounds == NULL)
        return;
    size_t count = scope->compounds(scope->context, word->lang, word->surface,
                                    word->stem != NULL ? word->stem : word->surface,
                                    collector->forms->arena, &found);
    for (size_t i = 0; i < count; i++)
        query_collect_form(collector, &found[i]);
}

/* The salts are no "or", although their stem is. */
static bool
is_frequent_by_chance(const struct query_word *word)
{
    return word->stem != NULL && lang_is_frequent(word->lang, word->stem) &&
           !lang_is_frequent(word->lang, word->surface);
}

static void
add_stems(struct query_collector *collector, const struct query_word *word)
{
    if (is_frequent_by_chance(word))
        return;
    query_collect_stem(collector, word->lang,
                       word->stem != NULL ? word->stem : word->surface);
    /* Snowball stems a dictionary form further than its inflections here and there:
     * Turkish işkence becomes iske, işkenceye işkence. */
    if (word->stem != NULL)
        query_collect_tagged(collector, word->lang, word->surface);
}

void
query_forms_word(const struct query_forms *forms, struct query *concept,
                 const struct query_word *words, size_t count)
{
    struct query_collector collector;
    query_collect_open(&collector, forms);
    bool stems = !concept->exact && !words[0].single && !is_number(concept->surface);
    query_collect_surface(&collector, NULL, concept->surface);
    if (!words[0].single)
        query_readings_marked(&collector, concept, words, count);
    for (size_t i = 0; i < count; i++) {
        query_collect_surface(&collector, words[i].lang, words[i].surface);
        if (stems)
            add_stems(&collector, &words[i]);
    }
    if (stems)
        query_readings_unfolded(&collector, concept);
    if (!words[0].single)
        query_readings_respelled(&collector, concept);
    for (size_t i = 0; stems && i < count; i++)
        query_readings_lemmas(&collector, &words[i]);
    /* A synonym is a guess already. */
    bool wide = stems && !concept->synonym;
    if (wide && forms->scope->relate != NULL)
        add_related(forms, concept, words, count);
    for (size_t i = 0; wide && forms->scope->compounds != NULL && i < count; i++)
        add_compounds(&collector, &words[i]);
    query_collect_close(&collector, concept);
}

static void
add_beginning(struct query_collector *collector, const char *prefix)
{
    const struct query_scope *scope = collector->forms->scope;
    const char **surfaces;
    size_t count =
        scope->expand(scope->context, prefix, collector->forms->arena, &surfaces);
    for (size_t i = 0; i < count; i++)
        query_collect_surface(collector, NULL, surfaces[i]);
}

/* Have the words before this one another surface? (Serbian sees the other script.) */
static bool
is_new_surface(const struct query_word *words, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(words[i].surface, words[at].surface) == 0)
            return false;
    return true;
}

void
query_forms_prefix(const struct query_forms *forms, struct query *concept,
                   const struct query_word *words, size_t count)
{
    struct query_collector collector;
    query_collect_open(&collector, forms);
    for (size_t i = 0; i < count; i++)
        if (is_new_surface(words, i))
            add_beginning(&collector, words[i].surface);
    if (collector.count == 0)
        query_collect_surface(&collector, NULL, concept->surface);
    query_collect_close(&collector, concept);
}
