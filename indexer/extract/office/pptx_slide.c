/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One slide, its notes or its comments: from the part's XML to lines. */
#include "pptx_slide.h"

#include "base/limits.h"
#include "drawing.h"
#include "pptx_pictures.h"

#include <stdlib.h>
#include <string.h>

enum slide_tag {
    TAG_NONE,
    TAG_SKIP,
    TAG_BLIP,
    TAG_BREAK,
    TAG_CELL,
    TAG_CHART,
    TAG_COMMENT,
    TAG_DIAGRAM,
    TAG_FIELD,
    TAG_FRAME,
    TAG_OBJECT,
    TAG_OFFSET,
    TAG_PARAGRAPH,
    TAG_PICTURE,
    TAG_PLACEHOLDER,
    TAG_PROPERTIES,
    TAG_ROW,
    TAG_RUN_PROPERTIES,
    TAG_SHAPE,
    TAG_SLIDE,
    TAG_TAB,
    TAG_TEXT
};

static const struct markup_word words[] = {
    { "Fallback", TAG_SKIP },   { "blip", TAG_BLIP },
    { "br", TAG_BREAK },        { "cNvPr", TAG_PROPERTIES },
    { "chart", TAG_CHART },     { "clrMapOvr", TAG_SKIP },
    { "custGeom", TAG_SKIP },   { "extLst", TAG_SKIP },
    { "fld", TAG_FIELD },       { "graphicFrame", TAG_FRAME },
    { "lstStyle", TAG_SKIP },   { "off", TAG_OFFSET },
    { "oleObj", TAG_OBJECT },   { "p", TAG_PARAGRAPH },
    { "pPr", TAG_SKIP },        { "ph", TAG_PLACEHOLDER },
    { "pic", TAG_PICTURE },     { "rPr", TAG_RUN_PROPERTIES },
    { "relIds", TAG_DIAGRAM },  { "sld", TAG_SLIDE },
    { "sp", TAG_SHAPE },        { "style", TAG_SKIP },
    { "t", TAG_TEXT },          { "tab", TAG_TAB },
    { "tc", TAG_CELL },         { "text", TAG_COMMENT },
    { "timing", TAG_SKIP },     { "tr", TAG_ROW },
    { "transition", TAG_SKIP },
};

enum place { PLACE_BODY, PLACE_TITLE, PLACE_FOOTER, PLACE_IGNORED };

/* What the types of placeholders mean (ECMA-376-1, 19.7.10). */
static const struct {
    const char *type;
    enum place place;
    bool in_notes_only;
} places[] = {
    { "title", PLACE_TITLE, false },    { "ctrTitle", PLACE_TITLE, false },
    { "ftr", PLACE_IGNORED, true },     { "hdr", PLACE_IGNORED, true },
    { "ftr", PLACE_FOOTER, false },     { "hdr", PLACE_FOOTER, false },
    { "sldNum", PLACE_IGNORED, false }, { "dt", PLACE_IGNORED, false },
};

enum { TITLE_BYTES = 300, TITLE_LINES = 3, SIZE_UNKNOWN = 0 };

/* A shape whose text would do as the title of a slide that has no title placeholder. */
struct candidate {
    size_t line, line_count;
    long size, y; /* hundredths of a point; EMU */
};

struct slide_reading {
    struct ooxml *ooxml;
    struct pptx_slide *slide;
    struct unit *unit;
    struct buf paragraph, title, row;
    enum place place;
    bool in_text, in_row, in_shape, has_title;
    size_t shape_line; /* first line of the open shape */
    long shape_size, shape_y;
    struct candidate best;
    char lang[UNIT_LANG_BYTES]; /* of the open run */
    size_t lang_length;
    struct pptx_pictures pictures;
};

static void
add_descriptions(struct slide_reading *reading, const struct markup_element *element)
{
    struct markup_text title = markup_attribute(element, NULL, "title");
    struct markup_text descr = markup_attribute(element, NULL, "descr");
    if (title.text)
        unit_add_alt(reading->unit, title.text, title.length);
    bool same = title.text && descr.text && title.length == descr.length &&
                memcmp(title.text, descr.text, title.length) == 0;
    if (descr.text && !same)
        unit_add_alt(reading->unit, descr.text, descr.length);
}

static void
begin_shape(struct slide_reading *reading)
{
    reading->in_shape = true;
    reading->place = PLACE_BODY;
    reading->shape_line = reading->unit->count;
    reading->shape_size = SIZE_UNKNOWN;
    reading->shape_y = 0;
}

static void
set_place(struct slide_reading *reading, struct markup_text type)
{
    bool notes = reading->slide->part == WIRE_PART_NOTES;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (markup_text_is(type, places[i].type) && (notes || !places[i].in_notes_only)) {
            reading->place = places[i].place;
            return;
        }
}

