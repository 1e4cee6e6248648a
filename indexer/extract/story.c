/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paragraphs, rows and what hangs on them, as a reader meets them, into a flow. */
#include "story.h"

#include <string.h>

enum {
    RUNNING_LINES = 200, /* of all headers and footers; real ones have a dozen */
    CELL_BYTES = 400,    /* a cell with more in it: a table for the layout */
    HEADING_BYTES = 1000 /* longer: a style was misused */
};

void
story_open(struct story *story, struct flow *flow)
{
    *story = (struct story) { .flow = flow, .row = BUF_INIT(LIMIT_PAGE_BYTES) };
    for (size_t i = 0; i <= STORY_BOXES; i++)
        story->paragraphs[i].text = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
    for (size_t i = 0; i < STORY_PLACES; i++)
        unit_open(&story->attached[i]);
}

void
story_close(struct story *story)
{
    for (size_t i = 0; i <= STORY_BOXES; i++)
        buf_free(&story->paragraphs[i].text);
    for (size_t i = 0; i < STORY_PLACES; i++)
        unit_close(&story->attached[i]);
    buf_free(&story->row);
}

/* ---- where finished lines go ---- */

static bool
has_line(const struct unit *unit, const struct unit_line *line)
{
    const char *text = unit->text.data + line->start;
    for (size_t i = 0; &unit->lines[i] < line; i++)
        if (unit->lines[i].length == line->length &&
            memcmp(unit->text.data + unit->lines[i].start, text, line->length) == 0)
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
    if (running->count == before + 1 && has_line(running, &running->lines[before]))
        unit_cut(running, before);
}

static void
emit(struct story *story, const char *text, size_t length, enum wire_style style,
     unsigned level)
{
    if (story->running)
        add_running_line(story->running, text, length);
    else if (story->into)
        unit_add(story->into, text, length, style, level);
    else
        flow_add(story->flow, text, length, style, level);
}

static void
emit_unit(struct story *story, const struct unit *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct unit_line *line = &lines->lines[i];
        emit(story, lines->text.data + line->start, line->length,
             (enum wire_style)line->style, line->level);
    }
}

/* What hangs on the paragraph or row that was just given. */
static void
emit_attached(struct story *story)
{
    emit_unit(story, &story->attached[STORY_ASIDE]);
    unit_append(&story->flow->notes, &story->attached[STORY_NOTE]);
    unit_append(&story->flow->comments, &story->attached[STORY_COMMENT]);
    for (size_t i = 0; i < STORY_PLACES; i++)
        if (story->attached[i].count > 0)
            unit_reset(&story->attached[i]);
}

/* ---- rows ---- */

void
story_begin_table(struct story *story)
{
    if (story->box == 0)
        story->tables++;
}

void
story_end_table(struct story *story)
{
    if (story->box == 0 && story->tables > 0)
        story->tables--;
}

void
story_begin_row(struct story *story)
{
    bool rest = story->is_layout && story->row_table == story->tables;
    if (story->box > 0 || story->in_row || rest)
        return;
    story->in_row = true;
    story->row_table = story->tables;
    story->cell_start = story->cell_count = 0;
}

static bool
is_own_row(const struct story *story)
{
    return story->in_row && story->box == 0 && story->row_table == story->tables;
}

static void
give_row(struct story *story, enum wire_style style)
{
    story->in_row = false;
    emit(story, story->row.data, story->row.length, style, 0);
    buf_reset(&story->row);
    emit_attached(story);
}

/* The table is there for the layout: the rest of the row is given paragraph by paragraph. */
static void
break_row(struct story *story)
{
    give_row(story, WIRE_STYLE_TEXT);
    story->is_layout = true;
}

void
story_end_row(struct story *story)
{
    if (is_own_row(story))
        give_row(story, story->cell_count > 1 ? WIRE_STYLE_ROW : WIRE_STYLE_TEXT);
    if (story->box == 0 && story->row_table == story->tables)
        story->is_layout = false;
}

void
story_end_cell(struct story *story)
{
    if (!is_own_row(story))
        return;
    if (story->sheet && story->row.length == story->cell_start)
        return;
    story->cell_count++;
    story->cells++;
    story->cells_full = story->sheet && story->cells >= LIMIT_SHEET_CELLS;
    buf_add_char(&story->row, '\t');
    story->cell_start = story->row.length;
}

