/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames as bytes: what the worker writes is made sound here, what the parent reads is checked
 * here. Numbers are little-endian, a text is its length (u32) and its bytes. */
#include "extract/wire.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { LINE_BYTES = 4 + 5 * 4 + 2 }; /* of an empty line */

/* No page is larger; beyond it a float no longer tells neighbouring points apart. */
static const float COORDINATE_MOST = 1e7F;

const char *
wire_reason_name(enum wire_reason reason)
{
    static const char *const names[] = {
        "none",     "empty",    "not-a-document",  "damaged",    "encrypted",
        "bomb",     "too-deep", "too-large",       "timeout",    "memory",
        "crashed",  "no-text",  "unreadable-text", "old-format", "unsupported",
        "web-page", "changed",
    };
    size_t index = (size_t)reason;
    return index < sizeof names / sizeof *names ? names[index] : "unknown";
}

/* ---- writing ---- */

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
    value = fmaxf(-COORDINATE_MOST, fminf(COORDINATE_MOST, value));
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
            out->length - frame + LINE_BYTES + worst > LIMIT_FRAME_BYTES)
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

/* ---- reading: every function does nothing once something was wrong ---- */

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
    if (isfinite(value) && fabsf(value) <= COORDINATE_MOST)
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
    size_t count = (size_t)read_number(reader, 4, 0, reader->left / LINE_BYTES);
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
