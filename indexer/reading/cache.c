/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An SQLite file beside the work file. WAL with synchronous=NORMAL: a killed process loses no
 * document that was finished, a power cut at most the last ones, and nothing is ever torn. */
#include "cache.h"

#include "base/disk.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/pack.h"
#include "store/fts5_reason.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CACHE_SCHEMA = 1, CACHE_APPLICATION = 0x53574343 /* "SWCC" */ };

struct cache {
    sqlite3 *database;
    char *path;
    bool damaged;   /* SQLite said so at some point */
    bool only_read; /* others may be writing it */
    struct buf packed;
};

static const char schema[] =
    "CREATE TABLE document(digest TEXT, identity TEXT, conditions TEXT, whole INTEGER,"
    " reason INTEGER, text TEXT, ms INTEGER, size INTEGER, unused INTEGER DEFAULT 0,"
    " frames BLOB, PRIMARY KEY(digest, identity));"
    "CREATE TABLE skipped(key TEXT PRIMARY KEY, stamp TEXT) WITHOUT ROWID;"
    "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "PRAGMA application_id=1398227779;"
    "PRAGMA user_version=1;";

static bool
fail(struct cache *cache, struct error *err)
{
    int code = sqlite3_errcode(cache->database) & 0xFF, reason;
    cache->damaged |= code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    if (fts5_reason(cache->database, &reason))
        return disk_fail(err, cache->path, reason);
    return error_set(err, cache->damaged ? ERROR_STORE : ERROR_WRITE, "'%s': %s",
                     cache->path, sqlite3_errmsg(cache->database));
}

static bool
run(struct cache *cache, const char *sql, struct error *err)
{
    return sqlite3_exec(cache->database, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(cache, err);
}

/* Prepared with its texts bound from the first place on; NULL after telling why not. */
static sqlite3_stmt *
prepare(struct cache *cache, const char *sql, const char *const *texts, int count,
        struct error *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(cache->database, sql, -1, &statement, NULL) != SQLITE_OK) {
        fail(cache, err);
        return NULL;
    }
    for (int i = 0; i < count; i++)
        sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_STATIC);
    return statement;
}

static bool
finish(struct cache *cache, sqlite3_stmt *statement, struct error *err)
{
    if (statement == NULL)
        return false;
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE || code == SQLITE_ROW || fail(cache, err);
    sqlite3_finalize(statement);
    return good;
}

