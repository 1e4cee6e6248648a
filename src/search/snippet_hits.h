/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the words of a query stand in a text. */
#ifndef STEPWELL_SEARCH_SNIPPET_HITS_H
#define STEPWELL_SEARCH_SNIPPET_HITS_H

#include "search/snippet.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SNIPPET_UNITS = 64, /* words and phrases of one query that are marked */
    SNIPPET_HITS =
        4096, /* matching words of one text that are looked at: "the" on any page */
};

/* A word of the text that matches. */
struct snippet_hit {
    size_t start, end;
    uint32_t position; /* in words from 0 */
    uint64_t concepts; /* bit n: it is a form of concept n */
    uint64_t units;    /* bit n: it belongs to a match of unit n */
    const char *surface;
    size_t width; /* columns */
    size_t step;  /* columns from the end of the hit before to the end of this one */
    bool breaks;  /* a paragraph ends between the two */
};

struct snippet_hits {
    struct snippet_hit *items; /* in the order of the text */
    size_t count;
    uint64_t common; /* units that are stop words of the text's language */
};

/* Words match by surface or stem, as they do in the index; the words of a phrase only where the
 * phrase stands. The source has a language and valid UTF-8. */
void snippet_hits_find(const struct snippet_source *source, struct tokens *tokens,
                       struct arena *arena, struct snippet_hits *hits);

#ifdef __cplusplus
}
#endif

#endif
