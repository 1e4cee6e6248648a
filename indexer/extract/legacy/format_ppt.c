/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PowerPoint before 2007: slides in the order of the show, each with its notes. */
#include "extract/format.h"

#include "base/limits.h"
#include "extract/flow.h"
#include "extract/markup/charset.h"
#include "ppt_file.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEPTH = 24,         /* groups of shapes within one another */
    OPTION_ALT = 0x381, /* wzDescription ([MS-ODRAW] 2.3.3.1) */
    OPTION_BYTES = 6,
    TEXT_TITLE = 0, /* of TextHeaderAtom ([MS-PPT] 2.13.33) */
    TEXT_CENTRED_TITLE = 6,
    TEXT_OTHER = 4,
    FLAG_HIDDEN = 4, /* of SlideShowSlideInfoAtom (2.6.6) */
    NO_TEXT = -1
};

struct ppt_reading {
    struct ppt_file file;
    struct flow flow;
    struct buf text;
    const struct ppt_slide *slide;
    struct unit *unit; /* of the slide, or of its notes */
    uint32_t kind;     /* of the text that follows */
    bool running;      /* the shape shows a number, a date, a header or a footer */
    bool outline_used; /* the shapes refer to the outline texts of the slide */
};

/* ---- text ---- */

/* A lone asterisk stands for a number or a date. */
static bool
is_field_alone(const struct buf *text)
{
    return strcmp(text->data, "*") == 0;
}

static void
add_text(struct ppt_reading *reading)
{
    struct buf *text = &reading->text;
    bool title = reading->kind == TEXT_TITLE || reading->kind == TEXT_CENTRED_TITLE;
    bool body = reading->unit == &reading->flow.body;
    for (size_t i = 0; i < text->length; i++)
        if (text->data[i] == '\r')
            text->data[i] = '\n';
    if (text->length > 0 && !reading->running && !is_field_alone(text))
        unit_add(reading->unit, text->data, text->length,
                 title && body ? WIRE_STYLE_TITLE : WIRE_STYLE_TEXT, 0);
    buf_reset(text);
}

/* TextBytesAtom holds the low bytes of UTF-16; what would be control characters there is what
 * programs that do not know it have written. A vertical tab is a line end. */
static void
take_text(struct ppt_reading *reading, const struct ppt_record *record)
{
    bool wide = record->type == PPT_TEXT_CHARS;
    size_t step = wide ? 2 : 1;
    char *bytes = memory_text(reading->file.stream.data + record->at, record->length);
    for (size_t i = 0; i + step <= record->length; i += step)
        if (bytes[i] == '\v' && (!wide || bytes[i + 1] == '\0'))
            bytes[i] = '\n';
    charset_decode_as(bytes, record->length, wide ? "utf-16le" : "windows-1252",
                      &reading->text);
    free(bytes);
    add_text(reading);
}

static bool
is_text(const struct ppt_record *record)
{
    return record->type == PPT_TEXT_CHARS || record->type == PPT_TEXT_BYTES;
}

/* The texts that stand with the entry in the list; wanted: one of them, counted by their heads;
 * NO_TEXT: all. */
static void
take_outline(struct ppt_reading *reading, long wanted)
{
    struct ppt_record record;
    size_t at = reading->slide->texts;
    long number = NO_TEXT;
    while (ppt_file_next(&reading->file, &at, reading->slide->texts_end, &record)) {
        if (record.type == PPT_TEXT_HEADER) {
            number++;
            reading->kind = compound_u32(&reading->file.stream, record.at);
        } else if (is_text(&record) && (wanted == NO_TEXT || number == wanted)) {
            take_text(reading, &record);
        }
    }
}

/* ---- shapes ---- */

/* The description among the options of a shape ([MS-ODRAW] 2.2.9): entries of a fixed size, then
 * the long values in their order. */
static void
take_options(struct ppt_reading *reading, const struct ppt_record *record)
{
    const struct buf *stream = &reading->file.stream;
    size_t value = record->at + (size_t)record->instance * OPTION_BYTES;
    size_t end = record->at + record->length;
    for (size_t i = 0; i < record->instance; i++) {
        size_t at = record->at + i * OPTION_BYTES;
        uint16_t id = compound_u16(stream, at);
        uint32_t length = compound_u32(stream, at + 2);
        if ((id & 0x8000) == 0)
            continue;
        if (value > end || length > end - value)
            return;
        if ((id & 0x3FFF) == OPTION_ALT) {
            charset_decode_as(stream->data + value, length, "utf-16le", &reading->text);
            unit_add_alt(reading->unit, reading->text.data, strlen(reading->text.data));
            buf_reset(&reading->text);
        }
        value += length;
    }
}

