/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What paragraph styles of a word document mean, whatever language their names are in. */
#include "docx_styles.h"

#include "extract/metadata.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    TAG_BASED_ON = 1,
    TAG_LANG,
    TAG_NAME,
    TAG_NUMBERING,
    TAG_OUTLINE,
    TAG_STYLE,
    TAG_SKIP
};

enum { STYLES_MOST = 5000, BASES_MOST = 12, LEVELS = 9 };

static const struct markup_word words[] = {
    { "basedOn", TAG_BASED_ON },  { "lang", TAG_LANG },
    { "latentStyles", TAG_SKIP }, { "name", TAG_NAME },
    { "numPr", TAG_NUMBERING },   { "outlineLvl", TAG_OUTLINE },
    { "style", TAG_STYLE },       { "tblStylePr", TAG_SKIP },
};

struct styles_reading {
    struct ooxml *ooxml;
    struct docx_styles *styles;
    struct docx_style *open; /* NULL between styles */
};

static void
begin_style(struct styles_reading *reading, const struct markup_element *element)
{
    struct docx_styles *styles = reading->styles;
    struct arena *arena = reading->ooxml->arena;
    struct markup_text id = markup_attribute(element, NULL, "styleId");
    if (!id.text || styles->count >= STYLES_MOST)
        return;
    arena_grow(arena, &styles->items, &styles->capacity, styles->count + 1,
               sizeof *styles->items);
    reading->open = &styles->items[styles->count++];
    *reading->open = (struct docx_style) { .base = "", .level = -1 };
    reading->open->id = arena_text(arena, id.text, id.length);
}

/* Names of built-in styles are English in every edition of Word; what readers see is not. */
static void
take_name(struct docx_style *style, struct markup_text name)
{
    bool heading = name.length == 9 && strncasecmp(name.text, "heading ", 8) == 0;
    if (heading && isdigit((unsigned char)name.text[8]) && style->level < 0)
        style->level = name.text[8] - '0';
    if (name.length == 5 && strncasecmp(name.text, "title", 5) == 0)
        style->level = 1;
    if (name.length >= 11 && (strncasecmp(name.text, "list bullet", 11) == 0 ||
                              strncasecmp(name.text, "list number", 11) == 0))
        style->list = true;
    if (name.length >= 5 && strncasecmp(name.text, "toc ", 4) == 0)
        style->toc = true;
}

static void
take_default_lang(struct styles_reading *reading, const struct markup_element *element)
{
    struct markup_text lang = markup_attribute(element, NULL, "val");
    if (lang.text && !reading->open && reading->styles->lang[0] == '\0')
        reading->styles->lang =
            metadata_lang(reading->ooxml->arena, lang.text, lang.length);
}

static enum markup_step
start_styles(void *context, int tag, const struct markup_element *element)
{
    struct styles_reading *reading = context;
    if (tag == TAG_SKIP)
        return MARKUP_SKIP;
    if (tag == TAG_STYLE)
        begin_style(reading, element);
    if (tag == TAG_LANG)
        take_default_lang(reading, element);
    if (!reading->open)
        return MARKUP_ENTER;
    struct markup_text value = markup_attribute(element, NULL, "val");
    if (tag == TAG_NAME && value.text)
        take_name(reading->open, value);
    else if (tag == TAG_BASED_ON && value.text)
        reading->open->base = arena_text(reading->ooxml->arena, value.text, value.length);
    else if (tag == TAG_NUMBERING)
        reading->open->list = true;
    else if (tag == TAG_OUTLINE) {
        long level = markup_text_number(value, LEVELS);
        reading->open->level = level >= 0 && level < LEVELS ? (int)level + 1 : 0;
    }
    return MARKUP_ENTER;
}

static void
end_styles(void *context, int tag)
{
    struct styles_reading *reading = context;
    if (tag == TAG_STYLE)
        reading->open = NULL;
}

static void
text_styles(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

void
docx_styles_read(struct ooxml *ooxml, const struct ooxml_relations *relations,
                 struct docx_styles *styles)
{
    struct styles_reading reading = { ooxml, styles, NULL };
    struct markup_reader reader = { words,        sizeof words / sizeof *words,
                                    start_styles, end_styles,
                                    text_styles,  &reading };
    *styles = (struct docx_styles) { .lang = "" };
    const struct ooxml_relation *relation =
        ooxml_relation_of_type(relations, "styles", NULL);
    if (relation && !relation->external)
        ooxml_read_part(ooxml, relation->target, &reader);
}

static const struct docx_style *
find_style(const struct docx_styles *styles, struct markup_text id)
{
    for (size_t i = 0; i < styles->count; i++)
        if (markup_text_is(id, styles->items[i].id))
            return &styles->items[i];
    return NULL;
}

struct docx_style
docx_styles_find(const struct docx_styles *styles, struct markup_text id)
{
    struct docx_style found = { .id = "", .base = "", .level = -1 };
    const struct docx_style *style = find_style(styles, id);
    for (int i = 0; style && i < BASES_MOST; i++) {
        if (found.level < 0)
            found.level = style->level;
        found.list |= style->list;
        found.toc |= style->toc;
        id = (struct markup_text) { style->base, strlen(style->base) };
        style = find_style(styles, id);
    }
    if (found.level < 0)
        found.level = 0;
    return found;
}
