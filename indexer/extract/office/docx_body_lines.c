/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs to paragraphs of a word document: what is hidden, dropped or a reading goes elsewhere. */
#include "docx_body_lines.h"

void
docx_body_lines_begin(struct docx_reading *reading)
{
    reading->toc[reading->story.box] = false;
    story_begin(&reading->story, WIRE_STYLE_TEXT, 0);
}

void
docx_body_lines_end(struct docx_reading *reading)
{
    docx_fields_end_paragraph(&reading->fields);
    if (reading->toc[reading->story.box])
        story_drop(&reading->story);
    story_end(&reading->story);
}

void
docx_body_lines_text(struct docx_reading *reading, const char *text, size_t length)
{
    if (reading->hidden || !docx_fields_show(&reading->fields))
        return;
    if (reading->in_reading)
        buf_add(&reading->ruby, text, length);
    else
        story_text(&reading->story, text, length);
}
