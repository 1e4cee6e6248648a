/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A spelling that would find something, from the library's own vocabulary. */
#ifndef STEPWELL_SEARCH_SUGGEST_H
#define STEPWELL_SEARCH_SUGGEST_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What was typed (valid UTF-8; query is its tree) with words that are unknown, or very rare,
 * replaced by their nearest known ones: edit distance 1, or 2 from eight letters; transpositions
 * count 1. everywhere: the first letter may be wrong too, which means a look at all words.
 * *suggestion is NULL when there is nothing to offer. */
bool suggest_spelling(struct store *store, const struct query *query, const char *typed,
                      bool everywhere, struct arena *arena, const char **suggestion,
                      struct error *err);

/* Edit distance of two words in code points (optimal string alignment: insertion, deletion,
 * substitution and transposition of neighbours cost 1), or most + 1 when it is larger. */
unsigned suggest_distance(const char *a, const char *b, unsigned most);

#ifdef __cplusplus
}
#endif

#endif
