/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text: pages where form feeds make them, else paragraphs; hard line ends are undone. */
#include "extract/format.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "charset.h"
#include "extract/flow.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTHS = 256, /* a longer line is counted as this long */
    NARROW = 40,  /* below it lines are verses, lists or addresses */
    WRAPPED_PERCENT = 80,
    PARAGRAPH_LINES = 2000
};

struct text_line {
    const char *text;
    size_t length, width, first_word; /* width in characters */
};

struct text_reading {
    struct flow *flow;
    size_t width; /* that 9 of 10 lines keep to */
    struct text_line lines[PARAGRAPH_LINES];
    size_t count;
    struct buf joined;
};

/* ---- lines ---- */

/* The line at *at without its end; moves *at behind it. CR, LF and both end lines. */
static struct text_line
next_line(const char **at, const char *end)
{
    struct text_line line = { *at, 0, 0, 0 };
    while (*at < end && **at != '\n' && **at != '\r')
        ++*at;
    line.length = (size_t)(*at - line.text);
    if (*at < end)
        *at += end - *at > 1 && (*at)[0] == '\r' && (*at)[1] == '\n' ? 2 : 1;
    return line;
}

static void
trim(struct text_line *line)
{
    while (line->length > 0 && isspace((unsigned char)line->text[0])) {
        line->text++;
        line->length--;
    }
    while (line->length > 0 && isspace((unsigned char)line->text[line->length - 1]))
        line->length--;
    size_t word = 0;
    while (word < line->length && !isspace((unsigned char)line->text[word]))
        word++;
    line->width = utf8_count(line->text, line->length);
    line->first_word = utf8_count(line->text, word);
}

/* A rule under a heading or around a table says nothing. */
static bool
is_rule(const struct text_line *line)
{
    return line->length >= 3 && strspn(line->text, "-=_*~#+|. ") >= line->length;
}

static bool
begins_item(const struct text_line *line)
{
    static const char *const bullets[] = { "- ", "* ", "+ ", "• ", "– ", "· ", "o " };
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t length = strlen(bullets[i]);
        if (line->length > length && memcmp(line->text, bullets[i], length) == 0)
            return true;
    }
    size_t digits = 0;
    while (digits < line->length && digits < 4 &&
           isdigit((unsigned char)line->text[digits]))
        digits++;
    return digits > 0 && digits + 1 < line->length &&
           (line->text[digits] == '.' || line->text[digits] == ')') &&
           line->text[digits + 1] == ' ';
}

static size_t
usual_width(const char *text, size_t length)
{
    size_t counts[WIDTHS] = { 0 }, total = 0;
    const char *at = text, *end = text + length;
    while (at < end) {
        struct text_line line = next_line(&at, end);
        trim(&line);
        if (line.length == 0)
            continue;
        counts[line.width < WIDTHS ? line.width : WIDTHS - 1]++;
        total++;
    }
    size_t width = WIDTHS - 1;
    for (size_t above = counts[width]; width > 0 && above * 10 < total;
         above += counts[width])
        width--;
    return width;
}

/* ---- paragraphs ---- */

/* Somebody broke these lines at a margin: the next word would not have fitted. */
static bool
is_wrapped(const struct text_reading *reading)
{
    size_t breaks = reading->count - 1, full = 0;
    if (reading->width < NARROW || reading->width >= WIDTHS - 1)
        return false;
    for (size_t i = 0; i < breaks; i++)
        full += reading->lines[i].width + 1 + reading->lines[i + 1].first_word >
                reading->width;
    return full * 100 >= breaks * WRAPPED_PERCENT;
}

static bool
ends_with(const struct buf *text, const char *end)
{
    size_t length = strlen(end);
    return text->length >= length &&
           memcmp(text->data + text->length - length, end, length) == 0;
}

/* A hyphen at the end may or may not belong to the word: whoever knows the other words of the
 * document decides, and so the line ends here. */
static void
append_line(struct text_reading *reading, const struct text_line *line)
{
    struct buf *joined = &reading->joined;
    if (ends_with(joined, "\xC2\xAD")) {
        buf_cut(joined, joined->length - 2);
    } else if (joined->length > 1 && (ends_with(joined, "-") || ends_with(joined, "‐")) &&
               joined->data[joined->length - 2] != ' ') {
        flow_add(reading->flow, joined->data, joined->length, WIRE_STYLE_TEXT, 0);
        buf_reset(joined);
    } else if (joined->length > 0) {
        buf_add_char(joined, ' ');
    }
    buf_add(joined, line->text, line->length);
}

static void
end_paragraph(struct text_reading *reading)
{
    if (reading->count == 0)
        return;
    enum wire_style style =
        begins_item(&reading->lines[0]) ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
    bool wrapped = is_wrapped(reading);
    for (size_t i = 0; i < reading->count; i++) {
        const struct text_line *line = &reading->lines[i];
        if (wrapped)
            append_line(reading, line);
        else
            flow_add(reading->flow, line->text, line->length, style, 0);
    }
    flow_add(reading->flow, reading->joined.data, reading->joined.length, style, 0);
    buf_reset(&reading->joined);
    reading->count = 0;
}

static void
read_lines(struct text_reading *reading, const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    while (at < end && !reading->flow->gone) {
        struct text_line line = next_line(&at, end);
        trim(&line);
        bool rule = is_rule(&line);
        if (line.length == 0 || rule || begins_item(&line) ||
            reading->count == PARAGRAPH_LINES)
            end_paragraph(reading);
        if (line.length > 0 && !rule)
            reading->lines[reading->count++] = line;
    }
    end_paragraph(reading);
}

/* ---- pages ---- */

/* A form feed at the very end only tells a printer to let go. */
static int64_t
count_pages(const char *text, size_t length)
{
    int64_t pages = 1;
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    for (size_t i = 0; i < length; i++)
        pages += text[i] == '\f';
    return pages;
}

static void
read_pages(struct text_reading *reading, const char *text, size_t length)
{
    struct flow *flow = reading->flow;
    const char *end = text + length;
    for (int64_t page = 1; text < end && page <= LIMIT_PAGES; page++) {
        const char *stop = memchr(text, '\f', (size_t)(end - text));
        if (!stop)
            stop = end;
        flow->number = page;
        read_lines(reading, text, (size_t)(stop - text));
        flow_end_unit(flow);
        text = stop + 1;
    }
}

bool
format_text_extract(const struct input *input, const struct sink *sink,
                    struct format_failure *failure)
{
    struct buf text = BUF_INIT(LIMIT_TEXT_BYTES);
    struct charset_hints hints = { input->mime, false };
    struct charset_result charset;
    struct flow flow;
    struct text_reading *reading = memory_new(1, sizeof *reading);
    (void)failure;
    charset_decode(input->bytes, input->length, &hints, &text, &charset);
    flow_open(&flow, sink, "text", "text/plain");
    if (input->length > CHARSET_INPUT_BYTES)
        flow_warn(&flow, WIRE_REASON_TOO_LARGE, "too long; the rest of it is left out");
    int64_t pages = count_pages(text.data, text.length);
    flow.paged = pages > 1;
    flow.document.pages = flow.paged ? pages : 0;
    reading->flow = &flow;
    reading->width = usual_width(text.data, text.length);
    reading->joined = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
    if (flow.paged)
        read_pages(reading, text.data, text.length);
    else
        read_lines(reading, text.data, text.length);
    flow_finish(&flow);
    flow_close(&flow);
    buf_free(&reading->joined);
    free(reading);
    buf_free(&text);
    return true;
}
