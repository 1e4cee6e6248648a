/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WordprocessingML to paragraphs: the body, or a part with notes, comments or a header. */
#ifndef STEPWELL_EXTRACT_DOCX_BODY_H
#define STEPWELL_EXTRACT_DOCX_BODY_H

#include "docx_styles.h"
#include "extract/flow.h"

/* Footnotes, endnotes or comments, by the number that references give. */
struct docx_notes {
    struct docx_note {
        long id;
        const char *text; /* paragraphs with a newline between */
        bool used;
    } * items;
    size_t count, capacity;
};

enum docx_notes_kind { DOCX_FOOTNOTES, DOCX_ENDNOTES, DOCX_COMMENTS, DOCX_NOTES_KINDS };

struct docx_document {
    struct ooxml *ooxml;
    struct ooxml_relations relations; /* of the main part */
    struct docx_styles styles;
    struct docx_notes notes[DOCX_NOTES_KINDS];
    struct flow flow;
    struct unit running; /* lines of headers and footers, once each */
};

/* The main part, into the flow. */
bool docx_body_read(struct docx_document *document);
/* A part with notes, into document->notes[kind]. */
void docx_body_read_notes(struct docx_document *document, const char *part,
                          enum docx_notes_kind kind);
/* A header or footer, into document->running. */
void docx_body_read_running(struct docx_document *document, const char *part);

#endif
