/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts what changed into the store, in the order of the catalogue; no document stops the run. */
#ifndef STEPWELL_INGEST_H
#define STEPWELL_INGEST_H

#include "plan.h"
#include "progress.h"
#include "reading/detect.h"
#include "reading/pool.h"

#ifdef __cplusplus
extern "C" {
#endif

struct ingest {
    struct plan *plan;
    struct cache *cache;
    struct store *work;
    const struct detect *detect;
    const char *program, *identity; /* of the reader */
    unsigned workers;
    int64_t now;        /* seconds since 1970: when what is new was added */
    bool full;          /* what the cache holds does not count */
    bool whole_library; /* not --only: what is not used grows old in the cache */
    bool progress;
    bool (*stopped)(void);
    /* Results: */
    size_t read; /* documents given to the reader */
    size_t put;  /* publications put into the store */
};

/* Whatever else shapes pages than documents and catalogue: part of every stamp. */
const char *ingest_rules(const char *languages, struct arena *arena);

/* Reads the documents that the cache does not hold yet; each is kept as it finishes. */
bool ingest_extract(struct ingest *ingest, struct error *err);

/* Inside store_begin and store_commit: forgets what is gone, puts what changed, fills the
 * outcome of every file in the plan. */
bool ingest_put(struct ingest *ingest, struct error *err);

/* After the commit: remembers files that are no publications, ages the cache. */
bool ingest_finish(struct ingest *ingest, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
