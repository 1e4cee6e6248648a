/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pixels to JPEG. */
#ifndef STEPWELL_EXTRACT_SKETCH_JPEG_H
#define STEPWELL_EXTRACT_SKETCH_JPEG_H

#include "base/buf.h"
#include "pdf_picture.h"

/* Appends it; false, and nothing usable appended, when it cannot be made or would not fit. */
bool sketch_jpeg_write(const struct pdf_picture *picture, struct buf *out);

#endif
