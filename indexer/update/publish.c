/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Export, verify, fsync, rename, fsync the folder; readers never see half of it. */
#include "publish.h"

#include "base/disk.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char temporary_ending[] = ".new.";

static const char *
folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    return arena_text(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

/* Opens a file or a folder and makes what was written to it durable. */
static bool
sync_path(const char *path, struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool good = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);
    int reason = errno;
    if (descriptor >= 0)
        close(descriptor);
    return good || disk_fail(err, path, reason);
}

/* ---- verifying ---- */

static bool
search_works(struct store *store, const struct store_facts *facts, struct error *err)
{
    static const struct query everything = { .op = QUERY_NOTHING,
                                             .typed = "",
                                             .surface = "" };
    struct query_filter filter;
    struct store_hits hits;
    struct arena *arena = arena_new();
    memset(&filter, 0, sizeof filter);
    struct store_want want = {
        .query = &everything, .filter = &filter, .count = 1, .passages = 1
    };
    bool good = store_match(store, &want, arena, &hits, err);
    if (good && hits.publications != facts->publications)
        good =
            error_set(err, ERROR_STORE,
                      "the new index lists %" PRId64 " publications and holds %" PRId64,
                      hits.publications, facts->publications);
    arena_free(arena);
    return good;
}

static bool
same_counts(const struct store_facts *found, const struct store_facts *expected,
            struct error *err)
{
    if (expected == NULL ||
        (found->publications == expected->publications &&
         found->files == expected->files && found->pages == expected->pages))
        return true;
    return error_set(err, ERROR_STORE,
                     "the new index holds %" PRId64 " pages, the work file %" PRId64,
                     found->pages, expected->pages);
}

static bool
verify(const char *path, const struct store_facts *expected, publish_check_fn *check,
       void *context, struct error *err)
{
    struct store *store = NULL;
    if (!store_open(path, &store, err))
        return false;
    const struct store_facts *facts = store_facts(store);
    bool good = same_counts(facts, expected, err) && search_works(store, facts, err) &&
                (check == NULL || check(context, store, err));
    store_close(store);
    return good;
}

bool
publish_verify(const char *path, const struct store_facts *expected, struct error *err)
{
    return verify(path, expected, NULL, NULL, err);
}

/* ---- publishing ---- */

/* The old index gets a second name; a failure costs only that. */
static void
keep_previous(struct arena *arena, const char *path)
{
    const char *previous = arena_format(arena, "%s.previous", path);
    const char *aside = arena_format(arena, "%s%sprevious", path, temporary_ending);
    unlink(aside);
    if (link(path, aside) == 0 && rename(aside, previous) != 0)
        unlink(aside);
    /* rename(2) does nothing when both names are one file already. */
    unlink(aside);
}

/* The mode of the index it replaces, else what the umask leaves. */
static void
copy_mode(const char *from, const char *to)
{
    struct stat status;
    mode_t mask = umask(022);
    umask(mask);
    mode_t mode = stat(from, &status) == 0 ? status.st_mode & 0777 : 0666 & ~mask;
    if (chmod(to, mode) != 0)
        errno = 0; /* not ours to change: readable as it is, or verify has failed */
}

/* What stands there now is no rolled back one. */
static void
release(struct arena *arena, const char *path)
{
    unlink(arena_format(arena, "%s.held", path));
}

static bool
rename_over(const char *next, const char *path, const char *folder, struct error *err)
{
    return (rename(next, path) == 0 || disk_fail(err, path, errno)) &&
           sync_path(folder, err);
}

bool
publish_beside(const char *next, const char *path, const char *index, struct error *err)
{
    struct arena *arena = arena_new();
    copy_mode(index, next);
    bool good =
        sync_path(next, err) && rename_over(next, path, folder_of(arena, path), err);
    arena_free(arena);
    return good;
}

static bool
replace(struct arena *arena, const char *next, const char *path, struct error *err)
{
    copy_mode(path, next);
    if (!sync_path(next, err))
        return false;
    keep_previous(arena, path);
    return rename_over(next, path, folder_of(arena, path), err);
}

bool
publish_index(struct store *work, const char *path, publish_check_fn *check,
              void *context, struct error *err)
{
    struct arena *arena = arena_new();
    const char *next =
        arena_format(arena, "%s%s%ld", path, temporary_ending, (long)getpid());
    bool good = store_export(work, next, err) &&
                verify(next, store_facts(work), check, context, err) &&
                replace(arena, next, path, err);
    if (good)
        release(arena, path);
    else
        unlink(next);
    if (!good && err->kind == ERROR_STORE)
        store_distrust(work);
    if (!good && err->kind == ERROR_SYSTEM)
        err->kind = ERROR_WRITE;
    arena_free(arena);
    return good;
}

