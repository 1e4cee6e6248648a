/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Head, search box and foot; the style sheet is compiled in. */
#include "render/page.h"

#include "base/limits.h"
#include "html.h"
#include "render/page_css.inc"
#include "text/lang.h"

#include <string.h>

static const unsigned char style[] = { EMBED_BYTES };

const char *
page_style_digest(void)
{
    return EMBED_SHA256;
}

/* ---- texts ---- */

/* An address of ours is percent-encoded and needs no other escapes: "&lang=" is an ampersand, for
 * before "=" an entity ends with ";" (HTML standard, 13.2.5.73). */
void
page_href(struct buf *out, const struct request *request)
{
    buf_add_text(out, " href=\"");
    request_link(out, request);
    buf_add_char(out, '"');
}

void
page_link(struct buf *out, const struct request *request, const char *text)
{
    buf_add_text(out, "<a");
    page_href(out, request);
    buf_add_char(out, '>');
    html_string(out, text);
    buf_add_text(out, "</a>");
}

static void
write_piece(struct buf *out, const struct page_piece *piece)
{
    if (piece->link != NULL) {
        page_link(out, piece->link, piece->text);
        return;
    }
    if (piece->element != NULL)
        buf_format(out, "<%s>", piece->element);
    html_string(out, piece->text);
    if (piece->element != NULL)
        buf_format(out, "</%s>", piece->element);
}

void
page_phrase(struct buf *out, const char *phrase, const struct page_piece pieces[2])
{
    for (int which = 1; which != 0;) {
        size_t length;
        const char *text = phrase_step(&phrase, &length, &which);
        html_text(out, text, length);
        if (pieces != NULL && which >= 1 && which <= 2)
            write_piece(out, &pieces[which - 1]);
    }
}

void
page_text(struct buf *out, const struct tongue *tongue, enum phrase phrase)
{
    html_string(out, phrase_text(tongue, phrase));
}

/* A tag of BCP 47 is letters, digits and hyphens; "und" says nothing. */
void
page_lang(struct buf *out, const struct tongue *tongue, const char *tag)
{
    const struct lang *lang = lang_find(tag);
    bool known = lang != NULL && strcmp(tag, "und") != 0;
    if (strcmp(tag, tongue->tag) == 0)
        return;
    size_t length = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-");
    if (length >= 2 && length <= 35 && tag[length] == '\0' && strcmp(tag, "und") != 0)
        html_attribute(out, "lang", tag);
    if (!known || lang->right_to_left)
        buf_add_text(out, known ? " dir=\"rtl\"" : " dir=\"auto\"");
}

/* ---- head ---- */

static void
write_title(struct buf *out, const struct render_view *view, const char *title)
{
    const char *library = render_library(view);
    buf_add_text(out, "<title>");
    if (title != NULL && *title != '\0') {
        struct page_piece pieces[2] = { { title, NULL, NULL }, { library, NULL, NULL } };
        page_phrase(out, phrase_text(view->tongue, PHRASE_SEARCH_TITLE), pieces);
    } else {
        html_string(out, library);
    }
    buf_add_text(out, "</title>\n");
}

/* For feed readers, and for browsers that learn to search here. */
static void
write_links(struct buf *out, const struct render_view *view)
{
    struct request feed = *view->request;
    feed.format = "atom";
    feed.page = 1;
    buf_add_text(out, "<link rel=\"alternate\" type=\"application/atom+xml\"");
    page_href(out, &feed);
    buf_add_text(out, ">\n");
    if (!html_is_web_url(view->config->site_url))
        return;
    struct request description;
    request_init(&description);
    description.format = "opensearch";
    description.ui = view->request->ui;
    buf_add_text(out, "<link rel=\"search\" "
                      "type=\"application/opensearchdescription+xml\"");
    html_attribute(out, "title", render_library(view));
    page_href(out, &description);
    buf_add_text(out, ">\n");
}

