/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts, for one transaction, on how many pages each stem and each word comes or goes. */
#include "store/fts5_writer.h"

#include "base/hash.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum {
    LARGE = 400000 /* written forms: about 60 MB */,
    PENDING = 4,
    KEY_BYTES = 8 * LIMIT_TOKEN_BYTES
};

/* A stem, a word or a written form of a word. */
struct entry {
    struct entry *next;  /* with the same hash */
    struct entry *above; /* of a form: its word; of a word: its stem */
    struct entry *forms, *next_form;
    uint64_t hash;
    int64_t pages; /* that came, less those that went */
    uint64_t seen; /* number of the last page with it */
    size_t length;
    char key[]; /* code, then texts each ended by NUL */
};

struct table {
    struct entry **slots;
    size_t size, count;
};

/* A surface form whose stem has not arrived yet. */
struct surface {
    char text[LIMIT_TOKEN_BYTES + 1];
};

struct fts5_counter {
    struct arena *arena;
    struct table stems, words, forms;
    struct buf key;
    unsigned char code, group;
    int sign;
    uint64_t page;
    struct surface pending[PENDING];
    size_t pending_count;
    const char *text; /* of the pending surfaces */
    size_t start, end;
    char stem[LIMIT_TOKEN_BYTES + 1];
};

static void
table_open(struct table *table)
{
    table->size = 4096;
    table->count = 0;
    table->slots = memory_new(table->size, sizeof(struct entry *));
}

struct fts5_counter *
fts5_counter_new(void)
{
    struct fts5_counter *counter = memory_new(1, sizeof *counter);
    counter->arena = arena_new();
    counter->key = (struct buf)BUF_INIT(KEY_BYTES);
    table_open(&counter->stems);
    table_open(&counter->words);
    table_open(&counter->forms);
    return counter;
}

void
fts5_counter_free(struct fts5_counter *counter)
{
    arena_free(counter->arena);
    free(counter->stems.slots);
    free(counter->words.slots);
    free(counter->forms.slots);
    buf_free(&counter->key);
    free(counter);
}

void
fts5_counter_clear(struct fts5_counter *counter)
{
    struct fts5_counter fresh = { .arena = counter->arena, .key = counter->key };
    free(counter->stems.slots);
    free(counter->words.slots);
    free(counter->forms.slots);
    arena_reset(counter->arena);
    *counter = fresh;
    table_open(&counter->stems);
    table_open(&counter->words);
    table_open(&counter->forms);
}

bool
fts5_counter_is_large(const struct fts5_counter *counter)
{
    return counter->forms.count > LARGE;
}

static void
table_widen(struct table *table)
{
    size_t size = table->size * 2;
    struct entry **slots = memory_new(size, sizeof(struct entry *));
    for (size_t i = 0; i < table->size; i++) {
        for (struct entry *entry = table->slots[i], *next; entry != NULL; entry = next) {
            next = entry->next;
            entry->next = slots[entry->hash & (size - 1)];
            slots[entry->hash & (size - 1)] = entry;
        }
    }
    free(table->slots);
    table->slots = slots;
    table->size = size;
}

/* The entry of counter->key; a new one when there is none yet. */
static struct entry *
entry_of(struct fts5_counter *counter, struct table *table)
{
    const struct buf *key = &counter->key;
    uint64_t hash = hash_bytes(key->data, key->length);
    struct entry *entry = table->slots[hash & (table->size - 1)];
    for (; entry != NULL; entry = entry->next)
        if (entry->hash == hash && entry->length == key->length &&
            memcmp(entry->key, key->data, key->length) == 0)
            return entry;
    if (table->count++ > table->size)
        table_widen(table);
    entry = arena_alloc(counter->arena, 1, sizeof *entry + key->length);
    entry->hash = hash;
    entry->length = key->length;
    memcpy(entry->key, key->data, key->length);
    entry->next = table->slots[hash & (table->size - 1)];
    table->slots[hash & (table->size - 1)] = entry;
    return entry;
}

static void
start_key(struct fts5_counter *counter, unsigned char code, const char *text)
{
    buf_reset(&counter->key);
    buf_add_char(&counter->key, (char)code);
    buf_add(&counter->key, text, strlen(text) + 1);
}

static void
extend_key(struct fts5_counter *counter, const char *text, size_t length)
{
    buf_add(&counter->key, text, length);
    buf_add_char(&counter->key, '\0');
}

static struct entry *
stem_entry(struct fts5_counter *counter, const char *stem)
{
    start_key(counter, counter->group, stem);
    return entry_of(counter, &counter->stems);
}

static struct entry *
word_entry(struct fts5_counter *counter, const char *surface, const char *stem)
{
    start_key(counter, counter->code, surface);
    extend_key(counter, stem, strlen(stem));
    struct entry *word = entry_of(counter, &counter->words);
    if (word->above == NULL)
        word->above = stem_entry(counter, stem);
    return word;
}

static void
count_once(const struct fts5_counter *counter, struct entry *entry)
{
    if (entry->seen == counter->page)
        return;
    entry->seen = counter->page;
    entry->pages += counter->sign;
}

