/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries that a librarian wants answered: what each has to find, and whether it does. */
#ifndef STEPWELL_SAMPLE_H
#define STEPWELL_SAMPLE_H

#include "base/buf.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sample {
    const char *query;
    const char *expected; /* id of a publication, or name of a file */
    int64_t page;         /* 0 for any */
    int line;             /* of the file, from 1 */
};

struct sample_list {
    const char *file;
    struct sample *items;
    size_t count, capacity;
};

/* Lines "query TAB expected [TAB page]"; empty ones and those that begin with '#' are skipped.
 * All mistakes are told; then false, ERROR_CATALOGUE. */
typedef void sample_complain_fn(void *context, int line, const char *what);
bool sample_parse(struct sample_list *list, const char *text, size_t length,
                  struct arena *arena, sample_complain_fn *complain, void *context);
bool sample_read(struct sample_list *list, const char *path, struct arena *arena,
                 sample_complain_fn *complain, void *context, struct error *err);

/* Asks all of them. One is answered when what it expects stands among the first publications,
 * with the page among its passages; else missed hears what came instead. */
typedef void sample_missed_fn(void *context, const struct sample *sample,
                              const char *found);
bool sample_run(struct store *store, const struct sample_list *list, size_t first,
                sample_missed_fn *missed, void *context, size_t *missed_count,
                struct error *err);

/* A line for people, an object for programs. */
void sample_write_text(struct buf *out, const struct sample *sample, const char *found);
void sample_write_json(struct buf *out, const struct sample *sample, const char *found);

#ifdef __cplusplus
}
#endif

#endif
