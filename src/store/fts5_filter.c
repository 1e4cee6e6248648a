/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lang, year, org, kind, type and in, evaluated on the arrays: no token knows them. */
#include "store/fts5_match.h"

#include <string.h>

/* Does the folded name hold these folded words in this order, next to each other? */
static bool
holds_words(const char *name, const char *words)
{
    size_t length = strlen(words);
    for (const char *at = strstr(name, words); at != NULL && length > 0;
         at = strstr(at + 1, words)) {
        bool begins = at == name || at[-1] == ' ';
        bool ends = at[length] == '\0' || at[length] == ' ';
        if (begins && ends)
            return true;
    }
    return false;
}

static bool
is_among(const char *name, const struct query_values *values)
{
    for (size_t i = 0; i < values->count; i++)
        if (holds_words(name, values->items[i]))
            return true;
    return false;
}

static bool
load_values(struct fts5 *store, const char *name, struct fts5_values *values,
            struct arena *arena, struct error *err)
{
    sqlite3_stmt *statement =
        fts5_prepare(store, FTS5_FACET,
                     "SELECT id, value, label FROM facet WHERE name=?1 ORDER BY id", err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, name);
    size_t capacity = 0;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        sqlite3_int64 id = sqlite3_column_int64(statement, 0);
        if (id < 0 || id > UINT16_MAX)
            continue;
        size_t count = (size_t)id + 1;
        arena_grow(arena, &values->items, &capacity, count, sizeof *values->items);
        values->count = count > values->count ? count : values->count;
        values->items[id] = (struct fts5_value) { fts5_text(statement, 1, arena),
                                                  fts5_text(statement, 2, arena) };
    }
    sqlite3_reset(statement);
    values->chosen = arena_alloc(arena, values->count, sizeof *values->chosen);
    return code == SQLITE_DONE || fts5_fail(store, err);
}

static bool
open_values(struct fts5_filter *filter, const char *name,
            const struct query_values *wanted, bool facets, struct fts5_values *values,
            struct arena *arena, struct error *err)
{
    if (!facets && wanted->count == 0)
        return true;
    if (!load_values(filter->store, name, values, arena, err))
        return false;
    for (size_t i = 0; i < values->count; i++)
        values->chosen[i] =
            values->items[i].value != NULL && is_among(values->items[i].value, wanted);
    return true;
}

static bool
find_publications(struct fts5_filter *filter, struct error *err)
{
    for (size_t i = 0; i < filter->wanted->in.count; i++) {
        sqlite3_stmt *statement = fts5_prepare(
            filter->store, FTS5_KEY_SHOWN,
            "SELECT coalesce(nullif(twin_of, 0), id) FROM publication WHERE key=?1", err);
        if (statement == NULL)
            return false;
        fts5_bind(statement, 1, filter->wanted->in.items[i]);
        int code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            filter->in[i] = (uint32_t)sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return fts5_fail(filter->store, err);
    }
    return true;
}

static unsigned
fields_of(const struct query_filter *wanted)
{
    return (wanted->lang.count > 0 ? FTS5_LANG : 0U) |
           (wanted->org.count > 0 ? FTS5_ORG : 0U) |
           (wanted->kind.count > 0 ? FTS5_KIND : 0U) |
           (wanted->type.count > 0 ? FTS5_TYPE : 0U) |
           (wanted->in.count > 0 ? FTS5_IN : 0U) |
           (wanted->year_from != 0 || wanted->year_to != 0 ? FTS5_YEAR : 0U);
}

bool
fts5_filter_open(struct fts5_filter *filter, struct fts5 *store,
                 const struct query_filter *wanted, bool facets, struct arena *arena,
                 struct error *err)
{
    filter->store = store;
    filter->wanted = wanted;
    filter->fields = fields_of(wanted);
    for (size_t i = 0; i < wanted->lang.count; i++) {
        const struct lang *lang = lang_find(wanted->lang.items[i]);
        if (lang != NULL)
            filter->langs[lang->code] = true;
    }
    filter->known_count = store->records.chunk_count * FTS5_CHUNK;
    filter->known = arena_alloc(arena, filter->known_count, 1);
    return open_values(filter, "org", &wanted->org, facets, &filter->orgs, arena, err) &&
           open_values(filter, "kind", &wanted->kind, facets, &filter->kinds, arena,
                       err) &&
           open_values(filter, "type", &wanted->type, facets, &filter->types, arena,
                       err) &&
           find_publications(filter, err);
}

static bool
is_chosen(const struct fts5_values *values, size_t id)
{
    return id < values->count && values->chosen[id];
}

static bool
has_chosen_org(struct fts5_filter *filter, const struct fts5_record *record)
{
    for (uint32_t i = 0; i < record->org_count; i++)
        if (is_chosen(&filter->orgs, fts5_side_org(filter->store, record->org_first + i)))
            return true;
    return false;
}

static bool
is_in(const struct fts5_filter *filter, uint32_t publication)
{
    for (size_t i = 0; i < filter->wanted->in.count; i++)
        if (filter->in[i] == publication)
            return true;
    return false;
}

static bool
is_year(const struct query_filter *wanted, int year)
{
    return year != 0 && year >= wanted->year_from &&
           (wanted->year_to == 0 || year <= wanted->year_to);
}

static unsigned
publication_fails(struct fts5_filter *filter, uint32_t publication)
{
    const struct fts5_record *record = fts5_side_record(filter->store, publication);
    unsigned fails = 0;
    if (!is_year(filter->wanted, record->year))
        fails |= FTS5_YEAR;
    if (!has_chosen_org(filter, record))
        fails |= FTS5_ORG;
    if (!is_chosen(&filter->kinds, record->kind))
        fails |= FTS5_KIND;
    if (!is_in(filter, publication))
        fails |= FTS5_IN;
    return fails & filter->fields;
}

/* The same words stand on another page that passes. */
static unsigned
twin_fails(const struct fts5_filter *filter, const struct fts5_page *page)
{
    bool shown =
        (filter->fields & FTS5_TYPE) == 0 || is_chosen(&filter->types, page->twin);
    return page->twin != 0 && shown ? FTS5_TWIN : 0;
}

unsigned
fts5_filter_page(struct fts5_filter *filter, const struct fts5_page *page)
{
    unsigned fails = 0;
    if (filter->fields == 0)
        return twin_fails(filter, page);
    if ((filter->fields & FTS5_LANG) != 0 && !filter->langs[page->lang])
        fails |= FTS5_LANG;
    if ((filter->fields & FTS5_TYPE) != 0 && !is_chosen(&filter->types, page->format))
        fails |= FTS5_TYPE;
    else
        fails |= twin_fails(filter, page);
    if ((filter->fields & ~(unsigned)(FTS5_LANG | FTS5_TYPE)) == 0 ||
        page->publication >= filter->known_count)
        return fails;
    uint8_t *known = &filter->known[page->publication];
    if (*known == 0)
        *known = (uint8_t)(publication_fails(filter, page->publication) + 1);
    return fails | (*known - 1U);
}
