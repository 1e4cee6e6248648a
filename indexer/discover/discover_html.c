/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML to lines, headings and links in the order of reading. */
#include "discover_html_parts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "fetch/url.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

/* ---- elements ---- */

static bool
is_skipped(struct discover_page *page, const xmlNode *node)
{
    static const char names[] =
        " script style noscript nav footer aside template svg form select button iframe "
        "object head ";
    if (discover_element_is_one_of(discover_element_name(node), names) &&
        strcmp(discover_element_name(node), "button") != 0)
        return true;
    const char *role = discover_element_attribute(page, node, "role");
    return strcmp(role, "navigation") == 0 || strcmp(role, "contentinfo") == 0 ||
           strcmp(discover_element_attribute(page, node, "aria-hidden"), "true") == 0;
}

static int
heading_level(const xmlNode *node)
{
    const char *name = discover_element_name(node);
    return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0'
               ? name[1] - '0'
               : 0;
}

static bool
is_card(struct discover_page *page, const xmlNode *node)
{
    static const char *const words[] = { "card",   "item",   "publication", "entry",
                                         "teaser", "result", "resource",    "views-row" };
    if (discover_element_is_one_of(discover_element_name(node), " article li tr "))
        return true;
    if (!discover_element_is_one_of(discover_element_name(node), " div section a "))
        return false;
    const char *class = discover_element_attribute(page, node, "class");
    for (size_t i = 0; class[0] != '\0' && i < sizeof words / sizeof *words; i++)
        if (strstr(class, words[i]) != NULL)
            return true;
    return false;
}

/* ---- the walk ---- */

static struct discover_item *
add_item(struct discover_page *page, enum discover_item_kind kind, const char *text)
{
    arena_grow(page->arena, &page->items, &page->capacity, page->count + 1,
               sizeof *page->items);
    struct discover_item *item = &page->items[page->count++];
    *item = (struct discover_item) {
        .kind = kind, .text = text, .url = "", .lang = "", .card = page->card
    };
    return item;
}

static void
end_line(struct discover_page *page)
{
    const char *text = discover_clean(page->arena, page->line.data, page->line.length);
    buf_reset(&page->line);
    if (text[0] != '\0')
        add_item(page, DISCOVER_TEXT, text);
}

static const char *
label_of(struct discover_page *page, const xmlNode *link)
{
    static const char *const others[] = { "aria-label", "title" };
    const char *text = discover_element_text(page, link);
    for (size_t i = 0; text[0] == '\0' && i < 2; i++)
        text = discover_element_attribute(page, link, others[i]);
    return text;
}

static bool
is_file_link(struct discover_page *page, const xmlNode *link, const char *url,
             const char *label)
{
    const char *type = discover_element_attribute(page, link, "type");
    if (discover_is_document(page->arena, url) ||
        strncmp(type, "application/pdf", 15) == 0 ||
        strncmp(type, "application/vnd", 15) == 0)
        return true;
    for (const xmlAttr *at = link->properties; at != NULL; at = at->next)
        if (strcmp((const char *)at->name, "download") == 0)
            return true;
    const char *ending = url_extension(page->arena, url);
    return discover_is_download(page->arena, label) && strchr(url, '#') == NULL &&
           (ending[0] == '\0' || strcmp(ending, "php") == 0);
}

/* True when the link is taken whole: its text is a label, not a line. */
static bool
take_link(struct discover_page *page, const xmlNode *link)
{
    const char *href = discover_element_attribute(page, link, "href");
    if (href[0] == '\0' || href[0] == '#' || strncasecmp(href, "javascript:", 11) == 0)
        return false;
    if (strncasecmp(href, "mailto:", 7) == 0) {
        buf_format(&page->line, " %.200s ", discover_element_text(page, link));
        if (strchr(discover_element_text(page, link), '@') == NULL)
            buf_format(&page->line, "<%.*s> ", (int)strcspn(href + 7, "?"), href + 7);
        return true;
    }
    const char *url = url_resolve(page->arena, page->address, href);
    const char *label = label_of(page, link);
    if (!is_file_link(page, link, url, label)) {
        add_item(page, DISCOVER_LINK, label)->url = url;
        return discover_is_more(page->arena, label);
    }
    end_line(page);
    struct discover_item *item = add_item(page, DISCOVER_FILE, label);
    item->url = url;
    item->lang =
        discover_lang(page->arena, discover_element_attribute(page, link, "hreflang"));
    return true;
}

static size_t
open_card(struct discover_page *page, const xmlNode *node)
{
    arena_grow(page->arena, &page->cards, &page->card_capacity, page->card_count + 1,
               sizeof *page->cards);
    page->cards[page->card_count] = (struct discover_card) {
        .parent = page->card,
        .family = arena_format(page->arena, "%s %s", discover_element_name(node),
                               discover_element_attribute(page, node, "class")),
        .article = strcmp(discover_element_name(node), "article") == 0,
    };
    return page->card_count++;
}

