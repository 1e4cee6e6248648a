/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Old PowerPoint files behind a password ([MS-PPT] 2.3.7). */
#ifndef STEPWELL_EXTRACT_PPT_LOCK_H
#define STEPWELL_EXTRACT_PPT_LOCK_H

#include "extract/legacy/ppt_file.h"

/* Decrypts the objects of the stream in place, each for itself. False and a reason when the
 * password does not fit. */
bool ppt_lock_open(struct ppt_file *file, const struct ppt_saved *saved,
                   const char *password, struct format_failure *failure);

#endif
