/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request line and header fields; anything doubtful is refused, nothing is guessed. */
#include "gateway/http.h"

#include "base/limits.h"

#include <string.h>
#include <strings.h>

struct slice {
    const char *text;
    size_t length;
};

/* The length of the head with its empty line, 0 when that has not come yet. */
static size_t
head_length(const char *bytes, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (bytes[i] != '\n')
            continue;
        if (bytes[i + 1] == '\n')
            return i + 2;
        if (bytes[i + 1] == '\r' && i + 2 < length && bytes[i + 2] == '\n')
            return i + 3;
    }
    return 0;
}

/* Visible characters, blanks, tabs and line ends: a head holds nothing else but UTF-8. */
static bool
is_clean(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool line_end =
            byte == '\n' || (byte == '\r' && i + 1 < length && bytes[i + 1] == '\n');
        if ((byte < ' ' && byte != '\t' && !line_end) || byte == 0x7F)
            return false;
    }
    return true;
}

static bool
next_line(struct slice *rest, struct slice *line)
{
    const char *end = memchr(rest->text, '\n', rest->length);
    if (end == NULL)
        return false;
    line->text = rest->text;
    line->length = (size_t)(end - rest->text);
    rest->length -= line->length + 1;
    rest->text = end + 1;
    if (line->length > 0 && line->text[line->length - 1] == '\r')
        line->length--;
    return true;
}

static bool
next_word(struct slice *line, struct slice *word)
{
    const char *blank = memchr(line->text, ' ', line->length);
    size_t length = blank == NULL ? line->length : (size_t)(blank - line->text);
    *word = (struct slice) { line->text, length };
    line->text += length + (blank != NULL);
    line->length -= length + (blank != NULL);
    return length > 0;
}

static bool
begins_with(const struct slice *slice, const char *text)
{
    size_t length = strlen(text);
    return slice->length >= length && strncasecmp(slice->text, text, length) == 0;
}

/* "/path?query", or the same behind "http://host" as proxies write it. */
static bool
split_target(struct slice target, struct arena *arena, struct http_head *head)
{
    if (begins_with(&target, "http://")) {
        const char *path = memchr(target.text + 7, '/', target.length - 7);
        if (path == NULL)
            return false;
        target.length -= (size_t)(path - target.text);
        target.text = path;
    }
    if (target.length == 0 || *target.text != '/')
        return false;
    const char *mark = memchr(target.text, '?', target.length);
    size_t path = mark == NULL ? target.length : (size_t)(mark - target.text);
    size_t skip = mark == NULL ? path : path + 1;
    head->path = arena_text(arena, target.text, path);
    head->query = arena_text(arena, target.text + skip, target.length - skip);
    head->query_length = target.length - skip;
    return true;
}

static int
parse_request_line(struct slice line, struct arena *arena, struct http_head *head)
{
    struct slice method, target, version;
    if (!next_word(&line, &method) || !next_word(&line, &target) ||
        !next_word(&line, &version) || line.length > 0)
        return 400;
    if (!begins_with(&version, "HTTP/"))
        return 400;
    if (version.length != 8 || !begins_with(&version, "HTTP/1."))
        return 505;
    head->method = arena_text(arena, method.text, method.length);
    return split_target(target, arena, head) ? 200 : 400;
}

static struct slice
trim(struct slice text)
{
    while (text.length > 0 && (*text.text == ' ' || *text.text == '\t')) {
        text.text++;
        text.length--;
    }
    while (text.length > 0 &&
           (text.text[text.length - 1] == ' ' || text.text[text.length - 1] == '\t'))
        text.length--;
    return text;
}

static bool
parse_field(const struct slice *line, struct arena *arena, struct http_head *head)
{
    const char *colon = memchr(line->text, ':', line->length);
    const struct {
        const char *name;
        const char **value;
    } fields[] = { { "host", &head->host },
                   { "if-none-match", &head->none_match },
                   { "origin", &head->origin },
                   { "accept-language", &head->accept } };
    size_t name = colon == NULL ? 0 : (size_t)(colon - line->text);
    /* A blank before the colon, or a folded line, is read differently by different servers. */
    if (name == 0 || memchr(line->text, ' ', name) != NULL ||
        memchr(line->text, '\t', name) != NULL)
        return false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strlen(fields[i].name) != name ||
            strncasecmp(fields[i].name, line->text, name) != 0)
            continue;
        /* Only a list may come in several fields (RFC 9110, 5.3); its first will do. */
        if (*fields[i].value != NULL)
            return fields[i].value == &head->accept;
        struct slice value = trim((struct slice) { colon + 1, line->length - name - 1 });
        *fields[i].value = arena_text(arena, value.text, value.length);
    }
    return true;
}

int
http_parse_head(const char *bytes, size_t length, struct arena *arena,
                struct http_head *head)
{
    *head = (struct http_head) { .query = "" };
    size_t whole =
        head_length(bytes, length < LIMIT_HTTP_HEAD ? length : LIMIT_HTTP_HEAD);
    if (whole == 0)
        return length >= LIMIT_HTTP_HEAD ? 431 : 0;
    struct slice rest = { bytes, whole }, line;
    if (!is_clean(bytes, whole) || !next_line(&rest, &line))
        return 400;
    int status = parse_request_line(line, arena, head);
    if (status != 200)
        return status;
    while (next_line(&rest, &line) && line.length > 0) {
        if (!parse_field(&line, arena, head))
            return 400;
    }
    return head->host == NULL ? 400 : 200;
}

bool
http_is_local_host(const char *host)
{
    static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (strncasecmp(host, names[i], length) != 0)
            continue;
        const char *port = host + length;
        if (*port == '\0' ||
            (*port == ':' && port[1 + strspn(port + 1, "0123456789")] == '\0'))
            return true;
    }
    return false;
}
