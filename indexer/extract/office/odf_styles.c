/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What styles of an OpenDocument file mean to a reader of its text (OpenDocument 1.3 part 3, 16). */
#include "odf_styles.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum style_tag {
    TAG_DRAWING_PAGE = 1,
    TAG_PAGE,
    TAG_SKIP,
    TAG_STYLE,
    TAG_TABLE,
    TAG_TABLE_PROPERTIES,
    TAG_TEXT_PROPERTIES
};

static const struct markup_word words[] = {
    { "default-style", TAG_STYLE }, /* its name is empty: the root of its family */
    { "drawing-page-properties", TAG_DRAWING_PAGE },
    { "master-styles", TAG_SKIP },
    { "page", TAG_PAGE },
    { "style", TAG_STYLE },
    { "table", TAG_TABLE },
    { "table-properties", TAG_TABLE_PROPERTIES },
    { "text", TAG_SKIP }, /* the body of a text has no pages to count */
    { "text-properties", TAG_TEXT_PROPERTIES },
    { "tracked-changes", TAG_SKIP },
};

enum { STYLES_MOST = 50000, STYLE_DEPTH = 16, LANG_BYTES = 16 };

struct style_reading {
    struct odf_styles *styles;
    struct arena *arena;
    bool in_style;
};

static const char *
kept(struct style_reading *reading, struct markup_text value)
{
    return value.text ? arena_text(reading->arena, value.text, value.length) : "";
}

static char
family_of(struct markup_text family)
{
    if (markup_text_is(family, "table"))
        return 'T';
    return family.length > 0 ? family.text[0] : ' ';
}

static void
add_style(struct style_reading *reading, const struct markup_element *element)
{
    struct odf_styles *styles = reading->styles;
    reading->in_style = styles->count < STYLES_MOST;
    if (!reading->in_style)
        return;
    arena_grow(reading->arena, &styles->items, &styles->capacity, styles->count + 1,
               sizeof *styles->items);
    struct odf_style *style = &styles->items[styles->count++];
    *style = (struct odf_style) { .lang = "" };
    style->name = kept(reading, markup_attribute(element, NULL, "name"));
    style->parent = kept(reading, markup_attribute(element, NULL, "parent-style-name"));
    style->family = family_of(markup_attribute(element, NULL, "family"));
}

/* fo:language and fo:country; "zxx" and "none" say that it is no language. */
static void
take_text_properties(struct style_reading *reading, struct odf_style *style,
                     const struct markup_element *element)
{
    struct markup_text lang = markup_attribute(element, NULL, "language");
    struct markup_text country = markup_attribute(element, NULL, "country");
    if (markup_text_is(markup_attribute(element, NULL, "display"), "none"))
        style->hidden = true;
    if (lang.length < 2 || lang.length > 3 || markup_text_is(lang, "zxx"))
        return;
    bool place = country.text && !markup_text_is(country, "none") && country.length < 4;
    style->lang = place ? arena_format(reading->arena, "%.*s-%.*s", (int)lang.length,
                                       lang.text, (int)country.length, country.text)
                        : kept(reading, lang);
}

static void
take_properties(struct style_reading *reading, int tag,
                const struct markup_element *element)
{
    struct odf_style *style = &reading->styles->items[reading->styles->count - 1];
    if (tag == TAG_TEXT_PROPERTIES)
        take_text_properties(reading, style, element);
    else if (tag == TAG_DRAWING_PAGE)
        style->hidden =
            markup_text_is(markup_attribute(element, NULL, "visibility"), "hidden");
    else if (tag == TAG_TABLE_PROPERTIES)
        style->hidden =
            markup_text_is(markup_attribute(element, NULL, "display"), "false");
}

static enum markup_step
start_style(void *context, int tag, const struct markup_element *element)
{
    struct style_reading *reading = context;
    switch (tag) {
    case 0: break;
    case TAG_SKIP: return MARKUP_SKIP;
    case TAG_PAGE:
    case TAG_TABLE: reading->styles->pages++; return MARKUP_SKIP;
    case TAG_STYLE: add_style(reading, element); break;
    default:
        if (reading->in_style)
            take_properties(reading, tag, element);
        break;
    }
    return MARKUP_ENTER;
}

static void
end_style(void *context, int tag)
{
    struct style_reading *reading = context;
    if (tag == TAG_STYLE)
        reading->in_style = false;
}

static void
text_style(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

static int
compare_styles(const void *left, const void *right)
{
    const struct odf_style *a = left, *b = right;
    return a->family != b->family ? a->family - b->family : strcmp(a->name, b->name);
}

void
odf_styles_read(struct ooxml *ooxml, struct odf_styles *styles)
{
    struct style_reading reading = { styles, ooxml->arena, false };
    struct markup_reader reader = { words,       sizeof words / sizeof *words,
                                    start_style, end_style,
                                    text_style,  &reading };
    struct markup_result ignored;
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES);
    static const char *const parts[] = { "styles.xml", "content.xml" };
    *styles = (struct odf_styles) { NULL, 0, 0, 0 };
    for (size_t i = 0; i < 2; i++) {
        int64_t part = package_find(ooxml->package, parts[i]);
        styles->pages = 0;
        reading.in_style = false;
        if (part == PACKAGE_ABSENT)
            continue;
        package_read(ooxml->package, part, &bytes, &ooxml->failure);
        markup_read_xml(&reader, bytes.data, bytes.length, &ignored);
    }
    buf_free(&bytes);
    if (styles->count > 0)
        qsort(styles->items, styles->count, sizeof *styles->items, compare_styles);
}

struct odf_style
odf_styles_find(const struct odf_styles *styles, char family, struct markup_text name)
{
    struct odf_style whole = { "", family, false, "", "" };
    char wanted[200];
    if (!name.text || name.length >= sizeof wanted)
        return whole;
    memcpy(wanted, name.text, name.length);
    wanted[name.length] = '\0';
    struct odf_style key = { .name = wanted, .family = family };
    for (int depth = 0; depth < STYLE_DEPTH; depth++) {
        const struct odf_style *style =
            styles->count == 0 ? NULL
                               : bsearch(&key, styles->items, styles->count,
                                         sizeof *styles->items, compare_styles);
        if (!style)
            break;
        whole.hidden |= style->hidden;
        if (whole.lang[0] == '\0')
            whole.lang = style->lang;
        if (key.name[0] == '\0')
            break;
        key.name = style->parent;
    }
    return whole;
}
