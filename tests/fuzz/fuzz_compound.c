/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compound files, and the readers of old Word and PowerPoint files behind them. */
#include "check_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_extract(format_doc_extract, data, size);
    check_extract(format_ppt_extract, data, size);
    return 0;
}
