/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Deflated bytes that no archive wraps (RFC 1951); the door to zlib. */
#include "inflate.h"

#include "base/limits.h"

#include <string.h>
#include <zlib.h>

enum { CHUNK = 32 * 1024, RAW = -MAX_WBITS };

bool
inflate_raw(const char *bytes, size_t length, size_t most, struct buf *out)
{
    char chunk[CHUNK];
    z_stream stream = { .avail_in = (uInt)length };
    int state = Z_OK;
    if (length > LIMIT_DOCUMENT_BYTES || inflateInit2(&stream, RAW) != Z_OK)
        return false;
    memcpy(&stream.next_in, &bytes, sizeof bytes); /* not written to */
    while (state == Z_OK && most > 0) {
        stream.next_out = (Bytef *)chunk;
        stream.avail_out = most < CHUNK ? (uInt)most : CHUNK;
        size_t room = stream.avail_out;
        state = inflate(&stream, Z_NO_FLUSH);
        buf_add(out, chunk, room - stream.avail_out);
        most -= room - stream.avail_out;
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END;
}
