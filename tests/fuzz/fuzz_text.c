/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text and Markdown in any charset. */
#include "check_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_extract(format_text_extract, data, size);
    check_extract(format_markdown_extract, data, size);
    return 0;
}
