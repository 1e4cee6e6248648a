/* SPDX-License-Identifier: GPL-2.0-or-later */
/* C face of the PDF library: opening, metadata, page labels, table of contents. */
#ifndef STEPWELL_EXTRACT_PDF_INFO_H
#define STEPWELL_EXTRACT_PDF_INFO_H

#include "extract/wire.h"

#ifdef __cplusplus
extern "C" {
#endif

struct pdf;

/* Loads what the library reads from disk once, before the sandbox closes. */
void pdf_warm_up(void);

/* "poppler 22.12.0, words with boxes": which reader was built in, for --version. */
const char *pdf_reader(void);

/* The bytes must stay until pdf_close. Tries the empty password, then this one. Anything but
 * WIRE_REASON_NONE is a failure, explained in err. */
enum wire_reason pdf_open(const char *bytes, size_t length, const char *password,
                          struct pdf **pdf, struct error *err);
void pdf_close(struct pdf *pdf);

struct pdf_info {
    int64_t pages;
    const char *title, *author, *lang; /* "" when absent */
    int year;                          /* 0 when absent */
    uint32_t flags;                    /* WIRE_DOCUMENT_ */
    bool xfa; /* what its pages show is an XFA form, which is not read */
};

/* Texts live in the arena. */
enum wire_reason pdf_info_read(struct pdf *pdf, struct arena *arena,
                               struct pdf_info *info, struct error *err);

/* What readers call the page; "" when that is its number. */
const char *pdf_info_label(struct pdf *pdf, int64_t page, struct arena *arena);

/* Every entry that leads to a page, in order; until it returns false. */
typedef bool pdf_outline_fn(void *context, const struct wire_outline *outline);
void pdf_info_outline(struct pdf *pdf, pdf_outline_fn *each, void *context);

#ifdef __cplusplus
}
#endif

#endif
