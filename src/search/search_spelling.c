/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Offers another spelling, but only one that was tried and found more. */
#include "search/search_parts.h"

#include "search/suggest.h"
#include "search/suggest_alphabet.h"

#include <string.h>

static bool
count_hits(struct search_work *work, const char *text, struct store_hits *hits,
           struct error *err)
{
    struct query_filter filter;
    bool cut;
    struct query_scope scope = work->scope;
    scope.relate = NULL; /* related words order what others find */
    const struct query *query =
        query_parse(text, strlen(text), &scope, work->tokens, work->arena, &filter, &cut);
    struct store_want want = { .query = query,
                               .filter = &filter,
                               .deadline_ms = work->search->deadline_ms };
    return store_match(work->store, &want, work->arena, hits, err);
}

/* A spelling that finds all words somewhere is better than one that finds some of them. */
static bool
finds_all(const struct store_hits *hits)
{
    return hits->full_publications > 0;
}

static bool
is_better(const struct store_hits *hits, const struct store_hits *than)
{
    if (finds_all(hits) != finds_all(than))
        return finds_all(hits);
    return (finds_all(hits) ? hits->full_pages > than->full_pages
                            : hits->pages > than->pages);
}

/* The suggestion that finds most; the likelier one among equals. */
static bool
choose(struct search_work *work, const struct suggestions *suggestions, size_t *chosen,
       struct store_hits *best, struct error *err)
{
    for (size_t i = 0; i < suggestions->count; i++) {
        struct store_hits hits;
        if (!count_hits(work, suggestions->items[i], &hits, err))
            return false;
        if (i > 0 && !is_better(&hits, best))
            continue;
        *chosen = i;
        *best = hits;
    }
    return true;
}

bool
search_spelling_offer(struct search_work *work, struct results *results,
                      struct error *err)
{
    struct suggestions suggestions;
    struct store_hits hits = { .groups = NULL };
    size_t chosen = 0;
    bool all = results->count > 0 && results->results[0].matches_all;
    struct suggest asked = { work->store, work->query, work->text, &work->filter, !all };
    if (!suggest_spelling(&asked, work->arena, &suggestions, err) ||
        (!all && !suggest_alphabet(&asked, work->arena, &suggestions, err)))
        return false;
    if (suggestions.count == 0)
        return true;
    if (!choose(work, &suggestions, &chosen, &hits, err))
        return false;
    if (hits.pages <= results->pages && (all || !finds_all(&hits)))
        return true;
    results->did_you_mean = suggestions.items[chosen];
    bool full = hits.full_publications > 0;
    results->did_you_mean_pages = full ? hits.full_pages : hits.pages;
    results->did_you_mean_publications =
        full ? hits.full_publications : hits.publications;
    return true;
}
