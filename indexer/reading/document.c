/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames to pages, and the pages' texts once every line knows its fate. */
#include "document.h"

#include "base/limits.h"
#include "text/fold.h"

#include <string.h>

struct room {
    size_t pages, outline, notes;
};

/* ---- reading ---- */

bool
document_has_layout(const struct wire_unit *unit)
{
    return unit->line_count > 0 && unit->lines[0].size > 0;
}

static void
add_page(struct document *document, size_t *room, const struct wire_unit *unit)
{
    struct arena *arena = document->arena;
    arena_grow(arena, &document->pages, room, document->page_count + 1,
               sizeof *document->pages);
    struct document_page *page = &document->pages[document->page_count++];
    struct wire_unit *copy = arena_alloc(arena, 1, sizeof *copy);
    *copy = *unit;
    memset(page, 0, sizeof *page);
    page->unit = copy;
    page->text = page->title = page->section = page->locator = "";
    page->line_count = unit->line_count;
    page->lines = arena_alloc(arena, unit->line_count, sizeof *page->lines);
    for (size_t i = 0; i < unit->line_count; i++) {
        page->lines[i].line = &unit->lines[i];
        page->lines[i].text = unit->lines[i].text;
        page->lines[i].length = strlen(unit->lines[i].text);
    }
}

static bool
read_frame(struct document *document, struct room *room, uint32_t type, const char *bytes,
           size_t length)
{
    struct arena *arena = document->arena;
    struct wire_unit unit;
    struct wire_outline outline, *outlines;
    struct wire_note note, *notes;
    switch (type) {
    case WIRE_DOCUMENT:
        document->known = wire_read_document(bytes, length, arena, &document->about);
        return document->known;
    case WIRE_UNIT:
        if (!wire_read_unit(bytes, length, arena, &unit))
            return false;
        add_page(document, &room->pages, &unit);
        return true;
    case WIRE_OUTLINE:
        if (!wire_read_outline(bytes, length, arena, &outline))
            return false;
        memcpy(&outlines, &document->outline, sizeof(void *));
        arena_grow(arena, &outlines, &room->outline, document->outline_count + 1,
                   sizeof *outlines);
        outlines[document->outline_count++] = outline;
        document->outline = outlines;
        return true;
    case WIRE_NOTE:
        if (!wire_read_note(bytes, length, arena, &note))
            return false;
        memcpy(&notes, &document->notes, sizeof(void *));
        arena_grow(arena, &notes, &room->notes, document->note_count + 1, sizeof *notes);
        notes[document->note_count++] = note;
        document->notes = notes;
        return true;
    default: return false;
    }
}

void
document_read(struct document *document, const char *frames, size_t length,
              struct arena *arena)
{
    struct room room = { 0, 0, 0 };
    memset(document, 0, sizeof *document);
    document->arena = arena;
    document->title = document->letters = "";
    document->about.format = document->about.mime = document->about.title = "";
    document->about.author = document->about.lang = "";
    for (size_t at = 0; length - at >= WIRE_HEADER_BYTES;) {
        struct wire_header header;
        unsigned char bytes[WIRE_HEADER_BYTES];
        memcpy(bytes, frames + at, sizeof bytes);
        at += WIRE_HEADER_BYTES;
        if (!wire_read_header(bytes, &header) || header.length > length - at ||
            !read_frame(document, &room, header.type, frames + at, (size_t)header.length))
            break;
        at += (size_t)header.length;
    }
    document->kind = document_kind_of(document->about.format);
}

/* ---- writing ---- */

static void
add_join(struct buf *text, enum document_join join)
{
    switch (join) {
    case DOCUMENT_JOIN_SPACE: buf_add_char(text, ' '); break;
    case DOCUMENT_JOIN_PARAGRAPH: buf_add_char(text, '\n'); break;
    case DOCUMENT_JOIN_NOTHING: break;
    case DOCUMENT_JOIN_UNDECIDED: buf_add_code(text, 0xAD); break;
    }
}

const char *
document_compose(const char *text, struct arena *arena)
{
    struct buf composed = BUF_INIT(LIMIT_FRAME_BYTES);
    fold_compose(&composed, text, strlen(text));
    const char *copy = arena_text(arena, composed.data, composed.length);
    buf_free(&composed);
    return copy;
}

/* Lines of the page that were kept, joined; NFC. */
static void
write_text(struct document *document, struct document_page *page, struct buf *raw,
           struct buf *text)
{
    buf_reset(raw);
    buf_reset(text);
    for (size_t i = 0; i < page->line_count; i++) {
        const struct document_line *line = &page->lines[i];
        if (line->dropped || line->length == 0)
            continue;
        buf_add(raw, line->text, line->length);
        add_join(raw, line->join);
    }
    while (raw->length > 0 && strchr(" \n\t", raw->data[raw->length - 1]) != NULL)
        buf_cut(raw, raw->length - 1);
    fold_compose(text, raw->data, raw->length);
    page->text = arena_text(document->arena, text->data, text->length);
    page->length = text->length;
}

/* Headings of the page, one after another; the first lines of one that runs over two. */
static void
write_title(struct document *document, struct document_page *page, struct buf *raw,
            struct buf *text)
{
    enum { TITLE_BYTES = 600 };
    const struct document_line *before = NULL;
    buf_reset(raw);
    buf_reset(text);
    for (size_t i = 0; i < page->line_count && raw->length < TITLE_BYTES; i++) {
        const struct document_line *line = &page->lines[i];
        if (line->dropped || !line->heading)
            continue;
        if (raw->length > 0 &&
            (before == NULL || before->join == DOCUMENT_JOIN_PARAGRAPH ||
             before + 1 != line))
            buf_add_text(raw, " · ");
        else if (raw->length > 0)
            add_join(raw, before->join);
        buf_add(raw, line->text, line->length);
        before = line;
    }
    fold_compose(text, raw->data, raw->length);
    page->title = arena_text(document->arena, text->data, text->length);
}

void
document_clean(struct document *document)
{
    struct buf raw = BUF_INIT(LIMIT_FRAME_BYTES), text = BUF_INIT(LIMIT_FRAME_BYTES);
    document_mend_letters(document);
    document_drop_heads(document);
    document_find_headings(document);
    document_join_lines(document);
    document_join_words(document);
    document_find_title(document);
    document_find_sections(document);
    for (size_t i = 0; i < document->page_count; i++) {
        struct document_page *page = &document->pages[i];
        write_text(document, page, &raw, &text);
        write_title(document, page, &raw, &text);
        page->locator = document_locator(document, page->unit, document->arena);
    }
    buf_free(&raw);
    buf_free(&text);
}
