/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list item: title, one line of facts, passages, and what can be done with it. */
#include "render/card.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "html.h"

#include <string.h>

enum { LOCATOR_LETTERS = 18 }; /* a longer one has a line of its own */

static void
write_runs(struct buf *out, const struct snippet *snippet)
{
    for (size_t i = 0; i < snippet->count; i++) {
        const struct snippet_run *run = &snippet->runs[i];
        buf_add_text(out, run->match ? "<mark>" : "");
        html_text(out, run->text, run->length);
        buf_add_text(out, run->match ? "</mark>" : "");
    }
}

static const char *
title_of(const struct publication *publication)
{
    return *publication->title == '\0' ? publication->key : publication->title;
}

static void
write_title(struct buf *out, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    bool linked = html_is_web_url(result->url);
    buf_add_text(out, "<h2");
    page_lang(out, publication->lang);
    buf_add_text(out, linked ? "><a" : ">");
    if (linked) {
        html_href(out, result->url);
        buf_add_char(out, '>');
    }
    if (result->title.count > 0)
        write_runs(out, &result->title);
    else
        html_string(out, title_of(publication));
    buf_add_text(out, linked ? "</a></h2>\n" : "</h2>\n");
}

/* ---- facts ---- */

enum { LANGUAGES_MAX = 8 };

/* Languages of files that differ from the publication's. */
static size_t
other_languages(const struct publication *publication,
                const struct lang *langs[LANGUAGES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < publication->file_count && count < LANGUAGES_MAX; i++) {
        const struct lang *lang = lang_find(publication->files[i].lang);
        bool known = lang == NULL || strcmp(lang->tag, publication->lang) == 0;
        for (size_t k = 0; k < count; k++)
            known = known || langs[k] == lang;
        if (!known)
            langs[count++] = lang;
    }
    return count;
}

static void
write_other_languages(struct buf *out, const struct publication *publication)
{
    const struct lang *langs[LANGUAGES_MAX];
    size_t count = other_languages(publication, langs);
    const char *rest = phrase_text(PHRASE_ALSO_IN);
    buf_add_text(out, count > 0 ? " <span>" : "");
    for (int which = 1; which != 0 && count > 0;) {
        size_t length;
        const char *text = phrase_step(&rest, &length, &which);
        html_text(out, text, length);
        for (size_t i = 0; i < count && which == 1; i++) {
            buf_add_text(out, i == 0 ? "<bdi" : ", <bdi");
            html_attribute(out, "lang", langs[i]->tag);
            buf_add_char(out, '>');
            html_string(out, langs[i]->self);
            buf_add_text(out, "</bdi>");
        }
    }
    buf_add_text(out, count > 0 ? "</span>" : "");
}

static void
write_missing(struct buf *out, const char *missing)
{
    struct page_piece pieces[2] = { { missing, "s", NULL }, { "", NULL, NULL } };
    if (*missing == '\0')
        return;
    buf_add_text(out, " <span>");
    page_phrase(out, phrase_text(PHRASE_WITHOUT), pieces);
    buf_add_text(out, "</span>");
}

static void
write_facts(struct buf *out, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    struct buf files = BUF_INIT(500);
    buf_add_text(out, "<p class=\"facts\">");
    for (size_t i = 0; i < publication->organisation_count; i++) {
        buf_add_text(out, i == 0 ? "<span>" : ", ");
        buf_add_text(out, "<bdi>");
        html_string(out, publication->organisations[i]);
        buf_add_text(out, "</bdi>");
    }
    buf_add_text(out, publication->organisation_count > 0 ? "</span>" : "");
    if (publication->year != 0)
        buf_format(out, " <span>%d</span>", publication->year);
    render_files(&files, publication);
    if (files.length > 0) {
        buf_add_text(out, " <span><b>");
        html_string(out, files.data);
        buf_add_text(out, "</b></span>");
    }
    buf_free(&files);
    write_other_languages(out, publication);
    write_missing(out, result->missing);
    buf_add_text(out, "</p>\n");
}

/* ---- passages ---- */

