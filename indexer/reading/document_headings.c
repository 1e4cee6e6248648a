/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headings by style or by size, and the section that each page stands in. */
#include "document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIZES = 400,         /* half points: fonts up to 200 points */
    HEADING_BYTES = 300, /* more is a page in large print */
    SECTION_LEVELS = 4,  /* shown of an outline */
    SECTION_BYTES = 300
};

static const float heading_ratio = 1.2F; /* of the modal size: extraction notes, rule 9 */
static const float top_of_page =
    0.25F; /* a section that begins below it begins mid-page */

static size_t
half_points(float size)
{
    long half = lroundf(size * 2);
    return half < 0 ? 0 : half >= SIZES ? SIZES - 1 : (size_t)half;
}

/* The size in which most letters are set. */
static float
modal_size(const struct document *document)
{
    uint64_t bytes[SIZES] = { 0 };
    size_t best = 0;
    for (size_t p = 0; p < document->page_count; p++) {
        const struct document_page *page = &document->pages[p];
        for (size_t i = 0; i < page->line_count; i++)
            if (!page->lines[i].dropped)
                bytes[half_points(page->lines[i].line->size)] += page->lines[i].length;
    }
    for (size_t i = 1; i < SIZES; i++)
        if (bytes[i] > bytes[best] || best == 0)
            best = i;
    return bytes[best] > 0 ? (float)best / 2 : 0;
}

static bool
has_letters(const struct document_line *line, size_t needed)
{
    size_t letters = 0;
    for (size_t i = 0; i < line->length && letters < needed; i++) {
        unsigned char byte = (unsigned char)line->text[i];
        letters += (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z' ? 1 : byte >= 0xC2;
    }
    return letters >= needed;
}

static bool
is_large(const struct document_line *line, float modal)
{
    return !line->dropped && line->line->style != WIRE_STYLE_ALT &&
           line->line->size >= heading_ratio * modal;
}

/* A run of large lines of one size is one heading, unless it is too long for one. */
static void
mark_run(struct document_page *page, size_t first, size_t end)
{
    size_t bytes = 0;
    bool letters = false;
    for (size_t i = first; i < end; i++) {
        bytes += page->lines[i].length;
        letters = letters || has_letters(&page->lines[i], 3);
    }
    for (size_t i = first; i < end && letters && bytes <= HEADING_BYTES; i++) {
        page->lines[i].heading = true;
        page->lines[i].level = 1;
    }
}

static void
mark_large(struct document_page *page, float modal)
{
    for (size_t i = 0, end; i < page->line_count; i = end) {
        end = i + 1;
        if (!is_large(&page->lines[i], modal))
            continue;
        float size = page->lines[i].line->size;
        while (end < page->line_count && is_large(&page->lines[end], modal) &&
               fabsf(page->lines[end].line->size - size) < 0.6F)
            end++;
        mark_run(page, i, end);
    }
}

/* True when some line says by its style that it is a heading. */
static bool
mark_styled(struct document_page *page)
{
    bool any = false;
    for (size_t i = 0; i < page->line_count; i++) {
        struct document_line *line = &page->lines[i];
        bool heading = line->line->style == WIRE_STYLE_HEADING ||
                       line->line->style == WIRE_STYLE_TITLE;
        if (!heading || line->dropped || line->length > (size_t)2 * HEADING_BYTES)
            continue;
        line->heading = any = true;
        line->level = line->line->style == WIRE_STYLE_TITLE ? 1 : line->line->level;
    }
    return any;
}

void
document_find_headings(struct document *document)
{
    document->modal_size = modal_size(document);
    for (size_t p = 0; p < document->page_count; p++) {
        struct document_page *page = &document->pages[p];
        if (!mark_styled(page) && document->modal_size > 0 &&
            document_has_layout(page->unit))
            mark_large(page, document->modal_size);
    }
}

/* ---- sections ---- */

static bool
is_before(const struct wire_outline *a, const struct wire_outline *b)
{
    return a->page != b->page ? a->page < b->page : a->y < b->y;
}

/* Outlines are in reading order but for mistakes; what points backwards is left out, since a
 * page would stand in two sections. */
static size_t
in_order(const struct document *document, const struct wire_outline **ordered)
{
    size_t count = 0;
    for (size_t i = 0; i < document->outline_count; i++) {
        const struct wire_outline *entry = &document->outline[i];
        if (entry->page < 1 || entry->title[0] == '\0' ||
            (count > 0 && is_before(entry, ordered[count - 1]) &&
             entry->page != ordered[count - 1]->page))
            continue;
        ordered[count++] = entry;
    }
    return count;
}

/* The last entry that holds for the top of the page; (size_t)-1 before the first one. A page on
 * which a section begins high up belongs to it, and to its first subsection at once if that
 * begins there too. */
static size_t
entry_of(const struct wire_outline *const *ordered, size_t count, size_t from,
         int64_t page, float height)
{
    size_t entry = from;
    while (entry + 1 < count && ordered[entry + 1]->page < page)
        entry++;
    for (size_t next = entry + 1; next < count && ordered[next]->page == page; next++) {
        bool first =
            next == entry + 1 && (entry == (size_t)-1 || ordered[entry]->page < page);
        bool high = ordered[next]->y <= top_of_page * height;
        if (first ? entry != (size_t)-1 && !high
                  : ordered[next]->level <= ordered[entry]->level)
            break;
        entry = next;
    }
    return entry;
}

/* "1. Introduction › 1.1 Background": the entry below those that contain it. */
static const char *
path_of(const struct wire_outline *const *ordered, size_t entry, struct arena *arena)
{
    const struct wire_outline *parts[SECTION_LEVELS];
    size_t count = 0;
    uint32_t level = UINT32_MAX;
    for (size_t i = entry + 1; i-- > 0 && count < SECTION_LEVELS && level > 1;)
        if (ordered[i]->level < level) {
            parts[count++] = ordered[i];
            level = ordered[i]->level;
        }
    struct buf path = BUF_INIT(SECTION_BYTES);
    while (count-- > 0) {
        if (path.length > 0)
            buf_add_text(&path, " › ");
        buf_add_text(&path, parts[count]->title);
    }
    const char *text = path.full && path.length == 0
                           ? ordered[entry]->title
                           : arena_text(arena, path.data, path.length);
    buf_free(&path);
    return text;
}

static void
sections_of_outline(struct document *document)
{
    const struct wire_outline **ordered =
        memory_new(document->outline_count, sizeof(void *));
    size_t count = in_order(document, ordered);
    size_t entry = (size_t)-1, written = (size_t)-1;
    int64_t number = 0;
    const char *path = "";
    for (size_t p = 0; p < document->page_count && count > 0; p++) {
        struct document_page *page = &document->pages[p];
        if (page->unit->number < number)
            entry = (size_t)-1; /* notes and comments may come after the last page */
        number = page->unit->number;
        entry = entry_of(ordered, count, entry, number, page->unit->height);
        if (entry == (size_t)-1)
            continue;
        if (entry != written)
            path = path_of(ordered, entry, document->arena);
        written = entry;
        page->section = path;
    }
    free(ordered);
}

/* As the words were joined; headings that end a paragraph go on after a blank. */
static void
add_line(struct buf *text, const struct document_line *before,
         const struct document_line *line)
{
    if (before != NULL && before->join == DOCUMENT_JOIN_UNDECIDED)
        buf_add_code(text, 0xAD);
    else if (before != NULL && before->join != DOCUMENT_JOIN_NOTHING)
        buf_add_char(text, ' ');
    buf_add(text, line->text, line->length);
}

/* The first heading of the page, "" if it has none; its lines joined. */
static const char *
heading_of(const struct document *document, const struct document_page *page, bool last)
{
    struct buf text = BUF_INIT(SECTION_BYTES);
    bool open = false;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct document_line *line = &page->lines[i];
        if (!line->heading && open && !last)
            break;
        if (line->heading && !open)
            buf_reset(&text);
        if (line->heading)
            add_line(&text, open ? line - 1 : NULL, line);
        open = line->heading;
    }
    const char *heading = arena_text(document->arena, text.data, text.length);
    buf_free(&text);
    return heading;
}