static void
take_run_properties(struct slide_reading *reading, const struct markup_element *element)
{
    struct markup_text lang = markup_attribute(element, NULL, "lang");
    long size = markup_text_number(markup_attribute(element, NULL, "sz"), SIZE_UNKNOWN);
    if (size > reading->shape_size)
        reading->shape_size = size;
    reading->lang_length = 0;
    if (lang.text && lang.length < sizeof reading->lang) {
        memcpy(reading->lang, lang.text, lang.length);
        reading->lang_length = lang.length;
    }
}

static void
read_related(struct slide_reading *reading, struct markup_text id)
{
    const struct ooxml_relation *relation =
        ooxml_relation_by_id(reading->slide->relations, id);
    if (relation && !relation->external)
        drawing_read(reading->ooxml, relation->target, reading->unit);
}

static bool
is_counter(const struct markup_element *element)
{
    struct markup_text type = markup_attribute(element, NULL, "type");
    return markup_text_is(type, "slidenum") ||
           (type.length >= 8 && memcmp(type.text, "datetime", 8) == 0);
}

/* Elements that say something by their attributes. */
static enum markup_step
start_described(struct slide_reading *reading, int tag,
                const struct markup_element *element)
{
    switch (tag) {
    case TAG_BLIP:
        pptx_pictures_add(&reading->pictures, reading->ooxml, reading->slide->relations,
                          markup_attribute(element, "relationships", "embed"));
        break;
    case TAG_OBJECT: reading->pictures.of_objects = true; break;
    case TAG_PROPERTIES: add_descriptions(reading, element); break;
    case TAG_PLACEHOLDER:
        set_place(reading, markup_attribute(element, NULL, "type"));
        break;
    case TAG_OFFSET:
        reading->shape_y = markup_text_number(markup_attribute(element, NULL, "y"), 0);
        break;
    case TAG_RUN_PROPERTIES: take_run_properties(reading, element); break;
    case TAG_DIAGRAM:
        read_related(reading, markup_attribute(element, "relationships", "dm"));
        break;
    case TAG_CHART:
        read_related(reading, markup_attribute(element, "relationships", "id"));
        break;
    case TAG_SLIDE:
        if (markup_text_is(markup_attribute(element, NULL, "show"), "0") ||
            markup_text_is(markup_attribute(element, NULL, "show"), "false"))
            reading->slide->flags |= WIRE_UNIT_HIDDEN;
        break;
    default: break;
    }
    return MARKUP_ENTER;
}

static enum markup_step
start_slide(void *context, int tag, const struct markup_element *element)
{
    struct slide_reading *reading = context;
    switch (tag) {
    case TAG_NONE: return MARKUP_ENTER;
    case TAG_SKIP: return MARKUP_SKIP;
    case TAG_FIELD: return is_counter(element) ? MARKUP_SKIP : MARKUP_ENTER;
    case TAG_FRAME:
    case TAG_SHAPE: begin_shape(reading); return MARKUP_ENTER;
    case TAG_PICTURE: reading->slide->flags |= WIRE_UNIT_IMAGES; return MARKUP_ENTER;
    case TAG_ROW: reading->in_row = true; return MARKUP_ENTER;
    case TAG_COMMENT:
    case TAG_TEXT: reading->in_text = true; return MARKUP_ENTER;
    case TAG_BREAK: buf_add_char(&reading->paragraph, '\n'); return MARKUP_ENTER;
    case TAG_TAB: buf_add_char(&reading->paragraph, ' '); return MARKUP_ENTER;
    default: return start_described(reading, tag, element);
    }
}

static void
append_spaced(struct buf *to, const struct buf *from)
{
    if (to->length > 0 && to->data[to->length - 1] != '\t')
        buf_add_char(to, ' ');
    buf_add(to, from->data, from->length);
}

/* The first slide that shows a running foot keeps it. */
static bool
is_new_footer(struct slide_reading *reading, const struct buf *text)
{
    struct pptx_footers *footers = reading->slide->footers;
    for (size_t i = 0; i < footers->count; i++)
        if (strcmp(footers->texts[i], text->data) == 0)
            return false;
    if (footers->count < PPTX_FOOTERS)
        footers->texts[footers->count++] = arena_copy(reading->ooxml->arena, text->data);
    return true;
}

/* A tab inside a cell is no border between cells. */
static void
replace_tabs(struct buf *text)
{
    for (char *at = text->data;
         (at = memchr(at, '\t', text->length - (size_t)(at - text->data)));)
        *at = ' ';
}

