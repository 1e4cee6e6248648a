/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One part of an OpenDocument file while it is read: the state that its readers share. */
#ifndef STEPWELL_EXTRACT_ODF_READING_H
#define STEPWELL_EXTRACT_ODF_READING_H

#include "odf_body.h"

enum { ODF_DEPTH = LIMIT_MARKUP_DEPTH + 16, ODF_NAME_BYTES = 500 };

struct odf_reading {
    struct odf_document *document;
    enum odf_kind kind; /* of this part */
    struct story story;
    struct buf description;
    struct {
        const char *lang;
        bool hidden, boxed;
    } open[ODF_DEPTH]; /* elements */
    size_t depth;
    size_t tables, lists, running;
    bool in_description, is_title, only_running;
};

/* ---- odf_body.c ---- */

bool odf_body_read_part(struct odf_reading *reading, const char *part);

/* ---- odf_pages.c: slides and sheets ---- */

void odf_pages_slide(struct odf_reading *reading, const struct markup_element *element);
void odf_pages_table(struct odf_reading *reading, const struct markup_element *element);
void odf_pages_end_table(struct odf_reading *reading);

/* ---- odf_objects.c: what stands in parts of its own ---- */

/* The paragraphs of charts are titles and labels; a formula is one paragraph of MathML. */
void odf_objects_read(struct odf_reading *reading, const struct markup_element *element);
/* Text of a drawn picture. */
void odf_objects_picture(struct odf_reading *reading,
                         const struct markup_element *element);

#endif