static const struct snippet_run *
first_match(const struct snippet *snippet)
{
    for (size_t i = 0; i < snippet->count; i++) {
        if (snippet->runs[i].match)
            return &snippet->runs[i];
    }
    return NULL;
}

/* PDF viewers of browsers look for "search"; it is the text of the first match, since they do
 * not know word forms. */
static void
write_deep_link(struct buf *out, const struct search_passage *passage)
{
    const struct snippet_run *match = first_match(&passage->snippet);
    struct buf url = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_text(&url, passage->url);
    if (match != NULL && strstr(passage->url, "#page=") != NULL) {
        buf_add_text(&url, "&search=");
        html_url_part(&url, match->text, match->length);
        buf_add_text(&url, "&phrase=true");
    }
    html_href(out, url.data);
    buf_free(&url);
}

static void
write_where(struct buf *out, const struct search_passage *passage)
{
    const char *where = render_locator(passage);
    bool linked = html_is_web_url(passage->url);
    buf_add_text(out, linked ? "<a class=\"where\"" : "<span class=\"where\"");
    if (linked)
        write_deep_link(out, passage);
    buf_add_char(out, '>');
    html_string(out, where);
    buf_add_text(out, linked ? "</a>" : "</span>");
}

static void
write_passage(struct buf *out, const struct publication *publication,
              const struct search_passage *passage)
{
    const char *where = render_locator(passage), *section = passage->page.section;
    const char *file = render_file_name(publication, passage->file);
    bool long_name = utf8_count(where, strlen(where)) > LOCATOR_LETTERS;
    buf_add_text(out, long_name ? "<li class=\"long\">" : "<li>");
    if (strcmp(section, where) == 0)
        section = "";
    write_where(out, passage);
    buf_add_text(out, "<div><p");
    page_lang(out,
              passage->page.lang == NULL ? publication->lang : passage->page.lang->tag);
    buf_add_char(out, '>');
    write_runs(out, &passage->snippet);
    buf_add_text(out, "</p>");
    if (*section != '\0' || *file != '\0') {
        buf_add_text(out, "<p class=\"section\" dir=\"auto\">");
        html_string(out, section);
        buf_add_text(out, *section != '\0' && *file != '\0' ? " · " : "");
        html_string(out, file);
        buf_add_text(out, "</p>");
    }
    buf_add_text(out, "</div></li>\n");
}

/* ---- what can be done with it ---- */

/* Repeated words get a name of their own for those who hear the links only. */
static void
write_named(struct buf *out, const char *shown, const char *title)
{
    struct buf name = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_format(&name, "%s: %s", shown, title);
    html_attribute(out, "aria-label", name.data);
    buf_add_char(out, '>');
    html_string(out, shown);
    buf_add_text(out, "</a>\n");
    buf_free(&name);
}

static struct request
inside(const struct render_view *view, const struct publication *publication)
{
    struct request request = *view->request;
    request.in.items[0] = publication->key;
    request.in.count = 1;
    request.page = 1;
    return request;
}

static void
write_more(struct buf *out, const struct render_view *view,
           const struct search_result *result)
{
    int64_t more = result->matching_pages - (int64_t)result->passage_count;
    if (more <= 0 || result->passage_count == 0 || view->request->in.count > 0)
        return;
    struct request request = inside(view, &result->publication);
    struct buf shown = BUF_INIT(200);
    phrase_count(&shown, PHRASE_MORE_PAGES, more);
    buf_add_text(out, "<a");
    page_href(out, &request);
    write_named(out, shown.data, title_of(&result->publication));
    buf_free(&shown);
}

static void
write_download(struct buf *out, const struct publication *publication)
{
    const struct publication_file *file = &publication->files[0];
    struct buf shown = BUF_INIT(200), size = BUF_INIT(40);
    phrase_bytes(&size, file->bytes);
    if (file->bytes > 0)
        phrase_fill(&shown, PHRASE_DOWNLOAD_SIZE, size.data);
    else
        buf_add_text(&shown, phrase_text(PHRASE_DOWNLOAD));
    if (html_is_web_url(file->url)) {
        buf_add_text(out, "<a");
        html_href(out, file->url);
        write_named(out, shown.data, title_of(publication));
    }
    buf_free(&size);
    buf_free(&shown);
}

