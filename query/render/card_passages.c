/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The passages of a card: where each stands, its words, and the heading above them. */
#include "base/limits.h"
#include "base/utf8.h"
#include "html.h"
#include "render/also.h"
#include "render/card_parts.h"

#include <string.h>

/* A longer place, or one with a longer word, has a line of its own. */
enum { PLACE_LETTERS = 18, PLACE_WORD_LETTERS = 11 };

void
card_runs(struct buf *out, const struct snippet *snippet)
{
    for (size_t i = 0; i < snippet->count; i++) {
        const struct snippet_run *run = &snippet->runs[i];
        buf_add_text(out, run->match ? "<mark>" : "");
        html_text(out, run->text, run->length);
        buf_add_text(out, run->match ? "</mark>" : "");
    }
}

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
        if (memchr(match->text, ' ', match->length) != NULL)
            buf_add_text(&url, "&phrase=true");
    }
    html_href(out, url.data);
    buf_free(&url);
}

static void
write_where(struct buf *out, const char *where, const struct search_passage *passage)
{
    bool linked = html_is_web_url(passage->url);
    buf_add_text(out, linked ? "<a" : "<b");
    if (linked)
        write_deep_link(out, passage);
    buf_add_char(out, '>');
    html_string(out, where);
    buf_add_text(out, linked ? "</a>" : "</b>");
}

static bool
is_long_place(const char *place)
{
    if (utf8_count(place, strlen(place)) > PLACE_LETTERS)
        return true;
    for (size_t length; *place != '\0'; place += length + (place[length] == ' ')) {
        length = strcspn(place, " ");
        if (utf8_count(place, length) > PLACE_WORD_LETTERS)
            return true;
    }
    return false;
}

/* The headings above a passage, without the title that the card has anyway. */
static const char *
section_below(const struct publication *publication, const char *section)
{
    static const char between[] = " › ";
    size_t length = strlen(publication->title);
    if (length == 0 || strncmp(section, publication->title, length) != 0)
        return section;
    const char *rest = section + length;
    bool below = strncmp(rest, between, strlen(between)) == 0;
    return below ? rest + strlen(between) : *rest == '\0' ? rest : section;
}

/* Headings, the file, and its other formats. */
static void
write_small(struct buf *out, const struct render_view *view,
            const struct publication *publication, const struct search_passage *passage,
            const char *section)
{
    const char *file = render_file_name(publication, passage->file);
    struct also_item items[ALSO_MOST];
    size_t count = also_formats(view->tongue, publication, passage->file, items);
    if (*section == '\0' && *file == '\0' && count == 0)
        return;
    buf_add_text(out, " <small>");
    html_string(out, section);
    buf_add_text(out, *section != '\0' && *file != '\0' ? " · " : "");
    html_string(out, file);
    buf_add_text(out, count > 0 && (*section != '\0' || *file != '\0') ? " · " : "");
    also_write_html(out, view, PHRASE_ALSO_AS, items, count);
    buf_add_text(out, "</small>");
}

static void
write_passage(struct buf *out, const struct render_view *view,
              const struct publication *publication, const struct search_passage *passage)
{
    const struct tongue *tongue = view->tongue;
    struct buf where = BUF_INIT(LIMIT_SHOWN_BYTES);
    const char *section = section_below(publication, passage->page.section);
    render_place(&where, tongue, passage);
    buf_add_text(out, is_long_place(where.data) ? "<li class=\"long\">" : "<li>");
    if (strcmp(section, where.data) == 0)
        section = "";
    write_where(out, where.data, passage);
    buf_add_text(out, "<p");
    page_lang(out, tongue,
              passage->page.lang == NULL ? publication->lang : passage->page.lang->tag);
    buf_add_char(out, '>');
    card_runs(out, &passage->snippet);
    write_small(out, view, publication, passage, section);
    buf_add_text(out, "</p></li>\n");
    buf_free(&where);
}

void
card_passages(struct buf *out, const struct render_view *view,
              const struct search_result *result)
{
    if (result->passage_count == 0)
        return;
    buf_add_text(out, "<ul class=\"hits\">\n");
    for (size_t i = 0; i < result->passage_count; i++)
        write_passage(out, view, &result->publication, &result->passages[i]);
    buf_add_text(out, "</ul>\n");
}
