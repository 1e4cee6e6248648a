/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one handler behind every gateway; methods and lengths are checked here, not by servers. */
#include "respond_parts.h"

#include "base/limits.h"
#include "html.h"
#include "json.h"
#include "phrase.h"
#include "render/page.h"

#include <string.h>
#include <time.h>

enum { RETRY_SECONDS = 60 };

static const char allowed[] = "GET, HEAD, OPTIONS";
static const char no_store[] = "no-store";
/* Of what is no page: a browser that shows it all the same runs nothing and frames nothing. */
static const char data_policy[] = "default-src 'none'; frame-ancestors 'none'";

/* ---- what goes wrong ---- */

static bool
wants_json(const struct request *request)
{
    return strcmp(request->format, "json") == 0 || request->health;
}

static void
write_problem_json(struct buf *out, int status, const char *sentence,
                   const char *incident)
{
    struct json json = JSON_INIT(out);
    json_open(&json, NULL, '{');
    json_integer(&json, "version", 1);
    json_open(&json, "error", '{');
    json_integer(&json, "status", status);
    json_string(&json, "message", sentence);
    if (*incident != '\0')
        json_string(&json, "incident", incident);
    json_close(&json, '}');
    json_close(&json, '}');
    buf_add_char(out, '\n');
}

static void
set_page_headers(const struct answer *answer)
{
    answer->response->type = "text/html; charset=utf-8";
    answer->response->policy = respond_policy(answer);
}

static void
set_vary(const struct answer *answer)
{
    answer->response->vary = answer->automatic ? "Accept-Language" : "";
}

static void
set_origin(const struct answer *answer)
{
    answer->response->origin = respond_origin(answer);
    answer->response->by_origin = respond_by_origin(answer);
}

static void
set_json_headers(const struct answer *answer)
{
    answer->response->type = "application/json; charset=utf-8";
    set_origin(answer);
}

/* Nothing internal is said: an incident names the line of the log that has it. */
static void
explain(const struct answer *answer, int status, enum phrase heading, enum phrase detail)
{
    struct response *response = answer->response;
    const char *sentence = phrase_text(answer->tongue, detail);
    const char *incident = status >= 500 ? response->incident : "";
    struct request shown = *answer->request;
    shown.status = status;
    response->status = status;
    response->cache = no_store;
    response->etag = response->disposition = "";
    response->allow = status == 405 ? allowed : "";
    response->retry_after = status == 503 ? RETRY_SECONDS : 0;
    set_vary(answer);
    if (wants_json(answer->request)) {
        set_json_headers(answer);
        write_problem_json(&response->body, status, sentence, incident);
        return;
    }
    struct render_view view = { .request = &shown,
                                .config = answer->site->config,
                                .tongue = answer->tongue,
                                .site_header = answer->site->header,
                                .site_footer = answer->site->footer };
    set_page_headers(answer);
    page_problem(&response->body, &view, heading, sentence, incident);
}

static void
refuse(const struct answer *answer)
{
    explain(answer, answer->request->status, PHRASE_REFUSED, answer->request->problem);
}

static void
fail(const struct answer *answer, const struct error *fault)
{
    answer->response->fault = *fault;
    if (fault->kind == ERROR_MISSING)
        explain(answer, 503, PHRASE_MISSING, PHRASE_MISSING_TEXT);
    else
        explain(answer, 500, PHRASE_FAILED, PHRASE_FAILED_TEXT);
}

/* ---- what goes right ---- */

static void
answer_options(const struct answer *answer)
{
    answer->response->allow = allowed;
    set_origin(answer);
    answer->response->type = "text/plain; charset=utf-8";
}

static void
answer_health(const struct answer *answer)
{
    const struct store_facts *facts = store_facts(answer->site->store);
    struct json json = JSON_INIT(&answer->response->body);
    struct buf built = BUF_INIT(40);
    int64_t age = (int64_t)time(NULL) - facts->built;
    phrase_moment(&built, facts->built);
    set_json_headers(answer);
    answer->response->cache = no_store;
    json_open(&json, NULL, '{');
    json_integer(&json, "version", 1);
    json_string(&json, "status", "ok");
    json_string(&json, "program", STEPWELL_VERSION);
    json_open(&json, "index", '{');
    json_string(&json, "id", facts->id);
    json_string_or_null(&json, "built", built.data);
    json_integer(&json, "age_seconds", age > 0 ? age : 0);
    json_integer(&json, "publications", facts->publications);
    json_integer(&json, "files", facts->files);
    json_integer(&json, "pages", facts->pages);
    json_close(&json, '}');
    json_close(&json, '}');
    buf_add_char(&answer->response->body, '\n');
    buf_free(&built);
}

static struct render_view
view_of(const struct answer *answer)
{
    return (struct render_view) { .request = answer->request,
                                  .facts = store_facts(answer->site->store),
                                  .config = answer->site->config,
                                  .pictures = answer->site->pictures,
                                  .tongue = answer->tongue,
                                  .site_header = answer->site->header,
                                  .site_footer = answer->site->footer };
}

static void
answer_suggestions(const struct answer *answer, const struct renderer *renderer)
{
    struct search search;
    struct completions completions;
    struct error err = ERROR_INIT;
    struct render_view view = view_of(answer);
    request_search(answer->request, answer->site->config, &search);
    if (!complete_typed(answer->site->store, &search, answer->arena, &completions,
                        &err)) {
        fail(answer, &err);
        return;
    }
    set_json_headers(answer);
    answer->response->type = renderer->mime;
    render_suggestions(&answer->response->body, &view, &completions);
}

