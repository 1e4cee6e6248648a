/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publications for reference managers that read RIS: a tag a line, CR LF at its end. */
#include "html.h"
#include "render/render.h"

#include <string.h>
#include <strings.h>

/* The type of reference by a word of the catalogue's kind. */
static const struct type {
    const char *word, *name;
} types[] = {
    { "slide", "SLIDE" },  { "presentation", "SLIDE" }, { "report", "RPRT" },
    { "roadmap", "RPRT" }, { "review", "RPRT" },        { "brief", "RPRT" },
    { "study", "RPRT" },   { "guide", "BOOK" },         { "handbook", "BOOK" },
    { "manual", "BOOK" },  { "toolkit", "BOOK" },       { "book", "BOOK" },
    { "article", "JOUR" }, { "thesis", "THES" },        { NULL, "GEN" },
};

static const char *
find_type(const char *kind)
{
    const struct type *type = types;
    while (type->word != NULL && strcasestr(kind, type->word) == NULL)
        type++;
    return type->name;
}

/* Control characters, line ends among them, become blanks: a line is a field. */
static void
write_field(struct buf *out, const char *tag, const char *value)
{
    if (*value == '\0')
        return;
    buf_format(out, "%s  - ", tag);
    for (const char *at = value; *at != '\0'; at++)
        buf_add_char(out, (unsigned char)*at < 0x20 || *at == 0x7F ? ' ' : *at);
    buf_add_text(out, "\r\n");
}

static void
write_url(struct buf *out, const char *tag, const char *url)
{
    if (!html_is_web_url(url))
        return;
    buf_format(out, "%s  - ", tag);
    html_url(out, url);
    buf_add_text(out, "\r\n");
}

static void
write_fields(struct buf *out, const char *tag, const char *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        write_field(out, tag, items[i]);
}

static void
write_entry(struct buf *out, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    write_field(out, "TY", find_type(publication->kind));
    write_field(out, "ID", publication->key);
    write_field(out, "TI", render_title(publication));
    write_fields(out, "AU", publication->organisations, publication->organisation_count);
    write_fields(out, "PB", publication->organisations,
                 publication->organisation_count > 0);
    if (publication->year > 0)
        buf_format(out, "PY  - %04d\r\n", publication->year);
    write_field(out, "LA", publication->lang);
    write_fields(out, "KW", publication->topics, publication->topic_count);
    write_field(out, "AB", publication->about);
    write_url(out, "UR", result->url);
    for (size_t i = 0; i < publication->file_count; i++)
        write_url(out, "L1", publication->files[i].url);
    buf_add_text(out, "ER  - \r\n");
}

void
render_ris(struct buf *out, const struct render_view *view, const struct results *results)
{
    (void)view;
    for (size_t i = 0; i < results->count; i++) {
        buf_add_text(out, i == 0 ? "" : "\r\n");
        write_entry(out, &results->results[i]);
    }
}
