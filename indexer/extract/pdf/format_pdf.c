/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PDF: pages of lines, what the document says about itself, and its table of contents. */
#include "base/limits.h"
#include "extract/format.h"
#include "pdf_words.h"
#include "reflow_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct work {
    const struct sink *sink;
    struct pdf *pdf;
    struct pdf_info info;
    struct arena *arena; /* of one page */
    int64_t started_ms;
    int64_t missing;        /* pages that the library could not find */
    enum wire_reason worst; /* why pages have no text, when some have none */
    bool sent_text;
};

static int64_t
cpu_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static unsigned
page_budget(const struct work *work)
{
    int64_t left = LIMIT_EXTRACT_WORK_CPU_MS - (cpu_now() - work->started_ms);
    if (left < 0)
        return 0;
    return left < LIMIT_EXTRACT_PAGE_CPU_MS ? (unsigned)left : LIMIT_EXTRACT_PAGE_CPU_MS;
}

static bool
send_note(struct work *work, enum wire_reason reason, int64_t page, const char *text)
{
    struct wire_note note = { reason, page, text };
    if (page > 0 && reason > work->worst)
        work->worst = reason;
    return work->sink->note(work->sink->context, &note);
}

/* ---- one page ---- */

/* Content order first; when it jumps about, the order with fewer jumps. */
static void
choose_order(struct work *work, int64_t number, struct pdf_page *page,
             struct reflow *reflow)
{
    reflow_lines(page->words, page->word_count, work->arena, reflow);
    if (!reflow_is_jumpy(reflow) || page->cut != WIRE_REASON_NONE)
        return;
    struct pdf_page other_page;
    struct reflow other;
    struct error err = ERROR_INIT;
    if (pdf_words_page(work->pdf, number, PDF_ORDER_LAYOUT, page_budget(work),
                       &other_page, &err) == WIRE_REASON_NONE &&
        other_page.cut == WIRE_REASON_NONE) {
        reflow_lines(other_page.words, other_page.word_count, work->arena, &other);
        if (other.bad_jumps < reflow->bad_jumps)
            *reflow = other;
    }
}

static size_t
count_lines(const char *text)
{
    size_t count = 1;
    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

/* Text that comes without boxes: its lines as they are. */
static void
split_plain(struct work *work, const char *text, struct reflow *reflow)
{
    struct wire_line *lines = arena_alloc(work->arena, count_lines(text), sizeof *lines);
    size_t count = 0;
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        if (length > 0)
            lines[count++].text = arena_text(work->arena, at, length);
        at += length + (at[length] == '\n');
    }
    *reflow = (struct reflow) { .lines = lines,
                                .line_count = count,
                                .poor = reflow_text_is_poor_plain(text, strlen(text)) };
}

/* A second reading of the page forgets the texts, so they are copied. */
static const struct wire_line *
copy_comments(struct work *work, const struct pdf_page *page)
{
    struct wire_line *lines =
        arena_alloc(work->arena, page->comment_count, sizeof *lines);
    for (size_t i = 0; i < page->comment_count; i++)
        lines[i].text = arena_copy(work->arena, page->comments[i]);
    return lines;
}

static bool
send_comments(struct work *work, int64_t number, const struct wire_line *lines,
              size_t count)
{
    if (count == 0)
        return true;
    struct wire_unit unit = { .number = number,
                              .part = WIRE_PART_COMMENTS,
                              .label = "",
                              .section = "",
                              .anchor = "",
                              .lang = "",
                              .lines = lines,
                              .line_count = count };
    work->sent_text = true;
    return work->sink->unit(work->sink->context, &unit);
}

static bool
send_body(struct work *work, int64_t number, const struct pdf_page *page,
          const struct reflow *reflow)
{
    struct wire_unit unit = { .number = number,
                              .section = "",
                              .anchor = "",
                              .lang = "",
                              .width = page->width,
                              .height = page->height,
                              .lines = reflow->lines,
                              .line_count = reflow->line_count };
    unit.label = pdf_info_label(work->pdf, number, work->arena);
    unit.flags =
        (page->images ? WIRE_UNIT_IMAGES : 0U) | (reflow->poor ? WIRE_UNIT_POOR : 0U);
    work->sent_text = work->sent_text || reflow->line_count > 0;
    return work->sink->unit(work->sink->context, &unit);
}

static bool
note_cut(struct work *work, int64_t number, enum wire_reason reason)
{
    if (reason == WIRE_REASON_NONE)
        return true;
    return send_note(work, reason, number,
                     reason == WIRE_REASON_TIMEOUT
                         ? "the page took too long and is not complete"
                         : "the page holds too much text and is not complete");
}

static bool
note_failure(struct work *work, int64_t number, enum wire_reason reason,
             const struct error *err)
{
    if (reason == WIRE_REASON_DAMAGED && work->missing++ > 0)
        return true; /* note_missing says it for the others */
    return send_note(work, reason, number, err->text);
}

