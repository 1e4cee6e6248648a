/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ZIP packages in memory: parts by name, with ceilings that hold even when the directory lies. */
#ifndef STEPWELL_EXTRACT_PACKAGE_H
#define STEPWELL_EXTRACT_PACKAGE_H

#include "base/buf.h"
#include "format.h"

struct package;

enum { PACKAGE_ABSENT = -1 };

/* Keeps pointing into input->bytes. False and a reason when the directory cannot be read. */
bool package_open(const struct input *input, struct package **package,
                  struct format_failure *failure);
void package_close(struct package *package);

/* The number of the part; names compare without case, leading slash or slash direction. */
int64_t package_find(const struct package *package, const char *name);

/* The whole part into out (emptied first; its limit is raised to LIMIT_PART_BYTES). Bytes that
 * were unpacked before an error stay in out, so that damaged parts give what they have. */
bool package_read(struct package *package, int64_t part, struct buf *out,
                  struct format_failure *failure);

/* For OpenDocument: what its manifest says is encrypted is decrypted from here on. False and
 * WIRE_REASON_ENCRYPTED when the password does not open it. */
bool package_unlock(struct package *package, const char *password,
                    struct format_failure *failure);
/* True when something was encrypted. */
bool package_is_unlocked(const struct package *package);

/* At most `most` bytes from the start of the part: enough to see what it is. */
void package_peek(struct package *package, int64_t part, size_t most, struct buf *out);

/* A part's name fit for a message: ASCII, not too long. */
enum { PACKAGE_SHOWN_BYTES = 100 };
const char *package_shown(char shown[PACKAGE_SHOWN_BYTES], const char *name);

/* "docx", "pptx", "xlsx", "odt", "odp", "ods", "epub" …: by the mimetype entry or the target of
 * the officeDocument relationship, never by [Content_Types].xml. NULL and a reason when it is
 * damaged, encrypted or no document. */
const char *package_kind(const struct input *input, struct format_failure *failure);

#endif
