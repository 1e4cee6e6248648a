/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a word document refers to: notes, drawings, descriptions, pages of HTML. */
#include "docx_body_objects.h"

#include "drawing.h"
#include "extract/markup/charset.h"
#include "extract/markup/html_reader.h"
#include "ooxml_picture.h"

#include <string.h>

static const struct ooxml_relation *
related(const struct docx_reading *reading, struct markup_text id)
{
    const struct ooxml_relation *relation =
        ooxml_relation_by_id(&reading->document->relations, id);
    return relation && !relation->external ? relation : NULL;
}

void
docx_body_objects_drawing(struct docx_reading *reading, struct markup_text id)
{
    const struct ooxml_relation *relation = related(reading, id);
    if (relation && !reading->own_notes && !reading->is_running)
        drawing_read(reading->document->ooxml, relation->target,
                     &reading->story.attached[STORY_ASIDE]);
}

/* A picture of DrawingML, or of the older VML. */
void
docx_body_objects_picture(struct docx_reading *reading,
                          const struct markup_element *element)
{
    struct markup_text id = markup_attribute(element, "relationships", "embed");
    if (!id.text)
        id = markup_attribute(element, "relationships", "id");
    const struct ooxml_relation *relation = related(reading, id);
    struct flow *flow = &reading->document->flow;
    flow->flags |= WIRE_UNIT_IMAGES;
    if (relation && !reading->own_notes && !reading->is_running)
        ooxml_picture_read(reading->document->ooxml, relation->target, &flow->body,
                           &reading->story.attached[STORY_ASIDE]);
}

static bool
is_html(const struct buf *bytes)
{
    size_t head = bytes->length < 1024 ? bytes->length : 1024;
    return memchr(bytes->data, '<', head) && !memmem(bytes->data, head, "PK\3\4", 4) &&
           !memmem(bytes->data, head, "MIME-Version", 12);
}

/* A page of HTML that stands for a stretch of the document (ECMA-376-1, 17.17.2). */
void
docx_body_objects_html(struct docx_reading *reading, struct markup_text id)
{
    const struct ooxml_relation *relation = related(reading, id);
    struct ooxml *ooxml = reading->document->ooxml;
    if (!relation || reading->own_notes || reading->is_running)
        return;
    int64_t part = package_find(ooxml->package, relation->target);
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES), text = BUF_INIT(LIMIT_PART_BYTES);
    struct charset_hints hints = { "", true };
    struct charset_result charset;
    if (part != PACKAGE_ABSENT &&
        package_read(ooxml->package, part, &bytes, &ooxml->failure) && is_html(&bytes)) {
        charset_decode(bytes.data, bytes.length, &hints, &text, &charset);
        html_reader_read(&reading->document->flow, ooxml->arena, text.data, text.length,
                         true);
    }
    buf_free(&bytes);
    buf_free(&text);
}

void
docx_body_objects_description(struct docx_reading *reading,
                              const struct markup_element *element, const char *attribute)
{
    struct markup_text text = markup_attribute(element, NULL, attribute);
    if (text.text)
        unit_add_alt(&reading->story.attached[STORY_ASIDE], text.text, text.length);
}

void
docx_body_objects_note(struct docx_reading *reading, enum docx_notes_kind kind, long id)
{
    struct docx_notes *notes = &reading->document->notes[kind];
    struct unit *unit =
        &reading->story.attached[kind == DOCX_COMMENTS ? STORY_COMMENT : STORY_NOTE];
    for (size_t i = 0; i < notes->count && !reading->own_notes && !reading->is_running;
         i++) {
        struct docx_note *note = &notes->items[i];
        if (note->id != id || note->used)
            continue;
        note->used = true;
        unit_add(unit, note->text, strlen(note->text), WIRE_STYLE_TEXT, 0);
        return;
    }
}

/* Lines between text and notes are notes of a type of their own. */
enum markup_step
docx_body_objects_begin_note(struct docx_reading *reading,
                             const struct markup_element *element)
{
    struct markup_text type = markup_attribute(element, NULL, "type");
    if (type.text && !markup_text_is(type, "normal"))
        return MARKUP_SKIP;
    reading->note_id = markup_text_number(markup_attribute(element, NULL, "id"), -1);
    unit_reset(&reading->note);
    return MARKUP_ENTER;
}

void
docx_body_objects_end_note(struct docx_reading *reading)
{
    struct docx_notes *notes = reading->own_notes;
    const struct unit *lines = &reading->note;
    if (!notes || lines->count == 0 || notes->count >= LIMIT_PAGES)
        return;
    struct arena *arena = reading->document->ooxml->arena;
    struct buf text = BUF_INIT(LIMIT_PAGE_BYTES);
    for (size_t i = 0; i < lines->count; i++) {
        buf_add(&text, i > 0 ? "\n" : "", i > 0);
        buf_add(&text, lines->text.data + lines->lines[i].start, lines->lines[i].length);
    }
    arena_grow(arena, &notes->items, &notes->capacity, notes->count + 1,
               sizeof *notes->items);
    notes->items[notes->count++] =
        (struct docx_note) { reading->note_id, arena_text(arena, text.data, text.length),
                             false };
    buf_free(&text);
}
