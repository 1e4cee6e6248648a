/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Offers another spelling, but only one that was tried and found more. */
#include "search/search_parts.h"

#include "search/suggest.h"

#include <string.h>

static bool
count_hits(struct search_work *work, const char *text, struct store_hits *hits,
           struct error *err)
{
    struct query_filter filter;
    bool cut;
    const struct query *query = query_parse(text, strlen(text), &work->scope,
                                            work->tokens, work->arena, &filter, &cut);
    struct store_want want = { .query = query,
                               .filter = &filter,
                               .count = 1,
                               .deadline_ms = work->search->deadline_ms };
    return store_match(work->store, &want, work->arena, hits, err);
}

/* A spelling that finds all words somewhere is better than one that finds some of them. */
static bool
finds_all(const struct store_hits *hits)
{
    return hits->group_count > 0 && hits->groups[0].all;
}

bool
search_spelling_offer(struct search_work *work, struct results *results,
                      struct error *err)
{
    const char *suggestion;
    struct store_hits hits;
    bool all = results->count > 0 && results->results[0].matches_all;
    if (!suggest_spelling(work->store, work->query, work->text, results->pages == 0,
                          work->arena, &suggestion, err))
        return false;
    if (suggestion == NULL)
        return true;
    if (!count_hits(work, suggestion, &hits, err))
        return false;
    if (hits.pages <= results->pages && (all || !finds_all(&hits)))
        return true;
    results->did_you_mean = suggestion;
    bool full = hits.full_publications > 0;
    results->did_you_mean_pages = full ? hits.full_pages : hits.pages;
    results->did_you_mean_publications =
        full ? hits.full_publications : hits.publications;
    return true;
}
