/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What readers need and writers do not: arrays, dictionaries of facets, counts. Made anew from
 * the tables each time an index is published. */
#include "base/limits.h"
#include "store/fts5_pack.h"
#include "store/fts5_writer.h"

#include <stdlib.h>
#include <string.h>

struct derivation {
    struct fts5 *store;
    struct arena *arena;
    struct fts5_record *records; /* by publication */
    size_t record_count;
    const char **orgs; /* folded, sorted; the id is the place + 1 */
    size_t org_count;
};

static bool
query(struct fts5 *store, const char *sql, sqlite3_stmt **statement, struct error *err)
{
    return sqlite3_prepare_v2(store->db, sql, -1, statement, NULL) == SQLITE_OK ||
           fts5_fail(store, err);
}

static bool
finish(struct fts5 *store, sqlite3_stmt *statement, int code, struct error *err)
{
    bool good = code == SQLITE_DONE || fts5_fail(store, err);
    sqlite3_finalize(statement);
    return good;
}

bool
fts5_derive_side(struct fts5 *store, const char *name, int64_t chunk,
                 const struct buf *data, struct error *err)
{
    sqlite3_stmt *statement;
    if (!query(store, "INSERT INTO side(name, chunk, data) VALUES(?1, ?2, ?3)",
               &statement, err))
        return false;
    fts5_bind(statement, 1, name);
    sqlite3_bind_int64(statement, 2, chunk);
    sqlite3_bind_blob64(statement, 3, data->data, data->length, SQLITE_STATIC);
    return finish(store, statement, sqlite3_step(statement), err);
}

static bool
put_facet(struct fts5 *store, const char *name, int64_t id, const char *value,
          const char *label, struct error *err)
{
    sqlite3_stmt *statement;
    const char *sql = "INSERT INTO facet(name, id, value, label) VALUES(?1, ?2, ?3, ?4)";
    if (!query(store, sql, &statement, err))
        return false;
    fts5_bind(statement, 1, name);
    sqlite3_bind_int64(statement, 2, id);
    fts5_bind(statement, 3, value);
    fts5_bind(statement, 4, label);
    return finish(store, statement, sqlite3_step(statement), err);
}

/* ---- organisations ---- */

struct org {
    const char *folded, *label;
};

static int
by_org(const void *left, const void *right)
{
    const struct org *a = left, *b = right;
    int order = strcmp(a->folded, b->folded);
    return order != 0 ? order : strcmp(a->label, b->label);
}

static const char *
next_line(const char **text, struct arena *arena)
{
    size_t length = strcspn(*text, "\n");
    const char *line = arena_text(arena, *text, length);
    *text += length + ((*text)[length] == '\n');
    return line;
}

static bool
read_orgs(struct derivation *derivation, struct org **orgs, size_t *count,
          struct error *err)
{
    sqlite3_stmt *statement;
    size_t capacity = 0;
    int code;
    if (!query(derivation->store,
               "SELECT folded_organisations, organisations FROM publication", &statement,
               err))
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *folded = fts5_text(statement, 0, derivation->arena);
        const char *labels = fts5_text(statement, 1, derivation->arena);
        while (*folded != '\0') {
            struct org org = { next_line(&folded, derivation->arena),
                               next_line(&labels, derivation->arena) };
            if (org.folded[0] == '\0')
                continue;
            arena_grow(derivation->arena, orgs, &capacity, *count + 1, sizeof **orgs);
            (*orgs)[(*count)++] = org;
        }
    }
    return finish(derivation->store, statement, code, err);
}

static bool
derive_orgs(struct derivation *derivation, struct error *err)
{
    struct org *orgs = NULL;
    size_t count = 0;
    if (!read_orgs(derivation, &orgs, &count, err))
        return false;
    if (count > 1)
        qsort(orgs, count, sizeof *orgs, by_org);
    derivation->orgs = arena_alloc(derivation->arena, count, sizeof *derivation->orgs);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(orgs[i - 1].folded, orgs[i].folded) == 0)
            continue;
        derivation->orgs[derivation->org_count++] = orgs[i].folded;
        if (!put_facet(derivation->store, "org", (int64_t)derivation->org_count,
                       orgs[i].folded, orgs[i].label, err))
            return false;
    }
    return true;
}

static int
compare_texts(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

static uint32_t
id_of_org(const struct derivation *derivation, const char *folded)
{
    const char **found = bsearch(&folded, derivation->orgs, derivation->org_count,
                                 sizeof *derivation->orgs, compare_texts);
    return found != NULL ? (uint32_t)(found - derivation->orgs) + 1 : 0;
}

/* ---- publications ---- */

static struct fts5_record *
record_of(struct derivation *derivation, int64_t id)
{
    return id >= 0 && (size_t)id < derivation->record_count ? &derivation->records[id]
                                                            : NULL;
}

static bool
derive_rank(struct derivation *derivation, const char *sql, size_t offset,
            struct error *err)
{
    sqlite3_stmt *statement;
    uint32_t rank = 0;
    int code;
    if (!query(derivation->store, sql, &statement, err))
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct fts5_record *record =
            record_of(derivation, sqlite3_column_int64(statement, 0));
        rank++;
        if (record != NULL)
            memcpy((char *)record + offset, &rank, sizeof rank);
    }
    return finish(derivation->store, statement, code, err);
}

