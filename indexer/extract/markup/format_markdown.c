/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown: headings, lists, tables, fences and front matter, without their marks. */
#include "extract/format.h"

#include "base/limits.h"
#include "charset.h"
#include "extract/flow.h"
#include "extract/metadata.h"
#include "markdown_inline.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { FENCE_LEAST = 3, HEADING_LEVELS = 6 };

struct span {
    const char *text;
    size_t length;
};

struct markdown_reading {
    struct flow *flow;
    struct arena *arena;
    struct buf paragraph, clean;
    struct unit alts;
    enum wire_style style; /* of the open paragraph */
    char fence;            /* '`' or '~' inside a fence */
    size_t fence_length;
    bool in_table, in_comment;
};

/* ---- spans ---- */

static struct span
next_line(const char **at, const char *end)
{
    struct span line = { *at, 0 };
    while (*at < end && **at != '\n' && **at != '\r')
        ++*at;
    line.length = (size_t)(*at - line.text);
    if (*at < end)
        *at += end - *at > 1 && (*at)[0] == '\r' && (*at)[1] == '\n' ? 2 : 1;
    return line;
}

static struct span
trimmed(struct span line)
{
    while (line.length > 0 && isspace((unsigned char)line.text[0])) {
        line.text++;
        line.length--;
    }
    while (line.length > 0 && isspace((unsigned char)line.text[line.length - 1]))
        line.length--;
    return line;
}

static struct span
without(struct span line, size_t bytes)
{
    return trimmed((struct span) { line.text + bytes, line.length - bytes });
}

static size_t
run_of(struct span line, char c)
{
    size_t run = 0;
    while (run < line.length && line.text[run] == c)
        run++;
    return run;
}

static bool
consists_of(struct span line, const char *chars)
{
    for (size_t i = 0; i < line.length; i++)
        if (!strchr(chars, line.text[i]))
            return false;
    return line.length > 0;
}

/* ---- paragraphs ---- */

static void
add_clean(struct markdown_reading *reading, enum wire_style style, unsigned level)
{
    flow_add(reading->flow, reading->clean.data, reading->clean.length, style, level);
    flow_add_unit(reading->flow, &reading->alts);
    buf_reset(&reading->clean);
    unit_reset(&reading->alts);
}

static void
end_paragraph(struct markdown_reading *reading)
{
    struct buf *text = &reading->paragraph;
    markdown_inline_read(text->data, text->length, &reading->clean, &reading->alts);
    add_clean(reading, reading->style, 0);
    buf_reset(text);
    reading->style = WIRE_STYLE_TEXT;
    reading->in_table = false;
}

/* Two spaces or a backslash at its end make a line end stay. */
static void
continue_paragraph(struct markdown_reading *reading, struct span line, bool hard)
{
    struct buf *text = &reading->paragraph;
    if (text->length > 0 && text->data[text->length - 1] != '\n')
        buf_add_char(text, ' ');
    buf_add(text, line.text, line.length);
    if (hard)
        buf_add_char(text, '\n');
}

/* "Title {#anchor .class}" as Pandoc and many site generators have it. */
static struct span
take_attributes(struct markdown_reading *reading, struct span heading)
{
    if (heading.length == 0 || heading.text[heading.length - 1] != '}')
        return heading;
    const char *open = memrchr(heading.text, '{', heading.length);
    if (!open)
        return heading;
    const char *end = heading.text + heading.length - 1;
    const char *hash = memchr(open, '#', (size_t)(end - open));
    if (hash) {
        size_t length = strcspn(hash + 1, " }");
        flow_set_anchor(reading->flow, hash + 1, length);
    }
    return trimmed((struct span) { heading.text, (size_t)(open - heading.text) });
}

static void
add_heading(struct markdown_reading *reading, struct span heading, unsigned level)
{
    flow_set_anchor(reading->flow, "", 0);
    heading = take_attributes(reading, heading);
    markdown_inline_read(heading.text, heading.length, &reading->clean, &reading->alts);
    add_clean(reading, WIRE_STYLE_HEADING, level);
}

/* ---- kinds of lines: each takes the line or leaves it to the next ---- */

static bool
take_fence(struct markdown_reading *reading, struct span line)
{
    char mark = line.length > 0 ? line.text[0] : '\0';
    size_t run = mark == '`' || mark == '~' ? run_of(line, mark) : 0;
    if (reading->fence == '\0') {
        if (run < FENCE_LEAST ||
            (mark == '`' && memchr(line.text + run, '`', line.length - run)))
            return false;
        end_paragraph(reading);
        reading->fence = mark;
        reading->fence_length = run;
        return true;
    }
    if (mark == reading->fence && run >= reading->fence_length && run == line.length)
        reading->fence = '\0';
    else
        flow_add(reading->flow, line.text, line.length, WIRE_STYLE_TEXT, 0);
    return true;
}

