/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RTF. */
#include "check_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_extract(format_rtf_extract, data, size);
    return 0;
}
