/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses that open a file at the page that was found. */
#include "search/search.h"

#include "base/limits.h"

#include <string.h>

static bool
is_pdf(const struct publication_file *file)
{
    return strcmp(file->format, "pdf") == 0 || strcmp(file->type, "application/pdf") == 0;
}

/* What RFC 3986 (3.5) allows in a fragment without escaping; '%' counts as escaped already. */
static bool
is_fragment_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~!$&'()*+,;=:@/?%", c) != NULL);
}

static const char *
with_fragment(const char *url, const char *fragment, struct arena *arena)
{
    struct buf text = BUF_INIT(LIMIT_METADATA_BYTES);
    buf_add(&text, url, strcspn(url, "#"));
    buf_add_char(&text, '#');
    for (const char *at = fragment; *at != '\0'; at++) {
        if (is_fragment_byte(*at))
            buf_add_char(&text, *at);
        else
            buf_format(&text, "%%%02X", (unsigned char)*at);
    }
    const char *copy = text.full ? url : arena_text(arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

const char *
search_page_url(const struct publication_file *file, const struct store_page *page,
                struct arena *arena)
{
    if (file == NULL || file->url[0] == '\0')
        return "";
    if (is_pdf(file) && page->number > 0)
        return with_fragment(
            file->url, arena_format(arena, "page=%lld", (long long)page->number), arena);
    if (page->anchor[0] != '\0')
        return with_fragment(file->url, page->anchor, arena);
    return file->url;
}
