/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a log of searches holds, counted: by query and by month. */
#ifndef STEPWELL_SEARCHES_H
#define STEPWELL_SEARCHES_H

#include "search/searchlog.h"

#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SEARCHES_SHOWN = 3 /* a query asked for less often is nobody else's business */ };

struct searches_query {
    const char *query;
    int64_t count, nothing; /* how often, and how often in vain */
    int64_t found;          /* publications, the last time */
    char last[SEARCHLOG_DAY + 1];
};

struct searches_month {
    char name[SEARCHLOG_MONTH + 1]; /* "2026-11" */
    int64_t count, nothing;
};

struct searches {
    struct arena *arena;
    struct searches_query *queries; /* most frequent first, once they are read */
    size_t query_count, query_capacity;
    struct searches_month *months; /* in order, once they are read */
    size_t month_count, month_capacity;
    int64_t count, nothing;
    int64_t rare_queries, rare_count, rare_nothing; /* below SEARCHES_SHOWN */
    int64_t bad_lines;
    char first[SEARCHLOG_DAY + 1], last[SEARCHLOG_DAY + 1]; /* days; "" without any */
    size_t files;
    uint32_t *slots; /* of queries, by hash; 0 is empty, n the query n - 1 */
    size_t slot_count;
};

void searches_start(struct searches *searches, struct arena *arena);
/* Lines of the log; the oldest file first. */
void searches_add(struct searches *searches, const char *text, size_t length);
/* To be called when all is added. */
void searches_finish(struct searches *searches);

/* The log and what was put aside of it. ERROR_MISSING when there is none of it. */
bool searches_read(struct searches *searches, const char *path, struct arena *arena,
                   struct error *err);

#ifdef __cplusplus
}
#endif

#endif
