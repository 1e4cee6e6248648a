/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects the forms of one concept, most useful first, until its ceiling is reached. */
#include "store/query_forms.h"

#include "base/limits.h"
#include "base/utf8.h"
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

/* ---- the list ---- */

struct collector {
    const struct query_forms *forms;
    struct query_form *items;
    size_t count;
    struct buf surface, stem, marked; /* of the word in hand */
};

static void
collector_open(struct collector *collector, const struct query_forms *forms)
{
    *collector = (struct collector) { .forms = forms,
                                      .surface = BUF_INIT(LIMIT_QUERY_BYTES),
                                      .stem = BUF_INIT(LIMIT_QUERY_BYTES),
                                      .marked = BUF_INIT(LIMIT_QUERY_BYTES) };
    collector->items =
        arena_alloc(forms->arena, LIMIT_CONCEPT_FORMS, sizeof *collector->items);
}

static void
collector_close(struct collector *collector, struct query *concept)
{
    buf_free(&collector->surface);
    buf_free(&collector->stem);
    buf_free(&collector->marked);
    concept->forms = collector->items;
    concept->form_count = collector->count;
}

static bool
is_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
is_known(const struct collector *collector, const struct query_form *form)
{
    for (size_t i = 0; i < collector->count; i++) {
        const struct query_form *known = &collector->items[i];
        if (strcmp(known->token, form->token) == 0 && is_text(known->stem, form->stem) &&
            (known->lang == NULL ||
             (form->lang != NULL && is_same_group(known->lang, form->lang))))
            return true;
    }
    return false;
}

static void
add_form(struct collector *collector, const char *token, const struct lang *lang,
         const char *stem)
{
    struct query_form form = { .token = token, .lang = lang, .stem = stem };
    if (token[0] != '\0' && collector->count < LIMIT_CONCEPT_FORMS &&
        !is_known(collector, &form))
        collector->items[collector->count++] = form;
}

/* Surface, stem and marked form of one word, in the collector's bufs. */
static void
analyse(struct collector *collector, const struct lang *lang, const char *word)
{
    buf_reset(&collector->surface);
    buf_reset(&collector->stem);
    buf_reset(&collector->marked);
    tokens_word(collector->forms->tokens, lang, word, strlen(word), &collector->surface,
                &collector->stem, &collector->marked);
}

static const char *
keep(const struct collector *collector, const struct buf *text)
{
    return arena_text(collector->forms->arena, text->data, text->length);
}

static void
add_tagged(struct collector *collector, const struct lang *lang, const char *stem)
{
    struct buf tagged = BUF_INIT(LIMIT_QUERY_BYTES);
    if (lang->stemmer == LANG_STEM_NONE)
        return;
    tokens_tag(&tagged, lang, stem, strlen(stem));
    add_form(collector, keep(collector, &tagged), lang, stem);
    buf_free(&tagged);
}

/* The tagged stem; and the plain word, only where stemming leaves it as it is: otherwise it is
 * the surface of another word. */
static void
add_stem(struct collector *collector, const struct lang *lang, const char *stem)
{
    add_tagged(collector, lang, stem);
    if (lang->stemmer == LANG_STEM_NONE)
        return;
    analyse(collector, lang, stem);
    if (collector->stem.length == 0 && strcmp(collector->surface.data, stem) == 0)
        add_form(collector, stem, lang, stem);
}

/* ---- readings of a word typed without its marks ---- */

/* Words as the vocabulary writes them: scoli stands for școli. */
static void
add_unfolded(struct collector *collector, const char *surface)
{
    const struct query_scope *scope = collector->forms->scope;
    const char **words;
    const struct lang **langs;
    if (scope->unfold == NULL)
        return;
    size_t count =
        scope->unfold(scope->context, surface, collector->forms->arena, &words, &langs);
    for (size_t i = 0; i < count; i++) {
        if (langs[i] == NULL || !holds_group(collector->forms, langs[i]))
            continue;
        analyse(collector, langs[i], words[i]);
        const struct buf *stem =
            collector->stem.length > 0 ? &collector->stem : &collector->surface;
        add_stem(collector, langs[i], keep(collector, stem));
    }
}

/* What is typed where a keyboard lacks the letter. */
static const struct spelling {
    const char *group, *typed, *meant;
} spellings[] = {
    { "de", "ae", "\xC3\xA4" }, /* muetter: mütter */
    { "de", "oe", "\xC3\xB6" },
    { "de", "ue", "\xC3\xBC" },
    { "sr", "dj", "\xC4\x91" }, /* djak: đak */
};

enum { SPELLINGS = sizeof spellings / sizeof spellings[0], SPELLING_PLACES = 3 };

static const struct spelling *
spelling_at(const struct lang *lang, const char *text)
{
    for (size_t i = 0; i < SPELLINGS; i++)
        if (strncmp(text, spellings[i].typed, strlen(spellings[i].typed)) == 0 &&
            strcmp(spellings[i].group, lang->group) == 0)
            return &spellings[i];
    return NULL;
}

