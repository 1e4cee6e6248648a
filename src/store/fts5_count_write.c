/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Adds what was counted to the tables of stems and words, in the order of their keys. */
#include "store/fts5_count.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static int
by_key(const void *left, const void *right)
{
    const struct fts5_entry *const *a = left, *const *b = right;
    /* The texts first: the order of the tables, so that pages are written once. */
    int order = strcmp((*a)->key + 1, (*b)->key + 1);
    return order != 0 ? order : (unsigned char)(*a)->key[0] - (unsigned char)(*b)->key[0];
}

static struct fts5_entry **
sorted(const struct fts5_table *table)
{
    struct fts5_entry **entries = memory_new(table->count, sizeof(struct fts5_entry *));
    size_t count = 0;
    for (size_t i = 0; i < table->size; i++)
        for (struct fts5_entry *entry = table->slots[i]; entry != NULL;
             entry = entry->next)
            entries[count++] = entry;
    if (count > 1)
        qsort(entries, count, sizeof(struct fts5_entry *), by_key);
    return entries;
}

static bool
write_stem(struct fts5 *store, const struct fts5_entry *stem, struct error *err)
{
    sqlite3_stmt *statement =
        fts5_prepare(store, FTS5_COUNT_CONCEPT,
                     "INSERT INTO concept(stem, lang, df) VALUES(?1, ?2, ?3)"
                     " ON CONFLICT DO UPDATE SET df=df+excluded.df",
                     err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, stem->key + 1);
    sqlite3_bind_int(statement, 2, (unsigned char)stem->key[0]);
    sqlite3_bind_int64(statement, 3, stem->pages);
    return fts5_finish(store, statement, err);
}

/* What is known of a word, and what becomes of it. */
struct change {
    const struct lang *lang;
    int code;
    const char *folded, *stem;
    int64_t pages;
    struct fts5_form forms[LIMIT_WORD_FORMS];
    size_t count;
};

static bool
read_word(struct fts5 *store, struct change *change, struct arena *arena,
          struct error *err)
{
    sqlite3_stmt *statement = fts5_prepare(
        store, FTS5_FIND_WORD,
        "SELECT df, forms FROM word WHERE folded=?1 AND lang=?2 AND stem=?3", err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, change->folded);
    sqlite3_bind_int(statement, 2, change->code);
    fts5_bind(statement, 3, change->stem);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        change->pages = sqlite3_column_int64(statement, 0);
        change->count =
            fts5_spelling_read((const char *)sqlite3_column_text(statement, 1),
                               change->folded, change->pages, change->forms, arena);
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || fts5_fail(store, err);
}

static bool
write_word(struct fts5 *store, struct change *change, struct arena *arena,
           struct error *err)
{
    bool gone = change->pages <= 0;
    sqlite3_stmt *statement =
        gone ? fts5_prepare(store, FTS5_DROP_WORD,
                            "DELETE FROM word WHERE folded=?1 AND lang=?2 AND stem=?3",
                            err)
             : fts5_prepare(
                   store, FTS5_PUT_WORD,
                   "INSERT INTO word(folded, lang, stem, df, shown, forms)"
                   " VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
                   " ON CONFLICT DO UPDATE SET df=excluded.df, shown=excluded.shown,"
                   " forms=excluded.forms",
                   err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, change->folded);
    sqlite3_bind_int(statement, 2, change->code);
    fts5_bind(statement, 3, change->stem);
    if (gone)
        return fts5_finish(store, statement, err);
    sqlite3_bind_int64(statement, 4, change->pages);
    const char *forms =
        fts5_spelling_write(change->folded, change->forms, change->count, arena);
    if (forms != NULL) {
        const char *shown = fts5_spelling_shown(change->lang, change->folded,
                                                change->forms, change->count, arena);
        sqlite3_bind_text(statement, 5, shown, -1, SQLITE_STATIC);
        fts5_bind(statement, 6, forms);
    }
    return fts5_finish(store, statement, err);
}

static bool
is_changed(const struct fts5_entry *word)
{
    bool changed = word->pages != 0;
    for (const struct fts5_entry *form = word->forms; form != NULL;
         form = form->next_form)
        changed |= form->pages != 0;
    return changed;
}

static const char *
written_of(const struct fts5_entry *form)
{
    const char *surface = form->key + 1, *stem = surface + strlen(surface) + 1;
    return stem + strlen(stem) + 1;
}

/* Those that went before those that came, so that a full list has room. */
static bool
change_word(struct fts5 *store, const struct fts5_entry *word, struct arena *arena,
            struct error *err)
{
    struct change change = { .folded = word->key + 1,
                             .code = (unsigned char)word->key[0] };
    change.lang = lang_of_code((unsigned char)change.code);
    change.stem = change.folded + strlen(change.folded) + 1;
    if (!is_changed(word))
        return true;
    if (!read_word(store, &change, arena, err))
        return false;
    change.pages += word->pages;
    for (int sign = -1; sign <= 1; sign += 2)
        for (const struct fts5_entry *form = word->forms; form != NULL;
             form = form->next_form)
            if (form->pages * sign > 0)
                fts5_spelling_change(change.forms, &change.count, written_of(form),
                                     form->pages, arena);
    return write_word(store, &change, arena, err);
}

bool
fts5_counts_write(const struct fts5_counts *counts, struct fts5 *store, struct error *err)
{
    struct arena *arena = arena_new();
    struct fts5_entry **stems = sorted(&counts->stems), **words = sorted(&counts->words);
    bool good = true;
    for (size_t i = 0; good && i < counts->stems.count; i++)
        good = stems[i]->pages == 0 || write_stem(store, stems[i], err);
    for (size_t i = 0; good && i < counts->words.count; i++) {
        good = change_word(store, words[i], arena, err);
        arena_reset(arena);
    }
    free(stems);
    free(words);
    arena_free(arena);
    return good && fts5_run(store, "DELETE FROM concept WHERE df<=0", err);
}
