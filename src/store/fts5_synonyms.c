/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Synonyms as an index holds them: found by key. */
#include "store/fts5.h"

#include "base/limits.h"

unsigned
fts5_synonyms_words(struct fts5 *self)
{
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_SYNONYM_WORDS, "SELECT text FROM synonym WHERE key='' LIMIT 1", NULL);
    unsigned words = 0;
    if (statement == NULL)
        return 0;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        int most = sqlite3_column_int(statement, 0);
        words = most > 0 && most <= LIMIT_SYNONYM_WORDS ? (unsigned)most : 0;
    }
    sqlite3_reset(statement);
    return words;
}

size_t
fts5_synonyms(void *opened, const char *key, struct arena *arena,
              const struct query_synonym **items)
{
    struct fts5 *self = opened;
    struct query_synonym *found = arena_alloc(arena, LIMIT_SYNONYMS_OF, sizeof *found);
    size_t count = 0;
    *items = found;
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_SYNONYM,
        "SELECT lang, text FROM synonym WHERE key=?1 ORDER BY lang, text", NULL);
    if (statement == NULL)
        return 0;
    fts5_bind(statement, 1, key);
    while (count < LIMIT_SYNONYMS_OF && sqlite3_step(statement) == SQLITE_ROW) {
        const char *tag = fts5_text(statement, 0, arena);
        const char *text = fts5_text(statement, 1, arena);
        found[count++] =
            (struct query_synonym) { text, tag[0] != '\0' ? lang_find(tag) : NULL };
    }
    sqlite3_reset(statement);
    return count;
}
