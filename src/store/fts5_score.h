/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The points of the page that FTS5 stands on. */
#ifndef STEPWELL_STORE_FTS5_SCORE_H
#define STEPWELL_STORE_FTS5_SCORE_H

#include "store/fts5_match.h"

/* ---- positions (fts5_positions.c) ---- */

/* Where a concept stands on one page: ascending, the title before the text. */
struct fts5_positions {
    size_t count, title; /* title: of them in the title */
    uint32_t at[FTS5_POSITIONS];
};

/* A row as FTS5 hands it to an auxiliary function. */
struct fts5_cursor {
    const Fts5ExtensionApi *api;
    Fts5Context *fts;
};

/* Does the phrase stand on the page? */
int fts5_positions_any(struct fts5_cursor cursor, const struct fts5_phrase *phrase,
                       bool *any);
/* Adds those of one phrase, and says how many it has; several forms at one place are one
 * occurrence. A code of SQLite. */
int fts5_positions_add(struct fts5_cursor cursor, const struct fts5_phrase *phrase,
                       struct fts5_positions *positions, size_t *count, size_t *title);
void fts5_positions_copy(struct fts5_positions *to, const struct fts5_positions *from);
/* Adds the positions of another list. */
void fts5_positions_join(struct fts5_positions *to, const struct fts5_positions *from);

/* ---- points (fts5_score.c) ---- */

struct fts5_scorer;

struct fts5_scorer *fts5_scorer_new(struct fts5_match *match, struct arena *arena);

/* Score and concepts of the row; no concepts where the page does not satisfy the query. told:
 * takes an explanation; may be NULL. A code of SQLite. */
int fts5_score(struct fts5_scorer *scorer, struct fts5_cursor cursor,
               const struct fts5_page *page, struct buf *told, struct fts5_found *found);

#endif
