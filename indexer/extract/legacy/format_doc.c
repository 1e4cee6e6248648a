/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word before 2007: body, notes and comments where they are referred to, headers once. */
#include "extract/format.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "codepage.h"
#include "doc_file.h"
#include "doc_runs.h"
#include "extract/office/docx_fields.h"
#include "extract/story.h"

#include <stdlib.h>
#include <string.h>

/* Characters that mean something else ([MS-DOC] 2.4.1 and 2.8.25). */
enum {
    MARK_PICTURE = 0x01,
    MARK_CELL = 0x07,
    MARK_DRAWING = 0x08,
    MARK_LINE = 0x0B,
    MARK_PAGE = 0x0C,
    MARK_PARAGRAPH = 0x0D,
    MARK_FIELD = 0x13,
    MARK_FIELD_RESULT = 0x14,
    MARK_FIELD_END = 0x15,
    MARK_HARD_HYPHEN = 0x1E
};

/* Notes of one kind: where they are referred to, and their text. */
static const struct kind {
    unsigned references, texts; /* tables */
    size_t extra;               /* bytes behind each position of a reference */
    enum doc_part part;
    enum story_place place;
} kinds[] = {
    { 2, 3, 2, DOC_FOOTNOTES, STORY_NOTE },
    { 4, 5, 30, DOC_COMMENTS, STORY_COMMENT },
    { 46, 47, 2, DOC_ENDNOTES, STORY_NOTE },
};

enum { KINDS = 3 };

struct doc_reading {
    struct doc_file file;
    struct doc_runs paragraphs, characters;
    struct flow flow;
    struct story body, headers, *story;
    struct unit running;
    struct docx_fields fields;
    struct buf text; /* since the last mark */
    uint32_t high;   /* first half of a surrogate pair; 0 */
    uint16_t lang;
    size_t next[KINDS]; /* reference of each kind */
    bool in_note;
};

/* ---- text ---- */

static void
flush(struct doc_reading *reading)
{
    struct docx_fields *fields = &reading->fields;
    struct buf *text = &reading->text;
    reading->high = 0;
    if (text->length == 0)
        return;
    docx_fields_instruction(fields, text->data, text->length);
    if (docx_fields_show(fields)) {
        if (!story_is_open(reading->story))
            story_begin(reading->story, WIRE_STYLE_TEXT, 0);
        story_text(reading->story, text->data, text->length);
        const char *lang = codepage_language(reading->lang);
        unit_add_lang(&reading->flow.body, lang, strlen(lang), text->length);
    }
    buf_reset(text);
}

static void
add_code(struct doc_reading *reading, uint32_t code)
{
    uint32_t pair = utf8_pair(reading->high, code);
    reading->high = code >= 0xD800 && code < 0xDC00 ? code : 0;
    if (reading->high == 0)
        buf_add_code(&reading->text, pair ? pair : code);
}

static void
set_style(struct doc_reading *reading, const struct doc_run *run)
{
    enum wire_style style = run->list ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
    story_set_style(reading->story, run->level > 0 ? WIRE_STYLE_HEADING : style,
                    run->level);
}

static void
end_paragraph(struct doc_reading *reading, const struct doc_run *run)
{
    flush(reading);
    docx_fields_end_paragraph(&reading->fields);
    if (run->in_table)
        story_begin_row(reading->story);
    else
        story_end_row(reading->story);
    set_style(reading, run);
    story_end(reading->story);
}

static void
end_cell(struct doc_reading *reading, const struct doc_run *run)
{
    flush(reading);
    docx_fields_end_paragraph(&reading->fields);
    if (run->row_end) {
        story_end_row(reading->story);
        return;
    }
    story_begin_row(reading->story);
    set_style(reading, run);
    story_end(reading->story);
    story_end_cell(reading->story);
}

/* ---- walking ---- */

static void
take_mark(struct doc_reading *reading, uint16_t code, size_t at)
{
    const struct doc_run *run = doc_runs_at(&reading->paragraphs, at);
    switch (code) {
    case MARK_PAGE:
    case MARK_PARAGRAPH: end_paragraph(reading, run); break;
    case MARK_CELL: end_cell(reading, run); break;
    case MARK_FIELD:
        flush(reading);
        docx_fields_begin(&reading->fields);
        break;
    case MARK_FIELD_RESULT:
        flush(reading);
        docx_fields_separate(&reading->fields);
        break;
    case MARK_FIELD_END:
        flush(reading);
        docx_fields_end(&reading->fields);
        break;
    case MARK_PICTURE:
    case MARK_DRAWING: reading->flow.flags |= WIRE_UNIT_IMAGES; break;
    case MARK_LINE: add_code(reading, '\n'); break;
    case MARK_HARD_HYPHEN: add_code(reading, '-'); break;
    case '\t': add_code(reading, '\t'); break;
    default: break; /* references, optional hyphens */
    }
}

