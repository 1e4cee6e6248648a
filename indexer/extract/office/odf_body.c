/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of an OpenDocument part: paragraphs, tables, frames, notes, slides, sheets. */
#include "odf_reading.h"

#include <stdlib.h>
#include <string.h>

enum odf_tag {
    TAG_NONE,
    TAG_SKIP,
    TAG_BREAK,
    TAG_CELL,
    TAG_CITATION, /* number of a note */
    TAG_COMMENT,
    TAG_DESCRIPTION, /* of a picture; the same names are fields within paragraphs */
    TAG_FIELD,       /* shown within paragraphs, else about an annotation */
    TAG_HEADING,
    TAG_IMAGE,
    TAG_LIST,
    TAG_MATH,
    TAG_NOTE,
    TAG_OBJECT,
    TAG_PAGE,
    TAG_PARAGRAPH,
    TAG_READING,
    TAG_ROW,
    TAG_RUNNING,
    TAG_SECTION,
    TAG_SHAPE,
    TAG_SLIDE_NOTES,
    TAG_SPACE,
    TAG_SPAN,
    TAG_TAB,
    TAG_TABLE
};

static const struct markup_word words[] = {
    { "alphabetical-index", TAG_SKIP },
    { "annotation", TAG_COMMENT },
    { "annotation-xml", TAG_SKIP },
    { "automatic-styles", TAG_SKIP },
    { "caption", TAG_SHAPE },
    { "circle", TAG_SHAPE },
    { "connector", TAG_SHAPE },
    { "covered-table-cell", TAG_SKIP },
    { "creator", TAG_FIELD },
    { "custom-shape", TAG_SHAPE },
    { "date", TAG_FIELD },
    { "desc", TAG_DESCRIPTION },
    { "ellipse", TAG_SHAPE },
    { "footer", TAG_RUNNING },
    { "footer-first", TAG_RUNNING },
    { "footer-left", TAG_RUNNING },
    { "forms", TAG_SKIP },
    { "frame", TAG_SHAPE },
    { "g", TAG_SHAPE },
    { "h", TAG_HEADING },
    { "header", TAG_RUNNING },
    { "header-first", TAG_RUNNING },
    { "header-left", TAG_RUNNING },
    { "illustration-index", TAG_SKIP },
    { "image", TAG_IMAGE },
    { "line", TAG_SHAPE },
    { "line-break", TAG_BREAK },
    { "list", TAG_LIST },
    { "math", TAG_MATH },
    { "measure", TAG_SHAPE },
    { "note-body", TAG_NOTE },
    { "note-citation", TAG_SKIP },
    { "notes", TAG_SLIDE_NOTES },
    { "number", TAG_SKIP },
    { "object", TAG_OBJECT },
    { "object-index", TAG_SKIP },
    { "p", TAG_PARAGRAPH },
    { "page", TAG_PAGE },
    { "page-count", TAG_SKIP },
    { "page-number", TAG_SKIP },
    { "path", TAG_SHAPE },
    { "placeholder", TAG_SKIP },
    { "polygon", TAG_SHAPE },
    { "polyline", TAG_SHAPE },
    { "rect", TAG_SHAPE },
    { "regular-polygon", TAG_SHAPE },
    { "ruby-text", TAG_READING },
    { "s", TAG_SPACE },
    { "script", TAG_SKIP },
    { "section", TAG_SECTION },
    { "span", TAG_SPAN },
    { "styles", TAG_SKIP },
    { "tab", TAG_TAB },
    { "table", TAG_TABLE },
    { "table-cell", TAG_CELL },
    { "table-index", TAG_SKIP },
    { "table-of-content", TAG_SKIP },
    { "table-row", TAG_ROW },
    { "title", TAG_DESCRIPTION },
    { "tracked-changes", TAG_SKIP },
    { "user-index", TAG_SKIP },
};

/* ---- places of text ---- */

