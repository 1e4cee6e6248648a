/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found, by publication. */
#ifndef STEPWELL_STORE_FTS5_GROUPS_H
#define STEPWELL_STORE_FTS5_GROUPS_H

#include "store/fts5.h"

struct fts5_found {
    int64_t page;
    double score;
    uint64_t concepts;
};

struct fts5_group {
    uint32_t publication;
    uint64_t concepts;
    int64_t pages;
    uint64_t langs[2], types; /* of pages that fail nothing but this field */
    unsigned reach; /* fields (fts5_field) that alone keep something of it out */
    bool matched, all, first; /* all: every concept; first: for the all-words tier */
    struct fts5_found *best;  /* best first */
    struct fts5_found twin;   /* the best page whose words stand on another one; page 0 */
    uint16_t best_count, best_room;
    double score;
    const struct fts5_record *record;
};

struct fts5_groups {
    struct arena *arena;
    struct fts5_group *items;
    size_t count, capacity;
    uint32_t *index; /* by publication: place in items + 1 */
    size_t index_count;
    uint16_t keep; /* pages of each publication */
    int64_t pages;
};

void fts5_groups_open(struct fts5_groups *groups, struct fts5 *store, size_t passages,
                      struct arena *arena);
/* fails: the one field that keeps the page out, or 0. */
void fts5_groups_add(struct fts5_groups *groups, const struct fts5_page *page,
                     const struct fts5_found *found, unsigned fails);
/* After the last page: a publication of which only a twin was found is found by that. */
void fts5_groups_finish(struct fts5_groups *groups);

#endif
