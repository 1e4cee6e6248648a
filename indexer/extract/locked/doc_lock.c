/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Old Word files behind a password ([MS-DOC] 2.2.6). */
#include "doc_lock.h"

#include "encryption_key.h"
#include "extract/legacy/compound.h"

enum {
    AT_FLAGS = 0x0A,
    AT_INFO_LENGTH = 0x0E, /* at the beginning of the table stream */
    FLAG_XOR = 0x8000,
    CLEAR_BYTES = 68, /* of the main stream */
    BLOCK_BYTES = 512
};

static void
open_stream(const struct encryption_key *key, struct buf *stream, size_t clear)
{
    for (size_t at = clear; at < stream->length;) {
        size_t within = at % BLOCK_BYTES, step = BLOCK_BYTES - within;
        if (step > stream->length - at)
            step = stream->length - at;
        encryption_key_open_block(key, (uint32_t)(at / BLOCK_BYTES), within,
                                  stream->data + at, step);
        at += step;
    }
}

bool
doc_lock_open(const char *password, struct buf *main, struct buf *table,
              struct format_failure *failure)
{
    struct encryption encryption;
    struct encryption_key key;
    size_t length = compound_u32(main, AT_INFO_LENGTH);
    if ((compound_u16(main, AT_FLAGS) & FLAG_XOR) != 0)
        return encryption_fail_unread(failure);
    if (length > table->length)
        length = table->length;
    if (!encryption_read(table->data, length, &encryption, failure))
        return false;
    if (!encryption_is_rc4(&encryption))
        return encryption_fail_unread(failure);
    if (!encryption_key_find(&encryption, password, &key))
        return encryption_fail(failure);
    open_stream(&key, main, CLEAR_BYTES);
    open_stream(&key, table, length);
    return true;
}
