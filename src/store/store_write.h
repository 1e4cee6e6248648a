/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writing half of the store, in stepwell_write: query programs cannot reach it. */
#ifndef STEPWELL_STORE_STORE_WRITE_H
#define STEPWELL_STORE_STORE_WRITE_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Opens or makes the private work file. One of another schema or TOKENS_VERSION, or a damaged
 * one, is made anew and *rebuilt (may be NULL) says so. */
bool store_open_work(const char *path, struct store **store, bool *rebuilt,
                     struct error *err);

/* Does the file say that it is an index or a work file, of whatever version? */
bool store_is_ours(const char *path);

/* What came out of it is not right: store_close removes it, as it does when SQLite found damage
 * (ERROR_STORE), and the next store_open_work makes it anew. */
void store_distrust(struct store *store);

/* To commit: all at once or not at all. store_close without commit rolls back. */
bool store_begin(struct store *store, struct error *err);
bool store_commit(struct store *store, struct error *err);

/* Puts a publication with its files (ids are filled in) and its description as a searchable
 * row. Replaces nothing: forget the key first. */
bool store_put_publication(struct store *store, struct publication *publication,
                           struct publication_file *files, struct tokens *tokens,
                           struct error *err);

/* Text, title and the tokens of both. page->publication and page->file are ids given above. */
bool store_put_page(struct store *store, const struct store_page *page,
                    struct tokens *tokens, struct error *err);

/* Removes a publication, its files and pages; no error when there is none. */
bool store_forget(struct store *store, const char *key, struct error *err);

/* What the indexer remembers per publication to see that nothing changed: an opaque text.
 * NULL when the key is unknown. */
bool store_stamp(struct store *store, const char *key, struct arena *arena,
                 const char **stamp, struct error *err);
bool store_put_stamp(struct store *store, const char *key, const char *stamp,
                     struct error *err);
/* When the publication of this key was first put; 0: it is not there. */
bool store_added(struct store *store, const char *key, int64_t *added, struct error *err);
typedef bool store_key_fn(void *context, const char *key);
bool store_each_key(struct store *store, store_key_fn *each, void *context,
                    struct error *err);

/* Who types from looks for to as well; lang: in this language only, or NULL. These replace all
 * that were there. */
struct store_synonym {
    const char *from, *to;
    const struct lang *lang;
};
bool store_put_synonyms(struct store *store, const struct store_synonym *items,
                        size_t count, struct tokens *tokens, struct error *err);

/* Facts that a published index carries ("name", "note"). */
bool store_put_fact(struct store *store, const char *name, const char *value,
                    struct error *err);

/* Reads a published index from end to end; ERROR_STORE when something in it is not right. */
bool store_check(const char *path, struct error *err);

/* A compact copy (vocabulary, document frequencies and arrays brought up to date, checked by
 * quick_check and FTS5's integrity-check) that publish.c renames over the published index. */
bool store_export(struct store *store, const char *path, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
