/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs to paragraphs and rows of a word document, and where finished ones go. */
#include "extract/docx_body_lines.h"

#include <string.h>

enum {
    RUNNING_LINES = 200, /* of all headers and footers; real ones have a dozen */
    CELL_BYTES = 400, /* a cell with more in several paragraphs: a table for the layout */
    HEADING_BYTES = 1000 /* longer: a style was misused */
};

struct docx_paragraph *
docx_body_lines_paragraph(struct docx_reading *reading)
{
    return &reading->paragraphs[reading->box];
}

/* ---- where finished lines go ---- */

static bool
has_line(const struct unit *unit, const char *text, size_t length)
{
    for (size_t i = 0; i < unit->count; i++)
        if (unit->lines[i].length == length &&
            memcmp(unit->text.data + unit->lines[i].start, text, length) == 0)
            return true;
    return false;
}

static void
add_running_line(struct unit *running, const char *text, size_t length)
{
    size_t before = running->count;
    if (before >= RUNNING_LINES)
        return;
    unit_add(running, text, length, WIRE_STYLE_TEXT, 0);
    if (running->count != before + 1)
        return;
    const struct unit_line line = running->lines[before];
    running->count = before; /* compare with those above */
    bool seen = has_line(running, running->text.data + line.start, line.length);
    running->count = before + 1;
    if (seen)
        unit_cut(running, before);
}

static void
emit(struct docx_reading *reading, const char *text, size_t length, enum wire_style style,
     int level)
{
    if (reading->own_notes) {
        if (reading->in_note && reading->note.length > 0)
            buf_add_char(&reading->note, '\n');
        if (reading->in_note)
            buf_add(&reading->note, text, length);
    } else if (reading->is_running) {
        add_running_line(&reading->document->running, text, length);
    } else {
        flow_add(&reading->document->flow, text, length, style, (unsigned)level);
    }
}

/* What hangs on the paragraph that was just given. */
static void
emit_attached(struct docx_reading *reading)
{
    struct flow *flow = &reading->document->flow;
    const struct unit *aside = &reading->aside;
    for (size_t i = 0; i < aside->count; i++) {
        const struct unit_line *line = &aside->lines[i];
        emit(reading, aside->text.data + line->start, line->length,
             (enum wire_style)line->style, line->level);
    }
    unit_append(&flow->notes, &reading->notes);
    unit_append(&flow->comments, &reading->comments);
    unit_reset(&reading->aside);
    unit_reset(&reading->notes);
    unit_reset(&reading->comments);
}

/* ---- rows ---- */

void
docx_body_lines_end_row(struct docx_reading *reading)
{
    if (reading->row_depth == 0)
        return;
    reading->row_depth = 0;
    emit(reading, reading->row.data, reading->row.length,
         reading->cell_count > 1 ? WIRE_STYLE_ROW : WIRE_STYLE_TEXT, 0);
    buf_reset(&reading->row);
    emit_attached(reading);
}

void
docx_body_lines_begin_row(struct docx_reading *reading)
{
    if (reading->row_depth > 0)
        return; /* a table within a cell: its text joins the cell */
    reading->row_depth = reading->table_depth;
    reading->cell_start = reading->cell_count = 0;
}

void
docx_body_lines_end_cell(struct docx_reading *reading)
{
    if (reading->row_depth == 0 || reading->row_depth != reading->table_depth)
        return;
    buf_add_char(&reading->row, '\t');
    reading->cell_start = reading->row.length;
    reading->cell_count++;
}

/* A tab or line end inside a cell is no border between cells. */
static void
append_to_cell(struct docx_reading *reading, const struct buf *text)
{
    if (reading->row.length > reading->cell_start)
        buf_add_char(&reading->row, ' ');
    size_t before = reading->row.length;
    buf_add(&reading->row, text->data, text->length);
    for (size_t i = before; i < reading->row.length; i++)
        if ((unsigned char)reading->row.data[i] < ' ')
            reading->row.data[i] = ' ';
    if (reading->row.length - reading->cell_start > CELL_BYTES) {
        reading->cell_count = 0; /* as text */
        docx_body_lines_end_row(reading);
    }
}

/* ---- paragraphs ---- */

void
docx_body_lines_begin(struct docx_reading *reading)
{
    struct docx_paragraph *paragraph = docx_body_lines_paragraph(reading);
    buf_reset(&paragraph->text);
    paragraph->level = 0;
    paragraph->list = paragraph->toc = false;
}

static void
end_boxed_paragraph(struct docx_reading *reading, const struct docx_paragraph *paragraph)
{
    unit_add(&reading->aside, paragraph->text.data, paragraph->text.length,
             WIRE_STYLE_TEXT, 0);
}

void
docx_body_lines_end(struct docx_reading *reading)
{
    struct docx_paragraph *paragraph = docx_body_lines_paragraph(reading);
    struct buf *text = &paragraph->text;
    docx_fields_end_paragraph(&reading->fields);
    if (paragraph->toc)
        buf_reset(text);
    if (reading->box > 0) {
        end_boxed_paragraph(reading, paragraph);
        buf_reset(text);
        return;
    }
    bool heading =
        paragraph->level > 0 && text->length <= HEADING_BYTES && text->length > 0;
    if (heading && reading->row_depth > 0)
        docx_body_lines_end_row(reading);
    if (reading->row_depth > 0) {
        append_to_cell(reading, text);
    } else {
        enum wire_style style = paragraph->list ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
        emit(reading, text->data, text->length, heading ? WIRE_STYLE_HEADING : style,
             paragraph->level);
        emit_attached(reading);
    }
    buf_reset(text);
}

/* ---- runs and boxes ---- */

void
docx_body_lines_text(struct docx_reading *reading, const char *text, size_t length)
{
    if (reading->hidden || !docx_fields_show(&reading->fields) ||
        reading->boxes_beyond > 0)
        return;
    if (reading->in_reading)
        buf_add(&reading->ruby, text, length);
    else
        buf_add(&docx_body_lines_paragraph(reading)->text, text, length);
}

void
docx_body_lines_begin_box(struct docx_reading *reading)
{
    if (reading->box == DOCX_BOXES) {
        reading->boxes_beyond++;
        return;
    }
    reading->box++;
    if (docx_body_lines_paragraph(reading)->text.limit == 0)
        docx_body_lines_paragraph(reading)->text = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
    docx_body_lines_begin(reading);
}

void
docx_body_lines_end_box(struct docx_reading *reading)
{
    if (reading->boxes_beyond > 0)
        reading->boxes_beyond--;
    else if (reading->box > 0)
        reading->box--;
}
