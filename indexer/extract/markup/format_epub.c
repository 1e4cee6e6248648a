/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EPUB: the chapters in reading order, each of them a web page (EPUB 3.3; OPF 2.0.1). */
#include "extract/format.h"

#include "base/utf8.h"
#include "charset.h"
#include "epub_contents.h"
#include "extract/flow.h"
#include "html_reader.h"

#include <string.h>

#define CONTAINER "META-INF/container.xml"

struct book_item {
    const char *id, *part;
    bool is_page; /* XHTML or HTML */
};

struct spot {
    int64_t unit;
    const char *anchor, *section;
};

struct book {
    struct ooxml ooxml;
    struct flow flow;
    const struct sink *sink;
    struct book_item *items; /* of the manifest */
    size_t count, capacity;
    const char **spine; /* parts in reading order */
    size_t spine_count, spine_capacity;
    const char *nav, *ncx, *toc_page; /* "" when absent */
    struct epub_contents contents;
    struct spot *spots; /* a unit each, for the table of contents */
    size_t spot_count, spot_capacity;
};

/* ---- container.xml and the package document ---- */

enum { TAG_ITEM = 1, TAG_ITEM_REFERENCE, TAG_GUIDE, TAG_ROOT_FILE, TAG_SPINE };

static const struct markup_word words[] = {
    { "item", TAG_ITEM },       { "itemref", TAG_ITEM_REFERENCE },
    { "reference", TAG_GUIDE }, { "rootfile", TAG_ROOT_FILE },
    { "spine", TAG_SPINE },
};

static const char *
resolved(struct book *book, struct markup_text target)
{
    if (!target.text || target.length > LIMIT_METADATA_BYTES)
        return "";
    return ooxml_resolve(book->ooxml.arena, book->ooxml.main, target);
}

static bool
has_word(struct markup_text value, const char *word)
{
    return value.text && memmem(value.text, value.length, word, strlen(word)) != NULL;
}

static void
add_item(struct book *book, const struct markup_element *element)
{
    struct arena *arena = book->ooxml.arena;
    struct markup_text id = markup_attribute(element, NULL, "id");
    struct markup_text type = markup_attribute(element, NULL, "media-type");
    if (!id.text || book->count >= LIMIT_PACKAGE_ENTRIES)
        return;
    arena_grow(arena, &book->items, &book->capacity, book->count + 1,
               sizeof *book->items);
    struct book_item *item = &book->items[book->count++];
    item->id = arena_text(arena, id.text, id.length);
    item->part = resolved(book, markup_attribute(element, NULL, "href"));
    item->is_page = has_word(type, "html") || has_word(type, "oeb1-document");
    if (has_word(markup_attribute(element, NULL, "properties"), "nav"))
        book->nav = item->part;
    if (markup_text_is(type, "application/x-dtbncx+xml"))
        book->ncx = item->part;
}

static const struct book_item *
find_item(const struct book *book, struct markup_text id)
{
    for (size_t i = 0; id.text && i < book->count; i++)
        if (markup_text_is(id, book->items[i].id))
            return &book->items[i];
    return NULL;
}

static void
add_to_spine(struct book *book, const char *part)
{
    if (book->spine_count >= LIMIT_PACKAGE_ENTRIES)
        return;
    arena_grow(book->ooxml.arena, &book->spine, &book->spine_capacity,
               book->spine_count + 1, sizeof *book->spine);
    book->spine[book->spine_count++] = part;
}

static enum markup_step
start_package(void *context, int tag, const struct markup_element *element)
{
    struct book *book = context;
    const struct book_item *item;
    switch (tag) {
    case TAG_ITEM: add_item(book, element); break;
    case TAG_ITEM_REFERENCE:
        item = find_item(book, markup_attribute(element, NULL, "idref"));
        if (item && item->is_page)
            add_to_spine(book, item->part);
        break;
    case TAG_GUIDE:
        if (markup_text_is(markup_attribute(element, NULL, "type"), "toc"))
            book->toc_page = resolved(book, markup_attribute(element, NULL, "href"));
        break;
    case TAG_SPINE:
        item = find_item(book, markup_attribute(element, NULL, "toc"));
        if (item)
            book->ncx = item->part;
        break;
    default: break;
    }
    return MARKUP_ENTER;
}

