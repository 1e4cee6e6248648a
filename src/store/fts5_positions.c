/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where words stand on a page, as FTS5 tells it, in one ascending list for each concept. */
#include "store/fts5_score.h"

#include <string.h>

/* Column 0 is the title. */
enum { COLUMN_SHIFT = 30, POSITION_MASK = (1 << COLUMN_SHIFT) - 1 };

int
fts5_positions_any(struct fts5_cursor cursor, const struct fts5_phrase *phrase, bool *any)
{
    Fts5PhraseIter iterator;
    int column = -1, offset;
    int code = cursor.api->xPhraseFirst(cursor.fts, (int)phrase->number, &iterator,
                                        &column, &offset);
    *any = code == SQLITE_OK && column >= 0;
    return code;
}

static size_t
count_title(const struct fts5_positions *positions, size_t from)
{
    size_t count = 0;
    while (from + count < positions->count &&
           positions->at[from + count] >> COLUMN_SHIFT == 0)
        count++;
    return count;
}

/* Merges the two ascending lists [0, middle) and [middle, count). */
static void
merge(struct fts5_positions *positions, size_t middle)
{
    uint32_t second[FTS5_POSITIONS], *at = positions->at;
    size_t i = middle, j = positions->count - middle, end = positions->count, kept = 0;
    memcpy(second, at + middle, j * sizeof second[0]);
    while (j > 0)
        at[--end] = i > 0 && at[i - 1] > second[j - 1] ? at[--i] : second[--j];
    for (i = 0; i < positions->count; i++)
        if (kept == 0 || at[kept - 1] != at[i])
            at[kept++] = at[i];
    positions->count = kept;
}

static void
settle(struct fts5_positions *positions, size_t middle)
{
    if (middle > 0 && middle < positions->count &&
        positions->at[middle - 1] >= positions->at[middle])
        merge(positions, middle);
    positions->title = count_title(positions, 0);
}

int
fts5_positions_add(struct fts5_cursor cursor, const struct fts5_phrase *phrase,
                   struct fts5_positions *positions, size_t *count, size_t *title)
{
    Fts5PhraseIter iterator;
    int column = -1, offset;
    size_t before = positions->count;
    int code = cursor.api->xPhraseFirst(cursor.fts, (int)phrase->number, &iterator,
                                        &column, &offset);
    while (code == SQLITE_OK && column >= 0 && positions->count < FTS5_POSITIONS) {
        uint32_t at = (uint32_t)offset + phrase->shift;
        positions->at[positions->count++] =
            (uint32_t)column << COLUMN_SHIFT | (at & POSITION_MASK);
        cursor.api->xPhraseNext(cursor.fts, &iterator, &column, &offset);
    }
    *count = positions->count - before;
    *title = count_title(positions, before);
    if (*count > 0)
        settle(positions, before);
    return code;
}

void
fts5_positions_copy(struct fts5_positions *to, const struct fts5_positions *from)
{
    to->count = from->count;
    to->title = from->title;
    memcpy(to->at, from->at, from->count * sizeof from->at[0]);
}

void
fts5_positions_join(struct fts5_positions *to, const struct fts5_positions *from)
{
    size_t before = to->count, room = FTS5_POSITIONS - before;
    size_t count = from->count < room ? from->count : room;
    memcpy(to->at + before, from->at, count * sizeof from->at[0]);
    to->count += count;
    settle(to, before);
}
