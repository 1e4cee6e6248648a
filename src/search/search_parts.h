/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of search (search*.c) share; nobody else includes this. */
#ifndef STEPWELL_SEARCH_SEARCH_PARTS_H
#define STEPWELL_SEARCH_SEARCH_PARTS_H

#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words that were seen in what is shown (search_terms.c). */
struct search_seen;

/* One search while it runs. */
struct search_work {
    struct store *store;
    const struct search *search;
    struct arena *arena;
    struct tokens *tokens;
    struct query_scope scope;
    struct query_filter filter; /* typed and given */
    const struct query *query;
    size_t passages;  /* of each publication */
    const char *text; /* what was typed, as valid UTF-8 */
    struct search_seen *seen;
    struct snippet_forms *forms;    /* of the query, for snippets */
    const struct publication *like; /* others are looked for; NULL otherwise */
};

/* The query of search->like, which need not exist: then there is no query (search_like.c). */
bool search_like_parse(struct search_work *work, bool *cut, struct error *err);

/* Of texts for snippets: a snippet_seen_fn whose context is the work, and the end of one
 * passage (search_terms.c). */
void search_terms_see(void *context, const struct lang *lang, uint64_t concepts,
                      const char *surface);
void search_terms_next(struct search_work *work);

/* The typed words with the written forms under which they were seen (search_terms.c). */
bool search_terms_find(struct search_work *work, struct results *results,
                       struct error *err);

/* Words of the query whose concepts are not among these, separated by ", " (search_terms.c). */
const char *search_terms_missing(const struct query *query, uint64_t concepts,
                                 struct arena *arena);

/* The passages of a publication, at most as many as the search wants (search_passages.c). */
bool search_passages_read(struct search_work *work, const struct store_group *group,
                          struct search_result *result, struct error *err);

/* Moves the language of the reader before the others of one publication; never over the line
 * between those with all words and those with some (search_versions.c). */
void search_versions_order(const struct search *search, struct search_result *results,
                           size_t count);

/* A query that finds more than this one, if a spelling leads to it (search_spelling.c). */
bool search_spelling_offer(struct search_work *work, struct results *results,
                           struct error *err);

#ifdef __cplusplus
}
#endif

#endif
