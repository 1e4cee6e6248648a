/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML that lists: sitemaps (sitemaps.org 0.9), RSS 2.0 and 1.0, Atom (RFC 4287), and answers of
 * OAI-PMH 2.0 with Dublin Core. Elements are known by their local names. */
#include "discover_record.h"

#include "base/limits.h"
#include "fetch/url.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

struct feed {
    struct discovery *discovery;
    struct arena *arena;
    const char *address;
};

static bool
is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->name != NULL &&
           strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *
first_named(const xmlNode *parent, const char *name)
{
    for (const xmlNode *node = parent->children; node != NULL; node = node->next)
        if (is_named(node, name))
            return node;
    return NULL;
}

/* The next node below top in document order; never into what an entity stands for. */
static const xmlNode *
next_below(const xmlNode *node, const xmlNode *top)
{
    if (node->type == XML_ELEMENT_NODE && node->children != NULL)
        return node->children;
    while (node != top && node->next == NULL)
        node = node->parent;
    return node == top ? NULL : node->next;
}

/* As it stands: for HTML that was escaped. */
static const char *
raw_text(struct feed *feed, const xmlNode *top)
{
    struct buf text = BUF_INIT((size_t)256 * 1024);
    for (const xmlNode *node = top; node != NULL; node = next_below(node, top))
        if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
            node->content != NULL)
            buf_add_text(&text, (const char *)node->content);
    const char *copy = arena_text(feed->arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static const char *
text_of(struct feed *feed, const xmlNode *node)
{
    const char *raw = node == NULL ? "" : raw_text(feed, node);
    return discover_clean(feed->arena, raw, strlen(raw));
}

static const char *
attribute(struct feed *feed, const xmlNode *node, const char *name)
{
    for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
        if (strcmp((const char *)at->name, name) == 0 && at->children != NULL &&
            at->children->content != NULL) {
            const char *value = (const char *)at->children->content;
            return discover_clean(feed->arena, value, strlen(value));
        }
    return "";
}

static void
add_more(struct feed *feed, const char *url)
{
    if (url_is_web(url))
        discover_texts_add(feed->arena, &feed->discovery->more, url);
}

/* ---- sitemaps ---- */

static void
read_sitemap(struct feed *feed, const xmlNode *root)
{
    for (const xmlNode *node = root->children; node != NULL; node = node->next) {
        const xmlNode *loc =
            node->type == XML_ELEMENT_NODE ? first_named(node, "loc") : NULL;
        if (loc == NULL)
            continue;
        const char *url = url_resolve(feed->arena, feed->address, text_of(feed, loc));
        if (!discover_is_document(feed->arena, url)) {
            add_more(feed, url);
            continue;
        }
        struct discover_record record;
        discover_record_start(&record, feed->arena);
        char *title = arena_copy(feed->arena, library_last_component(feed->arena, url));
        char *dot = strrchr(title, '.');
        if (dot != NULL)
            *dot = '\0';
        for (char *c = title; *c != '\0'; c++)
            *c = *c == '_' || *c == '-' ? ' ' : *c;
        record.entry.title = discover_clean(feed->arena, title, strlen(title));
        discover_record_file(&record, url, "", "");
        discover_add(feed->discovery, &record);
    }
}

/* ---- RSS and Atom ---- */

static void
take_link(struct feed *feed, struct discover_record *record, const xmlNode *node)
{
    const char *href = attribute(feed, node, "href"), *rel = attribute(feed, node, "rel");
    const char *type = attribute(feed, node, "type");
    if (href[0] == '\0')
        href = text_of(feed, node);
    if (href[0] == '\0')
        return;
    const char *url = url_resolve(feed->arena, feed->address, href);
    bool document = discover_is_document(feed->arena, url) ||
                    strncmp(type, "application/pdf", 15) == 0;
    if (document ||
        (strcmp(rel, "enclosure") == 0 && strncmp(type, "application/", 12) == 0))
        discover_record_file(
            record, url, attribute(feed, node, "title"),
            discover_lang(feed->arena, attribute(feed, node, "hreflang")));
    else if ((rel[0] == '\0' || strcmp(rel, "alternate") == 0) &&
             record->entry.page[0] == '\0' && url_is_web(url))
        record->entry.page = url;
}

static void
take_enclosure(struct feed *feed, struct discover_record *record, const xmlNode *node)
{
    const char *url =
        url_resolve(feed->arena, feed->address, attribute(feed, node, "url"));
    if (discover_is_document(feed->arena, url) ||
        strncmp(attribute(feed, node, "type"), "application/", 12) == 0)
        discover_record_file(record, url, "", "");
}

static bool
is_any(const xmlNode *node, const char *const *names)
{
    for (; *names != NULL; names++)
        if (is_named(node, *names))
            return true;
    return false;
}

static const char *const date_names[] = { "pubDate", "published", "date", "issued",
                                          NULL };
static const char *const text_names[] = { "description", "summary", "content", "encoded",
                                          NULL };

static void
take_child(struct feed *feed, struct discover_record *record, const xmlNode *node)
{
    if (is_named(node, "title") && record->entry.title[0] == '\0')
        record->entry.title = text_of(feed, node);
    else if (is_named(node, "link"))
        take_link(feed, record, node);
    else if (is_named(node, "enclosure"))
        take_enclosure(feed, record, node);
    else if (is_any(node, date_names))
        discover_record_field(record, DISCOVER_YEAR, text_of(feed, node));
    else if (is_named(node, "publisher"))
        discover_record_field(record, DISCOVER_ORGANISATIONS, text_of(feed, node));
    else if (is_named(node, "language"))
        discover_record_field(record, DISCOVER_LANGUAGE, text_of(feed, node));
    else if (is_named(node, "category"))
        discover_record_field(record, DISCOVER_TOPICS,
                              attribute(feed, node, "term")[0] != '\0'
                                  ? attribute(feed, node, "term")
                                  : text_of(feed, node));
    else if (is_any(node, text_names) && record->entry.paragraphs.count == 0)
        discover_html_piece(record, raw_text(feed, node), feed->address);
}

static void
read_items(struct feed *feed, const xmlNode *parent)
{
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (!is_named(node, "item") && !is_named(node, "entry"))
            continue;
        struct discover_record record;
        struct feed inside = *feed;
        const char *link = text_of(feed, first_named(node, "link"));
        if (feed->address[0] == '\0' && url_is_web(link))
            inside.address = link;
        discover_record_start(&record, feed->arena);
        for (const xmlNode *child = node->children; child != NULL; child = child->next)
            if (child->type == XML_ELEMENT_NODE)
                take_child(&inside, &record, child);
        record.ended = true;
        discover_add(feed->discovery, &record);
    }
    for (const xmlNode *node = parent->children; node != NULL; node = node->next)
        if (is_named(node, "link") && strcmp(attribute(feed, node, "rel"), "next") == 0)
            add_more(feed, url_resolve(feed->arena, feed->address,
                                       attribute(feed, node, "href")));
}

