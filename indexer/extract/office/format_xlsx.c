/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Excel workbooks: the words of each sheet, row by row, with its drawings and comments. */
#include "extract/format.h"

#include "drawing.h"
#include "extract/metadata.h"
#include "xlsx_sheet.h"

#include <string.h>

#define XLSX_MIME "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

struct sheet_entry {
    const char *name, *part; /* part: "" when the relationship is missing */
    bool hidden;
};

struct workbook {
    struct ooxml ooxml;
    struct xlsx_book book;
    struct flow flow;
    struct story story;
    struct sheet_entry *sheets;
    size_t count, capacity;
};

/* ---- workbook.xml ---- */

enum { TAG_SHEET = 1, TAG_PROPERTIES };

static void
add_sheet(struct workbook *workbook, const struct markup_element *element)
{
    struct arena *arena = workbook->ooxml.arena;
    struct markup_text name = markup_attribute(element, NULL, "name");
    struct markup_text state = markup_attribute(element, NULL, "state");
    const struct ooxml_relation *relation = ooxml_relation_by_id(
        &workbook->book.relations, markup_attribute(element, "relationships", "id"));
    if (workbook->count >= LIMIT_PAGES)
        return;
    arena_grow(arena, &workbook->sheets, &workbook->capacity, workbook->count + 1,
               sizeof *workbook->sheets);
    struct sheet_entry *sheet = &workbook->sheets[workbook->count++];
    sheet->name = metadata_text(arena, name.text ? name.text : "", name.length);
    sheet->part = relation && !relation->external ? relation->target : "";
    sheet->hidden = state.length > 0 && !markup_text_is(state, "visible");
}

static enum markup_step
start_workbook(void *context, int tag, const struct markup_element *element)
{
    struct workbook *workbook = context;
    struct markup_text date1904 = markup_attribute(element, NULL, "date1904");
    if (tag == TAG_SHEET)
        add_sheet(workbook, element);
    else if (tag == TAG_PROPERTIES)
        workbook->book.from_1904 =
            markup_text_is(date1904, "1") || markup_text_is(date1904, "true");
    return MARKUP_ENTER;
}

static void
end_workbook(void *context, int tag)
{
    (void)context, (void)tag;
}

static void
text_workbook(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

static bool
read_workbook(struct workbook *workbook)
{
    static const struct markup_word words[] = { { "sheet", TAG_SHEET },
                                                { "workbookPr", TAG_PROPERTIES } };
    struct markup_reader reader = { words,         2,       start_workbook, end_workbook,
                                    text_workbook, workbook };
    struct ooxml *ooxml = &workbook->ooxml;
    ooxml_read_relations(ooxml, ooxml->main, &workbook->book.relations);
    if (!ooxml_read_part(ooxml, ooxml->main, &reader))
        return false;
    xlsx_sheet_read_shared(&workbook->book);
    return true;
}

/* ---- sheets ---- */

static void
read_related(struct workbook *workbook, const struct ooxml_relations *relations,
             const char *type, struct unit *unit)
{
    const struct ooxml_relation *relation = NULL;
    while ((relation = ooxml_relation_of_type(relations, type, relation)))
        if (!relation->external)
            drawing_read(&workbook->ooxml, relation->target, unit);
}

/* Shapes stand in the drawing itself, charts in parts of their own. */
static void
read_drawings(struct workbook *workbook, const struct ooxml_relations *relations)
{
    const struct ooxml_relation *drawing = NULL;
    struct unit lines;
    unit_open(&lines);
    read_related(workbook, relations, "drawing", &lines);
    while ((drawing = ooxml_relation_of_type(relations, "drawing", drawing))) {
        struct ooxml_relations charts = { NULL, 0, 0 };
        if (drawing->external)
            continue;
        ooxml_read_relations(&workbook->ooxml, drawing->target, &charts);
        read_related(workbook, &charts, "chart", &lines);
        read_related(workbook, &charts, "diagramData", &lines);
    }
    story_add_unit(&workbook->story, &lines);
    unit_close(&lines);
}

static bool
read_sheet(struct workbook *workbook, const struct sheet_entry *sheet)
{
    struct flow *flow = &workbook->flow;
    struct ooxml_relations relations = { NULL, 0, 0 };
    flow->number = workbook->ooxml.page;
    flow->label = sheet->name;
    flow->flags = sheet->hidden ? WIRE_UNIT_HIDDEN : 0;
    if (sheet->part[0] != '\0')
        ooxml_read_relations(&workbook->ooxml, sheet->part, &relations);
    bool read = xlsx_sheet_read(&workbook->book, sheet->part, &workbook->story);
    read_drawings(workbook, &relations);
    read_related(workbook, &relations, "comments", &flow->comments);
    if (!read && package_find(workbook->ooxml.package, sheet->part) == PACKAGE_ABSENT)
        ooxml_note(&workbook->ooxml, workbook->ooxml.failure.reason,
                   workbook->ooxml.failure.err.text);
    flow_end_unit(flow);
    return read;
}

static bool
read_sheets(struct workbook *workbook, struct format_failure *failure)
{
    size_t read = 0;
    ooxml_read_properties(&workbook->ooxml, &workbook->flow.document);
    workbook->flow.document.pages = (int64_t)workbook->count;
    for (size_t i = 0; i < workbook->count && !workbook->flow.gone; i++) {
        workbook->ooxml.page = (int64_t)i + 1;
        read += read_sheet(workbook, &workbook->sheets[i]);
    }
    if (read == 0 && workbook->count > 0) {
        *failure = workbook->ooxml.failure;
        return false;
    }
    if (workbook->story.cells_full)
        flow_warn(&workbook->flow, WIRE_REASON_TOO_LARGE,
                  "too many cells; the rest of them is left out");
    flow_finish(&workbook->flow);
    ooxml_release_notes(&workbook->ooxml);
    return true;
}

bool
format_xlsx_extract(const struct input *input, const struct sink *sink,
                    struct format_failure *failure)
{
    struct workbook workbook = { .count = 0 };
    if (!ooxml_open(input, sink, &workbook.ooxml, failure))
        return false;
    workbook.book.ooxml = &workbook.ooxml;
    flow_open(&workbook.flow, sink, "xlsx", XLSX_MIME);
    workbook.flow.paged = true;
    story_open(&workbook.story, &workbook.flow);
    workbook.story.sheet = true;
    bool read = read_workbook(&workbook);
    if (read)
        read = read_sheets(&workbook, failure);
    else
        *failure = workbook.ooxml.failure;
    story_close(&workbook.story);
    flow_close(&workbook.flow);
    xlsx_sheet_free_shared(&workbook.book);
    ooxml_close(&workbook.ooxml);
    return read;
}
