/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a request and an index to status, headers and body in memory; no input, no output. */
#ifndef STEPWELL_QUERY_RESPOND_H
#define STEPWELL_QUERY_RESPOND_H

#include "request.h"
#include "store/pictures.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What all requests of a site have in common. */
struct respond_site {
    const struct config *config;
    struct store *store;         /* NULL when it could not be opened */
    struct error failure;        /* why */
    struct pictures *pictures;   /* of its pages; NULL when there are none */
    const char *header, *footer; /* HTML of the site's own, "" when there is none */
};

/* Header values are constants or checked; texts point to constants, configuration or arena. */
struct response {
    int status;
    bool head_only; /* the body counts, but is not sent */
    const char *type;
    const char *cache;       /* Cache-Control */
    const char *etag;        /* "" for none */
    const char *allow;       /* with 405 and OPTIONS; else "" */
    const char *policy;      /* Content-Security-Policy */
    const char *disposition; /* Content-Disposition of files; else "" */
    const char *origin;      /* Access-Control-Allow-Origin; else "" */
    bool by_origin;          /* another page that asks may get another origin */
    const char *vary;        /* Vary: "Accept-Language" where that chose the language */
    int retry_after;         /* seconds; 0 for none */
    const char *incident;    /* what the visitor and the log both see */
    const char *searched;    /* what somebody typed, to be counted; "" for nothing */
    int64_t found;           /* publications, by that */
    struct error fault;      /* for the log; kind ERROR_NONE when all went well */
    struct buf body;
};

/* Never fails. incident is used when something goes wrong. The body is to be freed. */
void respond_to(const struct respond_site *site, const struct request *request,
                const char *incident, struct arena *arena, struct response *response);

/* "OK", "Not Modified" … */
const char *respond_reason(int status);

#ifdef __cplusplus
}
#endif

#endif
