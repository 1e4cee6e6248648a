/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SCGI by hand: every length is bounded before anything is read by it. */
#include "gateway/scgi.h"

#include "base/limits.h"

#include <string.h>

/* "70:" before the variables: their length, and where they begin (0: not all there). */
static enum scgi_state
read_length(const char *bytes, size_t length, size_t *start, size_t *size)
{
    *size = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == ':') {
            *start = i + 1;
            return i > 0 && *size > 0 ? SCGI_REQUEST : SCGI_BROKEN;
        }
        if (bytes[i] < '0' || bytes[i] > '9')
            return SCGI_BROKEN;
        *size = *size * 10 + (size_t)(bytes[i] - '0');
        if (*size > LIMIT_GATEWAY_HEAD || (*bytes == '0' && i > 0))
            return SCGI_BROKEN;
    }
    return SCGI_MORE;
}

/* The text up to the next NUL; false when there is none. */
static bool
next_text(const char **at, const char *end, const char **text, size_t *length)
{
    const char *nul = memchr(*at, '\0', (size_t)(end - *at));
    if (nul == NULL)
        return false;
    *text = *at;
    *length = (size_t)(nul - *at);
    *at = nul + 1;
    return true;
}

static bool
read_variables(const char *at, const char *end, struct arena *arena,
               struct gateway_call *call)
{
    while (at < end) {
        const char *name, *value;
        size_t name_length, value_length;
        if (!next_text(&at, end, &name, &name_length) ||
            !next_text(&at, end, &value, &value_length) ||
            !gateway_variable(call, name, name_length, value, value_length, arena))
            return false;
    }
    return true;
}

enum scgi_state
scgi_parse(const char *bytes, size_t length, struct arena *arena,
           struct gateway_call *call)
{
    size_t start, size;
    enum scgi_state state = read_length(bytes, length, &start, &size);
    if (state != SCGI_REQUEST)
        return state;
    if (length - start < size + 1)
        return SCGI_MORE;
    const char *head = bytes + start;
    *call = (struct gateway_call) { .method = NULL };
    if (head[size] != ',' || !read_variables(head, head + size, arena, call))
        return SCGI_BROKEN;
    if (call->query == NULL)
        call->query = "";
    return SCGI_REQUEST;
}
