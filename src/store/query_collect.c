/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list without duplicates, most useful form first, until its ceiling is reached. */
#include "store/query_collect.h"

#include "base/limits.h"

#include <string.h>

void
query_collect_open(struct query_collector *collector, const struct query_forms *forms)
{
    *collector = (struct query_collector) { .forms = forms,
                                            .surface = BUF_INIT(LIMIT_QUERY_BYTES),
                                            .stem = BUF_INIT(LIMIT_QUERY_BYTES),
                                            .marked = BUF_INIT(LIMIT_QUERY_BYTES) };
    collector->items =
        arena_alloc(forms->arena, LIMIT_CONCEPT_FORMS, sizeof *collector->items);
}

void
query_collect_close(struct query_collector *collector, struct query *concept)
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
is_known(const struct query_collector *collector, const struct query_form *form)
{
    for (size_t i = 0; i < collector->count; i++) {
        const struct query_form *known = &collector->items[i];
        if (strcmp(known->token, form->token) == 0 && is_text(known->stem, form->stem) &&
            (known->lang == NULL ||
             (form->lang != NULL && strcmp(known->lang->group, form->lang->group) == 0)))
            return true;
    }
    return false;
}

void
query_collect_form(struct query_collector *collector, const struct query_form *form)
{
    if (form->token[0] != '\0' && collector->count < LIMIT_CONCEPT_FORMS &&
        !is_known(collector, form))
        collector->items[collector->count++] = *form;
}

void
query_collect_surface(struct query_collector *collector, const struct lang *lang,
                      const char *surface)
{
    query_collect_form(collector,
                       &(struct query_form) { .token = surface, .lang = lang });
}

void
query_collect_analyse(struct query_collector *collector, const struct lang *lang,
                      const char *word)
{
    buf_reset(&collector->surface);
    buf_reset(&collector->stem);
    buf_reset(&collector->marked);
    tokens_word(collector->forms->tokens, lang, word, strlen(word), &collector->surface,
                &collector->stem, &collector->marked);
}

const char *
query_collect_keep(const struct query_collector *collector, const struct buf *text)
{
    return arena_text(collector->forms->arena, text->data, text->length);
}

void
query_collect_tagged(struct query_collector *collector, const struct lang *lang,
                     const char *stem)
{
    if (lang->stemmer == LANG_STEM_NONE)
        return;
    struct buf tagged = BUF_INIT(LIMIT_QUERY_BYTES);
    tokens_tag(&tagged, lang, stem, strlen(stem));
    query_collect_form(
        collector, &(struct query_form) { .token = query_collect_keep(collector, &tagged),
                                          .lang = lang,
                                          .stem = stem });
    buf_free(&tagged);
}

void
query_collect_stem(struct query_collector *collector, const struct lang *lang,
                   const char *stem)
{
    query_collect_tagged(collector, lang, stem);
    if (lang->stemmer == LANG_STEM_NONE)
        return;
    query_collect_analyse(collector, lang, stem);
    if (collector->stem.length == 0 && strcmp(collector->surface.data, stem) == 0)
        query_collect_form(collector, &(struct query_form) {
                                          .token = stem, .lang = lang, .stem = stem });
}
