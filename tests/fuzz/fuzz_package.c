/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole packages: the directory, the parts, and the readers behind them. */
#include "check_sink.h"

#include "extract/package.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { (const char *)data, size, "", "", "" };
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    if (package_kind(&input, &failure) == NULL && failure.reason == WIRE_REASON_NONE)
        abort();
    check_extract(format_pptx_extract, data, size);
    check_extract(format_docx_extract, data, size);
    check_extract(format_xlsx_extract, data, size);
    check_extract(format_odt_extract, data, size);
    check_extract(format_odp_extract, data, size);
    check_extract(format_ods_extract, data, size);
    check_extract(format_epub_extract, data, size);
    return 0;
}
