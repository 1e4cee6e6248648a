/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PowerPoint: slides in the order of the show, each with its notes and comments. */
#include "extract/format.h"

#include "base/limits.h"
#include "extract/metadata.h"
#include "extract/unit.h"
#include "ooxml.h"
#include "pptx_slide.h"

#include <string.h>

#define PPTX_MIME \
    "application/vnd.openxmlformats-officedocument.presentationml.presentation"

/* One entry of p:sldIdLst, in the order of the show. */
struct slide_entry {
    const char *id;   /* the number that sections refer to */
    const char *part; /* "" when the relationship is missing */
    const char *section;
};

struct deck {
    struct ooxml ooxml;
    struct ooxml_relations relations; /* of the presentation */
    struct slide_entry *slides;
    size_t count, capacity, sections;
    const char *section; /* while its list is read; NULL outside */
    struct pptx_footers footers;
    struct unit unit;
    bool gone;
};

/* ---- presentation.xml ---- */

enum { TAG_SECTION = 1, TAG_SLIDE_ID };

static void
add_slide(struct deck *deck, const char *id, const char *part)
{
    if (deck->count >= LIMIT_PAGES)
        return;
    arena_grow(deck->ooxml.arena, &deck->slides, &deck->capacity, deck->count + 1,
               sizeof *deck->slides);
    deck->slides[deck->count++] = (struct slide_entry) { id, part, "" };
}

/* Sections stand behind the list of slides and name them by number. They mostly keep its order,
 * so the search goes on where the last one ended. */
static void
put_into_section(struct deck *deck, struct markup_text id)
{
    static const size_t far =
        2000; /* decks beyond it do without: the search is quadratic */
    for (size_t i = 0; i < deck->count && deck->count <= far; i++)
        if (markup_text_is(id, deck->slides[i].id)) {
            deck->slides[i].section = deck->section;
            return;
        }
}

static enum markup_step
start_presentation(void *context, int tag, const struct markup_element *element)
{
    struct deck *deck = context;
    struct arena *arena = deck->ooxml.arena;
    struct markup_text id = markup_attribute(element, NULL, "id");
    if (tag == TAG_SECTION) {
        struct markup_text name = markup_attribute(element, NULL, "name");
        deck->section = metadata_text(arena, name.text ? name.text : "", name.length);
        deck->sections++;
    } else if (tag == TAG_SLIDE_ID && deck->section) {
        put_into_section(deck, id);
    } else if (tag == TAG_SLIDE_ID) {
        const struct ooxml_relation *relation = ooxml_relation_by_id(
            &deck->relations, markup_attribute(element, "relationships", "id"));
        bool known = relation && !relation->external;
        add_slide(deck, arena_text(arena, id.text ? id.text : "", id.length),
                  known ? relation->target : "");
    }
    return MARKUP_ENTER;
}

static void
end_presentation(void *context, int tag)
{
    struct deck *deck = context;
    if (tag == TAG_SECTION)
        deck->section = NULL;
}

