/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is asked for, and the search that answers it. */
#include "request.h"

#include "base/limits.h"

#include <string.h>
#include <strings.h>

void
request_init(struct request *request)
{
    *request = (struct request) { .status = 200,
                                  .none_match = "",
                                  .origin = "",
                                  .accept = "",
                                  .q = "",
                                  .like = "",
                                  .page = 1,
                                  .ui = "",
                                  .picture = "",
                                  .format = "" };
}

static const char *const sort_names[] = { [STORE_SORT_BEST] = "best",
                                          [STORE_SORT_NEW] = "new",
                                          [STORE_SORT_OLD] = "old",
                                          [STORE_SORT_TITLE] = "title",
                                          [STORE_SORT_ADDED] = "added" };

bool
request_parse_sort(const char *name, enum store_sort *sort)
{
    for (size_t i = 0; i < sizeof sort_names / sizeof *sort_names; i++) {
        if (strcasecmp(name, sort_names[i]) == 0) {
            *sort = (enum store_sort)i;
            return true;
        }
    }
    return false;
}

const char *
request_sort_name(enum store_sort sort)
{
    return sort_names[sort];
}

bool
request_has_words(const struct request *request)
{
    return *request->q != '\0' || *request->like != '\0';
}

bool
request_has_filter(const struct request *request)
{
    return request->lang.count + request->org.count + request->kind.count +
                   request->type.count + request->in.count >
               0 ||
           request->year_from != 0 || request->year_to != 0;
}

/* ---- the search ---- */

/* Formats that are kept rather than looked at hold more than one page of results. */
static const struct size {
    const char *format;
    long standard, most;
    bool facets, snippets;
} sizes[] = {
    { "", 0, 50, true, true },          { "json", 0, 50, true, true },
    { "csv", 200, 1000, false, true },  { "bibtex", 200, 1000, false, false },
    { "ris", 200, 1000, false, false }, { "atom", 50, 200, false, true },
    { NULL, 0, 1000, false, true },
};

static const struct size *
find_size(const char *format)
{
    const struct size *size = sizes;
    while (size->format != NULL && strcmp(size->format, format) != 0)
        size++;
    return size;
}

void
request_search(const struct request *request, const struct config *config,
               struct search *search)
{
    const struct size *size = find_size(request->format);
    long standard = size->standard > 0 ? size->standard : config->site_per_page;
    long count = request->count > 0 ? request->count : standard;
    long most = size->most < LIMIT_RESULTS ? size->most : LIMIT_RESULTS;
    *search = (struct search)SEARCH_INIT;
    search->typed = request->q;
    search->typed_length = strlen(request->q);
    search->like = *request->like == '\0' ? NULL : request->like;
    search->filter = (struct query_filter) { .lang = request->lang,
                                             .org = request->org,
                                             .kind = request->kind,
                                             .type = request->type,
                                             .in = request->in,
                                             .year_from = request->year_from,
                                             .year_to = request->year_to };
    search->preferred = *request->ui == '\0' ? NULL : lang_find(request->ui);
    /* Without words nothing matches better than anything else. */
    bool browse =
        *request->q == '\0' && *request->like == '\0' && request->sort == STORE_SORT_BEST;
    search->sort = browse ? STORE_SORT_TITLE : request->sort;
    if (strcmp(request->format, "atom") == 0 && request->sort == STORE_SORT_BEST)
        search->sort = STORE_SORT_ADDED;
    search->page = (size_t)request->page;
    search->limit = (size_t)(count < most ? count : most);
    search->inside = LIMIT_PASSAGES;
    search->exact = request->exact;
    search->explain = request->explain;
    search->facets = size->facets;
    search->no_snippets = !size->snippets;
    search->deadline_ms = (unsigned)config->site_time_limit_ms;
}
