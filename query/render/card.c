/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list item: title, one line of facts, passages, and what can be done with it. */
#include "render/card.h"

#include "html.h"
#include "render/also.h"
#include "render/card_parts.h"
#include "render/card_picture.h"

#include <string.h>

static void
write_title(struct buf *out, const struct tongue *tongue,
            const struct search_result *result, size_t number)
{
    const struct publication *publication = &result->publication;
    bool linked = html_is_web_url(result->url);
    buf_format(out, "<h2 id=\"t%zu\"", number);
    page_lang(out, tongue, publication->lang);
    buf_add_text(out, linked ? "><a" : ">");
    if (linked) {
        html_href(out, result->url);
        buf_add_char(out, '>');
    }
    if (result->title.count > 0)
        card_runs(out, &result->title);
    else
        html_string(out, render_title(publication));
    buf_add_text(out, linked ? "</a></h2>\n" : "</h2>\n");
}

/* ---- facts ---- */

static void
write_between(struct buf *out, size_t start)
{
    if (out->length > start)
        buf_add_text(out, " · ");
}

static void
write_other_languages(struct buf *out, const struct render_view *view,
                      const struct publication *publication, size_t start)
{
    struct also_item items[ALSO_MOST];
    size_t count = also_languages(view->tongue, publication, items);
    if (count > 0)
        write_between(out, start);
    also_write_html(out, view, PHRASE_ALSO_IN, items, count);
}

static void
write_missing(struct buf *out, const struct tongue *tongue, const char *missing,
              size_t start)
{
    struct page_piece pieces[2] = { { missing, "s", NULL }, { "", NULL, NULL } };
    if (*missing == '\0')
        return;
    write_between(out, start);
    page_phrase(out, phrase_text(tongue, PHRASE_WITHOUT), pieces);
}

static void
write_facts(struct buf *out, const struct render_view *view,
            const struct search_result *result)
{
    const struct tongue *tongue = view->tongue;
    const struct publication *publication = &result->publication;
    struct buf files = BUF_INIT(500);
    buf_add_text(out, "<p class=\"facts\">");
    size_t start = out->length;
    for (size_t i = 0; i < publication->organisation_count; i++) {
        buf_add_text(out, i == 0 ? "<bdi>" : ", <bdi>");
        html_string(out, publication->organisations[i]);
        buf_add_text(out, "</bdi>");
    }
    if (publication->year != 0) {
        write_between(out, start);
        buf_format(out, "%d", publication->year);
    }
    render_files(&files, tongue, publication);
    if (files.length > 0) {
        write_between(out, start);
        buf_add_text(out, "<b>");
        html_string(out, files.data);
        buf_add_text(out, "</b>");
    }
    buf_free(&files);
    write_other_languages(out, view, publication, start);
    write_missing(out, tongue, result->missing, start);
    buf_add_text(out, "</p>\n");
}

/* ---- a publication's own page ---- */

static void
write_file(struct buf *out, const struct tongue *tongue,
           const struct publication_file *file)
{
    struct buf size = BUF_INIT(200);
    const char *name = *file->part != '\0'    ? file->part
                       : *file->label != '\0' ? file->label
                                              : file->name;
    bool linked = html_is_web_url(file->url);
    buf_add_text(out, linked ? "<li><a" : "<li><span");
    if (linked)
        html_href(out, file->url);
    page_lang(out, tongue, file->lang);
    buf_add_char(out, '>');
    html_string(out, name);
    buf_add_text(out, linked ? "</a>" : "</span>");
    render_file(&size, tongue, file);
    if (file->bytes > 0) {
        buf_add_text(&size, ", ");
        phrase_bytes(&size, tongue, file->bytes);
    }
    buf_add_text(out, " <small>");
    html_string(out, size.data);
    buf_add_text(out, "</small></li>\n");
    buf_free(&size);
}

static void
write_details(struct buf *out, const struct tongue *tongue,
              const struct publication *publication)
{
    if (*publication->about != '\0') {
        buf_add_text(out, "<p class=\"about\"");
        page_lang(out, tongue, publication->lang);
        buf_add_char(out, '>');
        html_string(out, publication->about);
        buf_add_text(out, "</p>\n");
    }
    buf_add_text(out, publication->file_count > 0 ? "<ul class=\"files\">\n" : "");
    for (size_t i = 0; i < publication->file_count; i++)
        write_file(out, tongue, &publication->files[i]);
    buf_add_text(out, publication->file_count > 0 ? "</ul>\n" : "");
}

bool
card_is_own_page(const struct render_view *view)
{
    return view->request->in.count > 0 && *view->request->q == '\0';
}

void
card_write(struct buf *out, const struct render_view *view,
           const struct search_result *result, size_t number)
{
    const struct publication *publication = &result->publication;
    buf_add_text(out, "<li class=\"card\">\n");
    card_picture_write(out, view, result);
    write_title(out, view->tongue, result, number);
    write_facts(out, view, result);
    card_passages(out, view, result);
    if (card_is_own_page(view))
        write_details(out, view->tongue, publication);
    card_actions(out, view, result, number);
    buf_add_text(out, "</li>\n");
}
