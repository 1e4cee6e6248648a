/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes under any name: a format that is in the table, or a reason and a sentence. */
#include "extract/format.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const suffixes[] = { "", ".pdf", ".md", ".docx" };
    const char *suffix = size > 0 ? suffixes[data[0] % 4] : "";
    size_t skipped = size > 0 ? 1 : 0;
    struct input input = { (const char *)data + skipped, size - skipped, suffix, "", "" };
    struct format_failure failure;
    const struct format *format = format_of(&input, &failure);
    if (format != NULL
            ? format_named(format->name) != format
            : failure.reason == WIRE_REASON_NONE || failure.err.text[0] == '\0')
        abort();
    return 0;
}
