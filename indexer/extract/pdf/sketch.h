/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of a document as small pictures. */
#ifndef STEPWELL_EXTRACT_SKETCH_H
#define STEPWELL_EXTRACT_SKETCH_H

#include "extract/format.h"

/* False when the reader is gone: then stop. */
typedef bool sketch_fn(void *context, const struct wire_picture *picture);

/* Pages [first, last] in order, one picture each, an empty one where a page cannot be drawn.
 * Stops early, without a failure, when there are no more pages or its time is used up. Only
 * PDF has pages that look the same everywhere: all else fails. */
bool sketch_draw(const struct input *input, int64_t first, int64_t last, sketch_fn *each,
                 void *context, struct format_failure *failure);

#endif
