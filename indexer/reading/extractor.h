/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the program that reads documents is installed, and which one it is. */
#ifndef STEPWELL_EXTRACTOR_H
#define STEPWELL_EXTRACTOR_H

#include "base/memory.h"
#include "base/sandbox.h"

#ifdef __cplusplus
extern "C" {
#endif

/* $STEPWELL_EXTRACT, else beside this program, else in its libexec folder. ERROR_SYSTEM when it
 * is in none of these places. */
bool extractor_find(struct arena *arena, const char **program, struct error *err);

/* What `program --version` prints, on one line: names the reader and its PDF library, so that
 * documents are read again when either changes. */
bool extractor_identify(const char *program, struct arena *arena, const char **identity,
                        struct error *err);

/* The layers of the reader's sandbox that this system grants, tried in a process of its own;
 * none where even that fails. */
struct sandbox_granted extractor_sandbox(void);

#ifdef __cplusplus
}
#endif

#endif
