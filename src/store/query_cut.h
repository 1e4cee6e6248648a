/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the words of a piece of text begin and end, as the languages of a library see it. */
#ifndef STEPWELL_STORE_QUERY_CUT_H
#define STEPWELL_STORE_QUERY_CUT_H

#include "store/query_forms.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One language's cut of a piece of text into words. */
struct query_reading {
    const struct lang *lang;
    struct query_word *words;
    size_t count, capacity;
    struct arena *arena;
};

struct query_cut {
    struct query_reading *items; /* one a language */
    size_t count;
    const struct query_reading *base; /* the one that decides where words begin and end */
};

/* Languages differ at apostrophes only: father's is one word in English and two in German. The
 * reading with the fewest words decides, the earliest language among equals. */
struct query_cut query_cut_read(const struct query_forms *forms, const char *text,
                                size_t length);

/* The words that the languages see at this place of the base reading, as many as there are
 * languages at most. */
size_t query_cut_words(const struct query_cut *cut, size_t at, struct query_word *words);

#ifdef __cplusplus
}
#endif

#endif
