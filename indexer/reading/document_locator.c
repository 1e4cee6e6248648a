/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What readers call a page, a slide, a sheet or a part. */
#include "document.h"

#include <stdio.h>
#include <string.h>

enum document_kind
document_kind_of(const char *format)
{
    static const struct {
        const char *format;
        enum document_kind kind;
    } kinds[] = {
        { "pdf", DOCUMENT_PAGES },   { "pptx", DOCUMENT_SLIDES },
        { "ppt", DOCUMENT_SLIDES },  { "odp", DOCUMENT_SLIDES },
        { "xlsx", DOCUMENT_SHEETS }, { "ods", DOCUMENT_SHEETS },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].format, format) == 0)
            return kinds[i].kind;
    return DOCUMENT_PARTS;
}

/* "page iv", "slide 17 (hidden)", "sheet Budget", "Introduction", "part 3" */
static const char *
place(const struct document *document, const struct wire_unit *unit, struct arena *arena)
{
    static const char *const words[] = { "page", "slide", "sheet", "part" };
    const char *word = words[document->kind];
    const char *hidden = (unit->flags & WIRE_UNIT_HIDDEN) != 0 ? " (hidden)" : "";
    if (document->kind == DOCUMENT_PARTS && unit->section[0] != '\0')
        return arena_copy(arena, unit->section);
    if (unit->label[0] != '\0' && document->kind == DOCUMENT_PARTS)
        return arena_copy(arena, unit->label);
    if (unit->label[0] != '\0')
        return arena_format(arena, "%s %s%s", word, unit->label, hidden);
    return arena_format(arena, "%s %lld%s", word, (long long)unit->number, hidden);
}

const char *
document_locator(const struct document *document, const struct wire_unit *unit,
                 struct arena *arena)
{
    const char *where = place(document, unit, arena);
    bool whole = document->kind == DOCUMENT_PARTS && unit->section[0] == '\0';
    switch (unit->part) {
    case WIRE_PART_BODY: return where;
    case WIRE_PART_NOTES:
        return whole ? "notes" : arena_format(arena, "notes of %s", where);
    case WIRE_PART_COMMENTS:
        return whole ? "comments" : arena_format(arena, "comments on %s", where);
    }
    return where;
}
