/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Suggestions while typing, as browsers ask for them (OpenSearch Suggestions 1.1): four lists
 * of equal length behind what was typed. */
#include "base/limits.h"
#include "html.h"
#include "json.h"
#include "render/render.h"

#include <string.h>

static void
write_totals(struct json *json, const struct tongue *tongue,
             const struct completion *completion)
{
    struct buf totals = BUF_INIT(200);
    phrase_totals(&totals, tongue, completion->pages, completion->publications, true);
    json_string(json, NULL, totals.data);
    buf_free(&totals);
}

static void
write_address(struct json *json, const struct render_view *view, const char *text)
{
    struct request request;
    struct buf link = BUF_INIT(LIMIT_SHOWN_BYTES);
    request_init(&request);
    request.q = text;
    request.ui = view->request->ui;
    buf_add_text(&link, view->config->site_url);
    request_link(&link, &request);
    json_string(json, NULL, link.data);
    buf_free(&link);
}

void
render_suggestions(struct buf *out, const struct render_view *view,
                   const struct completions *completions)
{
    struct json json = JSON_INIT(out);
    json_open(&json, NULL, '[');
    json_string(&json, NULL, view->request->q);
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < completions->count; i++)
        json_string(&json, NULL, completions->items[i].text);
    json_close(&json, ']');
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < completions->count; i++)
        write_totals(&json, view->tongue, &completions->items[i]);
    json_close(&json, ']');
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < completions->count; i++)
        write_address(&json, view, completions->items[i].text);
    json_close(&json, ']');
    json_close(&json, ']');
    buf_add_char(out, '\n');
}
