/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A spelling that would find something, from the library's own vocabulary. */
#ifndef STEPWELL_SEARCH_SUGGEST_H
#define STEPWELL_SEARCH_SUGGEST_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SUGGEST_MOST = 10 };

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

/* Calls for each folded word of the vocabulary that has so many letters, most frequent first;
 * words is room for them. */
typedef void suggest_word_fn(void *context, const char *surface, size_t length);
bool suggest_each_of_length(struct store *store, size_t letters, struct buf *words,
                            suggest_word_fn *each, void *context, struct error *err);

/* Do words of this language count for a search with this filter (NULL: all do)? */
bool suggest_is_wanted(const struct query_filter *filter, const struct lang *lang);

#ifdef __cplusplus
}
#endif

#endif