static bool
begins_with_heading(const struct document_page *page)
{
    for (size_t i = 0; i < page->line_count; i++)
        if (!page->lines[i].dropped)
            return page->lines[i].heading;
    return false;
}

static void
sections_of_headings(struct document *document)
{
    const char *section = "";
    for (size_t p = 0; p < document->page_count; p++) {
        struct document_page *page = &document->pages[p];
        if (page->unit->part != WIRE_PART_BODY)
            continue;
        const char *first = heading_of(document, page, false);
        page->section = begins_with_heading(page) || section[0] == '\0' ? first : section;
        const char *last = heading_of(document, page, true);
        if (last[0] != '\0')
            section = last;
    }
}

/* Many pages share one. */
static void
compose_sections(struct document *document)
{
    const char *section = "", *composed = "";
    for (size_t p = 0; p < document->page_count; p++) {
        struct document_page *page = &document->pages[p];
        if (page->section != section) {
            section = page->section;
            composed = document_compose(section, document->arena);
        }
        page->section = composed;
    }
}

void
document_find_sections(struct document *document)
{
    if (document->kind == DOCUMENT_PAGES && document->outline_count > 0)
        sections_of_outline(document);
    else if (document->kind == DOCUMENT_PAGES)
        sections_of_headings(document);
    for (size_t p = 0; p < document->page_count; p++)
        if (document->pages[p].unit->section[0] != '\0')
            document->pages[p].section = document->pages[p].unit->section;
    compose_sections(document);
}
