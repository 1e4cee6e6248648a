/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads back what was found: the text of a page, a publication with its files. */
#include "store/fts5.h"

#include "base/limits.h"
#include "base/pack.h"

#include <string.h>

bool
fts5_unpack(struct fts5 *self, sqlite3_stmt *statement, int column, struct buf *out,
            struct error *err)
{
    struct error why = ERROR_INIT;
    const void *packed = sqlite3_column_blob(statement, column);
    int length = sqlite3_column_bytes(statement, column);
    return packed == NULL || pack_open(self->texts, out, packed, (size_t)length, &why) ||
           fts5_damaged(self, why.text, err);
}

static bool
unpack_text(struct fts5 *self, sqlite3_stmt *statement, int column, struct arena *arena,
            struct store_page *out, struct error *err)
{
    struct buf text = BUF_INIT(LIMIT_PAGE_BYTES);
    bool good = fts5_unpack(self, statement, column, &text, err);
    out->text = arena_text(arena, text.data, text.length);
    out->text_length = text.length;
    buf_free(&text);
    return good;
}

bool
fts5_load(void *opened, int64_t page, struct arena *arena, struct store_page *out,
          struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_LOAD,
                     "SELECT coalesce(nullif(o.twin_of, 0), p.publication), file, number,"
                     " part, p.lang, locator, section, anchor, p.title, text"
                     " FROM page p LEFT JOIN body ON body.page=p.id"
                     " LEFT JOIN publication o ON o.id=p.publication WHERE p.id=?1",
                     err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, page);
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW) {
        sqlite3_reset(statement);
        return code == SQLITE_DONE
                   ? error_set(err, ERROR_MISSING, "no such page in the index")
                   : fts5_fail(self, err);
    }
    int part = sqlite3_column_int(statement, 3);
    *out = (struct store_page) {
        .publication = sqlite3_column_int64(statement, 0),
        .file = sqlite3_column_int64(statement, 1),
        .number = sqlite3_column_int64(statement, 2),
        .part = part >= 0 && part <= STORE_PART_ABOUT ? (enum store_part)part
                                                      : STORE_PART_BODY,
        .lang = lang_of_code((unsigned char)sqlite3_column_int(statement, 4)),
        .locator = fts5_text(statement, 5, arena),
        .section = fts5_text(statement, 6, arena),
        .anchor = fts5_text(statement, 7, arena),
        .title = fts5_text(statement, 8, arena),
    };
    if (out->lang == NULL)
        out->lang = lang_unknown();
    bool good = unpack_text(self, statement, 9, arena, out, err);
    sqlite3_reset(statement);
    return good;
}

bool
fts5_pages(void *opened, int64_t publication, struct arena *arena, const int64_t **pages,
           size_t *count, struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_PAGES,
        "SELECT id FROM page WHERE publication=?1 OR (file<>0 AND publication IN"
        " (SELECT id FROM publication WHERE twin_of<>0 AND twin_of=?1))"
        " ORDER BY file, number, id",
        err);
    int64_t *items = NULL;
    size_t capacity = 0;
    int code;
    *count = 0;
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, publication);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        arena_grow(arena, &items, &capacity, *count + 1, sizeof *items);
        items[(*count)++] = sqlite3_column_int64(statement, 0);
    }
    sqlite3_reset(statement);
    *pages = items;
    return code == SQLITE_DONE || fts5_fail(self, err);
}

/* ---- publications ---- */

static const char *const *
split_lines(const char *text, struct arena *arena, size_t *count)
{
    const char **lines = NULL;
    size_t capacity = 0;
    *count = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        arena_grow(arena, &lines, &capacity, *count + 1, sizeof *lines);
        lines[(*count)++] = arena_text(arena, text, length);
        text += length + (text[length] == '\n');
    }
    return lines;
}

static void
take_file(sqlite3_stmt *statement, struct arena *arena, struct publication_file *file)
{
    const char **texts[] = { &file->name,   &file->url,    &file->label, &file->part,
                             &file->type,   &file->format, &file->lang,  &file->digest,
                             &file->status, &file->reason };
    file->id = sqlite3_column_int64(statement, 0);
    for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
        *texts[i] = fts5_text(statement, i + 1, arena);
    file->bytes = sqlite3_column_int64(statement, 11);
    file->pages = sqlite3_column_int64(statement, 12);
    file->twin_of = sqlite3_column_int64(statement, 13);
}

