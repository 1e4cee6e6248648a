/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Office documents of today behind a password: the package inside is read by its own format. */
#include "extract/format.h"

#include "base/limits.h"
#include "encryption_key.h"
#include "extract/legacy/compound.h"

/* Passes on what the package says to where the document goes. */
struct passing {
    const struct sink *sink;
};

static bool
send_document(void *context, const struct wire_document *document)
{
    const struct sink *sink = ((const struct passing *)context)->sink;
    struct wire_document opened = *document;
    opened.flags |= WIRE_DOCUMENT_ENCRYPTED;
    return sink->document(sink->context, &opened);
}

static bool
send_unit(void *context, const struct wire_unit *unit)
{
    const struct sink *sink = ((const struct passing *)context)->sink;
    return sink->unit(sink->context, unit);
}

static bool
send_outline(void *context, const struct wire_outline *outline)
{
    const struct sink *sink = ((const struct passing *)context)->sink;
    return sink->outline(sink->context, outline);
}

static bool
send_note(void *context, const struct wire_note *note)
{
    const struct sink *sink = ((const struct passing *)context)->sink;
    return sink->note(sink->context, note);
}

/* A package within the package would be no document of Office. */
static bool
read_plain(const struct input *plain, const struct sink *sink,
           struct format_failure *failure)
{
    struct passing passing = { sink };
    struct sink marking = { send_document, send_unit, send_outline, send_note, &passing };
    const struct format *format = format_of(plain, failure);
    if (!format)
        return false;
    if (format->extract == format_locked_extract)
        return encryption_fail_unread(failure);
    return format->extract(plain, &marking, failure);
}

static bool
open_package(const struct input *input, struct buf *package,
             struct format_failure *failure)
{
    struct compound *compound;
    struct buf info = BUF_INIT(LIMIT_METADATA_BYTES);
    struct encryption encryption;
    struct encryption_key key;
    if (!compound_open(input, &compound, failure))
        return false;
    compound_read(compound, "EncryptionInfo", &info);
    bool known = encryption_read(info.data, info.length, &encryption, failure);
    if (known && encryption_is_rc4(&encryption))
        known = encryption_fail_unread(failure);
    bool opened = known && encryption_key_find(&encryption, input->password, &key);
    if (known && !opened)
        encryption_fail(failure);
    if (opened)
        compound_read(compound, "EncryptedPackage", package);
    if (opened && !encryption_key_open_package(&key, package)) {
        opened = false;
        format_fail(failure, WIRE_REASON_DAMAGED,
                    "cut short (end of file missing); download it again");
    }
    buf_free(&info);
    compound_close(compound);
    return opened;
}

bool
format_locked_extract(const struct input *input, const struct sink *sink,
                      struct format_failure *failure)
{
    struct buf package = BUF_INIT(LIMIT_PACKAGE_BYTES);
    bool read = open_package(input, &package, failure);
    if (read) {
        struct input plain = *input;
        plain.bytes = package.data;
        plain.length = package.length;
        read = read_plain(&plain, sink, failure);
    }
    buf_free(&package);
    return read;
}