static void
take_char(struct doc_reading *reading, uint16_t code, size_t at)
{
    const struct doc_run *run = doc_runs_at(&reading->characters, at);
    if (run->hidden)
        return;
    if (run->lang != reading->lang || reading->text.full) {
        flush(reading);
        reading->lang = run->lang;
    }
    if (code < ' ')
        take_mark(reading, code, at);
    else
        add_code(reading, code);
}

static void walk(struct doc_reading *reading, uint32_t first, uint32_t end);

/* The notes that this position refers to; positions only grow. */
static void
take_notes(struct doc_reading *reading, uint32_t position)
{
    for (size_t i = 0; i < KINDS; i++) {
        const struct kind *kind = &kinds[i];
        const struct buf *table = &reading->file.table;
        struct doc_table references = doc_file_table(&reading->file, kind->references);
        struct doc_table texts = doc_file_table(&reading->file, kind->texts);
        size_t count =
            references.length < 4 ? 0 : (references.length - 4) / (4 + kind->extra);
        size_t note = reading->next[i];
        if (note >= count || (note + 2) * 4 > texts.length ||
            compound_u32(table, references.at + note * 4) != position)
            continue;
        reading->next[i]++;
        reading->in_note = true;
        uint32_t start = doc_file_start(&reading->file, kind->part);
        uint32_t first = compound_u32(table, texts.at + note * 4);
        uint32_t end = compound_u32(table, texts.at + note * 4 + 4);
        flush(reading);
        story_begin_box(reading->story, kind->place);
        if (first <= end && end <= reading->file.counts[kind->part])
            walk(reading, start + first, start + end);
        flush(reading);
        story_end_box(reading->story);
        reading->in_note = false;
    }
}

static void
walk(struct doc_reading *reading, uint32_t first, uint32_t end)
{
    for (uint32_t position = first; position < end && !reading->flow.gone; position++) {
        uint16_t code;
        size_t at;
        if (!doc_file_char(&reading->file, position, &code, &at))
            break;
        take_char(reading, code, at);
        if (!reading->in_note)
            take_notes(reading, position);
    }
}

static void
walk_part(struct doc_reading *reading, enum doc_part part)
{
    static const struct doc_run plain = { 0, 0, 0, 0, false, false, false, false };
    uint32_t first = doc_file_start(&reading->file, part);
    uint32_t end = first + reading->file.counts[part];
    reading->in_note = part != DOC_MAIN;
    if (end >= first)
        walk(reading, first, end);
    end_paragraph(reading, &plain);
}

/* Notes of files whose tables of references are not known stand at the end. */
static void
walk_unreferenced(struct doc_reading *reading)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (reading->next[i] > 0)
            continue;
        story_begin_box(reading->story, kinds[i].place);
        walk_part(reading, kinds[i].part);
        story_end_box(reading->story);
    }
}

static void
read_headers(struct doc_reading *reading)
{
    reading->story = &reading->headers;
    walk_part(reading, DOC_HEADERS);
    walk_part(reading, DOC_HEADER_BOXES);
    if (reading->running.count == 0)
        return;
    flow_end_unit(&reading->flow);
    reading->flow.section[0] = reading->flow.anchor[0] = '\0';
    flow_add_unit(&reading->flow, &reading->running);
}

static void
read_document(struct doc_reading *reading, const struct sink *sink,
              struct compound *compound, struct arena *arena)
{
    flow_open(&reading->flow, sink, "doc", "application/msword");
    if (reading->file.was_locked)
        reading->flow.document.flags |= WIRE_DOCUMENT_ENCRYPTED;
    story_open(&reading->body, &reading->flow);
    story_open(&reading->headers, &reading->flow);
    unit_open(&reading->running);
    reading->headers.running = &reading->running;
    reading->story = &reading->body;
    reading->text = (struct buf)BUF_INIT(LIMIT_METADATA_BYTES);
    compound_read_summary(compound, arena, &reading->flow.document);
    doc_runs_read_paragraphs(&reading->file, &reading->paragraphs);
    doc_runs_read_characters(&reading->file, &reading->characters);
    walk_part(reading, DOC_MAIN);
    walk_part(reading, DOC_BOXES);
    walk_unreferenced(reading);
    read_headers(reading);
    flow_finish(&reading->flow);
    doc_runs_free(&reading->paragraphs);
    doc_runs_free(&reading->characters);
    buf_free(&reading->text);
    unit_close(&reading->running);
    story_close(&reading->body);
    story_close(&reading->headers);
    flow_close(&reading->flow);
}

bool
format_doc_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    struct compound *compound;
    if (!compound_open(input, &compound, failure))
        return false;
    struct doc_reading *reading = memory_new(1, sizeof *reading);
    struct arena *arena = arena_new();
    bool opened = doc_file_open(compound, input->password, &reading->file, failure);
    if (opened)
        read_document(reading, sink, compound, arena);
    doc_file_close(&reading->file);
    arena_free(arena);
    free(reading);
    compound_close(compound);
    return opened;
}
