/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publications, files and pages into the work file. */
#include "store/store_write.h"

#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"
#include "store/fts5_writer.h"

#include <string.h>

enum { PACKED_BYTES = 2 * LIMIT_PAGE_BYTES /* what does not pack grows a little */ };

/* ---- pages ---- */

static bool
put_page_row(struct fts5 *self, int64_t id, const struct store_page *page,
             const struct fts5_lengths *lengths, struct error *err)
{
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_PUT_PAGE,
                     "INSERT INTO page(id, publication, file, number, part, lang, "
                     "title_words, body_words,"
                     " locator, section, anchor, title) "
                     "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
                     err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_int64(statement, 2, page->publication);
    sqlite3_bind_int64(statement, 3, page->file);
    sqlite3_bind_int64(statement, 4, page->number);
    sqlite3_bind_int(statement, 5, (int)page->part);
    sqlite3_bind_int(statement, 6, page->lang->code);
    sqlite3_bind_int64(statement, 7, lengths->title);
    sqlite3_bind_int64(statement, 8, lengths->body);
    fts5_bind(statement, 9, page->locator);
    fts5_bind(statement, 10, page->section);
    fts5_bind(statement, 11, page->anchor);
    fts5_bind(statement, 12, page->title);
    return fts5_finish(self, statement, err);
}

static bool
put_body(struct fts5 *self, int64_t id, const struct store_page *page, struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_PUT_BODY, "INSERT INTO body(page, text) VALUES(?1, ?2)", err);
    if (statement == NULL)
        return false;
    struct buf packed = BUF_INIT(PACKED_BYTES);
    pack_add(&packed, page->text, page->text_length);
    sqlite3_bind_int64(statement, 1, id);
    sqlite3_bind_blob64(statement, 2, packed.data, packed.length, SQLITE_STATIC);
    bool good = fts5_finish(self, statement, err);
    buf_free(&packed);
    return good;
}

/* page is complete and its texts are valid. */
static bool
put_page(struct fts5 *self, const struct store_page *page, struct tokens *tokens,
         struct error *err)
{
    struct fts5_lengths lengths;
    int64_t id;
    return fts5_ids_take(self, &self->writer->pages, &id, err) &&
           fts5_streams_make(self, page, tokens, 1, &lengths, err) &&
           put_page_row(self, id, page, &lengths, err) && put_body(self, id, page, err) &&
           fts5_streams_put(self, FTS5_PUT_TOKENS,
                            "INSERT INTO t(rowid, title, body) VALUES(?1, ?2, ?3)", id,
                            err);
}

/* Text without NUL, valid and not longer than most bytes. */
static const char *
clean(const char *text, size_t *length, size_t most, struct arena *arena)
{
    if (*length > most)
        *length = utf8_cut(text, most);
    if (utf8_valid(text, *length) && memchr(text, '\0', *length) == NULL &&
        text[*length] == '\0')
        return text;
    struct buf repaired = BUF_INIT(3 * most);
    utf8_repair(&repaired, text, *length);
    if (repaired.length > most)
        buf_cut(&repaired, utf8_cut(repaired.data, most));
    *length = repaired.length;
    const char *kept = arena_text(arena, repaired.data, repaired.length);
    buf_free(&repaired);
    return kept;
}

bool
store_put_page(struct store *store, const struct store_page *page, struct tokens *tokens,
               struct error *err)
{
    struct arena *arena = arena_new();
    struct store_page copy = *page;
    size_t title = page->title != NULL ? strlen(page->title) : 0;
    copy.title = clean(page->title != NULL ? page->title : "", &title,
                       LIMIT_METADATA_BYTES, arena);
    copy.text = clean(page->text != NULL ? page->text : "", &copy.text_length,
                      LIMIT_PAGE_BYTES, arena);
    if (copy.lang == NULL)
        copy.lang = lang_unknown();
    bool good = put_page(store->self, &copy, tokens, err);
    arena_free(arena);
    return good;
}

/* ---- publications ---- */

static void
add_lines(struct buf *out, const char *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (out->length > 0)
            buf_add_char(out, '\n');
        for (const char *at = items[i]; *at != '\0'; at++)
            buf_add_char(out, *at == '\n' || *at == '\r' ? ' ' : *at);
    }
}

static const char *
lines_of(const char *const *items, size_t count, struct arena *arena)
{
    struct buf lines = BUF_INIT(LIMIT_LIST_BYTES);
    add_lines(&lines, items, count);
    const char *kept = arena_text(arena, lines.data, lines.length);
    buf_free(&lines);
    return kept;
}

