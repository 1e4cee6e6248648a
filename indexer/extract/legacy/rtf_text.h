/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of an RTF file on its way from bytes of many charsets to paragraphs. */
#ifndef STEPWELL_EXTRACT_RTF_TEXT_H
#define STEPWELL_EXTRACT_RTF_TEXT_H

#include "base/limits.h"
#include "extract/office/docx_fields.h"
#include "extract/story.h"
#include "rtf_tables.h"
#include "rtf_words.h"

/* What a group inherits and its end undoes. */
struct rtf_group {
    enum rtf_place place;
    bool box, running, field; /* the group itself is one */
    bool hidden, deleted;
    bool far; /* far_font holds: text of East Asia */
    bool list, in_table;
    long font, far_font; /* -1: none */
    long lang, style;
    long level; /* of the paragraph; -1: that of the style */
    long unicode_skip;
};

struct rtf_reading {
    const char *at, *end;
    struct flow flow;
    struct story body, headers, *story; /* story: one of them */
    struct unit running;
    struct docx_fields fields;
    struct rtf_tables tables;
    struct arena *arena;
    struct rtf_group groups[LIMIT_GROUP_DEPTH + 1];
    size_t depth, beyond; /* beyond: groups that are too deep */
    struct rtf_style open_style;
    bool open_style_used;
    long ansi_page, default_font;
    struct buf run; /* bytes of one charset */
    long run_page;
    uint32_t high; /* first half of a surrogate pair; 0 */
    long skip;     /* characters that stand for the Unicode one before */
    bool star;
    struct buf title, author, name, shape_name, shape_value; /* name: of a style */
};

void rtf_text_open(struct rtf_reading *reading, const struct sink *sink);
void rtf_text_close(struct rtf_reading *reading);

struct rtf_group *rtf_text_group(struct rtf_reading *reading);

/* False in groups whose text goes nowhere. */
bool rtf_text_is_read(struct rtf_reading *reading);

/* A byte in the charset of the font; a character. */
void rtf_text_byte(struct rtf_reading *reading, char byte);
void rtf_text_code(struct rtf_reading *reading, uint32_t code);
/* Before anything changes that text depends on. */
void rtf_text_flush(struct rtf_reading *reading);

void rtf_text_end_paragraph(struct rtf_reading *reading);
void rtf_text_end_cell(struct rtf_reading *reading);
void rtf_text_end_row(struct rtf_reading *reading);

#endif
