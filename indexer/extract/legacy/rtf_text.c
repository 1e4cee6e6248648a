/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of an RTF file on its way from bytes of many charsets to paragraphs. */
#include "rtf_text.h"

#include "base/utf8.h"
#include "codepage.h"
#include "extract/markup/charset.h"

#include <string.h>

enum { RUN_BYTES = 64 * 1024 };

void
rtf_text_open(struct rtf_reading *reading, const struct sink *sink)
{
    const struct buf empty = BUF_INIT(LIMIT_METADATA_BYTES);
    reading->title = reading->author = reading->name = empty;
    reading->shape_name = reading->shape_value = empty;
    flow_open(&reading->flow, sink, "rtf", "application/rtf");
    story_open(&reading->body, &reading->flow);
    story_open(&reading->headers, &reading->flow);
    unit_open(&reading->running);
    reading->headers.running = &reading->running;
    reading->story = &reading->body;
    reading->arena = arena_new();
    reading->tables.arena = reading->arena;
    reading->run = (struct buf)BUF_INIT(RUN_BYTES);
    reading->ansi_page = CODEPAGE_WESTERN;
    reading->groups[0] =
        (struct rtf_group) { .font = -1, .far_font = -1, .level = -1, .unicode_skip = 1 };
}

void
rtf_text_close(struct rtf_reading *reading)
{
    story_close(&reading->body);
    story_close(&reading->headers);
    unit_close(&reading->running);
    flow_close(&reading->flow);
    arena_free(reading->arena);
    buf_free(&reading->run);
    buf_free(&reading->title);
    buf_free(&reading->author);
    buf_free(&reading->name);
    buf_free(&reading->shape_name);
    buf_free(&reading->shape_value);
}

struct rtf_group *
rtf_text_group(struct rtf_reading *reading)
{
    return &reading->groups[reading->depth];
}

/* ---- where text goes ---- */

static void
deliver_text(struct rtf_reading *reading, const char *text, size_t length)
{
    const struct rtf_group *group = rtf_text_group(reading);
    if (group->hidden || group->deleted || !docx_fields_show(&reading->fields))
        return;
    if (!story_is_open(reading->story))
        story_begin(reading->story, WIRE_STYLE_TEXT, 0);
    story_text(reading->story, text, length);
    const char *lang = codepage_language(group->lang);
    unit_add_lang(&reading->flow.body, lang, strlen(lang), length);
}

static void
deliver(struct rtf_reading *reading, const char *text, size_t length)
{
    switch ((int)rtf_text_group(reading)->place) {
    case RTF_TEXT: deliver_text(reading, text, length); break;
    case RTF_TITLE: buf_add(&reading->title, text, length); break;
    case RTF_AUTHOR: buf_add(&reading->author, text, length); break;
    case RTF_STYLES: buf_add(&reading->name, text, length); break;
    case RTF_SHAPE_NAME: buf_add(&reading->shape_name, text, length); break;
    case RTF_SHAPE_VALUE: buf_add(&reading->shape_value, text, length); break;
    case RTF_INSTRUCTION: docx_fields_instruction(&reading->fields, text, length); break;
    default: break;
    }
}

static bool
is_ascii(const struct buf *run)
{
    for (size_t i = 0; i < run->length; i++)
        if ((unsigned char)run->data[i] >= 0x80)
            return false;
    return true;
}

void
rtf_text_flush(struct rtf_reading *reading)
{
    struct buf *run = &reading->run;
    if (run->length == 0)
        return;
    if (is_ascii(run)) {
        deliver(reading, run->data, run->length);
    } else {
        struct buf text = BUF_INIT((size_t)RUN_BYTES * 4);
        charset_decode_as(run->data, run->length, codepage_name(reading->run_page),
                          &text);
        deliver(reading, text.data, text.length);
        buf_free(&text);
    }
    buf_reset(run);
}

/* ---- characters ---- */

static long
page_of(const struct rtf_reading *reading, const struct rtf_group *group)
{
    long font = group->far && group->far_font >= 0 ? group->far_font : group->font;
    long page =
        rtf_tables_page(&reading->tables, font >= 0 ? font : reading->default_font);
    return page != 0 ? page : reading->ansi_page;
}

bool
rtf_text_is_read(struct rtf_reading *reading)
{
    enum rtf_place place = rtf_text_group(reading)->place;
    return place != RTF_SKIPPED && place != RTF_PASSED && place != RTF_ALTERNATIVE &&
           place != RTF_FONTS && reading->beyond == 0;
}

/* Pictures that serve as letters have no text. */
void
rtf_text_byte(struct rtf_reading *reading, char byte)
{
    if (!rtf_text_is_read(reading))
        return;
    long page = page_of(reading, rtf_text_group(reading));
    if (page == CODEPAGE_SYMBOL)
        return;
    if (page != reading->run_page || reading->run.length + 1 >= RUN_BYTES)
        rtf_text_flush(reading);
    reading->run_page = page;
    reading->high = 0;
    buf_add_char(&reading->run, byte);
}

void
rtf_text_code(struct rtf_reading *reading, uint32_t code)
{
    if (!rtf_text_is_read(reading))
        return;
    uint32_t pair = utf8_pair(reading->high, code);
    rtf_text_flush(reading);
    reading->high = code >= 0xD800 && code < 0xDC00 ? code : 0;
    char bytes[4];
    if (reading->high == 0)
        deliver(reading, bytes, utf8_encode(pair ? pair : code, bytes));
}

/* ---- paragraphs ---- */

static void
set_style(struct rtf_reading *reading)
{
    const struct rtf_group *group = rtf_text_group(reading);
    unsigned level = group->level >= 0 ? (unsigned)group->level
                                       : rtf_tables_level(&reading->tables, group->style);
    enum wire_style style = group->list ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
    story_set_style(reading->story, level > 0 ? WIRE_STYLE_HEADING : style, level);
}

void
rtf_text_end_paragraph(struct rtf_reading *reading)
{
    const struct rtf_group *group = rtf_text_group(reading);
    rtf_text_flush(reading);
    if (group->in_table)
        story_begin_row(reading->story);
    else
        story_end_row(reading->story);
    set_style(reading);
    story_end(reading->story);
}

void
rtf_text_end_cell(struct rtf_reading *reading)
{
    rtf_text_flush(reading);
    story_begin_row(reading->story);
    set_style(reading);
    story_end(reading->story);
    story_end_cell(reading->story);
}

void
rtf_text_end_row(struct rtf_reading *reading)
{
    rtf_text_flush(reading);
    story_end_row(reading->story);
}