/* As filters fold what they look for; "" when nothing is left. */
static const char *
folded_name(const char *name, struct tokens *tokens, struct arena *arena)
{
    struct query_filter filter = { .concepts = 0 };
    size_t length = strlen(name);
    if (length > LIMIT_QUERY_BYTES)
        length = utf8_cut(name, LIMIT_QUERY_BYTES);
    if (!query_filter_add(&filter, "org", name, length, false, tokens, arena) ||
        filter.org.count == 0)
        return "";
    return filter.org.items[0];
}

static const char *
folded_lines(const char *const *items, size_t count, struct tokens *tokens,
             struct arena *arena)
{
    const char **folded = arena_alloc(arena, count, sizeof *folded);
    for (size_t i = 0; i < count; i++)
        folded[i] = folded_name(items[i], tokens, arena);
    return lines_of(folded, count, arena);
}

static bool
put_publication_row(struct fts5 *self, const struct publication *publication,
                    struct tokens *tokens, struct arena *arena, struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_PUT_PUBLICATION,
        "INSERT INTO publication(id, year, key, title, about, kind, lang, page, contact,"
        " organisations, topics, folded_title, folded_kind, folded_organisations,"
        " translation_of, added, loose)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
        err);
    if (statement == NULL)
        return false;
    const char *const texts[] = {
        publication->key,
        publication->title,
        publication->about,
        publication->kind,
        publication->lang,
        publication->page,
        publication->contact,
        lines_of(publication->organisations, publication->organisation_count, arena),
        lines_of(publication->topics, publication->topic_count, arena),
        folded_name(publication->title, tokens, arena),
        folded_name(publication->kind, tokens, arena),
        folded_lines(publication->organisations, publication->organisation_count, tokens,
                     arena),
        publication->translation_of,
    };
    sqlite3_bind_int64(statement, 16, publication->added);
    sqlite3_bind_int(statement, 17, publication->loose);
    sqlite3_bind_int64(statement, 1, publication->id);
    sqlite3_bind_int(statement, 2, publication->year);
    for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
        fts5_bind(statement, i + 3, texts[i]);
    return fts5_finish(self, statement, err);
}

static bool
put_file(struct fts5 *self, int64_t publication, struct publication_file *file,
         struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_PUT_FILE,
        "INSERT INTO file(publication, bytes, pages, name, url, label, part, type, "
        "format, lang,"
        " digest, status, reason) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
        err);
    if (statement == NULL)
        return false;
    const char *const texts[] = { file->name,   file->url,    file->label, file->part,
                                  file->type,   file->format, file->lang,  file->digest,
                                  file->status, file->reason };
    sqlite3_bind_int64(statement, 1, publication);
    sqlite3_bind_int64(statement, 2, file->bytes);
    sqlite3_bind_int64(statement, 3, file->pages);
    for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
        fts5_bind(statement, i + 4, texts[i]);
    if (!fts5_finish(self, statement, err))
        return false;
    file->id = sqlite3_last_insert_rowid(self->db);
    return true;
}

/* An entry without a download must be found too, so its description is a row like a page. */
static bool
put_description(struct store *store, const struct publication *publication,
                struct tokens *tokens, struct error *err)
{
    struct buf text = BUF_INIT(LIMIT_PAGE_BYTES);
    buf_add_text(&text, publication->about);
    add_lines(&text, publication->topics, publication->topic_count);
    add_lines(&text, publication->organisations, publication->organisation_count);
    struct store_page page = { .publication = publication->id,
                               .part = STORE_PART_ABOUT,
                               .locator = "",
                               .section = "",
                               .anchor = "",
                               .lang = lang_find(publication->lang),
                               .title = publication->title,
                               .text = text.data,
                               .text_length = text.length };
    bool good = store_put_page(store, &page, tokens, err);
    buf_free(&text);
    return good;
}

bool
store_put_publication(struct store *store, struct publication *publication,
                      struct publication_file *files, struct tokens *tokens,
                      struct error *err)
{
    struct fts5 *self = store->self;
    struct arena *arena = arena_new();
    bool good = fts5_ids_take(self, &self->writer->publications, &publication->id, err) &&
                put_publication_row(self, publication, tokens, arena, err);
    for (size_t i = 0; good && i < publication->file_count; i++)
        good = put_file(self, publication->id, &files[i], err);
    arena_free(arena);
    return good && put_description(store, publication, tokens, err);
}
