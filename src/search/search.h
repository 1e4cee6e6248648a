/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One page of results: publications with the passages that match, ready to be shown. */
#ifndef STEPWELL_SEARCH_SEARCH_H
#define STEPWELL_SEARCH_SEARCH_H

#include "search/snippet.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What was asked. Options and request parameters are added to the filter typed in the query. */
struct search {
    const char *typed; /* any bytes */
    size_t typed_length;
    const char
        *like; /* "ID" or "ID:PAGE": others about the same, whatever is typed; NULL */
    struct query_filter filter; /* beside the typed one; concepts is ignored */
    const struct lang *preferred;
    enum store_sort sort;
    size_t page;     /* of results, from 1 */
    size_t limit;    /* publications on it */
    size_t passages; /* of each publication */
    size_t inside; /* of all publications together that "in:" names, where that is more */
    bool exact, explain, facets;
    bool no_snippets; /* HEAD, trec */
    unsigned deadline_ms;
};

#define SEARCH_INIT                           \
    {                                         \
        .page = 1, .limit = 10, .passages = 3 \
    }

struct search_passage {
    struct store_page page;                /* where it stands */
    const struct publication_file *file;   /* NULL for a description */
    const struct publication_file *opened; /* by url: file, or its PDF twin; or NULL */
    const char
        *url; /* of the page: "…#page=6", "…#anchor"; "" when the file has no address */
    struct snippet snippet;
    struct snippet_places places; /* of the matches in page.text */
    double score;
    const char *explanation;
};

struct search_result {
    struct publication publication;
    const char *url; /* landing page, else the first file's */
    struct snippet title;
    double score;
    bool matches_all;
    int64_t matching_pages;
    const char
        *missing; /* words that are nowhere in it, separated by ", "; "" when none */
    const struct search_passage *passages;
    size_t passage_count;
};

/* One typed word and the written forms that these results have: first the word itself, then
 * those of the passages shown, most frequent first, then those of further pages in the same
 * languages. */
struct search_term {
    const char *typed;
    const char *const *forms;
    size_t count;
    bool found; /* is it in these passages at all? */
};

struct results {
    const char *query;          /* what was typed as valid UTF-8 */
    struct query_filter filter; /* typed and given together */
    const struct search_term *terms;
    size_t term_count;
    int64_t pages, publications;           /* totals */
    int64_t full_pages, full_publications; /* of them, in publications with every word */
    bool exact, complete, cut;
    const struct publication *like; /* what the results are like; it is none of them */
    const char *note;
    const char *did_you_mean; /* "" when there is nothing to offer */
    int64_t did_you_mean_pages, did_you_mean_publications;
    double took_ms;
    const struct store_facet *facets;
    size_t facet_count;
    const struct search_result *results;
    size_t count;
    size_t first; /* rank of the first result, from 0 */
    bool more;    /* there is a next page */
};

/* Everything lives in the arena. */
bool search_run(struct store *store, const struct search *search, struct arena *arena,
                struct results *results, struct error *err);

/* The publication of "ID" or "ID:PAGE", with the page or 0; ERROR_MISSING when there is none. */
bool search_like_find(struct store *store, const char *name, struct arena *arena,
                      struct publication *publication, int64_t *page, struct error *err);

/* The address of one page of a file: url + "#page=N" for PDF, "#anchor" for HTML, the file
 * itself for formats that cannot be opened at a page. "" without url. */
const char *search_page_url(const struct publication_file *file,
                            const struct store_page *page, struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
