/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line a publication for spreadsheets (RFC 4180). */
#include "base/limits.h"
#include "phrase.h"
#include "render/also.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Always in quotes. A cell that a spreadsheet would run as a formula begins with an apostrophe;
 * control characters become blanks. */
static void
write_cell(struct buf *out, const char *text)
{
    buf_add_text(out,
                 out->length == 0 || out->data[out->length - 1] == '\n' ? "\"" : ",\"");
    if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
        buf_add_char(out, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            buf_add_char(out, '"');
        buf_add_char(out, (unsigned char)*at < 0x20 || *at == 0x7F ? ' ' : *at);
    }
    buf_add_char(out, '"');
}

static void
write_integer(struct buf *out, int64_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, number);
    write_cell(out, number == 0 ? "" : text);
}

static void
write_list(struct buf *out, const char *const *items, size_t count)
{
    struct buf list = BUF_INIT(LIMIT_SHOWN_BYTES);
    for (size_t i = 0; i < count; i++) {
        buf_add_text(&list, i == 0 ? "" : "; ");
        buf_add_text(&list, items[i]);
    }
    write_cell(out, list.data);
    buf_free(&list);
}

static void
write_runs(struct buf *out, const struct snippet *snippet)
{
    struct buf text = BUF_INIT(LIMIT_SHOWN_BYTES);
    for (size_t i = 0; i < snippet->count; i++)
        buf_add(&text, snippet->runs[i].text, snippet->runs[i].length);
    write_cell(out, text.data);
    buf_free(&text);
}

static void
write_passage(struct buf *out, const struct search_passage *passage)
{
    static const struct snippet nothing = { NULL, 0 };
    bool shown = passage != NULL;
    write_cell(out, shown && passage->file != NULL ? passage->file->name : "");
    write_cell(out, shown ? passage->page.locator : "");
    write_cell(out, shown ? render_url(passage->url) : "");
    write_runs(out, shown ? &passage->snippet : &nothing);
}

static void
write_languages(struct buf *out, const struct publication *publication)
{
    struct also_item items[ALSO_MOST];
    const char *names[ALSO_MOST];
    size_t count = also_languages(tongue_english(), publication, items);
    for (size_t i = 0; i < count; i++)
        names[i] = items[i].shown;
    write_list(out, names, count);
}

/* By their ids. */
static void
write_versions(struct buf *out, const struct publication *publication)
{
    const char *keys[LIMIT_VERSIONS];
    for (size_t i = 0; i < publication->version_count; i++)
        keys[i] = publication->versions[i].key;
    write_list(out, keys, publication->version_count);
}

static void
write_result(struct buf *out, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    struct buf files = BUF_INIT(500);
    render_files(&files, tongue_english(), publication);
    write_cell(out, publication->key);
    write_cell(out, publication->title);
    write_list(out, publication->organisations, publication->organisation_count);
    write_integer(out, publication->year);
    write_cell(out, publication->kind);
    write_cell(out, publication->lang);
    write_list(out, publication->topics, publication->topic_count);
    write_cell(out, files.data);
    write_cell(out, render_url(result->url));
    write_integer(out, result->matching_pages);
    write_passage(out, result->passage_count > 0 ? &result->passages[0] : NULL);
    write_languages(out, publication);
    write_versions(out, publication);
    buf_add_text(out, "\r\n");
    buf_free(&files);
}

void
render_csv(struct buf *out, const struct render_view *view, const struct results *results)
{
    (void)view;
    buf_add_text(
        out,
        "id,title,organisations,year,kind,language,topics,files,url,"
        "matching_pages,best_file,best_page,best_url,snippet,also_in,translations\r\n");
    for (size_t i = 0; i < results->count; i++)
        write_result(out, &results->results[i]);
}
