/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the side file piece by piece from an open descriptor; believes nothing that it says. */
#include "store/pictures.h"

#include "base/memory.h"
#include "store/pictures_file.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ROWS_AT_ONCE = 64,
    LINES_MOST = LIMIT_PICTURE_LINES,
    RECORD_MOST = PICTURES_RECORD + LINES_MOST * PICTURES_LINE + LIMIT_PICTURE_BYTES
};

struct pictures {
    char *path;     /* NULL for an index that is no file */
    int descriptor; /* -1: no pictures */
    bool there;     /* is a file at path, usable or not? */
    dev_t device;
    ino_t inode;
    uint64_t recipe, table, size;
    int64_t count, drawn;
    char id[20];
};

struct row {
    uint64_t key, at;
    int64_t page;
    size_t length;
};

static bool
read_at(const struct pictures *pictures, char *bytes, size_t length, uint64_t at)
{
    return pictures->descriptor >= 0 && at <= pictures->size &&
           length <= pictures->size - at &&
           pread(pictures->descriptor, bytes, length, (off_t)at) == (ssize_t)length;
}

/* ---- opening ---- */

static bool
read_head(struct pictures *pictures)
{
    char head[PICTURES_HEAD];
    if (!read_at(pictures, head, sizeof head, 0) ||
        bytes_number(head, 8) != PICTURES_MAGIC ||
        bytes_number(head + PICTURES_HEAD_VERSION, 4) != PICTURES_VERSION ||
        bytes_number(head + PICTURES_HEAD_SIZE, 8) != pictures->size)
        return false;
    pictures->count = (int64_t)bytes_number(head + PICTURES_HEAD_COUNT, 4);
    pictures->drawn = (int64_t)bytes_number(head + PICTURES_HEAD_DRAWN, 4);
    pictures->recipe = bytes_number(head + PICTURES_HEAD_RECIPE, 8);
    pictures->table = bytes_number(head + PICTURES_HEAD_TABLE, 8);
    snprintf(pictures->id, sizeof pictures->id, "%016" PRIx64,
             bytes_number(head + PICTURES_HEAD_ID, 8));
    return pictures->table <= pictures->size &&
           pictures->size - pictures->table == (uint64_t)pictures->count * PICTURES_ROW;
}

