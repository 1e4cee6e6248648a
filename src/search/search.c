/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a search: the query to a tree, the tree to groups of hits, groups to readable results. */
#include "search/search_parts.h"

#include "base/bits.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

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
    result->matches_all = group->all || work->like != NULL;
    result->matching_pages = group->pages;
    result->missing =
        result->matches_all
            ? ""
            : search_terms_missing(work->query, group->concepts, work->arena);
    struct snippet_source title = { .query = work->query,
                                    .lang = lang_find(publication->lang),
                                    .text = publication->title,
                                    .length = strlen(publication->title),
                                    .kept = &work->forms };
    snippet_mark(&title, work->tokens, work->arena, &result->title);
    return search_passages_read(work, group, result, err);
}

/* More hits are asked for than shown: some are the same page in another format. */
static size_t
hits_wanted(const struct search_work *work)
{
    size_t wanted = 2 * work->passages;
    if (work->passages > LIMIT_PASSAGES || wanted > LIMIT_PASSAGES)
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
                                 .passages = hits_wanted(work),
                                 .facets = search->facets,
                                 .explain = search->explain,
                                 .deadline_ms = search->deadline_ms };
}

enum {
    LIKE_MOST = 200,  /* publications that are compared */
    LIKE_WORDS_OF = 4 /* one of so many telling words must be there */
};

/* Leaves out what the others are like, which is mostly the first, those that have a few words
 * by chance, and the first groups. */
static void
drop_unlike(const struct search_work *work, const struct store_want *want,
            struct store_hits *hits)
{
    struct store_group *groups =
        arena_alloc(work->arena, hits->group_count, sizeof *groups);
    unsigned needed = work->filter.concepts / LIKE_WORDS_OF;
    size_t count = 0, others = 0;
    hits->pages = 0;
    for (size_t i = 0; i < hits->group_count; i++) {
        const struct store_group *group = &hits->groups[i];
        if (group->publication == work->like->id || bits_count(group->concepts) < needed)
            continue;
        hits->pages += group->pages;
        others++;
        if (others > want->first && count < want->count)
            groups[count++] = *group;
    }
    hits->groups = groups;
    hits->group_count = count;
    hits->publications = hits->full_publications = (int64_t)others;
    hits->full_pages = hits->pages;
}

static bool
match(struct search_work *work, const struct store_want *want, struct store_hits *hits,
      struct error *err)
{
    struct store_want wider = *want;
    if (work->like == NULL)
        return store_match(work->store, want, work->arena, hits, err);
    wider.first = 0;
    wider.count = LIKE_MOST;
    wider.facets = false; /* they would count the unlike ones, too */
    if (!store_match(work->store, &wider, work->arena, hits, err))
        return false;
    drop_unlike(work, want, hits);
    return true;
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
    if (!match(work, &want, &hits, err))
        return false;
    take_hits(&hits, &want, results);
    struct search_result *items = arena_alloc(work->arena, results->count, sizeof *items);
    results->results = items;
    for (size_t i = 0; i < results->count; i++)
        if (!read_result(work, &hits.groups[i], &items[i], err))
            return false;
    search_versions_order(work->search, items, results->count);
    return true;
}

/* A word that nobody wrote is worth a look even where the others find something; not while
 * time is short. */
static bool
needs_spelling(const struct search_work *work, const struct results *results)
{
    return work->filter.concepts > 0 && results->complete && results->first == 0 &&
           work->like == NULL;
}

static void
open_scope(struct search_work *work)
{
    const struct search *search = work->search;
    store_scope(work->store, &work->scope);
    work->scope.exact |= search->exact;
    work->scope.given = &search->filter;
    if (search->preferred != NULL)
        work->scope.preferred = search->preferred;
}

static bool
parse(struct search_work *work, bool *cut, struct error *err)
{
    const struct search *search = work->search;
    if (search->like != NULL)
        return search_like_parse(work, cut, err);
    work->text = repaired(search->typed, search->typed_length, work->arena);
    work->query = query_parse(search->typed, search->typed_length, &work->scope,
                              work->tokens, work->arena, &work->filter, cut);
    return true;
}

/* Inside one publication a reader wants every page, not the best three. */
static size_t
passages_wanted(const struct search_work *work)
{
    size_t named = work->filter.in.count, wanted = work->search->passages;
    size_t inside = named > 0 ? work->search->inside / named : 0;
    return inside > wanted ? inside : wanted;
}

/* A publication without words of its own, or one that is not there, is like no other. */
static bool
find(struct search_work *work, struct results *results, struct error *err)
{
    if (work->query == NULL || (work->like != NULL && work->filter.concepts == 0)) {
        results->exact = results->complete = true;
        return true;
    }
    return read_results(work, results, err) && search_terms_find(work, results, err) &&
           (!needs_spelling(work, results) || search_spelling_offer(work, results, err));
}

static bool
run(struct search_work *work, struct results *results, struct error *err)
{
    work->text = "";
    open_scope(work);
    if (!parse(work, &results->cut, err))
        return false;
    results->query = work->text;
    results->filter = work->filter;
    work->passages = passages_wanted(work);
    results->like = work->like;
    return find(work, results, err);
}

bool
search_run(struct store *store, const struct search *search, struct arena *arena,
           struct results *results, struct error *err)
{
    int64_t start = clock_ns();
    struct search_work work = { .store = store, .search = search, .arena = arena };
    *results = (struct results) { .query = "", .note = "", .did_you_mean = "" };
    work.tokens = tokens_new();
    bool found = run(&work, results, err);
    tokens_free(work.tokens);
    results->took_ms = (double)(clock_ns() - start) / 1e6;
    return found;
}
