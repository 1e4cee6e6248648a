/* SPDX-License-Identifier: GPL-2.0-or-later */
/* flock(2) on a file beside the index; it holds the number of the process for the message. */
#include "lock.h"

#include "base/disk.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { LOCK_POLL_MS = 100 };

static long
holder_of(int lock)
{
    char text[32] = "";
    ssize_t got = pread(lock, text, sizeof text - 1, 0);
    return got > 0 ? strtol(text, NULL, 10) : 0;
}

static void
sign(int lock)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(lock, 0) != 0 || pwrite(lock, text, (size_t)length, 0) != length)
        return; /* the number only helps people; the lock holds without it */
}

static bool
busy(int lock, const char *index, struct error *err)
{
    long holder = holder_of(lock);
    char who[48] = "";
    if (holder > 0)
        snprintf(who, sizeof who, " (process %ld)", holder);
    return error_set(err, ERROR_BUSY,
                     "another update of '%s' is running%s\n"
                     "hint: use --wait to start when it has finished",
                     index, who);
}

static bool
wait_for(int lock, const char *index, long seconds, bool (*stopped)(void),
         struct error *err)
{
    const struct timespec pause = { 0, LOCK_POLL_MS * 1000000L };
    long tries = seconds < 0 ? -1 : seconds * (1000 / LOCK_POLL_MS);
    while (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return error_set(err, ERROR_WRITE,
                             "cannot lock '%s.lock': %s\n"
                             "hint: does this file system have locks? NFS may need its "
                             "lock service; keep the index on a local disk",
                             index, strerror(errno));
        if (tries == 0 || (stopped != NULL && stopped()))
            return busy(lock, index, err);
        nanosleep(&pause, NULL);
        tries -= tries > 0;
    }
    return true;
}

bool
lock_take(const char *index, long seconds, bool (*stopped)(void), int *lock,
          struct error *err)
{
    struct arena *arena = arena_new();
    const char *path = arena_format(arena, "%s.lock", index);
    *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    bool made = *lock >= 0 || disk_fail(err, path, errno);
    arena_free(arena);
    if (!made)
        return false;
    if (!wait_for(*lock, index, seconds, stopped, err)) {
        close(*lock);
        *lock = -1;
        return false;
    }
    sign(*lock);
    return true;
}

void
lock_free(int lock)
{
    if (lock < 0)
        return;
    if (ftruncate(lock, 0) != 0)
        errno = 0; /* an old number in the file misleads nobody: the lock is free */
    close(lock);
}
