/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A write that failed, told so that a person knows which disk it is and what to do. */
#ifndef STEPWELL_BASE_DISK_H
#define STEPWELL_BASE_DISK_H

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ERROR_WRITE for a file that could not be written or made; reason is errno, 0 when it is not
 * known. Names the folder and what is free there when there is no room. Returns false. */
bool disk_fail(struct error *err, const char *path, int reason);

#ifdef __cplusplus
}
#endif

#endif
