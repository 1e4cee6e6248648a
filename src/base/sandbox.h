/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process may still do once it reads bytes that nobody vouches for. */
#ifndef STEPWELL_BASE_SANDBOX_H
#define STEPWELL_BASE_SANDBOX_H

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum sandbox_profile {
    SANDBOX_EXTRACTOR, /* reads fonts and conversion tables, writes to open descriptors only */
    SANDBOX_READER, /* the index is open: no new files at all */
    SANDBOX_RESIDENT /* the same for a process that stays: it may ask whether a file is another */
};

/* What the running kernel granted; each missing layer is said by `stepwell-index status`. */
struct sandbox_granted {
    bool landlock, seccomp;
};

/* rlimits, no_new_privs, not dumpable, Landlock, seccomp, in this order; cannot be undone.
 * A kernel without Landlock or seccomp is not an error; a call that should work and fails is. */
bool sandbox_enter(enum sandbox_profile profile, struct sandbox_granted *granted,
                   struct error *err);

/* Allows this process seconds more CPU from now on (soft limit only: a hard limit could not be
 * raised again for the next document), and bytes of address space. 0 bytes = leave as it is. */
bool sandbox_limit(unsigned seconds, unsigned long long bytes, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
