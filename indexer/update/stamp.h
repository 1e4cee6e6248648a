/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is remembered of a publication, so that the next run sees that nothing changed. */
#ifndef STEPWELL_STAMP_H
#define STEPWELL_STAMP_H

#include "base/buf.h"
#include "base/memory.h"
#include "reading/report.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { STAMP_UNSURE = -1 };

/* Texts never NULL. bytes -1: there was no file. */
struct stamp_file {
    int64_t bytes, mtime_ns;
    int64_t
        changed_ns; /* by the system's own account; STAMP_UNSURE: too near to the reading */
    uint64_t inode;
    const char *digest; /* of the content; "" when it could not be read */
    enum report_status status;
    const char *code;
    int64_t pages;
    const char *lang;
    uint32_t ms;
    const char *name; /* as the report shows it */
    const char *reason;
};

struct stamp {
    const char *digest; /* of the catalogue entry and of all that shapes its pages */
    struct stamp_file *files;
    size_t count;
};

void stamp_write(struct buf *out, const struct stamp *stamp);
/* False when the text is none of ours: then everything is new. */
bool stamp_read(const char *text, struct arena *arena, struct stamp *stamp);

#ifdef __cplusplus
}
#endif

#endif
