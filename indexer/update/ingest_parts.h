/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of ingest (ingest*.c) share; nobody else includes this. */
#ifndef STEPWELL_INGEST_PARTS_H
#define STEPWELL_INGEST_PARTS_H

#include "ingest.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the cache is asked for to have a file's document (ingest.c). */
struct cache_entry ingest_cache_key(const struct ingest *ingest,
                                    const struct plan_file *file);

/* The stamp of an entry, in text (ingest_finish.c). */
const char *ingest_stamp(const struct plan_entry *entry, struct buf *text,
                         struct arena *arena);

/* The name under which the cache knows when a publication was first put (ingest_finish.c). */
const char *ingest_added_fact(const char *key, struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