static void
text_presentation(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

/* A list that cannot be read leaves the order of the relationships. */
static void
read_presentation(struct deck *deck)
{
    static const struct markup_word words[] = { { "section", TAG_SECTION },
                                                { "sldId", TAG_SLIDE_ID } };
    struct markup_reader reader = {
        words, 2, start_presentation, end_presentation, text_presentation, deck
    };
    ooxml_read_relations(&deck->ooxml, deck->ooxml.main, &deck->relations);
    ooxml_read_part(&deck->ooxml, deck->ooxml.main, &reader);
    if (deck->count > 0)
        return;
    const struct ooxml_relation *slide = NULL;
    while ((slide = ooxml_relation_of_type(&deck->relations, "slide", slide)))
        add_slide(deck, "", slide->external ? "" : slide->target);
}

/* ---- slides ---- */

/* One section alone is PowerPoint's "Default Section", whatever its language calls it. */
static void
send_part(struct deck *deck, const struct slide_entry *entry,
          const struct pptx_slide *slide)
{
    struct wire_unit wire = { .number = deck->ooxml.page,
                              .part = slide->part,
                              .flags = slide->flags };
    wire.label = wire.anchor = wire.lang = "";
    wire.section = deck->sections > 1 ? entry->section : "";
    if (!deck->gone && !unit_send(&deck->unit, &wire, deck->ooxml.sink))
        deck->gone = true;
    if (deck->unit.text.full) {
        struct wire_note note = { WIRE_REASON_TOO_LARGE, deck->ooxml.page,
                                  "too long; the rest of it is left out" };
        deck->ooxml.sink->note(deck->ooxml.sink->context, &note);
    }
    unit_reset(&deck->unit);
}

/* Notes or comments: a unit of their own, with the number of the slide. */
static void
read_attached(struct deck *deck, const struct slide_entry *entry,
              const struct ooxml_relations *relations, const char *type,
              enum wire_part part, uint32_t flags)
{
    const struct ooxml_relation *relation = NULL;
    struct pptx_slide attached = { part, relations, &deck->footers, &deck->unit, 0 };
    while ((relation = ooxml_relation_of_type(relations, type, relation)))
        if (!relation->external)
            pptx_slide_read(&deck->ooxml, relation->target, &attached);
    attached.flags = flags & WIRE_UNIT_HIDDEN;
    if (deck->unit.count > 0)
        send_part(deck, entry, &attached);
}

static bool
read_slide(struct deck *deck, const struct slide_entry *entry)
{
    struct ooxml_relations relations = { NULL, 0, 0 };
    if (entry->part[0] != '\0')
        ooxml_read_relations(&deck->ooxml, entry->part, &relations);
    struct pptx_slide slide = { WIRE_PART_BODY, &relations, &deck->footers, &deck->unit,
                                0 };
    bool read = pptx_slide_read(&deck->ooxml, entry->part, &slide);
    if (!read && package_find(deck->ooxml.package, entry->part) == PACKAGE_ABSENT) {
        struct wire_note note = { deck->ooxml.failure.reason, deck->ooxml.page,
                                  deck->ooxml.failure.err.text };
        deck->ooxml.sink->note(deck->ooxml.sink->context, &note);
    }
    if (read)
        send_part(deck, entry, &slide);
    read_attached(deck, entry, &relations, "notesSlide", WIRE_PART_NOTES, slide.flags);
    read_attached(deck, entry, &relations, "comments", WIRE_PART_COMMENTS, slide.flags);
    return read;
}

static bool
read_slides(struct deck *deck, struct format_failure *failure)
{
    size_t read = 0;
    for (size_t i = 0; i < deck->count && !deck->gone; i++) {
        deck->ooxml.page = (int64_t)i + 1;
        read += read_slide(deck, &deck->slides[i]);
    }
    if (read > 0 || deck->count == 0)
        return true;
    *failure = deck->ooxml.failure;
    return false;
}

static bool
send_document(struct deck *deck)
{
    struct wire_document document = { .format = "pptx",
                                      .mime = PPTX_MIME,
                                      .pages = (int64_t)deck->count };
    ooxml_read_properties(&deck->ooxml, &document);
    bool sent = deck->ooxml.sink->document(deck->ooxml.sink->context, &document);
    ooxml_release_notes(&deck->ooxml);
    return sent;
}

bool
format_pptx_extract(const struct input *input, const struct sink *sink,
                    struct format_failure *failure)
{
    struct deck deck = { .count = 0 };
    if (!ooxml_open(input, sink, &deck.ooxml, failure))
        return false;
    unit_open(&deck.unit);
    read_presentation(&deck);
    bool done = true;
    if (deck.count == 0 && deck.ooxml.failure.reason != WIRE_REASON_NONE) {
        *failure = deck.ooxml.failure;
        done = false;
    } else if (send_document(&deck)) {
        done = read_slides(&deck, failure);
    }
    unit_close(&deck.unit);
    ooxml_close(&deck.ooxml);
    return done;
}
