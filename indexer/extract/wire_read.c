/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames to structures: what the parent reads is checked here. Every function does nothing once
 * something was wrong. */
#include "wire.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

struct reader {
    const char *bytes;
    size_t left;
    struct arena *arena;
    bool sound;
};

static bool
refuse(struct reader *reader)
{
    reader->sound = false;
    reader->left = 0;
    return false;
}

static uint64_t
read_number(struct reader *reader, size_t bytes, uint64_t least, uint64_t most)
{
    if (reader->left < bytes)
        return refuse(reader);
    uint64_t value = bytes_number(reader->bytes, bytes);
    reader->bytes += bytes;
    reader->left -= bytes;
    if (value < least || value > most)
        return refuse(reader);
    return value;
}

static float
read_float(struct reader *reader)
{
    uint32_t bits = (uint32_t)read_number(reader, 4, 0, UINT32_MAX);
    float value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value) && fabsf(value) <= WIRE_COORDINATE_MOST)
        return value;
    refuse(reader);
    return 0;
}

static const char *
read_message(struct reader *reader, size_t most)
{
    size_t length = (size_t)read_number(reader, 4, 0, most);
    if (length == 0)
        return "";
    if (length > reader->left || memchr(reader->bytes, '\0', length) != NULL ||
        !utf8_valid(reader->bytes, length)) {
        refuse(reader);
        return "";
    }
    const char *text = arena_text(reader->arena, reader->bytes, length);
    reader->bytes += length;
    reader->left -= length;
    return text;
}

static const char *
read_text(struct reader *reader, size_t most)
{
    const char *text = read_message(reader, most);
    if (strchr(text, '\n') == NULL)
        return text;
    refuse(reader);
    return "";
}

static const char *
read_metadata(struct reader *reader)
{
    return read_text(reader, LIMIT_METADATA_BYTES);
}

static bool
read_finished(const struct reader *reader)
{
    return reader->sound && reader->left == 0;
}

bool
wire_read_header(const unsigned char bytes[WIRE_HEADER_BYTES], struct wire_header *header)
{
    const char *at = (const char *)bytes;
    header->type = (uint32_t)bytes_number(at, 4);
    header->serial = (uint32_t)bytes_number(at + 4, 4);
    header->length = bytes_number(at + 8, 8);
    return header->type <= WIRE_PICTURE && header->length <= LIMIT_FRAME_BYTES;
}

bool
wire_read_request(const char *bytes, size_t length, struct arena *arena,
                  struct wire_request *request)
{
    struct reader reader = { bytes, length, arena, true };
    read_number(&reader, 4, WIRE_VERSION, WIRE_VERSION);
    request->suffix = read_metadata(&reader);
    request->mime = read_metadata(&reader);
    request->password = read_metadata(&reader);
    request->first_page = (int64_t)read_number(&reader, 8, 0, LIMIT_PAGES);
    request->last_page = (int64_t)read_number(&reader, 8, 0, LIMIT_PAGES);
    return read_finished(&reader) && request->first_page <= request->last_page;
}

bool
wire_read_document(const char *bytes, size_t length, struct arena *arena,
                   struct wire_document *document)
{
    struct reader reader = { bytes, length, arena, true };
    document->format = read_metadata(&reader);
    document->mime = read_metadata(&reader);
    document->pages = (int64_t)read_number(&reader, 8, 0, LIMIT_PAGES);
    document->title = read_metadata(&reader);
    document->author = read_metadata(&reader);
    document->lang = read_metadata(&reader);
    document->year = (int)read_number(&reader, 4, 0, 9999);
    document->flags = (uint32_t)read_number(&reader, 4, 0, 2 * WIRE_DOCUMENT_PLAIN - 1);
    return read_finished(&reader);
}

static void
read_line(struct reader *reader, struct wire_line *line)
{
    line->text = read_text(reader, LIMIT_PAGE_BYTES);
    line->x0 = read_float(reader);
    line->y0 = read_float(reader);
    line->x1 = read_float(reader);
    line->y1 = read_float(reader);
    line->size = read_float(reader);
    line->style = (unsigned char)read_number(reader, 1, 0, WIRE_STYLE_ALT);
    line->level = (unsigned char)read_number(reader, 1, 0, UINT8_MAX);
}

