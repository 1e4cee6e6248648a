/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a failed write means to whoever looks after the machine. */
#include "base/disk.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { FOLDER_BYTES = 200 /* the hint must have room beside it */ };

/* The folder stands between the halves of the hint. */
struct fault {
    int reason;
    const char *problem, *before, *after;
};

static const struct fault faults[] = {
    { ENOSPC, "the disk is full", "make room on the disk of", "" },
    { EDQUOT, "the quota is used up", "make room in", ", or ask for a larger quota" },
    { EFBIG, "a limit on the size of files is reached", "raise it for files in",
      ": ulimit -f, or LimitFSIZE= of the service" },
    { EROFS, "the disk is read-only", "mount for writing the disk of", "" },
    { EACCES, "permission denied", "may this user write to", "?" },
    { EPERM, "the system does not permit it", "may this user write to", "?" },
    { ENOENT, "there is no such folder", "make the folder", "" },
    { ENOTDIR, "there is no such folder", "make the folder", "" },
    { EIO, "the disk fails", "look after the disk of", "" },
    { 0, "the system would not take it",
      "is there room, and a limit or quota, on the disk of", "?" },
};

static const struct fault *
find_fault(int reason)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i].reason == reason)
            return &faults[i];
    return NULL;
}

/* A file that has grown to the limit is what a limit looks like when nobody tells. */
static int
guess(const char *path)
{
    struct rlimit most;
    struct stat status;
    enum { PIECE = 64 * 1024 };
    return getrlimit(RLIMIT_FSIZE, &most) == 0 && most.rlim_cur != RLIM_INFINITY &&
                   stat(path, &status) == 0 &&
                   (rlim_t)status.st_size + PIECE >= most.rlim_cur
               ? EFBIG
               : 0;
}

static void
find_folder(const char *path, char folder[FOLDER_BYTES])
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        snprintf(folder, FOLDER_BYTES, ".");
    else
        snprintf(folder, FOLDER_BYTES, "%.*s", slash == path ? 1 : (int)(slash - path),
                 path);
}

/* " (12.3 MB are free)"; an unfinished file may be gone again, so it is what there is now. */
static void
tell_room(const char *folder, char text[48])
{
    struct statvfs room;
    text[0] = '\0';
    if (statvfs(folder, &room) != 0)
        return;
    double bytes = (double)room.f_bavail * (double)room.f_frsize;
    snprintf(text, 48, " (%.1f MB are free there now)", bytes / 1e6);
}

bool
disk_fail(struct error *err, const char *path, int reason)
{
    const struct fault *fault = find_fault(reason == 0 ? guess(path) : reason);
    char folder[FOLDER_BYTES], room[48] = "";
    if (fault == NULL)
        return error_set(err, ERROR_WRITE, "cannot write '%s': %s", path,
                         strerror(reason));
    find_folder(path, folder);
    if (fault->reason == ENOSPC || fault->reason == 0)
        tell_room(folder, room);
    return error_set(err, ERROR_WRITE, "cannot write '%s': %s\nhint: %s '%s'%s%s", path,
                     fault->problem, fault->before, folder, fault->after, room);
}
