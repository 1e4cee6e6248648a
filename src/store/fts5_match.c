/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search: plan, one pass over the pages, publications in order, totals. */
#include "store/fts5_score.h"

#include "base/clock.h"
#include "store/rank.h"

#include <stdlib.h>
#include <string.h>

/* ---- deadline ---- */

bool
fts5_match_is_late(struct fts5_match *match)
{
    if (match->deadline != 0 && clock_ns() >= match->deadline)
        match->late = true;
    return match->late;
}

bool
fts5_match_counts(const struct fts5_match *match, unsigned fails)
{
    return fails == FTS5_TWIN ||
           (match->want->facets && (fails & (fails - 1)) == 0 && fails != FTS5_IN);
}

static int
on_progress(void *context)
{
    return fts5_match_is_late(context);
}

/* ---- scanning ---- */

static bool
scan_text(struct fts5_match *match, struct error *err)
{
    struct fts5 *store = match->store;
    sqlite3_stmt *statement = NULL;
    const char *sql = "SELECT 1 FROM t WHERE t MATCH ?1 AND stepwell_rank(t)";
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(store, err);
    sqlite3_bind_text(statement, 1, match->plan.text.data, (int)match->plan.text.length,
                      SQLITE_STATIC);
    sqlite3_progress_handler(store->db, 1000, on_progress, match);
    int code;
    do
        code = sqlite3_step(statement);
    while (code == SQLITE_ROW);
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    bool good = code == SQLITE_DONE || match->late || fts5_fail(store, err);
    sqlite3_finalize(statement);
    return good;
}

static void
scan_pages(struct fts5_match *match)
{
    int64_t end = (int64_t)match->store->pages.chunk_count * FTS5_CHUNK;
    for (int64_t id = 1; id < end; id++) {
        const struct fts5_page *page = fts5_side_page(match->store, id);
        if (page->publication == 0 || (match->excluded != NULL && match->excluded[id]))
            continue;
        unsigned fails = fts5_filter_page(&match->filter, page);
        struct fts5_found found = { .page = id };
        if (fails == 0 || fts5_match_counts(match, fails))
            fts5_groups_add(&match->groups, page, &found, fails);
        if ((id & 0xffff) == 0 && fts5_match_is_late(match))
            return;
    }
}

static bool
scan(struct fts5_match *match, enum fts5_scan kind, struct error *err)
{
    size_t pages = match->store->pages.chunk_count * FTS5_CHUNK;
    if (kind == FTS5_SCAN_NOTHING)
        return true;
    if (kind == FTS5_SCAN_TEXT)
        return scan_text(match, err);
    if (kind == FTS5_SCAN_OTHERS) {
        match->excluded = arena_alloc(match->arena, pages, sizeof *match->excluded);
        if (!scan_text(match, err))
            return false;
    }
    scan_pages(match);
    return true;
}

/* ---- order ---- */

static void
score_group(const struct fts5_match *match, struct fts5_group *group)
{
    double best[3] = { 0 };
    for (size_t i = 0; i < 3 && i < group->best_count; i++)
        best[i] = group->best[i].score;
    /* The same words in shorter sections are worth more. */
    if (group->twin.page != 0 && group->twin.score > best[0])
        best[0] = group->twin.score;
    group->score = rank_round(rank_publication(best[0], best[1], best[2]));
    group->record = fts5_side_record(match->store, group->publication);
    const struct query *root = match->plan.root;
    group->all =
        root == NULL || fts5_plan_covers(root, group->concepts | match->plan.dropped);
}

static int
by_key(const struct fts5_group *a, const struct fts5_group *b)
{
    uint32_t left = a->record->key_rank, right = b->record->key_rank;
    return left != right
               ? (left < right ? -1 : 1)
               : (a->publication < b->publication ? -1 : a->publication > b->publication);
}

static int
by_score(const void *left, const void *right)
{
    const struct fts5_group *a = left, *b = right;
    if (a->first != b->first)
        return a->first ? -1 : 1;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return by_key(a, b);
}

