/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what a page draws and hands its text to poppler's text device. C++ only. */
#ifndef STEPWELL_EXTRACT_PDF_CONTENT_HH
#define STEPWELL_EXTRACT_PDF_CONTENT_HH

#include "pdf_resources.hh"

#include <Page.h>
#include <PDFDoc.h>
#include <TextOutputDev.h>

/* Has the page had its time? Asked now and then. */
typedef bool pdf_content_spent_fn(void *context);

/* Text in the order of drawing; the page of the device has begun. Operators that only paint are
 * passed over, and so are those with wrong operands. False when the time was up. */
bool pdf_content_read(PDFDoc *document, Page *page, PdfFonts *fonts, GfxState *state,
                      TextOutputDev *device, pdf_content_spent_fn *spent, void *context);

#endif
