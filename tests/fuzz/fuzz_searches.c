/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the log of searches: what is counted adds up, and a kept query is one line. */
#include "command/searches.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_sums(const struct searches *searches)
{
    int64_t count = searches->rare_count, months = 0;
    for (size_t i = 0; i < searches->query_count; i++) {
        count += searches->queries[i].count;
        if (searches->queries[i].nothing > searches->queries[i].count)
            abort();
    }
    for (size_t i = 0; i < searches->month_count; i++)
        months += searches->months[i].count;
    if (count != searches->count || months != searches->count)
        abort();
}

static void
check_line(const char *query)
{
    struct buf line = BUF_INIT(1 << 20);
    struct searchlog_entry entry;
    buf_add_text(&line, "2026-11-25\t0\t");
    size_t head = line.length;
    searchlog_fold(&line, query);
    if (line.length > head && !searchlog_parse(line.data, line.length, &entry))
        abort();
    buf_free(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct searches searches;
    searches_start(&searches, arena);
    searches_add(&searches, (const char *)data, size);
    searches_finish(&searches);
    check_sums(&searches);
    check_line(arena_text(arena, (const char *)data, size));
    arena_free(arena);
    return 0;
}
