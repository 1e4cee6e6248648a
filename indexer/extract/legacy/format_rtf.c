/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RTF: groups, control words and bytes (Rich Text Format Specification 1.9.1). */
#include "extract/format.h"

#include "extract/metadata.h"
#include "rtf_control.h"

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
    rtf_control_take(reading, name, minus ? -value : value, digits > 0);
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
    case '\t': rtf_control_take(reading, "tab", 0, false); break;
    case '\n':
    case '\r': rtf_control_take(reading, "par", 0, false); break;
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
