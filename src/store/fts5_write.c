/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The private work file: made, opened, committed, and what the indexer remembers in it. */
#include "store/store_write.h"

#include "base/disk.h"
#include "store/fts5_writer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/schema.inc"

enum { STREAM_BYTES = 256 * 1024 * 1024 /* a page's tokens with their stems */ };

static struct fts5 *
work_of(struct store *store)
{
    return store->self;
}

/* ---- opening ---- */

static void
close_writer(struct fts5 *self)
{
    struct fts5_writer *writer = self->writer;
    fts5_counter_free(writer->counter);
    fts5_ids_forget(&writer->pages);
    fts5_ids_forget(&writer->publications);
    tokens_free(writer->tokens);
    buf_free(&writer->title);
    buf_free(&writer->body);
    free(writer);
}

static struct fts5_writer *
new_writer(void)
{
    struct fts5_writer *writer = memory_new(1, sizeof *writer);
    writer->counter = fts5_counter_new();
    writer->pages.table = "page";
    writer->publications.table = "publication";
    writer->tokens = tokens_new();
    writer->title = (struct buf)BUF_INIT(STREAM_BYTES);
    writer->body = (struct buf)BUF_INIT(STREAM_BYTES);
    return writer;
}

static bool
connect_work(const char *path, int flags, struct fts5 **out, struct error *err)
{
    struct fts5 *self = memory_new(1, sizeof *self);
    self->path = memory_text(path, strlen(path));
    self->memory = arena_new();
    self->writer = new_writer();
    self->close_writer = close_writer;
    struct buf address = BUF_INIT(FTS5_ADDRESS_BYTES);
    fts5_address(&address, path, "");
    bool good = fts5_connect(self, address.data, SQLITE_OPEN_READWRITE | flags, err) &&
                fts5_run(self,
                         "PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=NORMAL;"
                         "PRAGMA cache_size=-65536",
                         err);
    buf_free(&address);
    if (good)
        *out = self;
    else
        fts5_close(self);
    return good;
}

static bool
make_tables(struct fts5 *self, struct error *err)
{
    static const char schema[] = { EMBED_BYTES, '\0' };
    char numbers[240];
    sqlite3_snprintf(sizeof numbers, numbers,
                     "INSERT INTO meta(key, value) VALUES('tokens_version', %d);"
                     "INSERT INTO t(t, rank) VALUES('hashsize', 67108864);"
                     "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT",
                     TOKENS_VERSION, FTS5_APPLICATION, STORE_SCHEMA);
    return fts5_run(self, "BEGIN", err) && fts5_run(self, schema, err) &&
           fts5_run(self, numbers, err);
}

/* What is no database of ours is kept beside, in case it was something else. */
static void
make_way(const char *path)
{
    struct buf beside = BUF_INIT(FTS5_ADDRESS_BYTES);
    buf_format(&beside, "%s.damaged", path);
    if (store_is_ours(path) || rename(path, beside.data) != 0)
        unlink(path);
    fts5_remove(path);
    buf_free(&beside);
}

/* False with err->kind ERROR_STORE: make it anew; ERROR_MISSING: make it. */
static bool
open_existing(const char *path, struct fts5 **out, struct error *err)
{
    struct stat status = { 0 };
    struct fts5 *self;
    if (!fts5_check_header(path, &status, err) || !connect_work(path, 0, &self, err))
        return false;
    if (!fts5_check_analysis(self, err) || !fts5_load_facts(self, err)) {
        self->damaged = false;
        fts5_close(self);
        return false;
    }
    *out = self;
    return true;
}

static bool
open_work(const char *path, struct fts5 **out, bool *rebuilt, struct error *err)
{
    struct error why = ERROR_INIT;
    *rebuilt = false;
    if (open_existing(path, out, &why))
        return true;
    if (why.kind == ERROR_STORE) {
        make_way(path);
        *rebuilt = true;
    } else if (access(path, R_OK | W_OK) != 0 && errno != ENOENT) {
        return disk_fail(err, path, errno);
    } else if (access(path, F_OK) == 0) {
        return error_set(err, why.kind, "%s", why.text);
    }
    if (!connect_work(path, SQLITE_OPEN_CREATE, out, err))
        return false;
    if (make_tables(*out, err) && fts5_load_facts(*out, err))
        return true;
    fts5_close(*out);
    return false;
}

