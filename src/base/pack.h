/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zstd for page text and cached extractions; refuses what unpacks beyond its ceiling. */
#ifndef STEPWELL_BASE_PACK_H
#define STEPWELL_BASE_PACK_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends the packed form of length bytes (zstd level 3, RFC 8878). */
void pack_add(struct buf *out, const void *bytes, size_t length);

/* Appends what was packed; ERROR_STORE when it is damaged or larger than out has room for. */
bool pack_open(struct buf *out, const void *packed, size_t length, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