/* A description for browsers is of no use without the address that it describes. */
static void
answer_description(const struct answer *answer, const struct renderer *renderer)
{
    struct render_view view = view_of(answer);
    if (!html_is_web_url(answer->site->config->site_url)) {
        explain(answer, 400, PHRASE_REFUSED, PHRASE_REFUSED_ADDRESS);
        return;
    }
    set_json_headers(answer);
    answer->response->type = renderer->mime;
    renderer->describe(&answer->response->body, &view);
}

/* The script is the same whatever the index is, and if there is one. */
static void
answer_embed(const struct answer *answer)
{
    struct response *response = answer->response;
    set_json_headers(answer);
    response->type = "text/javascript; charset=utf-8";
    response->cache = "public, max-age=86400";
    response->etag = arena_format(answer->arena, "\"%.16s\"", render_embed_digest());
    if (respond_is_known(answer->request->none_match, response->etag))
        response->status = 304;
    else
        render_embed(&response->body);
}

/* Its address names the content, so that it never changes. */
static void
answer_picture(const struct answer *answer)
{
    struct response *response = answer->response;
    const char *address = answer->request->picture;
    const struct pictures *pictures = answer->site->pictures;
    if (pictures == NULL || !pictures_read(pictures, address, &response->body)) {
        response->status = 404;
        response->cache = no_store;
        response->type = "text/plain; charset=utf-8";
        buf_add_text(&response->body, "There is no such picture.\n");
        return;
    }
    response->type = "image/jpeg";
    response->cache = "public, max-age=31536000, immutable";
    response->etag = arena_format(answer->arena, "\"%s\"", address);
    if (respond_is_known(answer->request->none_match, response->etag)) {
        response->status = 304;
        buf_reset(&response->body);
    }
}

/* A search as a reader types it: its first page. What is clicked from there narrows or orders
 * the same search. */
static void
count_search(const struct answer *answer, const struct results *results)
{
    const struct request *request = answer->request;
    if (request->method != REQUEST_GET || *request->format != '\0' ||
        request->page != 1 || !request_has_words(request) || *request->like != '\0' ||
        request->exact || request->count != 0 || request->explain ||
        request->sort != STORE_SORT_BEST || request_has_filter(request) ||
        !results->complete)
        return;
    answer->response->searched = request->q;
    answer->response->found = results->publications;
}

static void
answer_search(const struct answer *answer, const struct renderer *renderer)
{
    struct response *response = answer->response;
    struct search search;
    struct results results;
    struct error err = ERROR_INIT;
    request_search(answer->request, answer->site->config, &search);
    if (!search_run(answer->site->store, &search, answer->arena, &results, &err)) {
        fail(answer, &err);
        return;
    }
    struct render_view view = view_of(answer);
    if (*renderer->name == '\0')
        set_page_headers(answer);
    else
        set_json_headers(answer);
    response->type = renderer->mime;
    response->disposition = respond_disposition(renderer->name);
    renderer->render(&response->body, &view, &results);
    count_search(answer, &results);
    /* A part of the answer must not be taken for the whole later. */
    response->etag = results.complete ? response->etag : "";
    response->cache = results.complete ? response->cache : no_store;
}

static void
answer_query(const struct answer *answer)
{
    struct response *response = answer->response;
    const struct renderer *renderer = render_find(answer->request->format, RENDER_WEB);
    if (renderer == NULL) {
        explain(answer, 400, PHRASE_REFUSED, PHRASE_REFUSED_FORMAT);
        return;
    }
    response->etag = respond_etag(answer);
    if ((renderer->where & RENDER_SPEAKS) != 0)
        set_vary(answer);
    if (respond_is_known(answer->request->none_match, response->etag)) {
        response->status = 304;
        response->type = renderer->mime;
        return;
    }
    if (renderer->describe != NULL)
        answer_description(answer, renderer);
    else if (renderer->render == NULL)
        answer_suggestions(answer, renderer);
    else
        answer_search(answer, renderer);
}

/* What the address says, what the site wants, what the browser likes. */
static void
choose_tongue(struct answer *answer)
{
    answer->tongue = tongue_find(answer->request->ui);
    if (answer->tongue == NULL)
        answer->tongue = tongue_find(answer->site->config->site_ui);
    answer->automatic = answer->tongue == NULL;
    if (answer->tongue == NULL)
        answer->tongue = tongue_accept(answer->request->accept);
    if (answer->tongue == NULL)
        answer->tongue = tongue_english();
}

void
respond_to(const struct respond_site *site, const struct request *request,
           const char *incident, struct arena *arena, struct response *response)
{
    struct answer answer = {
        .site = site, .request = request, .arena = arena, .response = response
    };
    choose_tongue(&answer);
    *response = (struct response) {
        .status = 200,
        .head_only = request->method == REQUEST_HEAD,
        .type = "",
        .cache = "public, max-age=300, stale-while-revalidate=86400",
        .etag = "",
        .allow = "",
        .policy = data_policy,
        .disposition = "",
        .origin = "",
        .vary = "",
        .incident = incident,
        .searched = "",
        .body = BUF_INIT(LIMIT_ANSWER_BYTES),
    };
    if (request->status != 200)
        refuse(&answer);
    else if (request->method == REQUEST_OPTIONS)
        answer_options(&answer);
    else if (request->embed)
        answer_embed(&answer);
    else if (*request->picture != '\0')
        answer_picture(&answer);
    else if (site->store == NULL)
        fail(&answer, &site->failure);
    else if (request->health)
        answer_health(&answer);
    else
        answer_query(&answer);
    if (response->body.full) {
        static const struct error too_large = { ERROR_SYSTEM, "an answer is too large" };
        buf_reset(&response->body);
        fail(&answer, &too_large);
    }
}
