/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses of the files in which something was found, one a line. */
#include "html.h"
#include "render/render.h"

#include <string.h>

static void
write_url(struct buf *out, const char *url)
{
    if (*render_url(url) == '\0')
        return;
    html_url(out, url);
    buf_add_char(out, '\n');
}

static bool
has_passage(const struct search_result *result, const struct publication_file *file)
{
    for (size_t i = 0; i < result->passage_count; i++) {
        if (result->passages[i].file == file)
            return true;
    }
    return false;
}

static void
write_result(struct buf *out, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    size_t length = out->length;
    for (size_t i = 0; i < publication->file_count; i++) {
        if (has_passage(result, &publication->files[i]))
            write_url(out, publication->files[i].url);
    }
    /* A list without words, or a match in the description: the whole publication. */
    for (size_t i = 0; i < publication->file_count && out->length == length; i++) {
        for (size_t k = 0; k < publication->file_count; k++)
            write_url(out, publication->files[k].url);
    }
}

void
render_urls(struct buf *out, const struct render_view *view,
            const struct results *results)
{
    (void)view;
    for (size_t i = 0; i < results->count; i++)
        write_result(out, &results->results[i]);
}
