/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A site without server and without index, and the answer to one request at a time. */
#ifndef STEPWELL_TESTS_FIXTURE_RESPOND_H
#define STEPWELL_TESTS_FIXTURE_RESPOND_H

#include "check.h"

#include "fixture_search.h"
#include "respond.h"

static struct arena *arena;
static struct store store;
static struct config config;
static struct respond_site site;
static struct response response;

static const struct response *
ask_with(const char *method, const char *query, const char *none_match)
{
    struct request request;
    buf_free(&response.body);
    request_parse(&request, method, query, strlen(query), arena);
    request.none_match = none_match;
    respond_to(&site, &request, "abc123", arena, &response);
    return &response;
}

static const struct response *
ask(const char *query)
{
    return ask_with("GET", query, "");
}

/* How often it stands in the body. */
static size_t
count(const char *text)
{
    size_t found = 0;
    for (const char *at = response.body.data; (at = strstr(at, text)) != NULL; at++)
        found++;
    return found;
}

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new();
    config = fixture_config();
    site = (struct respond_site) {
        .config = &config, .store = &store, .header = "", .footer = ""
    };
    response.body = (struct buf)BUF_INIT(0);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_free(&response.body);
    arena_free(arena);
    return 0;
}

#endif
