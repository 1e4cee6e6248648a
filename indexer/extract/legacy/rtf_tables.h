/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fonts and styles that the head of an RTF file defines. */
#ifndef STEPWELL_EXTRACT_RTF_TABLES_H
#define STEPWELL_EXTRACT_RTF_TABLES_H

#include "base/memory.h"

#include <stdbool.h>

struct rtf_font {
    long number, page; /* page: 0 when the document's holds */
};

struct rtf_style {
    long number, base; /* base: -1 when there is none */
    unsigned level;    /* of a heading, from 1; 0 */
};

struct rtf_tables {
    struct arena *arena;
    struct rtf_font *fonts;
    size_t font_count, font_capacity;
    struct rtf_style *styles;
    size_t style_count, style_capacity;
};

void rtf_tables_add_font(struct rtf_tables *tables, long number);
/* Of the font added last. */
void rtf_tables_set_page(struct rtf_tables *tables, long page);
long rtf_tables_page(const struct rtf_tables *tables, long font);

void rtf_tables_add_style(struct rtf_tables *tables, struct rtf_style style,
                          const char *name);
/* The level of headings in this style, inherited; 0. */
unsigned rtf_tables_level(const struct rtf_tables *tables, long style);

#endif
