/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of WMF pictures that draw text ([MS-WMF] 2.3). */
#include "metafile.h"

#include "base/bytes.h"
#include "base/limits.h"

enum {
    WMF_END = 0x0000,
    WMF_PALETTE = 0x00F7,
    WMF_TEXT_ALIGN = 0x012E,
    WMF_SELECT = 0x012D,
    WMF_PATTERN = 0x0142,
    WMF_DELETE = 0x01F0,
    WMF_OLD_PATTERN = 0x01F9,
    WMF_MOVE_TO = 0x0214,
    WMF_PEN = 0x02FA,
    WMF_FONT = 0x02FB,
    WMF_BRUSH = 0x02FC,
    WMF_TEXT = 0x0521,
    WMF_REGION = 0x06FF,
    WMF_EXTENDED_TEXT = 0x0A32
};

/* Sizes are counted in words of two bytes. */
enum {
    PLACEABLE_BYTES = 22,
    FILE_HEADER_BYTES = 18,
    HEADER_BYTES = 6,
    FONT_AT_CHARSET = 19, /* behind the header 13 */
    OPTIONS_WITH_RECTANGLE = 6,
    OPTION_GLYPHS = 0x10,
    RECTANGLE_BYTES = 8,
    ALIGN_AT_PEN = 1
};

struct record {
    unsigned type;
    const char *bytes;
    size_t length; /* with its header */
};

/* Signed, as all coordinates are. */
static long
number(const struct record *record, size_t at)
{
    return at + 2 <= record->length ? (long)(int16_t)bytes_number(record->bytes + at, 2)
                                    : 0;
}

static size_t
count_at(const struct record *record, size_t at)
{
    return (size_t)(uint16_t)number(record, at);
}

/* META_TEXTOUT (2.3.3.20): the string, and the point behind it. */
static void
take_text(struct metafile *metafile, const struct record *record)
{
    size_t count = count_at(record, HEADER_BYTES), string = HEADER_BYTES + 2;
    size_t point = string + count + count % 2;
    if (point + 4 <= record->length)
        metafile_add(metafile, record->bytes + string, count, false,
                     number(record, point + 2), number(record, point), 0);
}

/* META_EXTTEXTOUT (2.3.3.5). */
static void
take_extended_text(struct metafile *metafile, const struct record *record)
{
    size_t count = count_at(record, HEADER_BYTES + 4), string = HEADER_BYTES + 8;
    size_t options = count_at(record, HEADER_BYTES + 6);
    long long advance = 0;
    if ((options & OPTIONS_WITH_RECTANGLE) != 0)
        string += RECTANGLE_BYTES;
    if ((options & OPTION_GLYPHS) != 0 || string + count > record->length)
        return;
    size_t advances = string + count + count % 2;
    if (advances + count * 2 <= record->length)
        for (size_t i = 0; i < count; i++)
            advance += number(record, advances + i * 2);
    metafile_add(metafile, record->bytes + string, count, false,
                 number(record, HEADER_BYTES + 2), number(record, HEADER_BYTES), advance);
}

/* An object takes the first place that is free (3.1.4.1). */
static void
take_object(struct metafile *metafile, const struct record *record)
{
    size_t place = 0;
    while (place < METAFILE_OBJECTS && metafile->objects[place].used)
        place++;
    if (place == METAFILE_OBJECTS)
        return;
    long height = number(record, HEADER_BYTES);
    bool is_font = record->type == WMF_FONT && record->length > FONT_AT_CHARSET;
    metafile->objects[place] =
        (struct metafile_font) { is_font ? (unsigned char)record->bytes[FONT_AT_CHARSET]
                                         : 0,
                                 height < 0 ? -height : height, true, is_font };
}

static void
select_object(struct metafile *metafile, size_t place)
{
    if (place < METAFILE_OBJECTS && metafile->objects[place].is_font)
        metafile->font = metafile->objects[place];
}

static void
take_record(struct metafile *metafile, const struct record *record)
{
    switch (record->type) {
    case WMF_TEXT: take_text(metafile, record); break;
    case WMF_EXTENDED_TEXT: take_extended_text(metafile, record); break;
    case WMF_PALETTE:
    case WMF_PATTERN:
    case WMF_OLD_PATTERN:
    case WMF_PEN:
    case WMF_FONT:
    case WMF_BRUSH:
    case WMF_REGION: take_object(metafile, record); break;
    case WMF_SELECT: select_object(metafile, count_at(record, HEADER_BYTES)); break;
    case WMF_DELETE:
        if (count_at(record, HEADER_BYTES) < METAFILE_OBJECTS)
            metafile->objects[count_at(record, HEADER_BYTES)] =
                (struct metafile_font) { .used = false };
        break;
    case WMF_TEXT_ALIGN:
        metafile->at_pen = (count_at(record, HEADER_BYTES) & ALIGN_AT_PEN) != 0;
        break;
    case WMF_MOVE_TO:
        metafile->pen_y = number(record, HEADER_BYTES);
        metafile->pen_x = number(record, HEADER_BYTES + 2);
        break;
    default: break;
    }
}

void
metafile_read_wmf(struct metafile *metafile, const char *bytes, size_t length)
{
    size_t at = bytes_number(bytes, 4) == 0x9AC6CDD7 ? PLACEABLE_BYTES : 0;
    at += FILE_HEADER_BYTES;
    for (size_t i = 0;
         i < LIMIT_METAFILE_RECORDS && at <= length && length - at >= HEADER_BYTES; i++) {
        struct record record = { (unsigned)bytes_number(bytes + at + 4, 2), bytes + at,
                                 (size_t)bytes_number(bytes + at, 4) * 2 };
        if (record.type == WMF_END || record.length < HEADER_BYTES ||
            record.length > length - at)
            return;
        take_record(metafile, &record);
        at += record.length;
    }
}
