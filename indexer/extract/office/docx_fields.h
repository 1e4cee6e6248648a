/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields of a word document: which text is an instruction, which a result worth keeping. */
#ifndef STEPWELL_EXTRACT_DOCX_FIELDS_H
#define STEPWELL_EXTRACT_DOCX_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum { DOCX_FIELDS_DEPTH = 16, DOCX_FIELDS_BYTES = 16 };

struct docx_fields {
    struct docx_field {
        char instruction[DOCX_FIELDS_BYTES]; /* its beginning */
        size_t length;
        bool in_result, dropped;
    } open[DOCX_FIELDS_DEPTH];
    size_t depth; /* may exceed DOCX_FIELDS_DEPTH: the deepest are only counted */
};

void docx_fields_begin(struct docx_fields *fields);
void docx_fields_instruction(struct docx_fields *fields, const char *text, size_t length);
void docx_fields_separate(struct docx_fields *fields);
void docx_fields_end(struct docx_fields *fields);

/* A paragraph ended: instructions that never got a result are taken as closed, so that a
 * damaged field costs a paragraph and not the rest of the document. */
void docx_fields_end_paragraph(struct docx_fields *fields);

/* False inside instructions, tables of contents and page numbers. */
bool docx_fields_show(const struct docx_fields *fields);

#endif
