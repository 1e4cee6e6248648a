/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What somebody who types may be about to type: phrases and words that find something. */
#ifndef STEPWELL_SEARCH_COMPLETE_H
#define STEPWELL_SEARCH_COMPLETE_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { COMPLETE_MOST = 5 };

struct completion {
    const char *text;
    int64_t pages, publications; /* that it finds */
};

struct completions {
    struct completion items[COMPLETE_MOST];
    size_t count;
};

/* Titles, headings and frequent pairs of words that have all typed words, the last one as a
 * beginning; and what is typed with its last word made whole. Each was searched for with the
 * filter of the search, and finds all of its words in one publication. */
bool complete_typed(struct store *store, const struct search *search, struct arena *arena,
                    struct completions *completions, struct error *err);

/* The folded form of a beginning of a word, as the vocabulary is sorted; a final * goes. */
const char *complete_fold(const char *typed, size_t length, struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
