/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of the lines of a page where the order of drawing is none to read in. */
#ifndef STEPWELL_EXTRACT_REFLOW_ORDER_H
#define STEPWELL_EXTRACT_REFLOW_ORDER_H

#include "extract/wire.h"

/* Some programs draw the notes at the foot of a page before its text, or the text before its
 * title: lines that stand below all that comes next, in smaller print, change places with it.
 * What goes on below them, as the number of the page, stays behind them. */
void reflow_order_notes(struct wire_line *lines, size_t count);

#endif
