/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pictures that a slide shows, for the text that is drawn in them. */
#ifndef STEPWELL_EXTRACT_PPTX_PICTURES_H
#define STEPWELL_EXTRACT_PPTX_PICTURES_H

#include "extract/unit.h"
#include "ooxml.h"

struct pptx_pictures {
    const char **parts;
    size_t count, capacity;
    bool of_objects; /* embedded objects have theirs in a part beside the slide */
};

/* A picture of the slide, by its relationship. */
void pptx_pictures_add(struct pptx_pictures *pictures, struct ooxml *ooxml,
                       const struct ooxml_relations *relations, struct markup_text id);

/* Adds their text to what the slide says. */
void pptx_pictures_read(struct pptx_pictures *pictures, struct ooxml *ooxml,
                        const struct ooxml_relations *relations, struct unit *unit);

#endif
