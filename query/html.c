/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Escaping for HTML text, attributes and addresses (HTML standard 13.3, RFC 3986). */
#include "html.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

static const char *
entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void
html_text(struct buf *out, const char *text, size_t length)
{
    struct buf clean = BUF_INIT(out->limit);
    if (!utf8_valid(text, length) || memchr(text, '\0', length) != NULL) {
        utf8_repair(&clean, text, length);
        text = clean.data;
        length = clean.length;
    }
    size_t from = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool control = (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
        const char *name = control ? " " : entity(text[i]);
        if (name == NULL)
            continue;
        buf_add(out, text + from, i - from);
        buf_add_text(out, name);
        from = i + 1;
    }
    buf_add(out, text + from, length - from);
    buf_free(&clean);
}

void
html_string(struct buf *out, const char *text)
{
    html_text(out, text, strlen(text));
}

void
html_attribute(struct buf *out, const char *name, const char *value)
{
    buf_format(out, " %s=\"", name);
    html_string(out, value);
    buf_add_char(out, '"');
}

static bool
is_alphanumeric(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
}

void
html_url_query(struct buf *out, const char *value)
{
    for (size_t plain; *value != '\0'; value += plain) {
        plain = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789-._*");
        buf_add(out, value, plain);
        if (plain > 0)
            continue;
        plain = 1;
        if (*value == ' ')
            buf_add_char(out, '+');
        else
            buf_format(out, "%%%02X", (unsigned char)*value);
    }
}

void
html_url_part(struct buf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (is_alphanumeric(byte) || (byte != 0 && strchr("-._~", byte) != NULL))
            buf_add_char(out, text[i]);
        else
            buf_format(out, "%%%02X", byte);
    }
}

bool
html_is_web_url(const char *url)
{
    const char *host = strncasecmp(url, "https://", 8) == 0  ? url + 8
                       : strncasecmp(url, "http://", 7) == 0 ? url + 7
                                                             : NULL;
    return host != NULL && (is_alphanumeric((unsigned char)*host) || *host == '[');
}

/* Quotes are legal in an address, but not worth their trouble in shells and attributes. */
static bool
is_url_byte(unsigned char byte)
{
    return is_alphanumeric(byte) ||
           (byte != 0 && strchr("-._~:/?#[]@!$&()*+,;=%", byte) != NULL);
}

void
html_url(struct buf *out, const char *url)
{
    for (const char *at = url; *at != '\0'; at++) {
        if (is_url_byte((unsigned char)*at))
            buf_add_char(out, *at);
        else
            buf_format(out, "%%%02X", (unsigned char)*at);
    }
}

bool
html_href(struct buf *out, const char *url)
{
    if (!html_is_web_url(url))
        return false;
    struct buf address = BUF_INIT(out->limit);
    html_url(&address, url);
    html_attribute(out, "href", address.data);
    buf_free(&address);
    return true;
}
