/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of each file: for people in lines, for programs as one JSON object a file. */
#ifndef STEPWELL_REPORT_H
#define STEPWELL_REPORT_H

#include "base/buf.h"
#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

enum report_status {
    REPORT_INDEXED,
    REPORT_UNCHANGED,
    REPORT_REMOVED,
    REPORT_PARTIAL,
    REPORT_SKIPPED,
    REPORT_STATUSES
};

struct report_line {
    const char *file, *publication;
    enum report_status status;
    const char *code;   /* stable: "no-text"; "" when all is well */
    const char *reason; /* for people: what is wrong and what to do; "" */
    int64_t pages;
    const char *lang; /* "" when unknown */
    uint32_t ms;
    const char *renamed_from; /* what the same content was called before; NULL or "" */
};

struct report {
    struct arena *arena;
    struct report_line *lines;
    size_t count, capacity;
    size_t counts[REPORT_STATUSES];
    size_t renamed; /* of all files */
    size_t read;    /* documents that were not known yet */
    int64_t pages;  /* of all files that are in the index */
};

const char *report_status_name(enum report_status status);
/* REPORT_SKIPPED for a name that is none. */
enum report_status report_status_of(const char *name);

void report_start(struct report *report, struct arena *arena);
/* Texts are copied. */
void report_add(struct report *report, const struct report_line *line);
/* Some file could not be read, or not all of it. */
bool report_has_problems(const struct report *report);

/* "Files  2 indexed, …" and a line for each problem; verbose: for every file. color: escape
 * sequences of a terminal. problems_only: nothing when there is none. */
struct report_style {
    bool verbose, color, problems_only;
};
void report_write_text(struct buf *out, const struct report *report,
                       const struct report_style *style);
void report_write_json(struct buf *out, const struct report *report, int64_t pictures,
                       int64_t ms);

/* A text that cannot play tricks on a terminal: control and direction characters as \x1B. */
void report_add_shown(struct buf *out, const char *text);
void report_add_shown_code(struct buf *out, uint32_t code);
/* A reason without the line break before its advice. */
const char *report_one_line(struct buf *scratch, const char *reason);
/* A JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void report_add_json(struct buf *out, const char *text);
/* "6.1 MB" */
void report_add_size(struct buf *out, int64_t bytes);
/* "1 page", "2 pages" */
void report_add_count(struct buf *out, int64_t count, const char *one);

#ifdef __cplusplus
}
#endif

#endif
