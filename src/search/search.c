/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a search: the query to a tree, the tree to groups of hits, groups to readable results. */
#include "search/search_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>
#include <time.h>

static double
now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

enum { REPAIRED_BYTES = 4 * LIMIT_QUERY_BYTES }; /* U+FFFD for a byte takes three */

static const char *
repaired(const char *typed, size_t length, struct arena *arena)
{
    struct buf text = BUF_INIT(REPAIRED_BYTES);
    if (length > LIMIT_QUERY_BYTES)
        length = utf8_cut(typed, LIMIT_QUERY_BYTES);
    utf8_repair(&text, typed, length);
    const char *copy = arena_text(arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static const char *
publication_url(const struct publication *publication)
{
    if (publication->page[0] != '\0')
        return publication->page;
    for (size_t i = 0; i < publication->file_count; i++)
        if (publication->files[i].url[0] != '\0')
            return publication->files[i].url;
    return "";
}

static bool
read_result(struct search_work *work, const struct store_group *group,
            struct search_result *result, struct error *err)
{
    struct publication *publication = &result->publication;
    if (!store_publication(work->store, group->publication, work->arena, publication,
                           err))
        return false;
    result->url = publication_url(publication);
    result->score = group->score;
    result->matches_all = group->all;
    result->matching_pages = group->pages;
    result->missing =
        group->all ? "" : search_terms_missing(work->query, group->concepts, work->arena);
    snippet_mark(work->query, lang_find(publication->lang), publication->title,
                 strlen(publication->title), work->tokens, work->arena, &result->title);
    return search_passages_read(work, group, result, err);
}

/* More hits are asked for than shown: some are the same page in another format. */
static size_t
hits_wanted(const struct search *search)
{
    size_t wanted = 2 * search->passages;
    if (search->passages > LIMIT_PASSAGES || wanted > LIMIT_PASSAGES)
        wanted = LIMIT_PASSAGES;
    return wanted;
}

/* One publication more than shown says whether there is a next page. */
static struct store_want
make_want(const struct search_work *work)
{
    const struct search *search = work->search;
    size_t count = search->limit < LIMIT_RESULTS ? search->limit : LIMIT_RESULTS;
    size_t page = search->page > 0 ? search->page - 1 : 0, most = INT32_MAX / (count + 1);
    return (struct store_want) { .query = work->query,
                                 .filter = &work->filter,
                                 .sort = search->sort,
                                 .first = (page < most ? page : most) * count,
                                 .count = count + 1,
                                 .passages = hits_wanted(search),
                                 .facets = search->facets,
                                 .explain = search->explain,
                                 .deadline_ms = search->deadline_ms };
}

static void
take_hits(const struct store_hits *hits, const struct store_want *want,
          struct results *results)
{
    results->pages = hits->pages;
    results->publications = hits->publications;
    results->full_pages = hits->full_pages;
    results->full_publications = hits->full_publications;
    results->exact = hits->exact;
    results->complete = hits->complete;
    results->note = hits->note != NULL ? hits->note : "";
    results->facets = hits->facets;
    results->facet_count = hits->facet_count;
    results->first = want->first;
    results->more = hits->group_count == want->count;
    results->count = results->more ? want->count - 1 : hits->group_count;
}

static bool
read_results(struct search_work *work, struct results *results, struct error *err)
{
    struct store_want want = make_want(work);
    struct store_hits hits;
    if (!store_match(work->store, &want, work->arena, &hits, err))
        return false;
    take_hits(&hits, &want, results);
    struct search_result *items = arena_alloc(work->arena, results->count, sizeof *items);
    results->results = items;
    for (size_t i = 0; i < results->count; i++)
        if (!read_result(work, &hits.groups[i], &items[i], err))
            return false;
    return true;
}

/* Only where something went wrong: nothing was found, or not all words in one publication;
 * and time is left. */
static bool
needs_spelling(const struct search_work *work, const struct results *results)
{
    bool all = results->count > 0 && results->results[0].matches_all;
    return work->filter.concepts > 0 && results->complete && results->first == 0 && !all;
}

static bool
run(struct search_work *work, struct results *results, struct error *err)
{
    const struct search *search = work->search;
    store_scope(work->store, &work->scope);
    work->scope.exact |= search->exact;
    work->scope.given = &search->filter;
    if (search->preferred != NULL)
        work->scope.preferred = search->preferred;
    work->text = repaired(search->typed, search->typed_length, work->arena);
    work->query = query_parse(search->typed, search->typed_length, &work->scope,
                              work->tokens, work->arena, &work->filter, &results->cut);
    results->query = work->text;
    results->filter = work->filter;
    return read_results(work, results, err) && search_terms_find(work, results, err) &&
           (!needs_spelling(work, results) || search_spelling_offer(work, results, err));
}

bool
search_run(struct store *store, const struct search *search, struct arena *arena,
           struct results *results, struct error *err)
{
    double start = now_ms();
    struct search_work work = { .store = store, .search = search, .arena = arena };
    *results = (struct results) { .note = "", .did_you_mean = "" };
    work.tokens = tokens_new();
    bool found = run(&work, results, err);
    tokens_free(work.tokens);
    results->took_ms = now_ms() - start;
    return found;
}
