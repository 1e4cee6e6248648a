/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A spelling that would find something, from the library's own vocabulary. */
#ifndef STEPWELL_SEARCH_SUGGEST_H
#define STEPWELL_SEARCH_SUGGEST_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SUGGEST_MOST = 6 };

/* Spellings of a whole query, the most likely one first. */
struct suggestions {
    const char *items[SUGGEST_MOST];
    size_t count;
};

struct suggest {
    struct store *store;
    const struct query *query;
    const char *typed; /* the text of the query, valid UTF-8 */
    const struct query_filter
        *filter; /* words of other languages do not count; may be NULL */
    bool rare;   /* words that the library has once or twice may be slips, too */
};

/* What was typed with every word that the vocabulary does not hold replaced by its nearest
 * known ones: edit distance 1, or 2 from eight letters on; transpositions count 1, the first
 * letter is right unless nothing else is near. Nothing where all words are known. */
bool suggest_spelling(const struct suggest *asked, struct arena *arena,
                      struct suggestions *suggestions, struct error *err);

/* Edit distance of two words in code points (optimal string alignment: insertion, deletion,
 * substitution and transposition of neighbours cost 1), or most + 1 when it is larger. */
unsigned suggest_distance(const char *a, const char *b, unsigned most);

#ifdef __cplusplus
}
#endif

#endif