/* ---- back and forth ---- */

/* Both names change in one step where the file system can do that; else a third name bridges
 * the two, and path is never without a file. */
static bool
swap(struct arena *arena, const char *path, const char *previous, struct error *err)
{
    const char *aside = arena_format(arena, "%s%sprevious", path, temporary_ending);
    if (renameat2(AT_FDCWD, previous, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
        return true;
    bool alone = errno == ENOENT; /* there is nothing at path */
    unlink(aside);
    if ((!alone && link(path, aside) != 0) || rename(previous, path) != 0 ||
        (!alone && rename(aside, previous) != 0))
        return disk_fail(err, path, errno);
    return true;
}

static bool
write_line(const char *path, const char *line, struct error *err)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    size_t length = strlen(line);
    bool good = descriptor >= 0 && write(descriptor, line, length) == (ssize_t)length &&
                (fsync(descriptor) == 0 || errno == EINVAL);
    int reason = errno;
    if (descriptor >= 0)
        close(descriptor);
    return good || disk_fail(err, path, reason);
}

/* Before the previous index takes its place, so that no kill in between loses it. */
static bool
hold(struct arena *arena, const char *path, const char *previous, struct error *err)
{
    char identity[128];
    publish_identity(previous, identity);
    return write_line(arena_format(arena, "%s.held", path), identity, err);
}

bool
publish_is_held(const char *path)
{
    struct arena *arena = arena_new();
    char identity[128], held[128] = "";
    FILE *file = fopen(arena_format(arena, "%s.held", path), "re");
    bool read = file != NULL && fgets(held, sizeof held, file) != NULL;
    if (file != NULL)
        fclose(file);
    publish_identity(path, identity);
    arena_free(arena);
    return read && identity[0] != '\0' && strcmp(held, identity) == 0;
}

bool
publish_rollback(const char *path, bool stays, struct error *err)
{
    struct arena *arena = arena_new();
    const char *previous = arena_format(arena, "%s.previous", path);
    bool good = true;
    if (access(previous, F_OK) != 0)
        good =
            error_set(err, ERROR_MISSING,
                      "there is no index before '%s'\nhint: an update keeps the one it "
                      "replaces as '%s'",
                      path, previous);
    good = good && publish_verify(previous, NULL, err) &&
           (!stays || hold(arena, path, previous, err)) &&
           swap(arena, path, previous, err) && sync_path(folder_of(arena, path), err);
    if (good && !stays)
        release(arena, path);
    arena_free(arena);
    return good;
}

/* ---- what stands there ---- */

const char *
publish_target(const char *path, struct arena *arena)
{
    enum { LINKS_MOST = 16 };
    char next[4096];
    for (int i = 0; i < LINKS_MOST; i++) {
        ssize_t length = readlink(path, next, sizeof next);
        if (length <= 0 || (size_t)length == sizeof next)
            return path;
        const char *link = arena_text(arena, next, (size_t)length);
        path = link[0] == '/'
                   ? link
                   : arena_format(arena, "%s/%s", folder_of(arena, path), link);
    }
    return path;
}

bool
publish_may_replace(const char *path, bool known, struct error *err)
{
    struct stat status;
    if (stat(path, &status) != 0 ||
        (S_ISREG(status.st_mode) &&
         (known || status.st_size == 0 || store_is_ours(path))))
        return true;
    return error_set(err, ERROR_WRITE,
                     "'%s' is not an index of stepwell and was left as it is\n"
                     "hint: name another file with --index, or move that one away",
                     path);
}

void
publish_clear(const char *path)
{
    struct arena *arena = arena_new();
    const char *folder = folder_of(arena, path), *slash = strrchr(path, '/');
    const char *start =
        arena_format(arena, "%s%s", slash == NULL ? path : slash + 1, temporary_ending);
    DIR *items = opendir(folder);
    for (struct dirent *item; items != NULL && (item = readdir(items)) != NULL;)
        if (strncmp(item->d_name, start, strlen(start)) == 0)
            unlink(arena_format(arena, "%s/%s", folder, item->d_name));
    if (items != NULL)
        closedir(items);
    arena_free(arena);
}

void
publish_identity(const char *path, char identity[128])
{
    struct stat status;
    identity[0] = '\0';
    if (stat(path, &status) == 0)
        snprintf(identity, 128, "%ju:%ju:%jd:%jd.%09ld", (uintmax_t)status.st_dev,
                 (uintmax_t)status.st_ino, (intmax_t)status.st_size,
                 (intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}
