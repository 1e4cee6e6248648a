/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stems of words that begin alike: read once for all languages, as a word is looked at in each. */
#include "store/fts5.h"

#include "base/limits.h"
#include "base/memory.h"
#include "text/tokens.h"

#include <string.h>

struct fts5_related_row {
    const char *stem;
    unsigned char lang; /* code */
    bool plain;         /* a word that is its own stem */
};

static const char *
tagged(const struct lang *lang, const char *stem, struct arena *arena)
{
    struct buf token = BUF_INIT(2UL * LIMIT_TOKEN_BYTES);
    tokens_tag(&token, lang, stem, strlen(stem));
    const char *copy = arena_text(arena, token.data, token.length);
    buf_free(&token);
    return copy;
}

static void
add_row(struct fts5_related *related, size_t *capacity, sqlite3_stmt *statement)
{
    arena_grow(related->memory, &related->rows, capacity, related->count + 1,
               sizeof *related->rows);
    related->rows[related->count++] =
        (struct fts5_related_row) { .stem = fts5_text(statement, 0, related->memory),
                                    .lang =
                                        (unsigned char)sqlite3_column_int(statement, 1),
                                    .plain = sqlite3_column_int(statement, 2) != 0 };
}

/* Rows that were cut off by the end of time are of use now, and not kept for later. */
static void
read_rows(struct fts5 *self, const char *prefix)
{
    struct fts5_related *related = &self->related;
    size_t capacity = 0;
    int code = SQLITE_ERROR;
    if (related->memory == NULL)
        related->memory = arena_new();
    arena_reset(related->memory);
    *related = (struct fts5_related) { .memory = related->memory };
    sqlite3_stmt *statement =
        fts5_prepare(self, FTS5_RELATE,
                     "SELECT stem, lang, max(folded=stem), sum(df) AS pages FROM word"
                     " WHERE folded>=?1 AND folded<?2 GROUP BY stem, lang"
                     " ORDER BY pages DESC, stem, lang",
                     NULL);
    if (statement == NULL)
        return;
    fts5_bind_prefix(statement, prefix);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        add_row(related, &capacity, statement);
    sqlite3_reset(statement);
    if (code == SQLITE_DONE)
        related->prefix = arena_copy(related->memory, prefix);
}

/* A page holds the tagged stem, or the plain word where that is its own stem. */
size_t
fts5_relate(void *opened, const struct lang *lang, const char *prefix,
            struct arena *arena, const struct query_form **forms)
{
    struct fts5 *self = opened;
    struct fts5_related *related = &self->related;
    size_t count = 0;
    if (related->prefix == NULL || strcmp(related->prefix, prefix) != 0)
        read_rows(self, prefix);
    size_t rows = related->count < LIMIT_RELATED_FORMS / 2 ? related->count
                                                           : LIMIT_RELATED_FORMS / 2;
    struct query_form *items = arena_alloc(arena, 2 * rows, sizeof *items);
    for (size_t i = 0; i < related->count && count + 2 <= 2 * rows; i++) {
        const struct fts5_related_row *row = &related->rows[i];
        if (self->langs[row->lang].group != fts5_group(lang))
            continue;
        const char *stem = arena_copy(arena, row->stem);
        items[count++] = (struct query_form) { .token = tagged(lang, stem, arena),
                                               .lang = lang,
                                               .stem = stem };
        if (row->plain)
            items[count++] =
                (struct query_form) { .token = stem, .lang = lang, .stem = stem };
    }
    *forms = items;
    return count;
}
