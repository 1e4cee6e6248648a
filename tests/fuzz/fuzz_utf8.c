/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes: what utf8_repair gives is valid, and repairing it again changes nothing. */
#include "base/buf.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf once = BUF_INIT(SIZE_MAX / 4), twice = BUF_INIT(SIZE_MAX / 4);
    utf8_repair(&once, (const char *)data, size);
    utf8_repair(&twice, once.data, once.length);
    if (!utf8_valid(once.data, once.length) || once.length != twice.length ||
        memcmp(once.data, twice.data, once.length) != 0)
        abort();
    buf_free(&once);
    buf_free(&twice);
    return 0;
}