bool
store_open_work(const char *path, struct store **store, bool *rebuilt, struct error *err)
{
    struct fts5 *self;
    bool anew;
    if (!open_work(path, &self, &anew, err))
        return false;
    if (rebuilt != NULL)
        *rebuilt = anew;
    *store = memory_new(1, sizeof **store);
    **store = (struct store) { &fts5_engine, self };
    return true;
}

bool
store_is_ours(const char *path)
{
    struct error ignored = ERROR_INIT;
    return fts5_check_owner(path, &ignored);
}

void
store_distrust(struct store *store)
{
    work_of(store)->damaged = true;
}

/* ---- transactions ---- */

bool
store_begin(struct store *store, struct error *err)
{
    struct fts5 *self = work_of(store);
    if (!fts5_run(self, "BEGIN IMMEDIATE", err))
        return false;
    self->writer->open = true;
    return true;
}

bool
store_commit(struct store *store, struct error *err)
{
    struct fts5 *self = work_of(store);
    if (!fts5_counter_flush(self->writer->counter, self, err) ||
        !fts5_run(self, "COMMIT", err))
        return false;
    self->writer->open = false;
    return true;
}

/* ---- what the indexer remembers ---- */

bool
fts5_run_texts(struct fts5 *self, enum fts5_slot slot, const char *sql, const char *first,
               const char *second, struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(self, slot, sql, err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, first);
    if (second != NULL)
        fts5_bind(statement, 2, second);
    return fts5_finish(self, statement, err);
}

bool
store_stamp(struct store *store, const char *key, struct arena *arena, const char **stamp,
            struct error *err)
{
    struct fts5 *self = work_of(store);
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_STAMP, "SELECT value FROM stamp WHERE key=?1", err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, key);
    int code = sqlite3_step(statement);
    *stamp = code == SQLITE_ROW ? fts5_text(statement, 0, arena) : NULL;
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || fts5_fail(self, err);
}

bool
fts5_read_number(struct fts5 *self, enum fts5_slot slot, const char *sql, const char *key,
                 int64_t *number, struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(self, slot, sql, err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, key);
    int code = sqlite3_step(statement);
    *number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || fts5_fail(self, err);
}

bool
store_added(struct store *store, const char *key, int64_t *added, struct error *err)
{
    return fts5_read_number(work_of(store), FTS5_ADDED,
                            "SELECT added FROM publication WHERE key=?1", key, added,
                            err);
}

bool
store_put_stamp(struct store *store, const char *key, const char *stamp,
                struct error *err)
{
    return fts5_run_texts(work_of(store), FTS5_PUT_STAMP,
                          "INSERT OR REPLACE INTO stamp(key, value) VALUES(?1, ?2)", key,
                          stamp, err);
}

bool
store_put_fact(struct store *store, const char *name, const char *value,
               struct error *err)
{
    return fts5_run_texts(work_of(store), FTS5_PUT_FACT,
                          "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)", name,
                          value, err);
}

/* The list is read first, so that each may forget publications. */
bool
store_each_key(struct store *store, store_key_fn *each, void *context, struct error *err)
{
    struct fts5 *self = work_of(store);
    sqlite3_stmt *statement;
    const char *sql = "SELECT key FROM publication ORDER BY key";
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    struct arena *arena = arena_new();
    const char **keys = NULL;
    size_t count = 0, capacity = 0;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        arena_grow(arena, &keys, &capacity, count + 1, sizeof *keys);
        keys[count++] = fts5_text(statement, 0, arena);
    }
    sqlite3_finalize(statement);
    bool good = code == SQLITE_DONE || fts5_fail(self, err);
    for (size_t i = 0; good && i < count && each(context, keys[i]); i++)
        ;
    arena_free(arena);
    return good;
}
