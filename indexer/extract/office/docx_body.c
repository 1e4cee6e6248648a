/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WordprocessingML to paragraphs: the body, or a part with notes, comments or a header. */
#include "docx_body.h"

#include "docx_body_objects.h"

#include <stdlib.h>
#include <string.h>

/* Tags come in groups, each with a function of its own. */
enum docx_tag {
    GROUP_SKIP = 0x100,
    GROUP_RUN = 0x200,
    TAG_BREAK = GROUP_RUN,
    TAG_HYPHEN,
    TAG_LANG,
    TAG_RUN,
    TAG_TAB,
    TAG_TEXT,
    TAG_VANISH,
    GROUP_PARAGRAPH = 0x300,
    TAG_NUMBERING = GROUP_PARAGRAPH,
    TAG_NUMBERING_ID,
    TAG_OUTLINE,
    TAG_PARAGRAPH,
    TAG_STYLE,
    GROUP_TABLE = 0x400,
    TAG_CELL = GROUP_TABLE,
    TAG_ROW,
    TAG_TABLE,
    GROUP_FIELD = 0x500,
    TAG_FIELD_CHAR = GROUP_FIELD,
    TAG_FIELD_SIMPLE,
    TAG_INSTRUCTION,
    GROUP_OBJECT = 0x600,
    TAG_BOX = GROUP_OBJECT,
    TAG_CHART,
    TAG_DIAGRAM,
    TAG_DESCRIBED,
    TAG_HTML,
    TAG_PICTURE,
    TAG_SHAPE,
    GROUP_NOTE = 0x700,
    TAG_COMMENT = GROUP_NOTE,
    TAG_COMMENT_REFERENCE,
    TAG_ENDNOTE_REFERENCE,
    TAG_FOOTNOTE_REFERENCE,
    TAG_NOTE,
    GROUP_SPECIAL = 0x800,
    TAG_BLOCK_CONTENT = GROUP_SPECIAL,
    TAG_BLOCK_GALLERY,
    TAG_BLOCK_PLACEHOLDER,
    TAG_READING,
    TAG_RUBY,
    GROUPS = 0xF00
};

static const struct markup_word words[] = {
    { "Fallback", GROUP_SKIP },
    { "altChunk", TAG_HTML },
    { "blip", TAG_PICTURE },
    { "br", TAG_BREAK },
    { "chart", TAG_CHART },
    { "comment", TAG_COMMENT },
    { "commentReference", TAG_COMMENT_REFERENCE },
    { "cr", TAG_BREAK },
    { "del", GROUP_SKIP },
    { "delInstrText", GROUP_SKIP },
    { "delText", GROUP_SKIP },
    { "docPartGallery", TAG_BLOCK_GALLERY },
    { "docPr", TAG_DESCRIBED },
    { "endnote", TAG_NOTE },
    { "endnoteReference", TAG_ENDNOTE_REFERENCE },
    { "fldChar", TAG_FIELD_CHAR },
    { "fldSimple", TAG_FIELD_SIMPLE },
    { "footnote", TAG_NOTE },
    { "footnoteReference", TAG_FOOTNOTE_REFERENCE },
    { "imagedata", TAG_PICTURE },
    { "instrText", TAG_INSTRUCTION },
    { "lang", TAG_LANG },
    { "moveFrom", GROUP_SKIP },
    { "noBreakHyphen", TAG_HYPHEN },
    { "numId", TAG_NUMBERING_ID },
    { "numPr", TAG_NUMBERING },
    { "outlineLvl", TAG_OUTLINE },
    { "p", TAG_PARAGRAPH },
    { "pPrChange", GROUP_SKIP },
    { "pStyle", TAG_STYLE },
    { "ptab", TAG_TAB },
    { "r", TAG_RUN },
    { "rPrChange", GROUP_SKIP },
    { "relIds", TAG_DIAGRAM },
    { "rt", TAG_READING },
    { "ruby", TAG_RUBY },
    { "sdtContent", TAG_BLOCK_CONTENT },
    { "sectPr", GROUP_SKIP },
    { "shape", TAG_SHAPE },
    { "showingPlcHdr", TAG_BLOCK_PLACEHOLDER },
    { "t", TAG_TEXT },
    { "tab", TAG_TAB },
    { "tabs", GROUP_SKIP },
    { "tbl", TAG_TABLE },
    { "tblPr", GROUP_SKIP },
    { "tc", TAG_CELL },
    { "tr", TAG_ROW },
    { "txbxContent", TAG_BOX },
    { "vanish", TAG_VANISH },
};