/* ---- OAI-PMH ---- */

static void
take_dublin_core(struct feed *feed, struct discover_record *record, const xmlNode *node)
{
    const char *text = text_of(feed, node);
    bool address = url_is_web(text);
    if (is_named(node, "title") && record->entry.title[0] == '\0')
        record->entry.title = text;
    else if (is_named(node, "date"))
        discover_record_field(record, DISCOVER_YEAR, text);
    else if (is_named(node, "publisher"))
        discover_record_field(record, DISCOVER_ORGANISATIONS, text);
    else if (is_named(node, "language"))
        discover_record_field(record, DISCOVER_LANGUAGE, text);
    else if (is_named(node, "subject"))
        discover_record_field(record, DISCOVER_TOPICS, text);
    else if (is_named(node, "description"))
        discover_record_line(record, text);
    else if ((is_named(node, "identifier") || is_named(node, "relation")) && address &&
             discover_is_document(feed->arena, text))
        discover_record_file(record, url_normalise(feed->arena, text), "", "");
    else if (is_named(node, "identifier") && address && record->entry.page[0] == '\0')
        record->entry.page = url_normalise(feed->arena, text);
}

static void
read_oai_record(struct feed *feed, const xmlNode *top)
{
    struct discover_record record;
    const xmlNode *header = first_named(top, "header");
    const xmlNode *metadata = first_named(top, "metadata");
    if (metadata == NULL ||
        (header != NULL && strcmp(attribute(feed, header, "status"), "deleted") == 0))
        return;
    discover_record_start(&record, feed->arena);
    for (const xmlNode *node = metadata; node != NULL; node = next_below(node, metadata))
        if (node->type == XML_ELEMENT_NODE)
            take_dublin_core(feed, &record, node);
    record.ended = true;
    discover_add(feed->discovery, &record);
}

static void
read_oai(struct feed *feed, const xmlNode *root)
{
    for (const xmlNode *node = root; node != NULL; node = next_below(node, root)) {
        if (is_named(node, "record"))
            read_oai_record(feed, node);
        const char *token = is_named(node, "resumptionToken") ? text_of(feed, node) : "";
        if (token[0] != '\0' && feed->address[0] != '\0')
            add_more(feed, url_normalise(
                               feed->arena,
                               arena_format(feed->arena,
                                            "%.*s?verb=ListRecords&resumptionToken=%s",
                                            (int)strcspn(feed->address, "?"),
                                            feed->address, token)));
    }
}

/* ---- the document ---- */

struct root {
    const char *name;
    void (*read)(struct feed *, const xmlNode *root);
};

static void
read_rss(struct feed *feed, const xmlNode *root)
{
    const xmlNode *channel = first_named(root, "channel");
    const char *home = channel == NULL ? "" : text_of(feed, first_named(channel, "link"));
    if (feed->address[0] == '\0' && url_is_web(home))
        feed->address = home;
    if (channel != NULL)
        read_items(feed, channel);
    read_items(feed, root); /* RSS 1.0: items stand beside the channel */
}

static const struct root roots[] = {
    { "urlset", read_sitemap }, { "sitemapindex", read_sitemap }, { "rss", read_rss },
    { "RDF", read_rss },        { "feed", read_items },           { "OAI-PMH", read_oai },
};

bool
discover_feed(struct discovery *discovery, const char *bytes, size_t length,
              const char *address)
{
    struct feed feed = { discovery, discovery->arena, address };
    bool good = false;
    if (length > LIMIT_LANDING_BYTES)
        length = LIMIT_LANDING_BYTES;
    xmlDocPtr document = xmlReadMemory(bytes, (int)length, NULL, NULL,
                                       XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                                           XML_PARSE_NOWARNING | XML_PARSE_NONET);
    const xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    for (size_t i = 0; root != NULL && !good && i < sizeof roots / sizeof *roots; i++)
        if (is_named(root, roots[i].name)) {
            roots[i].read(&feed, root);
            good = true;
        }
    xmlFreeDoc(document);
    return good;
}
