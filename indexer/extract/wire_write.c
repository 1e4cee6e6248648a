/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Structures to frames: what the worker writes is made sound here. Numbers are little-endian, a
 * text is its length (u32) and its bytes. */
#include "wire.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

static void
add_number(struct buf *out, uint64_t value, size_t bytes)
{
    char raw[8];
    bytes_put(raw, value, bytes);
    buf_add(out, raw, bytes);
}

static void
add_float(struct buf *out, float value)
{
    if (!isfinite(value))
        value = 0;
    value = fmaxf(-(float)WIRE_COORDINATE_MOST, fminf(WIRE_COORDINATE_MOST, value));
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    add_number(out, bits, sizeof bits);
}

static int64_t
within(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* Text with no newline in it, so that a line stays one line. */
static void
flatten(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n' || text[i] == '\r')
            text[i] = ' ';
}

static void
add_message(struct buf *out, const char *text, size_t most)
{
    size_t length = text == NULL ? 0 : strlen(text);
    if (length > most)
        length = utf8_cut(text, most);
    size_t at = out->length;
    add_number(out, 0, 4);
    size_t from = out->length;
    if (utf8_valid(text, length))
        buf_add(out, text, length);
    else
        utf8_repair(out, text, length);
    if (!out->full)
        bytes_put(out->data + at, out->length - from, 4);
}

static void
add_text(struct buf *out, const char *text, size_t most)
{
    size_t from = out->length + 4;
    add_message(out, text, most);
    if (!out->full)
        flatten(out->data + from, out->length - from);
}

enum { METADATA_SENT = LIMIT_METADATA_BYTES / 4 }; /* repair can triple it */

static void
add_metadata(struct buf *out, const char *text)
{
    add_text(out, text, METADATA_SENT);
}

/* Leaves the length open until frame_end. */
static size_t
frame_begin(struct buf *out, enum wire_type type, uint32_t serial)
{
    size_t at = out->length;
    add_number(out, type, 4);
    add_number(out, serial, 4);
    add_number(out, 0, 8);
    return at;
}

static void
frame_end(struct buf *out, size_t at)
{
    if (!out->full)
        bytes_put(out->data + at + 8, out->length - at - WIRE_HEADER_BYTES, 8);
}

void
wire_add_request(struct buf *out, uint32_t serial, const struct wire_request *request)
{
    size_t at = frame_begin(out, WIRE_REQUEST, serial);
    add_number(out, WIRE_VERSION, 4);
    add_metadata(out, request->suffix);
    add_metadata(out, request->mime);
    add_metadata(out, request->password);
    add_number(out, (uint64_t)within(request->first_page, 0, LIMIT_PAGES), 8);
    add_number(out, (uint64_t)within(request->last_page, 0, LIMIT_PAGES), 8);
    frame_end(out, at);
}

void
wire_add_document(struct buf *out, uint32_t serial, const struct wire_document *document)
{
    size_t at = frame_begin(out, WIRE_DOCUMENT, serial);
    add_metadata(out, document->format);
    add_metadata(out, document->mime);
    add_number(out, (uint64_t)within(document->pages, 0, LIMIT_PAGES), 8);
    add_metadata(out, document->title);
    add_metadata(out, document->author);
    add_metadata(out, document->lang);
    add_number(out, (uint64_t)within(document->year, 0, 9999), 4);
    add_number(out, document->flags, 4);
    frame_end(out, at);
}

static void
add_line(struct buf *out, const struct wire_line *line)
{
    add_text(out, line->text, LIMIT_PAGE_BYTES);
    add_float(out, line->x0);
    add_float(out, line->y0);
    add_float(out, line->x1);
    add_float(out, line->y1);
    add_float(out, line->size);
    add_number(out, line->style, 1);
    add_number(out, line->level, 1);
}

/* Adds lines while the frame has room for the next, even if its text must be repaired (which
 * makes it at most three times as long); says how many. */
static size_t
add_lines(struct buf *out, size_t frame, const struct wire_unit *unit)
{
    size_t count = 0, text = 0;
    for (; count < unit->line_count; count++) {
        const struct wire_line *line = &unit->lines[count];
        size_t length = line->text == NULL ? 0 : strlen(line->text);
        size_t worst = utf8_valid(line->text, length) ? length : 3 * length;
        text += worst;
        if (text > LIMIT_PAGE_BYTES ||
            out->length - frame + WIRE_LINE_BYTES + worst > LIMIT_FRAME_BYTES)
            break;
        add_line(out, line);
    }
    return count;
}

void
wire_add_unit(struct buf *out, uint32_t serial, const struct wire_unit *unit)
{
    size_t at = frame_begin(out, WIRE_UNIT, serial);
    add_number(out, (uint64_t)within(unit->number, 1, LIMIT_PAGES), 8);
    add_number(out, unit->part, 4);
    add_number(out, unit->flags, 4);
    add_metadata(out, unit->label);
    add_metadata(out, unit->section);
    add_metadata(out, unit->anchor);
    add_metadata(out, unit->lang);
    add_float(out, unit->width);
    add_float(out, unit->height);
    size_t count_at = out->length;
    add_number(out, 0, 4);
    size_t count = add_lines(out, at, unit);
    if (!out->full)
        bytes_put(out->data + count_at, count, 4);
    frame_end(out, at);
}

void
wire_add_outline(struct buf *out, uint32_t serial, const struct wire_outline *outline)
{
    size_t at = frame_begin(out, WIRE_OUTLINE, serial);
    add_metadata(out, outline->title);
    add_number(out, (uint64_t)within(outline->level, 1, LIMIT_OUTLINE_DEPTH), 4);
    add_number(out, (uint64_t)within(outline->page, 0, LIMIT_PAGES), 8);
    add_float(out, outline->y);
    frame_end(out, at);
}

void
wire_add_note(struct buf *out, uint32_t serial, const struct wire_note *note)
{
    size_t at = frame_begin(out, WIRE_NOTE, serial);
    add_number(out, note->reason, 4);
    add_number(out, (uint64_t)within(note->page, 0, LIMIT_PAGES), 8);
    add_message(out, note->text, METADATA_SENT);
    frame_end(out, at);
}

void
wire_add_picture(struct buf *out, uint32_t serial, const struct wire_picture *picture)
{
    size_t at = frame_begin(out, WIRE_PICTURE, serial);
    add_number(out, (uint64_t)within(picture->page, 1, LIMIT_PAGES), 8);
    add_number(out, picture->width, 4);
    add_number(out, picture->height, 4);
    add_number(out, picture->length, 4);
    buf_add(out, picture->bytes, picture->length);
    frame_end(out, at);
}

void
wire_add_end(struct buf *out, uint32_t serial, const struct wire_end *end)
{
    size_t at = frame_begin(out, WIRE_END, serial);
    add_number(out, end->units, 8);
    add_number(out, end->cpu_ms, 4);
    add_number(out, end->peak_kib, 4);
    frame_end(out, at);
}

void
wire_add_error(struct buf *out, uint32_t serial, const struct wire_error *error)
{
    size_t at = frame_begin(out, WIRE_ERROR, serial);
    add_number(out, error->reason, 4);
    add_message(out, error->text, METADATA_SENT);
    frame_end(out, at);
}
