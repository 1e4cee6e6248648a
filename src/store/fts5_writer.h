/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the writing files of the built-in engine share (stepwell_write only). */
#ifndef STEPWELL_STORE_FTS5_WRITER_H
#define STEPWELL_STORE_FTS5_WRITER_H

#include "store/fts5.h"
#include "text/tokens.h"

/* ---- vocabulary (fts5_count.c): what one transaction adds and takes away ---- */

struct fts5_counter;

struct fts5_counter *fts5_counter_new(void);
void fts5_counter_free(struct fts5_counter *counter);
/* The next tokens are those of one page; sign is 1 when it comes, -1 when it goes. */
void fts5_counter_page(struct fts5_counter *counter, const struct lang *lang, int sign);
/* text is what token->start and token->end refer to. */
void fts5_counter_token(struct fts5_counter *counter, const struct token *token,
                        const char *text);
/* After the last token of a text. */
void fts5_counter_rest(struct fts5_counter *counter);
bool fts5_counter_is_large(const struct fts5_counter *counter);
/* Writes the differences to the tables and forgets them. */
bool fts5_counter_flush(struct fts5_counter *counter, struct fts5 *store,
                        struct error *err);
void fts5_counter_clear(struct fts5_counter *counter);

/* The written form that is shown: that of most pages, in lower case unless it never is (forms
 * as in table word). NULL: the folded form itself (fts5_spelling.c). */
struct fts5_form {
    const char *written;
    int64_t pages;
};
const char *fts5_spelling_shown(const struct lang *lang, const char *folded,
                                const struct fts5_form *forms, size_t count,
                                struct arena *arena);
size_t fts5_spelling_read(const char *text, const char *folded, int64_t pages,
                          struct fts5_form *forms, struct arena *arena);
void fts5_spelling_change(struct fts5_form *forms, size_t *count, const char *written,
                          int64_t pages, struct arena *arena);
/* NULL where only the folded form was written. */
const char *fts5_spelling_write(const char *folded, struct fts5_form *forms, size_t count,
                                struct arena *arena);

/* ---- token streams (fts5_streams.c) ---- */

/* In words. */
struct fts5_lengths {
    int64_t title, body;
};

/* Makes the streams of a page, and counts its words: sign as in fts5_counter_page. */
bool fts5_streams_make(struct fts5 *store, const struct store_page *page,
                       struct tokens *tokens, int sign, struct fts5_lengths *lengths,
                       struct error *err);
/* Binds page and both streams to a statement and runs it. */
bool fts5_streams_put(struct fts5 *store, enum fts5_slot slot, const char *sql,
                      int64_t page, struct error *err);

/* Binds one or two texts to a statement without results and runs it. */
bool fts5_run_texts(struct fts5 *store, enum fts5_slot slot, const char *sql,
                    const char *first, const char *second, struct error *err);
/* The number that a statement finds for a key; 0 when it finds nothing. */
bool fts5_read_number(struct fts5 *store, enum fts5_slot slot, const char *sql,
                      const char *key, int64_t *number, struct error *err);

/* ---- ids that are used again (fts5_ids.c) ---- */

struct fts5_ids {
    const char *table;
    int64_t *free; /* a heap, the smallest first */
    size_t count, capacity;
    int64_t next;
    bool known;
};

bool fts5_ids_take(struct fts5 *store, struct fts5_ids *ids, int64_t *id,
                   struct error *err);
void fts5_ids_give(struct fts5_ids *ids, int64_t id);
void fts5_ids_forget(struct fts5_ids *ids);

/* ---- arrays, dictionaries and counts for readers (fts5_derive.c) ---- */

bool fts5_derive(struct fts5 *store, struct error *err);
/* One row of table side. */
bool fts5_derive_side(struct fts5 *store, const char *name, int64_t chunk,
                      const struct buf *data, struct error *err);
/* The words by their length (fts5_derive_words.c); titles and headings
 * (fts5_derive_phrases.c). */
bool fts5_derive_words(struct fts5 *store, struct error *err);
bool fts5_derive_phrases(struct fts5 *store, struct error *err);

struct fts5_writer {
    struct fts5_counter *counter;
    struct fts5_ids pages, publications;
    struct tokens *tokens;  /* for what is taken away */
    struct buf title, body; /* token streams of the page in hand */
    bool open;              /* a transaction */
};

#endif