static void
open_file(struct pictures *pictures)
{
    struct stat status;
    pictures->descriptor =
        open(pictures->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (pictures->descriptor < 0 || fstat(pictures->descriptor, &status) != 0)
        return;
    pictures->there = true;
    pictures->device = status.st_dev;
    pictures->inode = status.st_ino;
    pictures->size = S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    if (read_head(pictures))
        return;
    close(pictures->descriptor);
    pictures->descriptor = -1;
    pictures->count = pictures->drawn = 0;
    pictures->recipe = 0;
    pictures->id[0] = '\0';
}

/* "xapian:…" names an engine, which has no file to stand beside. */
static bool
is_path(const char *index)
{
    size_t scheme = strcspn(index, ":/");
    return index[scheme] != ':';
}

struct pictures *
pictures_open(const char *index)
{
    static const char ending[] = ".pictures";
    struct pictures *pictures = memory_new(1, sizeof *pictures);
    pictures->descriptor = -1;
    if (!is_path(index))
        return pictures;
    size_t length = strlen(index);
    pictures->path = memory_new(length + sizeof ending, 1);
    memcpy(pictures->path, index, length);
    memcpy(pictures->path + length, ending, sizeof ending);
    open_file(pictures);
    return pictures;
}

void
pictures_close(struct pictures *pictures)
{
    if (pictures == NULL)
        return;
    if (pictures->descriptor >= 0)
        close(pictures->descriptor);
    free(pictures->path);
    free(pictures);
}

bool
pictures_is_current(const struct pictures *pictures)
{
    struct stat status;
    if (pictures->path == NULL)
        return true;
    if (stat(pictures->path, &status) != 0)
        return !pictures->there;
    return pictures->there && status.st_dev == pictures->device &&
           status.st_ino == pictures->inode;
}

int64_t
pictures_count(const struct pictures *pictures)
{
    return pictures->count;
}

int64_t
pictures_drawn(const struct pictures *pictures)
{
    return pictures->drawn;
}

const char *
pictures_id(const struct pictures *pictures)
{
    return pictures->id;
}

int64_t
pictures_bytes(const struct pictures *pictures)
{
    return pictures->descriptor < 0 ? 0 : (int64_t)pictures->size;
}

uint64_t
pictures_recipe(const struct pictures *pictures)
{
    return pictures->recipe;
}

/* ---- the table ---- */

static int
compare_row(const char *row, uint64_t key, int64_t page)
{
    uint64_t row_key = bytes_number(row + PICTURES_ROW_KEY, 8);
    int64_t row_page = (int64_t)bytes_number(row + PICTURES_ROW_PAGE, 4);
    if (row_key != key)
        return row_key < key ? -1 : 1;
    return row_page < page ? -1 : row_page > page;
}

/* Halves the table until what is left comes with one reading. */
static bool
find_row(const struct pictures *pictures, uint64_t key, int64_t page, struct row *found)
{
    char rows[ROWS_AT_ONCE * PICTURES_ROW];
    uint64_t from = 0, to = (uint64_t)pictures->count;
    while (to - from > ROWS_AT_ONCE) {
        uint64_t middle = from + (to - from) / 2;
        if (!read_at(pictures, rows, PICTURES_ROW,
                     pictures->table + middle * PICTURES_ROW))
            return false;
        if (compare_row(rows, key, page) > 0)
            to = middle;
        else
            from = middle;
    }
    if (!read_at(pictures, rows, (size_t)(to - from) * PICTURES_ROW,
                 pictures->table + from * PICTURES_ROW))
        return false;
    for (const char *row = rows; row < rows + (to - from) * PICTURES_ROW;
         row += PICTURES_ROW) {
        if (compare_row(row, key, page) != 0)
            continue;
        *found =
            (struct row) { .key = key,
                           .page = page,
                           .at = bytes_number(row + PICTURES_ROW_AT, 8),
                           .length = (size_t)bytes_number(row + PICTURES_ROW_LENGTH, 4) };
        return found->length >= PICTURES_RECORD && found->length <= RECORD_MOST;
    }
    return false;
}

/* ---- records ---- */

/* The record without its JPEG into bytes; *lines says how many it has, *jpeg how long that is. */
static bool
read_record(const struct pictures *pictures, const struct row *row,
            char bytes[PICTURES_RECORD + LINES_MOST * PICTURES_LINE], size_t *lines,
            size_t *jpeg)
{
    size_t most = PICTURES_RECORD + (size_t)LINES_MOST * PICTURES_LINE;
    size_t got = row->length < most ? row->length : most;
    if (!read_at(pictures, bytes, got, row->at))
        return false;
    *lines = (size_t)bytes_number(bytes + PICTURES_RECORD_LINES, 4);
    *jpeg = (size_t)bytes_number(bytes + PICTURES_RECORD_JPEG_LENGTH, 4);
    if (*lines > LINES_MOST ||
        row->length != PICTURES_RECORD + *lines * PICTURES_LINE + *jpeg)
        return false;
    return bytes_number(bytes + PICTURES_RECORD_CHECK, 4) ==
           pictures_file_check(bytes, PICTURES_RECORD + *lines * PICTURES_LINE, row->key,
                               row->page);
}

static void
take_lines(const char *bytes, size_t count, struct pictures_line *lines)
{
    for (size_t i = 0; i < count; i++, bytes += PICTURES_LINE) {
        lines[i].from = (uint32_t)bytes_number(bytes, 4);
        lines[i].to = (uint32_t)bytes_number(bytes + 4, 4);
        lines[i].x0 = (uint16_t)bytes_number(bytes + 8, 2);
        lines[i].y0 = (uint16_t)bytes_number(bytes + 10, 2);
        lines[i].x1 = (uint16_t)bytes_number(bytes + 12, 2);
        lines[i].y1 = (uint16_t)bytes_number(bytes + 14, 2);
    }
}

bool
pictures_find(const struct pictures *pictures, const char *digest, int64_t page,
              struct picture *picture)
{
    char bytes[PICTURES_RECORD + LINES_MOST * PICTURES_LINE];
    struct row row;
    size_t jpeg;
    if (pictures->count == 0 || digest[0] == '\0' ||
        !find_row(pictures, pictures_file_key(digest, pictures->recipe), page, &row) ||
        !read_record(pictures, &row, bytes, &picture->line_count, &jpeg) || jpeg == 0)
        return false;
    picture->width = (unsigned)bytes_number(bytes + PICTURES_RECORD_WIDTH, 2);
    picture->height = (unsigned)bytes_number(bytes + PICTURES_RECORD_HEIGHT, 2);
    picture->text_length = (uint32_t)bytes_number(bytes + PICTURES_RECORD_TEXT, 4);
    take_lines(bytes + PICTURES_RECORD, picture->line_count, picture->lines);
    snprintf(picture->address, sizeof picture->address, "%016" PRIx64 "-%" PRId64,
             row.key, page);
    return picture->width > 0 && picture->height > 0;
}

/* "0123456789abcdef-12", and nothing that means the same. */
static bool
read_address(const char *address, uint64_t *key, int64_t *page)
{
    *key = 0;
    *page = 0;
    size_t digits = strspn(address, "0123456789abcdef");
    if (digits != 16 || address[16] != '-' || address[17] == '0')
        return false;
    *key = pictures_file_key(address, 0);
    size_t length = strspn(address + 17, "0123456789");
    for (size_t i = 0; i < length && i < 9; i++)
        *page = *page * 10 + (address[17 + i] - '0');
    return length > 0 && length < 9 && address[17 + length] == '\0';
}

bool
pictures_read(const struct pictures *pictures, const char *address, struct buf *out)
{
    char bytes[PICTURES_RECORD + LINES_MOST * PICTURES_LINE];
    struct row row;
    uint64_t key;
    int64_t page;
    size_t lines, length;
    if (!read_address(address, &key, &page) || !find_row(pictures, key, page, &row) ||
        !read_record(pictures, &row, bytes, &lines, &length) || length == 0 ||
        length > LIMIT_PICTURE_BYTES)
        return false;
    char *jpeg = memory_new(length, 1);
    bool good = read_at(pictures, jpeg, length, row.at + row.length - length) &&
                pictures_file_jpeg_check(jpeg, length) ==
                    bytes_number(bytes + PICTURES_RECORD_JPEG_CHECK, 4);
    if (good)
        buf_add(out, jpeg, length);
    free(jpeg);
    return good && !out->full;
}

bool
pictures_has(const struct pictures *pictures, uint64_t key, int64_t page, bool *drawn)
{
    char bytes[PICTURES_RECORD + LINES_MOST * PICTURES_LINE];
    struct row row;
    size_t lines, jpeg;
    bool found = find_row(pictures, key, page, &row) &&
                 read_record(pictures, &row, bytes, &lines, &jpeg);
    *drawn = found && jpeg > 0;
    return found;
}

bool
pictures_record(const struct pictures *pictures, uint64_t key, int64_t page,
                struct buf *record)
{
    struct row row;
    if (!find_row(pictures, key, page, &row))
        return false;
    char *bytes = memory_new(row.length, 1);
    bool good = read_at(pictures, bytes, row.length, row.at);
    if (good)
        buf_add(record, bytes, row.length);
    free(bytes);
    return good && !record->full;
}
