/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files of a folder count, and one number that changes when they do. */
#ifndef STEPWELL_WATCH_LOOK_H
#define STEPWELL_WATCH_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the program writes itself; absolute and without links, "" for nothing. */
struct watch_own {
    char *index_folder, *index_name, *corpus;
};

void watch_own_find(struct watch_own *own, const char *index, const char *corpus);
void watch_own_free(struct watch_own *own);

/* What of its own may lie in a folder. */
enum watch_here { WATCH_INDEX_HERE = 1, WATCH_CORPUS_HERE = 2 };
unsigned watch_own_here(const struct watch_own *own, const char *folder);

/* Hidden, or written by the program itself. */
bool watch_is_ignored(const struct watch_own *own, unsigned here, const char *name);

/* From names, sizes, dates and numbers of files; in any order. One file, or one folder, or all
 * below it. 0 for what is not there. */
uint64_t watch_look_file(const char *path);
uint64_t watch_look_folder(const struct watch_own *own, const char *path, bool deep);

#ifdef __cplusplus
}
#endif

#endif
