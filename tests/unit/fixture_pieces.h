/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A content stream that comes in pieces. */
#ifndef STEPWELL_TESTS_FIXTURE_PIECES_H
#define STEPWELL_TESTS_FIXTURE_PIECES_H

#include <stddef.h>
#include <string.h>

struct pieces {
    const void *bytes;
    size_t left, piece; /* how much is handed out at a time */
};

static inline size_t
hand_out(void *context, unsigned char *bytes, size_t room)
{
    struct pieces *pieces = context;
    size_t count = pieces->left < pieces->piece ? pieces->left : pieces->piece;
    if (count > room)
        count = room;
    memcpy(bytes, pieces->bytes, count);
    pieces->bytes = (const char *)pieces->bytes + count;
    pieces->left -= count;
    return count;
}

#endif
