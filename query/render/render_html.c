/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search page: counts, other forms, filters, results, and what to do when there are none. */
#include "html.h"

#include "base/limits.h"
#include "render/card.h"
#include "render/filters.h"

#include <stdio.h>
#include <string.h>

struct html {
    struct buf *out;
    const struct render_view *view;
    const struct tongue *tongue;
    const struct results *results;
};

static bool
has_words(const struct html *page)
{
    return *page->view->request->q != '\0' || *page->view->request->like != '\0';
}

static bool
is_empty(const struct html *page)
{
    return page->results->count == 0;
}

/* A publication's own page has nothing to filter. */
static bool
has_filters(const struct html *page)
{
    bool own_page = page->view->request->in.count > 0 && !has_words(page);
    return !own_page && filters_exist(page->results);
}

/* ---- above the results ---- */

static void
write_heading(const struct html *page)
{
    const struct results *results = page->results;
    const struct request *request = page->view->request;
    struct page_piece pieces[2] = { { *request->like != '\0' ? request->like : request->q,
                                      NULL, NULL },
                                    { "", NULL, NULL } };
    buf_add_text(page->out, "<h1>");
    if (is_empty(page) && results->publications == 0) {
        page_phrase(page->out,
                    phrase_text(page->tongue,
                                has_words(page) ? PHRASE_NOTHING_FOR : PHRASE_NOTHING),
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
write_order(const struct html *page, enum store_sort sort, enum phrase name)
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
write_sort(const struct html *page)
{
    if (page->results->publications < 2)
        return;
    buf_add_text(page->out, "<p class=\"sort\">");
    page_text(page->out, page->tongue, PHRASE_SORT);
    buf_add_char(page->out, ' ');
    write_order(page, STORE_SORT_BEST,
                has_words(page) ? PHRASE_SORT_BEST : PHRASE_SORT_TITLE);
    buf_add_text(page->out, " · ");
    write_order(page, STORE_SORT_NEW, PHRASE_SORT_NEW);
    buf_add_text(page->out, "</p>\n");
}

static void
write_exact_now(const struct html *page)
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
write_only_exact(const struct html *page)
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
write_also(const struct html *page)
{
    const char *also[RENDER_ALSO_MAX];
    size_t count = render_also(page->results, also);
    if (page->view->request->exact && has_words(page)) {
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
write_suggestion(const struct html *page)
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
write_inside(const struct html *page)
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
              phrase_text(page->tongue,
                          has_words(page) ? PHRASE_INSIDE_ALL : PHRASE_ALL_PUBLICATIONS));
    buf_add_text(page->out, "</p>\n");
}

static const char *
title_or_key(const struct publication *publication)
{
    return *publication->title != '\0' ? publication->title : publication->key;
}

static void
write_like(const struct html *page)
{
    const struct publication *like = page->results->like;
    if (like == NULL)
        return;
    struct request itself;
    request_init(&itself);
    itself.ui = page->view->request->ui;
    itself.browse = true;
    itself.in.items[itself.in.count++] = like->key;
    struct page_piece pieces[2] = { { title_or_key(like), NULL, &itself },
                                    { "", NULL, NULL } };
    buf_add_text(page->out, "<p class=\"also\">");
    page_phrase(page->out, phrase_text(page->tongue, PHRASE_LIKE), pieces);
    buf_add_text(page->out, "</p>\n");
}

static void
write_note(const struct html *page, const char *text)
{
    if (*text == '\0')
        return;
    buf_add_text(page->out, "<p class=\"note\">");
    html_string(page->out, text);
    buf_add_text(page->out, "</p>\n");
}

static void
write_notes(const struct html *page)
{
    const struct results *results = page->results;
    bool cut = results->cut || page->view->request->cut;
    write_note(page,
               results->complete ? "" : phrase_text(page->tongue, PHRASE_INCOMPLETE));
    write_note(page, cut ? phrase_text(page->tongue, PHRASE_CUT) : "");
}

/* ---- results ---- */

static void
open_list(const struct html *page, size_t index)
{
    size_t number = page->results->first + index + 1;
    if (number == 1)
        buf_add_text(page->out, "<ol>\n");
    else
        buf_format(page->out, "<ol start=\"%zu\">\n", number);
}

static void
write_partial(const struct html *page, size_t first)
{
    struct buf words = BUF_INIT(LIMIT_QUERY_STRING), digits = BUF_INIT(40);
    int64_t number;
    bool same = render_partial_words(page->results, first, &words);
    const char *phrase =
        render_partial_phrase(page->tongue, page->results, same, &number);
    phrase_number(&digits, page->tongue, number);
    struct page_piece pieces[2] = { { digits.data, NULL, NULL },
                                    { words.data, "strong", NULL } };
    buf_add_text(page->out, first == 0 ? "" : "</ol>\n");
    buf_add_text(page->out, "<p class=\"partial\">");
    page_phrase(page->out, phrase, pieces);
    buf_add_text(page->out, "</p>\n");
    open_list(page, first);
    buf_free(&digits);
    buf_free(&words);
}

static void
write_results(const struct html *page)
{
    size_t count = page->results->count, partial = render_partial_count(page->results);
    if (count > 0 && partial < count)
        open_list(page, 0);
    for (size_t i = 0; i < count; i++) {
        if (partial > 0 && i == count - partial)
            write_partial(page, i);
        card_write(page->out, page->view, &page->results->results[i], i + 1);
    }
    buf_add_text(page->out, count > 0 ? "</ol>\n" : "");
}

static void
write_page_link(const struct html *page, long number, enum phrase name,
                const char *relation)
{
    struct request request = *page->view->request;
    request.page = number;
    buf_format(page->out, "<a rel=\"%s\"", relation);
    page_href(page->out, &request);
    buf_add_char(page->out, '>');
    page_text(page->out, page->tongue, name);
    buf_add_text(page->out, "</a>\n");
}

static void
write_paging(const struct html *page)
{
    long number = page->view->request->page;
    bool more = page->results->more && number < LIMIT_PAGE_NUMBER;
    if (number == 1 && !more)
        return;
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", number);
    struct page_piece pieces[2] = { { digits, NULL, NULL }, { "", NULL, NULL } };
    buf_add_text(page->out, "<nav class=\"paging\"");
    html_attribute(page->out, "aria-label", phrase_text(page->tongue, PHRASE_PAGING));
    buf_add_text(page->out, ">\n");
    if (number > 1)
        write_page_link(page, number - 1, PHRASE_PREVIOUS, "prev");
    buf_add_text(page->out, "<span aria-current=\"page\">");
    page_phrase(page->out, phrase_text(page->tongue, PHRASE_PAGING_THIS), pieces);
    buf_add_text(page->out, "</span>\n");
    if (more)
        write_page_link(page, number + 1, PHRASE_NEXT, "next");
    buf_add_text(page->out, "</nav>\n");
}

/* ---- nothing found ---- */

static void
write_try(const struct html *page, const struct request *request, enum phrase name)
{
    buf_add_text(page->out, "<li>");
    page_link(page->out, request, phrase_text(page->tongue, name));
    buf_add_text(page->out, "</li>\n");
}

static void
write_ask(const struct html *page)
{
    const char *contact = page->view->config->site_contact;
    if (strchr(contact, '@') == NULL)
        return;
    struct buf address = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_text(&address, "mailto:");
    html_url(&address, contact);
    buf_add_text(&address, "?subject=");
    html_url_part(&address, page->view->request->q, strlen(page->view->request->q));
    buf_add_text(page->out, "<li><a");
    html_attribute(page->out, "href", address.data);
    buf_add_char(page->out, '>');
    page_text(page->out, page->tongue, PHRASE_TRY_ASK);
    buf_add_text(page->out, "</a></li>\n");
    buf_free(&address);
}

static void
write_nothing(const struct html *page)
{
    struct request plain, browse, forms = *page->view->request;
    request_init(&plain);
    plain.ui = page->view->request->ui;
    browse = plain;
    browse.browse = true;
    plain.q = page->view->request->q;
    forms.exact = false;
    buf_add_text(page->out, "<p>");
    page_text(page->out, page->tongue, PHRASE_TRY_FEWER);
    buf_add_text(page->out, "</p>\n<ul class=\"try\">\n");
    if (request_has_filter(page->view->request))
        write_try(page, &plain, PHRASE_TRY_WITHOUT_FILTERS);
    if (page->view->request->exact)
        write_try(page, &forms, PHRASE_TRY_ANY_FORM);
    write_try(page, &browse, PHRASE_TRY_BROWSE);
    write_ask(page);
    buf_add_text(page->out, "</ul>\n");
}

/* ---- all of it ---- */

static void
write_main(const struct html *page)
{
    buf_add_text(page->out,
                 "<main id=\"results\" tabindex=\"-1\">\n<div class=\"counts\">\n");
    write_heading(page);
    write_sort(page);
    buf_add_text(page->out, "</div>\n");
    write_suggestion(page);
    write_also(page);
    write_like(page);
    write_inside(page);
    write_notes(page);
    if (has_filters(page))
        filters_button(page->out, page->view, page->results);
    write_results(page);
    if (is_empty(page))
        write_nothing(page);
    write_paging(page);
    buf_add_text(page->out, "</main>\n");
}

/* What is asked for, or the one publication that is shown whole. */
static const char *
page_title(const struct html *page)
{
    const struct results *results = page->results;
    if (results->like != NULL)
        return title_or_key(results->like);
    if (has_words(page))
        return page->view->request->q;
    if (page->view->request->in.count > 0 && results->count == 1 &&
        *results->results[0].publication.title != '\0')
        return results->results[0].publication.title;
    return phrase_text(page->tongue, PHRASE_ALL_PUBLICATIONS);
}

void
render_html(struct buf *out, const struct render_view *view,
            const struct results *results)
{
    struct html page = { out, view, view->tongue, results };
    bool filters = has_filters(&page);
    page_begin(out, view, page_title(&page));
    buf_add_text(out,
                 filters ? "<div class=\"wide columns\">\n" : "<div class=\"wide\">\n");
    if (filters)
        filters_write(out, view, results);
    write_main(&page);
    buf_add_text(out, "</div>\n");
    page_end(out, view);
}
