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

/* The working memory of unpacking, 160 KB, for those who unpack many small texts. */
struct pack_reader;

struct pack_reader *pack_reader_new(void);
void pack_reader_free(struct pack_reader *reader); /* NULL is allowed */

/* Appends what was packed; ERROR_STORE when it is damaged or larger than out has room for.
 * Without a reader (NULL) working memory is taken and given back. */
bool pack_open(struct pack_reader *reader, struct buf *out, const void *packed,
               size_t length, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
