/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a file of pictures is laid out, for those who read it and those who write it: a head,
 * records, and a table of them sorted by key and page. Numbers are little-endian. */
#ifndef STEPWELL_STORE_PICTURES_FILE_H
#define STEPWELL_STORE_PICTURES_FILE_H

#include "base/bytes.h"
#include "base/hash.h"

/* "stepwlPF" and, in the making and without a table yet, "stepwlPP". */
#define PICTURES_MAGIC UINT64_C(0x46506C7770657473)
#define PICTURES_PART_MAGIC UINT64_C(0x50506C7770657473)

enum { PICTURES_VERSION = 1 };

/* The head: magic, then these numbers (where: bytes). */
enum {
    PICTURES_HEAD = 56,
    PICTURES_HEAD_VERSION = 8, /* 4 */
    PICTURES_HEAD_COUNT = 12,  /* 4 */
    PICTURES_HEAD_RECIPE = 16, /* 8 */
    PICTURES_HEAD_TABLE = 24,  /* 8: where it stands */
    PICTURES_HEAD_SIZE = 32,   /* 8: of the file */
    PICTURES_HEAD_ID = 40,     /* 8 */
    PICTURES_HEAD_DRAWN = 48   /* 8: records that have a picture */
};

/* A row of the table. */
enum {
    PICTURES_ROW = 24,
    PICTURES_ROW_KEY = 0,     /* 8 */
    PICTURES_ROW_PAGE = 8,    /* 4 */
    PICTURES_ROW_LENGTH = 12, /* 4 */
    PICTURES_ROW_AT = 16      /* 8 */
};

/* A record: this, its lines, its JPEG. */
enum {
    PICTURES_RECORD = 24,
    PICTURES_RECORD_CHECK = 0, /* 4: of all between here and the JPEG, and of its row */
    PICTURES_RECORD_JPEG_CHECK = 4,  /* 4 */
    PICTURES_RECORD_WIDTH = 8,       /* 2 */
    PICTURES_RECORD_HEIGHT = 10,     /* 2 */
    PICTURES_RECORD_TEXT = 12,       /* 4 */
    PICTURES_RECORD_LINES = 16,      /* 4 */
    PICTURES_RECORD_JPEG_LENGTH = 20 /* 4 */
};

/* A line: from, to (4 each), x0, y0, x1, y1 (2 each). */
enum { PICTURES_LINE = 16 };

/* What a page is found by: the first 64 bits of its file's SHA-256, mixed with what shapes
 * pictures, so that another way to draw gives another address. */
static inline uint64_t
pictures_file_key(const char *digest, uint64_t recipe)
{
    uint64_t key = 0;
    for (size_t i = 0; i < 16 && digest[i] != '\0'; i++) {
        unsigned char c = (unsigned char)digest[i];
        key = key << 4 | (uint64_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return key ^ recipe;
}

static inline uint32_t
pictures_file_jpeg_check(const char *jpeg, size_t length)
{
    return (uint32_t)hash_bytes(jpeg, length);
}

/* length: of record and lines. */
static inline uint32_t
pictures_file_check(const char *record, size_t length, uint64_t key, int64_t page)
{
    char row[12];
    bytes_put(row, key, 8);
    bytes_put(row + 8, (uint64_t)page, 4);
    return (uint32_t)(hash_bytes(record + 4, length - 4) ^ hash_bytes(row, sizeof row));
}

#endif