static void
write_head(struct buf *out, const struct render_view *view, const char *title)
{
    buf_add_text(out, "<!doctype html>\n<html");
    html_attribute(out, "lang", view->tongue->tag);
    buf_add_text(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n");
    write_title(out, view, title);
    buf_add_text(out, "<style>");
    buf_add(out, style, sizeof style);
    buf_add_text(out, "</style>\n");
    if (html_is_web_url(view->config->site_style)) {
        buf_add_text(out, "<link rel=\"stylesheet\"");
        html_href(out, view->config->site_style);
        buf_add_text(out, ">\n");
    }
    if (view->facts != NULL && view->request->status == 200)
        write_links(out, view);
    buf_add_text(out, "</head>\n<body>\n");
}

/* ---- search box ---- */

static void
write_label(struct buf *out, const struct render_view *view)
{
    const struct tongue *tongue = view->tongue;
    if (view->facts == NULL) {
        page_text(out, tongue, PHRASE_SEARCH);
        return;
    }
    struct buf publications = BUF_INIT(100), files = BUF_INIT(100);
    phrase_count(&publications, tongue, PHRASE_PUBLICATIONS, view->facts->publications);
    phrase_count(&files, tongue, PHRASE_FILES, view->facts->files);
    struct page_piece pieces[2] = { { publications.data, NULL, NULL },
                                    { files.data, NULL, NULL } };
    page_phrase(out, phrase_text(tongue, PHRASE_SEARCH_IN), pieces);
    buf_free(&files);
    buf_free(&publications);
}

static void
write_hidden(void *context, const char *name, const char *value)
{
    struct buf *out = context;
    buf_format(out, "<input type=\"hidden\" name=\"%s\"", name);
    html_attribute(out, "value", value);
    buf_add_text(out, ">\n");
}

/* What a new search keeps: the filters, but neither the page nor the words. */
static void
write_kept(struct buf *out, const struct request *request)
{
    struct request kept = *request;
    kept.q = kept.like = kept.format = "";
    kept.browse = kept.exact = false;
    kept.page = 1;
    request_each(&kept, write_hidden, out);
}

static void
write_search_box(struct buf *out, const struct render_view *view)
{
    buf_add_text(out, "<header>\n<div class=\"wide\" role=\"search\">\n<form>\n"
                      "<label for=\"q\">");
    write_label(out, view);
    buf_format(out,
               "</label>\n<div class=\"box\"><input type=\"search\" id=\"q\" name=\"q\" "
               "maxlength=\"%d\" autocapitalize=\"none\" dir=\"auto\"",
               LIMIT_QUERY_LETTERS);
    html_attribute(out, "value", view->request->q);
    buf_add_text(out, "><button>");
    page_text(out, view->tongue, PHRASE_SEARCH);
    buf_add_text(out, "</button></div>\n");
    write_kept(out, view->request);
    buf_add_text(out, "</form>\n</div>\n</header>\n");
}

void
page_begin(struct buf *out, const struct render_view *view, const char *title)
{
    write_head(out, view, title);
    buf_add_text(out, "<a class=\"skip\" href=\"#results\">");
    page_text(out, view->tongue, PHRASE_SKIP);
    buf_add_text(out, "</a>\n");
    buf_add_text(out, view->site_header == NULL ? "" : view->site_header);
    write_search_box(out, view);
}

/* ---- foot ---- */

static void
write_saves(struct buf *out, const struct render_view *view)
{
    static const struct {
        const char *format, *shown;
    } formats[] = { { "atom", "Atom" },
                    { "json", "JSON" },
                    { "csv", "CSV" },
                    { "bibtex", "BibTeX" },
                    { "ris", "RIS" } };
    buf_add_text(out, "<p>");
    page_text(out, view->tongue, PHRASE_SAVE);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct request request = *view->request;
        request.format = formats[i].format;
        request.page = strcmp(formats[i].format, "json") == 0 ? request.page : 1;
        request.count = 0;
        buf_add_text(out, " <a");
        page_href(out, &request);
        buf_format(out, ">%s</a>", formats[i].shown);
    }
    buf_add_text(out, "</p>\n");
}

