/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An HTML page, or a fragment of one, into a flow of paragraphs. */
#include "html_reader.h"

#include "extract/metadata.h"
#include "html_blocks.h"
#include "html_meta.h"
#include "markup.h"

#include <stdlib.h>
#include <string.h>

/* A tag is what an element does, and BLOCK when it begins and ends a line. */
enum html_tag {
    DOES_NOTHING,
    DOES_SKIP,
    DOES_BREAK_LINE,
    DOES_CELL,
    DOES_CONTAIN,
    DOES_HEAD_PAGE,
    DOES_IMAGE,
    DOES_ITEM,
    DOES_LINK,
    DOES_LIST,
    DOES_META,
    DOES_NOTE_ASIDE,
    DOES_PREFORMAT,
    DOES_ROOT,
    DOES_ROW,
    DOES_STAND_ALONE, /* main, article: nothing below is navigation */
    DOES_TABLE,
    DOES_TITLE,
    DOES_TOOLTIP,
    DOES_SECTION,
    DOES_HEADING = 64, /* plus its level */
    BLOCK = 128,
    DOES = 127
};

static const struct markup_word words[] = {
    { "a", DOES_LINK },
    { "abbr", DOES_TOOLTIP },
    { "acronym", DOES_TOOLTIP },
    { "address", BLOCK },
    { "annotation", DOES_SKIP },
    { "annotation-xml", DOES_SKIP },
    { "area", DOES_IMAGE },
    { "article", DOES_STAND_ALONE | BLOCK },
    { "aside", DOES_NOTE_ASIDE | BLOCK },
    { "blockquote", BLOCK },
    { "body", DOES_ROOT | BLOCK },
    { "br", DOES_BREAK_LINE },
    { "button", DOES_SKIP },
    { "canvas", DOES_SKIP },
    { "caption", BLOCK },
    { "center", BLOCK },
    { "datalist", DOES_SKIP },
    { "dd", DOES_ITEM | BLOCK },
    { "details", BLOCK },
    { "dialog", DOES_SKIP },
    { "div", DOES_CONTAIN | BLOCK },
    { "dl", DOES_LIST | BLOCK },
    { "dt", DOES_ITEM | BLOCK },
    { "fieldset", BLOCK },
    { "figcaption", BLOCK },
    { "figure", BLOCK },
    { "footer", DOES_SKIP },
    { "form", BLOCK },
    { "h1", (DOES_HEADING + 1) | BLOCK },
    { "h2", (DOES_HEADING + 2) | BLOCK },
    { "h3", (DOES_HEADING + 3) | BLOCK },
    { "h4", (DOES_HEADING + 4) | BLOCK },
    { "h5", (DOES_HEADING + 5) | BLOCK },
    { "h6", (DOES_HEADING + 6) | BLOCK },
    { "header", DOES_HEAD_PAGE | BLOCK },
    { "hr", BLOCK },
    { "html", DOES_ROOT },
    { "iframe", DOES_SKIP },
    { "img", DOES_IMAGE },
    { "legend", BLOCK },
    { "li", DOES_ITEM | BLOCK },
    { "main", DOES_STAND_ALONE | BLOCK },
    { "menu", DOES_LIST | BLOCK },
    { "meta", DOES_META },
    { "nav", DOES_SKIP },
    { "noframes", DOES_SKIP },
    { "noscript", DOES_SKIP },
    { "ol", DOES_LIST | BLOCK },
    { "p", BLOCK },
    { "pre", DOES_PREFORMAT | BLOCK },
    { "rp", DOES_SKIP },
    { "script", DOES_SKIP },
    { "section", DOES_SECTION | BLOCK },
    { "select", DOES_SKIP },
    { "style", DOES_SKIP },
    { "summary", BLOCK },
    { "svg", DOES_SKIP },
    { "table", DOES_TABLE | BLOCK },
    { "tbody", BLOCK },
    { "td", DOES_CELL | BLOCK },
    { "template", DOES_SKIP },
    { "textarea", DOES_SKIP },
    { "tfoot", BLOCK },
    { "th", DOES_CELL | BLOCK },
    { "thead", BLOCK },
    { "title", DOES_TITLE },
    { "tr", DOES_ROW | BLOCK },
    { "ul", DOES_LIST | BLOCK },
};

enum { LANG_BYTES = 16, DEPTH = LIMIT_MARKUP_DEPTH + 16 };

struct html_reading {
    struct flow *flow;
    struct arena *arena;
    struct html_blocks blocks;
    struct buf title;
    bool everything;
    bool in_title;
    unsigned links, verbatim, alone, sections, muted; /* open elements of the kind */
    char langs[DEPTH][LANG_BYTES];                    /* of each open element */
    bool mutes[DEPTH];
    size_t depth;
};

