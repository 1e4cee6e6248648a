/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paragraphs in, units out: a document without pages is cut at headings of level 1 and 2, and
 * after LIMIT_UNIT_WORDS. */
#include "flow.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { PIECE_BYTES = 16 * 1024 }; /* a longer paragraph is given in pieces, at a space */

void
flow_open(struct flow *flow, const struct sink *sink, const char *format,
          const char *mime)
{
    *flow = (struct flow) { .sink = sink, .number = 1, .label = "" };
    flow->document = (struct wire_document) { .format = format, .mime = mime };
    flow->document.title = flow->document.author = flow->document.lang = "";
    unit_open(&flow->body);
    unit_open(&flow->notes);
    unit_open(&flow->comments);
}

void
flow_close(struct flow *flow)
{
    unit_close(&flow->body);
    unit_close(&flow->notes);
    unit_close(&flow->comments);
}

static void
send_document(struct flow *flow)
{
    if (flow->document_sent)
        return;
    flow->document_sent = true;
    if (!flow->sink->document(flow->sink->context, &flow->document))
        flow->gone = true;
}

static void
send_part(struct flow *flow, struct unit *unit, enum wire_part part)
{
    struct wire_unit wire = { .number = flow->number, .part = part };
    wire.flags = part == WIRE_PART_BODY ? flow->flags : flow->flags & WIRE_UNIT_HIDDEN;
    wire.label = flow->label;
    wire.lang = "";
    wire.section = flow->section;
    wire.anchor = flow->anchor;
    if (unit->count > 0 && !flow->gone && !unit_send(unit, &wire, flow->sink))
        flow->gone = true;
    if (unit->text.full) {
        struct wire_note note = { WIRE_REASON_TOO_LARGE, flow->number,
                                  "too long; the rest of it is left out" };
        flow->sink->note(flow->sink->context, &note);
    }
    unit_reset(unit);
}

void
flow_end_unit(struct flow *flow)
{
    if (flow->body.count + flow->notes.count + flow->comments.count == 0)
        return;
    send_document(flow);
    send_part(flow, &flow->body, WIRE_PART_BODY);
    send_part(flow, &flow->notes, WIRE_PART_NOTES);
    send_part(flow, &flow->comments, WIRE_PART_COMMENTS);
    flow->has_text = false;
    flow->flags = 0;
    if (flow->number < LIMIT_PAGES)
        flow->number++;
    else
        flow->gone = true;
    memcpy(flow->anchor, flow->nearest, sizeof flow->anchor);
    if (flow->cut)
        flow->cut(flow->context);
}

static void
copy_name(char name[FLOW_NAME_BYTES], const char *text, size_t length)
{
    if (length >= FLOW_NAME_BYTES)
        length = utf8_cut(text, FLOW_NAME_BYTES - 1);
    memcpy(name, text, length);
    name[length] = '\0';
}

/* Headings that follow one another without text between stay together. */
static void
begin_section(struct flow *flow, const char *text, size_t length)
{
    if (flow->has_text && !flow->paged)
        flow_end_unit(flow);
    size_t before = flow->body.count;
    unit_add(&flow->body, text, length, WIRE_STYLE_HEADING, 1);
    if (flow->body.count == before)
        return;
    const struct unit_line *line = &flow->body.lines[before];
    copy_name(flow->section, flow->body.text.data + line->start, line->length);
    unit_cut(&flow->body, before);
    memcpy(flow->anchor, flow->nearest, sizeof flow->anchor);
}

static void
add_piece(struct flow *flow, const char *text, size_t length, enum wire_style style,
          unsigned level)
{
    if (flow->gone)
        return;
    if (style == WIRE_STYLE_HEADING && level <= FLOW_HEADING_CUTS)
        begin_section(flow, text, length);
    else if (flow->body.words >= LIMIT_UNIT_WORDS && style != WIRE_STYLE_ALT &&
             !flow->paged)
        flow_end_unit(flow);
    size_t before = flow->body.count;
    unit_add(&flow->body, text, length, style, level);
    if (style != WIRE_STYLE_HEADING && flow->body.count > before)
        flow->has_text = true;
}

/* Where a long paragraph can be cut: behind the last space, else between characters. */
static size_t
piece_length(const char *text, size_t length)
{
    if (length <= PIECE_BYTES)
        return length;
    size_t cut = PIECE_BYTES;
    while (cut > 0 && text[cut] != ' ' && text[cut] != '\n')
        cut--;
    return cut > 0 ? cut : utf8_cut(text, PIECE_BYTES);
}

void
flow_add(struct flow *flow, const char *text, size_t length, enum wire_style style,
         unsigned level)
{
    while (length > 0) {
        size_t piece = piece_length(text, length);
        if (piece == 0)
            piece = PIECE_BYTES; /* not UTF-8 at all */
        add_piece(flow, text, piece, style, level);
        text += piece;
        length -= piece;
    }
}

void
flow_add_unit(struct flow *flow, const struct unit *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct unit_line *line = &lines->lines[i];
        flow_add(flow, lines->text.data + line->start, line->length,
                 (enum wire_style)line->style, line->level);
    }
}

void
flow_set_anchor(struct flow *flow, const char *id, size_t length)
{
    if (length >= FLOW_NAME_BYTES)
        return;
    copy_name(flow->nearest, id, length);
    if (flow->body.count == 0)
        memcpy(flow->anchor, flow->nearest, sizeof flow->anchor);
}

void
flow_warn(struct flow *flow, enum wire_reason reason, const char *text)
{
    if (!flow->warning.text)
        flow->warning = (struct wire_note) { reason, 0, text };
}

bool
flow_finish(struct flow *flow)
{
    flow_end_unit(flow);
    send_document(flow);
    if (flow->warning.text)
        flow->sink->note(flow->sink->context, &flow->warning);
    return !flow->gone;
}
