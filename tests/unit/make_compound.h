/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small compound files in memory ([MS-CFB]), so that tests need no files. */
#ifndef STEPWELL_TESTS_MAKE_COMPOUND_H
#define STEPWELL_TESTS_MAKE_COMPOUND_H

#include "check.h"

#include "base/buf.h"

enum { MADE_SECTOR = 512, MADE_STREAM = 4096, MADE_STREAMS = 3 };

struct made_stream {
    const char *name;
    struct buf bytes; /* padded to MADE_STREAM */
};

static inline void
put(struct buf *out, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        buf_add_char(out, (char)(value >> i * 8 & 0xFF));
}

static inline void
put_until(struct buf *out, char filler, size_t end)
{
    while (out->length < end)
        buf_add_char(out, filler);
}

static inline void
put_entry(struct buf *out, const char *name, unsigned type, uint32_t right,
          uint32_t child, uint32_t start, uint32_t size)
{
    size_t begin = out->length, length = strlen(name);
    for (size_t i = 0; i < 32; i++)
        put(out, i < length ? (unsigned char)name[i] : 0, 2);
    put(out, (length + 1) * 2, 2);
    put(out, type | 0x100, 2);
    put(out, 0xFFFFFFFF, 4);
    put(out, right, 4);
    put(out, child, 4);
    put_until(out, '\0', begin + 116);
    put(out, start, 4);
    put(out, size, 8);
}

/* Sector 0 is the allocation table, 1 the directory, then eight sectors for each stream. */
static inline struct buf
make_compound(struct made_stream *streams, size_t count)
{
    struct buf out = BUF_INIT(1024 * 1024);
    static const uint32_t fields[] = { 0x0003003E,  0x0009FFFE, 6, 0,          0, 1, 1, 0,
                                       MADE_STREAM, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0 };
    const uint32_t sectors = MADE_STREAM / MADE_SECTOR;
    assert_true(count <= MADE_STREAMS);
    buf_add(&out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    put_until(&out, '\0', 0x18);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        put(&out, fields[i], 4);
    put_until(&out, '\xFF', MADE_SECTOR);
    put(&out, 0xFFFFFFFD, 4);
    put(&out, 0xFFFFFFFE, 4);
    for (uint32_t i = 0; i < sectors * count; i++)
        put(&out, (i + 1) % sectors == 0 ? 0xFFFFFFFE : i + 3, 4);
    put_until(&out, '\xFF', (size_t)2 * MADE_SECTOR);
    put_entry(&out, "Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0);
    for (uint32_t i = 0; i < count; i++)
        put_entry(&out, streams[i].name, 2, i + 1 < count ? i + 2 : 0xFFFFFFFF,
                  0xFFFFFFFF, 2 + i * sectors, MADE_STREAM);
    put_until(&out, '\0', (size_t)3 * MADE_SECTOR);
    for (size_t i = 0; i < count; i++) {
        assert_true(streams[i].bytes.length <= MADE_STREAM);
        put_until(&streams[i].bytes, '\0', MADE_STREAM);
        buf_add(&out, streams[i].bytes.data, MADE_STREAM);
        buf_free(&streams[i].bytes);
    }
    return out;
}

#endif
