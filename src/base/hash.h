/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One number from a text, always the same one; no protection against collisions. */
#ifndef STEPWELL_BASE_HASH_H
#define STEPWELL_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* FNV-1a, 64 bits (draft-eastlake-fnv), the upper half folded into the lower one;
 * tables take the lower bits. */
static inline uint64_t
hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static inline uint64_t
hash_text(const char *text)
{
    return hash_bytes(text, strlen(text));
}

#endif
