/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What documents of XML parts share; and of OOXML, relationships between parts and document
 * properties (ECMA-376-2). */
#include "ooxml.h"

#include "base/limits.h"
#include "extract/metadata.h"

#include <string.h>

enum { NOTES_HELD = 100 };

bool
ooxml_open_other(const struct input *input, const struct sink *sink, const char *main,
                 struct ooxml *ooxml, struct format_failure *failure)
{
    *ooxml = (struct ooxml) { .sink = sink, .main = main };
    if (!package_open(input, &ooxml->package, failure))
        return false;
    ooxml->arena = arena_new();
    return true;
}

bool
ooxml_open(const struct input *input, const struct sink *sink, struct ooxml *ooxml,
           struct format_failure *failure)
{
    if (!ooxml_open_other(input, sink, NULL, ooxml, failure))
        return false;
    ooxml->main = ooxml_main_part(ooxml);
    if (ooxml->main)
        return true;
    ooxml_close(ooxml);
    return format_fail(failure, WIRE_REASON_NOT_A_DOCUMENT,
                       "a ZIP archive without an Office document in it");
}

void
ooxml_close(struct ooxml *ooxml)
{
    package_close(ooxml->package);
    arena_free(ooxml->arena);
}

/* No note may come before the document it is about. */
void
ooxml_note(struct ooxml *ooxml, enum wire_reason reason, const char *text)
{
    struct wire_note note = { reason, ooxml->page, text };
    if (ooxml->released) {
        ooxml->sink->note(ooxml->sink->context, &note);
        return;
    }
    if (ooxml->held_count >= NOTES_HELD)
        return;
    note.text = arena_copy(ooxml->arena, text);
    arena_grow(ooxml->arena, &ooxml->held, &ooxml->held_capacity, ooxml->held_count + 1,
               sizeof note);
    ooxml->held[ooxml->held_count++] = note;
}

void
ooxml_release_notes(struct ooxml *ooxml)
{
    ooxml->released = true;
    for (size_t i = 0; i < ooxml->held_count; i++)
        ooxml->sink->note(ooxml->sink->context, &ooxml->held[i]);
    ooxml->held_count = 0;
}

static bool
is_main(const struct ooxml *ooxml, const char *name)
{
    return ooxml->main && strcmp(ooxml->main, name) == 0;
}

/* A damaged part is parsed as far as it goes; a bomb is not parsed at all. */
bool
ooxml_read_part(struct ooxml *ooxml, const char *name, const struct markup_reader *reader)
{
    int64_t part = package_find(ooxml->package, name);
    char shown[PACKAGE_SHOWN_BYTES];
    if (part == PACKAGE_ABSENT)
        return format_fail(&ooxml->failure, WIRE_REASON_DAMAGED,
                           "part '%s' is missing; save the document anew",
                           package_shown(shown, name));
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES);
    struct markup_result result = { false, false };
    bool whole = package_read(ooxml->package, part, &bytes, &ooxml->failure);
    bool usable =
        whole || (ooxml->failure.reason == WIRE_REASON_DAMAGED && bytes.length > 0);
    if (!whole && (usable || !is_main(ooxml, name)))
        ooxml_note(ooxml, ooxml->failure.reason, ooxml->failure.err.text);
    if (usable)
        markup_read_xml(reader, bytes.data, bytes.length, &result);
    if (result.too_deep)
        ooxml_note(ooxml, WIRE_REASON_TOO_DEEP,
                   "nested too deeply; the rest is left out");
    else if (whole && result.damaged)
        ooxml_note(ooxml, WIRE_REASON_DAMAGED,
                   "damaged inside; some text may be missing");
    buf_free(&bytes);
    return usable;
}

/* ---- relationships ---- */

