/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Export, verify, fsync, rename, fsync the folder; readers never see half of it. */
#include "publish.h"

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
    return good || error_set(err, ERROR_WRITE, "cannot write '%s' to disk: %s", path,
                             strerror(reason));
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

static bool
rename_over(const char *next, const char *path, const char *folder, struct error *err)
{
    if (rename(next, path) != 0)
        return error_set(err, ERROR_WRITE, "cannot rename '%s': %s", next,
                         strerror(errno));
    return sync_path(folder, err);
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
    if (!good)
        unlink(next);
    if (!good && (err == NULL || err->kind != ERROR_REFUSED)) {
        if (err != NULL && err->kind != ERROR_STORE)
            err->kind = ERROR_WRITE;
        error_within(err, "publishing '%s'", path);
    }
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
        return error_set(err, ERROR_WRITE, "cannot rename '%s': %s", previous,
                         strerror(errno));
    return true;
}

bool
publish_rollback(const char *path, struct error *err)
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
           swap(arena, path, previous, err) && sync_path(folder_of(arena, path), err);
    arena_free(arena);
    return good;
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
