/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paragraphs, rows and what hangs on them, as a reader meets them, into a flow. */
#ifndef STEPWELL_EXTRACT_STORY_H
#define STEPWELL_EXTRACT_STORY_H

#include "base/limits.h"
#include "flow.h"

/* Where the paragraphs of a box go once the paragraph that holds it is over. */
enum story_place { STORY_ASIDE, STORY_NOTE, STORY_COMMENT, STORY_PLACES };

enum { STORY_BOXES = 8 }; /* within one another */

struct story_paragraph {
    struct buf text;
    enum story_place place; /* of the box it stands in */
    enum wire_style style;
    unsigned level; /* of a heading */
    bool open;
};

struct story {
    struct flow *flow;
    struct unit *into;    /* lines go there and not into the flow; NULL */
    struct unit *running; /* so do these, each text once; NULL */
    bool sheet;           /* cells of a worksheet: empty ones leave no trace */
    bool cells_full;      /* LIMIT_SHEET_CELLS was reached: the rest is left out */
    struct story_paragraph paragraphs[STORY_BOXES + 1];
    size_t box, boxes_beyond;
    struct unit attached[STORY_PLACES];
    struct buf row;
    size_t cell_start, cell_count, cells; /* cells: of all rows */
    size_t tables, row_table;             /* open ones; that of the open row */
    bool in_row, is_layout; /* is_layout: the rest of the row is plain text */
};

void story_open(struct story *story, struct flow *flow);
void story_close(struct story *story);

void story_begin(struct story *story, enum wire_style style, unsigned level);
/* Into the open paragraph; text outside of paragraphs is dropped. */
void story_text(struct story *story, const char *text, size_t length);
void story_end(struct story *story);
/* Forgets what the open paragraph holds. */
void story_drop(struct story *story);
/* For readers that know only at its end what a paragraph is. */
void story_set_style(struct story *story, enum wire_style style, unsigned level);
/* True while a paragraph of the innermost box is open. */
bool story_is_open(const struct story *story);

/* A description of a picture; it follows the open paragraph. */
void story_alt(struct story *story, const char *text, size_t length);
/* Lines of another part that belong here. */
void story_add_unit(struct story *story, const struct unit *lines);

void story_begin_box(struct story *story, enum story_place place);
void story_end_box(struct story *story);

/* Rows of the outermost table that is not there for the layout alone: within them, and within
 * boxes, tables are text. A reader whose tables do not nest need not name them. */
void story_begin_table(struct story *story);
void story_end_table(struct story *story);
void story_begin_row(struct story *story);
void story_end_cell(struct story *story);
void story_end_row(struct story *story);

#endif
