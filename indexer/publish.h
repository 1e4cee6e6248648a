/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The new index is a new file: written aside, verified, made durable, renamed over the old. */
#ifndef STEPWELL_PUBLISH_H
#define STEPWELL_PUBLISH_H

#include "store/store_write.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whatever fails, what stands at path is the old index or the new one, whole. The previous one
 * stays as "PATH.previous" where the file system has hard links. */
bool publish_index(struct store *work, const char *path, struct error *err);

/* Opens it, reads what it holds and runs a search over it. */
bool publish_verify(const char *path, const struct store_facts *expected,
                    struct error *err);

/* Removes what killed runs left beside the index. Only while the lock is held. */
void publish_clear(const char *path);

/* "device:inode:bytes:mtime" of the published file; "" when there is none. */
void publish_identity(const char *path, char identity[128]);

#ifdef __cplusplus
}
#endif

#endif
