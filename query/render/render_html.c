/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search page: filters, results, and what to do when there are none. */
#include "html.h"

#include "base/limits.h"
#include "render/card.h"
#include "render/filters.h"
#include "render/lead.h"

#include <stdio.h>
#include <string.h>

struct html {
    struct buf *out;
    const struct render_view *view;
    const struct tongue *tongue;
    const struct results *results;
};

/* A publication's own page has nothing to filter. */
static bool
has_filters(const struct html *page)
{
    bool own_page =
        page->view->request->in.count > 0 && !request_has_words(page->view->request);
    return !own_page && filters_exist(page->results);
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
    buf_add_text(page->out, "<main id=\"results\" tabindex=\"-1\">\n");
    lead_write(page->out, page->view, page->results);
    if (has_filters(page))
        filters_button(page->out, page->view, page->results);
    write_results(page);
    if (page->results->count == 0)
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
        return render_title(results->like);
    if (request_has_words(page->view->request))
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