/* The first one is the book; others are the same in another layout. */
static enum markup_step
start_container(void *context, int tag, const struct markup_element *element)
{
    struct book *book = context;
    struct markup_text path = markup_attribute(element, NULL, "full-path");
    if (tag != TAG_ROOT_FILE || !path.text || path.length > LIMIT_METADATA_BYTES)
        return MARKUP_ENTER;
    book->ooxml.main = ooxml_resolve(book->ooxml.arena, "", path);
    return MARKUP_STOP;
}

static void
end_package(void *context, int tag)
{
    (void)context, (void)tag;
}

static void
text_package(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

static bool
read_package(struct book *book)
{
    static const struct markup_word properties[] = {
        { "creator", OOXML_AUTHOR },
        { "date", OOXML_DATE },
        { "language", OOXML_LANGUAGE },
        { "title", OOXML_TITLE },
    };
    struct markup_reader reader = { words,           sizeof words / sizeof *words,
                                    start_container, end_package,
                                    text_package,    book };
    struct ooxml *ooxml = &book->ooxml;
    if (!ooxml_read_part(ooxml, CONTAINER, &reader))
        return false;
    reader.start = start_package;
    if (!ooxml_read_part(ooxml, ooxml->main, &reader))
        return false;
    ooxml_read_properties_of(ooxml, ooxml->main, properties,
                             sizeof properties / sizeof *properties,
                             &book->flow.document);
    for (size_t i = 0; i < book->count && book->spine_count == 0; i++)
        if (book->items[i].is_page)
            add_to_spine(book, book->items[i].part);
    if (book->nav[0] != '\0')
        epub_contents_read(ooxml, book->nav, false, &book->contents);
    if (book->contents.count == 0 && book->ncx[0] != '\0')
        epub_contents_read(ooxml, book->ncx, true, &book->contents);
    return true;
}

/* Shops encrypt the chapters; publishers only garble fonts, by algorithms of their own. */
static bool
is_locked(struct book *book)
{
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES);
    int64_t part = package_find(book->ooxml.package, "META-INF/encryption.xml");
    bool locked = false;
    if (part != PACKAGE_ABSENT &&
        package_read(book->ooxml.package, part, &bytes, &book->ooxml.failure))
        locked = strstr(bytes.data, "xmlenc#aes") && strstr(bytes.data, "htm");
    buf_free(&bytes);
    return locked;
}

/* ---- chapters ---- */

/* A chapter without headings of its own is called what the contents call it; a file that the
 * contents do not name goes on with the chapter before it. */
static void
begin_chapter(struct book *book, const char *part)
{
    const struct epub_entry *entry = epub_contents_find(&book->contents, part);
    struct flow *flow = &book->flow;
    flow_end_unit(flow);
    flow_set_anchor(flow, "", 0);
    if (!entry)
        return;
    size_t length = strlen(entry->title);
    if (length >= FLOW_NAME_BYTES)
        length = utf8_cut(entry->title, FLOW_NAME_BYTES - 1);
    memcpy(flow->section, entry->title, length);
    flow->section[length] = '\0';
}

static bool
read_chapter(struct book *book, const char *part)
{
    struct ooxml *ooxml = &book->ooxml;
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES), text = BUF_INIT(LIMIT_TEXT_BYTES);
    struct charset_hints hints = { "", true };
    struct charset_result charset;
    char shown[PACKAGE_SHOWN_BYTES];
    int64_t found = package_find(ooxml->package, part);
    bool read = false;
    if (found == PACKAGE_ABSENT)
        format_fail(&ooxml->failure, WIRE_REASON_DAMAGED,
                    "chapter '%s' is missing; make the book anew",
                    package_shown(shown, part));
    else
        read = package_read(ooxml->package, found, &bytes, &ooxml->failure);
    if (!read)
        ooxml_note(ooxml, ooxml->failure.reason, ooxml->failure.err.text);
    begin_chapter(book, part);
    bool usable = read || ooxml->failure.reason == WIRE_REASON_DAMAGED;
    if (usable && bytes.length > 0) {
        charset_decode(bytes.data, bytes.length, &hints, &text, &charset);
        html_reader_read(&book->flow, ooxml->arena, text.data, text.length, true);
        read = true;
    }
    buf_free(&bytes);
    buf_free(&text);
    return read;
}

