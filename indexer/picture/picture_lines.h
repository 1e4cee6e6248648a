/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the lines of a page stand in its finished text, and where on the page. */
#ifndef STEPWELL_PICTURE_LINES_H
#define STEPWELL_PICTURE_LINES_H

#include "reading/document.h"
#include "store/pictures.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of the body of this page of a cleaned document: at most LIMIT_PICTURE_LINES, in the arena of
 * the document. None, and *text_length 0, without a layout. */
size_t picture_lines_find(const struct document *document, int64_t page,
                          const struct pictures_line **lines, uint32_t *text_length);

#ifdef __cplusplus
}
#endif

#endif