static int16_t
year_of(int year)
{
    return (int16_t)(year > 0 && year < 10000 ? year : 0);
}

static void
add_orgs(const struct derivation *derivation, const char *folded,
         struct fts5_record *record, struct buf *orgs)
{
    record->org_first = (uint32_t)(orgs->length / FTS5_ORG_BYTES);
    while (*folded != '\0') {
        uint32_t id = id_of_org(derivation, next_line(&folded, derivation->arena));
        if (id == 0 || record->org_count == UINT16_MAX)
            continue;
        fts5_pack_number(orgs, id);
        record->org_count++;
    }
}

static bool
fill_records(struct derivation *derivation, struct buf *orgs, struct error *err)
{
    sqlite3_stmt *statement;
    const char *sql = "SELECT p.id, p.year, coalesce(f.id, 0), p.folded_organisations,"
                      " p.added FROM publication p LEFT JOIN facet f"
                      " ON f.name='kind' AND f.value=p.folded_kind ORDER BY p.id";
    int code;
    if (!query(derivation->store, sql, &statement, err))
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct fts5_record *record =
            record_of(derivation, sqlite3_column_int64(statement, 0));
        if (record == NULL)
            continue;
        record->year = year_of(sqlite3_column_int(statement, 1));
        record->kind = (uint16_t)sqlite3_column_int(statement, 2);
        record->added = (uint32_t)sqlite3_column_int64(statement, 4);
        add_orgs(derivation, fts5_text(statement, 3, derivation->arena), record, orgs);
    }
    return finish(derivation->store, statement, code, err);
}

/* One array in pieces of FTS5_CHUNK elements. */
static bool
put_chunks(struct fts5 *store, const char *name, const struct buf *data, size_t packed,
           struct error *err)
{
    size_t most = packed * FTS5_CHUNK;
    for (size_t from = 0; from < data->length; from += most) {
        struct buf chunk = *data;
        chunk.data += from;
        chunk.length = data->length - from < most ? data->length - from : most;
        if (!fts5_derive_side(store, name, (int64_t)(from / most), &chunk, err))
            return false;
    }
    return true;
}

static bool
put_number(struct fts5 *store, const char *key, int64_t value, struct error *err)
{
    sqlite3_stmt *statement;
    if (!query(store, "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)",
               &statement, err))
        return false;
    fts5_bind(statement, 1, key);
    sqlite3_bind_int64(statement, 2, value);
    return finish(store, statement, sqlite3_step(statement), err);
}

static bool
put_records(struct derivation *derivation, const struct buf *orgs, struct error *err)
{
    struct buf packed = BUF_INIT(SIZE_MAX / 2);
    for (size_t i = 0; i < derivation->record_count; i++)
        fts5_pack_record(&packed, &derivation->records[i]);
    bool good =
        put_chunks(derivation->store, "record", &packed, FTS5_RECORD_BYTES, err) &&
        put_chunks(derivation->store, "org", orgs, FTS5_ORG_BYTES, err) &&
        put_number(derivation->store, "orgs", (int64_t)(orgs->length / FTS5_ORG_BYTES),
                   err);
    buf_free(&packed);
    return good;
}

