/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as they stand in frames and files: little-endian, one to eight bytes. */
#ifndef STEPWELL_BASE_BYTES_H
#define STEPWELL_BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline void
bytes_put(char *at, uint64_t value, size_t count)
{
    for (size_t i = 0; i < count; i++, value >>= 8)
        at[i] = (char)(value & 0xFF);
}

static inline uint64_t
bytes_number(const char *at, size_t count)
{
    uint64_t value = 0;
    for (size_t i = count; i > 0; i--)
        value = value << 8 | (unsigned char)at[i - 1];
    return value;
}

#endif