static int
by_moment(const struct fts5_group *a, const struct fts5_group *b, int latest)
{
    uint32_t left = a->record->added, right = b->record->added;
    if (left == right)
        return by_score(a, b);
    return left > right ? -latest : latest;
}

/* Publications without a year come last either way. */
static int
by_year(const struct fts5_group *a, const struct fts5_group *b, int newest)
{
    int left = a->record->year, right = b->record->year;
    if (left == right)
        return by_moment(a, b, newest);
    if (left == 0 || right == 0)
        return left == 0 ? 1 : -1;
    return left > right ? -newest : newest;
}

static int
by_new(const void *left, const void *right)
{
    return by_year(left, right, 1);
}

static int
by_old(const void *left, const void *right)
{
    return by_year(left, right, -1);
}

static int
by_added(const void *left, const void *right)
{
    const struct fts5_group *a = left, *b = right;
    return a->record->added != b->record->added ? by_moment(a, b, 1) : by_year(a, b, 1);
}

static int
by_title(const void *left, const void *right)
{
    const struct fts5_group *a = left, *b = right;
    uint32_t first = a->record->title_rank, second = b->record->title_rank;
    return first != second ? (first < second ? -1 : 1) : by_key(a, b);
}

static int (*const orders[])(const void *, const void *) = {
    [STORE_SORT_BEST] = by_score,  [STORE_SORT_NEW] = by_new,
    [STORE_SORT_OLD] = by_old,     [STORE_SORT_TITLE] = by_title,
    [STORE_SORT_ADDED] = by_added,
};

static unsigned
count_words(const struct fts5_plan *plan)
{
    unsigned count = 0;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++)
        count += plan->concepts[i].node != NULL && !plan->concepts[i].node->synonym &&
                 (plan->dropped >> i & 1) == 0;
    return count;
}

/* Brings the publications that match to the front, in order; says how many they are. */
static size_t
order_groups(struct fts5_match *match)
{
    struct fts5_groups *groups = &match->groups;
    bool tier = match->want->sort == STORE_SORT_BEST &&
                count_words(&match->plan) <= rank_settings.all_words_most;
    size_t kept = 0;
    for (size_t i = 0; i < groups->count; i++) {
        struct fts5_group *group = &groups->items[i];
        if (!group->matched)
            continue;
        score_group(match, group);
        group->first = tier && group->all;
        if (kept != i) {
            struct fts5_group other = groups->items[kept];
            groups->items[kept] = *group;
            groups->items[i] = other;
        }
        kept++;
    }
    if (kept > 1)
        qsort(groups->items, kept, sizeof *groups->items, orders[match->want->sort]);
    return kept;
}

/* ---- the answer ---- */

static const struct store_page_hit *
give_hits(const struct fts5_match *match, const struct fts5_group *group, size_t count)
{
    struct store_page_hit *hits = arena_alloc(match->arena, count, sizeof *hits);
    for (size_t i = 0; i < count; i++)
        hits[i] =
            (struct store_page_hit) { group->best[i].page, group->best[i].score,
                                      group->best[i].concepts | match->plan.dropped, "" };
    return hits;
}

static void
give_groups(const struct fts5_match *match, size_t found, struct store_hits *hits)
{
    const struct store_want *want = match->want;
    size_t first = want->first < found ? want->first : found;
    size_t count = found - first < want->count ? found - first : want->count;
    struct store_group *groups = arena_alloc(match->arena, count, sizeof *groups);
    for (size_t i = 0; i < count; i++) {
        const struct fts5_group *group = &match->groups.items[first + i];
        size_t passages =
            group->best_count < want->passages ? group->best_count : want->passages;
        if (want->query->op == QUERY_NOTHING)
            passages = 0;
        groups[i] =
            (struct store_group) { .publication = group->publication,
                                   .score = group->score,
                                   .concepts = group->concepts | match->plan.dropped,
                                   .all = group->all,
                                   .pages = group->pages,
                                   .hits = give_hits(match, group, passages),
                                   .hit_count = passages };
    }
    hits->groups = groups;
    hits->group_count = count;
}

