/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said about stretches of an old Word file: headings, tables, hidden text, languages
 * ([MS-DOC] 2.4.6). */
#ifndef STEPWELL_EXTRACT_DOC_RUNS_H
#define STEPWELL_EXTRACT_DOC_RUNS_H

#include "doc_file.h"

struct doc_run {
    uint32_t first, end; /* in the main stream */
    uint16_t lang;       /* 0: nothing is said */
    unsigned char level; /* of a heading, from 1; 0 */
    bool in_table, row_end, list;
    bool hidden; /* or deleted while changes were tracked */
};

struct doc_runs {
    struct doc_run *items; /* sorted */
    size_t count, capacity, last;
};

/* Empty for Word 6 and 95. */
void doc_runs_read_paragraphs(const struct doc_file *file, struct doc_runs *runs);
void doc_runs_read_characters(const struct doc_file *file, struct doc_runs *runs);
void doc_runs_free(struct doc_runs *runs);

/* The run that holds this byte; one that says nothing when there is none. */
const struct doc_run *doc_runs_at(struct doc_runs *runs, size_t at);

#endif
