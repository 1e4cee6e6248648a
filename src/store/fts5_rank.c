/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The function that FTS5 calls for every row: what becomes of the page it stands on. */
#include "store/fts5_score.h"

static int
rank_page(struct fts5_match *match, struct fts5_cursor cursor,
          const struct fts5_page *page, int64_t id)
{
    unsigned fails = fts5_filter_page(&match->filter, page);
    struct fts5_found found = { .page = id };
    if (fails != 0 && !fts5_match_counts(match, fails))
        return SQLITE_OK;
    int code = fts5_score(match->scorer, cursor, page, NULL, &found);
    if (code == SQLITE_OK && found.concepts != 0)
        fts5_groups_add(&match->groups, page, &found, fails);
    return code;
}

static int
explain_page(struct fts5_match *match, struct fts5_cursor cursor,
             const struct fts5_page *page, int64_t id)
{
    for (size_t i = 0; i < match->explained_count; i++) {
        if (match->explained[i] != id)
            continue;
        struct buf told = BUF_INIT(FTS5_TOLD_BYTES);
        struct fts5_found found = { .page = id };
        int code = fts5_score(match->scorer, cursor, page, &told, &found);
        buf_format(&told, "together %.2f", found.score);
        match->explanations[i] = arena_text(match->arena, told.data, told.length);
        buf_free(&told);
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

static int
take_row(struct fts5_match *match, struct fts5_cursor cursor)
{
    if ((unsigned)cursor.api->xPhraseCount(cursor.fts) != match->plan.numbers)
        return SQLITE_CORRUPT;
    int64_t id = cursor.api->xRowid(cursor.fts);
    const struct fts5_page *page = fts5_side_page(match->store, id);
    if (match->excluded != NULL)
        return exclude_page(match, id);
    if (page->publication == 0)
        return SQLITE_OK;
    return match->explained != NULL ? explain_page(match, cursor, page, id)
                                    : rank_page(match, cursor, page, id);
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
    int code = take_row(match, (struct fts5_cursor) { api, fts });
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
