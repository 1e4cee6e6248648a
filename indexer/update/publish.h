/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The new index is a new file: written aside, verified, made durable, renamed over the old. */
#ifndef STEPWELL_PUBLISH_H
#define STEPWELL_PUBLISH_H

#include "store/store_write.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Asked about the finished file before it takes its place; false refuses it. */
typedef bool publish_check_fn(void *context, struct store *store, struct error *err);

/* Whatever fails, what stands at path is the old index or the new one, whole. The previous one
 * stays as "PATH.previous" where the file system has hard links. */
bool publish_index(struct store *work, const char *path, publish_check_fn *check,
                   void *context, struct error *err);

/* Puts "PATH.previous" in place of PATH, which becomes the previous one: again goes forward.
 * Readers find the one or the other. ERROR_MISSING when there is none, ERROR_STORE when it
 * does not work. stays: it is held from then on. */
bool publish_rollback(const char *path, bool stays, struct error *err);

/* Was what stands there put back, to stay? "PATH.held" names that file. */
bool publish_is_held(const char *path);

/* A finished file that belongs to the index: made durable, readable to whom the index is, and
 * renamed. */
bool publish_beside(const char *next, const char *path, const char *index,
                    struct error *err);

/* Opens it, reads what it holds and runs a search over it. */
bool publish_verify(const char *path, const struct store_facts *expected,
                    struct error *err);

/* The file that is meant when an index is named by a link; it need not be there yet. */
const char *publish_target(const char *path, struct arena *arena);

/* An index that an update may replace: none, one of ours, or an empty file. known: there is a
 * work file beside it, so that whatever stands there now was an index of ours once. */
bool publish_may_replace(const char *path, bool known, struct error *err);

/* Removes what killed runs left beside the index. Only while the lock is held. */
void publish_clear(const char *path);

/* "device:inode:bytes:mtime" of the published file; "" when there is none. */
void publish_identity(const char *path, char identity[128]);

#ifdef __cplusplus
}
#endif

#endif
