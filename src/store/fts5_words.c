/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vocabulary: words by prefix, surface and stem, and what a query needs to expand. */
#include "store/fts5.h"

#include "base/limits.h"
#include "text/fold.h"

#include <string.h>

enum { UNFOLDED_OF_A_LANGUAGE = 8, MARKED_BYTES = 16 * LIMIT_TOKEN_BYTES };

#define TERM "SELECT folded, lang, stem, coalesce(shown, folded), "

/* Calls each for every row; false when reading failed. */
static bool
each_term(struct fts5 *self, sqlite3_stmt *statement, size_t limit, store_term_fn *each,
          void *context, struct error *err)
{
    int code = SQLITE_DONE;
    bool go_on = true;
    for (size_t i = 0;
         go_on && i < limit && (code = sqlite3_step(statement)) == SQLITE_ROW; i++) {
        const struct lang *lang =
            lang_of_code((unsigned char)sqlite3_column_int(statement, 1));
        struct store_term term = {
            .surface = (const char *)sqlite3_column_text(statement, 0),
            .shown = (const char *)sqlite3_column_text(statement, 3),
            .lang = lang != NULL ? lang : lang_unknown(),
            .stem = (const char *)sqlite3_column_text(statement, 2),
            .pages = sqlite3_column_int64(statement, 4),
        };
        if (term.surface != NULL && term.shown != NULL && term.stem != NULL)
            go_on = each(context, &term);
    }
    bool good = code == SQLITE_ROW || code == SQLITE_DONE || fts5_fail(self, err);
    sqlite3_reset(statement);
    return good;
}

void
fts5_bind_prefix(sqlite3_stmt *statement, const char *prefix)
{
    struct buf after = BUF_INIT(LIMIT_QUERY_BYTES);
    buf_add(&after, prefix, strnlen(prefix, LIMIT_QUERY_BYTES));
    while (after.length > 0 && (unsigned char)after.data[after.length - 1] == 0xff)
        buf_cut(&after, after.length - 1);
    fts5_bind(statement, 1, prefix);
    if (after.length > 0) {
        after.data[after.length - 1]++;
        sqlite3_bind_text(statement, 2, after.data, (int)after.length, SQLITE_TRANSIENT);
    } else {
        sqlite3_bind_blob(statement, 2, "", 0, SQLITE_STATIC); /* sorts after all texts */
    }
    buf_free(&after);
}

bool
fts5_terms(void *opened, const char *prefix, size_t limit, store_term_fn *each,
           void *context, struct error *err)
{
    struct fts5 *self = opened;
    /* Beside max(), SQLite takes the other columns from the row that has the maximum. */
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_TERMS,
        TERM "sum(df) AS pages, max(df) FROM word WHERE folded>=?1 AND folded<?2"
             " GROUP BY folded, lang ORDER BY pages DESC, folded, lang LIMIT ?3",
        err);
    if (statement == NULL)
        return false;
    fts5_bind_prefix(statement, prefix);
    sqlite3_bind_int64(statement, 3,
                       limit > INT32_MAX ? INT32_MAX : (sqlite3_int64)limit);
    return each_term(self, statement, limit, each, context, err);
}

bool
fts5_words_of_surface(void *opened, const char *surface, store_term_fn *each,
                      void *context, struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_WORDS_OF_SURFACE,
        TERM "df FROM word WHERE folded=?1 ORDER BY df DESC, lang, stem", err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, surface);
    return each_term(self, statement, SIZE_MAX, each, context, err);
}

/* ---- words of a stem ---- */

struct of_group {
    unsigned char group;
    size_t left;
    store_term_fn *each;
    void *context;
};

static bool
take_of_group(void *context, const struct store_term *term)
{
    struct of_group *of = context;
    if (fts5_group(term->lang) != of->group)
        return true;
    return of->left-- > 0 && of->each(of->context, term) && of->left > 0;
}

bool
fts5_words_of_stem(void *opened, const struct lang *lang, const char *stem, size_t limit,
                   store_term_fn *each, void *context, struct error *err)
{
    struct fts5 *self = opened;
    struct of_group of = { fts5_group(lang), limit, each, context };
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_WORDS_OF_STEM,
        TERM "df FROM word WHERE stem=?1 ORDER BY df DESC, folded, lang", err);
    if (statement == NULL || limit == 0)
        return statement != NULL;
    fts5_bind(statement, 1, stem);
    return each_term(self, statement, SIZE_MAX, take_of_group, &of, err);
}

/* ---- words by length, and phrases ---- */

