/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a browser searches here (OpenSearch 1.1 draft 6): addresses with a place for the words. */
#include "base/limits.h"
#include "html.h"
#include "render/render.h"
#include "xml.h"

#include <string.h>

/* Names are cut where the format wants them to end (16 and 1024 characters). */
static void
write_cut(struct buf *out, const char *name, const char *text, size_t most)
{
    struct buf cut = BUF_INIT(LIMIT_SHOWN_BYTES);
    size_t letters = 0, end = 0;
    for (; text[end] != '\0'; end++) {
        letters += ((unsigned char)text[end] & 0xC0) != 0x80;
        if (letters > most)
            break;
    }
    while (end > 0 && text[end - 1] == ' ')
        end--;
    buf_add(&cut, text, end);
    xml_element(out, name, cut.data);
    buf_free(&cut);
}

static void
write_url(struct buf *out, const struct render_view *view, const char *type,
          const char *relation, const char *rest)
{
    struct buf address = BUF_INIT(LIMIT_SHOWN_BYTES);
    html_url(&address, view->config->site_url);
    buf_add_text(&address, rest);
    if (*view->request->ui != '\0') {
        buf_add_text(&address, "&ui=");
        html_url_query(&address, view->request->ui);
    }
    buf_format(out, "<Url type=\"%s\" rel=\"%s\"", type, relation);
    xml_attribute(out, "template", address.data);
    buf_add_text(out, "/>\n");
    buf_free(&address);
}

void
render_opensearch(struct buf *out, const struct render_view *view)
{
    static const struct {
        const char *type, *relation, *rest;
    } urls[] = {
        { "text/html", "results", "?q={searchTerms}&page={startPage?}" },
        { "application/atom+xml", "results", "?q={searchTerms}&format=atom" },
        { "application/x-suggestions+json", "suggestions",
          "?q={searchTerms}&format=suggest" },
        { "application/opensearchdescription+xml", "self", "?format=opensearch" },
    };
    const char *library = render_library(view);
    struct buf files = BUF_INIT(100), description = BUF_INIT(LIMIT_SHOWN_BYTES);
    phrase_count(&files, view->tongue, PHRASE_PUBLICATIONS, view->facts->publications);
    buf_add_text(out, XML_HEAD "<OpenSearchDescription "
                               "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    write_cut(out, "ShortName", library, 16);
    write_cut(out, "LongName", library, 48);
    phrase_fill_two(&description, view->tongue, PHRASE_NAMED, library, files.data);
    xml_element(out, "Description", description.data);
    buf_add_text(out, "<InputEncoding>UTF-8</InputEncoding>\n");
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        write_url(out, view, urls[i].type, urls[i].relation, urls[i].rest);
    buf_add_text(out, "</OpenSearchDescription>\n");
    buf_free(&description);
    buf_free(&files);
}
