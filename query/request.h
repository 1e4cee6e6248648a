/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a visitor (or the command line) asks for: validated, bounded, and written back as links. */
#ifndef STEPWELL_QUERY_REQUEST_H
#define STEPWELL_QUERY_REQUEST_H

#include "base/config.h"
#include "phrase.h"
#include "search/search.h"

#ifdef __cplusplus
extern "C" {
#endif

enum request_method { REQUEST_GET, REQUEST_HEAD, REQUEST_OPTIONS, REQUEST_OTHER };

/* Texts are valid UTF-8, never NULL, and live in the arena given to request_parse. */
struct request {
    enum request_method method;
    int status;             /* 200, or 400, 405, 414: what is wrong with it */
    enum phrase problem;    /* the sentence that goes with it, but not for 200 */
    const char *none_match; /* the If-None-Match header; "" when there was none */
    const char *origin;     /* the Origin header; "" when there was none */
    const char *accept;     /* the Accept-Language header; "" when there was none */

    const char *q;
    const char *like; /* "ID" or "ID:PAGE": others about the same, instead of q; "" */
    bool cut;         /* q was longer than LIMIT_QUERY_* */
    struct query_values lang, org, kind, type, in;
    int year_from, year_to; /* 0 = open */
    enum store_sort sort;
    long page, count;        /* page from 1; publications on it, 0 = as configured */
    const char *ui, *format; /* format "" is the page */
    bool exact, explain, browse, health;
    const char *picture; /* the address of one, see pictures.h; "" */
    bool embed;          /* the script of the search box for other sites */
};

void request_init(struct request *request);

/* Total: whatever the bytes, there is a request, and its status says whether to answer it.
 * Without a method it is GET. Headers are left to the caller. */
void request_parse(struct request *request, const char *method, const char *query,
                   size_t length, struct arena *arena);

/* "2024", "2024..", "..2020", "2020..2024"; false and nothing set for anything else. */
bool request_parse_years(const char *text, int *from, int *to);
bool request_parse_sort(const char *name, enum store_sort *sort);
const char *request_sort_name(enum store_sort sort);

/* The parameters that ask for this, in a fixed order and without defaults. */
typedef void request_pair_fn(void *context, const char *name, const char *value);
void request_each(const struct request *request, request_pair_fn *each, void *context);

/* The query string that asks for this, with its "?": links, and the part of an ETag
 * that names the question. Needs no escaping in attributes but
 * for '&'. */
void request_link(struct buf *out, const struct request *request);

/* Is it a search, not a list of what there is? */
bool request_has_words(const struct request *request);

/* Is anything but the words asked for? */
bool request_has_filter(const struct request *request);

/* The search that answers it. */
void request_search(const struct request *request, const struct config *config,
                    struct search *search);

#ifdef __cplusplus
}
#endif

#endif
