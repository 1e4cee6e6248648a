/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the built-in engine (fts5*.c) share; nobody else includes this. */
#ifndef STEPWELL_STORE_FTS5_H
#define STEPWELL_STORE_FTS5_H

#include "store/engine.h"
#include "store/fts5_slots.h"

#include <sqlite3.h>
#include <sys/stat.h>

enum {
    FTS5_APPLICATION = 0x53746570, /* "Step": in the header of every index */
    FTS5_CHUNK = 4096,         /* pages in one piece of an array; loaded on first touch */
    FTS5_CODES = 256,          /* language codes are bytes */
    FTS5_ADDRESS_BYTES = 65536 /* of a path with all its bytes escaped */
};

/* ---- arrays beside the tables (fts5_side.c) ---- */

/* All zero where there is no page. */
struct fts5_page {
    uint32_t publication;
    uint16_t title, body; /* words, saturating */
    uint8_t lang, format; /* format: id of the facet value "type", 0 for a description */
    uint8_t part;
    uint8_t
        twin; /* format of the file that has the same words and is shown first; or 0 */
};

struct fts5_record {
    uint32_t key_rank, title_rank; /* place in the order of keys, of titles */
    uint32_t org_first;
    uint16_t org_count, kind; /* ids of facet values */
    int16_t year;
    uint32_t added; /* seconds since 1970 */
};

struct fts5_side {
    const char *name;
    size_t packed, size; /* bytes of one element in the file, in memory */
    void (*unpack)(const unsigned char *packed, void *element);
    struct fts5_chunk **chunks;
    size_t chunk_count;
};

struct fts5_lang {
    const struct lang *lang; /* NULL: no pages */
    unsigned char group;     /* code of the language whose stems it shares */
    int64_t rows, pages, title_words, body_words;
};

/* What fts5_relate() read last. */
struct fts5_related {
    const char *prefix;            /* NULL: nothing yet */
    struct fts5_related_row *rows; /* most pages first */
    size_t count;
    struct arena *memory;
};

struct fts5_match;
struct fts5_writer;
struct pack_reader;

struct fts5 {
    sqlite3 *db;
    char *path;
    dev_t device;
    ino_t inode;
    bool damaged; /* was found to be */
    sqlite3_stmt *statements[FTS5_SLOTS];
    struct arena *memory; /* of facts */
    struct store_facts facts;
    const struct lang **scope_langs;
    struct fts5_lang langs[FTS5_CODES];  /* by code */
    struct fts5_lang groups[FTS5_CODES]; /* sums over a group, by the group's code */
    int64_t rows;                        /* pages and descriptions */
    struct fts5_side pages, records, orgs;
    struct pack_reader *texts; /* NULL in a file that is written */
    struct buf long_words;     /* once a compound was looked for */
    struct fts5_related related;
    struct fts5_match *match;   /* the search that is running */
    struct fts5_writer *writer; /* of a work file; freed by close_writer */
    void (*close_writer)(struct fts5 *self);
};

/* ---- open, close, statements (fts5.c) ---- */

/* Opens url (a file: address) and makes tokenizer and ranking function known to it. */
bool fts5_connect(struct fts5 *self, const char *address, int flags, struct error *err);
/* "file:" address of a path, every byte that means something to SQLite escaped. */
void fts5_address(struct buf *out, const char *path, const char *parameters);
/* Application, schema and analysis of an existing file; ERROR_MISSING when there is none. */
bool fts5_check_header(const char *path, struct stat *status, struct error *err);
/* Is it a database of stepwell at all, of whatever version? */
bool fts5_check_owner(const char *path, struct error *err);
bool fts5_check_analysis(struct fts5 *self, struct error *err);
bool fts5_load_facts(struct fts5 *self, struct error *err);
void fts5_close(void *self);
/* A work file and its journal, which would be played into the next one otherwise. */
void fts5_remove(const char *path);

/* Runs statements without results. */
bool fts5_run(struct fts5 *self, const char *sql, struct error *err);
/* The statement of a slot, reset; prepared on first use. NULL with err set on failure. */
sqlite3_stmt *fts5_prepare(struct fts5 *self, enum fts5_slot slot, const char *sql,
                           struct error *err);
