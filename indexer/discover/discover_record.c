/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines as a reader of a page sees them, to the fields of one publication. */
#include "discover_record.h"

#include "fetch/url.h"

#include <string.h>

enum {
    FIELD_NAME_BYTES = 48,
    NAME_BYTES = 160,      /* of one organisation or topic; longer is a sentence */
    PARAGRAPHS_MOST = 200, /* a page of prose is no description */
    FILES_MOST = 1000,     /* as in a catalogue */
    NAMES_MOST = 100,
    ENTRIES_MOST = 50000
};

struct field_name {
    const char *name; /* as discover_key gives it */
    enum discover_field field;
};

static const struct field_name field_names[] = {
    { "publishedin", DISCOVER_YEAR },
    { "published", DISCOVER_YEAR },
    { "publishedon", DISCOVER_YEAR },
    { "publicationdate", DISCOVER_YEAR },
    { "dateofpublication", DISCOVER_YEAR },
    { "publicationyear", DISCOVER_YEAR },
    { "yearofpublication", DISCOVER_YEAR },
    { "year", DISCOVER_YEAR },
    { "date", DISCOVER_YEAR },
    { "releasedate", DISCOVER_YEAR },
    { "erschienen", DISCOVER_YEAR },
    { "anulpublicarii", DISCOVER_YEAR },
    { "organizations", DISCOVER_ORGANISATIONS },
    { "organisations", DISCOVER_ORGANISATIONS },
    { "organization", DISCOVER_ORGANISATIONS },
    { "organisation", DISCOVER_ORGANISATIONS },
    { "publisher", DISCOVER_ORGANISATIONS },
    { "publishers", DISCOVER_ORGANISATIONS },
    { "publishedby", DISCOVER_ORGANISATIONS },
    { "partners", DISCOVER_ORGANISATIONS },
    { "herausgeber", DISCOVER_ORGANISATIONS },
    { "language", DISCOVER_LANGUAGE },
    { "languages", DISCOVER_LANGUAGE },
    { "sprache", DISCOVER_LANGUAGE },
    { "langue", DISCOVER_LANGUAGE },
    { "limba", DISCOVER_LANGUAGE },
    { "contact", DISCOVER_CONTACT },
    { "contacts", DISCOVER_CONTACT },
    { "contactperson", DISCOVER_CONTACT },
    { "topic", DISCOVER_TOPICS },
    { "topics", DISCOVER_TOPICS },
    { "tags", DISCOVER_TOPICS },
    { "keywords", DISCOVER_TOPICS },
    { "subject", DISCOVER_TOPICS },
    { "subjects", DISCOVER_TOPICS },
    { "themes", DISCOVER_TOPICS },
    { "author", DISCOVER_IGNORED },
    { "authors", DISCOVER_IGNORED },
    { "isbn", DISCOVER_IGNORED },
    { "doi", DISCOVER_IGNORED },
    { "pages", DISCOVER_IGNORED },
    { "filesize", DISCOVER_IGNORED },
    { "country", DISCOVER_IGNORED },
    { "countries", DISCOVER_IGNORED },
    { NULL, DISCOVER_NONE },
};

void
discover_record_start(struct discover_record *record, struct arena *arena)
{
    *record = (struct discover_record) { .arena = arena };
    struct discover_entry *entry = &record->entry;
    entry->id = entry->title = entry->page = entry->contact = entry->lang = "";
    entry->about = "";
}

/* ---- values ---- */

static bool
has_text(const struct discover_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i], text) == 0)
            return true;
    return false;
}

/* "ISSA, UNICEF ECARO", "A; B": names, without what hangs on them. */
static void
add_names(struct discover_record *record, struct discover_texts *names, const char *value)
{
    const char *marks = strchr(value, ';') != NULL ? ";|" : ",|";
    while (*value != '\0') {
        size_t length = strcspn(value, marks);
        const char *name = discover_clean(record->arena, value, length);
        if (name[0] != '\0' && strlen(name) <= NAME_BYTES && names->count < NAMES_MOST &&
            !has_text(names, name))
            discover_texts_add(record->arena, names, name);
        value += length + (value[length] != '\0');
    }
}

/* "Ayca Alayli, aalayli@issa.nl" is "Ayca Alayli <aalayli@issa.nl>". */
static const char *
contact_of(struct arena *arena, const char *value)
{
    const char *at = strchr(value, '@');
    if (at == NULL || strchr(value, '<') != NULL)
        return value;
    size_t start = (size_t)(at - value), end = strlen(value);
    while (start > 0 && strchr(" ,;()", value[start - 1]) == NULL)
        start--;
    size_t length = strcspn(value + start, " ,;()");
    size_t name = start;
    while (name > 0 && strchr(" ,;(:", value[name - 1]) != NULL)
        name--;
    if (name == 0 || start + length < end)
        return value;
    return arena_format(arena, "%.*s <%.*s>", (int)name, value, (int)length,
                        value + start);
}

