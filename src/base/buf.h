/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing byte strings with a ceiling: an append past it does nothing, and one flag says so. */
#ifndef STEPWELL_BASE_BUF_H
#define STEPWELL_BASE_BUF_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* data is never NULL and always ends in a NUL that length does not count. */
struct buf {
    char *data;
    size_t length, capacity, limit;
    bool full; /* something did not fit; all later appends are ignored */
};

extern char buf_nothing[1]; /* what an empty buf points to */

#define BUF_INIT(most)                   \
    {                                    \
        buf_nothing, 0, 0, (most), false \
    }

void buf_free(struct buf *buf);
/* Empties it and clears full; keeps the memory. */
void buf_reset(struct buf *buf);

void buf_add(struct buf *buf, const void *bytes, size_t length);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_add_code(struct buf *buf, uint32_t code_point);
void buf_format(struct buf *buf, const char *format, ...) ERROR_PRINTF(2, 3);
/* "1,204" */
void buf_add_number(struct buf *buf, int64_t number);
/* All that can still be read there, until the buffer is full; false, with errno, when reading
 * fails. */
bool buf_add_descriptor(struct buf *buf, int descriptor);
/* The same of a file. */
bool buf_add_file(struct buf *buf, const char *path);
/* Cuts it to length bytes; nothing when it is shorter. */
void buf_cut(struct buf *buf, size_t length);

#ifdef __cplusplus
}
#endif

#endif
