/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log of searches: a line holds a day, a number of publications and a folded query; nothing
 * about who asked. */
#ifndef STEPWELL_SEARCH_SEARCHLOG_H
#define STEPWELL_SEARCH_SEARCHLOG_H

#include "base/buf.h"

#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* descriptor -1: nothing is kept. */
struct searchlog {
    int descriptor;
    bool told; /* that a line could not be written */
};

/* Opens the file for appending and makes it if needed; a full one is put aside first, as
 * path.1 (path.1 as path.2 …). To be called before the sandbox; from then on SIGXFSZ is
 * ignored. On failure nothing is kept, and the log can be used all the same. */
bool searchlog_open(struct searchlog *log, const char *path, struct error *err);
void searchlog_close(struct searchlog *log);

/* Is it time to open it anew, so that it is put aside? Works inside the sandbox. */
bool searchlog_is_full(const struct searchlog *log);

/* Appends one line by one write(2), so that several processes may share the file; works inside
 * the sandbox. False on the first failure only. A query that is too long for one, or that has
 * an e-mail address in it, is not kept. */
bool searchlog_add(struct searchlog *log, const char *query, int64_t found, time_t now,
                   struct error *err);

/* The query as it is counted: lower case, single blanks, no full stop or question mark at the
 * end; "" when it is not to be kept. */
void searchlog_fold(struct buf *out, const char *query);

/* A line of the file without its newline; texts point into it. */
struct searchlog_entry {
    const char *day; /* "2026-11-25", not terminated */
    const char *query;
    size_t query_length;
    int64_t found; /* publications */
};

enum { SEARCHLOG_DAY = 10, SEARCHLOG_MONTH = 7 /* bytes of a day */ };

/* False when it is no such line. */
bool searchlog_parse(const char *line, size_t length, struct searchlog_entry *entry);

#ifdef __cplusplus
}
#endif

#endif
