/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a library calls otherwise: the keys of synonyms, and those of the words in hand. */
#ifndef STEPWELL_STORE_QUERY_SYNONYMS_H
#define STEPWELL_STORE_QUERY_SYNONYMS_H

#include "store/query_forms.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends to surface the folded words of the text as this language sees them, a blank between
 * two, and to stem (empty before) their stems in the same way; it stays empty where all words
 * are their own stems. Gives the number of words. Keys are surfaces, and stems with their
 * language, so that "dads" finds what is written for "dad". */
size_t query_synonyms_key(struct tokens *tokens, const struct lang *lang,
                          const char *text, size_t length, struct buf *surface,
                          struct buf *stem);

/* The key of stems: the language stands at its end, so that those of all languages are
 * neighbours in the index. */
void query_synonyms_stem_key(struct buf *out, const struct lang *lang,
                             const struct buf *stem);

/* The synonyms of these words in the languages of the forms, without repetitions; at most
 * LIMIT_SYNONYMS_OF. */
size_t query_synonyms_find(const struct query_forms *forms, const char *text,
                           size_t length, struct query_synonym *items);

#ifdef __cplusplus
}
#endif

#endif
