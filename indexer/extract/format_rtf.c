/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RTF: groups, control words and bytes (Rich Text Format Specification 1.9.1). */
#include "extract/format.h"

#include "extract/codepage.h"
#include "extract/metadata.h"
#include "extract/rtf_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_BYTES = 32, DIGITS = 10 };

/* ---- groups ---- */

static void
begin_group(struct rtf_reading *reading)
{
    rtf_text_flush(reading);
    reading->skip = 0;
    if (reading->depth == LIMIT_GROUP_DEPTH) {
        reading->beyond++;
        flow_warn(&reading->flow, WIRE_REASON_TOO_DEEP,
                  "nested too deeply; the innermost text is left out");
        return;
    }
    struct rtf_group *group = &reading->groups[++reading->depth];
    *group = group[-1];
    group->box = group->running = group->field = false;
    if (group->place == RTF_STYLES) {
        reading->open_style = (struct rtf_style) { .base = -1 };
        reading->open_style_used = true;
        buf_reset(&reading->name);
    }
}

static void
end_shape_value(struct rtf_reading *reading)
{
    if (strcmp(reading->shape_name.data, "wzDescription") == 0)
        story_alt(reading->story, reading->shape_value.data, reading->shape_value.length);
    buf_reset(&reading->shape_name);
    buf_reset(&reading->shape_value);
}

static void
take_properties(struct rtf_reading *reading)
{
    struct wire_document *document = &reading->flow.document;
    if (reading->flow.document_sent)
        return;
    document->title =
        metadata_text(reading->arena, reading->title.data, reading->title.length);
    document->author =
        metadata_text(reading->arena, reading->author.data, reading->author.length);
}

static void
end_place(struct rtf_reading *reading, const struct rtf_group *group)
{
    if (group->place == RTF_STYLES && reading->open_style_used) {
        rtf_tables_add_style(&reading->tables, reading->open_style, reading->name.data);
        reading->open_style_used = false;
    } else if (group->place == RTF_SHAPE_VALUE && group[-1].place != RTF_SHAPE_VALUE) {
        end_shape_value(reading);
    } else if (group->place == RTF_TITLE || group->place == RTF_AUTHOR) {
        take_properties(reading);
    }
    if (group->field)
        docx_fields_end(&reading->fields);
}

static void
end_group(struct rtf_reading *reading)
{
    rtf_text_flush(reading);
    reading->skip = 0;
    if (reading->beyond > 0) {
        reading->beyond--;
        return;
    }
    const struct rtf_group *group = rtf_text_group(reading);
    if (reading->depth == 0)
        return;
    end_place(reading, group);
    if (group->box) {
        story_end_box(reading->story);
    } else if (group->running) {
        rtf_text_end_paragraph(reading);
        rtf_text_end_row(reading);
        reading->story = &reading->body;
    }
    reading->depth--;
}

/* ---- control words ---- */

static void
go(struct rtf_reading *reading, enum rtf_place place)
{
    rtf_text_group(reading)->place = place;
    if (place == RTF_SHAPE_NAME)
        buf_reset(&reading->shape_name);
}

/* The Unicode form of a destination stands where its old form would. */
static void
go_to_unicode_form(struct rtf_reading *reading)
{
    struct rtf_group *group = rtf_text_group(reading), *outer = group;
    while (outer > reading->groups && outer->place == RTF_ALTERNATIVE)
        outer--;
    group->place = outer->place;
}

static void
begin_box(struct rtf_reading *reading, enum story_place place)
{
    struct rtf_group *group = rtf_text_group(reading);
    if (group->box || group->running)
        return;
    group->place = RTF_TEXT;
    group->box = true;
    group->in_table = group->list = group->hidden = false;
    group->level = 0;
    story_begin_box(reading->story, place);
}

static void
begin_running(struct rtf_reading *reading)
{
    struct rtf_group *group = rtf_text_group(reading);
    if (reading->story == &reading->headers || group->box)
        return;
    group->place = RTF_TEXT;
    group->running = true;
    group->in_table = group->list = group->hidden = false;
    group->level = 0;
    reading->story = &reading->headers;
}

static void
begin_field(struct rtf_reading *reading)
{
    struct rtf_group *group = rtf_text_group(reading);
    if (group->field)
        return;
    group->field = true;
    docx_fields_begin(&reading->fields);
}

static void
set_font(struct rtf_reading *reading, long number)
{
    struct rtf_group *group = rtf_text_group(reading);
    if (group->place == RTF_FONTS)
        rtf_tables_add_font(&reading->tables, number);
    else
        group->font = number;
}

static void
set_style(struct rtf_reading *reading, long number)
{
    struct rtf_group *group = rtf_text_group(reading);
    if (group->place == RTF_STYLES)
        reading->open_style.number = number;
    else
        group->style = number;
}