/* ---- what stands in attributes ---- */

static bool
value_has(struct markup_text value, const char *part)
{
    return value.text && memmem(value.text, value.length, part, strlen(part)) != NULL;
}

static bool
is_hidden(const struct markup_element *element)
{
    struct markup_text hidden = markup_attribute(element, NULL, "hidden");
    struct markup_text style = markup_attribute(element, NULL, "style");
    if (hidden.text && !markup_text_is(hidden, "until-found"))
        return true;
    if (markup_text_is(markup_attribute(element, NULL, "aria-hidden"), "true"))
        return true;
    return value_has(style, "display:none") || value_has(style, "display: none") ||
           value_has(style, "visibility:hidden") ||
           value_has(style, "visibility: hidden");
}

static bool
is_furniture(const struct markup_element *element)
{
    static const char *const roles[] = { "navigation", "banner",  "contentinfo", "search",
                                         "menu",       "menubar", "toolbar" };
    struct markup_text role = markup_attribute(element, NULL, "role");
    for (size_t i = 0; role.text && i < sizeof roles / sizeof *roles; i++)
        if (markup_text_is(role, roles[i]))
            return true;
    return false;
}

/* Marks that themes put behind every heading. */
static bool
is_permalink(const struct markup_element *element)
{
    return value_has(markup_attribute(element, NULL, "class"), "headerlink");
}

static void
take_anchor(struct html_reading *reading, int does, const struct markup_element *element)
{
    struct markup_text id = markup_attribute(element, NULL, "id");
    if (!id.text && does == DOES_LINK)
        id = markup_attribute(element, NULL, "name");
    if (id.text && id.length > 0 && does != DOES_ROOT)
        flow_set_anchor(reading->flow, id.text, id.length);
}

static void
take_lang(struct html_reading *reading, int does, const struct markup_element *element)
{
    struct wire_document *document = &reading->flow->document;
    struct markup_text lang = markup_attribute(element, NULL, "lang");
    if (!lang.text)
        lang = markup_attribute(element, NULL, "xml:lang");
    if (!lang.text || lang.length == 0 || lang.length >= LANG_BYTES)
        return;
    memcpy(reading->langs[reading->depth], lang.text, lang.length);
    reading->langs[reading->depth][lang.length] = '\0';
    if (does == DOES_ROOT && document->lang[0] == '\0')
        document->lang = metadata_lang(reading->arena, lang.text, lang.length);
}

static void
take_tooltip(struct html_reading *reading, const struct markup_element *element)
{
    struct markup_text title = markup_attribute(element, NULL, "title");
    if (title.text && reading->muted == 0)
        unit_add_alt(&reading->blocks.alts, title.text, title.length);
}

static void
take_picture(struct html_reading *reading, const struct markup_element *element)
{
    struct markup_text alt = markup_attribute(element, NULL, "alt");
    struct markup_text title = markup_attribute(element, NULL, "title");
    if (reading->muted > 0)
        return;
    reading->flow->flags |= WIRE_UNIT_IMAGES;
    if (alt.text)
        unit_add_alt(&reading->blocks.alts, alt.text, alt.length);
    if (title.text && !markup_text_is(title, alt.text ? alt.text : ""))
        unit_add_alt(&reading->blocks.alts, title.text, title.length);
}

static void
take_title(struct html_reading *reading)
{
    struct wire_document *document = &reading->flow->document;
    reading->in_title = false;
    const char *title =
        metadata_text(reading->arena, reading->title.data, reading->title.length);
    if (!reading->flow->document_sent && document->title[0] == '\0')
        document->title = title;
}

/* ---- events ---- */

static bool
is_skipped(const struct html_reading *reading, int does,
           const struct markup_element *element)
{
    if (does == DOES_SKIP || (does == DOES_LINK && is_permalink(element)))
        return true;
    if (does == DOES_NOTE_ASIDE && reading->alone == 0 &&
        !value_has(markup_attribute(element, NULL, "role"), "note"))
        return !reading->everything;
    return is_hidden(element) || (is_furniture(element) && !reading->everything);
}

/* A page-level header holds logos and menus, and often the only h1: that one stays. */
static void
begin_page_head(struct html_reading *reading)
{
    bool page_level =
        reading->alone == 0 && reading->sections == 0 && !reading->everything;
    reading->mutes[reading->depth] = page_level;
    reading->muted += page_level;
}

static void
begin_table(struct html_reading *reading)
{
    html_blocks_break_row(&reading->blocks);
    html_blocks_begin_container(&reading->blocks);
}

static void
begin_link(struct html_reading *reading)
{
    reading->links++;
    reading->blocks.links++;
}

