/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drawn pictures, whatever is drawn in them. */
#include "base/limits.h"
#include "base/utf8.h"
#include "extract/office/metafile.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf text = BUF_INIT(LIMIT_METAFILE_BYTES);
    metafile_read((const char *)data, size, &text);
    if (!text.full && !utf8_valid(text.data, text.length))
        abort();
    buf_free(&text);
    return 0;
}
