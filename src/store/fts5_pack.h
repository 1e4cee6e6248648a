/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How elements of the arrays stand in the file: little endian on every machine. */
#ifndef STEPWELL_STORE_FTS5_PACK_H
#define STEPWELL_STORE_FTS5_PACK_H

#include "base/buf.h"
#include "store/fts5.h"

enum { FTS5_PAGE_BYTES = 12, FTS5_RECORD_BYTES = 22, FTS5_ORG_BYTES = 4 };

static inline uint16_t
fts5_unpack_half(const unsigned char *packed)
{
    return (uint16_t)(packed[0] | packed[1] << 8);
}

static inline uint32_t
fts5_unpack_number(const unsigned char *packed)
{
    return fts5_unpack_half(packed) | (uint32_t)fts5_unpack_half(packed + 2) << 16;
}

static inline void
fts5_pack_half(struct buf *out, unsigned value)
{
    unsigned char bytes[2] = { (unsigned char)(value & 0xff),
                               (unsigned char)(value >> 8 & 0xff) };
    buf_add(out, bytes, sizeof bytes);
}

static inline void
fts5_pack_number(struct buf *out, uint32_t value)
{
    fts5_pack_half(out, value & 0xffff);
    fts5_pack_half(out, value >> 16);
}

static inline struct fts5_page
fts5_unpack_page(const unsigned char *packed)
{
    return (struct fts5_page) { fts5_unpack_number(packed),
                                fts5_unpack_half(packed + 4),
                                fts5_unpack_half(packed + 6),
                                packed[8],
                                packed[9],
                                packed[10],
                                packed[11] };
}

static inline void
fts5_pack_page(struct buf *out, const struct fts5_page *page)
{
    unsigned char rest[4] = { page->lang, page->format, page->part, page->twin };
    fts5_pack_number(out, page->publication);
    fts5_pack_half(out, page->title);
    fts5_pack_half(out, page->body);
    buf_add(out, rest, sizeof rest);
}

static inline struct fts5_record
fts5_unpack_record(const unsigned char *packed)
{
    return (struct fts5_record) {
        fts5_unpack_number(packed),     fts5_unpack_number(packed + 4),
        fts5_unpack_number(packed + 8), fts5_unpack_half(packed + 12),
        fts5_unpack_half(packed + 14),  (int16_t)fts5_unpack_half(packed + 16),
        fts5_unpack_number(packed + 18)
    };
}

static inline void
fts5_pack_record(struct buf *out, const struct fts5_record *record)
{
    fts5_pack_number(out, record->key_rank);
    fts5_pack_number(out, record->title_rank);
    fts5_pack_number(out, record->org_first);
    fts5_pack_half(out, record->org_count);
    fts5_pack_half(out, record->kind);
    fts5_pack_half(out, (uint16_t)record->year);
    fts5_pack_number(out, record->added);
}

#endif
