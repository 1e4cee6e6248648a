/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What paragraph styles of a word document mean, whatever language their names are in. */
#ifndef STEPWELL_EXTRACT_DOCX_STYLES_H
#define STEPWELL_EXTRACT_DOCX_STYLES_H

#include "ooxml.h"

struct docx_style {
    const char *id, *base; /* base: the id it is based on; "" */
    int level;             /* of a heading, from 1; 0 body text; -1 as its base */
    bool list, toc;        /* toc: a line of a table of contents, or its title */
};

struct docx_styles {
    struct docx_style *items;
    size_t count, capacity;
    const char *lang; /* of text that says nothing else; "" */
};

void docx_styles_read(struct ooxml *ooxml, const struct ooxml_relations *relations,
                      struct docx_styles *styles);

/* With everything inherited; body text when there is no such style. */
struct docx_style docx_styles_find(const struct docx_styles *styles,
                                   struct markup_text id);

#endif
