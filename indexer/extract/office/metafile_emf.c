/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of EMF pictures that draw text ([MS-EMF] 2.3). */
#include "metafile.h"

#include "base/bytes.h"
#include "base/limits.h"

enum {
    EMF_END = 14,
    EMF_TEXT_ALIGN = 22,
    EMF_MOVE_TO = 27,
    EMF_SELECT = 37,
    EMF_DELETE = 40,
    EMF_FONT = 82,
    EMF_TEXT_BYTES = 83,
    EMF_TEXT_WIDE = 84,
    EMF_SMALL_TEXT = 108
};

/* Offsets within records. */
enum {
    HEADER_BYTES = 8,
    FONT_AT_HEIGHT = 12,
    FONT_AT_CHARSET = 35,
    TEXT_AT_POINT = 36,
    TEXT_AT_COUNT = 44,
    TEXT_AT_STRING = 48,
    TEXT_AT_OPTIONS = 52,
    TEXT_AT_ADVANCES = 72,
    TEXT_BYTES = 76,
    SMALL_AT_COUNT = 16,
    SMALL_AT_OPTIONS = 20,
    SMALL_BYTES = 36,
    RECTANGLE_BYTES = 16
};

enum {
    OPTION_GLYPHS = 0x10, /* numbers of glyphs, not letters */
    OPTION_NO_RECTANGLE = 0x100,
    OPTION_SMALL_CHARS = 0x200,
    ALIGN_AT_PEN = 1
};

struct record {
    uint32_t type;
    const char *bytes;
    size_t length; /* with its header */
};

static uint32_t
number(const struct record *record, size_t at)
{
    return at + 4 <= record->length ? (uint32_t)bytes_number(record->bytes + at, 4) : 0;
}

static int32_t
coordinate(const struct record *record, size_t at)
{
    return (int32_t)number(record, at);
}

/* How far the letters lead, when each says it. */
static long long
sum_advances(const struct record *record, size_t at, size_t count)
{
    long long sum = 0;
    if (at < TEXT_BYTES || at > record->length || (record->length - at) / 4 < count)
        return 0;
    for (size_t i = 0; i < count; i++)
        sum += coordinate(record, at + i * 4);
    return sum;
}

/* EMR_EXTTEXTOUTA and EMR_EXTTEXTOUTW (2.3.5.7, 2.3.5.8). */
static void
take_text(struct metafile *metafile, const struct record *record)
{
    bool wide = record->type == EMF_TEXT_WIDE;
    size_t count = number(record, TEXT_AT_COUNT), at = number(record, TEXT_AT_STRING);
    size_t width = wide ? 2 : 1;
    if ((number(record, TEXT_AT_OPTIONS) & OPTION_GLYPHS) != 0 || at < TEXT_BYTES ||
        at > record->length || (record->length - at) / width < count)
        return;
    metafile_add(metafile, record->bytes + at, count * width, wide,
                 coordinate(record, TEXT_AT_POINT), coordinate(record, TEXT_AT_POINT + 4),
                 sum_advances(record, number(record, TEXT_AT_ADVANCES), count));
}

/* EMR_SMALLTEXTOUT (2.3.5.37). */
static void
take_small_text(struct metafile *metafile, const struct record *record)
{
    uint32_t options = number(record, SMALL_AT_OPTIONS);
    bool wide = (options & OPTION_SMALL_CHARS) == 0;
    size_t count = number(record, SMALL_AT_COUNT), width = wide ? 2 : 1;
    size_t at =
        SMALL_BYTES + ((options & OPTION_NO_RECTANGLE) == 0 ? RECTANGLE_BYTES : 0);
    if ((options & OPTION_GLYPHS) == 0 && at <= record->length &&
        (record->length - at) / width >= count)
        metafile_add(metafile, record->bytes + at, count * width, wide,
                     coordinate(record, HEADER_BYTES),
                     coordinate(record, HEADER_BYTES + 4), 0);
}

static void
take_font(struct metafile *metafile, const struct record *record)
{
    uint32_t place = number(record, HEADER_BYTES);
    if (place >= METAFILE_OBJECTS || record->length <= FONT_AT_CHARSET)
        return;
    long height = coordinate(record, FONT_AT_HEIGHT);
    metafile->objects[place] =
        (struct metafile_font) { (unsigned char)record->bytes[FONT_AT_CHARSET],
                                 height < 0 ? -height : height, true, true };
}

static void
select_object(struct metafile *metafile, uint32_t place)
{
    if (place < METAFILE_OBJECTS && metafile->objects[place].is_font)
        metafile->font = metafile->objects[place];
}

static void
take_record(struct metafile *metafile, const struct record *record)
{
    switch (record->type) {
    case EMF_TEXT_BYTES:
    case EMF_TEXT_WIDE: take_text(metafile, record); break;
    case EMF_SMALL_TEXT: take_small_text(metafile, record); break;
    case EMF_FONT: take_font(metafile, record); break;
    case EMF_SELECT: select_object(metafile, number(record, HEADER_BYTES)); break;
    case EMF_DELETE:
        if (number(record, HEADER_BYTES) < METAFILE_OBJECTS)
            metafile->objects[number(record, HEADER_BYTES)].is_font = false;
        break;
    case EMF_TEXT_ALIGN:
        metafile->at_pen = (number(record, HEADER_BYTES) & ALIGN_AT_PEN) != 0;
        break;
    case EMF_MOVE_TO:
        metafile->pen_x = coordinate(record, HEADER_BYTES);
        metafile->pen_y = coordinate(record, HEADER_BYTES + 4);
        break;
    default: break;
    }
}

void
metafile_read_emf(struct metafile *metafile, const char *bytes, size_t length)
{
    size_t at = 0;
    for (size_t i = 0; i < LIMIT_METAFILE_RECORDS && length - at >= HEADER_BYTES; i++) {
        struct record record = { (uint32_t)bytes_number(bytes + at, 4), bytes + at,
                                 (size_t)bytes_number(bytes + at + 4, 4) };
        if (record.type == EMF_END || record.length < HEADER_BYTES ||
            record.length > length - at)
            return;
        take_record(metafile, &record);
        at += record.length;
    }
}