/* Several languages are those of the files, not of the publication. */
static const char *
language_of(struct arena *arena, const char *value)
{
    return strpbrk(value, ",;/|") != NULL ? "" : discover_lang(arena, value);
}

void
discover_record_field(struct discover_record *record, enum discover_field field,
                      const char *value)
{
    struct discover_entry *entry = &record->entry;
    switch (field) {
    case DISCOVER_YEAR:
        if (entry->year == 0)
            entry->year = discover_year(value);
        break;
    case DISCOVER_ORGANISATIONS: add_names(record, &entry->organisations, value); break;
    case DISCOVER_TOPICS: add_names(record, &entry->topics, value); break;
    case DISCOVER_LANGUAGE:
        if (entry->lang[0] == '\0')
            entry->lang = language_of(record->arena, value);
        break;
    case DISCOVER_CONTACT:
        if (entry->contact[0] == '\0')
            entry->contact = contact_of(record->arena, value);
        break;
    case DISCOVER_NONE:
    case DISCOVER_IGNORED: break;
    }
}

/* ---- lines ---- */

static enum discover_field
field_named(struct arena *arena, const char *name, size_t length)
{
    const char *key = discover_key(arena, arena_text(arena, name, length));
    for (const struct field_name *row = field_names; row->name != NULL; row++)
        if (strcmp(row->name, key) == 0)
            return row->field;
    return DISCOVER_NONE;
}

static bool
is_list(enum discover_field field)
{
    return field == DISCOVER_ORGANISATIONS || field == DISCOVER_TOPICS;
}

/* "Published in: 2026" and "Published in:" alone; the value may stand on the next line. */
static bool
read_field(struct discover_record *record, const char *text)
{
    const char *colon = strchr(text, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - text);
    if (length == 0 || length > FIELD_NAME_BYTES)
        return false;
    enum discover_field field = field_named(record->arena, text, length);
    if (field == DISCOVER_NONE)
        return false;
    colon++;
    colon += strspn(colon, " ");
    record->ended = true;
    record->field = *colon == '\0' ? field : DISCOVER_NONE;
    if (*colon != '\0')
        discover_record_field(record, field, colon);
    return true;
}

void
discover_record_line(struct discover_record *record, const char *text)
{
    struct discover_entry *entry = &record->entry;
    if (text[0] == '\0' || read_field(record, text))
        return;
    if (record->field != DISCOVER_NONE) {
        discover_record_field(record, record->field, text);
        if (!is_list(record->field) || strlen(text) > NAME_BYTES)
            record->field = DISCOVER_NONE;
    } else if (discover_is_more(record->arena, text)) {
        record->ended = true;
    } else if (entry->paragraphs.count < PARAGRAPHS_MOST) {
        discover_texts_add(record->arena, &entry->paragraphs, text);
    }
}

void
discover_record_file(struct discover_record *record, const char *url, const char *label,
                     const char *lang)
{
    struct discover_entry *entry = &record->entry;
    record->field = DISCOVER_NONE;
    url = url_document(record->arena, url);
    for (size_t i = 0; i < entry->file_count; i++)
        if (strcmp(entry->files[i].url, url) == 0)
            return;
    if (entry->file_count >= FILES_MOST)
        return;
    arena_grow(record->arena, &entry->files, &entry->file_capacity, entry->file_count + 1,
               sizeof *entry->files);
    entry->files[entry->file_count++] = (struct discover_file) {
        .url = url,
        .label = label,
        .part = "",
        .lang = lang[0] != '\0' ? lang : discover_label_lang(record->arena, label)
    };
}

static bool
is_publication(const struct discover_record *record)
{
    const struct discover_entry *entry = &record->entry;
    return entry->title[0] != '\0' &&
           (entry->file_count > 0 || entry->paragraphs.count > 0 || record->ended);
}

void
discover_add(struct discovery *discovery, const struct discover_record *record)
{
    if (!is_publication(record) || discovery->count >= ENTRIES_MOST)
        return;
    arena_grow(discovery->arena, &discovery->entries, &discovery->capacity,
               discovery->count + 1, sizeof *discovery->entries);
    discovery->entries[discovery->count++] = record->entry;
}