static void
begin_element(struct html_reading *reading, int does,
              const struct markup_element *element)
{
    struct html_blocks *blocks = &reading->blocks;
    switch (does) {
    case DOES_BREAK_LINE: html_blocks_text(blocks, "\n", 1, false, true); break;
    case DOES_CONTAIN: html_blocks_begin_container(blocks); break;
    case DOES_HEAD_PAGE: begin_page_head(reading); break;
    case DOES_IMAGE: take_picture(reading, element); break;
    case DOES_TOOLTIP: take_tooltip(reading, element); break;
    case DOES_ITEM: blocks->items++; break;
    case DOES_LINK: begin_link(reading); break;
    case DOES_LIST:
    case DOES_TABLE: begin_table(reading); break;
    case DOES_META: html_meta_take(reading->flow, reading->arena, element); break;
    case DOES_PREFORMAT: reading->verbatim++; break;
    case DOES_ROW: html_blocks_begin_row(blocks); break;
    case DOES_SECTION: reading->sections++; break;
    case DOES_STAND_ALONE:
        reading->alone++;
        blocks->keep_links = true;
        break;
    case DOES_TITLE: reading->in_title = reading->title.length == 0; break;
    default:
        if (does > DOES_HEADING)
            html_blocks_begin_heading(blocks, (unsigned)(does - DOES_HEADING));
        break;
    }
}

static enum markup_step
start_html(void *context, int tag, const struct markup_element *element)
{
    struct html_reading *reading = context;
    int does = tag & DOES;
    if (reading->flow->gone)
        return MARKUP_STOP;
    if (tag & BLOCK)
        html_blocks_break(&reading->blocks);
    if (is_skipped(reading, does, element))
        return MARKUP_SKIP;
    size_t depth = ++reading->depth;
    memcpy(reading->langs[depth], reading->langs[depth - 1], LANG_BYTES);
    reading->mutes[depth] = false;
    take_lang(reading, does, element);
    reading->blocks.lang = reading->langs[depth];
    if (does > DOES_HEADING)
        begin_element(reading, does, element);
    take_anchor(reading, does, element);
    if (does < DOES_HEADING)
        begin_element(reading, does, element);
    return MARKUP_ENTER;
}

static void
end_element(struct html_reading *reading, int does)
{
    struct html_blocks *blocks = &reading->blocks;
    switch (does) {
    case DOES_CELL: html_blocks_end_cell(blocks); break;
    case DOES_LIST:
    case DOES_TABLE:
    case DOES_CONTAIN: html_blocks_end_container(blocks); break;
    case DOES_ITEM: blocks->items--; break;
    case DOES_LINK: reading->links--; break;
    case DOES_PREFORMAT: reading->verbatim--; break;
    case DOES_ROW: html_blocks_end_row(blocks); break;
    case DOES_SECTION: reading->sections--; break;
    case DOES_STAND_ALONE:
        reading->alone--;
        blocks->keep_links = reading->alone > 0 || reading->everything;
        break;
    case DOES_TITLE: take_title(reading); break;
    default:
        if (does > DOES_HEADING)
            html_blocks_end_heading(blocks);
        break;
    }
}

static void
end_html(void *context, int tag)
{
    struct html_reading *reading = context;
    if (tag & BLOCK)
        html_blocks_break(&reading->blocks);
    end_element(reading, tag & DOES);
    reading->muted -= reading->mutes[reading->depth];
    reading->depth--;
    reading->blocks.lang = reading->langs[reading->depth];
}

static void
text_html(void *context, const char *text, size_t length)
{
    struct html_reading *reading = context;
    if (reading->in_title)
        buf_add(&reading->title, text, length);
    else if (reading->muted == 0 || reading->blocks.heading == 1)
        html_blocks_text(&reading->blocks, text, length, reading->links > 0,
                         reading->verbatim > 0);
}

void
html_reader_read(struct flow *flow, struct arena *arena, const char *text, size_t length,
                 bool everything)
{
    struct html_reading *reading = memory_new(1, sizeof *reading);
    struct markup_reader reader = { words,      sizeof words / sizeof *words,
                                    start_html, end_html,
                                    text_html,  reading };
    struct markup_result result;
    reading->flow = flow;
    reading->arena = arena;
    reading->everything = everything;
    reading->title = (struct buf)BUF_INIT(LIMIT_METADATA_BYTES);
    html_blocks_open(&reading->blocks, flow);
    reading->blocks.keep_links = everything;
    markup_read_html(&reader, text, length, &result);
    if (result.too_deep)
        flow_warn(flow, WIRE_REASON_TOO_DEEP,
                  "nested too deeply; lists and menus may be mixed up");
    html_blocks_close(&reading->blocks);
    buf_free(&reading->title);
    free(reading);
}
