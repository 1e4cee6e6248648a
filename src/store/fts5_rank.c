/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The function that FTS5 calls for every row: positions in, a scored page into its group. */
#include "store/fts5_match.h"
#include "store/rank.h"

#include <stdlib.h>
#include <string.h>

/* Where FTS5 says a word stands: column 0 is the title. */
enum { COLUMN_SHIFT = 30, POSITION_MASK = (1 << COLUMN_SHIFT) - 1 };

struct positions {
    size_t count, title;
    uint32_t at[FTS5_POSITIONS]; /* ascending: column, then position */
};

/* Phrases that count in pages of one language group. */
struct phrase_list {
    const struct fts5_phrase **items;
    size_t count;
    bool made;
};

/* 1 / average lengths of one language. */
struct averages {
    double title, body;
    bool made;
};

struct fts5_scratch {
    struct positions concepts[LIMIT_QUERY_CONCEPTS], exact, related, compounds;
    double scores[LIMIT_QUERY_CONCEPTS];
    double title_length, body_length; /* of the page in hand, normalised */
    struct phrase_list lists[FTS5_CODES];
    struct averages averages[FTS5_CODES];
};

/* The row that FTS5 stands on. */
struct row {
    struct fts5_match *match;
    struct fts5_scratch *scratch;
    const Fts5ExtensionApi *api;
    Fts5Context *fts;
    const struct fts5_page *page;
    uint64_t found, scored; /* concepts; scored: related words alone will do */
    struct buf *told;       /* explanation; NULL: none */
};

struct fts5_scratch *
fts5_scratch_new(struct fts5_match *match, struct arena *arena)
{
    (void)match;
    return arena_alloc(arena, 1, sizeof(struct fts5_scratch));
}

static const struct phrase_list *
phrases_for(const struct row *row)
{
    struct fts5_match *match = row->match;
    unsigned char group = match->store->langs[row->page->lang].group;
    struct phrase_list *list = &row->scratch->lists[group];
    if (list->made)
        return list;
    const struct fts5_plan *plan = &match->plan;
    list->items =
        arena_alloc(match->arena, plan->phrase_count, sizeof(const struct fts5_phrase *));
    for (size_t i = 0; i < plan->phrase_count; i++)
        if (plan->phrases[i].group == 0 || plan->phrases[i].group == group)
            list->items[list->count++] = &plan->phrases[i];
    list->made = true;
    return list;
}

static void
measure(const struct row *row)
{
    unsigned char group = row->match->store->langs[row->page->lang].group;
    struct averages *averages = &row->scratch->averages[group];
    if (!averages->made) {
        const struct fts5_lang *lang = &row->match->store->groups[group];
        double rows = lang->rows > 0 ? (double)lang->rows : 1;
        /* A description has a title and hardly any text. */
        double pages = lang->pages > 0 ? (double)lang->pages : rows;
        averages->title = (double)lang->title_words / rows;
        averages->body = (double)lang->body_words / pages;
        averages->made = true;
    }
    row->scratch->title_length =
        rank_length(rank_settings.title_b, row->page->title, averages->title);
    row->scratch->body_length =
        rank_length(rank_settings.b, row->page->body, averages->body);
}

/* ---- positions ---- */

static int
read_positions(const struct row *row, const struct fts5_phrase *phrase,
               struct positions *positions)
{
    Fts5PhraseIter iterator;
    int column, offset;
    int code = row->api->xPhraseFirst(row->fts, (int)phrase->number, &iterator, &column,
                                      &offset);
    while (code == SQLITE_OK && column >= 0 && positions->count < FTS5_POSITIONS) {
        uint32_t at = (uint32_t)offset + phrase->shift;
        positions->at[positions->count++] =
            (uint32_t)column << COLUMN_SHIFT | (at & POSITION_MASK);
        row->api->xPhraseNext(row->fts, &iterator, &column, &offset);
    }
    return code;
}

static int
compare_positions(const void *left, const void *right)
{
    uint32_t a, b;
    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return a < b ? -1 : a > b;
}

/* Several forms at one place are one occurrence. */
static void
merge(struct positions *positions)
{
    size_t kept = 0;
    qsort(positions->at, positions->count, sizeof positions->at[0], compare_positions);
    for (size_t i = 0; i < positions->count; i++)
        if (kept == 0 || positions->at[kept - 1] != positions->at[i])
            positions->at[kept++] = positions->at[i];
    positions->count = kept;
}

static void
count_title(struct positions *positions)
{
    positions->title = 0;
    while (positions->title < positions->count &&
           positions->at[positions->title] >> COLUMN_SHIFT == 0)
        positions->title++;
}

static double
weight_of(const struct row *row, const struct positions *positions)
{
    return rank_weight((double)positions->title, row->scratch->title_length,
                       (double)(positions->count - positions->title),
                       row->scratch->body_length);
}

/* ---- explanations ---- */

