/* SPDX-License-Identifier: GPL-2.0-or-later */
/* After the commit: what the cache has to remember of the run. */
#include "ingest_parts.h"

#include "base/limits.h"

#include <inttypes.h>

const char *
ingest_stamp(const struct plan_entry *entry, struct buf *text, struct arena *arena)
{
    struct stamp stamp = { entry->digest, NULL, entry->file_count };
    stamp.files = arena_alloc(arena, entry->file_count, sizeof *stamp.files);
    for (size_t i = 0; i < entry->file_count; i++)
        stamp.files[i] = entry->files[i].now;
    buf_reset(text);
    stamp_write(text, &stamp);
    return text->data;
}

const char *
ingest_added_fact(const char *key, struct arena *arena)
{
    return arena_format(arena, "added %s", key);
}

struct finishing {
    struct ingest *ingest;
    struct arena *arena;
    struct buf stamp;
    struct error *err;
};

static bool
keep_added(struct finishing *finishing, const char *key)
{
    const char *fact = ingest_added_fact(key, finishing->arena);
    int64_t added;
    return store_added(finishing->ingest->work, key, &added, finishing->err) &&
           (added == 0 ||
            cache_put_fact(finishing->ingest->cache, fact,
                           arena_format(finishing->arena, "%" PRId64, added),
                           finishing->err));
}

/* One that comes again is new again. */
static bool
finish_removed(const struct finishing *finishing, const char *key)
{
    struct cache *cache = finishing->ingest->cache;
    return cache_put_skipped(cache, key, NULL, finishing->err) &&
           cache_put_fact(cache, ingest_added_fact(key, finishing->arena), "",
                          finishing->err);
}

static bool
finish_entry(struct finishing *finishing, const struct plan_entry *entry)
{
    struct ingest *ingest = finishing->ingest;
    const char *key = entry->source->publication.key, *stamp;
    for (size_t i = 0; i < entry->file_count; i++)
        if (entry->files[i].now.digest[0] != '\0' &&
            !cache_use(ingest->cache, entry->files[i].now.digest, finishing->err))
            return false;
    if (entry->action != PLAN_PUT)
        return true;
    if (!keep_added(finishing, key))
        return false;
    if (!entry->source->loose)
        return true;
    if (!store_stamp(ingest->work, key, finishing->arena, &stamp, finishing->err))
        return false;
    return cache_put_skipped(
        ingest->cache, key,
        stamp == NULL ? ingest_stamp(entry, &finishing->stamp, finishing->arena) : NULL,
        finishing->err);
}

bool
ingest_finish(struct ingest *ingest, struct error *err)
{
    struct finishing finishing = { .ingest = ingest,
                                   .arena = arena_new(),
                                   .stamp = BUF_INIT(LIMIT_TEXT_BYTES),
                                   .err = err };
    const struct plan *plan = ingest->plan;
    bool good = cache_begin(ingest->cache, err) &&
                (!ingest->whole_library || cache_age(ingest->cache, err));
    for (size_t i = 0; i < plan->count && good; i++)
        good = finish_entry(&finishing, &plan->entries[i]);
    for (size_t i = 0; i < plan->removed_count && good; i++)
        good = finish_removed(&finishing, plan->removed[i].key);
    good = good && cache_sweep(ingest->cache, err) && cache_commit(ingest->cache, err);
    arena_free(finishing.arena);
    buf_free(&finishing.stamp);
    return good;
}
