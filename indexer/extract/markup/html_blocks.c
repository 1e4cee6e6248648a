/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of an HTML page: paragraphs, rows, headings, and the judgement that a block is only
 * navigation. */
#include "html_blocks.h"

#include <string.h>

enum {
    BLOCK_BYTES = 1024 * 1024, /* a longer block is given in pieces */
    CELL_BYTES = 400,     /* a cell with more than this in several blocks is layout */
    HEADING_BYTES = 1000, /* longer: somebody forgot the end tag */
    DENSE_PERCENT = 60,
    DENSE_LINKS = 3 /* one link alone is a sentence, three are a menu */
};

/* Lines before a cut belong to a unit that has left. */
static void
forget_lines(void *context)
{
    struct html_blocks *blocks = context;
    for (size_t i = 0; i < blocks->container_count; i++)
        blocks->containers[i] = (struct html_container) { 0, 0, 0, 0, false };
}

void
html_blocks_open(struct html_blocks *blocks, struct flow *flow)
{
    memset(blocks, 0, sizeof *blocks);
    blocks->flow = flow;
    blocks->text = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
    blocks->row = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
    blocks->lang = "";
    unit_open(&blocks->alts);
    flow->cut = forget_lines;
    flow->context = blocks;
    html_blocks_begin_container(blocks);
}

void
html_blocks_close(struct html_blocks *blocks)
{
    html_blocks_end_row(blocks);
    html_blocks_break(blocks);
    blocks->flow->cut = NULL;
    buf_free(&blocks->text);
    buf_free(&blocks->row);
    unit_close(&blocks->alts);
}

static struct html_container *
innermost(struct html_blocks *blocks)
{
    return &blocks->containers[blocks->container_count - 1];
}

static bool
is_dense(const struct html_blocks *blocks, size_t bytes, size_t link_bytes, size_t links)
{
    return !blocks->keep_links && links >= DENSE_LINKS &&
           link_bytes * 100 > bytes * DENSE_PERCENT;
}

static void
emit(struct html_blocks *blocks, const struct buf *text, enum wire_style style)
{
    unsigned level = style == WIRE_STYLE_HEADING ? blocks->heading : 0;
    bool dense = is_dense(blocks, blocks->bytes, blocks->link_bytes, blocks->links);
    if (!dense || style == WIRE_STYLE_HEADING) {
        flow_add(blocks->flow, text->data, text->length, style, level);
        unit_add_lang(&blocks->flow->body, blocks->lang, strlen(blocks->lang),
                      text->length);
        struct html_container *container = innermost(blocks);
        container->bytes += blocks->bytes;
        container->link_bytes += blocks->link_bytes;
        container->links += blocks->links;
        container->heading |= style == WIRE_STYLE_HEADING;
    }
    blocks->bytes = blocks->link_bytes = blocks->links = 0;
    flow_add_unit(blocks->flow, &blocks->alts);
    unit_reset(&blocks->alts);
}

static void
append_to_cell(struct html_blocks *blocks)
{
    if (blocks->row.length > blocks->cell_start)
        buf_add_char(&blocks->row, ' ');
    buf_add(&blocks->row, blocks->text.data, blocks->text.length);
    buf_reset(&blocks->text);
}

static bool
is_blank(const struct buf *text)
{
    for (size_t i = 0; i < text->length; i++)
        if ((unsigned char)text->data[i] > ' ')
            return false;
    return true;
}

static enum wire_style
style_of(const struct html_blocks *blocks)
{
    if (blocks->heading > 0 && blocks->text.length <= HEADING_BYTES)
        return WIRE_STYLE_HEADING;
    return blocks->items > 0 ? WIRE_STYLE_LIST : WIRE_STYLE_TEXT;
}

