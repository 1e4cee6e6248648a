/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fonts and styles that the head of an RTF file defines. */
#include "rtf_tables.h"

#include <string.h>
#include <strings.h>

enum { ENTRIES_MOST = 4096, STYLE_DEPTH = 10 };

void
rtf_tables_add_font(struct rtf_tables *tables, long number)
{
    if (tables->font_count >= ENTRIES_MOST)
        return;
    arena_grow(tables->arena, &tables->fonts, &tables->font_capacity,
               tables->font_count + 1, sizeof *tables->fonts);
    tables->fonts[tables->font_count++] = (struct rtf_font) { number, 0 };
}

void
rtf_tables_set_page(struct rtf_tables *tables, long page)
{
    if (tables->font_count > 0 && page != 0)
        tables->fonts[tables->font_count - 1].page = page;
}

long
rtf_tables_page(const struct rtf_tables *tables, long font)
{
    for (size_t i = 0; i < tables->font_count; i++)
        if (tables->fonts[i].number == font)
            return tables->fonts[i].page;
    return 0;
}

/* Writers that do not give a level keep to the English name, whatever their language. */
static unsigned
level_of_name(const char *name)
{
    name += strspn(name, " ");
    if (strncasecmp(name, "heading ", 8) != 0 || name[8] < '1' || name[8] > '9')
        return 0;
    return (unsigned)(name[8] - '0');
}

void
rtf_tables_add_style(struct rtf_tables *tables, struct rtf_style style, const char *name)
{
    if (tables->style_count >= ENTRIES_MOST)
        return;
    if (style.level == 0)
        style.level = level_of_name(name);
    arena_grow(tables->arena, &tables->styles, &tables->style_capacity,
               tables->style_count + 1, sizeof *tables->styles);
    tables->styles[tables->style_count++] = style;
}

static const struct rtf_style *
find_style(const struct rtf_tables *tables, long number)
{
    for (size_t i = 0; i < tables->style_count; i++)
        if (tables->styles[i].number == number)
            return &tables->styles[i];
    return NULL;
}

unsigned
rtf_tables_level(const struct rtf_tables *tables, long number)
{
    const struct rtf_style *style = find_style(tables, number);
    for (int depth = 0; style && depth < STYLE_DEPTH; depth++) {
        if (style->level > 0)
            return style->level;
        style = find_style(tables, style->base);
    }
    return 0;
}
