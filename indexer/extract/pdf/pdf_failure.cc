/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an exception of the PDF library to a reason: none may leave a shim. */
#include "pdf_failure.hh"

#include <new>

enum wire_reason
pdf_failure(struct error *err)
{
    try {
        throw;
    } catch (const std::bad_alloc &) {
        error_set(err, ERROR_INPUT, "needs more memory than one document may have");
        return WIRE_REASON_MEMORY;
    } catch (...) {
        error_set(err, ERROR_INPUT, "the PDF library gave up on it");
        return WIRE_REASON_DAMAGED;
    }
}
