/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts of an OpenDocument package that are encrypted, each for itself (OpenDocument 1.3 part 2,
 * 3.4 and 4.8). */
#ifndef STEPWELL_EXTRACT_PACKAGE_LOCK_H
#define STEPWELL_EXTRACT_PACKAGE_LOCK_H

#include "base/buf.h"
#include "extract/format.h"

struct package_lock;

/* What META-INF/manifest.xml says; password is copied. */
struct package_lock *package_lock_new(const struct buf *manifest, const char *password);
void package_lock_free(struct package_lock *lock);

/* True when any part is encrypted. */
bool package_lock_is_closed(const struct package_lock *lock);

/* Decrypts and unpacks what the part with this name holds, in place, to at most `most` bytes; a
 * part that is not encrypted stays as it is. False and a reason, also when it would be more. */
bool package_lock_open(struct package_lock *lock, const char *name, size_t most,
                       struct buf *part, struct format_failure *failure);

#endif
