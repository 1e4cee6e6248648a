/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes publications and their pages out of the work file again. */
#include "store/store_write.h"

#include "store/fts5_writer.h"

#include <stdlib.h>
#include <string.h>

static bool
drop_row(struct fts5 *self, enum fts5_slot slot, const char *sql, int64_t id,
         struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(self, slot, sql, err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, id);
    return fts5_finish(self, statement, err);
}

/* FTS5 takes back exactly the tokens it is told, right or wrong: they are made again from the
 * stored text. */
static bool
forget_page(struct fts5 *self, int64_t id, struct arena *arena, struct error *err)
{
    struct store_page page;
    struct fts5_lengths lengths;
    if (!fts5_load(self, id, arena, &page, err))
        return error_within(err, "page %lld of '%s'", (long long)id, self->path);
    if (!fts5_streams_make(self, &page, self->writer->tokens, -1, &lengths, err) ||
        !fts5_streams_put(
            self, FTS5_DROP_TOKENS,
            "INSERT INTO t(t, rowid, title, body) VALUES('delete', ?1, ?2, ?3)", id,
            err) ||
        !drop_row(self, FTS5_DROP_PAGE, "DELETE FROM page WHERE id=?1", id, err) ||
        !drop_row(self, FTS5_DROP_BODY, "DELETE FROM body WHERE page=?1", id, err))
        return false;
    fts5_ids_give(&self->writer->pages, id);
    return true;
}

static bool
pages_of(struct fts5 *self, int64_t publication, int64_t **pages, size_t *count,
         struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_PAGES_OF, "SELECT id FROM page WHERE publication=?1 ORDER BY id", err);
    size_t capacity = 0;
    int code;
    *pages = NULL;
    *count = 0;
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, publication);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        memory_grow(pages, &capacity, *count + 1, sizeof **pages);
        (*pages)[(*count)++] = sqlite3_column_int64(statement, 0);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE || fts5_fail(self, err);
}

static bool
forget_pages(struct fts5 *self, int64_t publication, struct error *err)
{
    int64_t *pages;
    size_t count;
    struct arena *arena = arena_new();
    bool good = pages_of(self, publication, &pages, &count, err);
    for (size_t i = 0; good && i < count; i++) {
        good = forget_page(self, pages[i], arena, err);
        arena_reset(arena);
    }
    free(pages);
    arena_free(arena);
    return good;
}

static bool
id_of_key(struct fts5 *self, const char *key, int64_t *id, struct error *err)
{
    return fts5_read_number(self, FTS5_KEY_ID, "SELECT id FROM publication WHERE key=?1",
                            key, id, err);
}

bool
store_forget(struct store *store, const char *key, struct error *err)
{
    struct fts5 *self = store->self;
    char rows[640];
    int64_t id;
    if (!fts5_run_texts(self, FTS5_DROP_STAMP, "DELETE FROM stamp WHERE key=?1", key,
                        NULL, err) ||
        !id_of_key(self, key, &id, err))
        return false;
    if (id == 0)
        return true;
    sqlite3_snprintf(sizeof rows, rows,
                     "DELETE FROM likeness WHERE file IN"
                     " (SELECT id FROM file WHERE publication=%lld);"
                     "UPDATE file SET twin_of=0 WHERE twin_of<>0 AND twin_of IN"
                     " (SELECT id FROM file WHERE publication=%lld);"
                     "UPDATE publication SET twin_of=0 WHERE twin_of<>0 AND twin_of=%lld;"
                     "DELETE FROM file WHERE publication=%lld;"
                     "DELETE FROM publication WHERE id=%lld",
                     (long long)id, (long long)id, (long long)id, (long long)id,
                     (long long)id);
    if (!forget_pages(self, id, err) || !fts5_run(self, rows, err))
        return false;
    fts5_ids_give(&self->writer->publications, id);
    return true;
}
