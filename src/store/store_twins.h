/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are one work: what they are recognised by, and that they are shown once. */
#ifndef STEPWELL_STORE_STORE_TWINS_H
#define STEPWELL_STORE_STORE_TWINS_H

#include "store/store_write.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file of the work file. */
struct store_twin {
    int64_t publication, file;
    int64_t twin_of; /* the file it is shown with; 0: none before it */
    const char *key; /* of the publication */
    const char *part, *format, *lang, *digest;
    bool loose;           /* of a folder */
    const void *likeness; /* as put; NULL when nothing was */
    size_t likeness_length;
};

/* All of them, by key and then in the order of their publication. */
bool store_twins(struct store *store, struct arena *arena, struct store_twin **twins,
                 size_t *count, struct error *err);

/* What the file is recognised by: bytes that only the indexer understands. */
bool store_put_likeness(struct store *store, int64_t file, const struct buf *likeness,
                        struct error *err);

/* From now on the file is shown with another one, which is shown first; NULL: alone. Where it
 * is the file of another publication, its own is not shown any more. */
bool store_put_twin(struct store *store, const struct store_twin *twin,
                    const struct store_twin *first, struct error *err);

/* The pages of a file; those whose words stand in its twin, too. */
bool store_twin_pages(struct store *store, int64_t file, struct arena *arena,
                      int64_t **pages, size_t *count, struct error *err);
bool store_put_twin_page(struct store *store, int64_t page, bool twin, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
