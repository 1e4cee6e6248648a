/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What styles of an OpenDocument file mean to a reader of its text (OpenDocument 1.3 part 3, 16). */
#ifndef STEPWELL_EXTRACT_ODF_STYLES_H
#define STEPWELL_EXTRACT_ODF_STYLES_H

#include "ooxml.h"

struct odf_style {
    const char *name;
    char family; /* first letter: 'p'aragraph, 't'ext, 'd'rawing-page; 'T'able */
    bool hidden; /* text or slide or sheet that is not shown */
    const char *parent, *lang; /* "" */
};

struct odf_styles {
    struct odf_style *items; /* sorted once everything is read */
    size_t count, capacity;
    int64_t pages; /* slides or sheets of the body */
};

/* From content.xml and styles.xml. */
void odf_styles_read(struct ooxml *ooxml, struct odf_styles *styles);

/* With everything inherited; {0} with empty strings when there is no such style. */
struct odf_style odf_styles_find(const struct odf_styles *styles, char family,
                                 struct markup_text name);

#endif
