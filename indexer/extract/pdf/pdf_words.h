/* SPDX-License-Identifier: GPL-2.0-or-later */
/* C face of the PDF library: the words of a page with their boxes. */
#ifndef STEPWELL_EXTRACT_PDF_WORDS_H
#define STEPWELL_EXTRACT_PDF_WORDS_H

#include "pdf_info.h"
#include "reflow.h"

#ifdef __cplusplus
extern "C" {
#endif

enum pdf_order {
    PDF_ORDER_CONTENT, /* as drawn: the column order of born-digital documents */
    PDF_ORDER_LAYOUT   /* as the library guesses from the layout */
};

/* Valid until the next page is read or the document closed. */
struct pdf_page {
    float width, height;
    const struct reflow_word *words;
    size_t word_count;
    const char *plain;           /* the text when there are no boxes; else NULL */
    const char *const *comments; /* what readers wrote on it, one text each */
    size_t comment_count;
    bool images;
    enum wire_reason
        cut; /* why it is not complete: TIMEOUT after cpu_ms, TOO_LARGE, or NONE */
};

/* Anything but WIRE_REASON_NONE is a failure of this page, explained in err. */
enum wire_reason pdf_words_page(struct pdf *pdf, int64_t number, enum pdf_order order,
                                unsigned cpu_ms, struct pdf_page *page,
                                struct error *err);

#ifdef __cplusplus
}
#endif

#endif
