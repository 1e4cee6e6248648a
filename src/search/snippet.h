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

/* A matching word of the text: its folded form, and the concepts (bits) that it belongs to. */
typedef void snippet_seen_fn(void *context, const struct lang *lang, uint64_t concepts,
                             const char *surface);

enum { SNIPPET_SHOWN = 3, SNIPPET_PLACES = 16 };

/* Bytes [from, to) of the text where its matches stand, those of the snippet first; stop words
 * only where nothing else matches. */
struct snippet_places {
    struct {
        size_t from, to;
    } items[SNIPPET_PLACES];
    size_t count;
};

/* What the words of a query look like in one language, made once. */
struct snippet_forms;

struct snippet_source {
    const struct query *query;
    const struct lang *lang; /* NULL: unknown */
    const char *text;        /* a newline ends a heading or a paragraph */
    size_t length;
    const char
        *shown[SNIPPET_SHOWN]; /* headings that readers see beside the snippet, "A › B"
                                       * being two of them; NULL or "" where there is none */
    snippet_seen_fn *seen;     /* told of every match in the text; may be NULL */
    void *context;
    struct snippet_places *places; /* filled by snippet_make; may be NULL */
    struct snippet_forms **kept; /* NULL at first, for sources of one query and one arena;
                                  * NULL: nothing is kept */
};

/* The best window of the text: most distinct concepts, closest together, in one paragraph and
 * cut at sentence ends where that is possible, with an ellipsis where it is not, and a middle
 * dot between a heading and what follows. Without a match, the beginning of running text. Headings that are
 * shown anyway are left out unless there is nothing else; so are lone numbers and tables of
 * contents, unless they alone match. */
void snippet_make(const struct snippet_source *source, struct tokens *tokens,
                  struct arena *arena, struct snippet *snippet);

/* The same marks over a whole short text, such as a title. */
void snippet_mark(const struct snippet_source *source, struct tokens *tokens,
                  struct arena *arena, struct snippet *snippet);

#ifdef __cplusplus
}
#endif

#endif
