/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libcurl, kept on a short lead: two protocols, no redirects of its own, no private addresses. */
#include "fetch_transfer.h"

#include "url.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 20, SILENT_SECONDS = 60 };

struct fetch_pool {
    CURLM *multi;
    const struct fetch_rules *rules;
    struct fetch_transfer *running; /* a list */
};

struct fetch_transfer {
    struct fetch_pool *pool;
    CURL *easy;
    struct curl_slist *headers;
    struct fetch_request request;
    struct fetch_answer answer;
    struct arena *arena;
    fetch_begun_fn *begun;
    fetch_told_fn *told;
    void *context;
    int64_t written; /* bytes there are in all */
    bool started, forbidden, too_large;
    int system_error;
    struct fetch_transfer *next;
};

struct fetch_pool *
fetch_pool_new(const struct fetch_rules *rules)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return NULL;
    struct fetch_pool *pool = memory_new(1, sizeof *pool);
    pool->multi = curl_multi_init();
    pool->rules = rules;
    if (pool->multi != NULL)
        return pool;
    free(pool);
    return NULL;
}

static void
free_transfer(struct fetch_transfer *transfer)
{
    struct fetch_transfer **at = &transfer->pool->running;
    while (*at != transfer)
        at = &(*at)->next;
    *at = transfer->next;
    curl_multi_remove_handle(transfer->pool->multi, transfer->easy);
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    free(transfer);
}

void
fetch_pool_free(struct fetch_pool *pool)
{
    if (pool == NULL)
        return;
    while (pool->running != NULL)
        free_transfer(pool->running);
    curl_multi_cleanup(pool->multi);
    curl_global_cleanup();
    free(pool);
}

/* ---- what comes in ---- */

static void
take_header(struct fetch_transfer *transfer, const char *name, char *value, size_t size)
{
    struct curl_header *header;
    value[0] = '\0';
    if (curl_easy_header(transfer->easy, name, 0, CURLH_HEADER, -1, &header) ==
            CURLHE_OK &&
        strlen(header->value) < size)
        memcpy(value, header->value, strlen(header->value) + 1);
}

/* Where the body of a 206 begins; -1 when it does not say. */
static int64_t
range_start(struct fetch_transfer *transfer)
{
    char value[128];
    take_header(transfer, "Content-Range", value, sizeof value);
    return strncmp(value, "bytes ", 6) == 0 ? strtoll(value + 6, NULL, 10) : -1;
}

/* A strong validator, as a Range may be built on nothing else (RFC 9110, 13.1.5). */
static const char *
validator_of(const struct fetch_answer *answer)
{
    if (answer->etag[0] != '\0' && strncmp(answer->etag, "W/", 2) != 0)
        return answer->etag;
    return answer->changed;
}

static bool
is_too_long(struct fetch_transfer *transfer)
{
    curl_off_t length = -1;
    curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    return length > 0 && transfer->written + length > transfer->pool->rules->most_bytes;
}

/* Before the first byte: where does it belong, and is there room? */
static bool
start_body(struct fetch_transfer *transfer)
{
    long status = 0;
    struct fetch_answer *answer = &transfer->answer;
    transfer->started = true;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200 && status != 206)
        return false;
    transfer->written = status == 206 ? transfer->request.offset : 0;
    if (status == 206 && range_start(transfer) != transfer->request.offset)
        return false;
    transfer->too_large = is_too_long(transfer);
    if (transfer->too_large)
        return false;
    take_header(transfer, "ETag", answer->etag, sizeof answer->etag);
    take_header(transfer, "Last-Modified", answer->changed, sizeof answer->changed);
    if (status == 200 && transfer->begun != NULL)
        transfer->begun(transfer->context, validator_of(answer));
    if (transfer->request.descriptor >= 0 &&
        (ftruncate(transfer->request.descriptor, transfer->written) != 0 ||
         lseek(transfer->request.descriptor, transfer->written, SEEK_SET) < 0)) {
        transfer->system_error = errno;
        return false;
    }
    return true;
}

