/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CMocka behind one header: it needs these four first, and include sorting would break that. */
#ifndef STEPWELL_TESTS_CHECK_H
#define STEPWELL_TESTS_CHECK_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#endif
