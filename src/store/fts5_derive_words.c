/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the library by their length, packed: where a misspelt one is looked for. */
#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"
#include "store/fts5_writer.h"

#include <string.h>

enum {
    LETTERS_LEAST = 2,
    LETTERS_MOST = 40,
    PACKED_BYTES = 2 * LIMIT_NEAR_BYTES /* what does not pack grows a little */
};

/* A number is misspelt into another number. */
static bool
is_number(const char *word)
{
    return strpbrk(word, "0123456789") != NULL;
}

static void
add_word(struct buf lists[LETTERS_MOST + 1], const char *word)
{
    size_t letters = utf8_count(word, strlen(word));
    if (letters < LETTERS_LEAST || letters > LETTERS_MOST || is_number(word))
        return;
    buf_add_text(&lists[letters], word);
    buf_add_char(&lists[letters], '\n');
}

static bool
read_words(struct fts5 *store, struct buf lists[LETTERS_MOST + 1], struct error *err)
{
    sqlite3_stmt *statement;
    const char *sql = "SELECT folded, sum(df) AS pages FROM word GROUP BY folded"
                      " ORDER BY pages DESC, folded LIMIT ?1";
    int code;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(store, err);
    sqlite3_bind_int64(statement, 1, LIMIT_NEAR_WORDS_KEPT);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *word = (const char *)sqlite3_column_text(statement, 0);
        if (word != NULL)
            add_word(lists, word);
    }
    bool good = code == SQLITE_DONE || fts5_fail(store, err);
    sqlite3_finalize(statement);
    return good;
}

static bool
put_words(struct fts5 *store, size_t letters, const struct buf *words, struct error *err)
{
    struct buf packed = BUF_INIT(PACKED_BYTES);
    pack_add(&packed, words->data, words->length);
    bool good = fts5_derive_side(store, "words", (int64_t)letters, &packed, err);
    buf_free(&packed);
    return good;
}

bool
fts5_derive_words(struct fts5 *store, struct error *err)
{
    struct buf lists[LETTERS_MOST + 1];
    for (size_t i = 0; i <= LETTERS_MOST; i++)
        lists[i] = (struct buf)BUF_INIT(LIMIT_NEAR_BYTES);
    bool good = read_words(store, lists, err);
    for (size_t i = 0; i <= LETTERS_MOST; i++) {
        good = good && (lists[i].length == 0 || put_words(store, i, &lists[i], err));
        buf_free(&lists[i]);
    }
    return good;
}