/* Each in its own name, so that those find it who cannot read the rest; buttons, since a link
 * would repeat the whole search for each of them. */
static void
write_tongues(struct buf *out, const struct render_view *view)
{
    struct request kept = *view->request;
    kept.ui = "";
    buf_add_text(out, "<form>\n");
    request_each(&kept, write_hidden, out);
    page_text(out, view->tongue, PHRASE_PAGE_LANGUAGE);
    for (size_t i = 0; i < tongue_count(); i++) {
        const struct tongue *tongue = tongue_at(i);
        buf_add_text(out, " <button name=\"ui\"");
        html_attribute(out, "value", tongue->tag);
        html_attribute(out, "lang", tongue->tag);
        buf_add_text(out, tongue == view->tongue ? " aria-current=\"true\">" : ">");
        html_string(out, tongue->self);
        buf_add_text(out, "</button>");
    }
    buf_add_text(out, "</form>\n");
}

static void
write_help(struct buf *out, const struct tongue *tongue)
{
    static const struct {
        enum phrase query, meaning;
    } rows[] = {
        { PHRASE_EXAMPLE_WORDS, PHRASE_HELP_WORDS },
        { PHRASE_EXAMPLE_WORDS, PHRASE_HELP_PHRASE },
        { PHRASE_EXAMPLE_PREFIX, PHRASE_HELP_PREFIX },
        { PHRASE_EXAMPLE_OR, PHRASE_HELP_OR },
        { PHRASE_EXAMPLE_NOT, PHRASE_HELP_NOT },
        { PHRASE_EXAMPLE_NEAR, PHRASE_HELP_NEAR },
        { PHRASE_EXAMPLE_FIELDS, PHRASE_HELP_FIELDS },
    };
    buf_add_text(out, "<details><summary>");
    page_text(out, tongue, PHRASE_HELP);
    buf_add_text(out, "</summary>\n<dl>\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *quote = rows[i].meaning == PHRASE_HELP_PHRASE ? "&quot;" : "";
        buf_format(out, "<dt>%s", quote);
        page_text(out, tongue, rows[i].query);
        buf_format(out, "%s</dt><dd>", quote);
        page_text(out, tongue, rows[i].meaning);
        buf_add_text(out, "</dd>\n");
    }
    buf_add_text(out, "</dl></details>\n");
}

void
page_end(struct buf *out, const struct render_view *view)
{
    buf_add_text(out, "<footer class=\"wide\">\n");
    if (view->facts != NULL && view->request->status == 200) {
        write_saves(out, view);
        write_help(out, view->tongue);
        write_tongues(out, view);
    }
    buf_add_text(out, "</footer>\n");
    buf_add_text(out, view->site_footer == NULL ? "" : view->site_footer);
    buf_add_text(out, "</body>\n</html>\n");
}

void
page_problem(struct buf *out, const struct render_view *view, enum phrase heading,
             const char *detail, const char *incident)
{
    struct page_piece pieces[2] = { { incident, "code", NULL }, { "", NULL, NULL } };
    page_begin(out, view, phrase_text(view->tongue, heading));
    buf_add_text(out,
                 "<div class=\"wide\">\n<main id=\"results\" tabindex=\"-1\">\n<h1>");
    page_text(out, view->tongue, heading);
    buf_add_text(out, "</h1>\n");
    if (detail != NULL) {
        buf_add_text(out, "<p>");
        html_string(out, detail);
        buf_add_text(out, "</p>\n");
    }
    if (*incident != '\0') {
        buf_add_text(out, "<p>");
        page_phrase(out, phrase_text(view->tongue, PHRASE_INCIDENT), pieces);
        buf_add_text(out, "</p>\n");
    }
    buf_add_text(out, "</main>\n</div>\n");
    page_end(out, view);
}
