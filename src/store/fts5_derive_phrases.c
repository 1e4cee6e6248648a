/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Titles, headings and the pairs of words that several of them share: what is suggested to
 * somebody who types. */
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/fts5_writer.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORDS_LEAST = 2, /* one word is found as a word */
    WORDS_MOST = 9,  /* longer ones are sentences */
    LETTERS_MOST = 90,
    PHRASE_BYTES = 4 * LETTERS_MOST,
    PAIR_BYTES = 8 * LIMIT_TOKEN_BYTES, /* folding makes ligatures grow */
    PAIR_PAGES = 2,                     /* a pair on fewer pages is chance */
    PAIR_LETTERS = 4, /* shorter words are articles and prepositions in most languages */
    TABLE = 1 << 16,
    ENTRIES_MOST = 8 * LIMIT_PHRASES /* different ones that are counted */
};

struct entry {
    struct entry *next; /* with the same hash */
    const char *folded, *shown;
    int64_t pages, last; /* last: page that was counted last */
    bool pair;           /* never stood for itself */
};

struct word {
    size_t start, end; /* in the heading */
    size_t from, to;   /* in folded */
    bool weak;         /* says little: a stop word, a number */
};

struct gatherer {
    struct fts5 *store;
    struct arena *arena;
    struct entry **table;
    size_t count;
    int64_t page; /* in hand */
    const struct lang *lang;
    struct buf folded; /* words of the heading in hand, blanks between */
    struct word words[WORDS_MOST + 1];
    size_t word_count;
};

/* ---- words of a heading ---- */

static bool
take_word(void *context, const struct token *token)
{
    struct gatherer *gatherer = context;
    struct word *last =
        gatherer->word_count > 0 ? &gatherer->words[gatherer->word_count - 1] : NULL;
    if (token->lang != NULL || (last != NULL && token->start < last->end))
        return true;
    if (gatherer->word_count > WORDS_MOST)
        return false;
    if (gatherer->folded.length > 0)
        buf_add_char(&gatherer->folded, ' ');
    size_t from = gatherer->folded.length;
    buf_add(&gatherer->folded, token->text, token->length);
    gatherer->words[gatherer->word_count++] = (struct word) {
        token->start, token->end, from, gatherer->folded.length,
        token->single || utf8_count(token->text, token->length) < PAIR_LETTERS ||
            (token->text[0] >= '0' && token->text[0] <= '9') ||
            lang_is_frequent(gatherer->lang, gatherer->folded.data + from)
    };
    return true;
}

/* ---- counting ---- */

static void
count_phrase(struct gatherer *gatherer, const char *folded, const char *shown, bool pair)
{
    struct entry **slot = &gatherer->table[hash_text(folded) % TABLE], *entry = *slot;
    while (entry != NULL && strcmp(entry->folded, folded) != 0)
        entry = entry->next;
    if (entry == NULL && gatherer->count == ENTRIES_MOST)
        return;
    if (entry == NULL) {
        entry = arena_alloc(gatherer->arena, 1, sizeof *entry);
        *entry = (struct entry) { *slot,
                                  arena_copy(gatherer->arena, folded),
                                  arena_copy(gatherer->arena, shown),
                                  0,
                                  -1,
                                  pair };
        *slot = entry;
        gatherer->count++;
    }
    if (!pair && entry->pair)
        entry->shown = arena_copy(gatherer->arena, shown);
    entry->pair = entry->pair && pair;
    entry->pages += entry->last != gatherer->page;
    entry->last = gatherer->page;
}

/* "Engaging Fathers" is two words of a title; nouns of German keep their capitals. */
static void
add_shown(const struct gatherer *gatherer, struct buf *out, const char *text,
          size_t length)
{
    if (strcmp(gatherer->lang->group, "de") == 0)
        buf_add(out, text, length);
    else
        fold_case(out, gatherer->lang, text, length);
}

static bool
is_beside(const char *text, const struct word *a, const struct word *b)
{
    size_t gap = b->start - a->end;
    return gap == 1 && (text[a->end] == ' ' || text[a->end] == '-');
}

static void
count_pair(struct gatherer *gatherer, const char *text, const struct word *a,
           const struct word *b)
{
    struct buf folded = BUF_INIT(PAIR_BYTES), shown = BUF_INIT(PAIR_BYTES);
    buf_add(&folded, gatherer->folded.data + a->from, b->to - a->from);
    add_shown(gatherer, &shown, text + a->start, a->end - a->start);
    buf_add(&shown, text + a->end, 1);
    add_shown(gatherer, &shown, text + b->start, b->end - b->start);
    count_phrase(gatherer, folded.data, shown.data, true);
    buf_free(&folded);
    buf_free(&shown);
}

/* From the first to the last word that says something: "3.8 Tables" is "Tables". */
static void
count_whole(struct gatherer *gatherer, const char *text)
{
    size_t first = 0, last = gatherer->word_count;
    const struct word *words = gatherer->words;
    while (first < last && text[words[first].start] >= '0' &&
           text[words[first].start] <= '9')
        first++;
    if (last - first < WORDS_LEAST || last - first > WORDS_MOST)
        return;
    const char *start = text + words[first].start;
    size_t length = words[last - 1].end - words[first].start;
    if (utf8_count(start, length) > LETTERS_MOST)
        return;
    struct buf shown = BUF_INIT(PHRASE_BYTES);
    buf_add(&shown, start, length);
    count_phrase(gatherer, gatherer->folded.data + words[first].from, shown.data, false);
    buf_free(&shown);
}