/* A heading is one item; a link in it is where the publication has its page. */
static void
take_heading(struct discover_page *page, const xmlNode *heading, int level)
{
    const char *text = discover_element_text(page, heading);
    if (text[0] == '\0')
        return;
    struct discover_item *item = add_item(page, DISCOVER_HEADING, text);
    item->level = level;
    for (const xmlNode *node = heading; node != NULL;
         node = discover_element_next(node, heading, true))
        if (node->type == XML_ELEMENT_NODE &&
            strcmp(discover_element_name(node), "a") == 0) {
            const char *href = discover_element_attribute(page, node, "href");
            item = &page->items[page->count - 1];
            if (href[0] != '\0' && href[0] != '#')
                item->url = url_resolve(page->arena, page->address, href);
        }
    if (item->url[0] != '\0' && discover_is_document(page->arena, item->url)) {
        const char *url = item->url;
        item->url = "";
        add_item(page, DISCOVER_FILE, text)->url = url;
    }
}

/* An opening tag. False when what is below has been dealt with. */
static bool
enter(struct discover_page *page, const xmlNode *node)
{
    const char *name = discover_element_name(node);
    int level = heading_level(node);
    if (is_skipped(page, node))
        return false;
    if (discover_element_is_block(name))
        end_line(page);
    if (is_card(page, node))
        page->card = open_card(page, node);
    if (level > 0) {
        take_heading(page, node, level);
        return false;
    }
    if (strcmp(name, "time") == 0 &&
        discover_year(discover_element_attribute(page, node, "datetime")) > 0) {
        end_line(page);
        add_item(page, DISCOVER_TEXT,
                 arena_format(
                     page->arena, "Published: %d",
                     discover_year(discover_element_attribute(page, node, "datetime"))));
        return false;
    }
    return strcmp(name, "a") != 0 || !take_link(page, node);
}

static void
leave(struct discover_page *page, const xmlNode *node)
{
    if (discover_element_is_one_of(discover_element_name(node), " dt th ") &&
        page->line.length > 0 && strchr(page->line.data, ':') == NULL)
        buf_add_char(&page->line, ':');
    if (discover_element_is_block(discover_element_name(node)))
        end_line(page);
    if (page->card != 0 && !is_skipped(page, node) && heading_level(node) == 0 &&
        is_card(page, node))
        page->card = page->cards[page->card].parent;
}

static void
walk(struct discover_page *page, const xmlNode *top)
{
    const xmlNode *node = top;
    while (node != NULL) {
        bool down = false;
        if (node->type == XML_TEXT_NODE && node->content != NULL)
            buf_add_text(&page->line, (const char *)node->content);
        else if (node->type == XML_ELEMENT_NODE)
            down = enter(page, node);
        if (down && node->children != NULL) {
            node = node->children;
            continue;
        }
        if (node->type == XML_ELEMENT_NODE)
            leave(page, node);
        while (node != top && node->next == NULL) {
            node = node->parent;
            leave(page, node);
        }
        node = node == top ? NULL : node->next;
    }
    end_line(page);
}

static void
read_page(struct discover_page *page, const xmlNode *root, const char *address)
{
    address = discover_head_read(page, root, address);
    open_card(page, root);
    walk(page, root);
    discover_page_group(page, address);
}

/* ---- bytes ---- */

static htmlDocPtr
parse(const char *bytes, size_t length)
{
    const char *encoding = utf8_valid(bytes, length) ? "UTF-8" : NULL;
    if (length > LIMIT_LANDING_BYTES)
        length = LIMIT_LANDING_BYTES;
    return htmlReadMemory(bytes, (int)length, NULL, encoding,
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NONET);
}

bool
discover_html(struct discovery *discovery, const char *bytes, size_t length,
              const char *address)
{
    size_t before = discovery->count;
    struct discover_page page = { .arena = discovery->arena,
                                  .discovery = discovery,
                                  .line = BUF_INIT((size_t)64 * 1024),
                                  .title = "",
                                  .about = "",
                                  .lang = "" };
    htmlDocPtr document = parse(bytes, length);
    const xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    if (root != NULL)
        read_page(&page, root, address);
    buf_free(&page.line);
    xmlFreeDoc(document);
    return discovery->count > before;
}

void
discover_html_piece(struct discover_record *record, const char *html, const char *address)
{
    struct discover_page page = { .arena = record->arena,
                                  .line = BUF_INIT((size_t)64 * 1024),
                                  .address = address,
                                  .title = "",
                                  .about = "",
                                  .lang = "" };
    htmlDocPtr document = parse(html, strlen(html));
    const xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    if (root != NULL) {
        open_card(&page, root);
        walk(&page, root);
    }
    for (size_t i = 0; i < page.count; i++) {
        const struct discover_item *item = &page.items[i];
        if (item->kind == DISCOVER_FILE)
            discover_record_file(record, item->url, item->text, item->lang);
        else if (item->kind != DISCOVER_LINK)
            discover_record_line(record, item->text);
    }
    buf_free(&page.line);
    xmlFreeDoc(document);
}
