/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Old PowerPoint files behind a password ([MS-PPT] 2.3.7). */
#include "ppt_lock.h"

#include "encryption_key.h"

/* Objects do not share bytes: all of them have no more than the stream. The one at its beginning
 * is the document, or nothing. */
static void
open_objects(struct ppt_file *file, const struct ppt_saved *saved,
             const struct encryption_key *key)
{
    struct buf *stream = &file->stream;
    size_t left = stream->length;
    for (uint32_t i = 0; i < file->persist_count; i++) {
        size_t at = file->persist[i];
        if ((at == 0 && i != saved->document) || i == saved->encryption ||
            at >= stream->length || stream->length - at < PPT_HEADER_BYTES ||
            left < PPT_HEADER_BYTES)
            continue;
        char *bytes = stream->data + at;
        encryption_key_open_block(key, i, 0, bytes, PPT_HEADER_BYTES);
        left -= PPT_HEADER_BYTES;
        size_t length = compound_u32(stream, at + 4);
        if (length > stream->length - at - PPT_HEADER_BYTES)
            length = stream->length - at - PPT_HEADER_BYTES;
        if (length > left)
            length = left;
        encryption_key_open_block(key, i, PPT_HEADER_BYTES, bytes + PPT_HEADER_BYTES,
                                  length);
        left -= length;
    }
}

bool
ppt_lock_open(struct ppt_file *file, const struct ppt_saved *saved, const char *password,
              struct format_failure *failure)
{
    uint32_t info = saved->encryption;
    struct encryption encryption;
    struct encryption_key key;
    struct ppt_record record;
    size_t at = info < file->persist_count ? file->persist[info] : 0;
    if (at == 0 || !ppt_file_next(file, &at, file->stream.length, &record) ||
        record.type != PPT_CRYPT_SESSION)
        return encryption_fail_unread(failure);
    if (!encryption_read(file->stream.data + record.at, record.length, &encryption,
                         failure))
        return false;
    if (!encryption_is_rc4(&encryption))
        return encryption_fail_unread(failure);
    if (!encryption_key_find(&encryption, password, &key))
        return encryption_fail(failure);
    open_objects(file, saved, &key);
    return true;
}
