/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Quoting for a command that a reader copies into a POSIX shell. */
#ifndef STEPWELL_QUERY_SHELL_H
#define STEPWELL_QUERY_SHELL_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Letters of any script, and what no shell reads as its own. */
bool shell_is_plain(const char *word);

/* One argument, in single quotes where it needs them. */
void shell_argument(struct buf *out, const char *word);

/* Words stay words where the shell allows it; else the whole text is one argument. */
void shell_words(struct buf *out, const char *text);

#ifdef __cplusplus
}
#endif

#endif
