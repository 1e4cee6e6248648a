/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of gateways, and what lies between each of them and respond_to. */
#ifndef STEPWELL_QUERY_GATEWAY_H
#define STEPWELL_QUERY_GATEWAY_H

#include "respond.h"
#include "search/searchlog.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A site that is being served. */
struct gateway_site {
    struct config config;
    const char *index; /* path or URL */
    struct respond_site site;
    struct arena *arena;   /* lives as long as the site */
    struct searchlog *log; /* of searches */
    int64_t opened;        /* or tried to: by clock_ms */
};

/* One request as a gateway receives it; NULL where there was no such header. */
struct gateway_call {
    const char *method, *query, *none_match, *origin, *accept;
    size_t query_length;
};

/* Reads configuration and the site's own HTML and opens the index; what fails is answered
 * later. index NULL: as configured. */
void gateway_open(struct gateway_site *site, const struct config *config,
                  const char *index);
void gateway_close(struct gateway_site *site);

/* Opens the index again if another one was published, or if there was none. */
void gateway_refresh(struct gateway_site *site);

/* false when another index was published, when there was none a second ago, or when the log of
 * searches is full. */
bool gateway_is_current(const struct gateway_site *site);

/* Takes a variable of CGI (RFC 3875, 4.1) into the call if it is one that counts; the first of
 * two counts. false: its value cannot be one. */
bool gateway_variable(struct gateway_call *call, const char *name, size_t name_length,
                      const char *value, size_t value_length, struct arena *arena);

/* Answers, and logs what went wrong with the incident that the visitor sees. The body of the
 * response is to be freed. */
void gateway_answer(const struct gateway_site *site, const struct gateway_call *call,
                    struct arena *arena, struct response *response);

/* The headers of a response as lines that end in CR LF, with Content-Length, but without the
 * status and the empty line. */
void gateway_headers(struct buf *out, const struct response *response);

/* The whole answer as CGI wants it: status, headers and, unless asked by HEAD, the body. */
void gateway_write(struct buf *out, const struct response *response);

/* What a gateway is started with; port is for http. */
struct gateway_start {
    const struct config *config; /* NULL: read it */
    const char *index;           /* NULL: as configured */
    long port;                   /* -1: the standard */
};

typedef bool gateway_fn(const struct gateway_start *start, struct error *err);

struct gateway {
    const char *name;
    gateway_fn *run;
};

/* The row of this name, or NULL. */
const struct gateway *gateway_find(const char *name);

/* Is descriptor 0 a socket that waits for connections? */
bool gateway_is_resident(void);

gateway_fn gateway_cgi, gateway_http, gateway_listen;

#ifdef __cplusplus
}
#endif

#endif
