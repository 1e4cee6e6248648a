/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of the drawn pictures that a page shows. */
#include "ooxml_picture.h"

#include "base/limits.h"
#include "metafile.h"

#include <ctype.h>
#include <string.h>

enum { WORD_BYTES = 3 };

/* Lines of numbers and single letters are ticks of an axis or parts of a formula. */
static bool
has_word(const char *text, size_t length)
{
    size_t run = 0;
    for (size_t i = 0; i < length && run < WORD_BYTES; i++)
        run = isalpha((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80 ? run + 1
                                                                                : 0;
    return run >= WORD_BYTES;
}

/* Lines of a unit have single blanks; so has the text of most pictures. */
static bool
is_shown(const struct unit *unit, const char *text, size_t length)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < unit->count; i++)
        if (memmem(unit->text.data + unit->lines[i].start, unit->lines[i].length, text,
                   length))
            return true;
    return false;
}

static void
add_lines(const struct buf *text, const struct unit *page, struct unit *unit)
{
    for (size_t at = 0; at < text->length;) {
        const char *line = text->data + at;
        size_t length = strcspn(line, "\n");
        if (has_word(line, length) && !is_shown(page, line, length) &&
            !is_shown(unit, line, length))
            unit_add(unit, line, length, WIRE_STYLE_TEXT, 0);
        at += length + 1;
    }
}

/* Says it once of each part. */
static bool
is_new(struct ooxml *ooxml, int64_t part)
{
    if (!ooxml->pictures)
        ooxml->pictures = arena_alloc(ooxml->arena, LIMIT_PACKAGE_ENTRIES, 1);
    if (part < 0 || part >= LIMIT_PACKAGE_ENTRIES || ooxml->pictures[part])
        return false;
    ooxml->pictures[part] = true;
    return true;
}

void
ooxml_picture_read(struct ooxml *ooxml, const char *part, const struct unit *page,
                   struct unit *unit)
{
    int64_t number = package_find(ooxml->package, part);
    struct format_failure ignored;
    if (!is_new(ooxml, number))
        return;
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES);
    struct buf text = BUF_INIT(LIMIT_METAFILE_BYTES);
    package_peek(ooxml->package, number, METAFILE_HEAD_BYTES, &bytes);
    if ((metafile_is_emf(bytes.data, bytes.length) ||
         metafile_is_wmf(bytes.data, bytes.length)) &&
        package_read(ooxml->package, number, &bytes, &ignored)) {
        metafile_read(bytes.data, bytes.length, &text);
        add_lines(&text, page, unit);
    }
    buf_free(&bytes);
    buf_free(&text);
}
