/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pictures that a slide shows, for the text that is drawn in them. */
#include "pptx_pictures.h"

#include "ooxml_picture.h"

enum { PICTURES = 1000 };

static void
add_part(struct pptx_pictures *pictures, struct ooxml *ooxml,
         const struct ooxml_relation *relation)
{
    if (!relation || relation->external || pictures->count >= PICTURES)
        return;
    arena_grow(ooxml->arena, &pictures->parts, &pictures->capacity, pictures->count + 1,
               sizeof *pictures->parts);
    pictures->parts[pictures->count++] = relation->target;
}

void
pptx_pictures_add(struct pptx_pictures *pictures, struct ooxml *ooxml,
                  const struct ooxml_relations *relations, struct markup_text id)
{
    add_part(pictures, ooxml, ooxml_relation_by_id(relations, id));
}

/* A drawing of the older kind, VML, that nothing else refers to. */
static void
add_objects(struct pptx_pictures *pictures, struct ooxml *ooxml,
            const struct ooxml_relations *relations)
{
    const struct ooxml_relation *drawing = NULL, *picture = NULL;
    struct ooxml_relations shown;
    while ((drawing = ooxml_relation_of_type(relations, "vmlDrawing", drawing))) {
        if (drawing->external)
            continue;
        ooxml_read_relations(ooxml, drawing->target, &shown);
        while ((picture = ooxml_relation_of_type(&shown, "image", picture)))
            add_part(pictures, ooxml, picture);
    }
}

void
pptx_pictures_read(struct pptx_pictures *pictures, struct ooxml *ooxml,
                   const struct ooxml_relations *relations, struct unit *unit)
{
    if (pictures->of_objects)
        add_objects(pictures, ooxml, relations);
    for (size_t i = 0; i < pictures->count; i++)
        ooxml_picture_read(ooxml, pictures->parts[i], unit, unit);
}
