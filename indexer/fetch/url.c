/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RFC 3986 with the leniency of browsers: blanks and letters of any script are escaped. */
#include "url.h"

#include "base/buf.h"
#include "catalogue/library.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { URL_BYTES = 64 * 1024, EXTENSION_LETTERS = 5 };

/* A part that is not there has a NULL text; one that is empty has not. */
struct part {
    const char *text;
    size_t length;
};

struct parts {
    struct part scheme, authority, path, query, fragment;
};

/* ---- splitting ---- */

static size_t
scheme_length(const char *url)
{
    size_t length = 0;
    if (!isalpha((unsigned char)url[0]))
        return 0;
    while (isalnum((unsigned char)url[length]) ||
           (url[length] != '\0' && strchr("+-.", url[length]) != NULL))
        length++;
    return url[length] == ':' ? length : 0;
}

static struct part
take(const char **text, const char *ends)
{
    struct part part = { *text, strcspn(*text, ends) };
    *text += part.length;
    return part;
}

static struct parts
split(const char *url)
{
    struct parts parts = { 0 };
    size_t scheme = scheme_length(url);
    if (scheme > 0) {
        parts.scheme = (struct part) { url, scheme };
        url += scheme + 1;
    }
    if (strncmp(url, "//", 2) == 0) {
        url += 2;
        parts.authority = take(&url, "/?#");
    }
    parts.path = take(&url, "?#");
    if (*url == '?') {
        url++;
        parts.query = take(&url, "#");
    }
    if (*url == '#')
        parts.fragment = (struct part) { url + 1, strlen(url + 1) };
    return parts;
}

static bool
is_scheme(struct part scheme, const char *name)
{
    return scheme.text != NULL && scheme.length == strlen(name) &&
           strncasecmp(scheme.text, name, scheme.length) == 0;
}

/* The host and the port behind it; brackets stay with the host. */
static void
split_authority(struct part authority, struct part *user, struct part *host,
                struct part *port)
{
    const char *text = authority.text == NULL ? "" : authority.text;
    size_t length = authority.text == NULL ? 0 : authority.length, end;
    *user = *port = (struct part) { NULL, 0 };
    for (size_t i = 0; i < length; i++)
        if (text[i] == '@')
            *user = (struct part) { text, i };
    if (user->text != NULL) {
        text += user->length + 1;
        length -= user->length + 1;
    }
    for (end = length; end > 0 && isdigit((unsigned char)text[end - 1]);)
        end--;
    bool bracket = end > 1 && text[end - 2] == ']';
    if (end > 0 && text[end - 1] == ':' &&
        (bracket || memchr(text, ':', end - 1) == NULL)) {
        *port = (struct part) { text + end, length - end };
        length = end - 1;
    }
    *host = (struct part) { text, length };
}

/* ---- one spelling ---- */

static int
hex_value(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c == '\0' ? NULL : strchr(digits, tolower((unsigned char)c));
    return at == NULL ? -1 : (int)(at - digits);
}

static bool
is_unreserved(unsigned char c)
{
    return c != 0 && c < 0x80 && (isalnum(c) || strchr("-._~", c) != NULL);
}

/* What may stand in path, query and fragment without an escape. */
static bool
is_allowed(unsigned char c)
{
    return is_unreserved(c) ||
           (c > 0x20 && c < 0x7F && strchr("!$&'()*+,;=:@/?[]|", c) != NULL);
}

static void
add_part(struct buf *out, struct part part)
{
    for (size_t i = 0; i < part.length; i++) {
        unsigned char c = (unsigned char)part.text[i];
        int high = c == '%' && i + 2 < part.length ? hex_value(part.text[i + 1]) : -1;
        int low = high >= 0 ? hex_value(part.text[i + 2]) : -1;
        unsigned char code = (unsigned char)(high * 16 + low);
        if (low < 0 && is_allowed(c)) {
            buf_add_char(out, (char)c);
        } else if (low >= 0 && is_unreserved(code)) {
            buf_add_char(out, (char)code);
        } else {
            buf_format(out, "%%%02X", low >= 0 ? code : c);
        }
        i += low >= 0 ? 2 : 0;
    }
}

/* Section 5.2.4, on a path in one spelling: the text from start to the end of out. */
static void
remove_dots(struct buf *out, size_t start)
{
    char *path = out->data + start;
    size_t length = out->length - start, to = 0;
    if (length == 0 || path[0] != '/')
        return;
    for (size_t from = 0; from < length;) {
        size_t end = from + 1;
        while (end < length && path[end] != '/')
            end++;
        size_t size = end - from;
        bool last = end == length;
        if (size == 2 && path[from + 1] == '.') {
            if (last)
                path[to++] = '/';
        } else if (size == 3 && path[from + 1] == '.' && path[from + 2] == '.') {
            while (to > 0 && path[--to] != '/')
                ;
            if (last)
                path[to++] = '/';
        } else {
            memmove(path + to, path + from, size);
            to += size;
        }
        from = end;
    }
    buf_cut(out, start + to);
}

static void
add_lower(struct buf *out, struct part part)
{
    for (size_t i = 0; i < part.length; i++) {
        unsigned char c = (unsigned char)part.text[i];
        if (c <= 0x20 || c == 0x7F)
            buf_format(out, "%%%02x", c);
        else
            buf_add_char(out, (char)(c < 0x80 ? tolower(c) : c));
    }
}

