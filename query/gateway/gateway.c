/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a site, answering a call, and headers that no server can be trusted to add. */
#include "gateway/gateway.h"

#include "base/clock.h"
#include "base/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SITE_PART_BYTES = 64 * 1024, REOPEN_MS = 1000 };

static const struct gateway gateways[] = {
    { "cgi", gateway_cgi },
    { "http", gateway_http },
    { "listen", gateway_listen },
};

const struct gateway *
gateway_find(const char *name)
{
    for (size_t i = 0; i < sizeof gateways / sizeof *gateways; i++) {
        if (strcmp(gateways[i].name, name) == 0)
            return &gateways[i];
    }
    return NULL;
}

/* ---- the site ---- */

/* A header or footer that cannot be read is missing, and the log says so. */
static const char *
read_part(const char *path, struct arena *arena)
{
    if (*path == '\0')
        return "";
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        log_warning("cannot read '%s'", path);
        return "";
    }
    char *text = arena_alloc(arena, SITE_PART_BYTES + 1, 1);
    text[fread(text, 1, SITE_PART_BYTES, file)] = '\0';
    fclose(file);
    return text;
}

/* A log that cannot be written is said, and costs no visitor anything. */
static void
open_log(struct gateway_site *site)
{
    const struct config *config = &site->config;
    struct error err = ERROR_INIT;
    site->log = arena_alloc(site->arena, 1, sizeof *site->log);
    site->log->descriptor = -1;
    if (strcmp(config->site_query_log, "counts") == 0) {
        if (!searchlog_open(site->log, config->site_query_log_file, &err))
            log_warning("%s", err.text);
    } else if (strcmp(config->site_query_log, "off") != 0) {
        log_warning("'%s' is no value of [site] query-log; off or counts",
                    config->site_query_log);
    }
}

void
gateway_open(struct gateway_site *site, const struct config *config, const char *index)
{
    *site = (struct gateway_site) { .arena = arena_new() };
    struct error err = ERROR_INIT;
    if (config != NULL)
        site->config = *config;
    else if (!config_read(&site->config, NULL, site->arena, NULL, NULL, &err))
        log_error("%s", err.text);
    site->index = index != NULL ? index : config_index(&site->config);
    site->site.config = &site->config;
    if (strcmp(site->config.site_ui, "auto") != 0 &&
        tongue_find(site->config.site_ui) == NULL)
        log_warning("'%s' is no language of the search page", site->config.site_ui);
    site->site.header = read_part(site->config.site_header, site->arena);
    site->site.footer = read_part(site->config.site_footer, site->arena);
    open_log(site);
    gateway_refresh(site);
}

bool
gateway_is_current(const struct gateway_site *site)
{
    if (searchlog_is_full(site->log))
        return false;
    if (site->site.pictures != NULL && !pictures_is_current(site->site.pictures))
        return false;
    if (site->site.store != NULL)
        return store_is_current(site->site.store);
    return clock_ms() - site->opened < REOPEN_MS;
}

static void
refresh_pictures(struct gateway_site *site)
{
    struct pictures *pictures = site->site.pictures;
    if (pictures != NULL && pictures_is_current(pictures))
        return;
    pictures_close(pictures);
    site->site.pictures = pictures_open(site->index);
}

void
gateway_refresh(struct gateway_site *site)
{
    struct store *store = NULL;
    struct error err = ERROR_INIT;
    if (searchlog_is_full(site->log)) {
        searchlog_close(site->log);
        open_log(site);
    }
    refresh_pictures(site);
    if (site->site.store != NULL && store_is_current(site->site.store))
        return;
    site->opened = clock_ms();
    bool opened = store_open(site->index, &store, &err);
    /* A published index that is damaged is no reason to stop with the one before. */
    if (!opened && site->site.store != NULL && err.kind != ERROR_MISSING) {
        log_error("%s", err.text);
        return;
    }
    if (site->site.store != NULL)
        store_close(site->site.store);
    site->site.store = opened ? store : NULL;
    site->site.failure = err;
}

