/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One request and its answer, without redirects and without second tries. */
#ifndef STEPWELL_FETCH_TRANSFER_H
#define STEPWELL_FETCH_TRANSFER_H

#include "fetch.h"

#ifdef __cplusplus
extern "C" {
#endif

struct fetch_request {
    const char *url;
    const char *etag, *changed; /* of the copy that is here; "" for none */
    const char *validator;      /* of the part that is here; "" for none */
    int64_t offset;             /* its bytes */
    int descriptor;             /* where the content goes, or -1 */
    struct buf *bytes;          /* the other place */
    bool allow_private;
};

enum fetch_end {
    FETCH_ANSWERED,  /* see status */
    FETCH_UNREACHED, /* no such host, no connection */
    FETCH_BROKEN,    /* the connection broke, or took too long: try again */
    FETCH_MISPLACED, /* another part came than was asked for: try again without */
    FETCH_FORBIDDEN, /* a private address */
    FETCH_TOO_LARGE,
    FETCH_UNWRITTEN, /* the disk is full */
    FETCH_FAILED     /* certificates and the like */
};

struct fetch_answer {
    enum fetch_end end;
    long status;
    char etag[256], changed[64];
    const char *location; /* of a redirect, resolved; "" */
    long retry_after;     /* seconds, 0 when not said */
    int system_error;     /* of FETCH_UNWRITTEN */
    char text[200];       /* for people */
};

struct fetch_transfer;
struct fetch_pool;

/* NULL when the library cannot start. */
struct fetch_pool *fetch_pool_new(const struct fetch_rules *rules);
void fetch_pool_free(struct fetch_pool *pool);

/* Starts one; told is called with its answer from fetch_pool_run. begun (may be NULL) hears
 * the validator of a new body before its first byte is written. */
typedef void fetch_told_fn(void *context, const struct fetch_answer *answer);
typedef void fetch_begun_fn(void *context, const char *validator);
bool fetch_pool_start(struct fetch_pool *pool, const struct fetch_request *request,
                      struct arena *arena, fetch_begun_fn *begun, fetch_told_fn *told,
                      void *context);
/* Waits for something to happen, at most so long. */
void fetch_pool_run(struct fetch_pool *pool, int wait_ms);

#ifdef __cplusplus
}
#endif

#endif