static size_t
count_hits(const struct store_hits *hits)
{
    size_t count = 0;
    for (size_t i = 0; i < hits->group_count; i++)
        count += hits->groups[i].hit_count;
    return count;
}

/* Runs the search once more for the pages that are shown, and tells what it sees. */
static bool
explain(struct fts5_match *match, struct store_hits *hits, struct error *err)
{
    size_t count = count_hits(hits), at = 0;
    int64_t *pages = arena_alloc(match->arena, count, sizeof *pages);
    struct store_group *groups =
        arena_alloc(match->arena, hits->group_count, sizeof *groups);
    match->explanations = arena_alloc(match->arena, count, sizeof *match->explanations);
    for (size_t i = 0; i < hits->group_count; i++)
        for (size_t j = 0; j < hits->groups[i].hit_count; j++)
            pages[at++] = hits->groups[i].hits[j].page;
    match->explained = pages;
    match->explained_count = count;
    if (!scan_text(match, err))
        return false;
    at = 0;
    for (size_t i = 0; i < hits->group_count; i++) {
        groups[i] = hits->groups[i];
        struct store_page_hit *told =
            arena_alloc(match->arena, groups[i].hit_count, sizeof *told);
        for (size_t j = 0; j < groups[i].hit_count; j++, at++) {
            const char *explanation = match->explanations[at];
            told[j] = groups[i].hits[j];
            told[j].explanation = explanation != NULL ? explanation : "";
        }
        groups[i].hits = told;
    }
    hits->groups = groups;
    return true;
}

static void
count_full(const struct fts5_match *match, size_t found, struct store_hits *hits)
{
    for (size_t i = 0; i < found; i++) {
        const struct fts5_group *group = &match->groups.items[i];
        hits->full_publications += group->all;
        hits->full_pages += group->all ? (int64_t)group->pages : 0;
    }
}

static bool
run(struct fts5_match *match, struct store_hits *hits, struct error *err)
{
    const struct store_want *want = match->want;
    enum fts5_scan kind;
    if (!fts5_plan_make(&match->plan, want->query, &kind, err) ||
        !fts5_filter_open(&match->filter, match->store, want->filter, want->facets,
                          match->arena, err))
        return false;
    fts5_groups_open(&match->groups, match->store, want->passages, match->arena);
    match->scorer = fts5_scorer_new(match, match->arena);
    if (!scan(match, kind, err))
        return false;
    fts5_groups_finish(&match->groups);
    size_t found = order_groups(match);
    hits->pages = match->groups.pages;
    hits->publications = (int64_t)found;
    count_full(match, found, hits);
    hits->exact = hits->complete = !match->late;
    hits->note =
        match->late
            ? arena_format(match->arena,
                           "stopped after %u ms: the best of what was seen until then",
                           want->deadline_ms)
            : "";
    give_groups(match, found, hits);
    if (want->facets && !fts5_facets_count(match->store, &match->filter, &match->groups,
                                           match->arena, hits, err))
        return false;
    return !want->explain || kind != FTS5_SCAN_TEXT || explain(match, hits, err);
}

bool
fts5_match(void *opened, const struct store_want *want, struct arena *arena,
           struct store_hits *hits, struct error *err)
{
    struct fts5 *store = opened;
    struct fts5_match match = { .store = store, .want = want, .arena = arena };
    match.plan.store = store;
    match.plan.arena = arena;
    match.plan.counting = want->count == 0;
    match.plan.text = (struct buf)BUF_INIT(FTS5_TEXT_BYTES);
    if (want->deadline_ms > 0)
        match.deadline = clock_ns() + (int64_t)want->deadline_ms * 1000000;
    *hits = (struct store_hits) { .note = "" };
    store->match = &match;
    bool good = run(&match, hits, err);
    store->match = NULL;
    buf_free(&match.plan.text);
    return good;
}
