/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of an HTML page: paragraphs, rows, headings, and the judgement that a block is only
 * navigation. */
#ifndef STEPWELL_EXTRACT_HTML_BLOCKS_H
#define STEPWELL_EXTRACT_HTML_BLOCKS_H

#include "base/limits.h"
#include "extract/flow.h"

/* Text inside one list, table or division, to see how much of it is links. */
struct html_container {
    size_t first_line; /* in the open unit */
    size_t bytes, link_bytes, links;
    bool heading; /* holds one: it is no mere navigation */
};

enum { HTML_CONTAINERS = LIMIT_MARKUP_DEPTH + 16 };

struct html_blocks {
    struct flow *flow;
    struct buf text;   /* of the open block */
    struct buf row;    /* finished cells of the open row */
    struct unit alts;  /* pictures within the open block: they follow it */
    size_t cell_start; /* in row */
    size_t cell_count; /* of the open row */
    bool in_row;
    unsigned heading;                /* level of the open one; 0 */
    unsigned items;                  /* open list items */
    bool keep_links;                 /* under main or article, or keep everything */
    size_t bytes, link_bytes, links; /* of text and row */
    const char *lang;                /* of the text being added; "" */
    struct html_container containers[HTML_CONTAINERS];
    size_t container_count;
};

void html_blocks_open(struct html_blocks *blocks, struct flow *flow);
void html_blocks_close(struct html_blocks *blocks);

/* Text within the open block. linked: it stands in a link. verbatim: line ends stay. */
void html_blocks_text(struct html_blocks *blocks, const char *text, size_t length,
                      bool linked, bool verbatim);
/* A block begins or ends here. */
void html_blocks_break(struct html_blocks *blocks);
void html_blocks_begin_heading(struct html_blocks *blocks, unsigned level);
void html_blocks_end_heading(struct html_blocks *blocks);
void html_blocks_begin_row(struct html_blocks *blocks);
void html_blocks_end_cell(struct html_blocks *blocks);
void html_blocks_end_row(struct html_blocks *blocks);
/* Lists, headings and tables in a cell: the table is there for the layout, and the cells to
 * come are plain blocks. */
void html_blocks_break_row(struct html_blocks *blocks);
void html_blocks_begin_container(struct html_blocks *blocks);
void html_blocks_end_container(struct html_blocks *blocks);

#endif