/* Steps a statement that gives no row and resets it. */
bool fts5_finish(struct fts5 *self, sqlite3_stmt *statement, struct error *err);
/* What SQLite said last; always false. */
bool fts5_fail(struct fts5 *self, struct error *err);
/* ERROR_STORE; a work file is removed when it is closed. Always false. */
bool fts5_damaged(struct fts5 *self, const char *why, struct error *err);
/* Appends what is packed in a column; nothing for NULL. */
bool fts5_unpack(struct fts5 *self, sqlite3_stmt *statement, int column, struct buf *out,
                 struct error *err);
/* A text column; "" for NULL. */
const char *fts5_text(sqlite3_stmt *statement, int column, struct arena *arena);
void fts5_bind(sqlite3_stmt *statement, int index, const char *text);

/* The code that stands in tagged stems of this language (NULL: unknown language). */
unsigned char fts5_group(const struct lang *lang);

/* ---- tokens in FTS5 (fts5_tokenizer.c) ---- */

bool fts5_register_tokenizer(fts5_api *api, struct error *err);
/* Appends one token to a stream: a new word, or another form of the word before. False when
 * it cannot stand in an index and was left out. */
bool fts5_stream_add(struct buf *stream, bool colocated, const char *token,
                     size_t length);

/* ---- fts5_side.c ---- */

void fts5_side_open(struct fts5 *self, int64_t pages, int64_t publications, int64_t orgs);
void fts5_side_close(struct fts5 *self);
const struct fts5_page *fts5_side_page(struct fts5 *self, int64_t page);
const struct fts5_record *fts5_side_record(struct fts5 *self, uint32_t publication);
uint32_t fts5_side_org(struct fts5 *self, uint32_t index);

/* ---- ranking function (fts5_rank.c) ---- */

bool fts5_register_rank(fts5_api *api, struct fts5 *self, struct error *err);

/* ---- the calls of store.h ---- */

bool fts5_match(void *self, const struct store_want *want, struct arena *arena,
                struct store_hits *hits, struct error *err);
bool fts5_load(void *self, int64_t page, struct arena *arena, struct store_page *out,
               struct error *err);
bool fts5_pages(void *self, int64_t publication, struct arena *arena,
                const int64_t **pages, size_t *count, struct error *err);
bool fts5_publication(void *self, int64_t publication, struct arena *arena,
                      struct publication *out, struct error *err);
bool fts5_publication_of_key(void *self, const char *key, struct arena *arena,
                             struct publication *out, struct error *err);
bool fts5_terms(void *self, const char *prefix, size_t limit, store_term_fn *each,
                void *context, struct error *err);
bool fts5_words_of_surface(void *self, const char *surface, store_term_fn *each,
                           void *context, struct error *err);
bool fts5_words_of_stem(void *self, const struct lang *lang, const char *stem,
                        size_t limit, store_term_fn *each, void *context,
                        struct error *err);
bool fts5_words_of_length(void *self, size_t letters, struct buf *words,
                          struct error *err);
bool fts5_phrases(void *self, const char *prefix, size_t limit, store_phrase_fn *each,
                  void *context, struct error *err);
/* query_scope.compounds (fts5_compounds.c). */
size_t fts5_compounds(void *self, const struct lang *lang, const char *surface,
                      const char *stem, struct arena *arena,
                      const struct query_form **forms);

/* ---- synonyms (fts5_synonyms.c) ---- */

/* Of the longest key; 0 when there are none. */
unsigned fts5_synonyms_words(struct fts5 *self);
/* As struct query_scope wants it. */
size_t fts5_synonyms(void *self, const char *key, struct arena *arena,
                     const struct query_synonym **items);
/* query_scope.relate (fts5_related.c). */
size_t fts5_relate(void *self, const struct lang *lang, const char *prefix,
                   struct arena *arena, const struct query_form **forms);
/* Binds prefix and the first text that sorts after all with this prefix. */
void fts5_bind_prefix(sqlite3_stmt *statement, const char *prefix);
void fts5_scope(void *self, struct query_scope *scope);

#endif
