/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Above the results: how many, in which order, other forms and spellings, and notes. */
#include "render/lead.h"

#include "base/limits.h"
#include "html.h"

#include <string.h>

struct lead {
    struct buf *out;
    const struct render_view *view;
    const struct tongue *tongue;
    const struct results *results;
};

static void
write_heading(const struct lead *page)
{
    const struct results *results = page->results;
    const struct request *request = page->view->request;
    struct page_piece pieces[2] = { { *request->like != '\0' ? request->like : request->q,
                                      NULL, NULL },
                                    { "", NULL, NULL } };
    buf_add_text(page->out, "<h1>");
    if (results->count == 0 && results->publications == 0) {
        page_phrase(page->out,
                    phrase_text(page->tongue, request_has_words(page->view->request)
                                                  ? PHRASE_NOTHING_FOR
                                                  : PHRASE_NOTHING),
                    pieces);
    } else {
        struct buf totals = BUF_INIT(200);
        render_totals(&totals, page->tongue, results);
        html_string(page->out, totals.data);
        buf_free(&totals);
    }
    buf_add_text(page->out, "</h1>\n");
}

static void
write_order(const struct lead *page, enum store_sort sort, enum phrase name)
{
    struct request request = *page->view->request;
    if (request.sort == sort) {
        buf_add_text(page->out, "<b aria-current=\"true\">");
        page_text(page->out, page->tongue, name);
        buf_add_text(page->out, "</b>");
        return;
    }
    request.sort = sort;
    request.page = 1;
    page_link(page->out, &request, phrase_text(page->tongue, name));
}

static void
write_sort(const struct lead *page)
{
    if (page->results->publications < 2)
        return;
    buf_add_text(page->out, "<p class=\"sort\">");
    page_text(page->out, page->tongue, PHRASE_SORT);
    buf_add_char(page->out, ' ');
    write_order(page, STORE_SORT_BEST,
                request_has_words(page->view->request) ? PHRASE_SORT_BEST
                                                       : PHRASE_SORT_TITLE);
    buf_add_text(page->out, " · ");
    write_order(page, STORE_SORT_NEW, PHRASE_SORT_NEW);
    buf_add_text(page->out, "</p>\n");
}

static void
write_exact_now(const struct lead *page)
{
    struct request request = *page->view->request;
    request.exact = false;
    request.page = 1;
    buf_add_text(page->out, "<p class=\"also\">");
    page_text(page->out, page->tongue, PHRASE_EXACT_NOW);
    buf_add_char(page->out, ' ');
    page_link(page->out, &request, phrase_text(page->tongue, PHRASE_ANY_FORM));
    buf_add_text(page->out, "</p>\n");
}

static void
write_only_exact(const struct lead *page)
{
    struct request request = *page->view->request;
    struct buf only = BUF_INIT(LIMIT_QUERY_STRING);
    request.exact = true;
    request.page = 1;
    phrase_fill(&only, page->tongue, PHRASE_ONLY_EXACT, request.q);
    buf_add_char(page->out, ' ');
    page_link(page->out, &request, only.data);
    buf_free(&only);
}

static void
write_also(const struct lead *page)
{
    const char *also[RENDER_ALSO_MAX];
    size_t count = render_also(page->results, also);
    if (page->view->request->exact && request_has_words(page->view->request)) {
        write_exact_now(page);
        return;
    }
    if (count == 0)
        return;
    struct buf list = BUF_INIT(LIMIT_QUERY_STRING);
    for (size_t i = 0; i < count; i++) {
        buf_add_text(&list, i == 0 ? "" : ", ");
        buf_add_text(&list, also[i]);
    }
    struct page_piece pieces[2] = { { list.data, NULL, NULL }, { "", NULL, NULL } };
    buf_add_text(page->out, "<p class=\"also\">");
    page_phrase(page->out, phrase_text(page->tongue, PHRASE_ALSO_FINDS), pieces);
    write_only_exact(page);
    buf_add_text(page->out, "</p>\n");
    buf_free(&list);
}

static void
write_suggestion(const struct lead *page)
{
    const struct results *results = page->results;
    if (*results->did_you_mean == '\0')
        return;
    struct request request = *page->view->request;
    struct buf totals = BUF_INIT(200);
    request.q = results->did_you_mean;
    request.page = 1;
    phrase_totals(&totals, page->tongue, results->did_you_mean_pages,
                  results->did_you_mean_publications, true);
    struct page_piece pieces[2] = { { request.q, NULL, &request },
                                    { totals.data, NULL, NULL } };
    buf_add_text(page->out, "<p class=\"mean\">");
    page_phrase(page->out, phrase_text(page->tongue, PHRASE_DID_YOU_MEAN), pieces);
    buf_add_text(page->out, "</p>\n");
    buf_free(&totals);
}

static void
write_inside(const struct lead *page)
{
    const struct request *request = page->view->request;
    if (request->in.count == 0)
        return;
    struct request all = *request;
    const char *name = request->in.items[0];
    if (page->results->count > 0 && *page->results->results[0].publication.title != '\0')
        name = page->results->results[0].publication.title;
    struct page_piece pieces[2] = { { name, "bdi", NULL }, { "", NULL, NULL } };
    all.in.count = 0;
    all.page = 1;
    buf_add_text(page->out, "<p class=\"also\">");
    page_phrase(page->out, phrase_text(page->tongue, PHRASE_INSIDE), pieces);
    buf_add_char(page->out, ' ');
    page_link(page->out, &all,
              phrase_text(page->tongue, request_has_words(page->view->request)
                                            ? PHRASE_INSIDE_ALL
                                            : PHRASE_ALL_PUBLICATIONS));
    buf_add_text(page->out, "</p>\n");
}

static void
write_like(const struct lead *page)
{
    const struct publication *like = page->results->like;
    if (like == NULL)
        return;
    struct request itself;
    request_init(&itself);
    itself.ui = page->view->request->ui;
    itself.browse = true;
    itself.in.items[itself.in.count++] = like->key;
    struct page_piece pieces[2] = { { render_title(like), NULL, &itself },
                                    { "", NULL, NULL } };
    buf_add_text(page->out, "<p class=\"also\">");
    page_phrase(page->out, phrase_text(page->tongue, PHRASE_LIKE), pieces);
    buf_add_text(page->out, "</p>\n");
}

static void
write_note(const struct lead *page, const char *text)
{
    if (*text == '\0')
        return;
    buf_add_text(page->out, "<p class=\"note\">");
    html_string(page->out, text);
    buf_add_text(page->out, "</p>\n");
}

static void
write_notes(const struct lead *page)
{
    const struct results *results = page->results;
    bool cut = results->cut || page->view->request->cut;
    write_note(page,
               results->complete ? "" : phrase_text(page->tongue, PHRASE_INCOMPLETE));
    write_note(page, cut ? phrase_text(page->tongue, PHRASE_CUT) : "");
}

void
lead_write(struct buf *out, const struct render_view *view, const struct results *results)
{
    const struct lead page = { out, view, view->tongue, results };
    buf_add_text(out, "<div class=\"counts\">\n");
    write_heading(&page);
    write_sort(&page);
    buf_add_text(out, "</div>\n");
    write_suggestion(&page);
    write_also(&page);
    write_like(&page);
    write_inside(&page);
    write_notes(&page);
}
