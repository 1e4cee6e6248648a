/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words around a match, as runs of (text, is it a match); never markup. */
#ifndef STEPWELL_SEARCH_SNIPPET_H
#define STEPWELL_SEARCH_SNIPPET_H

#include "store/query.h"

#ifdef __cplusplus
extern "C" {
#endif

struct snippet_run {
    const char *text; /* valid UTF-8, white space folded, no control characters */
    size_t length;
    bool match;
};

struct snippet {
    const struct snippet_run *runs;
    size_t count;
};

/* The best window of the text: most distinct concepts, closest together, cut at sentence ends
 * where that is possible, with an ellipsis where it is not. Without a match, the beginning. */
void snippet_make(const struct query *query, const struct lang *lang, const char *text,
                  size_t length, struct tokens *tokens, struct arena *arena,
                  struct snippet *snippet);

/* The same marks over a whole short text, such as a title. */
void snippet_mark(const struct query *query, const struct lang *lang, const char *text,
                  size_t length, struct tokens *tokens, struct arena *arena,
                  struct snippet *snippet);

#ifdef __cplusplus
}
#endif

#endif
