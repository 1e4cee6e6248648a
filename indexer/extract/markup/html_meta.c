/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What <meta> says about an HTML page. */
#include "html_meta.h"

#include "extract/metadata.h"

#include <string.h>
#include <strings.h>

enum meta_field { META_AUTHOR, META_DATE, META_LANG, META_TITLE };

static const struct {
    const char *name;
    enum meta_field field;
} metas[] = {
    { "author", META_AUTHOR },          { "dc.creator", META_AUTHOR },
    { "dcterms.creator", META_AUTHOR }, { "citation_author", META_AUTHOR },
    { "article:author", META_AUTHOR },  { "date", META_DATE },
    { "dc.date", META_DATE },           { "dc.date.issued", META_DATE },
    { "dcterms.date", META_DATE },      { "dcterms.issued", META_DATE },
    { "dcterms.created", META_DATE },   { "citation_publication_date", META_DATE },
    { "citation_date", META_DATE },     { "article:published_time", META_DATE },
    { "content-language", META_LANG },  { "dc.language", META_LANG },
    { "og:title", META_TITLE },         { "dc.title", META_TITLE },
    { "citation_title", META_TITLE },
};

/* The first of a kind wins, as browsers and catalogues have it. */
static void
set_field(struct flow *flow, struct arena *arena, enum meta_field field,
          struct markup_text value)
{
    struct wire_document *document = &flow->document;
    const char *text = metadata_text(arena, value.text, value.length);
    switch (field) {
    case META_AUTHOR:
        if (document->author[0] == '\0' && !strstr(text, "://"))
            document->author = text;
        break;
    case META_DATE:
        if (document->year == 0)
            document->year = metadata_year(text, strlen(text));
        break;
    case META_LANG:
        if (document->lang[0] == '\0')
            document->lang = metadata_lang(arena, text, strlen(text));
        break;
    case META_TITLE:
        if (document->title[0] == '\0')
            document->title = text;
        break;
    }
}

void
html_meta_take(struct flow *flow, struct arena *arena,
               const struct markup_element *element)
{
    static const char *const keys[] = { "name", "property", "http-equiv" };
    struct markup_text content = markup_attribute(element, NULL, "content");
    if (!content.text || flow->document_sent)
        return;
    for (size_t key = 0; key < sizeof keys / sizeof *keys; key++) {
        struct markup_text name = markup_attribute(element, NULL, keys[key]);
        for (size_t i = 0; name.text && i < sizeof metas / sizeof *metas; i++)
            if (strcasecmp(name.text, metas[i].name) == 0)
                set_field(flow, arena, metas[i].field, content);
    }
}