static bool
is_off(const struct markup_element *element)
{
    struct markup_text value = markup_attribute(element, NULL, "val");
    return markup_text_is(value, "0") || markup_text_is(value, "false") ||
           markup_text_is(value, "off");
}

/* A heading ends a table of contents whose end is missing. */
static void
set_style(struct docx_reading *reading, struct markup_text id)
{
    struct docx_style style = docx_styles_find(&reading->document->styles, id);
    bool heading = style.level > 0 && !style.toc;
    reading->toc[reading->story.box] = style.toc;
    if (heading)
        story_set_style(&reading->story, WIRE_STYLE_HEADING, (unsigned)style.level);
    else if (style.list)
        story_set_style(&reading->story, WIRE_STYLE_LIST, 0);
    if (heading && reading->story.box == 0 && !docx_fields_show(&reading->fields))
        reading->fields.depth = 0;
}

/* Headings may be numbered; they stay headings. */
static void
set_list(struct docx_reading *reading, bool list)
{
    struct story *story = &reading->story;
    if (story->paragraphs[story->box].style != WIRE_STYLE_HEADING)
        story_set_style(story, list ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT, 0);
}

static void
set_outline(struct docx_reading *reading, struct markup_text value)
{
    struct story *story = &reading->story;
    long level = markup_text_number(value, 9);
    if (reading->toc[story->box])
        return;
    if (level >= 0 && level < 9)
        story_set_style(story, WIRE_STYLE_HEADING, (unsigned)level + 1);
    else if (story->paragraphs[story->box].style == WIRE_STYLE_HEADING)
        story_set_style(story, WIRE_STYLE_TEXT, 0);
}

static void
start_paragraph_group(struct docx_reading *reading, int tag,
                      const struct markup_element *element)
{
    struct markup_text value = markup_attribute(element, NULL, "val");
    switch (tag) {
    case TAG_PARAGRAPH: docx_body_lines_begin(reading); break;
    case TAG_STYLE: set_style(reading, value); break;
    case TAG_NUMBERING: set_list(reading, true); break;
    case TAG_NUMBERING_ID: set_list(reading, !markup_text_is(value, "0")); break;
    case TAG_OUTLINE: set_outline(reading, value); break;
    default: break;
    }
}

/* ---- runs ---- */

static void
set_lang(struct docx_reading *reading, struct markup_text lang)
{
    if (!lang.text || lang.length >= sizeof reading->lang)
        return;
    memcpy(reading->lang, lang.text, lang.length);
    reading->lang[lang.length] = '\0';
}

static void
begin_run(struct docx_reading *reading)
{
    const char *lang = reading->document->styles.lang;
    reading->runs++;
    reading->hidden = false;
    set_lang(reading, (struct markup_text) { lang, strlen(lang) });
}

static void
start_run_group(struct docx_reading *reading, int tag,
                const struct markup_element *element)
{
    switch (tag) {
    case TAG_RUN: begin_run(reading); break;
    case TAG_TEXT: reading->in_text = true; break;
    case TAG_LANG:
        if (reading->runs > 0)
            set_lang(reading, markup_attribute(element, NULL, "val"));
        break;
    case TAG_VANISH: reading->hidden = reading->runs > 0 && !is_off(element); break;
    case TAG_TAB: docx_body_lines_text(reading, "\t", 1); break;
    case TAG_BREAK: docx_body_lines_text(reading, "\n", 1); break;
    case TAG_HYPHEN: docx_body_lines_text(reading, "-", 1); break;
    default: break;
    }
}

