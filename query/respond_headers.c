/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an answer says of itself: reason, policy, origins, validator, file name. */
#include "base/limits.h"
#include "html.h"
#include "render/page.h"
#include "respond_parts.h"

#include <inttypes.h>
#include <string.h>

const char *
respond_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } rows[] = {
        { 200, "OK" },
        { 304, "Not Modified" },
        { 400, "Bad Request" },
        { 404, "Not Found" },
        { 405, "Method Not Allowed" },
        { 408, "Request Timeout" },
        { 414, "URI Too Long" },
        { 431, "Request Header Fields Too Large" },
        { 500, "Internal Server Error" },
        { 503, "Service Unavailable" },
        { 505, "HTTP Version Not Supported" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].status == status)
            return rows[i].reason;
    }
    return "Error";
}

/* scheme://host[:port] of the site's own style sheet, or "". */
static const char *
style_origin(const char *url, struct arena *arena)
{
    if (!html_is_web_url(url))
        return "";
    size_t scheme = (size_t)(strstr(url, "//") - url) + 2;
    size_t host =
        strspn(url + scheme, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "0123456789.-:[]");
    return arena_format(arena, " %.*s", (int)(scheme + host), url);
}

const char *
respond_policy(const struct answer *answer)
{
    return arena_format(
        answer->arena,
        "default-src 'none'; style-src 'self' 'sha256-%s'%s; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
        page_style_digest(),
        style_origin(answer->site->config->site_style, answer->arena));
}

const char *
respond_origin(const struct answer *answer)
{
    const char *list = answer->site->config->site_embed, *asks = answer->request->origin;
    while (*list != '\0') {
        size_t length = strcspn(list, " \t");
        if ((length == 1 && *list == '*') ||
            (length > 0 && strlen(asks) == length && strncmp(list, asks, length) == 0))
            return arena_text(answer->arena, list, length);
        list += length;
        list += strspn(list, " \t");
    }
    return "";
}

bool
respond_by_origin(const struct answer *answer)
{
    const char *list = answer->site->config->site_embed;
    return *list != '\0' && *list != '*';
}

static uint64_t
hash_part(uint64_t hash, const char *text)
{
    for (;; text++) { /* FNV-1a, with the NUL as a border between texts */
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
        if (*text == '\0')
            return hash;
    }
}

const char *
respond_etag(const struct answer *answer)
{
    const struct respond_site *site = answer->site;
    const struct config *config = site->config;
    struct buf link = BUF_INIT(LIMIT_SHOWN_BYTES);
    request_link(&link, answer->request);
    const char *const parts[] = { store_facts(site->store)->id,
                                  link.data,
                                  STEPWELL_VERSION,
                                  page_style_digest(),
                                  site->pictures == NULL ? ""
                                                         : pictures_id(site->pictures),
                                  config->library_name,
                                  config->site_url,
                                  config->site_style,
                                  config->site_contact,
                                  site->header,
                                  site->footer,
                                  answer->tongue->tag };
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = hash_part(hash, parts[i]);
    hash ^= (uint64_t)config->site_per_page;
    buf_free(&link);
    return arena_format(answer->arena, "\"%016" PRIx64 "\"", hash);
}

/* If-None-Match holds "*", or tags, weak ones included (RFC 9110, 13.1.2). */
bool
respond_is_known(const char *none_match, const char *etag)
{
    none_match += strspn(none_match, " \t");
    return strcmp(none_match, "*") == 0 || strstr(none_match, etag) != NULL;
}

const char *
respond_disposition(const char *format)
{
    static const struct {
        const char *format, *header;
    } rows[] = { { "csv", "attachment; filename=\"search.csv\"" },
                 { "bibtex", "attachment; filename=\"search.bib\"" },
                 { "ris", "attachment; filename=\"search.ris\"" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].format, format) == 0)
            return rows[i].header;
    }
    return "";
}
