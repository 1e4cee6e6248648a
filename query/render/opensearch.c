/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a browser searches here (OpenSearch 1.1 draft 6): addresses with a place for the words. */
#include "base/limits.h"
#include "html.h"
#include "phrase.h"
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
write_url(struct buf *out, const char *site, const char *type, const char *relation,
          const char *rest)
{
    struct buf address = BUF_INIT(LIMIT_SHOWN_BYTES);
    html_url(&address, site);
    buf_add_text(&address, rest);
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
    const char *library = render_library(view), *site = view->config->site_url;
    struct buf files = BUF_INIT(100);
    phrase_count(&files, PHRASE_PUBLICATIONS, view->facts->publications);
    buf_add_text(out, XML_HEAD "<OpenSearchDescription "
                               "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    write_cut(out, "ShortName", library, 16);
    write_cut(out, "LongName", library, 48);
    buf_add_text(out, "<Description>");
    xml_text(out, library);
    buf_add_text(out, ": ");
    xml_text(out, files.data);
    buf_add_text(out, "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n");
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        write_url(out, site, urls[i].type, urls[i].relation, urls[i].rest);
    buf_add_text(out, "</OpenSearchDescription>\n");
    buf_free(&files);
}
