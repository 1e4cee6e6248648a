/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows and cells of a CSV file as spreadsheets write it (RFC 4180 and its relatives). */
#ifndef STEPWELL_CATALOGUE_CELLS_H
#define STEPWELL_CATALOGUE_CELLS_H

#include "base/buf.h"
#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CATALOGUE_CELLS_MOST = 64 }; /* columns */

struct catalogue_cells {
    const char *text;
    size_t length, at;
    int line;
    char separator; /* ',', ';' or a tab: what the first row has most of */
    struct arena *arena;
};

struct catalogue_row {
    int line; /* where it begins, from 1; a cell may hold line ends */
    const char *cells[CATALOGUE_CELLS_MOST]; /* without blanks around; never NULL */
    size_t count;                            /* of the row; more than fit are not kept */
    int wrong_line;
    const char *wrong; /* what is not right about it and what to do; NULL */
};

/* Skips a byte order mark and a line "sep=;". The text has no NUL and is valid UTF-8. */
void catalogue_cells_start(struct catalogue_cells *cells, const char *text, size_t length,
                           struct arena *arena);
/* The next row that is not empty; false at the end. */
bool catalogue_cells_next(struct catalogue_cells *cells, struct catalogue_row *row);

/* One cell, in quotes where it needs them. */
void catalogue_cells_write(struct buf *out, const char *cell);

#ifdef __cplusplus
}
#endif

#endif