bool
fts5_words_of_length(void *opened, size_t letters, struct buf *words, struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_WORDS_OF_LENGTH,
                     "SELECT data FROM side WHERE name='words' AND chunk=?1", err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)letters);
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE ||
                (code == SQLITE_ROW ? fts5_unpack(self, statement, 0, words, err)
                                    : fts5_fail(self, err));
    sqlite3_reset(statement);
    return good;
}

bool
fts5_phrases(void *opened, const char *prefix, size_t limit, store_phrase_fn *each,
             void *context, struct error *err)
{
    struct fts5 *self = opened;
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_PHRASES,
                     "SELECT folded, shown, pages FROM phrase WHERE id IN"
                     " (SELECT phrase FROM phrase_word WHERE word>=?1 AND word<?2)"
                     " ORDER BY id LIMIT ?3",
                     err);
    if (statement == NULL)
        return false;
    fts5_bind_prefix(statement, prefix);
    sqlite3_bind_int64(statement, 3,
                       limit > INT32_MAX ? INT32_MAX : (sqlite3_int64)limit);
    int code;
    bool go_on = true;
    while (go_on && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_phrase phrase = {
            .folded = (const char *)sqlite3_column_text(statement, 0),
            .shown = (const char *)sqlite3_column_text(statement, 1),
            .pages = sqlite3_column_int64(statement, 2),
        };
        if (phrase.folded != NULL && phrase.shown != NULL)
            go_on = each(context, &phrase);
    }
    bool good = !go_on || code == SQLITE_DONE || fts5_fail(self, err);
    sqlite3_reset(statement);
    return good;
}

/* ---- the scope of a query ---- */

static size_t
expand(void *context, const char *prefix, struct arena *arena, const char ***surfaces)
{
    struct fts5 *self = context;
    size_t count = 0;
    *surfaces = arena_alloc(arena, LIMIT_PREFIX_FORMS, sizeof(const char *));
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_EXPAND,
        "SELECT folded, sum(df) AS pages FROM word WHERE folded>=?1 AND folded<?2"
        " GROUP BY folded ORDER BY pages DESC, folded LIMIT ?3",
        NULL);
    if (statement == NULL)
        return 0;
    fts5_bind_prefix(statement, prefix);
    sqlite3_bind_int(statement, 3, LIMIT_PREFIX_FORMS);
    while (count < LIMIT_PREFIX_FORMS && sqlite3_step(statement) == SQLITE_ROW)
        (*surfaces)[count++] = fts5_text(statement, 0, arena);
    sqlite3_reset(statement);
    return count;
}

struct unfolding {
    struct arena *arena;
    const char **words;
    const struct lang **langs;
    size_t count;
    unsigned char taken[FTS5_CODES];
};

static bool
take_unfolded(void *context, const struct store_term *term)
{
    struct unfolding *unfolding = context;
    struct buf marked = BUF_INIT(MARKED_BYTES);
    fold_case(&marked, term->lang, term->shown, strlen(term->shown));
    bool has_marks = strcmp(marked.data, term->surface) != 0;
    buf_free(&marked);
    if (!has_marks || unfolding->taken[term->lang->code]++ >= UNFOLDED_OF_A_LANGUAGE)
        return true;
    unfolding->words[unfolding->count] = arena_copy(unfolding->arena, term->shown);
    unfolding->langs[unfolding->count++] = term->lang;
    return unfolding->count < LIMIT_PREFIX_FORMS;
}

static size_t
unfold(void *context, const char *surface, struct arena *arena, const char ***words,
       const struct lang ***langs)
{
    struct unfolding unfolding = { .arena = arena };
    *words = unfolding.words =
        arena_alloc(arena, LIMIT_PREFIX_FORMS, sizeof(const char *));
    *langs = unfolding.langs =
        arena_alloc(arena, LIMIT_PREFIX_FORMS, sizeof(const struct lang *));
    fts5_words_of_surface(context, surface, take_unfolded, &unfolding, NULL);
    return unfolding.count;
}

void
fts5_scope(void *opened, struct query_scope *scope)
{
    struct fts5 *self = opened;
    *scope = (struct query_scope) { .langs = self->scope_langs,
                                    .lang_count = self->facts.lang_count,
                                    .expand = expand,
                                    .unfold = unfold,
                                    .relate = fts5_relate,
                                    .compounds = fts5_compounds,
                                    .synonyms = fts5_synonyms,
                                    .synonym_words = fts5_synonyms_words(self),
                                    .context = self };
}
