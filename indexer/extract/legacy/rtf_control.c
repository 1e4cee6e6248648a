/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the control words of RTF do to the text that follows. */
#include "rtf_control.h"

#include "codepage.h"

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

void
rtf_control_take(struct rtf_reading *reading, const char *name, long value, bool has)
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
