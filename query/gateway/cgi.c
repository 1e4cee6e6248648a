/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CGI/1.1 (RFC 3875): one request in the environment, one answer on standard output. */
#include "base/limits.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "gateway/gateway.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
write_all(const struct buf *text)
{
    size_t sent = 0;
    while (sent < text->length) {
        ssize_t written = write(STDOUT_FILENO, text->data + sent, text->length - sent);
        if (written < 0 && errno != EINTR)
            return false;
        sent += written < 0 ? 0 : (size_t)written;
    }
    return true;
}

/* All in one piece: servers differ in what they do with half an answer. */
static bool
send_response(const struct response *response, struct error *err)
{
    struct buf out = BUF_INIT(LIMIT_ANSWER_BYTES + LIMIT_SHOWN_BYTES);
    gateway_write(&out, response);
    bool sent = write_all(&out);
    buf_free(&out);
    return sent || error_set(err, ERROR_SYSTEM, "cannot write the answer");
}

/* Only these variables are read: neither PATH_INFO nor what a "Proxy:" header becomes. */
static void
read_call(struct gateway_call *call)
{
    const char *query = getenv("QUERY_STRING");
    call->method = getenv("REQUEST_METHOD");
    call->query = query == NULL ? "" : query;
    call->query_length = strlen(call->query);
    call->none_match = getenv("HTTP_IF_NONE_MATCH");
    call->origin = getenv("HTTP_ORIGIN");
    call->accept = getenv("HTTP_ACCEPT_LANGUAGE");
}

bool
gateway_cgi(const struct gateway_start *start, struct error *err)
{
    /* The process ends with the answer: the kernel takes everything back in less time than we
     * could. Static, so that it can be reached to the end: what cannot is a leak. */
    static struct gateway_site site;
    static struct response response;
    struct gateway_call call;
    struct sandbox_granted granted;
    gateway_open(&site, start->config, start->index);
    if (!sandbox_enter(SANDBOX_READER, &granted, &site.site.failure) &&
        site.site.store != NULL) {
        store_close(site.site.store);
        site.site.store = NULL;
    }
    read_call(&call);
    gateway_answer(&site, &call, site.arena, &response);
    return send_response(&response, err);
}
