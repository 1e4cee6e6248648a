/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results for people at a terminal, and the same lines without colour for everything else. */
#include "base/limits.h"
#include "render/render.h"
#include "render/shell.h"
#include "render/terminal.h"

#include <stdio.h>
#include <string.h>

enum {
    MARGIN = 4,          /* left of titles: room for the rank */
    LOCATOR_COLUMNS = 18 /* longer ones have a line of their own */
};

struct text {
    struct terminal terminal;
    const struct render_view *view;
    const struct results *results;
};

/* ---- the first line ---- */

/* At the right edge, or two blanks behind the counts when they are that long. */
static void
write_time(struct text *text, double ms)
{
    char time[32];
    int length = snprintf(time, sizeof time, "%.0f ms", ms < 1 ? 1 : ms);
    struct terminal *terminal = &text->terminal;
    size_t edge = (text->view->width < 80 ? text->view->width : 80) - (size_t)length;
    if (terminal->column + terminal->word_width + 2 > edge) { /* the words matter more */
        terminal_newline(terminal);
        return;
    }
    terminal_pad(terminal, edge);
    terminal->width = 0;
    terminal_style(terminal, TERMINAL_DIM);
    terminal_string(terminal, time);
    terminal_style(terminal, TERMINAL_PLAIN);
    terminal_newline(terminal);
    terminal->width = text->view->width;
}

static void
write_also(struct text *text)
{
    const char *also[RENDER_ALSO_MAX];
    size_t count = render_also(text->results, also);
    for (size_t i = 0; i < count; i++) {
        terminal_string(&text->terminal, i == 0 ? " (also " : ", ");
        terminal_string(&text->terminal, also[i]);
    }
    if (count > 0)
        terminal_string(&text->terminal, ")");
}

static void
write_suggestion(struct text *text)
{
    const struct results *results = text->results;
    struct buf totals = BUF_INIT(200);
    phrase_totals(&totals, text->view->tongue, results->did_you_mean_pages,
                  results->did_you_mean_publications, true);
    terminal_string(&text->terminal, "Did you mean: ");
    terminal_style(&text->terminal, TERMINAL_BOLD);
    terminal_string(&text->terminal, results->did_you_mean);
    terminal_style(&text->terminal, TERMINAL_PLAIN);
    terminal_string(&text->terminal, " (");
    terminal_string(&text->terminal, totals.data);
    terminal_string(&text->terminal, ")?");
    buf_free(&totals);
}

static void
write_counts(struct text *text)
{
    const struct results *results = text->results;
    struct buf totals = BUF_INIT(200);
    render_totals(&totals, text->view->tongue, results);
    terminal_string(&text->terminal, totals.data);
    buf_free(&totals);
    if (results->like != NULL) {
        terminal_string(&text->terminal, " like ");
        terminal_string(&text->terminal, *results->like->title != '\0'
                                             ? results->like->title
                                             : results->like->key);
    }
    write_also(text);
    write_time(text, results->took_ms);
    if (*results->did_you_mean != '\0') {
        write_suggestion(text);
        terminal_newline(&text->terminal);
    }
}

static void
write_nothing(struct text *text)
{
    terminal_string(&text->terminal, "Nothing found. ");
    if (*text->results->did_you_mean != '\0')
        write_suggestion(text);
    terminal_newline(&text->terminal);
}

static void
write_notes(struct text *text)
{
    if (!text->results->complete)
        terminal_string(&text->terminal,
                        phrase_text(text->view->tongue, PHRASE_INCOMPLETE));
    if (!text->results->complete || *text->results->note != '\0') {
        terminal_string(&text->terminal, " ");
        terminal_string(&text->terminal, text->results->note);
        terminal_newline(&text->terminal);
    }
    if (text->results->cut) {
        terminal_string(&text->terminal, phrase_text(text->view->tongue, PHRASE_CUT));
        terminal_newline(&text->terminal);
    }
}

