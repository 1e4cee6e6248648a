/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One slide, its notes or its comments: from the part's XML to lines. */
#ifndef STEPWELL_EXTRACT_PPTX_SLIDE_H
#define STEPWELL_EXTRACT_PPTX_SLIDE_H

#include "extract/unit.h"
#include "ooxml.h"

/* Running feet seen so far in the deck: the first slide that shows one keeps it. */
enum { PPTX_FOOTERS = 64 };
struct pptx_footers {
    const char *texts[PPTX_FOOTERS];
    size_t count;
};

struct pptx_slide {
    enum wire_part part;
    const struct ooxml_relations *relations; /* of the slide: diagrams and charts */
    struct pptx_footers *footers;
    struct unit *unit; /* filled */
    uint32_t flags;    /* WIRE_UNIT_…, filled */
};

/* False when the part is absent or unreadable. */
bool pptx_slide_read(struct ooxml *ooxml, const char *part, struct pptx_slide *slide);

#endif