static const char *
shown_form(const struct fts5_match *match, const struct fts5_phrase *phrase)
{
    const struct query *node = match->plan.concepts[phrase->concept].node;
    return phrase->exact        ? node->surface
           : phrase->compound   ? "a compound"
           : phrase->group == 0 ? "another form"
                                : "its stem";
}

static void
tell_form(const struct row *row, const struct fts5_phrase *phrase, size_t count)
{
    if (row->told != NULL && count > 0)
        buf_format(row->told, "%s\xC3\x97%zu, ", shown_form(row->match, phrase), count);
}

static void
tell_concept(const struct row *row, unsigned concept)
{
    const struct fts5_concept *weighed = &row->match->plan.concepts[concept];
    const struct positions *positions = &row->scratch->concepts[concept];
    if (row->told == NULL)
        return;
    if (row->scratch->related.count > positions->count)
        buf_format(row->told, "related words\xC3\x97%zu, ",
                   row->scratch->related.count - positions->count);
    buf_format(row->told, "%zu in title, %zu in text, idf %.1f, %.2f points; ",
               positions->title, positions->count - positions->title, weighed->idf,
               row->scratch->scores[concept]);
}

/* ---- scores ---- */

/* A little more for the form that was typed, so that it comes before its relatives. */
static double
exact_bonus(const struct row *row, unsigned concept)
{
    const struct fts5_concept *weighed = &row->match->plan.concepts[concept];
    if (weighed->bare || row->scratch->exact.count == 0)
        return 0;
    count_title(&row->scratch->exact);
    return rank_settings.exact * weighed->idf * weight_of(row, &row->scratch->exact);
}

/* Points from the concept's own forms, and from all words of the page's language that begin
 * with the same letters; positions of these are added to the own ones. */
static double
with_related(const struct row *row, unsigned concept, double own)
{
    const struct fts5_concept *weighed = &row->match->plan.concepts[concept];
    const struct positions *positions = &row->scratch->concepts[concept];
    struct positions *all = &row->scratch->related;
    const struct lang *lang = lang_of_code(row->page->lang);
    if (weighed->node->related_count == 0 || lang == NULL || lang->snowball == NULL)
        return own;
    for (size_t i = 0; i < positions->count && all->count < FTS5_POSITIONS; i++)
        all->at[all->count++] = positions->at[i];
    merge(all);
    count_title(all);
    return rank_related(strcmp(lang->tag, "en") == 0, own,
                        weighed->related_idf * weight_of(row, all));
}

static double
points_of(const struct row *row, unsigned concept)
{
    if (row->match->plan.concepts[concept].common)
        return 0;
    double idf = row->match->plan.concepts[concept].idf;
    double own = idf * weight_of(row, &row->scratch->concepts[concept]);
    double compounds =
        rank_settings.compound * idf * weight_of(row, &row->scratch->compounds);
    own = compounds > own ? compounds : own;
    return with_related(row, concept, own) + exact_bonus(row, concept);
}

/* Where the positions of a phrase go. */
static struct positions *
list_of(struct fts5_scratch *scratch, const struct fts5_phrase *phrase)
{
    return phrase->related    ? &scratch->related
           : phrase->compound ? &scratch->compounds
                              : &scratch->concepts[phrase->concept];
}

/* Points for the positions that were read. Compounds stand for the word where it is not. */
static void
weigh_concept(struct row *row, unsigned concept)
{
    struct fts5_scratch *scratch = row->scratch;
    struct positions *positions = &scratch->concepts[concept];
    struct positions *compounds = &scratch->compounds;
    if (positions->count + compounds->count + scratch->related.count == 0)
        return;
    merge(compounds);
    count_title(compounds);
    count_title(positions);
    if (positions->count + compounds->count > 0)
    row->found |= UINT64_C(1) << concept;
    row->scored |= UINT64_C(1) << concept;
    scratch->scores[concept] = points_of(row, concept);
    if (positions->count == 0) {
        positions->count = compounds->count;
        positions->title = compounds->title;
        memcpy(positions->at, compounds->at, compounds->count * sizeof compounds->at[0]);
    }
    tell_concept(row, concept);
}

/* Reads one concept's phrases, which begin at items[0]; says how many there are. */
static size_t
score_concept(struct row *row, const struct fts5_phrase *const *items, size_t count,
              int *code)
{
    struct fts5_scratch *scratch = row->scratch;
    unsigned concept = items[0]->concept;
    struct positions *positions = &scratch->concepts[concept];
    size_t read = 0, lists = 0;
    positions->count = scratch->exact.count = scratch->related.count = 0;
    scratch->compounds.count = 0;
    if (row->told != NULL)
        buf_format(row->told, "%s: ", row->match->plan.concepts[concept].node->typed);
    for (; read < count && items[read]->concept == concept; read++) {
        struct positions *into = list_of(scratch, items[read]);
        size_t before = into->count;
        *code = read_positions(row, items[read], into);
        if (*code != SQLITE_OK)
            return read + 1;
        lists += into == positions && positions->count > before;
        if (items[read]->exact) {
            scratch->exact.count = positions->count - before;
            memcpy(scratch->exact.at, positions->at + before,
                   scratch->exact.count * sizeof scratch->exact.at[0]);
        }
        if (into != &scratch->related)
            tell_form(row, items[read], into->count - before);
    }
    if (lists > 1)
        merge(positions);
    weigh_concept(row, concept);
    return read;
}

