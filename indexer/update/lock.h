/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One update at a time: a lock that the kernel frees when its holder dies. */
#ifndef STEPWELL_LOCK_H
#define STEPWELL_LOCK_H

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Locks "INDEX.lock". Waits at most seconds, for ever when it is negative. ERROR_BUSY names
 * the process that holds it; ERROR_WRITE when the file cannot be made. stopped (may be NULL) is
 * asked while waiting; true gives up with ERROR_BUSY. */
bool lock_take(const char *index, long seconds, bool (*stopped)(void), int *lock,
               struct error *err);

/* Frees it; -1 is nothing. The file stays: removing it would race with those who wait. */
void lock_free(int lock);

#ifdef __cplusplus
}
#endif

#endif