static void
end_paragraph(struct slide_reading *reading)
{
    struct buf *text = &reading->paragraph;
    if (text->length == 0)
        return;
    if (reading->in_row) {
        replace_tabs(text);
        append_spaced(&reading->row, text);
    } else if (reading->place == PLACE_TITLE) {
        append_spaced(&reading->title, text);
    } else if (reading->place == PLACE_BODY ||
               (reading->place == PLACE_FOOTER && is_new_footer(reading, text))) {
        unit_add(reading->unit, text->data, text->length, WIRE_STYLE_TEXT, 0);
    }
    buf_reset(text);
}

static void
end_row(struct slide_reading *reading)
{
    reading->in_row = false;
    unit_add(reading->unit, reading->row.data, reading->row.length, WIRE_STYLE_ROW, 0);
    buf_reset(&reading->row);
}

/* Largest letters win, then the topmost shape. */
static void
consider_as_title(struct slide_reading *reading)
{
    struct candidate shape = { reading->shape_line,
                               reading->unit->count - reading->shape_line,
                               reading->shape_size, reading->shape_y };
    const struct candidate *best = &reading->best;
    if (shape.line_count == 0 || shape.line_count > TITLE_LINES ||
        shape.size == SIZE_UNKNOWN)
        return;
    size_t bytes = 0;
    for (size_t i = 0; i < shape.line_count; i++)
        bytes += reading->unit->lines[shape.line + i].length;
    bool better =
        shape.size > best->size || (shape.size == best->size && shape.y < best->y);
    if (bytes <= TITLE_BYTES && better)
        reading->best = shape;
}

static void
end_shape(struct slide_reading *reading)
{
    if (reading->title.length > 0) {
        size_t before = reading->unit->count;
        unit_add(reading->unit, reading->title.data, reading->title.length,
                 WIRE_STYLE_TITLE, 0);
        reading->has_title |= reading->unit->count > before;
        buf_reset(&reading->title);
    } else if (reading->place == PLACE_BODY && reading->in_shape) {
        consider_as_title(reading);
    }
    reading->in_shape = false;
    reading->place = PLACE_BODY;
}

static void
end_slide(void *context, int tag)
{
    struct slide_reading *reading = context;
    switch (tag) {
    case TAG_TEXT: reading->in_text = false; break;
    case TAG_COMMENT:
        reading->in_text = false; /* and a paragraph of its own */
        end_paragraph(reading);
        break;
    case TAG_PARAGRAPH: end_paragraph(reading); break;
    case TAG_CELL: buf_add_char(&reading->row, '\t'); break;
    case TAG_ROW: end_row(reading); break;
    case TAG_FRAME:
    case TAG_SHAPE: end_shape(reading); break;
    default: break;
    }
}

/* PowerPoint writes a vertical tab, its line break inside a title, as _x000B_. */
static void
text_slide(void *context, const char *text, size_t length)
{
    struct slide_reading *reading = context;
    if (!reading->in_text || reading->place == PLACE_IGNORED)
        return;
    unit_add_lang(reading->unit, reading->lang, reading->lang_length, length);
    const char *end = text + length, *escape;
    while ((escape = memmem(text, (size_t)(end - text), "_x000", 5)) &&
           end - escape >= 7 && escape[6] == '_') {
        buf_add(&reading->paragraph, text, (size_t)(escape - text));
        buf_add_char(&reading->paragraph, '\n');
        text = escape + 7;
    }
    buf_add(&reading->paragraph, text, (size_t)(end - text));
}

static void
promote_title(struct slide_reading *reading)
{
    if (reading->has_title || reading->slide->part != WIRE_PART_BODY)
        return;
    for (size_t i = 0; i < reading->best.line_count; i++) {
        struct unit_line *line = &reading->unit->lines[reading->best.line + i];
        if (line->style == WIRE_STYLE_TEXT)
            line->style = WIRE_STYLE_TITLE;
    }
}

bool
pptx_slide_read(struct ooxml *ooxml, const char *part, struct pptx_slide *slide)
{
    struct slide_reading reading = {
        .ooxml = ooxml,
        .slide = slide,
        .unit = slide->unit,
        .paragraph = BUF_INIT(LIMIT_PAGE_BYTES),
        .title = BUF_INIT(LIMIT_METADATA_BYTES),
        .row = BUF_INIT(LIMIT_PAGE_BYTES),
    };
    struct markup_reader reader = { words,       sizeof words / sizeof *words,
                                    start_slide, end_slide,
                                    text_slide,  &reading };
    bool read = ooxml_read_part(ooxml, part, &reader);
    end_paragraph(&reading);
    promote_title(&reading);
    pptx_pictures_read(&reading.pictures, ooxml, slide->relations, slide->unit);
    buf_free(&reading.paragraph);
    buf_free(&reading.title);
    buf_free(&reading.row);
    return read;
}
