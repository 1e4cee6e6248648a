/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the log of searches, the oldest file first, and counts what is in it. */
#include "searches.h"

#include "base/hash.h"
#include "base/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
searches_start(struct searches *searches, struct arena *arena)
{
    *searches = (struct searches) { .arena = arena };
}

/* ---- queries by their text ---- */

static bool
is_query(const struct searches_query *query, const struct searchlog_entry *entry)
{
    return strlen(query->query) == entry->query_length &&
           memcmp(query->query, entry->query, entry->query_length) == 0;
}

static uint32_t *
slot_of(const struct searches *searches, const struct searchlog_entry *entry)
{
    size_t mask = searches->slot_count - 1;
    size_t at = hash_bytes(entry->query, entry->query_length) & mask;
    while (searches->slots[at] != 0 &&
           !is_query(&searches->queries[searches->slots[at] - 1], entry))
        at = (at + 1) & mask;
    return &searches->slots[at];
}

/* At most half full, so that empty slots end every search. */
static void
widen_slots(struct searches *searches)
{
    enum { SLOTS_FIRST = 1024 };
    if (2 * (searches->query_count + 1) <= searches->slot_count)
        return;
    searches->slot_count =
        searches->slot_count == 0 ? SLOTS_FIRST : 2 * searches->slot_count;
    searches->slots =
        arena_alloc(searches->arena, searches->slot_count, sizeof *searches->slots);
    for (size_t i = 0; i < searches->query_count; i++) {
        const char *query = searches->queries[i].query;
        struct searchlog_entry entry = { .query = query, .query_length = strlen(query) };
        *slot_of(searches, &entry) = (uint32_t)i + 1;
    }
}

static struct searches_query *
find_query(struct searches *searches, const struct searchlog_entry *entry)
{
    widen_slots(searches);
    uint32_t *slot = slot_of(searches, entry);
    if (*slot == 0) {
        arena_grow(searches->arena, &searches->queries, &searches->query_capacity,
                   searches->query_count + 1, sizeof *searches->queries);
        searches->queries[searches->query_count++] =
            (struct searches_query) { .query = arena_text(searches->arena, entry->query,
                                                          entry->query_length) };
        *slot = (uint32_t)searches->query_count;
    }
    return &searches->queries[*slot - 1];
}

/* Days come in order but for clocks that were set: the month is one of the last. */
static struct searches_month *
find_month(struct searches *searches, const char *day)
{
    for (size_t i = searches->month_count; i > 0; i--)
        if (memcmp(searches->months[i - 1].name, day, SEARCHLOG_MONTH) == 0)
            return &searches->months[i - 1];
    arena_grow(searches->arena, &searches->months, &searches->month_capacity,
               searches->month_count + 1, sizeof *searches->months);
    struct searches_month *month = &searches->months[searches->month_count++];
    *month = (struct searches_month) { .count = 0 };
    memcpy(month->name, day, SEARCHLOG_MONTH);
    return month;
}

/* ---- lines ---- */

static void
set_day(char day[SEARCHLOG_DAY + 1], const char *text)
{
    memcpy(day, text, SEARCHLOG_DAY);
    day[SEARCHLOG_DAY] = '\0';
}

static void
count_entry(struct searches *searches, const struct searchlog_entry *entry)
{
    struct searches_query *query = find_query(searches, entry);
    struct searches_month *month = find_month(searches, entry->day);
    int64_t nothing = entry->found == 0;
    query->count++;
    query->nothing += nothing;
    query->found = entry->found;
    set_day(query->last, entry->day);
    month->count++;
    month->nothing += nothing;
    searches->count++;
    searches->nothing += nothing;
    if (searches->first[0] == '\0' ||
        memcmp(entry->day, searches->first, SEARCHLOG_DAY) < 0)
        set_day(searches->first, entry->day);
    if (memcmp(entry->day, searches->last, SEARCHLOG_DAY) > 0)
        set_day(searches->last, entry->day);
}

void
searches_add(struct searches *searches, const char *text, size_t length)
{
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t size = end != NULL ? (size_t)(end - text) : length;
        struct searchlog_entry entry;
        if (searchlog_parse(text, size, &entry))
            count_entry(searches, &entry);
        else
            searches->bad_lines += size > 0;
        size += end != NULL;
        text += size;
        length -= size;
    }
}

static int
most_first(const void *left, const void *right)
{
    const struct searches_query *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp(a->query, b->query);
}

static int
earliest_first(const void *left, const void *right)
{
    const struct searches_month *a = left, *b = right;
    return strcmp(a->name, b->name);
}

void
searches_finish(struct searches *searches)
{
    searches->slot_count = 0; /* the order changes */
    if (searches->query_count > 1)
        qsort(searches->queries, searches->query_count, sizeof *searches->queries,
              most_first);
    if (searches->month_count > 1)
        qsort(searches->months, searches->month_count, sizeof *searches->months,
              earliest_first);
    size_t shown = searches->query_count;
    while (shown > 0 && searches->queries[shown - 1].count < SEARCHES_SHOWN) {
        const struct searches_query *query = &searches->queries[--shown];
        searches->rare_queries++;
        searches->rare_count += query->count;
        searches->rare_nothing += query->nothing;
    }
    searches->query_count = shown;
}

/* ---- files ---- */

/* False when it cannot be read, with errno. */
static bool
add_file(struct searches *searches, const char *path)
{
    struct buf text = BUF_INIT((size_t)4 * LIMIT_SEARCHLOG_BYTES);
    bool good = buf_add_file(&text, path);
    int reason = errno;
    if (good)
        searches_add(searches, text.data, text.length);
    searches->files += good;
    buf_free(&text);
    errno = reason;
    return good;
}

bool
searches_read(struct searches *searches, const char *path, struct arena *arena,
              struct error *err)
{
    searches_start(searches, arena);
    for (int i = LIMIT_SEARCHLOG_OLD; i >= 0; i--) {
        const char *name =
            i > 0 ? arena_format(arena, "%s.%d", path, i) : arena_copy(arena, path);
        if (!add_file(searches, name) && errno != ENOENT && errno != ENOTDIR)
            return error_set(err, ERROR_SYSTEM, "cannot read the query log '%s': %s",
                             name, strerror(errno));
    }
    searches_finish(searches);
    return searches->files > 0 ||
           error_set(err, ERROR_MISSING, "there is no query log at '%s'", path);
}