static int64_t
number(struct fts5 *store, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t value = 0;
    if (!query(store, sql, &statement, NULL))
        return 0;
    if (sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static bool
derive_records(struct derivation *derivation, struct error *err)
{
    struct buf orgs = BUF_INIT(SIZE_MAX / 2);
    derivation->record_count =
        (size_t)number(derivation->store,
                       "SELECT coalesce(max(id), 0) FROM publication") +
        1;
    derivation->records = arena_alloc(derivation->arena, derivation->record_count,
                                      sizeof *derivation->records);
    bool good =
        derive_rank(derivation, "SELECT id FROM publication ORDER BY key",
                    offsetof(struct fts5_record, key_rank), err) &&
        derive_rank(derivation, "SELECT id FROM publication ORDER BY folded_title, key",
                    offsetof(struct fts5_record, title_rank), err) &&
        fill_records(derivation, &orgs, err) && put_records(derivation, &orgs, err);
    buf_free(&orgs);
    return good;
}

/* ---- pages ---- */

static uint16_t
saturated(sqlite3_int64 words)
{
    return (uint16_t)(words < 0 ? 0 : words > UINT16_MAX ? UINT16_MAX : words);
}

static struct fts5_page
page_of(sqlite3_stmt *statement)
{
    return (struct fts5_page) { .publication =
                                    (uint32_t)sqlite3_column_int64(statement, 1),
                                .lang = (uint8_t)sqlite3_column_int(statement, 2),
                                .part = (uint8_t)sqlite3_column_int(statement, 3),
                                .title = saturated(sqlite3_column_int64(statement, 4)),
                                .body = saturated(sqlite3_column_int64(statement, 5)),
                                .format = (uint8_t)sqlite3_column_int(statement, 6),
                                .twin = (uint8_t)sqlite3_column_int(statement, 7) };
}

static bool
derive_pages(struct derivation *derivation, struct error *err)
{
    sqlite3_stmt *statement;
    /* What is shown as part of another publication has no description. */
    const char *sql =
        "SELECT p.id, coalesce(nullif(o.twin_of, 0), p.publication), p.lang, p.part,"
        " p.title_words, p.body_words, coalesce(t.id, 0),"
        " CASE WHEN p.twin THEN coalesce(s.id, 0) ELSE 0 END"
        " FROM page p JOIN publication o ON o.id=p.publication"
        " LEFT JOIN file f ON f.id=p.file LEFT JOIN file g ON g.id=f.twin_of"
        " LEFT JOIN facet t ON t.name='type' AND t.value=f.format"
        " LEFT JOIN facet s ON s.name='type' AND s.value=g.format"
        " WHERE o.twin_of=0 OR p.file<>0 ORDER BY p.id";
    struct buf packed = BUF_INIT(SIZE_MAX / 2);
    const struct fts5_page none = { 0 };
    int code;
    if (!query(derivation->store, sql, &statement, err))
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct fts5_page page = page_of(statement);
        size_t id = (size_t)sqlite3_column_int64(statement, 0);
        while (packed.length / FTS5_PAGE_BYTES < id)
            fts5_pack_page(&packed, &none);
        fts5_pack_page(&packed, &page);
    }
    bool good = finish(derivation->store, statement, code, err) &&
                put_chunks(derivation->store, "page", &packed, FTS5_PAGE_BYTES, err);
    buf_free(&packed);
    return good;
}

static bool
derive_langs(struct fts5 *store, struct error *err)
{
    sqlite3_stmt *from, *to;
    const char *sql =
        "SELECT lang, count(*), sum(part<>?1), sum(title_words), sum(body_words)"
        " FROM page GROUP BY lang";
    if (!query(store, sql, &from, err))
        return false;
    sqlite3_bind_int(from, 1, STORE_PART_ABOUT);
    bool good = query(store, "INSERT INTO lang VALUES(?1, ?2, ?3, ?4, ?5, ?6)", &to, err);
    while (good && sqlite3_step(from) == SQLITE_ROW) {
        const struct lang *lang =
            lang_of_code((unsigned char)sqlite3_column_int(from, 0));
        sqlite3_bind_int(to, 1, sqlite3_column_int(from, 0));
        fts5_bind(to, 2, lang != NULL ? lang->tag : "");
        for (int i = 1; i <= 4; i++)
            sqlite3_bind_int64(to, i + 2, sqlite3_column_int64(from, i));
        good = sqlite3_step(to) == SQLITE_DONE || fts5_fail(store, err);
        sqlite3_reset(to);
    }
    sqlite3_finalize(to);
    sqlite3_finalize(from);
    return good;
}

/* ---- all of it ---- */

static const char clear[] = "DELETE FROM side; DELETE FROM facet; DELETE FROM lang;"
                            "DELETE FROM phrase; DELETE FROM phrase_word;";

/* Of names that fold alike the first in byte order is shown. Types are kept in 6 bits. */
static const char dictionaries[] =
    "INSERT INTO facet(name, id, value, label)"
    " SELECT 'kind', row_number() OVER (ORDER BY folded_kind), folded_kind, min(kind)"
    " FROM publication WHERE folded_kind<>'' GROUP BY folded_kind LIMIT 65535;"
    "INSERT INTO facet(name, id, value, label)"
    " SELECT 'type', row_number() OVER (ORDER BY format), format, upper(format)"
    " FROM file WHERE format<>'' AND id IN (SELECT file FROM page) GROUP BY format LIMIT "
    "63;";

static const char counts[] =
    "INSERT OR REPLACE INTO meta(key, value) VALUES"
    " ('publications', (SELECT count(*) FROM publication WHERE twin_of=0)),"
    " ('files', (SELECT count(*) FROM file)),"
    " ('last_page', (SELECT coalesce(max(id), 0) FROM page)),"
    " ('last_publication', (SELECT coalesce(max(id), 0) FROM publication)),"
    " ('pages', (SELECT coalesce(sum(pages), 0) FROM lang)),"
    " ('built', CAST(strftime('%s', 'now') AS INTEGER)),"
    " ('id', lower(hex(randomblob(8))));";

bool
fts5_derive(struct fts5 *store, struct error *err)
{
    struct derivation derivation = { .store = store, .arena = arena_new() };
    bool good = fts5_run(store, clear, err) && fts5_run(store, dictionaries, err) &&
                derive_orgs(&derivation, err) && derive_records(&derivation, err) &&
                derive_pages(&derivation, err) && derive_langs(store, err) &&
                fts5_derive_words(store, err) && fts5_derive_phrases(store, err) &&
                fts5_run(store, counts, err);
    arena_free(derivation.arena);
    return good;
}
