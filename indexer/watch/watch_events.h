/* SPDX-License-Identifier: GPL-2.0-or-later */
/* inotify(7): folders that are watched, and what was heard of them. */
#ifndef STEPWELL_WATCH_EVENTS_H
#define STEPWELL_WATCH_EVENTS_H

#include "watch_look.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct watch_events;

struct watch_heard {
    bool any;                  /* something changed that counts */
    size_t open;               /* files that are being written */
    int64_t first_ms, last_ms; /* when, by clock_ms */
};

/* own stays the caller's. Never NULL; see trouble. */
struct watch_events *watch_events_open(const struct watch_own *own);
void watch_events_close(struct watch_events *events);

/* "" while all is well; else why it cannot go on, with a hint. Stays valid. */
const char *watch_events_trouble(const struct watch_events *events);
int watch_events_descriptor(const struct watch_events *events);

/* Between start and ready everything is named that is to be watched; the rest is dropped. */
void watch_events_start(struct watch_events *events);
void watch_events_folder(struct watch_events *events, const char *path, bool deep);
/* One name in its folder, or in the nearest folder that is there. */
void watch_events_file(struct watch_events *events, const char *path);
void watch_events_ready(struct watch_events *events);

/* Takes what is there; does not wait. */
void watch_events_read(struct watch_events *events);
const struct watch_heard *watch_events_heard(const struct watch_events *events);
void watch_events_forget(struct watch_events *events);

#ifdef __cplusplus
}
#endif

#endif
