/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks the lines as document_clean joined them. */
#include "picture_lines.h"

#include "base/limits.h"
#include "text/fold.h"

#include <math.h>

static const struct document_page *
body_of(const struct document *document, int64_t page)
{
    for (size_t i = 0; i < document->page_count; i++) {
        const struct wire_unit *unit = document->pages[i].unit;
        if (unit->number == page && unit->part == WIRE_PART_BODY)
            return &document->pages[i];
    }
    return NULL;
}

static uint16_t
thousandths(float value, float whole)
{
    float part = value * 1000 / whole;
    return part <= 0 ? 0 : part >= 1000 ? 1000 : (uint16_t)lroundf(part);
}

static size_t
join_length(enum document_join join)
{
    switch (join) {
    case DOCUMENT_JOIN_SPACE:
    case DOCUMENT_JOIN_PARAGRAPH: return 1;
    case DOCUMENT_JOIN_UNDECIDED: return 2; /* a soft hyphen */
    case DOCUMENT_JOIN_NOTHING: break;
    }
    return 0;
}

static struct pictures_line
place(const struct wire_unit *unit, const struct wire_line *line, size_t from, size_t to)
{
    return (struct pictures_line) { .from = (uint32_t)from,
                                    .to = (uint32_t)to,
                                    .x0 = thousandths(line->x0, unit->width),
                                    .y0 = thousandths(line->y0, unit->height),
                                    .x1 = thousandths(line->x1, unit->width),
                                    .y1 = thousandths(line->y1, unit->height) };
}

/* Composing a line alone gives what composing the page gave, but where a line begins with a
 * mark: then the sum differs, and no line is told. */
static size_t
walk(const struct document_page *page, struct pictures_line *lines, size_t *end)
{
    struct buf composed = BUF_INIT(LIMIT_FRAME_BYTES);
    size_t count = 0, at = 0;
    *end = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct document_line *line = &page->lines[i];
        if (line->dropped || line->length == 0)
            continue;
        buf_reset(&composed);
        fold_compose(&composed, line->text, line->length);
        *end = at + composed.length;
        if (count < LIMIT_PICTURE_LINES)
            lines[count++] = place(page->unit, line->line, at, *end);
        at = *end + join_length(line->join);
    }
    buf_free(&composed);
    return count;
}

/* Blanks at the end of the text were cut off. */
static bool
is_blank_from(const struct document_page *page, size_t end)
{
    enum { BLANKS_MOST = 64 };
    return end >= page->length && end - page->length <= BLANKS_MOST;
}

size_t
picture_lines_find(const struct document *document, int64_t number,
                   const struct pictures_line **lines, uint32_t *text_length)
{
    const struct document_page *page = body_of(document, number);
    *lines = NULL;
    *text_length = 0;
    if (page == NULL || page->length == 0 || !document_has_layout(page->unit) ||
        page->unit->width <= 0 || page->unit->height <= 0)
        return 0;
    size_t most =
        page->line_count < LIMIT_PICTURE_LINES ? page->line_count : LIMIT_PICTURE_LINES;
    struct pictures_line *found = arena_alloc(document->arena, most, sizeof *found);
    size_t end, count = walk(page, found, &end);
    if (!is_blank_from(page, end))
        return 0;
    *lines = found;
    *text_length = (uint32_t)page->length;
    return count;
}
