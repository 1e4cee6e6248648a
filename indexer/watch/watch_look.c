/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks at folders without keeping anything of them. */
#include "watch_look.h"

#include "base/hash.h"
#include "base/memory.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 64, PATH_MOST = 16384 };

/* ---- what is our own ---- */

static char *
real_path(const char *path)
{
    char *real = path[0] == '\0' ? NULL : realpath(path, NULL);
    return real == NULL ? memory_text("", 0) : real;
}

void
watch_own_find(struct watch_own *own, const char *index, const char *corpus)
{
    const char *slash = strrchr(index, '/');
    char *folder = slash == NULL
                       ? memory_text(".", 1)
                       : memory_text(index, slash == index ? 1 : (size_t)(slash - index));
    own->index_folder = real_path(folder);
    own->index_name = memory_text(slash == NULL ? index : slash + 1,
                                  strlen(slash == NULL ? index : slash + 1));
    own->corpus = real_path(corpus);
    free(folder);
}

void
watch_own_free(struct watch_own *own)
{
    free(own->index_folder);
    free(own->index_name);
    free(own->corpus);
}

unsigned
watch_own_here(const struct watch_own *own, const char *folder)
{
    char *real = real_path(folder);
    unsigned here = 0;
    if (real[0] != '\0' && strcmp(real, own->index_folder) == 0)
        here |= WATCH_INDEX_HERE;
    if (real[0] != '\0' && strcmp(real, own->corpus) == 0)
        here |= WATCH_CORPUS_HERE;
    free(real);
    return here;
}

/* "lib.idx", "lib.idx.work", "lib.idx.work-journal". */
static bool
is_of_index(const char *index, const char *name)
{
    size_t length = strlen(index);
    return strncmp(name, index, length) == 0 && strchr(".-", name[length]) != NULL;
}

/* Copies are called by their content. */
static bool
is_copy(const char *name)
{
    return strspn(name, "0123456789abcdef") == 64 && strchr(".", name[64]) != NULL;
}

bool
watch_is_ignored(const struct watch_own *own, unsigned here, const char *name)
{
    return name[0] == '.' ||
           ((here & WATCH_INDEX_HERE) != 0 && is_of_index(own->index_name, name)) ||
           ((here & WATCH_CORPUS_HERE) != 0 && is_copy(name));
}

/* ---- looking ---- */

static uint64_t
number_of(const char *path, const struct stat *status)
{
    char text[128];
    int length = snprintf(text, sizeof text, "%jd:%jd.%09ld:%ju",
                          (intmax_t)status->st_size, (intmax_t)status->st_mtim.tv_sec,
                          status->st_mtim.tv_nsec, (uintmax_t)status->st_ino);
    return hash_bytes(text, (size_t)length) * 31 + hash_text(path);
}

uint64_t
watch_look_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? number_of(path, &status) : 0;
}

struct look {
    const struct watch_own *own;
    bool deep;
};

static uint64_t look_into(const struct look *look, const char *path, unsigned depth);

static uint64_t
look_at(const struct look *look, const char *path, unsigned depth)
{
    struct stat status;
    bool linked = lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
    if (stat(path, &status) != 0)
        return hash_text(path);
    if (!S_ISDIR(status.st_mode))
        return number_of(path, &status);
    return look->deep && !linked ? look_into(look, path, depth + 1) : 0;
}

static uint64_t
look_into(const struct look *look, const char *path, unsigned depth)
{
    DIR *items = depth > DEPTH_MOST || strlen(path) > PATH_MOST ? NULL : opendir(path);
    unsigned here = watch_own_here(look->own, path);
    struct arena *arena = arena_new();
    uint64_t sum = hash_text(path);
    for (struct dirent *item; items != NULL && (item = readdir(items)) != NULL;) {
        if (watch_is_ignored(look->own, here, item->d_name))
            continue;
        sum += look_at(look, arena_format(arena, "%s/%s", path, item->d_name), depth);
        arena_reset(arena);
    }
    if (items != NULL)
        closedir(items);
    arena_free(arena);
    return sum;
}

uint64_t
watch_look_folder(const struct watch_own *own, const char *path, bool deep)
{
    struct look look = { own, deep };
    struct stat status;
    if (stat(path, &status) != 0)
        return 0;
    return S_ISDIR(status.st_mode) ? look_into(&look, path, 0) : number_of(path, &status);
}
