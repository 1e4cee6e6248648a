/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What documents of XML parts share; and of OOXML, relationships between parts and document
 * properties (ECMA-376-2). */
#ifndef STEPWELL_EXTRACT_OOXML_H
#define STEPWELL_EXTRACT_OOXML_H

#include "extract/format.h"
#include "extract/markup/markup.h"
#include "extract/package.h"

/* One opened document. A part that cannot be read costs a note, not the document. */
struct ooxml {
    struct package *package;
    struct arena *arena;
    const struct sink *sink;
    const char *main;              /* the part without which there is no document */
    int64_t page;                  /* named in notes; 0 for the document */
    struct format_failure failure; /* the latest reason why a part had nothing */
    struct wire_note *held;        /* notes that wait for the document to be sent */
    size_t held_count, held_capacity;
    bool released;
    bool *pictures; /* parts whose drawn text was taken; NULL before the first */
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
/* A package of another kind, whose main part is known by name or found later (""). */
bool ooxml_open_other(const struct input *input, const struct sink *sink,
                      const char *main, struct ooxml *ooxml,
                      struct format_failure *failure);
void ooxml_close(struct ooxml *ooxml);

/* A note that waits until the document was sent. */
void ooxml_note(struct ooxml *ooxml, enum wire_reason reason, const char *text);

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

/* Elements of a part that say something about the document; the names of the kinds of documents
 * differ. */
enum ooxml_property {
    OOXML_AUTHOR = 1,
    OOXML_AUTHOR_ELSE, /* when there is no OOXML_AUTHOR */
    OOXML_DATE,
    OOXML_DATE_ELSE,
    OOXML_LANGUAGE,
    OOXML_TITLE,
    OOXML_PROPERTIES
};

/* Fills title, author, lang and year; "" and 0 where the part is silent or absent. */
void ooxml_read_properties_of(struct ooxml *ooxml, const char *part,
                              const struct markup_word *words, size_t count,
                              struct wire_document *document);

/* The same from docProps/core.xml. */
void ooxml_read_properties(struct ooxml *ooxml, struct wire_document *document);

/* The part that a reference within another part leads to: percent signs, dots and fragment
 * resolved. It stays inside the package whatever it says. */
const char *ooxml_resolve(struct arena *arena, const char *part,
                          struct markup_text target);

/* The part that officeDocument leads to, or a usual name that exists; NULL. */
const char *ooxml_main_part(struct ooxml *ooxml);

#endif
