/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a word document refers to: notes, drawings, descriptions, pages of HTML. */
#ifndef STEPWELL_EXTRACT_DOCX_BODY_OBJECTS_H
#define STEPWELL_EXTRACT_DOCX_BODY_OBJECTS_H

#include "docx_body_lines.h"

/* A chart or diagram, by its relationship: behind the open paragraph. */
void docx_body_objects_drawing(struct docx_reading *reading, struct markup_text id);
/* Its drawn text, if it has any. */
void docx_body_objects_picture(struct docx_reading *reading,
                               const struct markup_element *element);
void docx_body_objects_html(struct docx_reading *reading, struct markup_text id);
void docx_body_objects_description(struct docx_reading *reading,
                                   const struct markup_element *element,
                                   const char *attribute);

/* The open paragraph refers to this note. */
void docx_body_objects_note(struct docx_reading *reading, enum docx_notes_kind kind,
                            long id);
/* A note of a part that holds nothing else. */
enum markup_step docx_body_objects_begin_note(struct docx_reading *reading,
                                              const struct markup_element *element);
void docx_body_objects_end_note(struct docx_reading *reading);

#endif