static void
count_form(struct fts5_counter *counter, const char *surface, const char *stem)
{
    const char *written = counter->text + counter->start;
    size_t length = counter->end - counter->start;
    bool odd = length == 0 || length > LIMIT_TOKEN_BYTES ||
               memchr(written, '\n', length) != NULL ||
               memchr(written, '\0', length) != NULL;
    start_key(counter, counter->code, surface);
    extend_key(counter, stem, strlen(stem));
    extend_key(counter, odd ? surface : written, odd ? strlen(surface) : length);
    struct entry *form = entry_of(counter, &counter->forms);
    if (form->above == NULL) {
        form->above = word_entry(counter, surface, stem);
        form->next_form = form->above->forms;
        form->above->forms = form;
    }
    count_once(counter, form);
    count_once(counter, form->above);
    count_once(counter, form->above->above);
}

/* A word without a stem of its own is its stem; a second script shares that of the first. */
void
fts5_counter_rest(struct fts5_counter *counter)
{
    const char *stem =
        counter->stem[0] != '\0' ? counter->stem : counter->pending[0].text;
    for (size_t i = 0; i < counter->pending_count; i++)
        count_form(counter, counter->pending[i].text, stem);
    counter->pending_count = 0;
    counter->stem[0] = '\0';
}

void
fts5_counter_page(struct fts5_counter *counter, const struct lang *lang, int sign)
{
    counter->pending_count = 0;
    counter->stem[0] = '\0';
    counter->code = lang->code;
    counter->group = fts5_group(lang);
    counter->sign = sign;
    counter->page++;
}

static void
keep(char *out, const struct token *token)
{
    size_t length = token->length < LIMIT_TOKEN_BYTES ? token->length : LIMIT_TOKEN_BYTES;
    memcpy(out, token->text, length);
    out[length] = '\0';
}

void
fts5_counter_token(struct fts5_counter *counter, const struct token *token,
                   const char *text)
{
    bool same = counter->pending_count > 0 && counter->text == text &&
                counter->start == token->start && counter->end == token->end;
    if (token->lang != NULL) {
        keep(counter->stem, token);
        return;
    }
    if (!same || counter->stem[0] != '\0' || counter->pending_count == PENDING)
        fts5_counter_rest(counter);
    counter->text = text;
    counter->start = token->start;
    counter->end = token->end;
    keep(counter->pending[counter->pending_count++].text, token);
}

/* ---- to the tables ---- */

static int
by_key(const void *left, const void *right)
{
    const struct entry *const *a = left, *const *b = right;
    /* The texts first: the order of the tables, so that pages are written once. */
    int order = strcmp((*a)->key + 1, (*b)->key + 1);
    return order != 0 ? order : (unsigned char)(*a)->key[0] - (unsigned char)(*b)->key[0];
}

static struct entry **
sorted(const struct table *table)
{
    struct entry **entries = memory_new(table->count, sizeof(struct entry *));
    size_t count = 0;
    for (size_t i = 0; i < table->size; i++)
        for (struct entry *entry = table->slots[i]; entry != NULL; entry = entry->next)
            entries[count++] = entry;
    if (count > 1)
        qsort(entries, count, sizeof(struct entry *), by_key);
    return entries;
}

static bool
write_stem(struct fts5 *store, const struct entry *stem, struct error *err)
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
is_changed(const struct entry *word)
{
    bool changed = word->pages != 0;
    for (const struct entry *form = word->forms; form != NULL; form = form->next_form)
        changed |= form->pages != 0;
    return changed;
}

static const char *
written_of(const struct entry *form)
{
    const char *surface = form->key + 1, *stem = surface + strlen(surface) + 1;
    return stem + strlen(stem) + 1;
}

/* Those that went before those that came, so that a full list has room. */
static bool
change_word(struct fts5 *store, const struct entry *word, struct arena *arena,
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
        for (const struct entry *form = word->forms; form != NULL; form = form->next_form)
            if (form->pages * sign > 0)
                fts5_spelling_change(change.forms, &change.count, written_of(form),
                                     form->pages, arena);
    return write_word(store, &change, arena, err);
}

static bool
write_all(struct fts5_counter *counter, struct fts5 *store, struct error *err)
{
    struct arena *arena = arena_new();
    struct entry **stems = sorted(&counter->stems), **words = sorted(&counter->words);
    bool good = true;
    for (size_t i = 0; good && i < counter->stems.count; i++)
        good = stems[i]->pages == 0 || write_stem(store, stems[i], err);
    for (size_t i = 0; good && i < counter->words.count; i++) {
        good = change_word(store, words[i], arena, err);
        arena_reset(arena);
    }
    free(stems);
    free(words);
    arena_free(arena);
    return good && fts5_run(store, "DELETE FROM concept WHERE df<=0", err);
}

bool
fts5_counter_flush(struct fts5_counter *counter, struct fts5 *store, struct error *err)
{
    if (counter->forms.count == 0)
        return true;
    bool good = write_all(counter, store, err);
    fts5_counter_clear(counter);
    return good;
}
