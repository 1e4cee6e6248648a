/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of synonyms into an index: a row for each key that a language may make of the words. */
#include "store/store_write.h"

#include "base/limits.h"
#include "store/fts5_writer.h"
#include "store/query_synonyms.h"

#include <stdio.h>
#include <string.h>

enum { KEY_BYTES = 4 * LIMIT_QUERY_BYTES };

struct putting {
    struct fts5 *self;
    struct tokens *tokens;
    const struct store_synonym *synonym;
    size_t words; /* of the longest key */
    struct error *err;
};

static bool
put_row(struct putting *putting, const char *key, const char *tag, const char *text)
{
    sqlite3_stmt *statement =
        fts5_prepare(putting->self, FTS5_PUT_SYNONYM,
                     "INSERT OR IGNORE INTO synonym(key, lang, text) VALUES(?1, ?2, ?3)",
                     putting->err);
    if (statement == NULL)
        return false;
    fts5_bind(statement, 1, key);
    fts5_bind(statement, 2, tag);
    fts5_bind(statement, 3, text);
    return fts5_finish(putting->self, statement, putting->err);
}

static bool
put_keys(struct putting *putting, const struct lang *lang)
{
    const struct store_synonym *synonym = putting->synonym;
    const char *tag = synonym->lang != NULL ? synonym->lang->tag : "";
    struct buf surface = BUF_INIT(KEY_BYTES), stem = BUF_INIT(KEY_BYTES);
    struct buf stems = BUF_INIT(KEY_BYTES);
    size_t words = query_synonyms_key(putting->tokens, lang, synonym->from,
                                      strlen(synonym->from), &surface, &stem);
    bool good = true;
    query_synonyms_stem_key(&stems, lang, &stem);
    if (words > 0 && words <= LIMIT_SYNONYM_WORDS) {
        putting->words = words > putting->words ? words : putting->words;
        good = put_row(putting, surface.data, tag, synonym->to) &&
               (stem.length == 0 || put_row(putting, stems.data, tag, synonym->to));
    }
    buf_free(&surface);
    buf_free(&stem);
    buf_free(&stems);
    return good;
}

/* Whatever languages the library has, or will have. */
static bool
put_synonym(struct putting *putting)
{
    if (putting->synonym->lang != NULL)
        return put_keys(putting, putting->synonym->lang);
    for (size_t i = 0; i < lang_count(); i++)
        if (!put_keys(putting, lang_at(i)))
            return false;
    return true;
}

/* The row without a key tells readers how many words to look at. */
static bool
put_words(struct putting *putting)
{
    char words[24];
    snprintf(words, sizeof words, "%zu", putting->words);
    return putting->words == 0 || put_row(putting, "", "", words);
}

bool
store_put_synonyms(struct store *store, const struct store_synonym *items, size_t count,
                   struct tokens *tokens, struct error *err)
{
    struct putting putting = { .self = store->self, .tokens = tokens, .err = err };
    bool good = fts5_run(store->self, "DELETE FROM synonym", err);
    for (size_t i = 0; good && i < count; i++) {
        putting.synonym = &items[i];
        good = put_synonym(&putting);
    }
    return good && put_words(&putting);
}
