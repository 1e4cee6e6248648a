/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index says of itself: counts, languages with their averages, name and note. */
#include "store/fts5.h"

#include <stdlib.h>
#include <string.h>

static int
most_pages_first(const void *left, const void *right)
{
    const struct store_lang *a = left, *b = right;
    if (a->pages != b->pages)
        return a->pages > b->pages ? -1 : 1;
    return strcmp(a->lang->tag, b->lang->tag);
}

static void
add_to_group(struct fts5_lang *group, const struct fts5_lang *lang)
{
    group->lang = lang->lang;
    group->rows += lang->rows;
    group->pages += lang->pages;
    group->title_words += lang->title_words;
    group->body_words += lang->body_words;
}

static bool
take_lang(struct fts5 *self, sqlite3_stmt *statement, struct error *err)
{
    int code = sqlite3_column_int(statement, 0);
    const char *tag = (const char *)sqlite3_column_text(statement, 1);
    const struct lang *lang = lang_of_code((unsigned char)code);
    if (lang == NULL || tag == NULL || strcmp(lang->tag, tag) != 0)
        return error_set(
            err, ERROR_STORE,
            "the index '%s' knows a language that this program does not\nhint: run "
            "'stepwell-index' to make it anew",
            self->path);
    struct fts5_lang *row = &self->langs[lang->code];
    row->lang = lang;
    row->rows = sqlite3_column_int64(statement, 2);
    row->pages = sqlite3_column_int64(statement, 3);
    row->title_words = sqlite3_column_int64(statement, 4);
    row->body_words = sqlite3_column_int64(statement, 5);
    add_to_group(&self->groups[row->group], row);
    self->rows += row->rows;
    self->facts.words += row->body_words;
    return true;
}

static void
list_langs(struct fts5 *self)
{
    struct store_lang *langs = arena_alloc(self->memory, FTS5_CODES, sizeof *langs);
    size_t count = 0;
    for (size_t i = 0; i < FTS5_CODES; i++)
        if (self->langs[i].lang != NULL)
            langs[count++] =
                (struct store_lang) { self->langs[i].lang, self->langs[i].pages };
    if (count > 1)
        qsort(langs, count, sizeof *langs, most_pages_first);
    self->scope_langs = arena_alloc(self->memory, count, sizeof(const struct lang *));
    for (size_t i = 0; i < count; i++)
        self->scope_langs[i] = langs[i].lang;
    self->facts.langs = langs;
    self->facts.lang_count = count;
}

static bool
load_langs(struct fts5 *self, struct error *err)
{
    memset(self->langs, 0, sizeof self->langs);
    memset(self->groups, 0, sizeof self->groups);
    for (size_t i = 0; i < lang_count(); i++) {
        const struct lang *lang = lang_at(i);
        self->langs[lang->code].group = fts5_group(lang);
        self->groups[lang->code].group = fts5_group(lang);
    }
    sqlite3_stmt *statement;
    const char *sql = "SELECT code, tag, rows, pages, title_words, body_words FROM lang";
    if (sqlite3_prepare_v2(self->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    int code = SQLITE_DONE;
    bool good = true;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW)
        good = take_lang(self, statement, err);
    if (good && code != SQLITE_DONE)
        good = fts5_fail(self, err);
    sqlite3_finalize(statement);
    list_langs(self);
    return good;
}

enum meta {
    META_PUBLICATIONS,
    META_FILES,
    META_PAGES,
    META_BUILT,
    META_LAST_PAGE,
    META_LAST_PUBLICATION,
    META_ORGS,
    META_NUMBERS,
    META_ID = META_NUMBERS,
    META_NAME,
    META_NOTE,
    META_COUNT
};

static const char *const meta_keys[META_COUNT] = { [META_PUBLICATIONS] = "publications",
                                                   [META_FILES] = "files",
                                                   [META_PAGES] = "pages",
                                                   [META_BUILT] = "built",
                                                   [META_LAST_PAGE] = "last_page",
                                                   [META_LAST_PUBLICATION] =
                                                       "last_publication",
                                                   [META_ORGS] = "orgs",
                                                   [META_ID] = "id",
                                                   [META_NAME] = "name",
                                                   [META_NOTE] = "note" };

static bool
read_meta(struct fts5 *self, int64_t numbers[META_COUNT], const char *texts[META_COUNT],
          struct error *err)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(self->db, "SELECT key, value FROM meta", -1, &statement,
                           NULL) != SQLITE_OK)
        return fts5_fail(self, err);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *key = (const char *)sqlite3_column_text(statement, 0);
        for (size_t i = 0; key != NULL && i < META_COUNT; i++) {
            if (strcmp(key, meta_keys[i]) != 0)
                continue;
            numbers[i] = sqlite3_column_int64(statement, 1);
            texts[i] = fts5_text(statement, 1, self->memory);
        }
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || fts5_fail(self, err);
}

bool
fts5_load_facts(struct fts5 *self, struct error *err)
{
    int64_t numbers[META_COUNT] = { 0 };
    const char *texts[META_COUNT] = { 0 };
    arena_reset(self->memory);
    self->rows = 0;
    self->facts = (struct store_facts) { 0 };
    if (!read_meta(self, numbers, texts, err) || !load_langs(self, err))
        return false;
    self->facts.publications = numbers[META_PUBLICATIONS];
    self->facts.files = numbers[META_FILES];
    self->facts.pages = numbers[META_PAGES];
    self->facts.built = numbers[META_BUILT];
    self->facts.id = texts[META_ID] != NULL ? texts[META_ID] : "";
    self->facts.name = texts[META_NAME] != NULL ? texts[META_NAME] : "";
    self->facts.note = texts[META_NOTE] != NULL ? texts[META_NOTE] : "";
    fts5_side_open(self, numbers[META_LAST_PAGE], numbers[META_LAST_PUBLICATION],
                   numbers[META_ORGS]);
    return true;
}