static bool
load_files(struct fts5 *self, struct arena *arena, struct publication *out,
           struct error *err)
{
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_FILES,
                     "SELECT f.id, CASE WHEN p.id=?1 THEN name ELSE key END, url, label,"
                     " part, type, format, f.lang, digest, status, reason, bytes, pages,"
                     " f.twin_of FROM publication p JOIN file f ON f.publication=p.id"
                     " WHERE p.id=?1 OR (p.twin_of<>0 AND p.twin_of=?1)"
                     " ORDER BY p.id<>?1, p.key, f.id",
                     err);
    if (statement == NULL)
        return false;
    struct publication_file *files = NULL;
    size_t capacity = 0, count = 0;
    int code;
    sqlite3_bind_int64(statement, 1, out->id);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        arena_grow(arena, &files, &capacity, count + 1, sizeof *files);
        take_file(statement, arena, &files[count++]);
    }
    sqlite3_reset(statement);
    out->files = files;
    out->file_count = count;
    return code == SQLITE_DONE || fts5_fail(self, err);
}

/* Those that name the same original, and the original itself. */
static bool
load_versions(struct fts5 *self, struct arena *arena, struct publication *out,
              struct error *err)
{
    bool original = out->translation_of[0] == '\0';
    struct publication_version *versions = NULL;
    size_t capacity = 0, count = 0;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_VERSIONS,
                     "SELECT key, title, lang FROM publication WHERE key<>?1 AND"
                     " (key=?2 OR (translation_of<>'' AND translation_of=?2))"
                     " ORDER BY lang, key LIMIT ?3",
                     err);
    int code;
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, out->key);
    fts5_bind(statement, 2, original ? out->key : out->translation_of);
    sqlite3_bind_int(statement, 3, LIMIT_VERSIONS);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        arena_grow(arena, &versions, &capacity, count + 1, sizeof *versions);
        versions[count++] =
            (struct publication_version) { fts5_text(statement, 0, arena),
                                           fts5_text(statement, 1, arena),
                                           fts5_text(statement, 2, arena) };
    }
    sqlite3_reset(statement);
    out->versions = versions;
    out->version_count = count;
    return code == SQLITE_DONE || fts5_fail(self, err);
}

#define PUBLICATION                                                                  \
    "SELECT id, key, title, about, kind, lang, page, contact, year, organisations, " \
    "topics, translation_of, added"                                                  \
    " FROM publication WHERE "

/* The row that statement finds, with its files. */
static bool
load_publication(struct fts5 *self, sqlite3_stmt *statement, const char *what,
                 struct arena *arena, struct publication *out, struct error *err)
{
    int code = sqlite3_step(statement);
    *out = (struct publication) { 0 };
    if (code != SQLITE_ROW) {
        sqlite3_reset(statement);
        if (code != SQLITE_DONE)
            return fts5_fail(self, err);
        return error_set(err, ERROR_MISSING, "no publication '%s' in the index", what);
    }
    const char **texts[] = { &out->key,  &out->title, &out->about,  &out->kind,
                             &out->lang, &out->page,  &out->contact };
    out->id = sqlite3_column_int64(statement, 0);
    for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
        *texts[i] = fts5_text(statement, i + 1, arena);
    out->year = sqlite3_column_int(statement, 8);
    out->organisations =
        split_lines(fts5_text(statement, 9, arena), arena, &out->organisation_count);
    out->topics = split_lines(fts5_text(statement, 10, arena), arena, &out->topic_count);
    out->translation_of = fts5_text(statement, 11, arena);
    out->added = sqlite3_column_int64(statement, 12);
    sqlite3_reset(statement);
    return load_files(self, arena, out, err) && load_versions(self, arena, out, err);
}

bool
fts5_publication(void *opened, int64_t publication, struct arena *arena,
                 struct publication *out, struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_PUBLICATION, PUBLICATION "id=?1", err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, publication);
    return load_publication(self, statement,
                            arena_format(arena, "%lld", (long long)publication), arena,
                            out, err);
}

bool
fts5_publication_of_key(void *opened, const char *key, struct arena *arena,
                        struct publication *out, struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_PUBLICATION_KEY,
                     PUBLICATION "id=(SELECT coalesce(nullif(twin_of, 0), id)"
                                 " FROM publication WHERE key=?1)",
                     err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, key);
    return load_publication(self, statement, key, arena, out, err);
}
