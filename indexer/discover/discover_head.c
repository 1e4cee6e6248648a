/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the head of a page says: its address, its title, and the fields of citation_*, Dublin
 * Core and Open Graph. */
#include "discover_html_parts.h"

#include "fetch/url.h"

#include <libxml/tree.h>
#include <string.h>

static bool
is_name(const char *name, const char *list)
{
    struct buf padded = BUF_INIT(256);
    buf_format(&padded, "%.100s", name);
    bool good = name[0] != '\0' && discover_element_is_one_of(padded.data, list);
    buf_free(&padded);
    return good;
}

static void
take_meta(struct discover_page *page, const xmlNode *node)
{
    const char *name = discover_element_attribute(page, node, "name");
    const char *content = discover_element_attribute(page, node, "content");
    if (name[0] == '\0')
        name = discover_element_attribute(page, node, "property");
    struct buf lower = BUF_INIT(128);
    for (; *name != '\0'; name++)
        buf_add_char(&lower, (char)(*name >= 'A' && *name <= 'Z' ? *name + 32 : *name));
    name = arena_copy(page->arena, lower.data);
    buf_free(&lower);
    if (content[0] == '\0')
        return;
    bool cited = is_name(name, " citation_title dc.title dcterms.title eprints.title ");
    page->single = page->single || cited;
    if (cited || (page->title[0] == '\0' && is_name(name, " og:title ")))
        page->title = content;
    if (is_name(name, " citation_publication_date citation_date citation_year dc.date "
                      "dcterms.date dcterms.issued article:published_time "))
        page->year = page->year != 0 ? page->year : discover_year(content);
    if (is_name(name, " citation_publisher dc.publisher dcterms.publisher "
                      "citation_technical_report_institution "))
        discover_texts_add(page->arena, &page->organisations, content);
    if (is_name(name, " citation_pdf_url eprints.document_url "))
        discover_texts_add(page->arena, &page->files,
                           url_resolve(page->arena, page->address, content));
    if (is_name(name, " citation_language dc.language dcterms.language "))
        page->lang = discover_lang(page->arena, content);
    if (is_name(name, " citation_keywords dc.subject "))
        discover_texts_add(page->arena, &page->topics, content);
    if (is_name(name, " description og:description dc.description citation_abstract "
                      "dcterms.abstract ") &&
        strlen(content) > strlen(page->about))
        page->about = content;
}

/* <base> and, for a page that was saved, the address it says it has. */
static const char *
find_address(struct discover_page *page, const xmlNode *top, const char *address)
{
    const char *canonical = "", *base = "";
    for (const xmlNode *node = top; node != NULL;
         node = discover_element_next(node, top, true)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp(discover_element_name(node), "base") == 0 && base[0] == '\0')
            base = discover_element_attribute(page, node, "href");
        if (strcmp(discover_element_name(node), "link") == 0 &&
            strcmp(discover_element_attribute(page, node, "rel"), "canonical") == 0)
            canonical = discover_element_attribute(page, node, "href");
        if (strcmp(discover_element_name(node), "meta") == 0 && canonical[0] == '\0' &&
            strcmp(discover_element_attribute(page, node, "property"), "og:url") == 0)
            canonical = discover_element_attribute(page, node, "content");
    }
    if (address[0] == '\0' && url_is_web(canonical))
        address = url_normalise(page->arena, canonical);
    page->address = base[0] == '\0' ? address : url_resolve(page->arena, address, base);
    return address;
}

static void
read_fields(struct discover_page *page, const xmlNode *top)
{
    const char *title = "";
    for (const xmlNode *node = top; node != NULL;
         node = discover_element_next(node, top, true)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp(discover_element_name(node), "meta") == 0)
            take_meta(page, node);
        if (strcmp(discover_element_name(node), "title") == 0 && title[0] == '\0')
            title = discover_element_text(page, node);
    }
    if (page->title[0] == '\0')
        page->title = title;
}

const char *
discover_head_read(struct discover_page *page, const xmlNode *top, const char *address)
{
    address = find_address(page, top, address);
    read_fields(page, top);
    return address;
}