static bool
keep_bytes(struct fetch_transfer *transfer, const char *bytes, size_t length)
{
    if (transfer->request.descriptor < 0) {
        buf_add(transfer->request.bytes, bytes, length);
        transfer->too_large = transfer->request.bytes->full;
        return !transfer->too_large;
    }
    while (length > 0) {
        ssize_t wrote = write(transfer->request.descriptor, bytes, length);
        if (wrote <= 0) {
            transfer->system_error = wrote < 0 ? errno : ENOSPC;
            return false;
        }
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

static size_t
on_body(char *bytes, size_t one, size_t length, void *context)
{
    struct fetch_transfer *transfer = context;
    if (!transfer->started && !start_body(transfer))
        return 0;
    transfer->written += (int64_t)(one * length);
    if (transfer->written > transfer->pool->rules->most_bytes) {
        transfer->too_large = true;
        return 0;
    }
    return keep_bytes(transfer, bytes, one * length) ? one * length : 0;
}

/* After the name was resolved: what a name server says is not trusted. */
static curl_socket_t
on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct fetch_transfer *transfer = context;
    bool proxied = transfer->pool->rules->proxy[0] != '\0';
    if (purpose != CURLSOCKTYPE_IPCXN)
        return CURL_SOCKET_BAD;
    if (!proxied && !transfer->request.allow_private &&
        fetch_is_private(&address->addr)) {
        transfer->forbidden = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- starting ---- */

static void
add_header(struct fetch_transfer *transfer, const char *name, const char *value)
{
    if (value[0] == '\0')
        return;
    const char *line = arena_format(transfer->arena, "%s: %s", name, value);
    transfer->headers = curl_slist_append(transfer->headers, line);
}

static void
set_headers(struct fetch_transfer *transfer)
{
    const struct fetch_request *request = &transfer->request;
    add_header(transfer, "If-None-Match", request->etag);
    if (request->etag[0] == '\0')
        add_header(transfer, "If-Modified-Since", request->changed);
    if (request->offset > 0 && request->validator[0] != '\0') {
        add_header(transfer, "If-Range", request->validator);
        curl_easy_setopt(
            transfer->easy, CURLOPT_RANGE,
            arena_format(transfer->arena, "%lld-", (long long)request->offset));
    }
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void
set_options(struct fetch_transfer *transfer)
{
    const struct fetch_rules *rules = transfer->pool->rules;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_URL, transfer->request.url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, rules->proxy);
    curl_easy_setopt(easy, CURLOPT_USERAGENT,
                     rules->identify[0] != '\0' ? rules->identify
                                                : "stepwell-index/" STEPWELL_VERSION);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, rules->time_limit_ms);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 10L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SILENT_SECONDS);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    /* A kept connection would not pass on_socket again. */
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    if (transfer->request.bytes != NULL) /* pages may come packed, documents are */
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
}

bool
fetch_pool_start(struct fetch_pool *pool, const struct fetch_request *request,
                 struct arena *arena, fetch_begun_fn *begun, fetch_told_fn *told,
                 void *context)
{
    CURL *easy = curl_easy_init();
    if (easy == NULL)
        return false;
    struct fetch_transfer *transfer = memory_new(1, sizeof *transfer);
    *transfer = (struct fetch_transfer) { .pool = pool,
                                          .easy = easy,
                                          .request = *request,
                                          .arena = arena,
                                          .begun = begun,
                                          .told = told,
                                          .context = context,
                                          .next = pool->running };
    pool->running = transfer;
    set_options(transfer);
    set_headers(transfer);
    if (curl_multi_add_handle(pool->multi, easy) == CURLM_OK)
        return true;
    free_transfer(transfer);
    return false;
}

/* ---- ending ---- */

struct verdict {
    CURLcode code;
    enum fetch_end end;
    const char *text;
};

static const struct verdict verdicts[] = {
    { CURLE_COULDNT_RESOLVE_HOST, FETCH_UNREACHED, "the host is not known" },
    { CURLE_COULDNT_RESOLVE_PROXY, FETCH_UNREACHED, "the proxy is not known" },
    { CURLE_COULDNT_CONNECT, FETCH_UNREACHED, "no connection" },
    { CURLE_OPERATION_TIMEDOUT, FETCH_BROKEN, "took too long" },
    { CURLE_PARTIAL_FILE, FETCH_BROKEN, "the connection broke" },
    { CURLE_RECV_ERROR, FETCH_BROKEN, "the connection broke" },
    { CURLE_SEND_ERROR, FETCH_BROKEN, "the connection broke" },
    { CURLE_GOT_NOTHING, FETCH_BROKEN, "no answer" },
    { CURLE_HTTP2, FETCH_BROKEN, "the connection broke" },
    { CURLE_HTTP2_STREAM, FETCH_BROKEN, "the connection broke" },
};

static void
say(struct fetch_answer *answer, enum fetch_end end, const char *text)
{
    answer->end = end;
    snprintf(answer->text, sizeof answer->text, "%s", text);
}

/* Errors that this file brought about itself come first. */
static void
judge(struct fetch_transfer *transfer, CURLcode code)
{
    struct fetch_answer *answer = &transfer->answer;
    if (transfer->system_error != 0) {
        answer->system_error = transfer->system_error;
        say(answer, FETCH_UNWRITTEN, strerror(transfer->system_error));
    } else if (transfer->forbidden && code != CURLE_OK) {
        say(answer, FETCH_FORBIDDEN, "its address is a private one");
    } else if (transfer->too_large) {
        say(answer, FETCH_TOO_LARGE, "larger than [fetch] max-file allows");
    } else if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer->status != 206 &&
                                    answer->status != 200)) {
        answer->end = FETCH_ANSWERED;
    } else if (code == CURLE_WRITE_ERROR) {
        say(answer, FETCH_MISPLACED, "the server sent another part than was asked for");
    } else {
        say(answer, FETCH_FAILED, curl_easy_strerror(code));
        for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
            if (verdicts[i].code == code)
                say(answer, verdicts[i].end, verdicts[i].text);
    }
}

static void
finish(struct fetch_transfer *transfer, CURLcode code)
{
    struct fetch_answer *answer = &transfer->answer;
    char *location = NULL;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &location);
    curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
    answer->retry_after = retry_after > 0 ? (long)retry_after : 0;
    answer->location = location == NULL ? "" : url_normalise(transfer->arena, location);
    /* A body of no bytes never came to on_body. */
    if (code == CURLE_OK && answer->status == 200 && !transfer->started)
        start_body(transfer);
    judge(transfer, code);
    transfer->told(transfer->context, answer);
    free_transfer(transfer);
}

void
fetch_pool_run(struct fetch_pool *pool, int wait_ms)
{
    int running, left;
    CURLMsg *message;
    curl_multi_perform(pool->multi, &running);
    curl_multi_poll(pool->multi, NULL, 0, wait_ms, NULL);
    curl_multi_perform(pool->multi, &running);
    while ((message = curl_multi_info_read(pool->multi, &left)) != NULL) {
        char *transfer = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        finish((void *)transfer, code);
    }
}
