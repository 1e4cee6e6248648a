/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stems for languages without a Snowball stemmer: the ending goes, the first letters stay. */
#ifndef STEPWELL_TEXT_ENDINGS_H
#define STEPWELL_TEXT_ENDINGS_H

#include "base/buf.h"
#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends the beginning of a folded word that is its stem: without the longest of the
 * language's endings that leaves three letters, and at most five letters behind a prefix.
 * Letters are code points but marks; a number stays whole. */
void endings_cut(struct buf *out, const struct lang *lang, const char *word,
                 size_t length);

#ifdef __cplusplus
}
#endif

#endif
