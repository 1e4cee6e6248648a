/* SPDX-License-Identifier: GPL-2.0-or-later */
/* C face of the PDF library: a page drawn small. */
#ifndef STEPWELL_EXTRACT_PDF_PICTURE_H
#define STEPWELL_EXTRACT_PDF_PICTURE_H

#include "pdf_info.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rows of red, green, blue from the top; valid until the next page is drawn. */
struct pdf_picture {
    unsigned width, height; /* pixels */
    size_t stride;          /* bytes from one row to the next */
    const unsigned char *rows;
};

struct pdf_painter;

/* The document must stay open until pdf_painter_free. NULL when there is no memory for it. */
struct pdf_painter *pdf_painter_new(struct pdf *pdf);
void pdf_painter_free(struct pdf_painter *painter);

/* As wide as LIMIT_PICTURE_WIDTH, or as high as LIMIT_PICTURE_HEIGHT where that is less.
 * Anything but WIRE_REASON_NONE: there is no picture of this page. */
enum wire_reason pdf_painter_draw(struct pdf_painter *painter, int64_t number,
                                  unsigned cpu_ms, struct pdf_picture *picture);

#ifdef __cplusplus
}
#endif

#endif
