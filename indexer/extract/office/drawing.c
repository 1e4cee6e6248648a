/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of DrawingML parts that slides and word documents refer to: SmartArt and charts. */
#include "drawing.h"

#include "base/limits.h"

#include <string.h>

enum drawing_tag {
    TAG_NONE,
    TAG_BREAK,
    TAG_CATEGORIES,
    TAG_FALLBACK,
    TAG_NAME,
    TAG_PARAGRAPH,
    TAG_POINT,
    TAG_SERIES,
    TAG_STRINGS,
    TAG_TEXT,
    TAG_VALUE
};

static const struct markup_word words[] = {
    { "Fallback", TAG_FALLBACK }, { "br", TAG_BREAK },        { "cat", TAG_CATEGORIES },
    { "comment", TAG_PARAGRAPH }, { "extLst", TAG_FALLBACK }, { "p", TAG_PARAGRAPH },
    { "pt", TAG_POINT },          { "ser", TAG_SERIES },      { "strCache", TAG_STRINGS },
    { "strDim", TAG_STRINGS },    { "t", TAG_TEXT },          { "tx", TAG_NAME },
    { "v", TAG_VALUE },
};

struct drawing_reading {
    struct unit *unit;
    struct buf paragraph, names, categories, last_categories;
    bool in_text, in_series, in_strings, in_categories, in_name;
};

static enum markup_step
start_drawing(void *context, int tag, const struct markup_element *element)
{
    struct drawing_reading *reading = context;
    (void)element;
    switch (tag) {
    case TAG_FALLBACK: return MARKUP_SKIP;
    case TAG_BREAK: buf_add_char(&reading->paragraph, '\n'); break;
    case TAG_SERIES: reading->in_series = true; break;
    case TAG_STRINGS: reading->in_strings = true; break;
    case TAG_CATEGORIES: reading->in_categories = true; break;
    case TAG_NAME: reading->in_name = true; break;
    case TAG_POINT: reading->in_text = reading->in_strings; break;
    case TAG_VALUE: reading->in_text = reading->in_strings || reading->in_name; break;
    case TAG_TEXT: reading->in_text = true; break;
    default: break;
    }
    return MARKUP_ENTER;
}

static void
add_cell(struct buf *row, const struct buf *cell)
{
    if (row->length > 0 && cell->length > 0)
        buf_add_char(row, '\t');
    buf_add(row, cell->data, cell->length);
}

/* A string of a series: its name or one of its categories. Newer charts write it into the point,
 * older ones into a value inside the point. */
static void
end_value(struct drawing_reading *reading)
{
    if (!reading->in_text)
        return;
    reading->in_text = false;
    if (reading->in_name && reading->in_series)
        add_cell(&reading->names, &reading->paragraph);
    else if (reading->in_categories)
        add_cell(&reading->categories, &reading->paragraph);
    else
        unit_add(reading->unit, reading->paragraph.data, reading->paragraph.length,
                 WIRE_STYLE_TEXT, 0);
    buf_reset(&reading->paragraph);
}

/* Every series repeats the categories. */
static void
end_categories(struct drawing_reading *reading)
{
    reading->in_categories = false;
    if (strcmp(reading->categories.data, reading->last_categories.data) != 0) {
        unit_add(reading->unit, reading->categories.data, reading->categories.length,
                 WIRE_STYLE_ROW, 0);
        buf_reset(&reading->last_categories);
        buf_add(&reading->last_categories, reading->categories.data,
                reading->categories.length);
    }
    buf_reset(&reading->categories);
}

static void
end_paragraph(struct drawing_reading *reading)
{
    unit_add(reading->unit, reading->paragraph.data, reading->paragraph.length,
             WIRE_STYLE_TEXT, 0);
    buf_reset(&reading->paragraph);
}

static void
end_drawing(void *context, int tag)
{
    struct drawing_reading *reading = context;
    switch (tag) {
    case TAG_SERIES: reading->in_series = false; break;
    case TAG_STRINGS: reading->in_strings = false; break;
    case TAG_CATEGORIES: end_categories(reading); break;
    case TAG_NAME: reading->in_name = false; break;
    case TAG_POINT:
    case TAG_VALUE: end_value(reading); break;
    case TAG_TEXT: reading->in_text = false; break;
    case TAG_PARAGRAPH: end_paragraph(reading); break;
    default: break;
    }
}

static void
text_drawing(void *context, const char *text, size_t length)
{
    struct drawing_reading *reading = context;
    if (reading->in_text)
        buf_add(&reading->paragraph, text, length);
}

void
drawing_read(struct ooxml *ooxml, const char *part, struct unit *unit)
{
    struct drawing_reading reading = {
        .unit = unit,
        .paragraph = BUF_INIT(LIMIT_PAGE_BYTES),
        .names = BUF_INIT(LIMIT_PAGE_BYTES),
        .categories = BUF_INIT(LIMIT_PAGE_BYTES),
        .last_categories = BUF_INIT(LIMIT_PAGE_BYTES),
    };
    struct markup_reader reader = { words,         sizeof words / sizeof *words,
                                    start_drawing, end_drawing,
                                    text_drawing,  &reading };
    ooxml_read_part(ooxml, part, &reader);
    unit_add(unit, reading.names.data, reading.names.length, WIRE_STYLE_ROW, 0);
    buf_free(&reading.paragraph);
    buf_free(&reading.names);
    buf_free(&reading.categories);
    buf_free(&reading.last_categories);
}
