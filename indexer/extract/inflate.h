/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Deflated bytes that no archive wraps (RFC 1951); the door to zlib. */
#ifndef STEPWELL_EXTRACT_INFLATE_H
#define STEPWELL_EXTRACT_INFLATE_H

#include "base/buf.h"

/* Appends to out at most `most` bytes. False when they are damaged or more; what came before is
 * in out. */
bool inflate_raw(const char *bytes, size_t length, size_t most, struct buf *out);

#endif
