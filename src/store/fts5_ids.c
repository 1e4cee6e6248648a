/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ids without gaps, so that arrays indexed by them stay short: freed ones are used again, the
 * smallest first. */
#include "store/fts5_writer.h"

#include <stdlib.h>

static void
swap(int64_t *a, int64_t *b)
{
    int64_t other = *a;
    *a = *b;
    *b = other;
}

static void
push(struct fts5_ids *ids, int64_t id)
{
    memory_grow(&ids->free, &ids->capacity, ids->count + 1, sizeof *ids->free);
    size_t at = ids->count++;
    ids->free[at] = id;
    for (; at > 0 && ids->free[at] < ids->free[(at - 1) / 2]; at = (at - 1) / 2)
        swap(&ids->free[at], &ids->free[(at - 1) / 2]);
}

static int64_t
pop(struct fts5_ids *ids)
{
    int64_t id = ids->free[0];
    ids->free[0] = ids->free[--ids->count];
    for (size_t at = 0, child; (child = 2 * at + 1) < ids->count; at = child) {
        if (child + 1 < ids->count && ids->free[child + 1] < ids->free[child])
            child++;
        if (ids->free[at] <= ids->free[child])
            break;
        swap(&ids->free[at], &ids->free[child]);
    }
    return id;
}

/* Which ids are free, from the table itself. */
static bool
look(struct fts5 *store, struct fts5_ids *ids, struct error *err)
{
    char sql[80];
    sqlite3_stmt *statement;
    sqlite3_snprintf(sizeof sql, sql, "SELECT id FROM %s ORDER BY id", ids->table);
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fts5_fail(store, err);
    int code;
    ids->next = 1;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(statement, 0);
        while (ids->next < id)
            push(ids, ids->next++);
        ids->next = id + 1;
    }
    sqlite3_finalize(statement);
    ids->known = code == SQLITE_DONE;
    return ids->known || fts5_fail(store, err);
}

bool
fts5_ids_take(struct fts5 *store, struct fts5_ids *ids, int64_t *id, struct error *err)
{
    if (!ids->known && !look(store, ids, err))
        return false;
    *id = ids->count > 0 ? pop(ids) : ids->next++;
    return true;
}

void
fts5_ids_give(struct fts5_ids *ids, int64_t id)
{
    if (ids->known)
        push(ids, id);
}

void
fts5_ids_forget(struct fts5_ids *ids)
{
    free(ids->free);
    *ids = (struct fts5_ids) { .table = ids->table };
}