void
gateway_close(struct gateway_site *site)
{
    if (site->site.store != NULL)
        store_close(site->site.store);
    pictures_close(site->site.pictures);
    searchlog_close(site->log);
    arena_free(site->arena);
}

/* ---- a call ---- */

bool
gateway_variable(struct gateway_call *call, const char *name, size_t name_length,
                 const char *value, size_t value_length, struct arena *arena)
{
    const struct {
        const char *name;
        const char **member;
    } rows[] = { { "REQUEST_METHOD", &call->method },
                 { "QUERY_STRING", &call->query },
                 { "HTTP_IF_NONE_MATCH", &call->none_match },
                 { "HTTP_ORIGIN", &call->origin },
                 { "HTTP_ACCEPT_LANGUAGE", &call->accept } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strlen(rows[i].name) != name_length ||
            memcmp(rows[i].name, name, name_length) != 0 || *rows[i].member != NULL)
            continue;
        if (memchr(value, '\0', value_length) != NULL)
            return false;
        *rows[i].member = arena_text(arena, value, value_length);
        if (rows[i].member == &call->query)
            call->query_length = value_length;
    }
    return true;
}

/* Only to find a line of the log again: moment and process are enough. */
static const char *
make_incident(struct arena *arena)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t mixed = (uint64_t)now.tv_sec * 1000000U + (uint64_t)now.tv_nsec / 1000U;
    mixed ^= (uint64_t)getpid() << 44;
    return arena_format(arena, "%012" PRIx64, mixed & UINT64_C(0xFFFFFFFFFFFF));
}

static void
log_search(const struct gateway_site *site, const struct response *response)
{
    struct error err = ERROR_INIT;
    if (*response->searched != '\0' &&
        !searchlog_add(site->log, response->searched, response->found, time(NULL), &err))
        log_warning("%s", err.text);
}

void
gateway_answer(const struct gateway_site *site, const struct gateway_call *call,
               struct arena *arena, struct response *response)
{
    struct request request;
    request_parse(&request, call->method, call->query, call->query_length, arena);
    request.none_match = call->none_match == NULL ? "" : call->none_match;
    request.origin = call->origin == NULL ? "" : call->origin;
    request.accept = call->accept == NULL ? "" : call->accept;
    respond_to(&site->site, &request, make_incident(arena), arena, response);
    if (response->fault.kind != ERROR_NONE)
        log_error("incident %s: %s", response->incident, response->fault.text);
    log_search(site, response);
}

/* ---- headers ---- */

static void
write_header(struct buf *out, const char *name, const char *value)
{
    if (*value != '\0')
        buf_format(out, "%s: %s\r\n", name, value);
}

void
gateway_headers(struct buf *out, const struct response *response)
{
    write_header(out, "Content-Type", response->status == 304 ? "" : response->type);
    /* With 304 a length would be that of the whole answer (RFC 9110, 8.6), which was not made. */
    if (response->status != 304)
        buf_format(out, "Content-Length: %zu\r\n", response->body.length);
    write_header(out, "Allow", response->allow);
    if (response->retry_after > 0)
        buf_format(out, "Retry-After: %d\r\n", response->retry_after);
    write_header(out, "ETag", response->etag);
    write_header(out, "Cache-Control", response->cache);
    write_header(out, "Content-Disposition", response->disposition);
    write_header(out, "Content-Security-Policy", response->policy);
    write_header(out, "Access-Control-Allow-Origin", response->origin);
    if (response->by_origin)
        write_header(out, "Vary", "Origin");
    write_header(out, "Vary", response->vary);
    write_header(out, "X-Content-Type-Options", "nosniff");
    write_header(out, "Referrer-Policy", "same-origin");
    write_header(out, "X-Robots-Tag", "noindex, nofollow");
}

void
gateway_write(struct buf *out, const struct response *response)
{
    buf_format(out, "Status: %d %s\r\n", response->status,
               respond_reason(response->status));
    gateway_headers(out, response);
    buf_add_text(out, "\r\n");
    if (!response->head_only)
        buf_add(out, response->body.data, response->body.length);
}
