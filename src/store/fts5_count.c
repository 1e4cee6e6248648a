/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts, for one transaction, on how many pages each stem and each word comes or goes. */
#include "store/fts5_count.h"

#include "base/hash.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum {
    LARGE = 400000 /* written forms: about 60 MB */,
    PENDING = 4,
    KEY_BYTES = 8 * LIMIT_TOKEN_BYTES
};

/* A surface form whose stem has not arrived yet. */
struct surface {
    char text[LIMIT_TOKEN_BYTES + 1];
};

struct fts5_counter {
    struct arena *arena;
    struct fts5_counts counts;
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
table_open(struct fts5_table *table)
{
    table->size = 4096;
    table->count = 0;
    table->slots = memory_new(table->size, sizeof(struct fts5_entry *));
}

struct fts5_counter *
fts5_counter_new(void)
{
    struct fts5_counter *counter = memory_new(1, sizeof *counter);
    counter->arena = arena_new();
    counter->key = (struct buf)BUF_INIT(KEY_BYTES);
    table_open(&counter->counts.stems);
    table_open(&counter->counts.words);
    table_open(&counter->counts.forms);
    return counter;
}

void
fts5_counter_free(struct fts5_counter *counter)
{
    arena_free(counter->arena);
    free(counter->counts.stems.slots);
    free(counter->counts.words.slots);
    free(counter->counts.forms.slots);
    buf_free(&counter->key);
    free(counter);
}

void
fts5_counter_clear(struct fts5_counter *counter)
{
    struct fts5_counter fresh = { .arena = counter->arena, .key = counter->key };
    free(counter->counts.stems.slots);
    free(counter->counts.words.slots);
    free(counter->counts.forms.slots);
    arena_reset(counter->arena);
    *counter = fresh;
    table_open(&counter->counts.stems);
    table_open(&counter->counts.words);
    table_open(&counter->counts.forms);
}

bool
fts5_counter_is_large(const struct fts5_counter *counter)
{
    return counter->counts.forms.count > LARGE;
}

static void
table_widen(struct fts5_table *table)
{
    size_t size = table->size * 2;
    struct fts5_entry **slots = memory_new(size, sizeof(struct fts5_entry *));
    for (size_t i = 0; i < table->size; i++) {
        for (struct fts5_entry *entry = table->slots[i], *next; entry != NULL;
             entry = next) {
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
static struct fts5_entry *
entry_of(struct fts5_counter *counter, struct fts5_table *table)
{
    const struct buf *key = &counter->key;
    uint64_t hash = hash_bytes(key->data, key->length);
    struct fts5_entry *entry = table->slots[hash & (table->size - 1)];
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

static struct fts5_entry *
stem_entry(struct fts5_counter *counter, const char *stem)
{
    start_key(counter, counter->group, stem);
    return entry_of(counter, &counter->counts.stems);
}

static struct fts5_entry *
word_entry(struct fts5_counter *counter, const char *surface, const char *stem)
{
    start_key(counter, counter->code, surface);
    extend_key(counter, stem, strlen(stem));
    struct fts5_entry *word = entry_of(counter, &counter->counts.words);
    if (word->above == NULL)
        word->above = stem_entry(counter, stem);
    return word;
}

static void
count_once(const struct fts5_counter *counter, struct fts5_entry *entry)
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
    struct fts5_entry *form = entry_of(counter, &counter->counts.forms);
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

bool
fts5_counter_flush(struct fts5_counter *counter, struct fts5 *store, struct error *err)
{
    if (counter->counts.forms.count == 0)
        return true;
    bool good = fts5_counts_write(&counter->counts, store, err);
    fts5_counter_clear(counter);
    return good;
}