/* ---- table of contents ---- */

static bool
keep_document(void *context, const struct wire_document *document)
{
    const struct book *book = context;
    return book->sink->document(book->sink->context, document);
}

static bool
keep_note(void *context, const struct wire_note *note)
{
    const struct book *book = context;
    return book->sink->note(book->sink->context, note);
}

static bool
keep_unit(void *context, const struct wire_unit *unit)
{
    struct book *book = context;
    struct arena *arena = book->ooxml.arena;
    arena_grow(arena, &book->spots, &book->spot_capacity, book->spot_count + 1,
               sizeof *book->spots);
    book->spots[book->spot_count++] =
        (struct spot) { unit->number, arena_copy(arena, unit->anchor),
                        arena_copy(arena, unit->section) };
    return book->sink->unit(book->sink->context, unit);
}

/* The unit that an entry leads to: by its fragment or its name, else where its part begins. */
static int64_t
unit_of(const struct book *book, const struct epub_entry *entry, int64_t first,
        int64_t end)
{
    for (size_t i = 0; i < book->spot_count; i++) {
        const struct spot *spot = &book->spots[i];
        if (spot->unit < first || spot->unit >= end || entry->fragment[0] == '\0')
            continue;
        if (strcmp(spot->anchor, entry->fragment) == 0 ||
            strcmp(spot->section, entry->title) == 0)
            return spot->unit;
    }
    return first;
}

static bool
send_contents(const struct book *book, const int64_t *firsts)
{
    for (size_t i = 0; i < book->contents.count; i++) {
        const struct epub_entry *entry = &book->contents.items[i];
        for (size_t j = 0; j < book->spine_count; j++) {
            if (strcmp(book->spine[j], entry->part) != 0 || firsts[j] == firsts[j + 1])
                continue;
            struct wire_outline outline = { entry->title, entry->level, 0, 0 };
            outline.page = unit_of(book, entry, firsts[j], firsts[j + 1]);
            if (!book->sink->outline(book->sink->context, &outline))
                return false;
            break;
        }
    }
    return true;
}

static bool
read_chapters(struct book *book, struct format_failure *failure)
{
    int64_t *firsts =
        arena_alloc(book->ooxml.arena, book->spine_count + 1, sizeof *firsts);
    size_t read = 0, skipped = 0;
    for (size_t i = 0; i < book->spine_count && !book->flow.gone; i++) {
        const char *part = book->spine[i];
        bool lists = strcmp(part, book->nav) == 0 || strcmp(part, book->toc_page) == 0;
        flow_end_unit(&book->flow);
        firsts[i] = book->flow.number;
        skipped += lists;
        read += !lists && read_chapter(book, part);
    }
    flow_end_unit(&book->flow);
    firsts[book->spine_count] = book->flow.number;
    if (read == 0 && skipped < book->spine_count) {
        *failure = book->ooxml.failure;
        return false;
    }
    flow_finish(&book->flow);
    ooxml_release_notes(&book->ooxml);
    if (!book->flow.gone)
        send_contents(book, firsts);
    return true;
}

static bool
read_book(struct book *book, struct format_failure *failure)
{
    if (is_locked(book))
        return format_fail(failure, WIRE_REASON_ENCRYPTED,
                           "protected by a shop's encryption\nhint: publish an "
                           "unprotected copy");
    if (!read_package(book)) {
        *failure = book->ooxml.failure;
        return false;
    }
    return read_chapters(book, failure);
}

bool
format_epub_extract(const struct input *input, const struct sink *sink,
                    struct format_failure *failure)
{
    struct book book = { .sink = sink, .nav = "", .ncx = "", .toc_page = "" };
    const struct sink own = { keep_document, keep_unit, NULL, keep_note, &book };
    if (!ooxml_open_other(input, sink, CONTAINER, &book.ooxml, failure))
        return false;
    flow_open(&book.flow, &own, "epub", "application/epub+zip");
    bool read = read_book(&book, failure);
    flow_close(&book.flow);
    ooxml_close(&book.ooxml);
    return read;
}