static bool
note_missing(struct work *work)
{
    if (work->missing < 2)
        return true;
    char text[64];
    snprintf(text, sizeof text, "%" PRId64 " of %" PRId64 " pages are missing",
             work->missing, work->info.pages);
    return send_note(work, WIRE_REASON_DAMAGED, 0, text);
}

static bool
send_page(struct work *work, int64_t number)
{
    struct pdf_page page;
    struct reflow reflow;
    struct error err = ERROR_INIT;
    arena_reset(work->arena);
    enum wire_reason reason = pdf_words_page(work->pdf, number, PDF_ORDER_CONTENT,
                                             page_budget(work), &page, &err);
    if (reason != WIRE_REASON_NONE)
        return note_failure(work, number, reason, &err);
    const struct wire_line *comments = copy_comments(work, &page);
    if (page.plain != NULL)
        split_plain(work, page.plain, &reflow);
    else
        choose_order(work, number, &page, &reflow);
    return send_body(work, number, &page, &reflow) &&
           send_comments(work, number, comments, page.comment_count) &&
           note_cut(work, number, page.cut);
}

/* ---- the document ---- */

static bool
send_pages(struct work *work)
{
    int64_t pages = work->info.pages < LIMIT_PAGES ? work->info.pages : LIMIT_PAGES;
    for (int64_t number = 1; number <= pages; number++) {
        if (page_budget(work) == 0) {
            char text[96];
            snprintf(text, sizeof text,
                     "took too long: pages from %" PRId64 " on are missing", number);
            return send_note(work, WIRE_REASON_TIMEOUT, number, text);
        }
        if (!send_page(work, number))
            return false;
    }
    if (pages == work->info.pages)
        return note_missing(work);
    return send_note(work, WIRE_REASON_TOO_LARGE, 0, "more pages than are read");
}

static bool
add_outline(void *context, const struct wire_outline *outline)
{
    struct work *work = context;
    return work->sink->outline(work->sink->context, outline);
}

static bool
send_document(struct work *work)
{
    const struct pdf_info *info = &work->info;
    struct wire_document document = { .format = "pdf",
                                      .mime = "application/pdf",
                                      .pages = info->pages,
                                      .title = info->title,
                                      .author = info->author,
                                      .lang = info->lang,
                                      .year = info->year,
                                      .flags = info->flags };
    return work->sink->document(work->sink->context, &document) &&
           (!info->xfa || send_note(work, WIRE_REASON_UNSUPPORTED, 0,
                                    "an XFA form: what it shows in Acrobat is not read"));
}

/* %%EOF stands near the end of a whole file; what servers append is rarely longer. */
static bool
is_cut_short(const struct input *input)
{
    enum { TAIL_BYTES = 2048 };
    size_t tail = input->length < TAIL_BYTES ? input->length : TAIL_BYTES;
    return memmem(input->bytes + input->length - tail, tail, "%%EOF", 5) == NULL;
}

static bool
fail_cut_short(struct format_failure *failure)
{
    return format_fail(failure, WIRE_REASON_DAMAGED,
                       "cut short (end of file missing)\nhint: download it again");
}

static bool
fail_without_text(const struct work *work, struct format_failure *failure)
{
    switch ((int)work->worst) {
    case WIRE_REASON_TIMEOUT:
        return format_fail(failure, WIRE_REASON_TIMEOUT, "took too long to read");
    case WIRE_REASON_MEMORY:
        return format_fail(failure, WIRE_REASON_MEMORY,
                           "needs more memory than one document may have");
    default:
        return format_fail(failure, WIRE_REASON_DAMAGED, "damaged: no page can be read");
    }
}

static bool
extract(struct work *work, const struct input *input, struct format_failure *failure)
{
    if (!send_document(work) || !send_pages(work))
        return true; /* the reader is gone: nobody is left to tell */
    pdf_info_outline(work->pdf, add_outline, work);
    if (work->missing > 0 && is_cut_short(input) && work->missing * 2 >= work->info.pages)
        return fail_cut_short(failure);
    if (!work->sent_text && work->worst != WIRE_REASON_NONE)
        return fail_without_text(work, failure);
    return true;
}

static bool
open_and_extract(struct work *work, const struct input *input,
                 struct format_failure *failure)
{
    struct arena *arena = arena_new();
    enum wire_reason reason =
        pdf_open(input->bytes, input->length, input->password, &work->pdf, &failure->err);
    if (reason == WIRE_REASON_NONE)
        reason = pdf_info_read(work->pdf, arena, &work->info, &failure->err);
    failure->reason = reason;
    bool done = reason == WIRE_REASON_NONE && extract(work, input, failure);
    if (reason == WIRE_REASON_DAMAGED && is_cut_short(input))
        fail_cut_short(failure);
    pdf_close(work->pdf);
    arena_free(arena);
    return done;
}

bool
format_pdf_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    struct work work = { .sink = sink, .arena = arena_new(), .started_ms = cpu_now() };
    bool done = open_and_extract(&work, input, failure);
    arena_free(work.arena);
    return done;
}
