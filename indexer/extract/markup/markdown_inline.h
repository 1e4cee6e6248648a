/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a Markdown paragraph without its marks. */
#ifndef STEPWELL_EXTRACT_MARKDOWN_INLINE_H
#define STEPWELL_EXTRACT_MARKDOWN_INLINE_H

#include "extract/unit.h"

/* Appends the text of links, code and emphasis; descriptions of pictures go to alts. Tags and
 * link targets are dropped. */
void markdown_inline_read(const char *text, size_t length, struct buf *out,
                          struct unit *alts);

#endif
