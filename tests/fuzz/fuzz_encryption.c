/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What protected documents say about their protection, and what a password does with it. */
#include "extract/locked/encryption_key.h"
#include "extract/locked/package_lock.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A part of an OpenDocument package: the name is the one in the seeds. */
static void
open_part(const char *bytes, size_t size)
{
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    struct buf manifest = BUF_INIT(size), part = BUF_INIT(4096);
    buf_add(&manifest, bytes, size);
    buf_add(&part, bytes, size);
    struct package_lock *lock = package_lock_new(&manifest, "word");
    if (!package_lock_open(lock, "content.xml", 100000, &part, &failure) &&
        failure.reason == WIRE_REASON_NONE)
        abort();
    if (part.length > 100000 && package_lock_is_closed(lock))
        abort();
    package_lock_free(lock);
    buf_free(&manifest);
    buf_free(&part);
}

static void
open_package(const char *bytes, size_t size)
{
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    struct encryption encryption;
    struct encryption_key key;
    struct buf package = BUF_INIT(4096);
    if (!encryption_read(bytes, size, &encryption, &failure)) {
        if (failure.reason == WIRE_REASON_NONE)
            abort();
        return;
    }
    encryption.spins %= 16;
    encryption_key_find(&encryption, "word", &key);
    buf_add(&package, bytes, size);
    if (encryption_is_rc4(&encryption))
        encryption_key_open_block(&key, 1, 8, package.data, package.length);
    else
        encryption_key_open_package(&key, &package);
    buf_free(&package);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    if (size > 0 && bytes[0] == '<')
        open_part(bytes, size);
    else
        open_package(bytes, size);
    return 0;
}
