/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small pictures of pages, made after publishing: searching never waits for them. */
#ifndef STEPWELL_PICTURE_H
#define STEPWELL_PICTURE_H

#include "reading/cache.h"
#include "update/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A document whose pages can be drawn, and which of them shall be. */
struct picture_document {
    const char *digest;
    const struct plan_file *file; /* NULL when it is not here: what was drawn is kept */
    const int64_t *pages;         /* ascending, no page twice */
    size_t page_count;
};

struct picture_run {
    const char *index;
    const struct picture_document *documents;
    size_t count;
    struct cache *cache;
    const char *program, *identity; /* of the reader */
    unsigned workers;
    bool full; /* what was drawn before does not count */
    bool progress;
    bool (*stopped)(void);
    /* Results: */
    size_t drawn;   /* in this run */
    size_t held;    /* pages with a picture in the file now */
    size_t failed;  /* pages that cannot be drawn */
    size_t waiting; /* left for the next run */
    uint64_t bytes; /* of the file */
};

/* Brings "INDEX.pictures" up to date; only while the lock is held. What was drawn is kept when
 * it stops in between. */
bool picture_make(struct picture_run *run, struct error *err);

/* Removes it, and what was in the making. */
void picture_remove(const char *index);

#ifdef __cplusplus
}
#endif

#endif
