/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The links below a card: more pages of it, its files, a citation, others like it. */
#include "html.h"
#include "render/card_parts.h"

struct actions {
    struct buf *out;
    const struct render_view *view;
    const struct publication *publication;
    size_t number; /* of the card: its title has the id "t1" */
};

/* Repeated words get a name of their own, with the title, for those who hear the links only. */
static void
write_named(const struct actions *card, char letter, const char *shown)
{
    buf_format(card->out, " id=\"%c%zu\" aria-labelledby=\"%c%zu t%zu\">", letter,
               card->number, letter, card->number, card->number);
    html_string(card->out, shown);
    buf_add_text(card->out, "</a>\n");
}

static void
write_request(const struct actions *card, const struct request *request, char letter,
              const char *shown)
{
    buf_add_text(card->out, "<a");
    page_href(card->out, request);
    write_named(card, letter, shown);
}

static struct request
inside(const struct actions *card)
{
    struct request request = *card->view->request;
    request.in.items[0] = card->publication->key;
    request.in.count = 1;
    request.page = 1;
    return request;
}

static void
write_more(const struct actions *card, const struct search_result *result)
{
    int64_t more = result->matching_pages - (int64_t)result->passage_count;
    if (more <= 0 || result->passage_count == 0 || card->view->request->in.count > 0)
        return;
    struct request request = inside(card);
    struct buf shown = BUF_INIT(200);
    phrase_count(&shown, card->view->tongue, PHRASE_MORE_PAGES, more);
    write_request(card, &request, 'm', shown.data);
    buf_free(&shown);
}

static void
write_download(const struct actions *card)
{
    const struct publication_file *file = &card->publication->files[0];
    const struct tongue *tongue = card->view->tongue;
    struct buf shown = BUF_INIT(200), size = BUF_INIT(40);
    phrase_bytes(&size, tongue, file->bytes);
    if (file->bytes > 0)
        phrase_fill(&shown, tongue, PHRASE_DOWNLOAD_SIZE, size.data);
    else
        buf_add_text(&shown, phrase_text(tongue, PHRASE_DOWNLOAD));
    if (html_is_web_url(file->url)) {
        buf_add_text(card->out, "<a");
        html_href(card->out, file->url);
        write_named(card, 'f', shown.data);
    }
    buf_free(&size);
    buf_free(&shown);
}

static void
write_all_files(const struct actions *card)
{
    struct request request = inside(card);
    struct buf shown = BUF_INIT(200);
    request.q = request.like = "";
    request.browse = true;
    phrase_count(&shown, card->view->tongue, PHRASE_ALL_FILES,
                 (int64_t)card->publication->file_count);
    write_request(card, &request, 'f', shown.data);
    buf_free(&shown);
}

static void
write_cite(const struct actions *card)
{
    struct request request;
    request_init(&request);
    request.in.items[request.in.count++] = card->publication->key;
    request.ui = card->view->request->ui;
    request.format = "bibtex";
    write_request(card, &request, 'c', phrase_text(card->view->tongue, PHRASE_CITE));
}

static void
write_like(const struct actions *card)
{
    struct request request;
    request_init(&request);
    request.like = card->publication->key;
    request.ui = card->view->request->ui;
    write_request(card, &request, 'l', phrase_text(card->view->tongue, PHRASE_LIKE_THIS));
}

void
card_actions(struct buf *out, const struct render_view *view,
             const struct search_result *result, size_t number)
{
    const struct actions card = { out, view, &result->publication, number };
    bool own_page = card_is_own_page(view);
    buf_add_text(out, "<p class=\"actions\">");
    write_more(&card, result);
    if (card.publication->file_count == 1 && !own_page)
        write_download(&card);
    else if (card.publication->file_count > 1 && !own_page)
        write_all_files(&card);
    write_cite(&card);
    write_like(&card);
    buf_add_text(out, "</p>\n");
}