/* 0 to 8; 9 is body text. */
static void
set_level(struct rtf_reading *reading, long value)
{
    struct rtf_group *group = rtf_text_group(reading);
    long level = value >= 0 && value < 9 ? value + 1 : 0;
    if (group->place == RTF_STYLES)
        reading->open_style.level = (unsigned)level;
    else
        group->level = level;
}

static void
set_paragraph_defaults(struct rtf_group *group)
{
    group->list = group->in_table = false;
    group->style = 0;
    group->level = -1;
}

static void
set_plain(struct rtf_group *group)
{
    group->hidden = group->deleted = group->far = false;
    group->font = -1;
}

static void
set_unicode(struct rtf_reading *reading, long value)
{
    reading->skip = rtf_text_group(reading)->unicode_skip;
    rtf_text_code(reading, (uint32_t)value & 0xFFFF);
}

static void
skip_binary(struct rtf_reading *reading, long length)
{
    if (length > 0)
        reading->at +=
            length < reading->end - reading->at ? length : reading->end - reading->at;
}

/* Words that change how text is read. has: a number was given. */
static void
act_on_state(struct rtf_reading *reading, int act, long value, bool has)
{
    struct rtf_group *group = rtf_text_group(reading);
    bool on = !has || value != 0;
    switch (act) {
    case RTF_UNICODE_SKIP: group->unicode_skip = value < 0 ? 0 : value; break;
    case RTF_ANSI_PAGE: reading->ansi_page = value; break;
    case RTF_FONT: set_font(reading, value); break;
    case RTF_FAR_FONT:
        if (group->far)
            group->far_font = value;
        break;
    case RTF_FONT_CHARSET:
        rtf_tables_set_page(&reading->tables, codepage_of_font(value));
        break;
    case RTF_FONT_PAGE: rtf_tables_set_page(&reading->tables, value); break;
    case RTF_DEFAULT_FONT: reading->default_font = value; break;
    case RTF_LANG: group->lang = value; break;
    case RTF_PLAIN: set_plain(group); break;
    case RTF_HIDDEN: group->hidden = on; break;
    case RTF_DELETED: group->deleted = on; break;
    default: break;
    }
}

static void
act_on_paragraph(struct rtf_reading *reading, int act, long value, bool has)
{
    struct rtf_group *group = rtf_text_group(reading);
    switch (act) {
    case RTF_PARAGRAPH_DEFAULTS: set_paragraph_defaults(group); break;
    case RTF_STYLE: set_style(reading, value); break;
    case RTF_STYLE_BASE: reading->open_style.base = value; break;
    case RTF_STYLE_OTHER:
        if (group->place == RTF_STYLES)
            reading->open_style_used = false;
        break;
    case RTF_OUTLINE_LEVEL: set_level(reading, value); break;
    case RTF_LIST: group->list = !has || value > 0; break;
    case RTF_IN_TABLE: group->in_table = !has || value != 0; break;
    case RTF_YEAR:
        if (group->place == RTF_PASSED && value >= 1970 && value < 2200)
            reading->flow.document.year = (int)value;
        break;
    default: act_on_state(reading, act, value, has); break;
    }
}

/* Words that are text, or begin or end something. */
static void
act(struct rtf_reading *reading, const struct rtf_word *word, long value, bool has)
{
    bool text = rtf_text_group(reading)->place == RTF_TEXT;
    switch ((int)word->act) {
    case RTF_GO: go(reading, (enum rtf_place)word->value); break;
    case RTF_WRITE: rtf_text_code(reading, (uint32_t)word->value); break;
    case RTF_UNICODE: set_unicode(reading, value); break;
    case RTF_BEGIN_BOX: begin_box(reading, (enum story_place)word->value); break;
    case RTF_RUNNING: begin_running(reading); break;
    case RTF_FIELD: begin_field(reading); break;
    case RTF_FIELD_RESULT:
        go(reading, RTF_TEXT);
        docx_fields_separate(&reading->fields);
        break;
    case RTF_PICTURE:
        go(reading, RTF_PASSED);
        reading->flow.flags |= WIRE_UNIT_IMAGES;
        break;
    case RTF_CHARSET: reading->ansi_page = word->value; break;
    case RTF_CLASS: rtf_text_group(reading)->far = word->value != 0; break;
    case RTF_PARAGRAPH:
        if (text)
            rtf_text_end_paragraph(reading);
        break;
    case RTF_CELL:
        if (text)
            rtf_text_end_cell(reading);
        break;
    case RTF_ROW:
        if (text)
            rtf_text_end_row(reading);
        break;
    case RTF_NESTED_CELL: rtf_text_code(reading, ' '); break;
    default: act_on_paragraph(reading, (int)word->act, value, has); break;
    }
}

