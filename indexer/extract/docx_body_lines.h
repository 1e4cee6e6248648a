/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs to paragraphs and rows of a word document, and where finished ones go. */
#ifndef STEPWELL_EXTRACT_DOCX_BODY_LINES_H
#define STEPWELL_EXTRACT_DOCX_BODY_LINES_H

#include "base/limits.h"
#include "extract/docx_body.h"
#include "extract/docx_fields.h"

enum { DOCX_BOXES = 8 }; /* text boxes within text boxes */

struct docx_paragraph {
    struct buf text;
    int level;
    bool list, toc;
};

struct docx_reading {
    struct docx_document *document;
    struct docx_paragraph
        paragraphs[DOCX_BOXES + 1]; /* the open one of each text box level */
    size_t box, boxes_beyond;
    struct unit
        aside; /* boxes and descriptions within the open paragraph: they follow it */
    struct unit notes, comments; /* that it refers to */
    struct docx_fields fields;
    struct buf row, ruby;
    size_t cell_start, cell_count, table_depth, row_depth; /* row_depth 0: no open row */
    size_t runs; /* open ones: a run may hold a text box */
    bool in_text, in_instruction, in_reading, hidden, block_dropped;
    char lang[UNIT_LANG_BYTES];
    /* a part of its own: */
    struct docx_notes *own_notes; /* being filled; NULL otherwise */
    struct buf note;
    long note_id;
    bool in_note, is_running;
};

/* The innermost open one. */
struct docx_paragraph *docx_body_lines_paragraph(struct docx_reading *reading);
void docx_body_lines_begin(struct docx_reading *reading);
void docx_body_lines_end(struct docx_reading *reading);

/* Into the open paragraph, unless it is hidden or part of a field that is not shown. */
void docx_body_lines_text(struct docx_reading *reading, const char *text, size_t length);

/* Rows of the outermost table that is not there for the layout alone. */
void docx_body_lines_begin_row(struct docx_reading *reading);
void docx_body_lines_end_cell(struct docx_reading *reading);
void docx_body_lines_end_row(struct docx_reading *reading);

/* Paragraphs inside a text box follow the one that holds it. */
void docx_body_lines_begin_box(struct docx_reading *reading);
void docx_body_lines_end_box(struct docx_reading *reading);

#endif
