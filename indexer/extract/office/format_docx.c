/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word documents: body with notes and comments beside it, headers and footers once at the end. */
#include "extract/format.h"

#include "docx_body.h"

#include <string.h>

#define DOCX_MIME \
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static void
read_parts(struct docx_document *document, const char *type,
           void (*read)(struct docx_document *, const char *part))
{
    const struct ooxml_relation *relation = NULL;
    while ((relation = ooxml_relation_of_type(&document->relations, type, relation)))
        if (!relation->external)
            read(document, relation->target);
}

static void
read_footnotes(struct docx_document *document, const char *part)
{
    docx_body_read_notes(document, part, DOCX_FOOTNOTES);
}

static void
read_endnotes(struct docx_document *document, const char *part)
{
    docx_body_read_notes(document, part, DOCX_ENDNOTES);
}

static void
read_comments(struct docx_document *document, const char *part)
{
    docx_body_read_notes(document, part, DOCX_COMMENTS);
}

/* Notes whose reference was deleted or damaged are still text. */
static void
add_unused_notes(struct docx_document *document)
{
    struct flow *flow = &document->flow;
    for (size_t kind = 0; kind < DOCX_NOTES_KINDS; kind++) {
        struct unit *unit = kind == DOCX_COMMENTS ? &flow->comments : &flow->notes;
        for (size_t i = 0; i < document->notes[kind].count; i++) {
            const struct docx_note *note = &document->notes[kind].items[i];
            if (!note->used)
                unit_add(unit, note->text, strlen(note->text), WIRE_STYLE_TEXT, 0);
        }
    }
}

/* Headers and footers name the publication and its publisher, often nowhere else; they belong to
 * no section, and on every page they would drown the text. */
static void
add_running_lines(struct docx_document *document)
{
    struct flow *flow = &document->flow;
    if (document->running.count == 0)
        return;
    flow_end_unit(flow);
    flow->section[0] = flow->anchor[0] = '\0';
    flow_add_unit(flow, &document->running);
}

static bool
read_document(struct docx_document *document, struct format_failure *failure)
{
    struct ooxml *ooxml = document->ooxml;
    ooxml_read_properties(ooxml, &document->flow.document);
    ooxml_read_relations(ooxml, ooxml->main, &document->relations);
    docx_styles_read(ooxml, &document->relations, &document->styles);
    read_parts(document, "footnotes", read_footnotes);
    read_parts(document, "endnotes", read_endnotes);
    read_parts(document, "comments", read_comments);
    if (!docx_body_read(document)) {
        *failure = ooxml->failure;
        return false;
    }
    add_unused_notes(document);
    read_parts(document, "header", docx_body_read_running);
    read_parts(document, "footer", docx_body_read_running);
    add_running_lines(document);
    flow_finish(&document->flow);
    ooxml_release_notes(ooxml);
    return true;
}

bool
format_docx_extract(const struct input *input, const struct sink *sink,
                    struct format_failure *failure)
{
    struct ooxml ooxml;
    struct docx_document document = { .ooxml = &ooxml };
    if (!ooxml_open(input, sink, &ooxml, failure))
        return false;
    flow_open(&document.flow, sink, "docx", DOCX_MIME);
    unit_open(&document.running);
    bool read = read_document(&document, failure);
    unit_close(&document.running);
    flow_close(&document.flow);
    ooxml_close(&ooxml);
    return read;
}
