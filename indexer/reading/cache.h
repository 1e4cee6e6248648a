/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was read from documents, kept by content hash: a killed run repeats little. */
#ifndef STEPWELL_CACHE_H
#define STEPWELL_CACHE_H

#include "extract/wire.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cache;

/* One document as it came out of the reader. */
struct cache_entry {
    const char *digest;   /* SHA-256 of the file, hexadecimal */
    const char *identity; /* of the reader: another one may give other frames */
    const char
        *conditions; /* limits and passwords: a failure under others is no failure */
    bool whole;
    enum wire_reason reason;
    const char *text; /* for people */
    uint32_t ms;
};

/* Opens or makes the file; a damaged one is made anew. ERROR_WRITE when it cannot be. */
bool cache_open(const char *path, struct cache **cache, struct error *err);
/* For reading, where there is one: NULL when there is none, or none that can be read. */
struct cache *cache_open_existing(const char *path);
void cache_close(struct cache *cache);

/* Is there an answer that still holds? Fills entry (texts in the arena) and, when frames is not
 * NULL, appends the frame stream. *found says so. */
bool cache_find(struct cache *cache, const struct cache_entry *key, struct arena *arena,
                struct cache_entry *entry, struct buf *frames, bool *found,
                struct error *err);

/* Kept at once and for good: after it returns a kill loses nothing of it. */
bool cache_put(struct cache *cache, const struct cache_entry *entry,
               const struct buf *frames, struct error *err);

/* Files that are no publications: remembered by their key, so that they are not read again and
 * `status` can name them. stamp NULL forgets. */
bool cache_put_skipped(struct cache *cache, const char *key, const char *stamp,
                       struct error *err);
bool cache_skipped(struct cache *cache, const char *key, struct arena *arena,
                   const char **stamp, struct error *err);
typedef void cache_skipped_fn(void *context, const char *key, const char *stamp);
bool cache_each_skipped(struct cache *cache, cache_skipped_fn *each, void *context,
                        struct error *err);

/* A note that outlives the run: "" when there is none. */
bool cache_fact(struct cache *cache, const char *name, struct arena *arena,
                const char **value, struct error *err);
bool cache_put_fact(struct cache *cache, const char *name, const char *value,
                    struct error *err);

/* One update is over: entries that neither it nor the one before used are dropped. use marks
 * those of this one; all between begin and commit. */
bool cache_begin(struct cache *cache, struct error *err);
bool cache_age(struct cache *cache, struct error *err);
bool cache_use(struct cache *cache, const char *digest, struct error *err);
bool cache_sweep(struct cache *cache, struct error *err);
bool cache_commit(struct cache *cache, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
