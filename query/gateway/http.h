/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The head of an HTTP/1 request (RFC 9112), as far as the search page needs it. */
#ifndef STEPWELL_QUERY_HTTP_H
#define STEPWELL_QUERY_HTTP_H

#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Texts live in the arena; NULL where there was no such header. */
struct http_head {
    const char *method, *path, *query, *host, *none_match, *origin, *accept;
    size_t query_length;
};

/* 0: more bytes are needed; 200: *head is filled; else the status to refuse with. */
int http_parse_head(const char *bytes, size_t length, struct arena *arena,
                    struct http_head *head);

/* Names this machine itself: without this check any web site could read what is served here
 * by pointing its own name to 127.0.0.1. */
bool http_is_local_host(const char *host);

#ifdef __cplusplus
}
#endif

#endif
