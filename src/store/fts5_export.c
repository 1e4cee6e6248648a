/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A compact copy of the work file that readers can be given, checked before it is. */
#include "store/store_write.h"

#include "base/disk.h"
#include "base/limits.h"
#include "store/fts5_reason.h"
#include "store/fts5_writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
prepare_tables(struct fts5 *self, struct error *err)
{
    if (!fts5_run(self, "BEGIN IMMEDIATE", err))
        return false;
    if (fts5_derive(self, err) &&
        fts5_run(self, "INSERT INTO t(t) VALUES('optimize')", err) &&
        fts5_run(self, "COMMIT", err))
        return true;
    sqlite3_exec(self->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool
says_ok(struct fts5 *self, const char *sql, struct error *err)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    const char *text = sqlite3_step(statement) == SQLITE_ROW
                           ? (const char *)sqlite3_column_text(statement, 0)
                           : NULL;
    bool good = text != NULL && strcmp(text, "ok") == 0;
    if (text == NULL)
        fts5_fail(self, err);
    else if (!good)
        fts5_damaged(self, text, err);
    sqlite3_finalize(statement);
    return good;
}

/* Every text can be unpacked: each has a checksum. */
static bool
texts_are_whole(struct fts5 *self, struct error *err)
{
    struct buf text = BUF_INIT(LIMIT_PAGE_BYTES);
    sqlite3_stmt *statement;
    const char *sql = "SELECT text FROM body";
    bool good = true;
    int code = SQLITE_DONE;
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        buf_reset(&text);
        good = fts5_unpack(self, statement, 0, &text, err);
    }
    good = good && (code == SQLITE_DONE || fts5_fail(self, err));
    sqlite3_finalize(statement);
    buf_free(&text);
    return good;
}

static bool
is_whole(struct fts5 *self, struct error *err)
{
    static const char rows[] =
        "SELECT CASE WHEN (SELECT count(*) FROM page)=(SELECT count(*) FROM body)"
        " AND (SELECT count(*) FROM page)=(SELECT coalesce(sum(rows), 0) FROM lang)"
        " THEN 'ok' ELSE 'rows are missing' END";
    return says_ok(self, "PRAGMA quick_check(1)", err) && says_ok(self, rows, err) &&
           texts_are_whole(self, err);
}

static bool
words_are_whole(struct fts5 *self, struct error *err)
{
    return fts5_run(self, "INSERT INTO t(t) VALUES('integrity-check')", err);
}

/* A copy is wrong because the work file is, or because the disk did not keep it. */
static bool
blame(struct fts5 *self, const char *path, struct error *err)
{
    return is_whole(self, err) && words_are_whole(self, err)
               ? error_set(err, ERROR_WRITE,
                           "'%s' cannot be read as it was written\nhint: is the disk in "
                           "order?",
                           path)
               : false;
}

/* A damaged work file can look like a full disk: what stands in it decides. */
static bool
fail_copy(struct fts5 *self, const char *path, struct error *err)
{
    struct error why = ERROR_INIT;
    int reason;
    if ((sqlite3_errcode(self->db) & 0xff) == SQLITE_NOMEM)
        return fts5_fail(self, err);
    if (!fts5_reason(self->db, &reason))
        reason = 0;
    if (!is_whole(self, &why) && why.kind == ERROR_STORE)
        return error_set(err, ERROR_STORE, "%s", why.text);
    return disk_fail(err, path, reason);
}

static bool
copy_to(struct fts5 *self, const char *path, struct error *err)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return disk_fail(err, path, errno);
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
    if (sql == NULL || sqlite3_exec(self->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail_copy(self, path, err);
        sqlite3_free(sql);
        unlink(path);
        return false;
    }
    sqlite3_free(sql);
    return true;
}

static bool
check_copy(const char *path, struct error *err)
{
    struct fts5 copy = { .path = memory_text(path, strlen(path)) };
    struct buf address = BUF_INIT(FTS5_ADDRESS_BYTES);
    fts5_address(&address, path, "");
    bool good = fts5_connect(&copy, address.data, SQLITE_OPEN_READWRITE, err) &&
                fts5_run(&copy, "PRAGMA journal_mode=DELETE", err) &&
                is_whole(&copy, err) && words_are_whole(&copy, err);
    buf_free(&address);
    sqlite3_close(copy.db);
    free(copy.path);
    return good;
}

bool
store_check(const char *path, struct error *err)
{
    struct fts5 index = { .path = memory_text(path, strlen(path)) };
    struct buf address = BUF_INIT(FTS5_ADDRESS_BYTES);
    fts5_address(&address, path, "?mode=ro&immutable=1");
    bool good = fts5_connect(&index, address.data, SQLITE_OPEN_READONLY, err) &&
                is_whole(&index, err);
    buf_free(&address);
    sqlite3_close(index.db);
    free(index.path);
    return good;
}

bool
store_export(struct store *store, const char *path, struct error *err)
{
    struct fts5 *self = store->self;
    if (self->writer->open)
        return error_set(err, ERROR_WRITE, "changes to '%s' are not committed",
                         self->path);
    if (!prepare_tables(self, err) || !copy_to(self, path, err))
        return false;
    struct error why = ERROR_INIT;
    if (!check_copy(path, &why)) {
        unlink(path);
        return why.kind == ERROR_STORE ? blame(self, path, err)
                                       : error_set(err, why.kind, "%s", why.text);
    }
    return fts5_load_facts(self, err);
}
