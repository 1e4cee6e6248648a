/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer in the making; for respond*.c alone. */
#ifndef STEPWELL_QUERY_RESPOND_PARTS_H
#define STEPWELL_QUERY_RESPOND_PARTS_H

#include "respond.h"
#include "tongue.h"

#ifdef __cplusplus
extern "C" {
#endif

struct answer {
    const struct respond_site *site;
    const struct request *request;
    const struct tongue *tongue;
    bool automatic; /* the visitor's browser chose the language */
    struct arena *arena;
    struct response *response;
};

/* The Content-Security-Policy of a page. */
const char *respond_policy(const struct answer *answer);

/* "*", or the one of the configured origins that asks; "" for none. */
const char *respond_origin(const struct answer *answer);

/* Does it depend on who asks? A cache must know, also where the answer is "". */
bool respond_by_origin(const struct answer *answer);

/* Of index, question, language, program and whatever of the site shows on the page. */
const char *respond_etag(const struct answer *answer);

/* Does If-None-Match name it? */
bool respond_is_known(const char *none_match, const char *etag);

/* The Content-Disposition of a format, or "". */
const char *respond_disposition(const char *format);

#ifdef __cplusplus
}
#endif

#endif
