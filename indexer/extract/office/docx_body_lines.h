/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs to paragraphs of a word document: what is hidden, dropped or a reading goes elsewhere. */
#ifndef STEPWELL_EXTRACT_DOCX_BODY_LINES_H
#define STEPWELL_EXTRACT_DOCX_BODY_LINES_H

#include "docx_body.h"
#include "docx_fields.h"
#include "extract/story.h"

struct docx_reading {
    struct docx_document *document;
    struct story story;
    bool toc[STORY_BOXES +
             1]; /* the open paragraph of each box is of a table of contents */
    struct docx_fields fields;
    struct buf ruby;
    size_t runs; /* open ones: a run may hold a text box */
    bool in_text, in_instruction, in_reading, hidden, block_dropped;
    char lang[UNIT_LANG_BYTES];
    /* a part of its own: */
    struct docx_notes *own_notes; /* being filled; NULL otherwise */
    struct unit note;
    long note_id;
    bool is_running;
};

void docx_body_lines_begin(struct docx_reading *reading);
void docx_body_lines_end(struct docx_reading *reading);

/* Into the open paragraph, unless it is hidden or part of a field that is not shown. */
void docx_body_lines_text(struct docx_reading *reading, const char *text, size_t length);

#endif
