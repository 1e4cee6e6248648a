/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an exception of the PDF library to a reason: none may leave a shim. C++ only. */
#ifndef STEPWELL_EXTRACT_PDF_FAILURE_HH
#define STEPWELL_EXTRACT_PDF_FAILURE_HH

#include "extract/wire.h"

/* Explains the exception being handled. */
enum wire_reason pdf_failure(struct error *err);

#endif
