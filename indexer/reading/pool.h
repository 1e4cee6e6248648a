/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N resident stepwell-extract processes: a descriptor goes in, frames come out, none is trusted. */
#ifndef STEPWELL_POOL_H
#define STEPWELL_POOL_H

#include "extract/wire.h"

#ifdef __cplusplus
extern "C" {
#endif

struct pool_job {
    const char *path;
    const char *suffix, *mime;    /* hints; "" when unknown */
    const char *const *passwords; /* tried one after another on a protected document */
    size_t password_count;
    int64_t bytes, mtime_ns;       /* as they were when it was hashed */
    int64_t first_page, last_page; /* pictures of these instead of text; 0 for text */
};

/* "report.PDF" gives ".pdf": the hint that a name is; "" without one. */
const char *pool_suffix(struct arena *arena, const char *name);

struct pool_result {
    /* DOCUMENT, UNIT, OUTLINE and NOTE frames, or PICTURE frames, as they came, each one checked, serial 0. */
    const struct buf *frames;
    size_t units;
    bool whole;              /* END came: everything is there */
    enum wire_reason reason; /* when it did not: why */
    const char *text;        /* the same for people; "" */
    uint32_t ms;             /* wall time */
    const char *diagnosis;   /* what the reader wrote to stderr, the beginning of it */
    uint32_t cpu_ms;         /* of the reader; 0 when it did not finish */
};

/* Both return false to stop the run. */
typedef bool pool_done_fn(void *context, size_t job, const struct pool_result *result,
                          struct error *err);
typedef bool pool_tick_fn(void *context, size_t done, uint64_t units);

struct pool_options {
    const char *program;                  /* path of stepwell-extract */
    unsigned workers;                     /* 0 = one a core */
    unsigned page_seconds, total_seconds; /* 0 = LIMIT_EXTRACT_… */
    bool in_order;      /* as given, for one worker; else the biggest files first */
    pool_done_fn *done; /* once for every job, as they finish */
    pool_tick_fn *tick; /* several times a second; may be NULL */
    void *context;
};

/* A document that killed its worker, or ran out of memory, is tried once
 * more, alone. False when done or tick said so, or when no worker can be started. */
bool pool_run(const struct pool_options *options, const struct pool_job *jobs,
              size_t count, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
