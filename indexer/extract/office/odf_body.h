/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of an OpenDocument part: paragraphs, tables, frames, notes, slides, sheets. */
#ifndef STEPWELL_EXTRACT_ODF_BODY_H
#define STEPWELL_EXTRACT_ODF_BODY_H

#include "extract/story.h"
#include "odf_styles.h"

enum odf_kind { ODF_TEXT, ODF_SLIDES, ODF_SHEETS, ODF_CHART };

struct odf_document {
    struct ooxml *ooxml;
    struct flow flow;
    struct odf_styles styles;
    enum odf_kind kind;
    int64_t number; /* of the open slide or sheet; 0 before the first */
};

/* content.xml. False when it is absent or unreadable. */
bool odf_body_read(struct odf_document *document);

/* Headers and footers of styles.xml, each line once. */
void odf_body_read_running(struct odf_document *document, struct unit *running);

#endif
