/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does this machine let the reader work, and nothing else? */
#ifndef STEPWELL_EXTRACT_SELFTEST_H
#define STEPWELL_EXTRACT_SELFTEST_H

/* Closes the sandbox round this process, reads a tiny document of each format and tries what is
 * forbidden; says so line by line on stdout. The exit status: 0, or 1. */
int selftest_run(void);

#endif
