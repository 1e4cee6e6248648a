/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arrays by page and by publication, read in chunks on first touch: lengths, language, order. */
#include "store/fts5.h"

#include "base/limits.h"
#include "store/fts5_pack.h"

#include <stdlib.h>

static void
unpack_page(const unsigned char *packed, void *element)
{
    struct fts5_page *page = element;
    *page = fts5_unpack_page(packed);
}

static void
unpack_record(const unsigned char *packed, void *element)
{
    struct fts5_record *record = element;
    *record = fts5_unpack_record(packed);
}

static void
unpack_org(const unsigned char *packed, void *element)
{
    uint32_t *org = element;
    *org = fts5_unpack_number(packed);
}

static void
side_open(struct fts5_side *side, int64_t most)
{
    if (most < 0)
        most = 0;
    if (most > LIMIT_STORE_PAGES)
        most = LIMIT_STORE_PAGES;
    side->chunk_count = (size_t)most / FTS5_CHUNK + 1;
    side->chunks = memory_new(side->chunk_count, sizeof(struct fts5_chunk *));
}

void
fts5_side_open(struct fts5 *self, int64_t pages, int64_t publications, int64_t orgs)
{
    fts5_side_close(self);
    self->pages = (struct fts5_side) {
        "page", FTS5_PAGE_BYTES, sizeof(struct fts5_page), unpack_page, NULL, 0
    };
    self->records = (struct fts5_side) {
        "record", FTS5_RECORD_BYTES, sizeof(struct fts5_record), unpack_record, NULL, 0
    };
    self->orgs = (struct fts5_side) { "org",      FTS5_ORG_BYTES, sizeof(uint32_t),
                                      unpack_org, NULL,           0 };
    side_open(&self->pages, pages);
    side_open(&self->records, publications);
    side_open(&self->orgs, orgs);
}

static void
side_close(struct fts5_side *side)
{
    for (size_t i = 0; i < side->chunk_count; i++)
        free(side->chunks[i]);
    free(side->chunks);
    side->chunks = NULL;
    side->chunk_count = 0;
}

void
fts5_side_close(struct fts5 *self)
{
    side_close(&self->pages);
    side_close(&self->records);
    side_close(&self->orgs);
}

/* Elements behind the last one that the file has are not there. */
struct fts5_chunk {
    size_t count;
    char elements[];
};

static struct fts5_chunk *
unpack_chunk(const struct fts5_side *side, const unsigned char *data, size_t bytes)
{
    size_t count = bytes / side->packed < FTS5_CHUNK ? bytes / side->packed : FTS5_CHUNK;
    struct fts5_chunk *chunk = memory_new(sizeof *chunk + count * side->size, 1);
    chunk->count = count;
    for (size_t i = 0; i < count; i++)
        side->unpack(data + i * side->packed, chunk->elements + i * side->size);
    return chunk;
}

/* A chunk that is not there has no elements: its pages are not there. One that cannot be read
 * now, since time is over, is asked for again later. */
static void
side_read(struct fts5 *self, struct fts5_side *side, size_t chunk)
{
    sqlite3_stmt *statement = fts5_prepare(
        self, FTS5_SIDE, "SELECT data FROM side WHERE name=?1 AND chunk=?2", NULL);
    if (statement == NULL)
        return;
    fts5_bind(statement, 1, side->name);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)chunk);
    int code = sqlite3_step(statement);
    const unsigned char *data =
        code == SQLITE_ROW ? sqlite3_column_blob(statement, 0) : NULL;
    int bytes = code == SQLITE_ROW ? sqlite3_column_bytes(statement, 0) : 0;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        side->chunks[chunk] =
            unpack_chunk(side, data, data != NULL && bytes > 0 ? (size_t)bytes : 0);
    sqlite3_reset(statement);
}

static const void *
side_at(struct fts5 *self, struct fts5_side *side, int64_t index)
{
    static const union {
        struct fts5_page page;
        struct fts5_record record;
        uint32_t org;
    } nothing;
    size_t chunk = (size_t)index / FTS5_CHUNK;
    if (index < 0 || chunk >= side->chunk_count)
        return &nothing;
    if (side->chunks[chunk] == NULL)
        side_read(self, side, chunk);
    const struct fts5_chunk *found = side->chunks[chunk];
    if (found == NULL || (size_t)index % FTS5_CHUNK >= found->count)
        return &nothing;
    return found->elements + (size_t)index % FTS5_CHUNK * side->size;
}

const struct fts5_page *
fts5_side_page(struct fts5 *self, int64_t page)
{
    return side_at(self, &self->pages, page);
}

const struct fts5_record *
fts5_side_record(struct fts5 *self, uint32_t publication)
{
    return side_at(self, &self->records, publication);
}

uint32_t
fts5_side_org(struct fts5 *self, uint32_t index)
{
    const uint32_t *org = side_at(self, &self->orgs, index);
    return *org;
}