/* Numbers and errors say nothing to a search; dates do. */
static bool
is_number(const struct markup_element *element)
{
    static const char *const types[] = { "float", "percentage", "currency", "boolean" };
    struct markup_text type = markup_attribute(element, NULL, "value-type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (markup_text_is(type, types[i]))
            return true;
    return markup_text_is(markup_attribute(element, "calcext", "value-type"), "error");
}

static enum markup_step
begin_cell(const struct odf_reading *reading, const struct markup_element *element)
{
    bool sheet = reading->kind == ODF_SHEETS || reading->kind == ODF_CHART;
    return sheet && (is_number(element) || reading->story.cells_full) ? MARKUP_SKIP
                                                                      : MARKUP_ENTER;
}

/* Text of a frame follows the paragraph that it is anchored in. */
static void
begin_box(struct odf_reading *reading, enum story_place place)
{
    reading->open[reading->depth].boxed = true;
    story_begin_box(&reading->story, place);
}

/* In MathML an annotation is the source of the formula. */
static enum markup_step
begin_comment(struct odf_reading *reading)
{
    if (reading->kind == ODF_CHART)
        return MARKUP_SKIP;
    begin_box(reading, STORY_COMMENT);
    return MARKUP_ENTER;
}

/* What stands on every slide, or only asks for text. */
static bool
is_furniture(const struct markup_element *element)
{
    static const char *const classes[] = { "page-number", "header", "footer", "date-time",
                                           "page" };
    struct markup_text class = markup_attribute(element, "presentation", "class");
    if (markup_text_is(markup_attribute(element, NULL, "placeholder"), "true"))
        return true;
    for (size_t i = 0; class.text && i < sizeof classes / sizeof *classes; i++)
        if (markup_text_is(class, classes[i]))
            return true;
    return false;
}

static enum markup_step
begin_shape(struct odf_reading *reading, const struct markup_element *element)
{
    if (is_furniture(element))
        return MARKUP_SKIP;
    reading->is_title =
        markup_text_is(markup_attribute(element, "presentation", "class"), "title");
    if (story_is_open(&reading->story))
        begin_box(reading, STORY_ASIDE);
    return MARKUP_ENTER;
}

/* ---- text ---- */

static void
set_style(struct odf_reading *reading, char family, const struct markup_element *element)
{
    struct odf_style style =
        odf_styles_find(&reading->document->styles, family,
                        markup_attribute(element, NULL, "style-name"));
    if (style.lang[0] != '\0')
        reading->open[reading->depth].lang = style.lang;
    reading->open[reading->depth].hidden |= style.hidden;
}

static void
begin_paragraph(struct odf_reading *reading, const struct markup_element *element)
{
    enum wire_style style = reading->lists > 0 ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
    if (reading->only_running && reading->running == 0)
        return;
    set_style(reading, 'p', element);
    if (reading->is_title)
        style = WIRE_STYLE_TITLE;
    story_begin(&reading->story, style, 0);
}

static void
begin_heading(struct odf_reading *reading, const struct markup_element *element)
{
    long level = markup_text_number(markup_attribute(element, NULL, "outline-level"), 1);
    if (reading->only_running && reading->running == 0)
        return;
    set_style(reading, 'p', element);
    story_begin(&reading->story, WIRE_STYLE_HEADING,
                level >= 1 && level <= 10 ? (unsigned)level : 1);
}

/* A title or description within a paragraph is a field that shows the document's; that of a chart
 * is made of paragraphs. */
static enum markup_step
begin_description(struct odf_reading *reading)
{
    if (!story_is_open(&reading->story) && reading->kind != ODF_CHART)
        reading->in_description = true;
    return MARKUP_ENTER;
}

static void
end_description(struct odf_reading *reading)
{
    if (!reading->in_description)
        return;
    reading->in_description = false;
    story_alt(&reading->story, reading->description.data, reading->description.length);
    buf_reset(&reading->description);
}

/* ---- events ---- */

/* Elements within paragraphs. */
static enum markup_step
start_inline(struct odf_reading *reading, int tag, const struct markup_element *element)
{
    struct story *story = &reading->story;
    switch (tag) {
    case TAG_BREAK: story_text(story, "\n", 1); break;
    case TAG_SPACE:
    case TAG_READING: story_text(story, " ", 1); break;
    case TAG_TAB: story_text(story, "\t", 1); break;
    case TAG_SPAN: set_style(reading, 't', element); break;
    case TAG_FIELD: return story_is_open(story) ? MARKUP_ENTER : MARKUP_SKIP;
    case TAG_DESCRIPTION: return begin_description(reading);
    default: break;
    }
    return MARKUP_ENTER;
}

static bool
is_not_shown(const struct markup_element *element)
{
    struct markup_text display = markup_attribute(element, NULL, "display");
    return markup_text_is(display, "none");
}

/* Elements that hold paragraphs. */
static enum markup_step
start_block(struct odf_reading *reading, int tag, const struct markup_element *element)
{
    switch (tag) {
    case TAG_CELL: return begin_cell(reading, element);
    case TAG_COMMENT: return begin_comment(reading);
    case TAG_HEADING: begin_heading(reading, element); break;
    case TAG_IMAGE: odf_objects_picture(reading, element); break;
    case TAG_LIST: reading->lists++; break;
    case TAG_MATH: story_begin(&reading->story, WIRE_STYLE_TEXT, 0); break;
    case TAG_NOTE: begin_box(reading, STORY_NOTE); break;
    case TAG_OBJECT: odf_objects_read(reading, element); break;
    case TAG_PAGE:
        if (reading->kind == ODF_SLIDES)
            odf_pages_slide(reading, element);
        break;
    case TAG_PARAGRAPH: begin_paragraph(reading, element); break;
    case TAG_ROW: story_begin_row(&reading->story); break;
    case TAG_RUNNING: reading->running++; break;
    case TAG_SECTION: return is_not_shown(element) ? MARKUP_SKIP : MARKUP_ENTER;
    case TAG_SHAPE: return begin_shape(reading, element);
    case TAG_SLIDE_NOTES: reading->story.into = &reading->document->flow.notes; break;
    case TAG_TABLE: odf_pages_table(reading, element); break;
    default: return start_inline(reading, tag, element);
    }
    return MARKUP_ENTER;
}

static enum markup_step
start_odf(void *context, int tag, const struct markup_element *element)
{
    struct odf_reading *reading = context;
    if (reading->document->flow.gone)
        return MARKUP_STOP;
    if (tag == TAG_SKIP || reading->depth + 1 >= ODF_DEPTH)
        return MARKUP_SKIP;
    reading->depth++;
    reading->open[reading->depth] = reading->open[reading->depth - 1];
    reading->open[reading->depth].boxed = false;
    enum markup_step step =
        tag == TAG_NONE ? MARKUP_ENTER : start_block(reading, tag, element);
    if (step == MARKUP_SKIP)
        reading->depth--;
    return step;
}

static void
end_odf(void *context, int tag)
{
    struct odf_reading *reading = context;
    struct story *story = &reading->story;
    switch (tag) {
    case TAG_CELL: story_end_cell(story); break;
    case TAG_DESCRIPTION: end_description(reading); break;
    case TAG_HEADING:
    case TAG_MATH:
    case TAG_PARAGRAPH: story_end(story); break;
    case TAG_LIST: reading->lists--; break;
    case TAG_READING: story_text(story, " ", 1); break;
    case TAG_ROW: story_end_row(story); break;
    case TAG_RUNNING: reading->running--; break;
    case TAG_SHAPE: reading->is_title = false; break;
    case TAG_SLIDE_NOTES: story->into = NULL; break;
    case TAG_TABLE: odf_pages_end_table(reading); break;
    default: break;
    }
    if (reading->open[reading->depth].boxed)
        story_end_box(story);
    reading->depth--;
}

/* Line ends and tabs of the XML itself are white space. */
static void
text_odf(void *context, const char *text, size_t length)
{
    struct odf_reading *reading = context;
    if (reading->in_description) {
        buf_add(&reading->description, text, length);
        return;
    }
    if (!story_is_open(&reading->story) || reading->open[reading->depth].hidden)
        return;
    const char *lang = reading->open[reading->depth].lang;
    unit_add_lang(&reading->document->flow.body, lang, strlen(lang), length);
    while (length > 0) {
        size_t run = 0;
        while (run < length && (unsigned char)text[run] >= ' ')
            run++;
        story_text(&reading->story, text, run);
        if (run < length) {
            story_text(&reading->story, " ", 1);
            run++;
        }
        text += run;
        length -= run;
    }
}

bool
odf_body_read_part(struct odf_reading *reading, const char *part)
{
    struct markup_reader reader = { words,     sizeof words / sizeof *words,
                                    start_odf, end_odf,
                                    text_odf,  reading };
    reading->open[0].lang = "";
    reading->description = (struct buf)BUF_INIT(LIMIT_METADATA_BYTES);
    bool read = ooxml_read_part(reading->document->ooxml, part, &reader);
    buf_free(&reading->description);
    return read;
}

bool
odf_body_read(struct odf_document *document)
{
    struct odf_reading *reading = memory_new(1, sizeof *reading);
    reading->document = document;
    reading->kind = document->kind;
    story_open(&reading->story, &document->flow);
    reading->story.sheet = document->kind == ODF_SHEETS;
    bool read = odf_body_read_part(reading, document->ooxml->main);
    if (reading->story.cells_full)
        flow_warn(&document->flow, WIRE_REASON_TOO_LARGE,
                  "too many cells; the rest of them is left out");
    story_close(&reading->story);
    free(reading);
    return read;
}

void
odf_body_read_running(struct odf_document *document, struct unit *running)
{
    struct odf_reading *reading = memory_new(1, sizeof *reading);
    reading->document = document;
    reading->kind = ODF_TEXT;
    reading->only_running = true;
    story_open(&reading->story, &document->flow);
    reading->story.running = running;
    if (package_find(document->ooxml->package, "styles.xml") != PACKAGE_ABSENT)
        odf_body_read_part(reading, "styles.xml");
    story_close(&reading->story);
    free(reading);
}
