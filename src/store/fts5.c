/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The built-in engine: opens an index file, checks whose it is, and keeps its statements. */
#include "store/fts5.h"

#include "base/disk.h"
#include "base/limits.h"
#include "base/pack.h"
#include "store/fts5_reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEADER_BYTES = 100 };

unsigned char
fts5_group(const struct lang *lang)
{
    return lang != NULL ? lang->stem_code : lang_unknown()->stem_code;
}

/* ---- what SQLite says ---- */

bool
fts5_damaged(struct fts5 *self, const char *why, struct error *err)
{
    self->damaged = true;
    return error_set(err, ERROR_STORE,
                     "the index '%s' is damaged (%s)\nhint: run 'stepwell-index --full' "
                     "to make it anew; --rollback puts the one before back",
                     self->path, why);
}

bool
fts5_fail(struct fts5 *self, struct error *err)
{
    int code = sqlite3_errcode(self->db);
    const char *why = sqlite3_errmsg(self->db);
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_ERROR: /* a table that is not there */
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_AUTH: return fts5_damaged(self, why, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(
            err, ERROR_BUSY,
            "'%s' is in use\nhint: another update is running; wait for its end",
            self->path);
    default: break;
    }
    int reason;
    return self->texts == NULL && fts5_reason(self->db, &reason)
               ? disk_fail(err, self->path, reason)
               : error_set(err, ERROR_SYSTEM, "'%s': %s", self->path, why);
}

bool
fts5_run(struct fts5 *self, const char *sql, struct error *err)
{
    return sqlite3_exec(self->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fts5_fail(self, err);
}

sqlite3_stmt *
fts5_prepare(struct fts5 *self, enum fts5_slot slot, const char *sql, struct error *err)
{
    sqlite3_stmt **statement = &self->statements[slot];
    if (*statement != NULL) {
        sqlite3_reset(*statement);
        sqlite3_clear_bindings(*statement);
    } else if (sqlite3_prepare_v3(self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement,
                                  NULL) != SQLITE_OK) {
        fts5_fail(self, err);
    }
    return *statement;
}

bool
fts5_finish(struct fts5 *self, sqlite3_stmt *statement, struct error *err)
{
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE || code == SQLITE_ROW;
    if (!good)
        fts5_fail(self, err);
    sqlite3_reset(statement);
    return good;
}

const char *
fts5_text(sqlite3_stmt *statement, int column, struct arena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    int length = sqlite3_column_bytes(statement, column);
    return text != NULL && length > 0
               ? arena_text(arena, (const char *)text, (size_t)length)
               : "";
}

void
fts5_bind(sqlite3_stmt *statement, int index, const char *text)
{
    sqlite3_bind_text(statement, index, text != NULL ? text : "", -1, SQLITE_STATIC);
}

/* ---- opening ---- */

void
fts5_address(struct buf *out, const char *path, const char *parameters)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._~/";
    buf_add_text(out, path[0] == '/' ? "file://" : "file:");
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            buf_add_char(out, *path);
        else
            buf_format(out, "%%%02X", (unsigned)(unsigned char)*path);
    }
    buf_add_text(out, parameters);
}

