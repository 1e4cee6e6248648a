/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results for people at a terminal, and the same lines without colour for everything else. */
#include "base/limits.h"
#include "render/render.h"
#include "render/text_parts.h"

#include <stdio.h>
#include <string.h>

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
        terminal_string(&text->terminal, render_title(results->like));
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

/* ---- all of it ---- */

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
        text->terminal.indent = TEXT_MARGIN;
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
        text_result(&text, i);
    }
    write_next(&text);
    terminal_finish(&text.terminal);
}