/* Kinds 7 to 10 are dates, numbers, footers and headers (2.13.24). */
static void
take_placeholder(struct ppt_reading *reading, const struct ppt_record *record)
{
    uint16_t kind = compound_u16(&reading->file.stream, record->at + 4) & 0xFF;
    reading->running = kind >= 7 && kind <= 10;
}

static void
take_info(struct ppt_reading *reading, const struct ppt_record *record)
{
    uint16_t flags = compound_u16(&reading->file.stream, record->at + 10);
    if (record->length >= 12 && (flags & FLAG_HIDDEN) != 0)
        reading->flow.flags |= WIRE_UNIT_HIDDEN;
}

static void
take_record(struct ppt_reading *reading, const struct ppt_record *record)
{
    switch (record->type) {
    case PPT_OUTLINE_REFERENCE:
        reading->outline_used = true;
        take_outline(reading, (long)compound_u32(&reading->file.stream, record->at));
        break;
    case PPT_PLACEHOLDER: take_placeholder(reading, record); break;
    case PPT_SHAPE_OPTIONS: take_options(reading, record); break;
    case PPT_SLIDE_INFO: take_info(reading, record); break;
    case PPT_TEXT_HEADER:
        reading->kind = compound_u32(&reading->file.stream, record->at);
        break;
    case PPT_TEXT_CHARS:
    case PPT_TEXT_BYTES: take_text(reading, record); break;
    default: break;
    }
}

static void
read_records(struct ppt_reading *reading, const struct ppt_record *container)
{
    struct ppt_record open[DEPTH + 1];
    size_t depth = 1;
    open[0] = *container;
    while (depth > 0) {
        struct ppt_record record, *inside = &open[depth - 1];
        size_t at = inside->at, end = inside->at + inside->length;
        if (!ppt_file_next(&reading->file, &at, end, &record)) {
            depth--;
            continue;
        }
        inside->length = end - at;
        inside->at = at;
        if (record.type == PPT_SHAPE) {
            reading->running = false;
            reading->kind = TEXT_OTHER;
        }
        if (!record.container)
            take_record(reading, &record);
        else if (depth <= DEPTH)
            open[depth++] = record;
    }
}

/* ---- slides ---- */

static void
read_notes(struct ppt_reading *reading)
{
    const struct ppt_file *file = &reading->file;
    for (size_t i = 0; i < file->note_count && reading->slide->id != 0; i++)
        if (file->notes[i].notes_of == reading->slide->id) {
            reading->unit = &reading->flow.notes;
            read_records(reading, &file->notes[i].container);
            return;
        }
}

static void
read_slide(struct ppt_reading *reading, const struct ppt_slide *slide)
{
    reading->slide = slide;
    reading->unit = &reading->flow.body;
    reading->outline_used = reading->running = false;
    read_records(reading, &slide->container);
    reading->running = false;
    if (!reading->outline_used)
        take_outline(reading, NO_TEXT);
    read_notes(reading);
}

static void
read_slides(struct ppt_reading *reading)
{
    const struct ppt_file *file = &reading->file;
    reading->flow.document.pages = (int64_t)file->slide_count;
    if (file->guessed)
        flow_warn(&reading->flow, WIRE_REASON_DAMAGED,
                  "the list of slides is damaged; their order may be wrong");
    for (size_t i = 0; i < file->slide_count && !reading->flow.gone; i++) {
        reading->flow.number = (int64_t)i + 1;
        reading->flow.flags = 0;
        read_slide(reading, &file->slides[i]);
        flow_end_unit(&reading->flow);
    }
    flow_finish(&reading->flow);
}

bool
format_ppt_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    struct ppt_reading reading = { .text = BUF_INIT(LIMIT_PAGE_BYTES) };
    struct compound *compound;
    if (!compound_open(input, &compound, failure))
        return false;
    struct arena *arena = arena_new();
    bool opened = ppt_file_open(compound, input->password, &reading.file, failure);
    if (opened) {
        flow_open(&reading.flow, sink, "ppt", "application/vnd.ms-powerpoint");
        reading.flow.paged = true;
        if (reading.file.was_locked)
            reading.flow.document.flags |= WIRE_DOCUMENT_ENCRYPTED;
        compound_read_summary(compound, arena, &reading.flow.document);
        read_slides(&reading);
        flow_close(&reading.flow);
    }
    ppt_file_close(&reading.file);
    buf_free(&reading.text);
    arena_free(arena);
    compound_close(compound);
    return opened;
}