static int
number_of(struct cache *cache, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(cache->database, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* ---- opening ---- */

static void
remove_files(const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct buf name = BUF_INIT(8192);
        buf_format(&name, "%s%s", path, endings[i]);
        unlink(name.data);
        buf_free(&name);
    }
}

/* False: not ours, of another schema, or damaged. */
static bool
make_ready(struct cache *cache)
{
    struct error ignored;
    if (!run(cache, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;", &ignored))
        return false;
    int version = number_of(cache, "PRAGMA user_version");
    if (version == 0 && number_of(cache, "SELECT count(*) FROM sqlite_schema") == 0)
        return run(cache, "BEGIN;", &ignored) && run(cache, schema, &ignored) &&
               run(cache, "COMMIT;", &ignored);
    return version == CACHE_SCHEMA &&
           number_of(cache, "PRAGMA application_id") == CACHE_APPLICATION &&
           number_of(cache, "SELECT count(*) FROM document WHERE digest=''") == 0;
}

static bool
open_file(struct cache *cache)
{
    if (sqlite3_open_v2(cache->path, &cache->database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return false;
    sqlite3_busy_timeout(cache->database, 5000);
    sqlite3_db_config(cache->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return make_ready(cache);
}

/* Full disks and missing rights are no damage: the file must not be thrown away for them. */
static bool
is_damage(struct cache *cache)
{
    int code =
        cache->database == NULL ? SQLITE_NOMEM : sqlite3_errcode(cache->database) & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_OK ||
           code == SQLITE_ERROR || code == SQLITE_ROW || code == SQLITE_DONE;
}

static struct cache *
new_cache(const char *path)
{
    struct cache *cache = memory_new(1, sizeof *cache);
    cache->path = memory_text(path, strlen(path));
    cache->packed = (struct buf)BUF_INIT(LIMIT_TEXT_BYTES);
    return cache;
}

bool
cache_open(const char *path, struct cache **result, struct error *err)
{
    struct cache *cache = new_cache(path);
    *result = cache;
    if (open_file(cache))
        return true;
    if (is_damage(cache)) {
        log_warning("'%s' is damaged or of another version: it is made anew", path);
        sqlite3_close(cache->database);
        cache->database = NULL;
        cache->damaged = false;
        remove_files(path);
        if (open_file(cache))
            return true;
    }
    fail(cache, err);
    cache_close(cache);
    *result = NULL;
    return false;
}

struct cache *
cache_open_existing(const char *path)
{
    struct cache *cache = new_cache(path);
    cache->only_read = true;
    if (access(path, R_OK) == 0 &&
        sqlite3_open_v2(path, &cache->database,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
        number_of(cache, "PRAGMA user_version") == CACHE_SCHEMA &&
        number_of(cache, "SELECT count(*) FROM fact") >= 0)
        return cache;
    cache_close(cache);
    return NULL;
}

void
cache_close(struct cache *cache)
{
    if (cache == NULL)
        return;
    sqlite3_close(cache->database);
    if (cache->damaged && !cache->only_read)
        remove_files(cache->path); /* it is made anew */
    buf_free(&cache->packed);
    free(cache->path);
    free(cache);
}

/* ---- documents ---- */

static const char *
column(sqlite3_stmt *statement, int number, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(statement, number);
    return text == NULL ? "" : arena_copy(arena, text);
}

/* Failures for want of time or memory hold only under the limits they met, a protected document
 * only for the passwords that were tried. What is wrong with the bytes stays wrong. */
static bool
still_holds(const struct cache_entry *entry, const char *conditions)
{
    static const bool depends[WIRE_REASON_CHANGED + 1] = {
        [WIRE_REASON_TIMEOUT] = true,   [WIRE_REASON_MEMORY] = true,
        [WIRE_REASON_CRASHED] = true,   [WIRE_REASON_ENCRYPTED] = true,
        [WIRE_REASON_TOO_LARGE] = true, [WIRE_REASON_CHANGED] = true,
        [WIRE_REASON_BOMB] = true,      [WIRE_REASON_TOO_DEEP] = true,
    };
    return entry->whole || !depends[entry->reason] ||
           strcmp(entry->conditions, conditions) == 0;
}

static bool
unpack(sqlite3_stmt *statement, struct buf *frames)
{
    struct error ignored = ERROR_INIT;
    int length = sqlite3_column_bytes(statement, 5);
    if (frames == NULL || length == 0)
        return true;
    size_t before = frames->length;
    return pack_open(NULL, frames, sqlite3_column_blob(statement, 5), (size_t)length,
                     &ignored) &&
           frames->length - before == (size_t)sqlite3_column_int64(statement, 6);
}

bool
cache_find(struct cache *cache, const struct cache_entry *key, struct arena *arena,
           struct cache_entry *entry, struct buf *frames, bool *found, struct error *err)
{
    const char *texts[] = { key->digest, key->identity };
    sqlite3_stmt *statement =
        prepare(cache,
                "SELECT conditions, whole, reason, text, ms, frames, size FROM document"
                " WHERE digest=?1 AND identity=?2",
                texts, 2, err);
    *found = false;
    if (statement == NULL)
        return false;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        int reason = sqlite3_column_int(statement, 2);
        *entry = *key;
        entry->conditions = column(statement, 0, arena);
        entry->whole = sqlite3_column_int(statement, 1) != 0;
        entry->reason = reason < 0 || reason > WIRE_REASON_CHANGED
                            ? WIRE_REASON_CRASHED
                            : (enum wire_reason)reason;
        entry->text = column(statement, 3, arena);
        entry->ms = (uint32_t)sqlite3_column_int64(statement, 4);
        /* A damaged blob is as good as none: the document is read again. */
        *found = still_holds(entry, key->conditions) && unpack(statement, frames);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || fail(cache, err);
}

bool
cache_put(struct cache *cache, const struct cache_entry *entry, const struct buf *frames,
          struct error *err)
{
    const char *texts[] = { entry->digest, entry->identity, entry->conditions,
                            entry->text };
    sqlite3_stmt *statement = prepare(
        cache,
        "INSERT OR REPLACE INTO document(digest, identity, conditions, text, whole,"
        " reason, ms, size, frames) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        texts, 4, err);
    if (statement == NULL)
        return false;
    buf_reset(&cache->packed);
    if (frames->length > 0)
        pack_add(&cache->packed, frames->data, frames->length);
    sqlite3_bind_int(statement, 5, entry->whole);
    sqlite3_bind_int(statement, 6, (int)entry->reason);
    sqlite3_bind_int64(statement, 7, entry->ms);
    sqlite3_bind_int64(statement, 8, (sqlite3_int64)frames->length);
    sqlite3_bind_blob64(statement, 9, cache->packed.data, cache->packed.length,
                        SQLITE_STATIC);
    return finish(cache, statement, err);
}

/* ---- small tables ---- */

static bool
read_text(struct cache *cache, const char *sql, const char *key, struct arena *arena,
          const char **value, struct error *err)
{
    sqlite3_stmt *statement = prepare(cache, sql, &key, 1, err);
    if (statement == NULL)
        return false;
    int code = sqlite3_step(statement);
    *value = code == SQLITE_ROW ? column(statement, 0, arena) : NULL;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || fail(cache, err);
}

static bool
write_texts(struct cache *cache, const char *sql, const char *key, const char *value,
            struct error *err)
{
    const char *texts[] = { key, value };
    return finish(cache, prepare(cache, sql, texts, value == NULL ? 1 : 2, err), err);
}

bool
cache_put_skipped(struct cache *cache, const char *key, const char *stamp,
                  struct error *err)
{
    return write_texts(cache,
                       stamp == NULL ? "DELETE FROM skipped WHERE key=?1"
                                     : "INSERT OR REPLACE INTO skipped VALUES(?1, ?2)",
                       key, stamp, err);
}

bool
cache_skipped(struct cache *cache, const char *key, struct arena *arena,
              const char **stamp, struct error *err)
{
    return read_text(cache, "SELECT stamp FROM skipped WHERE key=?1", key, arena, stamp,
                     err);
}

bool
cache_each_skipped(struct cache *cache, cache_skipped_fn *each, void *context,
                   struct error *err)
{
    sqlite3_stmt *statement =
        prepare(cache, "SELECT key, stamp FROM skipped ORDER BY key", NULL, 0, err);
    int code;
    if (statement == NULL)
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        each(context, (const char *)sqlite3_column_text(statement, 0),
             (const char *)sqlite3_column_text(statement, 1));
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || fail(cache, err);
}

bool
cache_fact(struct cache *cache, const char *name, struct arena *arena, const char **value,
           struct error *err)
{
    bool good =
        read_text(cache, "SELECT value FROM fact WHERE name=?1", name, arena, value, err);
    if (good && *value == NULL)
        *value = "";
    return good;
}

bool
cache_put_fact(struct cache *cache, const char *name, const char *value,
               struct error *err)
{
    return write_texts(cache, "INSERT OR REPLACE INTO fact VALUES(?1, ?2)", name, value,
                       err);
}

/* ---- ageing ---- */

bool
cache_begin(struct cache *cache, struct error *err)
{
    return run(cache, "BEGIN IMMEDIATE;", err);
}

bool
cache_age(struct cache *cache, struct error *err)
{
    return run(cache, "UPDATE document SET unused = unused + 1;", err);
}

bool
cache_use(struct cache *cache, const char *digest, struct error *err)
{
    return write_texts(cache, "UPDATE document SET unused = 0 WHERE digest=?1", digest,
                       NULL, err);
}

/* A file that changed while it was read has no answer that could be used again. */
bool
cache_sweep(struct cache *cache, struct error *err)
{
    struct buf sql = BUF_INIT(200);
    buf_format(&sql,
               "DELETE FROM document WHERE unused >= 2 OR (reason = %d AND NOT whole);",
               (int)WIRE_REASON_CHANGED);
    bool good = run(cache, sql.data, err);
    buf_free(&sql);
    return good;
}

bool
cache_commit(struct cache *cache, struct error *err)
{
    return run(cache, "COMMIT;", err);
}
