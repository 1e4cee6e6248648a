/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to watch, how long to wait, and looking where inotify cannot help. */
#include "watch.h"

#include "base/clock.h"
#include "watch_events.h"
#include "watch_look.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { POLL_SECONDS = 30, NEVER_QUIET = 10 /* times stall_ms */ };

enum root_kind { ROOT_FILE, ROOT_FOLDER, ROOT_TREE };

struct root {
    enum root_kind kind;
    const char *path;
};

struct watch {
    const struct watch_options *options;
    struct watch_own own;
    struct watch_events *events; /* NULL: by looking */
    struct arena *arena;         /* of this round */
    struct root *roots;
    size_t count, capacity;
    uint64_t seen; /* when looking */
    const char *trouble;
};

/* ---- what ---- */

/* Given up for good: half of the folders watched is worse than none. */
static void
give_up(struct watch *watch)
{
    if (watch->events == NULL || watch_events_trouble(watch->events)[0] == '\0')
        return;
    watch->trouble = watch_events_trouble(watch->events);
    watch_events_close(watch->events);
    watch->events = NULL;
}

struct watch *
watch_new(const struct watch_options *options)
{
    struct watch *watch = memory_new(1, sizeof *watch);
    watch->options = options;
    watch->arena = arena_new();
    watch->trouble = "";
    watch_own_find(&watch->own, options->index, options->corpus);
    if (options->poll_seconds == 0)
        watch->events = watch_events_open(&watch->own);
    give_up(watch);
    return watch;
}

void
watch_free(struct watch *watch)
{
    watch_events_close(watch->events);
    watch_own_free(&watch->own);
    arena_free(watch->arena);
    free(watch);
}

const char *
watch_trouble(struct watch *watch)
{
    const char *trouble = watch->trouble;
    watch->trouble = "";
    return trouble;
}

void
watch_start(struct watch *watch)
{
    arena_reset(watch->arena);
    watch->roots = NULL;
    watch->count = watch->capacity = 0;
    /* The folders may have come only now. */
    watch_own_free(&watch->own);
    watch_own_find(&watch->own, watch->options->index, watch->options->corpus);
    if (watch->events != NULL)
        watch_events_start(watch->events);
}

static void
add_root(struct watch *watch, enum root_kind kind, const char *path)
{
    arena_grow(watch->arena, &watch->roots, &watch->capacity, watch->count + 1,
               sizeof *watch->roots);
    watch->roots[watch->count++] = (struct root) { kind, arena_copy(watch->arena, path) };
}

void
watch_file(struct watch *watch, const char *path)
{
    struct stat status;
    char *real = lstat(path, &status) == 0 && S_ISLNK(status.st_mode)
                     ? realpath(path, NULL)
                     : NULL;
    add_root(watch, ROOT_FILE, path);
    if (watch->events != NULL) {
        watch_events_file(watch->events, path);
        if (real != NULL)
            watch_events_file(watch->events, real);
    }
    free(real);
    give_up(watch);
}

static void
add_folder(struct watch *watch, enum root_kind kind, const char *path)
{
    struct stat status;
    add_root(watch, kind, path);
    if (watch->events != NULL && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        watch_events_folder(watch->events, path, kind == ROOT_TREE);
    if (watch->events != NULL) /* it may go and come as a whole */
        watch_events_file(watch->events, path);
    give_up(watch);
}

void
watch_tree(struct watch *watch, const char *path)
{
    add_folder(watch, ROOT_TREE, path);
}

void
watch_folder(struct watch *watch, const char *path)
{
    add_folder(watch, ROOT_FOLDER, path);
}

static uint64_t
look(const struct watch *watch)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < watch->count; i++) {
        const struct root *root = &watch->roots[i];
        sum = sum * 31 +
              (root->kind == ROOT_FILE
                   ? watch_look_file(root->path)
                   : watch_look_folder(&watch->own, root->path, root->kind == ROOT_TREE));
    }
    return sum;
}

void
watch_ready(struct watch *watch)
{
    if (watch->events != NULL)
        watch_events_ready(watch->events);
    else
        watch->seen = look(watch);
}

/* ---- waiting ---- */

/* Until inotify has something, or for so long; false when a signal came. Signals are let in
 * only while waiting, so that none is overlooked just before. */
static bool
rest(const struct watch *watch, int64_t ms)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct timespec wait = { ms / 1000, ms % 1000 * 1000000 };
    struct pollfd events = { .fd = -1, .events = POLLIN };
    sigset_t blocked, before;
    if (watch->events != NULL)
        events.fd = watch_events_descriptor(watch->events);
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&blocked, signals[i]);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    if (!watch->options->stopped())
        ppoll(&events, 1, &wait, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !watch->options->stopped();
}

static enum watch_end
wait_for_events(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    int64_t start = clock_ms();
    for (;;) {
        const struct watch_heard *heard = watch_events_heard(watch->events);
        int64_t now = clock_ms(), wait = start + options->look_ms - now;
        enum watch_end end = WATCH_DUE;
        if (heard->any) {
            int64_t calm = heard->open > 0 ? options->stall_ms : options->quiet_ms;
            int64_t longest = heard->first_ms + NEVER_QUIET * options->stall_ms - now;
            end = WATCH_CHANGED;
            wait = heard->last_ms + calm - now;
            wait = wait < longest ? wait : longest;
        }
        if (wait <= 0) {
            watch_events_forget(watch->events);
            return end;
        }
        if (!rest(watch, wait))
            return WATCH_STOPPED;
        watch_events_read(watch->events);
        give_up(watch);
        if (watch->events == NULL)
            return WATCH_CHANGED;
    }
}

/* Has it changed, and then twice been the same? */
static enum watch_end
wait_by_looking(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    int64_t seconds = options->poll_seconds > 0 ? options->poll_seconds : POLL_SECONDS;
    int64_t start = clock_ms();
    while (clock_ms() - start < options->look_ms) {
        if (!rest(watch, seconds * 1000))
            return WATCH_STOPPED;
        uint64_t now = look(watch), before = watch->seen;
        if (now == before)
            continue;
        int64_t since = clock_ms();
        while (now != before && clock_ms() - since < NEVER_QUIET * options->stall_ms) {
            before = now;
            if (!rest(watch, options->quiet_ms))
                return WATCH_STOPPED;
            now = look(watch);
        }
        return WATCH_CHANGED;
    }
    return WATCH_DUE;
}

enum watch_end
watch_wait(struct watch *watch)
{
    if (watch->options->stopped())
        return WATCH_STOPPED;
    return watch->events != NULL ? wait_for_events(watch) : wait_by_looking(watch);
}
