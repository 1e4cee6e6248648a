/* SPDX-License-Identifier: GPL-2.0-or-later */
/* On how many pages words and stems stand, by language: each is looked up once in a search,
 * however many languages ask. */
#include "store/fts5_match.h"

#include <string.h>

/* A stem is counted by group of languages, a word by language. */
static void
add_row(struct fts5_plan *plan, struct fts5_df *df, int code, double pages)
{
    unsigned char group =
        df->stem ? (unsigned char)code : plan->store->langs[code & 0xff].group;
    arena_grow(plan->arena, &df->rows, &df->capacity, df->count + 1, sizeof *df->rows);
    df->rows[df->count++] = (struct fts5_df_row) { .group = group, .pages = pages };
}

static bool
read_rows(struct fts5_plan *plan, struct fts5_df *df, sqlite3_stmt *statement,
          struct error *err)
{
    struct fts5 *store = plan->store;
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, df->text);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        add_row(plan, df, sqlite3_column_int(statement, 0),
                sqlite3_column_double(statement, 1));
    sqlite3_reset(statement);
    return code == SQLITE_DONE || fts5_fail(store, err);
}

/* Which groups have the tagged stem on a page? It stands only where a word differs from it. */
static bool
find_tagged(struct fts5_plan *plan, struct fts5_df *df, struct error *err)
{
    struct fts5 *store = plan->store;
    size_t missing = df->count;
    sqlite3_stmt *statement = fts5_prepare(
        store, FTS5_TAGGED, "SELECT lang FROM word WHERE stem=?1 AND folded<>?1", err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, df->text);
    int code = SQLITE_DONE;
    while (missing > 0 && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        unsigned char group = store->langs[sqlite3_column_int(statement, 0) & 0xff].group;
        for (size_t i = 0; i < df->count; i++)
            if (df->rows[i].group == group && !df->rows[i].tagged) {
                df->rows[i].tagged = true;
                missing--;
            }
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || fts5_fail(store, err);
}

/* What is known already, or a new one that is to be filled. */
static struct fts5_df *
df_of(struct fts5_plan *plan, const char *text, bool stem, bool *fresh)
{
    struct fts5_df *df = plan->dfs;
    while (df != NULL && (df->stem != stem || strcmp(df->text, text) != 0))
        df = df->next;
    *fresh = df == NULL;
    if (df == NULL) {
        df = arena_alloc(plan->arena, 1, sizeof *df);
        *df = (struct fts5_df) { .next = plan->dfs, .text = text, .stem = stem };
        plan->dfs = df;
    }
    return df;
}

const struct fts5_df *
fts5_df_surface(struct fts5_plan *plan, const char *surface, struct error *err)
{
    bool fresh;
    struct fts5_df *df = df_of(plan, surface, false, &fresh);
    if (fresh &&
        !read_rows(plan, df,
                   fts5_prepare(plan->store, FTS5_SURFACE,
                                "SELECT lang, df FROM word WHERE folded=?1", err),
                   err))
        return NULL;
    return df;
}

const struct fts5_df *
fts5_df_stem(struct fts5_plan *plan, const char *stem, struct error *err)
{
    bool fresh;
    struct fts5_df *df = df_of(plan, stem, true, &fresh);
    if (fresh &&
        (!read_rows(plan, df,
                    fts5_prepare(plan->store, FTS5_CONCEPT,
                                 "SELECT lang, df FROM concept WHERE stem=?1", err),
                    err) ||
         !find_tagged(plan, df, err)))
        return NULL;
    return df;
}
