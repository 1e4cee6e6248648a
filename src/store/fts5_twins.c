/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files are one work, in the work file: readers get it with the arrays. */
#include "store/store_twins.h"

#include "store/fts5_writer.h"

#include <string.h>

static struct store_twin
take_twin(sqlite3_stmt *statement, struct arena *arena)
{
    struct store_twin twin = { .publication = sqlite3_column_int64(statement, 0),
                               .file = sqlite3_column_int64(statement, 1),
                               .twin_of = sqlite3_column_int64(statement, 2),
                               .key = fts5_text(statement, 3, arena),
                               .part = fts5_text(statement, 4, arena),
                               .format = fts5_text(statement, 5, arena),
                               .lang = fts5_text(statement, 6, arena),
                               .digest = fts5_text(statement, 7, arena),
                               .loose = sqlite3_column_int(statement, 8) != 0 };
    const void *data = sqlite3_column_blob(statement, 9);
    size_t length = (size_t)sqlite3_column_bytes(statement, 9);
    if (data != NULL && length > 0) {
        char *copy = arena_alloc(arena, length, 1);
        memcpy(copy, data, length);
        twin.likeness = copy;
        twin.likeness_length = length;
    }
    return twin;
}

bool
store_twins(struct store *store, struct arena *arena, struct store_twin **twins,
            size_t *count, struct error *err)
{
    struct fts5 *self = store->self;
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_TWINS,
        "SELECT p.id, f.id, f.twin_of, key, part, format, f.lang, digest, loose,"
        " data"
        " FROM publication p JOIN file f ON f.publication=p.id"
        " LEFT JOIN likeness l ON l.file=f.id ORDER BY key, f.id",
        err);
    size_t capacity = 0;
    int code;
    *twins = NULL;
    *count = 0;
    if (statement == NULL)
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        arena_grow(arena, twins, &capacity, *count + 1, sizeof **twins);
        (*twins)[(*count)++] = take_twin(statement, arena);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE || fts5_fail(self, err);
}

bool
store_put_likeness(struct store *store, int64_t file, const struct buf *likeness,
                   struct error *err)
{
    struct fts5 *self = store->self;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_PUT_LIKENESS,
                     "INSERT OR REPLACE INTO likeness(file, data) VALUES(?1, ?2)", err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, file);
    sqlite3_bind_blob64(statement, 2, likeness->data, likeness->length, SQLITE_STATIC);
    return fts5_finish(self, statement, err);
}

/* A statement with two numbers. */
static bool
run_numbers(struct fts5 *self, enum fts5_slot slot, const char *sql, int64_t first,
            int64_t second, struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(self, slot, sql, err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, first);
    sqlite3_bind_int64(statement, 2, second);
    return fts5_finish(self, statement, err);
}

bool
store_put_twin(struct store *store, const struct store_twin *twin,
               const struct store_twin *first, struct error *err)
{
    struct fts5 *self = store->self;
    bool elsewhere = first != NULL && first->publication != twin->publication;
    return run_numbers(self, FTS5_PUT_TWIN, "UPDATE file SET twin_of=?2 WHERE id=?1",
                       twin->file, first != NULL ? first->file : 0, err) &&
           run_numbers(self, FTS5_PUT_SHOWN,
                       "UPDATE publication SET twin_of=?2 WHERE id=?1", twin->publication,
                       elsewhere ? first->publication : 0, err);
}

bool
store_twin_pages(struct store *store, int64_t file, struct arena *arena, int64_t **pages,
                 size_t *count, struct error *err)
{
    struct fts5 *self = store->self;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_TWIN_PAGES,
                     "SELECT id FROM page WHERE file=?1 AND publication="
                     "(SELECT publication FROM file WHERE id=?1) ORDER BY id",
                     err);
    size_t capacity = 0;
    int code;
    *pages = NULL;
    *count = 0;
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, file);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        arena_grow(arena, pages, &capacity, *count + 1, sizeof **pages);
        (*pages)[(*count)++] = sqlite3_column_int64(statement, 0);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE || fts5_fail(self, err);
}

bool
store_put_twin_page(struct store *store, int64_t page, bool twin, struct error *err)
{
    return run_numbers(store->self, FTS5_PUT_TWIN_PAGE,
                       "UPDATE page SET twin=?2 WHERE id=?1", page, twin, err);
}
