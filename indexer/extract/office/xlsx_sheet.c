/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a workbook shares among its sheets, and one sheet's cells (ECMA-376-1, 18.3 and 18.4). */
#include "xlsx_sheet.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    STRINGS_MOST = 2000000, /* a sheet has at most 1,048,576 rows */
    FORMATS_MOST = 65536,   /* Excel's own limit is 65,490 */
    CODE_BYTES = 256
};

static void
text_nothing(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

/* ---- shared strings ---- */

enum { TAG_SKIP = 1, TAG_STRING, TAG_TEXT };

static const struct markup_word string_words[] = {
    { "phoneticPr", TAG_SKIP },
    { "rPh", TAG_SKIP },
    { "si", TAG_STRING },
    { "t", TAG_TEXT },
};

struct string_reading {
    struct xlsx_book *book;
    bool in_text;
};

static enum markup_step
start_string(void *context, int tag, const struct markup_element *element)
{
    struct string_reading *reading = context;
    struct xlsx_book *book = reading->book;
    (void)element;
    if (tag == TAG_SKIP)
        return MARKUP_SKIP;
    if (tag == TAG_STRING && book->string_count >= STRINGS_MOST)
        return MARKUP_STOP;
    if (tag == TAG_STRING) {
        memory_grow(&book->starts, &book->string_capacity, book->string_count + 1,
                    sizeof *book->starts);
        book->starts[book->string_count++] = book->strings.length;
    }
    reading->in_text = tag == TAG_TEXT;
    return MARKUP_ENTER;
}

static void
end_string(void *context, int tag)
{
    struct string_reading *reading = context;
    if (tag == TAG_TEXT)
        reading->in_text = false;
}

static void
text_string(void *context, const char *text, size_t length)
{
    struct string_reading *reading = context;
    if (reading->in_text && reading->book->string_count > 0)
        buf_add(&reading->book->strings, text, length);
}

/* ---- cell formats ---- */

enum { TAG_CELL_FORMATS = 1, TAG_NUMBER_FORMAT, TAG_FORMAT };

static const struct markup_word format_words[] = {
    { "cellXfs", TAG_CELL_FORMATS },
    { "numFmt", TAG_NUMBER_FORMAT },
    { "xf", TAG_FORMAT },
};

struct format_reading {
    struct xlsx_book *book;
    bool dates[FORMATS_MOST]; /* of each number format */
    bool in_cell_formats;
};

/* 14 to 17 and 22 are dates; 27 to 36 and 50 to 58 are those of East Asia (18.8.30). */
static bool
is_built_in_date(long id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) ||
           (id >= 50 && id <= 58);
}

/* A code with a year or a day outside of quotes and brackets: yyyy, d. mmm. */
static bool
is_date_code(struct markup_text code)
{
    bool quoted = false, bracket = false;
    for (size_t i = 0; i < code.length && i < CODE_BYTES; i++) {
        int c = tolower((unsigned char)code.text[i]);
        if (c == '\\') {
            i++;
        } else if (c == '"' || c == '&') { /* &quot; when the parser left it */
            quoted = c == '"' ? !quoted : quoted;
        } else if (c == '[' || c == ']') {
            bracket = c == '[';
        } else if (!quoted && !bracket && (c == 'y' || c == 'd')) {
            return true;
        }
    }
    return false;
}

static void
add_format(struct format_reading *reading, long id)
{
    struct xlsx_book *book = reading->book;
    if (book->format_count >= FORMATS_MOST)
        return;
    memory_grow(&book->dates, &book->format_capacity, book->format_count + 1,
                sizeof *book->dates);
    bool known = id >= 0 && id < FORMATS_MOST;
    book->dates[book->format_count++] =
        is_built_in_date(id) || (known && reading->dates[id]);
}

static enum markup_step
start_format(void *context, int tag, const struct markup_element *element)
{
    struct format_reading *reading = context;
    long id = markup_text_number(markup_attribute(element, NULL, "numFmtId"), 0);
    if (tag == TAG_CELL_FORMATS)
        reading->in_cell_formats = true;
    else if (tag == TAG_NUMBER_FORMAT && id >= 0 && id < FORMATS_MOST)
        reading->dates[id] = is_date_code(markup_attribute(element, NULL, "formatCode"));
    else if (tag == TAG_FORMAT && reading->in_cell_formats)
        add_format(reading, id);
    return MARKUP_ENTER;
}

static void
end_format(void *context, int tag)
{
    struct format_reading *reading = context;
    if (tag == TAG_CELL_FORMATS)
        reading->in_cell_formats = false;
}

void
xlsx_sheet_read_shared(struct xlsx_book *book)
{
    struct string_reading strings = { book, false };
    struct format_reading *formats = memory_new(1, sizeof *formats);
    struct markup_reader string_reader = { string_words, 4,           start_string,
                                           end_string,   text_string, &strings };
    struct markup_reader format_reader = { format_words, 3,      start_format, end_format,
                                           text_nothing, formats };
    const struct ooxml_relation *part =
        ooxml_relation_of_type(&book->relations, "sharedStrings", NULL);
    book->strings = (struct buf)BUF_INIT(LIMIT_PART_BYTES);
    if (part && !part->external)
        ooxml_read_part(book->ooxml, part->target, &string_reader);
    formats->book = book;
    part = ooxml_relation_of_type(&book->relations, "styles", NULL);
    if (part && !part->external)
        ooxml_read_part(book->ooxml, part->target, &format_reader);
    free(formats);
}