/* A tab or line end inside a cell is no border between cells. */
static void
append_to_cell(struct story *story, const struct buf *text)
{
    struct buf *row = &story->row;
    if (story->cells_full)
        return;
    if (row->length > story->cell_start && text->length > 0)
        buf_add_char(row, ' ');
    size_t before = row->length;
    buf_add(row, text->data, text->length);
    for (size_t i = before; i < row->length; i++)
        if ((unsigned char)row->data[i] < ' ')
            row->data[i] = ' ';
    if (!story->sheet && row->length - story->cell_start > CELL_BYTES)
        break_row(story);
}

/* ---- paragraphs ---- */

void
story_drop(struct story *story)
{
    buf_reset(&story->paragraphs[story->box].text);
}

bool
story_is_open(const struct story *story)
{
    return story->paragraphs[story->box].open && story->boxes_beyond == 0;
}

void
story_begin(struct story *story, enum wire_style style, unsigned level)
{
    struct story_paragraph *paragraph = &story->paragraphs[story->box];
    if (story->boxes_beyond > 0)
        return;
    buf_reset(&paragraph->text);
    paragraph->style = style;
    paragraph->level = level;
    paragraph->open = true;
}

void
story_set_style(struct story *story, enum wire_style style, unsigned level)
{
    struct story_paragraph *paragraph = &story->paragraphs[story->box];
    paragraph->style = style;
    paragraph->level = level;
}

void
story_text(struct story *story, const char *text, size_t length)
{
    if (story_is_open(story))
        buf_add(&story->paragraphs[story->box].text, text, length);
}

static void
end_boxed(struct story *story, struct story_paragraph *paragraph)
{
    enum wire_style style =
        paragraph->style == WIRE_STYLE_LIST ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
    unit_add(&story->attached[paragraph->place], paragraph->text.data,
             paragraph->text.length, style, 0);
}

void
story_end(struct story *story)
{
    struct story_paragraph *paragraph = &story->paragraphs[story->box];
    struct buf *text = &paragraph->text;
    if (!story_is_open(story))
        return;
    bool heading = paragraph->style == WIRE_STYLE_HEADING && text->length > 0 &&
                   text->length <= HEADING_BYTES;
    if (paragraph->style == WIRE_STYLE_HEADING && !heading)
        paragraph->style = WIRE_STYLE_TEXT;
    if (heading && story->box == 0 && story->in_row)
        break_row(story);
    if (story->box > 0) {
        end_boxed(story, paragraph);
    } else if (story->in_row) {
        append_to_cell(story, text);
    } else {
        emit(story, text->data, text->length, paragraph->style,
             heading ? paragraph->level : 0);
        emit_attached(story);
    }
    buf_reset(text);
    paragraph->open = false;
}

/* ---- boxes ---- */

void
story_begin_box(struct story *story, enum story_place place)
{
    if (story->box == STORY_BOXES) {
        story->boxes_beyond++;
        return;
    }
    enum story_place outer = story->paragraphs[story->box].place;
    story->box++;
    story->paragraphs[story->box].place =
        story->box > 1 && place == STORY_ASIDE ? outer : place;
    story->paragraphs[story->box].open = false;
}

void
story_end_box(struct story *story)
{
    if (story->boxes_beyond > 0) {
        story->boxes_beyond--;
        return;
    }
    if (story->box == 0)
        return;
    story_end(story);
    story->box--;
    if (story->box == 0 && !story->paragraphs[0].open && !story->in_row)
        emit_attached(story);
}

static bool
is_within(const struct story *story)
{
    return story->box > 0 || story->paragraphs[0].open || story->in_row;
}

void
story_alt(struct story *story, const char *text, size_t length)
{
    struct unit *aside = &story->attached[STORY_ASIDE];
    unit_add_alt(aside, text, length);
    if (!is_within(story))
        emit_attached(story);
}

void
story_add_unit(struct story *story, const struct unit *lines)
{
    unit_append(&story->attached[STORY_ASIDE], lines);
    if (!is_within(story))
        emit_attached(story);
}
