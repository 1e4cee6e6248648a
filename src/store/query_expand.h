/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Typed words to concepts: every form under which the languages of a library index them. */
#ifndef STEPWELL_STORE_QUERY_EXPAND_H
#define STEPWELL_STORE_QUERY_EXPAND_H

#include "store/query.h"

#ifdef __cplusplus
extern "C" {
#endif

struct query_expander;

/* filter->lang, where it holds values, narrows the languages of the scope. *cut is set when a
 * limit drops a word. */
struct query_expander *query_expander_new(const struct query_scope *scope,
                                          const struct query_filter *filter,
                                          struct tokens *tokens, struct arena *arena,
                                          bool *cut);

/* What words are for the query: where they count and how they were typed. */
struct query_manner {
    enum query_field field;
    bool exact;
    bool plain;   /* without synonyms */
    bool synonym; /* itself one, of the concept with index origin … */
    unsigned origin;
    const struct lang *lang; /* … in this language only; NULL: in all */
};

/* Text without white space (a word, home-visiting, C++, and/or, fath*): NULL when it holds no
 * word; else a concept, a phrase, alternatives, or QUERY_ANY over several of them. */
struct query *query_expand_word(struct query_expander *expander, const char *text,
                                size_t length, struct query_manner manner);

/* Several words with white space between them that together have synonyms: the words side by
 * side, or those. NULL when they have none. */
struct query *query_expand_together(struct query_expander *expander, const char *text,
                                    size_t length, struct query_manner manner);

/* Quoted text: NULL, a concept or a phrase. */
struct query *query_expand_quoted(struct query_expander *expander, const char *text,
                                  size_t length, struct query_manner manner);

/* How many different concepts were made. */
unsigned query_expander_concepts(const struct query_expander *expander);

#ifdef __cplusplus
}
#endif

#endif
