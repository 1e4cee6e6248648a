/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of a library that are spelled much like another one. */
#ifndef STEPWELL_SEARCH_SUGGEST_NEAR_H
#define STEPWELL_SEARCH_SUGGEST_NEAR_H

#include "base/limits.h"
#include "search/suggest.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SUGGEST_NEAR = 10 /* words that are compared by frequency */ };

struct suggest_word {
    uint32_t codes[LIMIT_TOKEN_CODE_POINTS];
    size_t count;
};

struct suggest_candidate {
    const char *surface, *shown;
    unsigned cost; /* twice the distance, 1 more for another first letter */
    int64_t pages;
};

/* The search for them; store, filter and arena are set by the caller. */
struct suggest_near {
    struct store *store;
    const struct query_filter *filter;
    struct arena *arena;
    struct suggest_word word;
    uint64_t letters; /* which ones the word has, hashed */
    unsigned most;    /* distance */
    bool inner;       /* only words that differ in the middle */
    struct suggest_candidate items[SUGGEST_NEAR];
    size_t count;
};

/* Begins with a folded word: two slips are allowed in a long one. */
void suggest_near_open(struct suggest_near *near, const char *surface);

/* The nearest ones first, with their pages; the most frequent first among equals. */
bool suggest_near_find(struct suggest_near *near, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
