/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is remembered of each address: which copy it gave, and how to ask whether it changed. */
#ifndef STEPWELL_FETCH_STATE_H
#define STEPWELL_FETCH_STATE_H

#include "base/memory.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Texts never NULL. */
struct fetch_row {
    const char *url;
    const char *name;           /* of the copy in the folder of downloads; "" for none */
    const char *etag, *changed; /* as the server gave them */
    int64_t checked; /* when it was last asked and answered; seconds, 0 = never */
    int64_t failed;  /* since when it cannot be fetched; 0 when it can */
    const char *code, *reason; /* why */
    const char *moved;         /* to where, for good */
    bool queued;               /* in this run; not kept */
};

struct fetch_state {
    struct arena *arena;
    const char *path;
    struct fetch_row *rows;
    size_t count, capacity;
    size_t *table; /* hash table of row numbers + 1 */
    size_t room;
};

/* A file that is not there, or is none of ours, gives an empty state. */
void fetch_state_read(struct fetch_state *state, const char *corpus, struct arena *arena);
/* NULL when there is none. */
struct fetch_row *fetch_state_find(const struct fetch_state *state, const char *url);
/* The row of the address, made when there is none. */
struct fetch_row *fetch_state_row(struct fetch_state *state, const char *url);
/* In one step: whoever reads finds the old file or the new one. */
bool fetch_state_write(const struct fetch_state *state, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
