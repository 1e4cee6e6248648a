/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A compact copy of the work file that readers can be given, checked before it is. */
#include "store/store_write.h"

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
copy_to(struct fts5 *self, const char *path, struct error *err)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return error_set(err, ERROR_WRITE, "cannot replace '%s': %s", path,
                         strerror(errno));
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
    if (sql == NULL || sqlite3_exec(self->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        error_set(err, ERROR_WRITE, "cannot write '%s': %s", path,
                  sqlite3_errmsg(self->db));
        sqlite3_free(sql);
        unlink(path);
        return false;
    }
    sqlite3_free(sql);
    return true;
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
    if (!good)
        error_set(err, ERROR_STORE, "the new index is damaged (%s)",
                  text != NULL ? text : "it cannot be read");
    sqlite3_finalize(statement);
    return good;
}

static bool
check_copy(const char *path, struct error *err)
{
    static const char rows[] =
        "SELECT CASE WHEN (SELECT count(*) FROM page)=(SELECT count(*) FROM body)"
        " AND (SELECT count(*) FROM page)=(SELECT coalesce(sum(rows), 0) FROM lang)"
        " THEN 'ok' ELSE 'rows are missing' END";
    struct fts5 copy = { .path = memory_text(path, strlen(path)) };
    struct buf address = BUF_INIT(FTS5_ADDRESS_BYTES);
    fts5_address(&address, path, "");
    bool good = fts5_connect(&copy, address.data, SQLITE_OPEN_READWRITE, err) &&
                fts5_run(&copy, "PRAGMA journal_mode=DELETE", err) &&
                says_ok(&copy, "PRAGMA quick_check(1)", err) &&
                says_ok(&copy, rows, err) &&
                fts5_run(&copy, "INSERT INTO t(t) VALUES('integrity-check')", err);
    buf_free(&address);
    sqlite3_close(copy.db);
    free(copy.path);
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
    if (!check_copy(path, err)) {
        unlink(path);
        return false;
    }
    return fts5_load_facts(self, err);
}