/* ---- a result ---- */

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
    terminal_pad(terminal, MARGIN);
    terminal->indent = MARGIN;
    terminal_link(terminal, result->url);
    terminal_style(terminal, TERMINAL_BOLD);
    if (*result->publication.title != '\0')
        terminal_string(terminal, result->publication.title);
    else
        terminal_string(terminal, result->publication.key);
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
    terminal_pad(&text->terminal, MARGIN);
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
    terminal_pad(terminal, MARGIN);
    terminal_link(terminal, passage->url);
    terminal_string(terminal, locator);
    terminal_unlink(terminal, passage->url);
    if (terminal_width(locator, strlen(locator)) > LOCATOR_COLUMNS)
        terminal_newline(terminal);
}

static void
write_passage(struct text *text, const struct publication *publication,
              const struct search_passage *passage, size_t columns)
{
    struct terminal *terminal = &text->terminal;
    const char *file = render_file_name(publication, passage->file);
    write_locator(text, passage);
    terminal->indent = MARGIN + columns + 2;
    terminal_pad(terminal, terminal->indent);
    write_runs(terminal, &passage->snippet, TERMINAL_MATCH, TERMINAL_PLAIN);
    terminal_newline(terminal);
    if (*file != '\0') {
        terminal_pad(terminal, terminal->indent);
        terminal_style(terminal, TERMINAL_DIM);
        terminal_string(terminal, file);
        terminal_style(terminal, TERMINAL_PLAIN);
        terminal_newline(terminal);
    }
    if (text->view->request->explain)
        write_explanation(text, passage);
    terminal->indent = MARGIN;
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
    terminal_pad(&text->terminal, MARGIN);
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

static void
write_result(struct text *text, size_t index)
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

static void
write_partial(struct text *text, size_t first)
{
    struct buf words = BUF_INIT(4096), digits = BUF_INIT(40);
    int64_t number;
    bool same = render_partial_words(text->results, first, &words);
    const char *rest =
        render_partial_phrase(text->view->tongue, text->results, same, &number);
    phrase_number(&digits, text->view->tongue, number);
    terminal_newline(&text->terminal);
    for (int which = 1; which != 0;) {
        size_t length;
        const char *part = phrase_step(&rest, &length, &which);
        terminal_text(&text->terminal, part, length);
        terminal_style(&text->terminal, which == 2 ? TERMINAL_BOLD : TERMINAL_PLAIN);
        terminal_string(&text->terminal, which == 1   ? digits.data
                                         : which == 2 ? words.data
                                                      : "");
        terminal_style(&text->terminal, TERMINAL_PLAIN);
    }
    terminal_newline(&text->terminal);
    buf_free(&digits);
    buf_free(&words);
}

static void
write_next(struct text *text)
{
    if (!text->results->more)
        return;
    char page[64];
    snprintf(page, sizeof page, "More: --page=%ld", text->view->request->page + 1);
    terminal_newline(&text->terminal);
    terminal_string(&text->terminal, page);
    terminal_newline(&text->terminal);
}

/* Forms that these results have; the typed one is the first of them. */
static void
write_terms(struct text *text)
{
    for (size_t i = 0; i < text->results->term_count; i++) {
        const struct search_term *term = &text->results->terms[i];
        terminal_string(&text->terminal, term->typed);
        text->terminal.indent = MARGIN;
        for (size_t k = 1; k < term->count; k++) {
            terminal_string(&text->terminal, k == 1 ? ": also " : ", ");
            terminal_string(&text->terminal, term->forms[k]);
        }
        if (!term->found)
            terminal_string(&text->terminal, ": not in these pages");
        text->terminal.indent = 0;
        terminal_newline(&text->terminal);
    }
}

void
render_text(struct buf *out, const struct render_view *view,
            const struct results *results)
{
    struct text text = { TERMINAL_INIT(out, view->width, view->colour, view->hyperlinks),
                         view, results };
    size_t partial = render_partial_count(results);
    if (view->query_id != NULL) {
        terminal_string(&text.terminal, view->query_id);
        terminal_string(&text.terminal, ": ");
        terminal_string(&text.terminal, results->query);
        terminal_newline(&text.terminal);
    }
    if (results->publications == 0 && results->count == 0)
        write_nothing(&text);
    else
        write_counts(&text);
    write_notes(&text);
    if (view->request->explain)
        write_terms(&text);
    for (size_t i = 0; i < results->count; i++) {
        if (partial > 0 && i == results->count - partial)
            write_partial(&text, i);
        write_result(&text, i);
    }
    write_next(&text);
    terminal_finish(&text.terminal);
}
