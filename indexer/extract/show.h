/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index would see of a file, for people and scripts. */
#ifndef STEPWELL_EXTRACT_SHOW_H
#define STEPWELL_EXTRACT_SHOW_H

#include <stdbool.h>

/* Reads every file in a worker behind a sandbox, as stepwell-index does, and prints what comes:
 * text, or one JSON object a line. The exit status: 0, or 1 when a file could not be read. */
int show_files(char *const *files, int count, bool json);

#endif
