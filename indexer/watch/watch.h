/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waits until files have changed and are quiet again: by inotify(7), or by looking. */
#ifndef STEPWELL_WATCH_H
#define STEPWELL_WATCH_H

#include "base/memory.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct watch;

struct watch_options {
    const char *index;  /* its own files change with every update and are left out */
    const char *corpus; /* copies that were fetched are, too; "" for none */
    long poll_seconds;  /* look so often, without inotify; 0 = inotify */
    int64_t quiet_ms;   /* without a change, before an update is worth it */
    int64_t stall_ms;   /* a file that is open for writing is waited for so long */
    int64_t look_ms;    /* then it reports even if nothing was heard */
    bool (*stopped)(void);
};

enum watch_end {
    WATCH_CHANGED,
    WATCH_DUE, /* look_ms is over */
    WATCH_STOPPED
};

struct watch *watch_new(const struct watch_options *options);
void watch_free(struct watch *watch);

/* Before each look at the library: forgets what was to be watched, and is told anew. Changes
 * from here on are not lost. */
void watch_start(struct watch *watch);
/* A folder with all folders in it, or a file. */
void watch_tree(struct watch *watch, const char *path);
/* One file, there or not; where it is a link, also what it leads to. */
void watch_file(struct watch *watch, const char *path);
/* Files in one folder, not below. */
void watch_folder(struct watch *watch, const char *path);

/* All is named; the library is looked at after this. */
void watch_ready(struct watch *watch);

/* The first time that inotify had to be given up: why, and what to do. "" else. */
const char *watch_trouble(struct watch *watch);

/* Until something changed and is quiet, time is over, or a signal came. */
enum watch_end watch_wait(struct watch *watch);

#ifdef __cplusplus
}
#endif

#endif