struct relation_reading {
    struct ooxml *ooxml;
    struct ooxml_relations *relations;
    const char *part; /* that they belong to */
};

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes %20 and cuts a fragment, in place. */
static void
decode_target(char *target)
{
    char *to = target;
    for (const char *from = target; *from && *from != '#'; from++) {
        int high = from[0] == '%' ? hex_digit(from[1]) : -1;
        int low = high >= 0 ? hex_digit(from[2]) : -1;
        if (low >= 0 && high + low > 0) {
            *to++ = (char)(high * 16 + low);
            from += 2;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

/* Removes "x/../" and "./", in place: the names stay inside the package whatever they say. */
static void
remove_dots(char *path)
{
    char *to = path;
    for (const char *from = path; *from;) {
        size_t length = strcspn(from, "/");
        bool up = length == 2 && from[0] == '.' && from[1] == '.';
        bool here = length == 0 || (length == 1 && from[0] == '.');
        if (up && to > path) {
            for (to--; to > path && to[-1] != '/';)
                to--;
        } else if (!up && !here) {
            memmove(to, from, length);
            to += length;
            if (from[length] == '/')
                *to++ = '/';
        }
        from += length + (from[length] == '/');
    }
    *to = '\0';
}

const char *
ooxml_resolve(struct arena *arena, const char *part, struct markup_text target)
{
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash + 1 - part) : 0, length = (int)target.length;
    if (length > 0 && target.text[0] == '/')
        folder = 0;
    char *path = arena_format(arena, "%.*s%.*s", folder, part, length, target.text);
    decode_target(path);
    remove_dots(path);
    return path;
}

static const char *
last_segment(struct arena *arena, struct markup_text type)
{
    const char *slash = type.length > 0 ? memrchr(type.text, '/', type.length) : NULL;
    const char *start = slash ? slash + 1 : type.text;
    return arena_text(arena, start, (size_t)(type.text + type.length - start));
}

static enum markup_step
start_relation(void *context, int tag, const struct markup_element *element)
{
    struct relation_reading *reading = context;
    struct arena *arena = reading->ooxml->arena;
    struct ooxml_relations *relations = reading->relations;
    struct markup_text id = markup_attribute(element, NULL, "Id");
    struct markup_text type = markup_attribute(element, NULL, "Type");
    struct markup_text target = markup_attribute(element, NULL, "Target");
    if (tag == 0 || !id.text || !type.text || !target.text ||
        target.length > LIMIT_METADATA_BYTES || relations->count >= LIMIT_PACKAGE_ENTRIES)
        return MARKUP_ENTER;
    arena_grow(arena, &relations->items, &relations->capacity, relations->count + 1,
               sizeof *relations->items);
    struct ooxml_relation *relation = &relations->items[relations->count++];
    relation->id = arena_text(arena, id.text, id.length);
    relation->type = last_segment(arena, type);
    relation->external =
        markup_text_is(markup_attribute(element, NULL, "TargetMode"), "External");
    relation->target = relation->external ? arena_text(arena, target.text, target.length)
                                          : ooxml_resolve(arena, reading->part, target);
    return MARKUP_ENTER;
}

static void
end_nothing(void *context, int tag)
{
    (void)context, (void)tag;
}

static void
text_nothing(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

void
ooxml_read_relations(struct ooxml *ooxml, const char *part,
                     struct ooxml_relations *relations)
{
    static const struct markup_word words[] = { { "Relationship", 1 } };
    const char *slash = strrchr(part, '/');
    const char *base = slash ? slash + 1 : part;
    struct relation_reading reading = { ooxml, relations, part };
    struct markup_reader reader = { words,        1,       start_relation, end_nothing,
                                    text_nothing, &reading };
    *relations = (struct ooxml_relations) { NULL, 0, 0 };
    const char *name =
        arena_format(ooxml->arena, "%.*s_rels/%s.rels", (int)(base - part), part, base);
    if (package_find(ooxml->package, name) != PACKAGE_ABSENT)
        ooxml_read_part(ooxml, name, &reader);
}

const struct ooxml_relation *
ooxml_relation_by_id(const struct ooxml_relations *relations, struct markup_text id)
{
    for (size_t i = 0; id.text && i < relations->count; i++)
        if (markup_text_is(id, relations->items[i].id))
            return &relations->items[i];
    return NULL;
}

const struct ooxml_relation *
ooxml_relation_of_type(const struct ooxml_relations *relations, const char *type,
                       const struct ooxml_relation *after)
{
    for (size_t i = after ? (size_t)(after - relations->items) + 1 : 0;
         i < relations->count; i++)
        if (strcmp(relations->items[i].type, type) == 0)
            return &relations->items[i];
    return NULL;
}

const char *
ooxml_main_part(struct ooxml *ooxml)
{
    static const char *const usual[] = { "word/document.xml", "ppt/presentation.xml",
                                         "xl/workbook.xml" };
    struct ooxml_relations relations = { NULL, 0, 0 };
    ooxml_read_relations(ooxml, "", &relations);
    const struct ooxml_relation *found =
        ooxml_relation_of_type(&relations, "officeDocument", NULL);
    if (found && package_find(ooxml->package, found->target) != PACKAGE_ABSENT)
        return found->target;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (package_find(ooxml->package, usual[i]) != PACKAGE_ABSENT)
            return usual[i];
    return NULL;
}

/* ---- properties ---- */

struct property_reading {
    struct buf values[OOXML_PROPERTIES];
    int open;
};

/* Of elements that are repeated, all authors count and the first of anything else. */
static enum markup_step
start_property(void *context, int tag, const struct markup_element *element)
{
    struct property_reading *reading = context;
    (void)element;
    if (tag == 0)
        return MARKUP_ENTER;
    struct buf *value = &reading->values[tag];
    if (value->length > 0 && tag != OOXML_AUTHOR)
        return MARKUP_SKIP;
    if (value->length > 0)
        buf_add_text(value, ", ");
    reading->open = tag;
    return MARKUP_ENTER;
}

static void
end_property(void *context, int tag)
{
    struct property_reading *reading = context;
    (void)tag;
    reading->open = 0;
}

static void
text_property(void *context, const char *text, size_t length)
{
    struct property_reading *reading = context;
    if (reading->open != 0)
        buf_add(&reading->values[reading->open], text, length);
}

static const struct buf *
first_of(const struct property_reading *reading, enum ooxml_property one,
         enum ooxml_property other)
{
    return &reading->values[reading->values[one].length > 0 ? one : other];
}

static void
take_properties(const struct property_reading *reading, struct arena *arena,
                struct wire_document *document)
{
    const struct buf *title = &reading->values[OOXML_TITLE];
    const struct buf *lang = &reading->values[OOXML_LANGUAGE];
    const struct buf *author = first_of(reading, OOXML_AUTHOR, OOXML_AUTHOR_ELSE);
    document->title = metadata_text(arena, title->data, title->length);
    document->author = metadata_text(arena, author->data, author->length);
    document->lang = metadata_lang(arena, lang->data, lang->length);
    for (int i = OOXML_DATE; i <= OOXML_DATE_ELSE && document->year == 0; i++)
        document->year =
            metadata_year(reading->values[i].data, reading->values[i].length);
}

void
ooxml_read_properties_of(struct ooxml *ooxml, const char *part,
                         const struct markup_word *words, size_t count,
                         struct wire_document *document)
{
    struct property_reading reading = { .open = 0 };
    struct markup_reader reader = { words,        count,         start_property,
                                    end_property, text_property, &reading };
    for (size_t i = 0; i < OOXML_PROPERTIES; i++)
        reading.values[i] = (struct buf)BUF_INIT(LIMIT_METADATA_BYTES);
    if (package_find(ooxml->package, part) != PACKAGE_ABSENT)
        ooxml_read_part(ooxml, part, &reader);
    take_properties(&reading, ooxml->arena, document);
    for (size_t i = 0; i < OOXML_PROPERTIES; i++)
        buf_free(&reading.values[i]);
}

void
ooxml_read_properties(struct ooxml *ooxml, struct wire_document *document)
{
    static const struct markup_word words[] = {
        { "created", OOXML_DATE_ELSE }, { "creator", OOXML_AUTHOR },
        { "date", OOXML_DATE },         { "language", OOXML_LANGUAGE },
        { "title", OOXML_TITLE },
    };
    struct ooxml_relations relations = { NULL, 0, 0 };
    ooxml_read_relations(ooxml, "", &relations);
    const struct ooxml_relation *core =
        ooxml_relation_of_type(&relations, "core-properties", NULL);
    ooxml_read_properties_of(ooxml, core ? core->target : "docProps/core.xml", words,
                             sizeof words / sizeof *words, document);
}
