/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What PPTX and DOCX share: relationships between parts and document properties (ECMA-376-2). */
#ifndef STEPWELL_EXTRACT_OOXML_H
#define STEPWELL_EXTRACT_OOXML_H

#include "extract/format.h"
#include "extract/markup.h"
#include "extract/package.h"

/* One opened document. A part that cannot be read costs a note, not the document. */
struct ooxml {
    struct package *package;
    struct arena *arena;
    const struct sink *sink;
    const char *main;              /* the part that officeDocument leads to */
    int64_t page;                  /* named in notes; 0 for the document */
    struct format_failure failure; /* the latest reason why a part had nothing */
    struct wire_note *held;        /* notes that wait for the document to be sent */
    size_t held_count, held_capacity;
    bool released;
};

struct ooxml_relation {
    const char *id;
    const char *type;   /* last segment: "slide", the same in Transitional and Strict */
    const char *target; /* a part name without leading slash; a URI when external */
    bool external;
};

struct ooxml_relations {
    struct ooxml_relation *items;
    size_t count, capacity;
};

bool ooxml_open(const struct input *input, const struct sink *sink, struct ooxml *ooxml,
                struct format_failure *failure);
void ooxml_close(struct ooxml *ooxml);

/* The document was sent: notes held so far follow it, later ones go at once. */
void ooxml_release_notes(struct ooxml *ooxml);

/* Feeds the part to the reader. False when it is absent or gave nothing; a part other than the
 * main one that is there and cannot be used costs a note. */
bool ooxml_read_part(struct ooxml *ooxml, const char *name,
                     const struct markup_reader *reader);

/* Of a part; "" means the package. */
void ooxml_read_relations(struct ooxml *ooxml, const char *part,
                          struct ooxml_relations *relations);
const struct ooxml_relation *ooxml_relation_by_id(const struct ooxml_relations *relations,
                                                  struct markup_text id);
/* The next one of this type behind `after`, the first for NULL. */
const struct ooxml_relation *
ooxml_relation_of_type(const struct ooxml_relations *relations, const char *type,
                       const struct ooxml_relation *after);

/* Fills title, author, lang and year from docProps/core.xml; "" and 0 where it is silent. */
void ooxml_read_properties(struct ooxml *ooxml, struct wire_document *document);

/* The part that officeDocument leads to, or a usual name that exists; NULL. */
const char *ooxml_main_part(struct ooxml *ooxml);

#endif