static void
read_lines(struct reader *reader, struct wire_unit *unit)
{
    size_t count = (size_t)read_number(reader, 4, 0, reader->left / WIRE_LINE_BYTES);
    struct wire_line *lines = arena_alloc(reader->arena, count, sizeof *lines);
    for (size_t i = 0; i < count && reader->sound; i++)
        read_line(reader, &lines[i]);
    unit->lines = lines;
    unit->line_count = reader->sound ? count : 0;
}

bool
wire_read_unit(const char *bytes, size_t length, struct arena *arena,
               struct wire_unit *unit)
{
    struct reader reader = { bytes, length, arena, true };
    unit->number = (int64_t)read_number(&reader, 8, 1, LIMIT_PAGES);
    unit->part = (enum wire_part)read_number(&reader, 4, 0, WIRE_PART_COMMENTS);
    unit->flags = (uint32_t)read_number(&reader, 4, 0, 2 * WIRE_UNIT_POOR - 1);
    unit->label = read_metadata(&reader);
    unit->section = read_metadata(&reader);
    unit->anchor = read_metadata(&reader);
    unit->lang = read_metadata(&reader);
    unit->width = read_float(&reader);
    unit->height = read_float(&reader);
    read_lines(&reader, unit);
    return read_finished(&reader);
}

bool
wire_read_outline(const char *bytes, size_t length, struct arena *arena,
                  struct wire_outline *outline)
{
    struct reader reader = { bytes, length, arena, true };
    outline->title = read_metadata(&reader);
    outline->level = (uint32_t)read_number(&reader, 4, 1, LIMIT_OUTLINE_DEPTH);
    outline->page = (int64_t)read_number(&reader, 8, 0, LIMIT_PAGES);
    outline->y = read_float(&reader);
    return read_finished(&reader);
}

bool
wire_read_note(const char *bytes, size_t length, struct arena *arena,
               struct wire_note *note)
{
    struct reader reader = { bytes, length, arena, true };
    note->reason = (enum wire_reason)read_number(&reader, 4, 0, WIRE_REASON_CHANGED);
    note->page = (int64_t)read_number(&reader, 8, 0, LIMIT_PAGES);
    note->text = read_message(&reader, LIMIT_METADATA_BYTES);
    return read_finished(&reader);
}

/* What a browser will be given: from the first mark of a JPEG to its last, and nothing else
 * (ITU-T T.81, B.1.1.3). */
static bool
is_jpeg(const char *bytes, size_t length)
{
    return length > 4 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0 &&
           memcmp(bytes + length - 2, "\xFF\xD9", 2) == 0;
}

bool
wire_read_picture(const char *bytes, size_t length, struct wire_picture *picture)
{
    struct reader reader = { bytes, length, NULL, true };
    picture->page = (int64_t)read_number(&reader, 8, 1, LIMIT_PAGES);
    picture->width = (uint32_t)read_number(&reader, 4, 0, LIMIT_PICTURE_WIDTH);
    picture->height = (uint32_t)read_number(&reader, 4, 0, LIMIT_PICTURE_HEIGHT);
    picture->length = (size_t)read_number(&reader, 4, 0, LIMIT_PICTURE_BYTES);
    picture->bytes = reader.bytes;
    if (!reader.sound || reader.left != picture->length)
        return false;
    return picture->length == 0 || (picture->width > 0 && picture->height > 0 &&
                                    is_jpeg(picture->bytes, picture->length));
}

bool
wire_read_end(const char *bytes, size_t length, struct wire_end *end)
{
    struct reader reader = { bytes, length, NULL, true };
    end->units = read_number(&reader, 8, 0, 3 * (uint64_t)LIMIT_PAGES);
    end->cpu_ms = (uint32_t)read_number(&reader, 4, 0, UINT32_MAX);
    end->peak_kib = (uint32_t)read_number(&reader, 4, 0, UINT32_MAX);
    return read_finished(&reader);
}

bool
wire_read_error(const char *bytes, size_t length, struct arena *arena,
                struct wire_error *error)
{
    struct reader reader = { bytes, length, arena, true };
    error->reason = (enum wire_reason)read_number(&reader, 4, 1, WIRE_REASON_CHANGED);
    error->text = read_message(&reader, LIMIT_METADATA_BYTES);
    return read_finished(&reader);
}
