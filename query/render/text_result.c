/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One publication at a terminal: title, facts, passages, and the command that shows more. */
#include "base/limits.h"
#include "render/also.h"
#include "render/shell.h"
#include "render/text_parts.h"

#include <stdio.h>
#include <string.h>

enum { LOCATOR_COLUMNS = 18 }; /* longer ones have a line of their own */

static void
write_runs(struct terminal *terminal, const struct snippet *snippet,
           enum terminal_style match, enum terminal_style other)
{
    for (size_t i = 0; i < snippet->count; i++) {
        terminal_style(terminal, snippet->runs[i].match ? match : other);
        terminal_text(terminal, snippet->runs[i].text, snippet->runs[i].length);
    }
    terminal_style(terminal, TERMINAL_PLAIN);
}

static void
write_title(struct text *text, size_t rank, const struct search_result *result)
{
    struct terminal *terminal = &text->terminal;
    char number[24];
    snprintf(number, sizeof number, "%zu", rank);
    terminal_pad(terminal, rank < 10 ? 1 : 0);
    terminal_string(terminal, number);
    terminal_pad(terminal, TEXT_MARGIN);
    terminal->indent = TEXT_MARGIN;
    terminal_link(terminal, result->url);
    terminal_style(terminal, TERMINAL_BOLD);
    terminal_string(terminal, render_title(&result->publication));
    terminal_style(terminal, TERMINAL_PLAIN);
    terminal_unlink(terminal, result->url);
    terminal_newline(terminal);
}

static void
write_between(struct text *text, bool *first)
{
    if (!*first)
        terminal_string(&text->terminal, " · ");
    *first = false;
}

static void
write_meta(struct text *text, const struct publication *publication)
{
    struct buf files = BUF_INIT(500);
    bool first = true;
    terminal_pad(&text->terminal, TEXT_MARGIN);
    for (size_t i = 0; i < publication->organisation_count; i++) {
        terminal_string(&text->terminal, i == 0 ? "" : ", ");
        terminal_string(&text->terminal, publication->organisations[i]);
        first = false;
    }
    if (publication->year != 0) {
        char year[16];
        snprintf(year, sizeof year, "%d", publication->year);
        write_between(text, &first);
        terminal_string(&text->terminal, year);
    }
    render_files(&files, text->view->tongue, publication);
    if (files.length > 0) {
        write_between(text, &first);
        terminal_string(&text->terminal, files.data);
    }
    buf_reset(&files);
    struct also_item items[ALSO_MOST];
    size_t count = also_languages(text->view->tongue, publication, items);
    also_write_text(&files, text->view->tongue, PHRASE_ALSO_IN, items, count);
    if (files.length > 0) {
        write_between(text, &first);
        terminal_string(&text->terminal, files.data);
    }
    write_between(text, &first);
    terminal_string(&text->terminal, publication->key);
    terminal_newline(&text->terminal);
    buf_free(&files);
}

static size_t
locator_columns(const struct search_result *result)
{
    size_t most = 0;
    for (size_t i = 0; i < result->passage_count; i++) {
        const char *locator = render_locator(&result->passages[i]);
        size_t width = terminal_width(locator, strlen(locator));
        most = width > most && width <= LOCATOR_COLUMNS ? width : most;
    }
    return most;
}

/* One line for each word, and for what words standing together are worth; the engine ends with
 * the sum, which is the score. */
static void
write_reasons(struct text *text, const char *reasons)
{
    while (*reasons != '\0') {
        const char *end = strstr(reasons, "; ");
        if (end == NULL)
            return;
        terminal_pad(&text->terminal, text->terminal.indent);
        terminal_text(&text->terminal, reasons, (size_t)(end - reasons));
        terminal_newline(&text->terminal);
        reasons = end + 2;
    }
}

static void
write_explanation(struct text *text, const struct search_passage *passage)
{
    char score[48];
    snprintf(score, sizeof score, "score %.3f", passage->score);
    terminal_pad(&text->terminal, text->terminal.indent);
    terminal_style(&text->terminal, TERMINAL_DIM);
    terminal_string(&text->terminal, score);
    terminal_newline(&text->terminal);
    text->terminal.indent += 2;
    write_reasons(text, passage->explanation == NULL ? "" : passage->explanation);
    text->terminal.indent -= 2;
    terminal_style(&text->terminal, TERMINAL_PLAIN);
}

