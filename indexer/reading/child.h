/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One stepwell-extract process: start it, hand it a document, hear what it says, end it. */
#ifndef STEPWELL_CHILD_H
#define STEPWELL_CHILD_H

#include "extract/wire.h"

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CHILD_DIAGNOSIS_BYTES = 4096 };

enum child_state {
    CHILD_GONE, /* no process */
    CHILD_IDLE,
    CHILD_BUSY,
    CHILD_FINISHED, /* END or ERROR came: the result can be taken */
    CHILD_LOST      /* died, or said something that makes no sense: must be ended */
};

struct child {
    enum child_state state;
    pid_t process;
    int socket, errors; /* -1 when closed */
    uint32_t serial;    /* of the document under way */
    unsigned documents; /* handled so far */
    int64_t started_ms, heard_ms;
    struct buf input;    /* not yet a whole frame */
    struct buf frames;   /* whole and checked ones */
    struct arena *arena; /* of the frame being checked */
    size_t units, notes, outlines;
    bool drawing; /* pictures are asked for, not text */
    bool document, lied;
    bool whole;
    uint32_t cpu_ms; /* that it says it took; 0 until the end */
    enum wire_reason reason;
    char text[480];
    char diagnosis[CHILD_DIAGNOSIS_BYTES];
    size_t diagnosis_length;
};

void child_clear(struct child *worker);
void child_free(struct child *worker);

/* ERROR_SYSTEM when the program cannot be run. */
bool child_start(struct child *worker, const char *program, struct error *err);

/* False when the worker is not there any more: end it and start another. */
bool child_send(struct child *worker, int descriptor, const struct wire_request *request);

/* Takes what has arrived on its socket, or on its stderr; changes the state. */
void child_hear(struct child *worker);
void child_drain_errors(struct child *worker);

/* Ends the process. When it was lost, reason and text say how it died; overdue: it was too slow
 * (seconds says how long it had). *unusable is set when it could not even start. */
void child_end(struct child *worker, unsigned overdue, bool *unusable);

#ifdef __cplusplus
}
#endif

#endif
