/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an update has to do: compares the library with what the index was made from. */
#ifndef STEPWELL_PLAN_H
#define STEPWELL_PLAN_H

#include "catalogue/library.h"
#include "digest.h"
#include "reading/cache.h"
#include "stamp.h"
#include "store/store_write.h"

#ifdef __cplusplus
extern "C" {
#endif

enum plan_action {
    PLAN_KEEP,  /* nothing changed */
    PLAN_STAMP, /* the same content with another date: remember that */
    PLAN_PUT    /* new, or changed */
};

struct plan_file {
    const struct library_file *source;
    struct stamp_file now; /* in PLAN_PUT status and what follows are not known yet */
    const char *passwords[17];
    size_t password_count;
    const char *renamed_from; /* what the same content was called; NULL when it is new */
};

struct plan_entry {
    const struct library_entry *source;
    enum plan_action action;
    struct stamp old; /* count 0 when it is new */
    char digest[DIGEST_TEXT];
    struct plan_file *files;
    size_t file_count;
};

/* A publication that is in the index and not in the library. */
struct plan_removed {
    const char *key;
    struct stamp old;
};

/* A file that is not where it was. */
struct plan_gone {
    const char *key;
    const struct stamp_file *file;
    bool renamed; /* its content is here under another name */
};

struct plan {
    struct plan_entry *entries;
    size_t count;
    struct plan_removed *removed;
    size_t removed_count, removed_capacity;
    size_t put_count, stamp_count;
    struct plan_gone *gone;
    size_t gone_count, gone_capacity, renamed_count;
    size_t missing_count; /* named as before, could be read before, and now cannot */
    struct arena *arena;
};

struct plan_options {
    const char *rules;       /* whatever else shapes pages: versions, limits, languages */
    const char *passwords;   /* separated by blanks: tried on every protected document */
    bool full;               /* everything is new */
    const char *const *only; /* keys; the rest is kept, whatever it is */
    size_t only_count;
    bool (*stopped)(void);
};

/* work and cache may be NULL: then nothing is known. Texts live in the arena. ERROR_USAGE when
 * a key of only is not in the library. */
bool plan_make(struct plan *plan, const struct library *library, struct store *work,
               struct cache *cache, const struct plan_options *options,
               struct arena *arena, struct error *err);

/* Fills gone and what follows, and renamed_from of the files. */
void plan_find_gone(struct plan *plan);

#ifdef __cplusplus
}
#endif

#endif
