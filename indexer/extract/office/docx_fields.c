/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields of a word document: which text is an instruction, which a result worth keeping. */
#include "docx_fields.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static struct docx_field *
innermost(struct docx_fields *fields)
{
    if (fields->depth == 0 || fields->depth > DOCX_FIELDS_DEPTH)
        return NULL;
    return &fields->open[fields->depth - 1];
}

void
docx_fields_begin(struct docx_fields *fields)
{
    fields->depth++;
    struct docx_field *field = innermost(fields);
    if (field)
        *field = (struct docx_field) { "", 0, false, false };
}

void
docx_fields_instruction(struct docx_fields *fields, const char *text, size_t length)
{
    struct docx_field *field = innermost(fields);
    for (size_t i = 0; field && i < length && field->length + 1 < DOCX_FIELDS_BYTES; i++)
        if (field->length > 0 || !isspace((unsigned char)text[i]))
            field->instruction[field->length++] = text[i];
}

/* Results that repeat the document (ECMA-376-1, 17.16.5) or count its pages. */
static bool
is_dropped(const struct docx_field *field)
{
    static const char *const names[] = { "TOC",      "INDEX", "TOA",         "PAGEREF",
                                         "NUMPAGES", "PAGE",  "SECTIONPAGES" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (strncasecmp(field->instruction, names[i], length) == 0 &&
            !isalpha((unsigned char)field->instruction[length]))
            return true;
    }
    return false;
}

void
docx_fields_separate(struct docx_fields *fields)
{
    struct docx_field *field = innermost(fields);
    if (!field)
        return;
    field->in_result = true;
    field->dropped = is_dropped(field);
}

void
docx_fields_end(struct docx_fields *fields)
{
    if (fields->depth > 0)
        fields->depth--;
}

void
docx_fields_end_paragraph(struct docx_fields *fields)
{
    struct docx_field *field;
    if (fields->depth > DOCX_FIELDS_DEPTH)
        fields->depth = DOCX_FIELDS_DEPTH;
    while ((field = innermost(fields)) && !field->in_result)
        fields->depth--;
}

bool
docx_fields_show(const struct docx_fields *fields)
{
    for (size_t i = 0; i < fields->depth && i < DOCX_FIELDS_DEPTH; i++)
        if (!fields->open[i].in_result || fields->open[i].dropped)
            return false;
    return fields->depth <= DOCX_FIELDS_DEPTH;
}
