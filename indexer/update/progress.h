/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line on a terminal that shows how far a long step has come; nothing anywhere else. */
#ifndef STEPWELL_PROGRESS_H
#define STEPWELL_PROGRESS_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

struct progress {
    bool shown;       /* stderr is a terminal and nobody asked for silence */
    const char *what; /* "Reading" */
    int64_t started_ms, drawn_ms;
    bool drawn;
};

void progress_start(struct progress *progress, const char *what, bool wanted);
/* Draws at most ten times a second. pages 0: not said. */
void progress_step(struct progress *progress, size_t done, size_t total, uint64_t pages);
/* Wipes the line. */
void progress_end(struct progress *progress);

/* What is drawn, without the escape sequences; elapsed_ms since the start. */
void progress_format(struct buf *out, const char *what, size_t done, size_t total,
                     uint64_t pages, int64_t elapsed_ms);

#ifdef __cplusplus
}
#endif

#endif
