/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of the drawn pictures that a page shows. */
#ifndef STEPWELL_EXTRACT_OOXML_PICTURE_H
#define STEPWELL_EXTRACT_OOXML_PICTURE_H

#include "extract/unit.h"
#include "ooxml.h"

/* Adds the text of the part to unit when it is a drawn picture: each line once that is neither
 * there already nor among the lines of page (the words of a chart and of the picture that stands
 * for it). The first page that shows a picture keeps its text. */
void ooxml_picture_read(struct ooxml *ooxml, const char *part, const struct unit *page,
                        struct unit *unit);

#endif