static bool
take_comment(struct markdown_reading *reading, struct span line)
{
    bool opens = line.length >= 4 && memcmp(line.text, "<!--", 4) == 0;
    if (!opens && !reading->in_comment)
        return false;
    reading->in_comment = memmem(line.text, line.length, "-->", 3) == NULL;
    return true;
}

static bool
take_heading(struct markdown_reading *reading, struct span line)
{
    size_t level = run_of(line, '#');
    if (level == 0 || level > HEADING_LEVELS ||
        (line.length > level && !isspace((unsigned char)line.text[level])))
        return false;
    end_paragraph(reading);
    struct span heading = without(line, level);
    size_t end = heading.length;
    while (end > 0 && heading.text[end - 1] == '#')
        end--;
    if (end == 0 || isspace((unsigned char)heading.text[end - 1]))
        heading.length = end;
    add_heading(reading, trimmed(heading), (unsigned)level);
    return true;
}

/* A line of = or - under a paragraph makes it a heading; alone it is a rule. */
static bool
take_rule(struct markdown_reading *reading, struct span line)
{
    bool underline = consists_of(line, "=") || consists_of(line, "-");
    if (underline && reading->paragraph.length > 0 && reading->style == WIRE_STYLE_TEXT) {
        struct buf text = reading->paragraph;
        reading->paragraph = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
        add_heading(reading, trimmed((struct span) { text.data, text.length }),
                    line.text[0] == '=' ? 1 : 2);
        buf_free(&text);
        return true;
    }
    if (line.length < 3 || !consists_of(line, "-*_= "))
        return false;
    end_paragraph(reading);
    return true;
}

static void
add_row(struct markdown_reading *reading, struct span line)
{
    struct buf row = BUF_INIT(LIMIT_PAGE_BYTES);
    size_t from = line.length > 0 && line.text[0] == '|';
    for (size_t at = from; at <= line.length; at++) {
        bool border =
            at == line.length || (line.text[at] == '|' && line.text[at - 1] != '\\');
        if (!border && at < line.length)
            continue;
        struct span cell = trimmed((struct span) { line.text + from, at - from });
        markdown_inline_read(cell.text, cell.length, &row, &reading->alts);
        buf_add_char(&row, '\t');
        from = at + 1;
        if (at + 1 == line.length)
            break;
    }
    buf_add(&reading->clean, row.data, row.length);
    add_clean(reading, WIRE_STYLE_ROW, 0);
    buf_free(&row);
}

static bool
take_row(struct markdown_reading *reading, struct span line)
{
    bool pipe = line.length > 0 && memchr(line.text, '|', line.length);
    if (pipe && consists_of(line, "|:- ") && memchr(line.text, '-', line.length)) {
        struct buf header = reading->paragraph; /* its row had no pipe at the start */
        reading->paragraph = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
        if (header.length > 0)
            add_row(reading, trimmed((struct span) { header.data, header.length }));
        buf_free(&header);
        reading->in_table = true;
        return true;
    }
    if (!pipe || (line.text[0] != '|' && !reading->in_table))
        return false;
    if (!reading->in_table)
        end_paragraph(reading);
    add_row(reading, line);
    return true;
}

/* "[name]: target" is dropped, the text of a footnote stays. */
static bool
take_definition(struct markdown_reading *reading, struct span line)
{
    if (line.length < 4 || line.text[0] != '[' || reading->paragraph.length > 0)
        return false;
    const char *close = memmem(line.text, line.length, "]:", 2);
    if (!close)
        return false;
    if (line.text[1] == '^')
        continue_paragraph(reading, without(line, (size_t)(close + 2 - line.text)),
                           false);
    return true;
}

static size_t
item_mark(struct span line)
{
    if (line.length < 2)
        return 0;
    size_t digits = 0;
    while (digits < line.length && digits < 9 &&
           isdigit((unsigned char)line.text[digits]))
        digits++;
    bool number = digits > 0 && digits < line.length && strchr(".)", line.text[digits]);
    bool bullet = strchr("-*+", line.text[0]) != NULL;
    size_t mark = number ? digits + 1 : bullet;
    return mark > 0 && mark < line.length && isspace((unsigned char)line.text[mark])
               ? mark
               : 0;
}

static bool
take_item(struct markdown_reading *reading, struct span line, bool hard)
{
    size_t mark = item_mark(line);
    if (mark == 0)
        return false;
    end_paragraph(reading);
    reading->style = WIRE_STYLE_LIST;
    struct span item = without(line, mark);
    bool task = item.length > 3 && item.text[0] == '[' && item.text[2] == ']' &&
                strchr(" xX", item.text[1]);
    continue_paragraph(reading, task ? without(item, 3) : item, hard);
    return true;
}

