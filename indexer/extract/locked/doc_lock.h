/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Old Word files behind a password ([MS-DOC] 2.2.6). */
#ifndef STEPWELL_EXTRACT_DOC_LOCK_H
#define STEPWELL_EXTRACT_DOC_LOCK_H

#include "base/buf.h"
#include "extract/format.h"

/* Decrypts both streams in place. False and a reason when the password does not fit, or the way
 * is not read (XOR of Word 6 to 2003). */
bool doc_lock_open(const char *password, struct buf *main, struct buf *table,
                   struct format_failure *failure);

#endif
