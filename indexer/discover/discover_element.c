/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names, attributes and texts of elements as libxml2 gives them, "" for what is not there. */
#include "discover_html_parts.h"

#include <libxml/tree.h>
#include <string.h>
#include <strings.h>

bool
discover_element_is_one_of(const char *name, const char *list)
{
    size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
        if (at > list && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

const char *
discover_element_name(const xmlNode *node)
{
    return node->name == NULL ? "" : (const char *)node->name;
}

const char *
discover_element_attribute(struct discover_page *page, const xmlNode *node,
                           const char *name)
{
    for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
        if (at->name != NULL && strcasecmp((const char *)at->name, name) == 0) {
            const xmlNode *text = at->children;
            const char *value =
                text == NULL || text->content == NULL ? "" : (const char *)text->content;
            return discover_clean(page->arena, value, strlen(value));
        }
    return "";
}

bool
discover_element_is_block(const char *name)
{
    return discover_element_is_one_of(
        name, " p div li ul ol dl dt dd table tr td th section article main "
              "header body br hr blockquote pre figure figcaption h1 h2 h3 h4 "
              "h5 h6 address details summary center label button ");
}

const xmlNode *
discover_element_next(const xmlNode *node, const xmlNode *top, bool down)
{
    if (down && node->type == XML_ELEMENT_NODE && node->children != NULL)
        return node->children;
    while (node != top && node->next == NULL)
        node = node->parent;
    return node == top ? NULL : node->next;
}

const char *
discover_element_text(struct discover_page *page, const xmlNode *top)
{
    struct buf text = BUF_INIT(8192);
    const char *picture = "";
    for (const xmlNode *node = top; node != NULL;) {
        bool skipped =
            node->type == XML_ELEMENT_NODE && node != top &&
            discover_element_is_one_of(discover_element_name(node), " script style svg ");
        if (node->type == XML_TEXT_NODE && node->content != NULL)
            buf_add_text(&text, (const char *)node->content);
        else if (node->type == XML_ELEMENT_NODE &&
                 discover_element_is_block(discover_element_name(node)))
            buf_add_char(&text, ' ');
        if (node->type == XML_ELEMENT_NODE &&
            strcmp(discover_element_name(node), "img") == 0)
            picture = discover_element_attribute(page, node, "alt");
        node = discover_element_next(node, top, !skipped);
    }
    const char *clean = discover_clean(page->arena, text.data, text.length);
    buf_free(&text);
    return clean[0] != '\0' ? clean : picture;
}
