/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests back to parameters, for links and hidden fields. */
#include "request.h"

#include "base/limits.h"
#include "html.h"

#include <stdio.h>
#include <string.h>

struct writer {
    request_pair_fn *each;
    void *context;
};

static void
give_text(const struct writer *writer, const char *name, const char *value)
{
    if (*value != '\0')
        writer->each(writer->context, name, value);
}

static void
give_number(const struct writer *writer, const char *name, long value, long standard)
{
    char text[24];
    if (value == standard)
        return;
    snprintf(text, sizeof text, "%ld", value);
    give_text(writer, name, text);
}

static void
give_values(const struct writer *writer, const char *name,
            const struct query_values *values)
{
    struct buf joined = BUF_INIT(LIMIT_SHOWN_BYTES);
    for (size_t i = 0; i < values->count; i++) {
        if (i > 0)
            buf_add_char(&joined, ',');
        for (const char *at = values->items[i]; *at != '\0'; at++) {
            if (*at == ',' || *at == '\\')
                buf_add_char(&joined, '\\');
            buf_add_char(&joined, *at);
        }
    }
    give_text(writer, name, joined.data);
    buf_free(&joined);
}

static void
give_years(const struct writer *writer, int from, int to)
{
    char first[16] = "", last[16] = "", text[40];
    if (from != 0)
        snprintf(first, sizeof first, "%04d", from);
    if (to != 0 && to != from)
        snprintf(last, sizeof last, "%04d", to);
    snprintf(text, sizeof text, "%s%s%s", first, from == to ? "" : "..", last);
    give_text(writer, "year", text);
}

void
request_each(const struct request *request, request_pair_fn *each, void *context)
{
    const struct writer writer = { each, context };
    give_text(&writer, "q", request->q);
    give_text(&writer, "like", request->like);
    give_number(&writer, "browse", request->browse, false);
    give_values(&writer, "lang", &request->lang);
    give_values(&writer, "org", &request->org);
    give_values(&writer, "kind", &request->kind);
    give_values(&writer, "type", &request->type);
    give_years(&writer, request->year_from, request->year_to);
    give_text(&writer, "in", request->in.count > 0 ? request->in.items[0] : "");
    give_text(&writer, "sort",
              request->sort == STORE_SORT_BEST ? "" : request_sort_name(request->sort));
    give_number(&writer, "exact", request->exact, false);
    give_number(&writer, "page", request->page, 1);
    give_number(&writer, "n", request->count, 0);
    give_text(&writer, "ui", request->ui);
    give_text(&writer, "format", request->format);
}

struct link {
    struct buf *out;
    size_t start;
};

static void
write_pair(void *context, const char *name, const char *value)
{
    struct link *link = context;
    buf_add_char(link->out, link->out->length == link->start ? '?' : '&');
    buf_add_text(link->out, name);
    buf_add_char(link->out, '=');
    html_url_query(link->out, value);
}

void
request_link(struct buf *out, const struct request *request)
{
    struct link link = { out, out->length };
    request_each(request, write_pair, &link);
    if (out->length == link.start)
        buf_add_char(out, '?');
}
