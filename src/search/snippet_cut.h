/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which part of a text a snippet shows. */
#ifndef STEPWELL_SEARCH_SNIPPET_CUT_H
#define STEPWELL_SEARCH_SNIPPET_CUT_H

#include "search/snippet.h"
#include "search/snippet_hits.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SNIPPET_WORDS = 30,  /* of the window that is looked for */
    SNIPPET_WIDTH = 240, /* columns shown; a wide character takes two */
};

/* Bytes [start, end) of the text: never inside a word. */
struct snippet_cut {
    size_t start, end;
    bool starts_clean, ends_clean; /* at the bounds of a sentence or paragraph */
    bool plain; /* its matches stand in lines that are worth showing for themselves */
};

/* source: valid UTF-8, lang not NULL. */
void snippet_cut_find(const struct snippet_source *source,
                      const struct snippet_hits *hits, struct snippet_cut *cut);

#ifdef __cplusplus
}
#endif

#endif
