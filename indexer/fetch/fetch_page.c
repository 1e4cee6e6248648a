/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One page into memory, redirects followed: what discover reads. */
#include "fetch_transfer.h"
#include "url.h"

#include <string.h>

enum { WAIT_MS = 100, HOPS_OF_PAGE = 8 };

static void
keep_answer(void *context, const struct fetch_answer *answer)
{
    *(struct fetch_answer *)context = *answer;
}

static bool
ask(struct fetch_pool *pool, const struct fetch_request *request, struct arena *arena,
    struct fetch_answer *answer, struct error *err)
{
    *answer = (struct fetch_answer) { .end = FETCH_FAILED, .status = -1 };
    if (!fetch_pool_start(pool, request, arena, NULL, keep_answer, answer))
        return error_set(err, ERROR_SYSTEM, "cannot start a request");
    while (answer->status == -1)
        fetch_pool_run(pool, WAIT_MS);
    if (answer->end != FETCH_ANSWERED)
        return error_set(err, ERROR_NETWORK, "cannot fetch '%s': %s", request->url,
                         answer->text);
    return true;
}

static bool
follow_page(const struct fetch_rules *rules, const char *host, struct arena *arena,
            struct fetch_answer *answer, const char **address, struct error *err)
{
    const char *to = url_host(arena, answer->location);
    if (!url_is_web(answer->location))
        return error_set(err, ERROR_NETWORK, "'%s' redirects to nowhere", *address);
    if (strcmp(to, host) != 0 && !fetch_is_listed(rules->allow, to) &&
        !fetch_is_listed(rules->allow_private, to))
        return error_set(err, ERROR_NETWORK,
                         "'%s' redirects to '%s'\nhint: name that address if it is what "
                         "you want",
                         *address, answer->location);
    *address = answer->location;
    return true;
}

static bool
fetch_hops(struct fetch_pool *pool, const struct fetch_rules *rules, struct arena *arena,
           struct buf *bytes, const char **address, struct error *err)
{
    const char *host = url_host(arena, *address);
    for (unsigned hops = 0; hops < HOPS_OF_PAGE; hops++) {
        const char *now = url_host(arena, *address);
        struct fetch_answer answer;
        struct fetch_request request = { .url = *address,
                                         .etag = "",
                                         .changed = "",
                                         .validator = "",
                                         .descriptor = -1,
                                         .bytes = bytes,
                                         .allow_private =
                                             strcmp(now, host) == 0 ||
                                             fetch_is_listed(rules->allow_private, now) };
        if (!ask(pool, &request, arena, &answer, err))
            return false;
        if (answer.status == 200)
            return true;
        if (answer.status < 300 || answer.status > 399)
            return error_set(err, ERROR_NETWORK, "cannot fetch '%s': it answers %ld",
                             *address, answer.status);
        if (!follow_page(rules, host, arena, &answer, address, err))
            return false;
        buf_reset(bytes);
    }
    return error_set(err, ERROR_NETWORK, "'%s' is redirected in a circle", *address);
}

bool
fetch_page(const char *url, const struct fetch_rules *rules, struct arena *arena,
           struct buf *bytes, const char **address, struct error *err)
{
    *address = url_document(arena, url_normalise(arena, url));
    if (!url_is_web(*address))
        return error_set(err, ERROR_USAGE, "'%s' is no address of the web", url);
    struct fetch_pool *pool = fetch_pool_new(rules);
    if (pool == NULL)
        return error_set(err, ERROR_SYSTEM, "libcurl cannot start");
    bool good = fetch_hops(pool, rules, arena, bytes, address, err);
    fetch_pool_free(pool);
    return good;
}