static void
write_locator(struct text *text, const struct search_passage *passage)
{
    struct terminal *terminal = &text->terminal;
    const char *locator = render_locator(passage);
    terminal_pad(terminal, TEXT_MARGIN);
    terminal_link(terminal, passage->url);
    terminal_string(terminal, locator);
    terminal_unlink(terminal, passage->url);
    if (terminal_width(locator, strlen(locator)) > LOCATOR_COLUMNS)
        terminal_newline(terminal);
}

/* "Slides, day 1 · also as PPTX" */
static void
write_file_name(struct buf *out, const struct tongue *tongue,
                const struct publication *publication,
                const struct publication_file *file)
{
    struct also_item items[ALSO_MOST];
    size_t count = also_formats(tongue, publication, file, items);
    buf_add_text(out, render_file_name(publication, file));
    buf_add_text(out, out->length > 0 && count > 0 ? " · " : "");
    also_write_text(out, tongue, PHRASE_ALSO_AS, items, count);
}

static void
write_passage(struct text *text, const struct publication *publication,
              const struct search_passage *passage, size_t columns)
{
    struct terminal *terminal = &text->terminal;
    struct buf file = BUF_INIT(LIMIT_SHOWN_BYTES);
    write_file_name(&file, text->view->tongue, publication, passage->file);
    write_locator(text, passage);
    terminal->indent = TEXT_MARGIN + columns + 2;
    terminal_pad(terminal, terminal->indent);
    write_runs(terminal, &passage->snippet, TERMINAL_MATCH, TERMINAL_PLAIN);
    terminal_newline(terminal);
    if (file.length > 0) {
        terminal_pad(terminal, terminal->indent);
        terminal_style(terminal, TERMINAL_DIM);
        terminal_string(terminal, file.data);
        terminal_style(terminal, TERMINAL_PLAIN);
        terminal_newline(terminal);
    }
    if (text->view->request->explain)
        write_explanation(text, passage);
    terminal->indent = TEXT_MARGIN;
    buf_free(&file);
}

/* ---- the command that shows more ---- */

static void
write_options(struct buf *out, const struct request *request)
{
    for (size_t i = 0; i < request->lang.count; i++) {
        buf_add_text(out, " -l ");
        shell_argument(out, request->lang.items[i]);
    }
    if (request->exact)
        buf_add_text(out, " -x");
}

static void
write_more(struct text *text, const struct search_result *result)
{
    int64_t more = result->matching_pages - (int64_t)result->passage_count;
    if (more <= 0 || result->passage_count == 0)
        return;
    struct buf command = BUF_INIT(LIMIT_SHOWN_BYTES), field = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_char(&command, '+');
    phrase_number(&command, text->view->tongue, more);
    buf_add_text(&command, " more: stepwell");
    write_options(&command, text->view->request);
    bool plain = shell_is_plain(result->publication.key);
    buf_format(&field, plain ? "in:%s" : "in:\"%s\"", result->publication.key);
    buf_add_char(&command, ' ');
    shell_argument(&command, field.data);
    buf_add_char(&command, ' ');
    shell_words(&command, text->results->query);
    terminal_pad(&text->terminal, TEXT_MARGIN);
    text->terminal.width = 0; /* a command is copied in one piece */
    terminal_style(&text->terminal, TERMINAL_DIM);
    terminal_string(&text->terminal, command.data);
    terminal_style(&text->terminal, TERMINAL_PLAIN);
    terminal_newline(&text->terminal);
    text->terminal.width = text->view->width;
    buf_free(&field);
    buf_free(&command);
}

/* ---- all of it ---- */

void
text_result(struct text *text, size_t index)
{
    const struct search_result *result = &text->results->results[index];
    size_t columns = locator_columns(result);
    terminal_newline(&text->terminal);
    write_title(text, text->results->first + index + 1, result);
    write_meta(text, &result->publication);
    for (size_t i = 0; i < result->passage_count; i++)
        write_passage(text, &result->publication, &result->passages[i], columns);
    write_more(text, result);
    text->terminal.indent = 0;
}
