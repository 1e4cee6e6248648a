/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Watches by their numbers, names that count, and events one by one. */
#include "watch_events.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 64, OPEN_MOST = 10000 };

enum {
    HEARD = IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_FROM |
            IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR |
            IN_EXCL_UNLINK
};

/* One folder. */
struct place {
    char *path; /* NULL: this number is not in use */
    bool all;   /* every file in it counts; else only names */
    bool deep;
    unsigned here;  /* enum watch_here */
    unsigned round; /* in which it was named last */
};

struct watch_events {
    const struct watch_own *own;
    int descriptor;
    unsigned round;
    struct place *places; /* by watch number */
    size_t room;
    struct arena *arena; /* of this round */
    const char **names;  /* "number/name", an open hash set */
    size_t name_count, name_room;
    char **open; /* files that are being written: "number/name" */
    size_t open_count, open_room;
    struct watch_heard heard;
    const char *trouble;
};

/* ---- trouble ---- */

static const char no_more_watches[] =
    "more folders than inotify may watch here; changes are looked for every 30 seconds "
    "instead\n"
    "hint: raise fs.inotify.max_user_watches with sysctl, or say how often to look: "
    "--watch=SECONDS";
static const char no_inotify[] =
    "inotify is not available; changes are looked for every 30 seconds instead\n"
    "hint: raise fs.inotify.max_user_instances with sysctl, or say how often to look: "
    "--watch=SECONDS";

struct watch_events *
watch_events_open(const struct watch_own *own)
{
    struct watch_events *events = memory_new(1, sizeof *events);
    events->own = own;
    events->arena = arena_new();
    events->descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    events->trouble = events->descriptor < 0 ? no_inotify : "";
    return events;
}

void
watch_events_close(struct watch_events *events)
{
    if (events == NULL)
        return;
    if (events->descriptor >= 0)
        close(events->descriptor);
    for (size_t i = 0; i < events->room; i++)
        free(events->places[i].path);
    watch_events_forget(events);
    free(events->places);
    free(events->open);
    arena_free(events->arena);
    free(events);
}

const char *
watch_events_trouble(const struct watch_events *events)
{
    return events->trouble;
}

int
watch_events_descriptor(const struct watch_events *events)
{
    return events->descriptor;
}

/* ---- places ---- */

static void
make_room(struct watch_events *events, size_t number)
{
    size_t before = events->room;
    if (number < before)
        return;
    memory_grow(&events->places, &events->room, number + 1, sizeof *events->places);
    memset(events->places + before, 0, (events->room - before) * sizeof *events->places);
}

/* The number, or -1. A folder that was moved keeps its number and gets its new path. */
static int
add_place(struct watch_events *events, const char *path, bool all, bool deep)
{
    int number = inotify_add_watch(events->descriptor, path, HEARD);
    if (number < 0) {
        if (errno == ENOSPC || errno == ENOMEM)
            events->trouble = no_more_watches;
        return -1;
    }
    make_room(events, (size_t)number);
    struct place *place = &events->places[number];
    if (place->path == NULL || place->round != events->round)
        place->all = place->deep = false;
    if (place->path == NULL || strcmp(place->path, path) != 0) {
        free(place->path);
        place->path = memory_text(path, strlen(path));
    }
    place->here = watch_own_here(events->own, path);
    place->round = events->round;
    place->all = place->all || all;
    place->deep = place->deep || deep;
    return number;
}

static bool
is_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void
add_tree(struct watch_events *events, const char *path, unsigned depth)
{
    if (depth > DEPTH_MOST || add_place(events, path, true, true) < 0)
        return;
    DIR *items = opendir(path);
    struct arena *arena = arena_new();
    for (struct dirent *item; items != NULL && (item = readdir(items)) != NULL;) {
        if (item->d_name[0] == '.' ||
            (item->d_type != DT_DIR && item->d_type != DT_UNKNOWN))
            continue;
        const char *below = arena_format(arena, "%s/%s", path, item->d_name);
        if (is_folder(below))
            add_tree(events, below, depth + 1);
    }
    if (items != NULL)
        closedir(items);
    arena_free(arena);
}

void
watch_events_folder(struct watch_events *events, const char *path, bool deep)
{
    if (deep)
        add_tree(events, path, 0);
    else
        add_place(events, path, true, false);
}

/* ---- names ---- */

static size_t
slot_of(const struct watch_events *events, const char *name)
{
    size_t at = hash_text(name) & (events->name_room - 1);
    while (events->names[at] != NULL && strcmp(events->names[at], name) != 0)
        at = (at + 1) & (events->name_room - 1);
    return at;
}

static void
add_name(struct watch_events *events, int number, const char *name)
{
    if (2 * (events->name_count + 1) > events->name_room) {
        const char **old = events->names;
        size_t room = events->name_room;
        events->name_room = room == 0 ? 256 : 2 * room;
        events->names = arena_alloc(events->arena, events->name_room, sizeof *old);
        for (size_t i = 0; i < room; i++)
            if (old[i] != NULL)
                events->names[slot_of(events, old[i])] = old[i];
    }
    const char *key = arena_format(events->arena, "%d/%s", number, name);
    size_t at = slot_of(events, key);
    events->name_count += events->names[at] == NULL;
    events->names[at] = key;
}

