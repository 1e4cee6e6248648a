/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of up to 64 things in one number. */
#ifndef STEPWELL_BASE_BITS_H
#define STEPWELL_BASE_BITS_H

#include <stdint.h>

/* How many are in it. */
static inline unsigned
bits_count(uint64_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

#endif
