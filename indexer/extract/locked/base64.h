/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes from base64 (RFC 4648, 4), as salts and keys stand in XML. */
#ifndef STEPWELL_EXTRACT_BASE64_H
#define STEPWELL_EXTRACT_BASE64_H

#include "extract/markup/markup.h"

/* Passes over white space and ends at the padding or at anything else. At most `most` bytes are
 * written; says how many. */
size_t base64_decode(struct markup_text text, unsigned char *bytes, size_t most);

#endif