void
xlsx_sheet_free_shared(struct xlsx_book *book)
{
    buf_free(&book->strings);
    free(book->starts);
    free(book->dates);
}

/* ---- cells ---- */

enum { TAG_CELL = 1, TAG_PHONETIC, TAG_ROW, TAG_CELL_TEXT, TAG_VALUE };

static const struct markup_word cell_words[] = {
    { "c", TAG_CELL },       { "f", TAG_PHONETIC }, /* a formula: its value is what is shown */
    { "rPh", TAG_PHONETIC }, { "row", TAG_ROW },    { "t", TAG_CELL_TEXT },
    { "v", TAG_VALUE },
};

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_DATE, CELL_IGNORED };

struct cell_reading {
    struct xlsx_book *book;
    struct story *story;
    struct buf value;
    enum cell_type type;
    bool in_cell, in_value, is_date;
};

static void
begin_cell(struct cell_reading *reading, const struct markup_element *element)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {
        { "s", CELL_SHARED }, { "str", CELL_TEXT },  { "inlineStr", CELL_TEXT },
        { "d", CELL_DATE },   { "b", CELL_IGNORED }, { "e", CELL_IGNORED },
    };
    struct markup_text type = markup_attribute(element, NULL, "t");
    long format = markup_text_number(markup_attribute(element, NULL, "s"), 0);
    reading->in_cell = true;
    reading->type = CELL_NUMBER;
    for (size_t i = 0; type.text && i < sizeof types / sizeof *types; i++)
        if (markup_text_is(type, types[i].name))
            reading->type = types[i].type;
    reading->is_date = format >= 0 && (size_t)format < reading->book->format_count &&
                       reading->book->dates[format];
    buf_reset(&reading->value);
}

static enum markup_step
start_cell(void *context, int tag, const struct markup_element *element)
{
    struct cell_reading *reading = context;
    if (reading->story->flow->gone || reading->story->cells_full)
        return MARKUP_STOP;
    switch (tag) {
    case TAG_CELL: begin_cell(reading, element); break;
    case TAG_PHONETIC: return MARKUP_SKIP;
    case TAG_ROW: story_begin_row(reading->story); break;
    case TAG_CELL_TEXT:
    case TAG_VALUE: reading->in_value = reading->in_cell; break;
    default: break;
    }
    return MARKUP_ENTER;
}

/* Days since 1899-12-30, which makes up for a leap day that 1900 did not have. */
static void
add_date(const struct cell_reading *reading, struct buf *out)
{
    char *end;
    double days = strtod(reading->value.data, &end);
    if (end == reading->value.data || !(days >= 1 && days < 2958466)) /* 9999-12-31 */
        return;
    time_t seconds =
        ((time_t)days + (reading->book->from_1904 ? 1462 : 0) - 25569) * 86400;
    struct tm date;
    char text[32];
    if (gmtime_r(&seconds, &date) && strftime(text, sizeof text, "%Y-%m-%d", &date) > 0)
        buf_add_text(out, text);
}

static void
add_shared(const struct cell_reading *reading, struct buf *out)
{
    const struct xlsx_book *book = reading->book;
    struct markup_text number = { reading->value.data, reading->value.length };
    long index = markup_text_number(number, -1);
    if (index < 0 || (size_t)index >= book->string_count)
        return;
    size_t start = book->starts[index];
    size_t end = (size_t)index + 1 < book->string_count ? book->starts[index + 1]
                                                        : book->strings.length;
    buf_add(out, book->strings.data + start, end - start);
}

static void
end_value(struct cell_reading *reading)
{
    struct story *story = reading->story;
    struct buf text = BUF_INIT(LIMIT_PAGE_BYTES);
    reading->in_cell = false;
    if (reading->type == CELL_SHARED)
        add_shared(reading, &text);
    else if (reading->type == CELL_NUMBER && reading->is_date)
        add_date(reading, &text);
    else if (reading->type == CELL_DATE) /* 2021-03-27T00:00:00 */
        buf_add(&text, reading->value.data, strcspn(reading->value.data, "T"));
    else if (reading->type == CELL_TEXT)
        buf_add(&text, reading->value.data, reading->value.length);
    if (text.length > 0) {
        story_begin(story, WIRE_STYLE_TEXT, 0);
        story_text(story, text.data, text.length);
        story_end(story);
        story_end_cell(story);
    }
    buf_free(&text);
}

static void
end_cell(void *context, int tag)
{
    struct cell_reading *reading = context;
    switch (tag) {
    case TAG_CELL: end_value(reading); break;
    case TAG_CELL_TEXT:
    case TAG_VALUE: reading->in_value = false; break;
    case TAG_ROW: story_end_row(reading->story); break;
    default: break;
    }
}

static void
text_cell(void *context, const char *text, size_t length)
{
    struct cell_reading *reading = context;
    if (reading->in_value)
        buf_add(&reading->value, text, length);
}

bool
xlsx_sheet_read(struct xlsx_book *book, const char *part, struct story *story)
{
    struct cell_reading reading = { .book = book,
                                    .story = story,
                                    .value = BUF_INIT(LIMIT_PAGE_BYTES) };
    struct markup_reader reader = { cell_words, sizeof cell_words / sizeof *cell_words,
                                    start_cell, end_cell,
                                    text_cell,  &reading };
    bool read = ooxml_read_part(book->ooxml, part, &reader);
    story_end_row(story);
    buf_free(&reading.value);
    return read;
}