static fts5_api *
fts5_api_of(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

bool
fts5_connect(struct fts5 *self, const char *address, int flags, struct error *err)
{
    /* Our processes have one thread; the first of these calls counts, later ones are refused. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    flags |= SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(address, &self->db, flags, NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    sqlite3_db_config(self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    fts5_api *api = fts5_api_of(self->db);
    if (api == NULL)
        return error_set(err, ERROR_SYSTEM, "this SQLite (%s) has no FTS5",
                         sqlite3_libversion());
    return fts5_register_tokenizer(api, err) && fts5_register_rank(api, self, err) &&
           fts5_run(self, "PRAGMA temp_store=MEMORY", err);
}

static uint32_t
big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* Offsets 60 and 68: user version and application id (SQLite, "Database File Format", 1.3). */
static bool
is_ours(const unsigned char header[HEADER_BYTES])
{
    return memcmp(header, "SQLite format 3", 16) == 0 &&
           big_endian(header + 68) == FTS5_APPLICATION;
}

static bool
check_schema(const char *path, const unsigned char header[HEADER_BYTES],
             struct error *err)
{
    uint32_t schema = big_endian(header + 60);
    if (schema == STORE_SCHEMA)
        return true;
    if (schema > STORE_SCHEMA)
        return error_set(err, ERROR_STORE,
                         "the index '%s' was made by a newer stepwell\nhint: update this "
                         "program",
                         path);
    return error_set(err, ERROR_STORE,
                     "the index '%s' was made by an older stepwell\nhint: run "
                     "'stepwell-index' to make it anew",
                     path);
}

static bool
read_header(const char *path, struct stat *status, unsigned char header[HEADER_BYTES],
            struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return error_set(err, ERROR_MISSING,
                         "no index at '%s'\nhint: run 'stepwell-index' first", path);
    if (descriptor < 0)
        return error_set(err, ERROR_SYSTEM, "cannot open '%s': %s", path,
                         strerror(errno));
    bool regular = fstat(descriptor, status) == 0 && S_ISREG(status->st_mode);
    ssize_t got = regular ? pread(descriptor, header, HEADER_BYTES, 0) : 0;
    close(descriptor);
    if (!regular)
        return error_set(err, ERROR_MISSING,
                         "'%s' is not a file\nhint: name an index file", path);
    if (got < HEADER_BYTES || !is_ours(header))
        return error_set(err, ERROR_STORE,
                         "'%s' is not an index of stepwell\nhint: name the file that "
                         "'stepwell-index' wrote",
                         path);
    return true;
}

bool
fts5_check_owner(const char *path, struct error *err)
{
    unsigned char header[HEADER_BYTES] = { 0 };
    struct stat status = { 0 };
    return read_header(path, &status, header, err);
}

bool
fts5_check_header(const char *path, struct stat *status, struct error *err)
{
    unsigned char header[HEADER_BYTES] = { 0 };
    return read_header(path, status, header, err) && check_schema(path, header, err);
}

/* The stems in a file mean something to the analysis that made them only. */
bool
fts5_check_analysis(struct fts5 *self, struct error *err)
{
    sqlite3_stmt *statement;
    const char *sql =
        "SELECT (SELECT value FROM meta WHERE key='tokens_version'),"
        " (SELECT count(*) FROM sqlite_schema WHERE type IN ('view','trigger'))";
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    bool read = sqlite3_step(statement) == SQLITE_ROW;
    int version = sqlite3_column_int(statement, 0),
        foreign = sqlite3_column_int(statement, 1);
    if (!read)
        fts5_fail(self, err);
    sqlite3_finalize(statement);
    if (read && foreign > 0)
        return error_set(err, ERROR_STORE, "'%s' holds what no stepwell wrote",
                         self->path);
    if (read && version != TOKENS_VERSION)
        return error_set(
            err, ERROR_STORE,
            "the index '%s' holds words of another version of stepwell\nhint: run "
            "'stepwell-index' to make it anew",
            self->path);
    return read;
}

/* ---- reading ---- */

static int
authorize(void *context, int action, const char *first, const char *second,
          const char *db, const char *from)
{
    (void)context;
    (void)second;
    (void)db;
    (void)from;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION: return SQLITE_OK;
    case SQLITE_PRAGMA: /* FTS5 asks whether somebody else wrote */
        return first != NULL && strcmp(first, "data_version") == 0 ? SQLITE_OK
                                                                   : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

static bool
open_reader(struct fts5 *self, const char *path, struct error *err)
{
    struct stat status = { 0 };
    if (!fts5_check_header(path, &status, err))
        return false;
    self->device = status.st_dev;
    self->inode = status.st_ino;
    struct buf address = BUF_INIT(FTS5_ADDRESS_BYTES);
    fts5_address(&address, path, "?mode=ro&immutable=1");
    bool good = fts5_connect(self, address.data, SQLITE_OPEN_READONLY, err);
    buf_free(&address);
    if (!good)
        return false;
    /* FTS5 declares its table when it is first named, which the authorizer would refuse. */
    if (!fts5_check_analysis(self, err) ||
        !fts5_run(self, "SELECT 1 FROM t LIMIT 0", err))
        return false;
    sqlite3_set_authorizer(self->db, authorize, NULL);
    return fts5_load_facts(self, err);
}

static bool
fts5_open(const char *path, void **out, struct error *err)
{
    struct fts5 *self = memory_new(1, sizeof *self);
    self->path = memory_text(path, strlen(path));
    self->memory = arena_new();
    self->texts = pack_reader_new();
    if (!open_reader(self, path, err)) {
        fts5_close(self);
        return false;
    }
    *out = self;
    return true;
}

void
fts5_remove(const char *path)
{
    struct buf journal = BUF_INIT(FTS5_ADDRESS_BYTES);
    buf_format(&journal, "%s-journal", path);
    unlink(path);
    unlink(journal.data);
    buf_free(&journal);
}

void
fts5_close(void *opened)
{
    struct fts5 *self = opened;
    for (size_t i = 0; i < FTS5_SLOTS; i++)
        sqlite3_finalize(self->statements[i]);
    bool work = self->writer != NULL;
    if (work)
        self->close_writer(self);
    sqlite3_close(self->db);
    if (work && self->damaged)
        fts5_remove(self->path); /* it is made anew */
    fts5_side_close(self);
    buf_free(&self->long_words);
    pack_reader_free(self->texts);
    arena_free(self->related.memory);
    arena_free(self->memory);
    free(self->path);
    free(self);
}

static bool
fts5_is_current(const void *opened)
{
    const struct fts5 *self = opened;
    struct stat status = { 0 };
    return stat(self->path, &status) == 0 && status.st_dev == self->device &&
           status.st_ino == self->inode;
}

static const struct store_facts *
fts5_facts(const void *self)
{
    return &((const struct fts5 *)self)->facts;
}

const struct engine fts5_engine = {
    .abi = ENGINE_ABI,
    .scheme = "fts5",
    .open = fts5_open,
    .close = fts5_close,
    .is_current = fts5_is_current,
    .facts = fts5_facts,
    .match = fts5_match,
    .load = fts5_load,
    .pages = fts5_pages,
    .publication = fts5_publication,
    .publication_of_key = fts5_publication_of_key,
    .terms = fts5_terms,
    .words_of_surface = fts5_words_of_surface,
    .words_of_stem = fts5_words_of_stem,
    .words_of_length = fts5_words_of_length,
    .phrases = fts5_phrases,
    .scope = fts5_scope,
};
