/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only door to zstd. */
#include "base/pack.h"

#include "base/memory.h"

#include <stdlib.h>
#include <zstd.h>

enum { LEVEL = 3 };

struct pack_reader {
    ZSTD_DCtx *context;
};

struct pack_reader *
pack_reader_new(void)
{
    struct pack_reader *reader = memory_new(1, sizeof *reader);
    reader->context = ZSTD_createDCtx(); /* NULL: then as without a reader */
    return reader;
}

void
pack_reader_free(struct pack_reader *reader)
{
    if (reader == NULL)
        return;
    ZSTD_freeDCtx(reader->context);
    free(reader);
}

/* With a checksum: a text whose bytes were changed on the disk is none, not a wrong one. */
static size_t
pack(char *packed, size_t most, const void *bytes, size_t length)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (context == NULL)
        return ZSTD_compress(packed, most, bytes, length, LEVEL);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t size = ZSTD_compress2(context, packed, most, bytes, length);
    ZSTD_freeCCtx(context);
    return size;
}

void
pack_add(struct buf *out, const void *bytes, size_t length)
{
    size_t most = ZSTD_compressBound(length);
    char *packed = memory_new(most, 1);
    size_t size = pack(packed, most, bytes, length);
    if (ZSTD_isError(size))
        out->full = true;
    else
        buf_add(out, packed, size);
    free(packed);
}

static size_t
unpack(struct pack_reader *reader, char *text, size_t size, const void *packed,
       size_t length)
{
    return reader != NULL && reader->context != NULL
               ? ZSTD_decompressDCtx(reader->context, text, size, packed, length)
               : ZSTD_decompress(text, size, packed, length);
}

bool
pack_open(struct pack_reader *reader, struct buf *out, const void *packed, size_t length,
          struct error *err)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed, length);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
        return error_set(err, ERROR_STORE, "packed text is damaged");
    if (size > out->limit - out->length)
        return error_set(err, ERROR_STORE, "packed text claims %llu bytes", size);
    size_t start = out->length;
    char *text = memory_new((size_t)size, 1);
    size_t got = unpack(reader, text, (size_t)size, packed, length);
    if (!ZSTD_isError(got))
        buf_add(out, text, got);
    free(text);
    if (ZSTD_isError(got) || out->length - start != size)
        return error_set(err, ERROR_STORE, "packed text is damaged");
    return true;
}
