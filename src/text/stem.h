/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stems: Snowball, Serbian rules or the first five letters, behind a cache. */
#ifndef STEPWELL_TEXT_STEM_H
#define STEPWELL_TEXT_STEM_H

#include "base/buf.h"
#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Opened stemmers of one thread; each language is opened, and its cache made, on first
 * use. */
struct stem;

struct stem *stem_new(void);
void stem_free(struct stem *stem);

/* Appends the stem of a word that fold_case made (marks still on). Combining marks do
 * not count among the five letters. Serbian stems are Latin in either script. */
void stem_add(struct stem *stem, struct buf *out, const struct lang *lang,
              const char *word, size_t length);

#ifdef __cplusplus
}
#endif

#endif