static double
proximity(const struct row *row)
{
    const struct fts5_plan *plan = &row->match->plan;
    double sum = 0;
    for (size_t i = 0; i < plan->pair_count; i++) {
        uint8_t a = plan->pairs[i].first, b = plan->pairs[i].second;
        if ((row->found >> a & row->found >> b & 1) == 0)
            continue;
        const struct positions *left = &row->scratch->concepts[a];
        const struct positions *right = &row->scratch->concepts[b];
        unsigned adjacent, close;
        rank_pairs(left->at, left->count, right->at, right->count, &adjacent, &close);
        sum += (plan->concepts[a].idf + plan->concepts[b].idf) / 2 *
               rank_proximity(adjacent, close, row->scratch->body_length);
    }
    if (row->told != NULL && sum > 0)
        buf_format(row->told, "close together: %.2f points; ", sum);
    return sum;
}

static int
score_row(struct row *row, double *score)
{
    const struct phrase_list *list = phrases_for(row);
    int code = SQLITE_OK;
    measure(row);
    for (size_t i = 0; i < list->count && code == SQLITE_OK;)
        i += score_concept(row, list->items + i, list->count - i, &code);
    if (code != SQLITE_OK || !fts5_plan_holds(row->match->plan.root, row->found))
        row->found = 0;
    if (row->found == 0)
        return code;
    uint64_t used = 0;
    *score = rank_round(
        fts5_plan_score(row->match->plan.root, row->scratch->scores, row->scored, &used) +
        proximity(row));
    return code;
}

/* ---- what becomes of a row ---- */

static bool
is_one_field(unsigned fails)
{
    return (fails & (fails - 1)) == 0 && fails != FTS5_IN;
}

static int
rank_page(struct row *row, int64_t page)
{
    struct fts5_match *match = row->match;
    unsigned fails = fts5_filter_page(&match->filter, row->page);
    struct fts5_found found = { .page = page };
    if (fails != 0 && (!match->want->facets || !is_one_field(fails)))
        return SQLITE_OK;
    int code = score_row(row, &found.score);
    found.concepts = row->found;
    if (code == SQLITE_OK && row->found != 0)
        fts5_groups_add(&match->groups, row->page, &found, fails);
    return code;
}

static int
explain_page(struct row *row, int64_t page)
{
    const struct fts5_match *match = row->match;
    for (size_t i = 0; i < match->explained_count; i++) {
        if (match->explained[i] != page)
            continue;
        struct buf told = BUF_INIT(FTS5_TOLD_BYTES);
        double score = 0;
        row->told = &told;
        int code = score_row(row, &score);
        buf_format(&told, "together %.2f", score);
        match->explanations[i] = arena_text(match->arena, told.data, told.length);
        buf_free(&told);
        row->told = NULL;
        return code;
    }
    return SQLITE_OK;
}

static int
exclude_page(const struct fts5_match *match, int64_t page)
{
    if (page >= 0 && (uint64_t)page < match->store->pages.chunk_count * FTS5_CHUNK)
        match->excluded[page] = true;
    return SQLITE_OK;
}

static void
rank_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
         int count, sqlite3_value **values)
{
    (void)count;
    (void)values;
    const struct fts5 *store = api->xUserData(fts);
    struct fts5_match *match = store->match;
    if (match == NULL || ((++match->rows & 1023) == 0 && fts5_match_is_late(match))) {
        sqlite3_result_error_code(context, SQLITE_INTERRUPT);
        return;
    }
    int64_t page = api->xRowid(fts);
    struct row row = {
        .match = match, .scratch = match->scratch, .api = api, .fts = fts
    };
    row.page = fts5_side_page(match->store, page);
    int code;
    if ((unsigned)api->xPhraseCount(fts) != match->plan.numbers)
        code = SQLITE_CORRUPT;
    else if (match->excluded != NULL)
        code = exclude_page(match, page);
    else if (row.page->publication == 0)
        code = SQLITE_OK;
    else
        code =
            match->explained != NULL ? explain_page(&row, page) : rank_page(&row, page);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(context, code);
    else
        sqlite3_result_int(context, 0);
}

bool
fts5_register_rank(fts5_api *api, struct fts5 *self, struct error *err)
{
    if (api->xCreateFunction(api, "stepwell_rank", self, rank_row, NULL) != SQLITE_OK)
        return error_set(err, ERROR_SYSTEM, "SQLite refuses the ranking function");
    return true;
}