/* ---- fields, objects, notes ---- */

static void
start_field_group(struct docx_reading *reading, int tag,
                  const struct markup_element *element)
{
    struct markup_text type = markup_attribute(element, NULL, "fldCharType");
    struct markup_text instruction = markup_attribute(element, NULL, "instr");
    if (tag == TAG_INSTRUCTION) {
        reading->in_instruction = true;
    } else if (tag == TAG_FIELD_SIMPLE) {
        docx_fields_begin(&reading->fields);
        docx_fields_instruction(&reading->fields, instruction.text, instruction.length);
        docx_fields_separate(&reading->fields);
    } else if (markup_text_is(type, "begin")) {
        docx_fields_begin(&reading->fields);
    } else if (markup_text_is(type, "separate")) {
        docx_fields_separate(&reading->fields);
    } else if (markup_text_is(type, "end")) {
        docx_fields_end(&reading->fields);
    }
}

static void
start_object_group(struct docx_reading *reading, int tag,
                   const struct markup_element *element)
{
    switch (tag) {
    case TAG_BOX: story_begin_box(&reading->story, STORY_ASIDE); break;
    case TAG_CHART:
        docx_body_objects_drawing(reading,
                                  markup_attribute(element, "relationships", "id"));
        break;
    case TAG_DIAGRAM:
        docx_body_objects_drawing(reading,
                                  markup_attribute(element, "relationships", "dm"));
        break;
    case TAG_HTML:
        docx_body_objects_html(reading, markup_attribute(element, "relationships", "id"));
        break;
    case TAG_PICTURE: docx_body_objects_picture(reading, element); break;
    case TAG_SHAPE: docx_body_objects_description(reading, element, "alt"); break;
    case TAG_DESCRIBED:
        docx_body_objects_description(reading, element, "title");
        docx_body_objects_description(reading, element, "descr");
        break;
    default: break;
    }
}

static enum markup_step
start_note_group(struct docx_reading *reading, int tag,
                 const struct markup_element *element)
{
    long id = markup_text_number(markup_attribute(element, NULL, "id"), -1);
    switch (tag) {
    case TAG_NOTE:
    case TAG_COMMENT: return docx_body_objects_begin_note(reading, element);
    case TAG_FOOTNOTE_REFERENCE:
        docx_body_objects_note(reading, DOCX_FOOTNOTES, id);
        break;
    case TAG_ENDNOTE_REFERENCE: docx_body_objects_note(reading, DOCX_ENDNOTES, id); break;
    case TAG_COMMENT_REFERENCE: docx_body_objects_note(reading, DOCX_COMMENTS, id); break;
    default: break;
    }
    return MARKUP_ENTER;
}

/* Building blocks say before their content that it is a table of contents or a "click here". */
static enum markup_step
start_special_group(struct docx_reading *reading, int tag,
                    const struct markup_element *element)
{
    switch (tag) {
    case TAG_BLOCK_GALLERY:
        reading->block_dropped |=
            markup_text_is(markup_attribute(element, NULL, "val"), "Table of Contents");
        break;
    case TAG_BLOCK_PLACEHOLDER: reading->block_dropped |= !is_off(element); break;
    case TAG_BLOCK_CONTENT:
        if (reading->block_dropped) {
            reading->block_dropped = false;
            return MARKUP_SKIP;
        }
        break;
    case TAG_READING: reading->in_reading = true; break;
    case TAG_RUBY: buf_reset(&reading->ruby); break;
    default: break;
    }
    return MARKUP_ENTER;
}

/* The reading of a word follows it in brackets, so that both can be found. */
static void
end_ruby(struct docx_reading *reading)
{
    reading->in_reading = false; /* also when one ruby stands in another's reading */
    if (reading->ruby.length == 0)
        return;
    docx_body_lines_text(reading, "(", 1);
    docx_body_lines_text(reading, reading->ruby.data, reading->ruby.length);
    docx_body_lines_text(reading, ")", 1);
    buf_reset(&reading->ruby);
}

