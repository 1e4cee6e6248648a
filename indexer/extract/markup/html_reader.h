/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An HTML page, or a fragment of one, into a flow of paragraphs. */
#ifndef STEPWELL_EXTRACT_HTML_READER_H
#define STEPWELL_EXTRACT_HTML_READER_H

#include "extract/flow.h"

/* text is valid UTF-8. Unless the document was sent, its title, author, lang and year are filled
 * from the head; they live in the arena. everything: menus and other furniture stay too. */
void html_reader_read(struct flow *flow, struct arena *arena, const char *text,
                      size_t length, bool everything);

#endif
