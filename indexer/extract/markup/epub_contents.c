/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of contents of an EPUB: the navigation document (EPUB 3.3, 7) or the NCX (OPF 2.0.1). */
#include "epub_contents.h"

#include "base/limits.h"
#include "charset.h"
#include "extract/metadata.h"

#include <string.h>

enum { TAG_LINK = 1, TAG_LIST, TAG_NAVIGATION, TAG_POINT, TAG_TARGET, TAG_TEXT };

static const struct markup_word nav_words[] = {
    { "a", TAG_LINK },
    { "nav", TAG_NAVIGATION },
    { "ol", TAG_LIST },
};

static const struct markup_word ncx_words[] = {
    { "content", TAG_TARGET },
    { "navPoint", TAG_POINT },
    { "text", TAG_TEXT },
};

struct contents_reading {
    struct ooxml *ooxml;
    struct epub_contents *contents;
    const char *part;
    struct buf title;
    const char *target;
    uint32_t level;
    bool in_title, in_contents;
};

static void
add_entry(struct contents_reading *reading)
{
    struct arena *arena = reading->ooxml->arena;
    struct epub_contents *contents = reading->contents;
    const char *title = metadata_text(arena, reading->title.data, reading->title.length);
    const char *target = reading->target;
    buf_reset(&reading->title);
    reading->target = NULL;
    if (!target || title[0] == '\0' || contents->count >= LIMIT_OUTLINE_ENTRIES ||
        reading->level == 0 || reading->level > LIMIT_OUTLINE_DEPTH)
        return;
    arena_grow(arena, &contents->items, &contents->capacity, contents->count + 1,
               sizeof *contents->items);
    struct epub_entry *entry = &contents->items[contents->count++];
    struct markup_text whole = { target, strlen(target) };
    const char *hash = strchr(target, '#');
    entry->title = title;
    entry->level = reading->level;
    entry->fragment = hash ? hash + 1 : "";
    entry->part =
        target[0] == '#' ? reading->part : ooxml_resolve(arena, reading->part, whole);
}

static void
set_target(struct contents_reading *reading, struct markup_text target)
{
    if (target.text && target.length <= LIMIT_METADATA_BYTES)
        reading->target = arena_text(reading->ooxml->arena, target.text, target.length);
}

/* ---- navigation document ---- */

static enum markup_step
start_nav(void *context, int tag, const struct markup_element *element)
{
    struct contents_reading *reading = context;
    if (tag == TAG_NAVIGATION) {
        struct markup_text type = markup_attribute(element, NULL, "epub:type");
        reading->in_contents = type.text && memmem(type.text, type.length, "toc", 3);
        reading->level = 0;
    } else if (tag == TAG_LIST) {
        reading->level++;
    } else if (tag == TAG_LINK && reading->in_contents) {
        set_target(reading, markup_attribute(element, NULL, "href"));
        reading->in_title = true;
    }
    return MARKUP_ENTER;
}

static void
end_nav(void *context, int tag)
{
    struct contents_reading *reading = context;
    if (tag == TAG_NAVIGATION)
        reading->in_contents = false;
    else if (tag == TAG_LIST && reading->level > 0)
        reading->level--;
    if (tag == TAG_LINK && reading->in_title) {
        reading->in_title = false;
        add_entry(reading);
    }
}

static void
text_contents(void *context, const char *text, size_t length)
{
    struct contents_reading *reading = context;
    if (reading->in_title)
        buf_add(&reading->title, text, length);
}

static void
read_nav(struct contents_reading *reading)
{
    struct markup_reader reader = { nav_words,     3,      start_nav, end_nav,
                                    text_contents, reading };
    struct ooxml *ooxml = reading->ooxml;
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES), text = BUF_INIT(LIMIT_TEXT_BYTES);
    struct charset_hints hints = { "", true };
    struct charset_result charset;
    struct markup_result ignored;
    package_read(ooxml->package, package_find(ooxml->package, reading->part), &bytes,
                 &ooxml->failure);
    charset_decode(bytes.data, bytes.length, &hints, &text, &charset);
    markup_read_html(&reader, text.data, text.length, &ignored);
    buf_free(&bytes);
    buf_free(&text);
}

/* ---- NCX ---- */

static enum markup_step
start_ncx(void *context, int tag, const struct markup_element *element)
{
    struct contents_reading *reading = context;
    if (tag == TAG_POINT)
        reading->level++;
    else if (tag == TAG_TEXT)
        reading->in_title = reading->level > 0;
    else if (tag == TAG_TARGET && reading->level > 0)
        set_target(reading, markup_attribute(element, NULL, "src"));
    return MARKUP_ENTER;
}

static void
end_ncx(void *context, int tag)
{
    struct contents_reading *reading = context;
    if (tag == TAG_TEXT)
        reading->in_title = false;
    else if (tag == TAG_TARGET && reading->level > 0)
        add_entry(reading);
    else if (tag == TAG_POINT)
        reading->level--;
}

void
epub_contents_read(struct ooxml *ooxml, const char *part, bool ncx,
                   struct epub_contents *contents)
{
    struct contents_reading reading = { .ooxml = ooxml,
                                        .contents = contents,
                                        .part = part,
                                        .title = BUF_INIT(LIMIT_METADATA_BYTES) };
    struct markup_reader reader = { ncx_words,     3,       start_ncx, end_ncx,
                                    text_contents, &reading };
    if (package_find(ooxml->package, part) == PACKAGE_ABSENT)
        return;
    if (ncx)
        ooxml_read_part(ooxml, part, &reader);
    else
        read_nav(&reading);
    buf_free(&reading.title);
}

const struct epub_entry *
epub_contents_find(const struct epub_contents *contents, const char *part)
{
    for (size_t i = 0; i < contents->count; i++)
        if (strcmp(contents->items[i].part, part) == 0)
            return &contents->items[i];
    return NULL;
}