static void
read_line(struct markdown_reading *reading, struct span raw)
{
    bool hard = raw.length > 2 && memcmp(raw.text + raw.length - 2, "  ", 2) == 0;
    struct span line = trimmed(raw);
    if (take_fence(reading, line) || take_comment(reading, line))
        return;
    while (line.length > 0 && line.text[0] == '>')
        line = without(line, 1);
    if (line.length == 0) {
        end_paragraph(reading);
        return;
    }
    hard |= line.text[line.length - 1] == '\\';
    if (take_heading(reading, line) || take_row(reading, line) ||
        take_rule(reading, line) || take_definition(reading, line) ||
        take_item(reading, line, hard))
        return;
    reading->in_table = false;
    continue_paragraph(reading, line, hard);
}

/* ---- front matter ---- */

static struct span
unquoted(struct span value)
{
    value = trimmed(value);
    if (value.length >= 2 && (value.text[0] == '"' || value.text[0] == '\'') &&
        value.text[value.length - 1] == value.text[0])
        return (struct span) { value.text + 1, value.length - 2 };
    return value;
}

static void
take_field(struct markdown_reading *reading, struct span line, char separator)
{
    struct wire_document *document = &reading->flow->document;
    const char *colon = memchr(line.text, separator, line.length);
    if (!colon)
        return;
    struct span key = trimmed((struct span) { line.text, (size_t)(colon - line.text) });
    struct span value = unquoted(without(line, (size_t)(colon + 1 - line.text)));
    struct arena *arena = reading->arena;
    const char *name = arena_text(arena, key.text, key.length);
    if (strcasecmp(name, "title") == 0)
        document->title = metadata_text(arena, value.text, value.length);
    else if (strcasecmp(name, "author") == 0)
        document->author = metadata_text(arena, value.text, value.length);
    else if (strcasecmp(name, "lang") == 0 || strcasecmp(name, "language") == 0)
        document->lang = metadata_lang(arena, value.text, value.length);
    else if (strcasecmp(name, "date") == 0 || strcasecmp(name, "year") == 0)
        document->year = metadata_year(value.text, value.length);
}

/* Between lines of --- (YAML) or +++ (TOML) at the very start. Without the second there is no
 * front matter but a rule, and nothing is lost. */
static const char *
read_front_matter(struct markdown_reading *reading, const char *text, const char *end)
{
    const char *at = text;
    struct span first = next_line(&at, end);
    bool yaml = first.length == 3 && memcmp(first.text, "---", 3) == 0;
    bool toml = first.length == 3 && memcmp(first.text, "+++", 3) == 0;
    for (const char *ahead = at; (yaml || toml) && ahead < end;) {
        struct span line = next_line(&ahead, end);
        bool closes = line.length == 3 && (memcmp(line.text, first.text, 3) == 0 ||
                                           (yaml && memcmp(line.text, "...", 3) == 0));
        if (!closes)
            continue;
        while (at < line.text)
            take_field(reading, next_line(&at, end), yaml ? ':' : '=');
        return ahead;
    }
    return text;
}

bool
format_markdown_extract(const struct input *input, const struct sink *sink,
                        struct format_failure *failure)
{
    struct buf text = BUF_INIT(LIMIT_TEXT_BYTES);
    struct charset_hints hints = { input->mime, false };
    struct charset_result charset;
    struct flow flow;
    struct markdown_reading reading = { .flow = &flow,
                                        .arena = arena_new(),
                                        .paragraph = BUF_INIT(LIMIT_PAGE_BYTES),
                                        .clean = BUF_INIT(LIMIT_PAGE_BYTES) };
    (void)failure;
    charset_decode(input->bytes, input->length, &hints, &text, &charset);
    flow_open(&flow, sink, "markdown", "text/markdown");
    if (input->length > CHARSET_INPUT_BYTES)
        flow_warn(&flow, WIRE_REASON_TOO_LARGE, "too long; the rest of it is left out");
    unit_open(&reading.alts);
    const char *end = text.data + text.length;
    const char *at = read_front_matter(&reading, text.data, end);
    while (at < end && !flow.gone)
        read_line(&reading, next_line(&at, end));
    end_paragraph(&reading);
    flow_finish(&flow);
    flow_close(&flow);
    unit_close(&reading.alts);
    buf_free(&reading.paragraph);
    buf_free(&reading.clean);
    arena_free(reading.arena);
    buf_free(&text);
    return true;
}