void
watch_events_file(struct watch_events *events, const char *path)
{
    char *folder = memory_text(path, strlen(path));
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        folder[--length] = '\0';
    for (int number = -1; number < 0 && strcmp(folder, "/") != 0 &&
                          strcmp(folder, ".") != 0 && events->trouble[0] == '\0';) {
        char *slash = strrchr(folder, '/');
        const char *above = slash == NULL ? "." : slash == folder ? "/" : folder;
        const char *name = slash == NULL ? folder : slash + 1;
        if (slash != NULL)
            *slash = '\0';
        number = add_place(events, above, false, false);
        if (number >= 0)
            add_name(events, number, name);
        else if (slash == NULL || slash == folder)
            break;
    }
    free(folder);
}

/* ---- a round ---- */

void
watch_events_start(struct watch_events *events)
{
    arena_reset(events->arena);
    events->names = NULL;
    events->name_count = events->name_room = 0;
    events->round++;
}

void
watch_events_ready(struct watch_events *events)
{
    for (size_t i = 0; i < events->room; i++) {
        struct place *place = &events->places[i];
        if (place->path == NULL || place->round == events->round)
            continue;
        inotify_rm_watch(events->descriptor, (int)i);
        free(place->path);
        place->path = NULL;
    }
}

/* ---- events ---- */

const struct watch_heard *
watch_events_heard(const struct watch_events *events)
{
    return &events->heard;
}

void
watch_events_forget(struct watch_events *events)
{
    for (size_t i = 0; i < events->open_count; i++)
        free(events->open[i]);
    events->open_count = 0;
    events->heard = (struct watch_heard) { .any = false };
}

static void
note(struct watch_events *events)
{
    events->heard.last_ms = clock_ms();
    if (!events->heard.any)
        events->heard.first_ms = events->heard.last_ms;
    events->heard.any = true;
    events->heard.open = events->open_count;
}

static void
set_open(struct watch_events *events, const char *key, bool open)
{
    size_t at = 0;
    while (at < events->open_count && strcmp(events->open[at], key) != 0)
        at++;
    if (open && at == events->open_count && at < OPEN_MOST) {
        memory_grow(&events->open, &events->open_room, at + 1, sizeof *events->open);
        events->open[events->open_count++] = memory_text(key, strlen(key));
    } else if (!open && at < events->open_count) {
        free(events->open[at]);
        events->open[at] = events->open[--events->open_count];
    }
}

/* A new name of a file that was there before is no file that is being written. */
static bool
is_fresh_file(const struct place *place, const char *name, struct arena *arena)
{
    struct stat status;
    return lstat(arena_format(arena, "%s/%s", place->path, name), &status) == 0 &&
           S_ISREG(status.st_mode) && status.st_nlink == 1;
}

static void
hear_file(struct watch_events *events, const struct place *place,
          const struct inotify_event *event, const char *key)
{
    if ((event->mask & IN_MODIFY) != 0 ||
        ((event->mask & IN_CREATE) != 0 &&
         is_fresh_file(place, event->name, events->arena)))
        set_open(events, key, true);
    if ((event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)) != 0)
        set_open(events, key, false);
    note(events);
}

static void
hear(struct watch_events *events, const struct inotify_event *event)
{
    size_t number = (size_t)event->wd;
    if ((event->mask & IN_Q_OVERFLOW) != 0) { /* what was lost is found by looking */
        watch_events_forget(events);
        note(events);
        return;
    }
    struct place *place =
        event->wd < 0 || number >= events->room || events->places[number].path == NULL
            ? NULL
            : &events->places[number];
    if (place == NULL)
        return;
    if ((event->mask & IN_IGNORED) != 0) {
        free(place->path);
        place->path = NULL;
        return;
    }
    if (event->len == 0) {
        if ((event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0)
            note(events);
        return;
    }
    char key[NAME_MAX + 16];
    snprintf(key, sizeof key, "%d/%s", event->wd, event->name);
    bool folder = (event->mask & IN_ISDIR) != 0;
    bool named = events->name_room > 0 && events->names[slot_of(events, key)] != NULL;
    bool counts = place->all &&
                  !watch_is_ignored(events->own, place->here, event->name) &&
                  (!folder || place->deep);
    if (!named && !counts)
        return;
    if (folder && counts && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0)
        add_tree(events, arena_format(events->arena, "%s/%s", place->path, event->name),
                 0);
    if (!folder)
        hear_file(events, place, event, key);
    else if ((event->mask & IN_ATTRIB) == 0 || named)
        note(events);
}

void
watch_events_read(struct watch_events *events)
{
    union {
        struct inotify_event first;
        char bytes[64 * 1024];
    } block;
    for (;;) {
        ssize_t got = read(events->descriptor, block.bytes, sizeof block.bytes);
        if (got <= 0)
            return;
        for (const char *at = block.bytes; at < block.bytes + got;) {
            const struct inotify_event *event = (const void *)at;
            hear(events, event);
            at += sizeof *event + event->len;
        }
    }
}
