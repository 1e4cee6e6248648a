/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publications as BibTeX entries, UTF-8 as biber and newer BibTeX read it. */
#include "base/limits.h"
#include "render/render.h"

#include <string.h>
#include <strings.h>

/* The type of entry by a word of the catalogue's kind; organisations are authors, and stand
 * once more where the style wants an institution. */
static const struct type {
    const char *word, *entry, *institution;
} types[] = {
    { "report", "techreport", "institution" }, { "roadmap", "techreport", "institution" },
    { "review", "techreport", "institution" }, { "brief", "techreport", "institution" },
    { "study", "techreport", "institution" },  { "guide", "manual", "organization" },
    { "handbook", "manual", "organization" },  { "manual", "manual", "organization" },
    { "toolkit", "manual", "organization" },   { "package", "manual", "organization" },
    { "book", "book", "publisher" },           { NULL, "misc", "publisher" },
};

static const struct type *
find_type(const char *kind)
{
    const struct type *type = types;
    while (type->word != NULL && strcasestr(kind, type->word) == NULL)
        type++;
    return type;
}

/* What TeX reads as its own. */
static void
write_tex(struct buf *out, const char *text)
{
    static const struct {
        char from;
        const char *to;
    } escapes[] = {
        { '\\', "\\textbackslash{}" },
        { '{', "\\{" },
        { '}', "\\}" },
        { '&', "\\&" },
        { '%', "\\%" },
        { '$', "\\$" },
        { '#', "\\#" },
        { '_', "\\_" },
        { '~', "\\textasciitilde{}" },
        { '^', "\\textasciicircum{}" },
    };
    for (const char *at = text; *at != '\0'; at++) {
        const char *escape = NULL;
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
            escape = escapes[i].from == *at ? escapes[i].to : escape;
        if (escape != NULL)
            buf_add_text(out, escape);
        else
            buf_add_char(out, (unsigned char)*at < 0x20 || *at == 0x7F ? ' ' : *at);
    }
}

static void
begin_field(struct buf *out, const char *name)
{
    buf_format(out, ",\n  %-12s = ", name);
}

static void
write_field(struct buf *out, const char *name, const char *value)
{
    if (*value == '\0')
        return;
    begin_field(out, name);
    buf_add_char(out, '{');
    write_tex(out, value);
    buf_add_char(out, '}');
}

/* Braces twice: titles keep their capitals, and names of organisations are not taken apart. */
static void
write_whole(struct buf *out, const char *name, const char *const *items, size_t count,
            const char *between)
{
    if (count == 0)
        return;
    begin_field(out, name);
    buf_add_char(out, '{');
    for (size_t i = 0; i < count; i++) {
        buf_add_text(out, i == 0 ? "{" : between);
        buf_add_text(out, i == 0 ? "" : "{");
        write_tex(out, items[i]);
        buf_add_char(out, '}');
    }
    buf_add_char(out, '}');
}

static void
write_list(struct buf *out, const char *name, const char *const *items, size_t count)
{
    struct buf list = BUF_INIT(LIMIT_SHOWN_BYTES);
    for (size_t i = 0; i < count; i++) {
        buf_add_text(&list, i == 0 ? "" : ", ");
        buf_add_text(&list, items[i]);
    }
    write_field(out, name, list.data);
    buf_free(&list);
}

/* An address stands as it is, but for what ends the field or begins a comment. */
static void
write_url(struct buf *out, const char *url)
{
    if (*url == '\0')
        return;
    begin_field(out, "url");
    buf_add_char(out, '{');
    for (const char *at = url; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte <= ' ' || byte >= 0x7F || strchr("{}\\\"", byte) != NULL)
            buf_format(out, "%%%02X", byte);
        else
            buf_add_char(out, *at);
    }
    buf_add_char(out, '}');
}

static const char *
address(const struct publication *publication)
{
    if (*publication->page != '\0' || publication->file_count == 0)
        return publication->page;
    return publication->files[0].url;
}

/* Keys hold neither blanks nor what BibTeX reads as its own. */
static void
write_key(struct buf *out, const char *key)
{
    for (const char *at = key; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        bool bad = byte <= ' ' || byte >= 0x7F || strchr("\"#%'(),={}~\\", byte) != NULL;
        buf_add_char(out, bad ? '-' : *at);
    }
}

/* What biblatex (3.4.1) calls the languages of one work; BibTeX passes over it. */
static void
write_related(struct buf *out, const struct publication *publication)
{
    if (publication->version_count == 0)
        return;
    bool original = *publication->translation_of == '\0';
    begin_field(out, "related");
    buf_add_char(out, '{');
    for (size_t i = 0; original && i < publication->version_count; i++) {
        buf_add_text(out, i == 0 ? "" : ",");
        write_key(out, publication->versions[i].key);
    }
    write_key(out, publication->translation_of);
    buf_add_char(out, '}');
    write_field(out, "relatedtype", original ? "translatedas" : "translationof");
}

void
render_bibtex_entry(struct buf *out, const struct publication *publication)
{
    const struct type *type = find_type(publication->kind);
    const char *title = render_title(publication);
    buf_format(out, "@%s{", type->entry);
    write_key(out, publication->key);
    write_whole(out, "title", &title, 1, "");
    write_whole(out, "author", publication->organisations,
                publication->organisation_count, " and ");
    write_list(out, type->institution, publication->organisations,
               publication->organisation_count);
    if (publication->year != 0) {
        begin_field(out, "year");
        buf_format(out, "{%d}", publication->year);
    }
    write_field(out, "type", strcmp(type->entry, "misc") == 0 ? "" : publication->kind);
    write_field(out, "howpublished",
                strcmp(type->entry, "misc") == 0 ? publication->kind : "");
    write_field(out, "language", publication->lang);
    write_related(out, publication);
    write_list(out, "keywords", publication->topics, publication->topic_count);
    write_url(out, render_url(address(publication)));
    write_field(out, "abstract", publication->about);
    buf_add_text(out, "\n}\n");
}

void
render_bibtex(struct buf *out, const struct render_view *view,
              const struct results *results)
{
    (void)view;
    for (size_t i = 0; i < results->count; i++) {
        buf_add_text(out, i == 0 ? "" : "\n");
        render_bibtex_entry(out, &results->results[i].publication);
    }
}
