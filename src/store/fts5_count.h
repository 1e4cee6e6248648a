/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one transaction has counted, until it is written to the tables. */
#ifndef STEPWELL_STORE_FTS5_COUNT_H
#define STEPWELL_STORE_FTS5_COUNT_H

#include "store/fts5_writer.h"

/* A stem, a word or a written form of a word. */
struct fts5_entry {
    struct fts5_entry *next;  /* with the same hash */
    struct fts5_entry *above; /* of a form: its word; of a word: its stem */
    struct fts5_entry *forms, *next_form;
    uint64_t hash;
    int64_t pages; /* that came, less those that went */
    uint64_t seen; /* number of the last page with it */
    size_t length;
    char key[]; /* code, then texts each ended by NUL */
};

struct fts5_table {
    struct fts5_entry **slots;
    size_t size, count;
};

struct fts5_counts {
    struct fts5_table stems, words, forms;
};

/* Adds them to the tables concept and word (fts5_count_write.c). */
bool fts5_counts_write(const struct fts5_counts *counts, struct fts5 *store,
                       struct error *err);

#endif
