/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of DrawingML parts that slides and word documents refer to: SmartArt and charts. */
#ifndef STEPWELL_EXTRACT_DRAWING_H
#define STEPWELL_EXTRACT_DRAWING_H

#include "extract/unit.h"
#include "ooxml.h"

/* The data part of a SmartArt diagram: one line per paragraph. A chart: titles and labels, then
 * the names of series and categories as rows. Numbers are left out: nobody searches for
 * 8.200000000000001. */
void drawing_read(struct ooxml *ooxml, const char *part, struct unit *unit);

#endif