static size_t
count_places(const struct lang *lang, const char *word)
{
    size_t count = 0;
    for (const char *at = word; *at != '\0'; at++)
        count += spelling_at(lang, at) != NULL;
    return count;
}

/* The word with the letters meant at the places whose bit is set in chosen. */
static void
respell(const struct lang *lang, const char *word, unsigned chosen, struct buf *out)
{
    unsigned place = 0;
    while (*word != '\0') {
        const struct spelling *spelling = spelling_at(lang, word);
        bool taken = spelling != NULL && (chosen >> place & 1U) != 0;
        place += spelling != NULL;
        if (taken)
            buf_add_text(out, spelling->meant);
        else
            buf_add_char(out, *word);
        word += taken ? strlen(spelling->typed) : 1;
    }
}

static void
add_respelled(struct collector *collector, const struct lang *lang, const char *word,
              unsigned chosen, bool exact)
{
    struct buf spelled = BUF_INIT(LIMIT_QUERY_BYTES);
    respell(lang, word, chosen, &spelled);
    analyse(collector, lang, spelled.data);
    buf_free(&spelled);
    const char *surface = keep(collector, &collector->surface);
    const char *stem =
        collector->stem.length > 0 ? keep(collector, &collector->stem) : surface;
    add_form(collector, surface, lang, NULL);
    if (!exact)
        add_stem(collector, lang, stem);
}

static void
add_spellings(struct collector *collector, const struct query *concept)
{
    for (size_t i = 0; i < collector->forms->lang_count; i++) {
        const struct lang *lang = collector->forms->langs[i];
        size_t places = count_places(lang, concept->surface);
        unsigned all = places == 0                ? 0
                       : places > SPELLING_PLACES ? ~0U
                                                  : (1U << places) - 1;
        unsigned from = places > SPELLING_PLACES ? all : 1;
        for (unsigned chosen = from; chosen <= all && chosen != 0; chosen++)
            add_respelled(collector, lang, concept->surface, chosen, concept->exact);
    }
}

/* ---- words and prefixes ---- */

static bool
is_number(const char *surface)
{
    return surface[strspn(surface, "0123456789")] == '\0';
}

static bool
has_marks(struct collector *collector, const struct lang *lang,
          const struct query *concept)
{
    analyse(collector, lang, concept->typed);
    return strcmp(collector->marked.data, collector->surface.data) != 0;
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
add_compounds(struct collector *collector, const struct query_word *word)
{
    const struct query_scope *scope = collector->forms->scope;
    const struct query_form *found;
    if (word->lang->compounds == NULL)
        return;
    size_t count = scope->compounds(scope->context, word->lang, word->surface,
                                    word->stem != NULL ? word->stem : word->surface,
                                    collector->forms->arena, &found);
    for (size_t i = 0; i < count && collector->count < LIMIT_CONCEPT_FORMS; i++)
        if (!is_known(collector, &found[i]))
            collector->items[collector->count++] = found[i];
}

void
query_forms_word(const struct query_forms *forms, struct query *concept,
                 const struct query_word *words, size_t count)
{
    struct collector collector;
    collector_open(&collector, forms);
    bool stems = !concept->exact && !words[0].single && !is_number(concept->surface);
    add_form(&collector, concept->surface, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct query_word *word = &words[i];
        add_form(&collector, word->surface, word->lang, NULL);
        if (stems)
            add_stem(&collector, word->lang,
                     word->stem != NULL ? word->stem : word->surface);
        /* Snowball stems a dictionary form further than its inflections here and there:
         * Turkish işkence becomes iske, işkenceye işkence. */
        if (stems && word->stem != NULL)
            add_tagged(&collector, word->lang, word->surface);
    }
    if (stems && !has_marks(&collector, words[0].lang, concept))
        add_unfolded(&collector, concept->surface);
    if (!words[0].single)
        add_spellings(&collector, concept);
    if (stems && forms->scope->relate != NULL)
        add_related(forms, concept, words, count);
    for (size_t i = 0; stems && forms->scope->compounds != NULL && i < count; i++)
        add_compounds(&collector, &words[i]);
    collector_close(&collector, concept);
}

static void
add_beginning(struct collector *collector, const char *prefix)
{
    const struct query_scope *scope = collector->forms->scope;
    const char **surfaces;
    size_t count =
        scope->expand(scope->context, prefix, collector->forms->arena, &surfaces);
    for (size_t i = 0; i < count; i++)
        add_form(collector, surfaces[i], NULL, NULL);
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
    struct collector collector;
    collector_open(&collector, forms);
    for (size_t i = 0; i < count; i++)
        if (is_new_surface(words, i))
            add_beginning(&collector, words[i].surface);
    if (collector.count == 0)
        add_form(&collector, concept->surface, NULL, NULL);
    collector_close(&collector, concept);
}