static void
write_all_files(struct buf *out, const struct render_view *view,
                const struct publication *publication)
{
    struct request request = inside(view, publication);
    struct buf count = BUF_INIT(100), shown = BUF_INIT(200);
    request.q = request.like = "";
    request.browse = true;
    phrase_count(&count, PHRASE_FILES, (int64_t)publication->file_count);
    phrase_fill(&shown, PHRASE_ALL_FILES, count.data);
    buf_add_text(out, "<a");
    page_href(out, &request);
    write_named(out, shown.data, title_of(publication));
    buf_free(&shown);
    buf_free(&count);
}

static void
write_cite(struct buf *out, const struct render_view *view,
           const struct publication *publication)
{
    struct request request;
    request_init(&request);
    request.in.items[request.in.count++] = publication->key;
    request.ui = view->request->ui;
    request.format = "bibtex";
    buf_add_text(out, "<a rel=\"nofollow\"");
    page_href(out, &request);
    write_named(out, phrase_text(PHRASE_CITE), title_of(publication));
}

static void
write_like(struct buf *out, const struct render_view *view,
           const struct publication *publication)
{
    struct request request;
    request_init(&request);
    request.like = publication->key;
    request.ui = view->request->ui;
    buf_add_text(out, "<a rel=\"nofollow\"");
    page_href(out, &request);
    write_named(out, phrase_text(PHRASE_LIKE_THIS), title_of(publication));
}

/* ---- a publication's own page ---- */

static void
write_file(struct buf *out, const struct publication_file *file)
{
    struct buf size = BUF_INIT(200);
    const char *name = *file->part != '\0'    ? file->part
                       : *file->label != '\0' ? file->label
                                              : file->name;
    bool linked = html_is_web_url(file->url);
    buf_add_text(out, linked ? "<li><a" : "<li><span");
    if (linked)
        html_href(out, file->url);
    page_lang(out, file->lang);
    buf_add_char(out, '>');
    html_string(out, name);
    buf_add_text(out, linked ? "</a>" : "</span>");
    render_file(&size, file);
    if (file->bytes > 0) {
        buf_add_text(&size, ", ");
        phrase_bytes(&size, file->bytes);
    }
    buf_add_text(out, " <small>");
    html_string(out, size.data);
    buf_add_text(out, "</small></li>\n");
    buf_free(&size);
}

static void
write_details(struct buf *out, const struct publication *publication)
{
    if (*publication->about != '\0') {
        buf_add_text(out, "<p class=\"about\"");
        page_lang(out, publication->lang);
        buf_add_char(out, '>');
        html_string(out, publication->about);
        buf_add_text(out, "</p>\n");
    }
    buf_add_text(out, publication->file_count > 0 ? "<ul class=\"files\">\n" : "");
    for (size_t i = 0; i < publication->file_count; i++)
        write_file(out, &publication->files[i]);
    buf_add_text(out, publication->file_count > 0 ? "</ul>\n" : "");
}

void
card_write(struct buf *out, const struct render_view *view,
           const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    bool own_page = view->request->in.count > 0 && *view->request->q == '\0';
    buf_add_text(out, "<li class=\"card\">\n");
    write_title(out, result);
    write_facts(out, result);
    if (result->passage_count > 0) {
        buf_add_text(out, "<ul class=\"passages\">\n");
        for (size_t i = 0; i < result->passage_count; i++)
            write_passage(out, publication, &result->passages[i]);
        buf_add_text(out, "</ul>\n");
    }
    if (own_page)
        write_details(out, publication);
    buf_add_text(out, "<p class=\"actions\">");
    write_more(out, view, result);
    if (publication->file_count == 1 && !own_page)
        write_download(out, publication);
    else if (publication->file_count > 1 && !own_page)
        write_all_files(out, view, publication);
    write_cite(out, view, publication);
    write_like(out, view, publication);
    buf_add_text(out, "</p>\n</li>\n");
}
