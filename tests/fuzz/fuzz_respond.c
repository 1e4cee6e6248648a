/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any query string against a hostile page of results: no markup comes out that is not ours. */
#include "../unit/fixture_search.h"
#include "respond.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The elements that pages consist of; nothing else may follow a '<'. */
static bool
is_ours(const char *tag)
{
    static const char *const names[] = {
        "!doctype", "html",    "head", "meta",   "title", "style",  "link",   "body",
        "a",        "header",  "div",  "form",   "label", "input",  "button", "nav",
        "h1",       "h2",      "h3",   "ul",     "ol",    "li",     "bdi",    "span",
        "main",     "p",       "b",    "strong", "mark",  "footer", "s",      "small",
        "details",  "summary", "dl",   "dt",     "dd",    "code",
    };
    size_t length = strcspn(tag, " >");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == length && strncmp(names[i], tag, length) == 0)
            return true;
    }
    return false;
}

static void
check_page(const char *page)
{
    for (const char *at = page; (at = strchr(at, '<')) != NULL; at++) {
        if (!is_ours(at[1] == '/' ? at + 2 : at + 1))
            abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct store store = { .more = true };
    const struct config config = fixture_config();
    const struct respond_site site = {
        .config = &config, .store = &store, .header = "", .footer = ""
    };
    struct arena *arena = arena_new();
    struct request request;
    struct response response;
    request_parse(&request, "GET", (const char *)data, size, arena);
    respond_to(&site, &request, "0", arena, &response);
    if (strncmp(response.type, "text/html", 9) == 0)
        check_page(response.body.data);
    if (response.status != 304 && response.body.length == 0 && *response.type == '\0')
        abort();
    buf_free(&response.body);
    arena_free(arena);
    return 0;
}