void
html_blocks_break(struct html_blocks *blocks)
{
    if (is_blank(&blocks->text)) {
        buf_reset(&blocks->text);
        if (blocks->alts.count > 0 && !blocks->in_row)
            emit(blocks, &blocks->text, WIRE_STYLE_TEXT);
        return;
    }
    if (blocks->heading > 0 && blocks->text.length <= HEADING_BYTES) {
        buf_add_char(&blocks->text, ' '); /* blocks inside a heading are one line */
        return;
    }
    if (blocks->in_row) {
        append_to_cell(blocks);
        if (blocks->row.length - blocks->cell_start > CELL_BYTES)
            html_blocks_break_row(blocks);
        return;
    }
    emit(blocks, &blocks->text, style_of(blocks));
    buf_reset(&blocks->text);
}

/* White space is white space, whatever it is made of; only <br> and <pre> end lines. */
static void
flatten(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        text[i] = (unsigned char)text[i] < ' ' ? ' ' : text[i];
}

void
html_blocks_text(struct html_blocks *blocks, const char *text, size_t length, bool linked,
                 bool verbatim)
{
    if (blocks->text.length > BLOCK_BYTES)
        html_blocks_break(blocks);
    size_t before = blocks->text.length;
    buf_add(&blocks->text, text, length);
    if (!verbatim)
        flatten(blocks->text.data + before, blocks->text.length - before);
    blocks->bytes += length;
    if (linked)
        blocks->link_bytes += length;
}

void
html_blocks_begin_heading(struct html_blocks *blocks, unsigned level)
{
    html_blocks_break(blocks);
    html_blocks_break_row(blocks);
    blocks->heading = level;
}

void
html_blocks_end_heading(struct html_blocks *blocks)
{
    if (!is_blank(&blocks->text))
        emit(blocks, &blocks->text, style_of(blocks));
    buf_reset(&blocks->text);
    blocks->heading = 0;
}

void
html_blocks_begin_row(struct html_blocks *blocks)
{
    html_blocks_break(blocks);
    html_blocks_break_row(blocks);
    blocks->in_row = true;
    blocks->cell_start = blocks->cell_count = 0;
    buf_reset(&blocks->row);
}

void
html_blocks_end_cell(struct html_blocks *blocks)
{
    html_blocks_break(blocks);
    if (!blocks->in_row)
        return;
    buf_add_char(&blocks->row, '\t');
    blocks->cell_start = blocks->row.length;
    blocks->cell_count++;
}

void
html_blocks_end_row(struct html_blocks *blocks)
{
    html_blocks_break(blocks);
    if (!blocks->in_row)
        return;
    blocks->in_row = false;
    if (!is_blank(&blocks->row) || blocks->alts.count > 0)
        emit(blocks, &blocks->row,
             blocks->cell_count > 1 ? WIRE_STYLE_ROW : WIRE_STYLE_TEXT);
}

void
html_blocks_break_row(struct html_blocks *blocks)
{
    if (!blocks->in_row)
        return;
    blocks->in_row = false;
    if (!is_blank(&blocks->row))
        emit(blocks, &blocks->row, WIRE_STYLE_TEXT);
    buf_reset(&blocks->row);
}

void
html_blocks_begin_container(struct html_blocks *blocks)
{
    if (blocks->container_count < HTML_CONTAINERS)
        blocks->containers[blocks->container_count++] =
            (struct html_container) { blocks->flow->body.count, 0, 0, 0, false };
}

void
html_blocks_end_container(struct html_blocks *blocks)
{
    if (blocks->container_count < 2)
        return;
    struct html_container ended = *innermost(blocks);
    blocks->container_count--;
    if (!ended.heading && is_dense(blocks, ended.bytes, ended.link_bytes, ended.links)) {
        unit_cut(&blocks->flow->body, ended.first_line);
        return;
    }
    struct html_container *outer = innermost(blocks);
    outer->bytes += ended.bytes;
    outer->link_bytes += ended.link_bytes;
    outer->links += ended.links;
    outer->heading |= ended.heading;
}