/* ---- events ---- */

static void
start_table_group(struct docx_reading *reading, int tag)
{
    if (tag == TAG_TABLE)
        story_begin_table(&reading->story);
    else if (tag == TAG_ROW)
        story_begin_row(&reading->story);
}

static enum markup_step
start_docx(void *context, int tag, const struct markup_element *element)
{
    struct docx_reading *reading = context;
    switch (tag & GROUPS) {
    case GROUP_SKIP: return MARKUP_SKIP;
    case GROUP_RUN: start_run_group(reading, tag, element); break;
    case GROUP_PARAGRAPH: start_paragraph_group(reading, tag, element); break;
    case GROUP_TABLE: start_table_group(reading, tag); break;
    case GROUP_FIELD: start_field_group(reading, tag, element); break;
    case GROUP_OBJECT: start_object_group(reading, tag, element); break;
    case GROUP_NOTE: return start_note_group(reading, tag, element);
    case GROUP_SPECIAL: return start_special_group(reading, tag, element);
    default: break;
    }
    return reading->document->flow.gone ? MARKUP_STOP : MARKUP_ENTER;
}

static void
end_table_group(struct docx_reading *reading, int tag)
{
    if (tag == TAG_CELL)
        story_end_cell(&reading->story);
    else if (tag == TAG_ROW)
        story_end_row(&reading->story);
    else if (tag == TAG_TABLE)
        story_end_table(&reading->story);
}

static void
end_docx(void *context, int tag)
{
    struct docx_reading *reading = context;
    switch (tag) {
    case TAG_RUN: reading->runs--; break;
    case TAG_TEXT: reading->in_text = false; break;
    case TAG_PARAGRAPH: docx_body_lines_end(reading); break;
    case TAG_INSTRUCTION: reading->in_instruction = false; break;
    case TAG_FIELD_SIMPLE: docx_fields_end(&reading->fields); break;
    case TAG_BOX: story_end_box(&reading->story); break;
    case TAG_NOTE:
    case TAG_COMMENT: docx_body_objects_end_note(reading); break;
    case TAG_READING: reading->in_reading = false; break;
    case TAG_RUBY: end_ruby(reading); break;
    default:
        if ((tag & GROUPS) == GROUP_TABLE)
            end_table_group(reading, tag);
        break;
    }
}

static void
text_docx(void *context, const char *text, size_t length)
{
    struct docx_reading *reading = context;
    if (reading->in_instruction) {
        docx_fields_instruction(&reading->fields, text, length);
    } else if (reading->in_text) {
        docx_body_lines_text(reading, text, length);
        unit_add_lang(&reading->document->flow.body, reading->lang, strlen(reading->lang),
                      length);
    }
}

static bool
read_part(struct docx_reading *reading, const char *part)
{
    struct markup_reader reader = { words,      sizeof words / sizeof *words,
                                    start_docx, end_docx,
                                    text_docx,  reading };
    story_open(&reading->story, &reading->document->flow);
    unit_open(&reading->note);
    reading->ruby = (struct buf)BUF_INIT(LIMIT_METADATA_BYTES);
    if (reading->own_notes)
        reading->story.into = &reading->note;
    else if (reading->is_running)
        reading->story.running = &reading->document->running;
    bool read = ooxml_read_part(reading->document->ooxml, part, &reader);
    story_close(&reading->story);
    unit_close(&reading->note);
    buf_free(&reading->ruby);
    return read;
}

bool
docx_body_read(struct docx_document *document)
{
    struct docx_reading reading = { .document = document };
    return read_part(&reading, document->ooxml->main);
}

void
docx_body_read_notes(struct docx_document *document, const char *part,
                     enum docx_notes_kind kind)
{
    struct docx_reading reading = { .document = document };
    reading.own_notes = &document->notes[kind];
    read_part(&reading, part);
}

void
docx_body_read_running(struct docx_document *document, const char *part)
{
    struct docx_reading reading = { .document = document, .is_running = true };
    read_part(&reading, part);
}
