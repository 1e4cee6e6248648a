/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Title, author and year of a compound file ([MS-OLEPS] 2.21, 2.25). */
#include "compound.h"

#include "base/limits.h"
#include "codepage.h"
#include "extract/markup/charset.h"
#include "extract/metadata.h"

#include <time.h>

enum {
    AT_SECTION = 44, /* its offset, behind the format of the first set */
    ID_CODE_PAGE = 1,
    ID_TITLE = 2,
    ID_AUTHOR = 4,
    ID_CREATED = 12,
    PROPERTIES_MOST = 200,
    TYPE_STRING = 0x1E,
    TYPE_WIDE_STRING = 0x1F,
    TYPE_FILE_TIME = 0x40
};

/* Where the value of the property stands, its type first; 0 when there is none. */
static size_t
find_property(const struct buf *stream, uint32_t id)
{
    size_t section = compound_u32(stream, AT_SECTION);
    uint32_t count = compound_u32(stream, section + 4);
    for (uint32_t i = 0; i < count && i < PROPERTIES_MOST; i++) {
        size_t at = section + 8 + (size_t)i * 8;
        if (compound_u32(stream, at) == id && at + 8 <= stream->length)
            return section + compound_u32(stream, at + 4);
    }
    return 0;
}

static const char *
text_of(const struct buf *stream, uint32_t id, const char *charset, struct arena *arena)
{
    size_t at = find_property(stream, id);
    uint32_t type = compound_u32(stream, at), length = compound_u32(stream, at + 4);
    struct buf text = BUF_INIT((size_t)LIMIT_METADATA_BYTES * 4);
    if (type == TYPE_WIDE_STRING)
        length = length < LIMIT_METADATA_BYTES ? length * 2 : 0;
    if (at == 0 || (type != TYPE_STRING && type != TYPE_WIDE_STRING) ||
        at + 8 > stream->length || length > stream->length - at - 8 ||
        length > LIMIT_METADATA_BYTES)
        return "";
    while (type == TYPE_STRING && length > 0 && stream->data[at + 7 + length] == '\0')
        length--;
    charset_decode_as(stream->data + at + 8, length,
                      type == TYPE_WIDE_STRING ? "utf-16le" : charset, &text);
    const char *value = metadata_text(arena, text.data, text.length);
    buf_free(&text);
    return value;
}

/* 100 ns since 1601. */
static int
year_of(const struct buf *stream, uint32_t id)
{
    size_t at = find_property(stream, id);
    if (at == 0 || compound_u32(stream, at) != TYPE_FILE_TIME)
        return 0;
    uint64_t ticks =
        (uint64_t)compound_u32(stream, at + 8) << 32 | compound_u32(stream, at + 4);
    time_t seconds = (time_t)(ticks / 10000000) - (time_t)11644473600;
    struct tm date;
    char text[16];
    if (!gmtime_r(&seconds, &date) || strftime(text, sizeof text, "%Y", &date) != 4)
        return 0;
    return metadata_year(text, 4);
}

void
compound_read_summary(struct compound *compound, struct arena *arena,
                      struct wire_document *document)
{
    struct buf stream = BUF_INIT(0);
    if (compound_read(compound, "\005SummaryInformation", &stream)) {
        size_t page = find_property(&stream, ID_CODE_PAGE);
        const char *charset =
            codepage_name(page > 0 ? compound_u16(&stream, page + 4) : CODEPAGE_WESTERN);
        document->title = text_of(&stream, ID_TITLE, charset, arena);
        document->author = text_of(&stream, ID_AUTHOR, charset, arena);
        document->year = year_of(&stream, ID_CREATED);
    }
    buf_free(&stream);
}