static void
take_word(struct rtf_reading *reading, const char *name, long value, bool has)
{
    const struct rtf_word *word = rtf_words_find(name);
    struct rtf_group *group = rtf_text_group(reading);
    bool star = reading->star;
    reading->star = false;
    if (word && word->act == RTF_BINARY) {
        skip_binary(reading, value);
        return;
    }
    if (reading->skip > 0) {
        reading->skip--;
        return;
    }
    if (group->place == RTF_SKIPPED || reading->beyond > 0)
        return;
    if (word && word->act == RTF_UNICODE_FORM) {
        rtf_text_flush(reading);
        go_to_unicode_form(reading);
    } else if (group->place == RTF_ALTERNATIVE) {
        return;
    } else if (word) {
        if (word->act != RTF_UNICODE && word->act != RTF_WRITE)
            rtf_text_flush(reading);
        act(reading, word, value, has);
    } else if (star) {
        group->place = RTF_SKIPPED;
    }
}

/* ---- bytes ---- */

static void
read_word(struct rtf_reading *reading)
{
    char name[WORD_BYTES + 1];
    size_t length = 0, digits = 0;
    long value = 0;
    while (reading->at < reading->end && isalpha((unsigned char)*reading->at)) {
        if (length < WORD_BYTES)
            name[length++] = *reading->at;
        reading->at++;
    }
    name[length] = '\0';
    bool minus = reading->at < reading->end && *reading->at == '-';
    reading->at += minus;
    for (; reading->at < reading->end && isdigit((unsigned char)*reading->at);
         reading->at++)
        if (digits++ < DIGITS - 1)
            value = value * 10 + (*reading->at - '0');
    if (reading->at < reading->end && *reading->at == ' ')
        reading->at++;
    take_word(reading, name, minus ? -value : value, digits > 0);
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
read_byte(struct rtf_reading *reading, char byte)
{
    if (reading->skip > 0)
        reading->skip--;
    else
        rtf_text_byte(reading, byte);
}

static void
read_hex(struct rtf_reading *reading)
{
    int high = -1, low = -1;
    if (reading->end - reading->at >= 2) {
        high = hex_digit(reading->at[0]);
        low = hex_digit(reading->at[1]);
    }
    if (high < 0 || low < 0)
        return;
    reading->at += 2;
    read_byte(reading, (char)(high * 16 + low));
}

static void
read_symbol(struct rtf_reading *reading)
{
    char c = *reading->at++;
    switch (c) {
    case '\'': read_hex(reading); break;
    case '*': reading->star = true; break;
    case '~': read_byte(reading, ' '); break;
    case '_': read_byte(reading, '-'); break;
    case '\t': take_word(reading, "tab", 0, false); break;
    case '\n':
    case '\r': take_word(reading, "par", 0, false); break;
    case '\\':
    case '{':
    case '}': read_byte(reading, c); break;
    default: break; /* optional hyphen, index marks */
    }
}

static void
read_control(struct rtf_reading *reading)
{
    if (reading->at >= reading->end)
        return;
    if (isalpha((unsigned char)*reading->at))
        read_word(reading);
    else
        read_symbol(reading);
}

/* Pictures are megabytes of digits that nobody reads. */
static void
skip_unread(struct rtf_reading *reading)
{
    while (reading->at < reading->end && *reading->at != '{' && *reading->at != '}' &&
           *reading->at != '\\')
        reading->at++;
}

static void
read_all(struct rtf_reading *reading)
{
    while (reading->at < reading->end && !reading->flow.gone) {
        char c = *reading->at++;
        switch (c) {
        case '{': begin_group(reading); break;
        case '}': end_group(reading); break;
        case '\\': read_control(reading); break;
        case '\r':
        case '\n':
        case '\0': break;
        default:
            if (rtf_text_is_read(reading))
                read_byte(reading, c);
            else
                skip_unread(reading);
            break;
        }
    }
    if (reading->depth > 0)
        flow_warn(&reading->flow, WIRE_REASON_DAMAGED,
                  "cut short; some text may be missing");
    while (reading->depth > 0 || reading->beyond > 0)
        end_group(reading);
}

static void
read_document(struct rtf_reading *reading)
{
    read_all(reading);
    rtf_text_end_paragraph(reading);
    rtf_text_end_row(reading);
    if (reading->running.count > 0) {
        flow_end_unit(&reading->flow);
        reading->flow.section[0] = reading->flow.anchor[0] = '\0';
        flow_add_unit(&reading->flow, &reading->running);
    }
    flow_finish(&reading->flow);
}

bool
format_rtf_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    struct rtf_reading *reading = memory_new(1, sizeof *reading);
    (void)failure;
    rtf_text_open(reading, sink);
    reading->at = input->bytes;
    reading->end = input->bytes + input->length;
    read_document(reading);
    rtf_text_close(reading);
    free(reading);
    return true;
}