static void
gather_heading(struct gatherer *gatherer, const char *text, size_t length)
{
    buf_reset(&gatherer->folded);
    gatherer->word_count = 0;
    tokens_run(gatherer->store->writer->tokens, gatherer->lang, text, length, take_word,
               gatherer);
    for (size_t i = 1; i < gatherer->word_count && i < WORDS_MOST; i++) {
        const struct word *a = &gatherer->words[i - 1], *b = &gatherer->words[i];
        if (!a->weak && !b->weak && is_beside(text, a, b))
            count_pair(gatherer, text, a, b);
    }
    count_whole(gatherer, text);
}

/* One title or section holds several headings. */
static void
gather_text(struct gatherer *gatherer, const char *text)
{
    static const char *const between[] = { " \xC2\xB7 ", " \xE2\x80\xBA ", "\n",
                                           ": ",         " \xE2\x80\x93 ", " - ",
                                           " | " };
    while (*text != '\0') {
        const char *end = text + strlen(text), *next = end;
        for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
            const char *found = strstr(text, between[i]);
            if (found == NULL || found >= end)
                continue;
            end = found;
            next = found + strlen(between[i]);
        }
        gather_heading(gatherer, text, (size_t)(end - text));
        text = next;
    }
}

static bool
gather_all(struct gatherer *gatherer, struct error *err)
{
    sqlite3_stmt *statement;
    const char *sql = "SELECT id, lang, title, section FROM page ORDER BY id";
    int code;
    if (sqlite3_prepare_v2(gatherer->store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(gatherer->store, err);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        gatherer->page = sqlite3_column_int64(statement, 0);
        gatherer->lang = lang_of_code((unsigned char)sqlite3_column_int(statement, 1));
        if (gatherer->lang == NULL)
            gatherer->lang = lang_unknown();
        for (int column = 2; column <= 3; column++) {
            const char *text = (const char *)sqlite3_column_text(statement, column);
            if (text != NULL)
                gather_text(gatherer, text);
        }
    }
    bool good = code == SQLITE_DONE || fts5_fail(gatherer->store, err);
    sqlite3_finalize(statement);
    return good;
}

/* ---- to the tables ---- */

static int
most_pages_first(const void *left, const void *right)
{
    const struct entry *a = *(const struct entry *const *)left;
    const struct entry *b = *(const struct entry *const *)right;
    if (a->pages != b->pages)
        return a->pages > b->pages ? -1 : 1;
    return strcmp(a->folded, b->folded);
}

static const struct entry **
sorted(const struct gatherer *gatherer, size_t *count)
{
    const struct entry **entries =
        arena_alloc(gatherer->arena, gatherer->count, sizeof(void *));
    *count = 0;
    for (size_t i = 0; i < TABLE; i++)
        for (const struct entry *entry = gatherer->table[i]; entry != NULL;
             entry = entry->next)
            if (!entry->pair || entry->pages >= PAIR_PAGES)
                entries[(*count)++] = entry;
    if (*count > 1)
        qsort(entries, *count, sizeof(void *), most_pages_first);
    if (*count > LIMIT_PHRASES)
        *count = LIMIT_PHRASES;
    return entries;
}

static bool
put_words(struct fts5 *store, sqlite3_stmt *statement, int64_t id, const char *folded,
          struct error *err)
{
    while (*folded != '\0') {
        size_t length = strcspn(folded, " ");
        sqlite3_bind_text(statement, 1, folded, (int)length, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 2, id);
        if (length >= LIMIT_PREFIX_LETTERS && !fts5_finish(store, statement, err))
            return false;
        folded += length + (folded[length] == ' ');
    }
    return true;
}

static bool
put_all(struct gatherer *gatherer, sqlite3_stmt *phrase, sqlite3_stmt *word,
        struct error *err)
{
    size_t count;
    const struct entry **entries = sorted(gatherer, &count);
    for (size_t i = 0; i < count; i++) {
        sqlite3_bind_int64(phrase, 1, (sqlite3_int64)i + 1);
        fts5_bind(phrase, 2, entries[i]->folded);
        fts5_bind(phrase, 3, entries[i]->shown);
        sqlite3_bind_int64(phrase, 4, entries[i]->pages);
        if (!fts5_finish(gatherer->store, phrase, err) ||
            !put_words(gatherer->store, word, (int64_t)i + 1, entries[i]->folded, err))
            return false;
    }
    return true;
}

static bool
write_all(struct gatherer *gatherer, struct error *err)
{
    sqlite3 *db = gatherer->store->db;
    sqlite3_stmt *phrase = NULL, *word = NULL;
    bool good = (sqlite3_prepare_v2(db,
                                    "INSERT INTO phrase(id, folded, shown, pages)"
                                    " VALUES(?1, ?2, ?3, ?4)",
                                    -1, &phrase, NULL) == SQLITE_OK &&
                 sqlite3_prepare_v2(db,
                                    "INSERT OR IGNORE INTO phrase_word(word, phrase)"
                                    " VALUES(?1, ?2)",
                                    -1, &word, NULL) == SQLITE_OK) ||
                fts5_fail(gatherer->store, err);
    good = good && put_all(gatherer, phrase, word, err);
    sqlite3_finalize(phrase);
    sqlite3_finalize(word);
    return good;
}

bool
fts5_derive_phrases(struct fts5 *store, struct error *err)
{
    struct gatherer gatherer = { .store = store,
                                 .arena = arena_new(),
                                 .folded = BUF_INIT(LIMIT_METADATA_BYTES) };
    gatherer.table = arena_alloc(gatherer.arena, TABLE, sizeof(void *));
    bool good = gather_all(&gatherer, err) && write_all(&gatherer, err);
    buf_free(&gatherer.folded);
    arena_free(gatherer.arena);
    return good;
}