static void
add_authority(struct buf *out, const struct parts *parts)
{
    struct part user, host, port;
    split_authority(parts->authority, &user, &host, &port);
    buf_add_text(out, "//");
    if (user.text != NULL) {
        add_part(out, user);
        buf_add_char(out, '@');
    }
    add_lower(out, host);
    bool usual = (is_scheme(parts->scheme, "http") && port.length == 2 &&
                  strncmp(port.text, "80", 2) == 0) ||
                 (is_scheme(parts->scheme, "https") && port.length == 3 &&
                  strncmp(port.text, "443", 3) == 0);
    if (port.length > 0 && !usual)
        buf_format(out, ":%.*s", (int)port.length, port.text);
}

/* A path must not look like a host or a scheme when it is read again (section 4.2). */
static void
guard_path(struct buf *out, const struct parts *parts, size_t start)
{
    const char *path = out->data + start, *guard = "";
    if (parts->authority.text == NULL && strncmp(path, "//", 2) == 0)
        guard = "/.";
    else if (parts->scheme.text == NULL && parts->authority.text == NULL &&
             path[0] != ':' && strcspn(path, ":") < strcspn(path, "/") &&
             strcspn(path, ":") < strlen(path))
        guard = "./";
    if (guard[0] == '\0')
        return;
    char *copy = memory_text(path, out->length - start);
    buf_cut(out, start);
    buf_add_text(out, guard);
    buf_add_text(out, copy);
    free(copy);
}

/* The path of a reference, merged with that of its base (section 5.2.3). */
static void
add_path(struct buf *out, const struct parts *parts, const struct parts *base)
{
    size_t start = out->length;
    bool relative = parts->path.length == 0 || parts->path.text[0] != '/';
    if (base != NULL && relative) {
        struct part folder = base->path;
        while (folder.length > 0 && folder.text[folder.length - 1] != '/')
            folder.length--;
        if (folder.length == 0 && base->authority.text != NULL)
            buf_add_char(out, '/');
        add_part(out, folder);
    }
    if (parts->path.length == 0 && base == NULL && parts->authority.text != NULL)
        buf_add_char(out, '/');
    add_part(out, parts->path);
    remove_dots(out, start);
    guard_path(out, parts, start);
}

static const char *
kept(struct arena *arena, struct buf *out)
{
    const char *text = arena_text(arena, out->data, out->length);
    buf_free(out);
    return text;
}

static const char *
join(struct arena *arena, struct parts parts, const struct parts *base)
{
    struct buf out = BUF_INIT(URL_BYTES);
    if (base != NULL && parts.path.length == 0) {
        if (parts.query.text == NULL)
            parts.query = base->query;
        parts.path = base->path;
        base = NULL;
    }
    if (parts.scheme.text != NULL) {
        add_lower(&out, parts.scheme);
        buf_add_char(&out, ':');
    }
    if (parts.authority.text != NULL)
        add_authority(&out, &parts);
    add_path(&out, &parts, base);
    if (parts.query.text != NULL) {
        buf_add_char(&out, '?');
        add_part(&out, parts.query);
    }
    if (parts.fragment.text != NULL) {
        buf_add_char(&out, '#');
        add_part(&out, parts.fragment);
    }
    return kept(arena, &out);
}

static const char *
trimmed(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && (unsigned char)text[length - 1] <= ' ')
        length--;
    while (length > 0 && (unsigned char)text[0] <= ' ') {
        text++;
        length--;
    }
    return arena_text(arena, text, length);
}

const char *
url_normalise(struct arena *arena, const char *url)
{
    return join(arena, split(trimmed(arena, url)), NULL);
}

const char *
url_resolve(struct arena *arena, const char *base, const char *reference)
{
    struct parts parts = split(trimmed(arena, reference)), from = split(base);
    if (parts.scheme.text != NULL || from.scheme.text == NULL)
        return join(arena, parts, NULL);
    parts.scheme = from.scheme;
    if (parts.authority.text != NULL)
        return join(arena, parts, NULL);
    parts.authority = from.authority;
    return join(arena, parts, &from);
}

/* ---- questions ---- */

/* Those around the digits of an IPv6 address (RFC 3986, 3.2.2). */
static struct part
without_brackets(struct part host)
{
    if (host.length >= 2 && host.text[0] == '[' && host.text[host.length - 1] == ']') {
        host.text++;
        host.length -= 2;
    }
    return host;
}

bool
url_is_web(const char *url)
{
    struct parts parts = split(url);
    struct part user, host, port;
    split_authority(parts.authority, &user, &host, &port);
    return (is_scheme(parts.scheme, "http") || is_scheme(parts.scheme, "https")) &&
           without_brackets(host).length > 0 && user.text == NULL;
}

const char *
url_document(struct arena *arena, const char *url)
{
    return arena_text(arena, url, strcspn(url, "#"));
}

const char *
url_host(struct arena *arena, const char *url)
{
    struct part user, host, port;
    split_authority(split(url).authority, &user, &host, &port);
    struct buf out = BUF_INIT(URL_BYTES);
    add_lower(&out, without_brackets(host));
    return kept(arena, &out);
}

const char *
url_extension(struct arena *arena, const char *url)
{
    size_t length = strcspn(url, "?#");
    const char *name = library_last_component(arena, arena_text(arena, url, length));
    const char *dot = strrchr(name, '.');
    size_t letters = dot == NULL ? 0 : strlen(dot + 1);
    if (letters == 0 || letters > EXTENSION_LETTERS)
        return "";
    char *extension = arena_copy(arena, dot + 1);
    for (char *c = extension; *c != '\0'; c++) {
        if (!isalnum((unsigned char)*c))
            return "";
        *c = (char)tolower((unsigned char)*c);
    }
    return extension;
}
