/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the reader by content, and makes one list of what all pages gave. */
#include "discover_tidy.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "fetch/url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAMES_MOST = 100 };

struct finishing {
    struct discovery *discovery;
    struct arena *arena;
    struct discover_aliases aliases;
    const char **table; /* open hash set of texts; its size is a power of two */
    size_t *values;
    size_t room;
};

void
discover_start(struct discovery *discovery, struct arena *arena)
{
    *discovery = (struct discovery) { .arena = arena };
}

/* ---- what it is ---- */

static bool
begins(const char *bytes, size_t length, const char *with)
{
    return length >= strlen(with) && strncasecmp(bytes, with, strlen(with)) == 0;
}

static bool
holds(const char *bytes, size_t length, const char *what)
{
    size_t size = strlen(what);
    length = length < 4096 ? length : 4096;
    for (size_t i = 0; i + size <= length; i++)
        if (strncasecmp(bytes + i, what, size) == 0)
            return true;
    return false;
}

bool
discover_read(struct discovery *discovery, const char *bytes, size_t length,
              const char *address, struct error *err)
{
    size_t before = discovery->count + discovery->more.count;
    if (begins(bytes, length, "\xEF\xBB\xBF")) {
        bytes += 3;
        length -= 3;
    }
    while (length > 0 && strchr(" \t\r\n", *bytes) != NULL && *bytes != '\0') {
        bytes++;
        length--;
    }
    if (length == 0)
        return error_set(err, ERROR_INPUT, "there is nothing in it");
    if (memchr(bytes, '\0', length < 4096 ? length : 4096) != NULL)
        return error_set(err, ERROR_INPUT,
                         "it is no page, listing or feed\nhint: a document itself is "
                         "indexed by naming it: stepwell-index update FILE");
    bool html = begins(bytes, length, "<!doctype html") ||
                holds(bytes, length, "<html") || holds(bytes, length, "<body") ||
                holds(bytes, length, "<head>");
    if (!html && bytes[0] == '<' && discover_feed(discovery, bytes, length, address))
        return true;
    if (html || (bytes[0] == '<' && holds(bytes, length, "</")))
        discover_html(discovery, bytes, length, address);
    else
        discover_saved(discovery, bytes, length, address);
    return discovery->count + discovery->more.count > before ||
           error_set(err, ERROR_INPUT,
                     "no publication was found on it\nhint: name a page with links to "
                     "documents, a sitemap, a feed or an OAI-PMH address");
}

/* ---- a set of texts with numbers ---- */

static size_t
slot_of(const struct finishing *finishing, const char *text)
{
    size_t at = hash_text(text) & (finishing->room - 1);
    while (finishing->table[at] != NULL && strcmp(finishing->table[at], text) != 0)
        at = (at + 1) & (finishing->room - 1);
    return at;
}

static void
make_table(struct finishing *finishing, size_t most)
{
    finishing->room = 64;
    while (finishing->room < 3 * most)
        finishing->room *= 2;
    finishing->table =
        arena_alloc(finishing->arena, finishing->room, sizeof *finishing->table);
    finishing->values =
        arena_alloc(finishing->arena, finishing->room, sizeof *finishing->values);
}

/* True when it was there; *value is the number it came with. */
static bool
put(struct finishing *finishing, const char *text, size_t *value)
{
    size_t at = slot_of(finishing, text);
    if (finishing->table[at] != NULL) {
        *value = finishing->values[at];
        return true;
    }
    finishing->table[at] = text;
    finishing->values[at] = *value;
    return false;
}

/* ---- entries of one work ---- */

static void
merge_texts(struct arena *arena, struct discover_texts *into,
            const struct discover_texts *from)
{
    for (size_t i = 0; i < from->count; i++) {
        bool there = false;
        for (size_t k = 0; k < into->count && !there; k++)
            there = strcmp(into->items[k], from->items[i]) == 0;
        if (!there && into->count < NAMES_MOST)
            discover_texts_add(arena, into, from->items[i]);
    }
}

static void
merge(struct arena *arena, struct discover_entry *into, const struct discover_entry *from)
{
    struct discover_record record = { .arena = arena, .entry = *into };
    for (size_t i = 0; i < from->file_count; i++)
        discover_record_file(&record, from->files[i].url, from->files[i].label,
                             from->files[i].lang);
    *into = record.entry;
    merge_texts(arena, &into->organisations, &from->organisations);
    merge_texts(arena, &into->topics, &from->topics);
    if (into->paragraphs.count == 0)
        into->paragraphs = from->paragraphs;
    if (into->year == 0)
        into->year = from->year;
    if (into->contact[0] == '\0')
        into->contact = from->contact;
    if (into->page[0] == '\0')
        into->page = from->page;
    if (into->lang[0] == '\0')
        into->lang = from->lang;
}

/* The same title is the same work, unless the years say otherwise. */
static void
merge_entries(struct finishing *finishing)
{
    struct discovery *discovery = finishing->discovery;
    size_t count = 0;
    make_table(finishing, 2 * discovery->count);
    for (size_t i = 0; i < discovery->count; i++) {
        struct discover_entry *entry = &discovery->entries[i];
        const char *key = discover_key(finishing->arena, entry->title);
        size_t at = count, dated = count;
        if (put(finishing, key, &at) && discovery->entries[at].year != 0 &&
            entry->year != 0 && discovery->entries[at].year != entry->year) {
            key = arena_format(finishing->arena, "%s %d", key, entry->year);
            at = put(finishing, key, &dated) ? dated : count;
        }
        if (at < count)
            merge(finishing->arena, &discovery->entries[at], entry);
        else
            discovery->entries[count++] = *entry;
    }
    discovery->count = count;
}

/* ---- the catalogue ---- */

static void
learn_spellings(struct finishing *finishing, const struct library *catalogue)
{
    struct discovery *discovery = finishing->discovery;
    for (size_t i = 0; i < discovery->count; i++)
        for (size_t p = 0; p < discovery->entries[i].paragraphs.count; p++)
            discover_aliases_learn(&finishing->aliases, finishing->arena,
                                   discovery->entries[i].paragraphs.items[p]);
    for (size_t i = 0; catalogue != NULL && i < catalogue->count; i++)
        discover_aliases_learn(&finishing->aliases, finishing->arena,
                               catalogue->entries[i].publication.about);
}

/* The entry of the catalogue that lists a file of this one, or has its title; else NULL. */
static const struct library_entry *
find_known(struct finishing *finishing, const struct library *catalogue,
           const struct discover_entry *entry)
{
    for (size_t i = 0; i < entry->file_count; i++) {
        const char *url = url_normalise(finishing->arena, entry->files[i].url);
        size_t slot = slot_of(finishing, url_document(finishing->arena, url));
        if (finishing->table[slot] != NULL)
            return &catalogue->entries[finishing->values[slot]];
    }
    const char *key = arena_format(finishing->arena, "=%s",
                                   discover_key(finishing->arena, entry->title));
    size_t slot = slot_of(finishing, key);
    if (finishing->table[slot] == NULL)
        return NULL;
    const struct library_entry *known = &catalogue->entries[finishing->values[slot]];
    return known->publication.year == 0 || entry->year == 0 ||
                   known->publication.year == entry->year
               ? known
               : NULL;
}

static void
fill_known(struct finishing *finishing, const struct library *catalogue)
{
    make_table(finishing, 2 * (catalogue->count + catalogue->file_count));
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct library_entry *entry = &catalogue->entries[i];
        size_t value = i;
        put(finishing,
            arena_format(finishing->arena, "=%s",
                         discover_key(finishing->arena, entry->publication.title)),
            &value);
        for (size_t f = 0; f < entry->file_count; f++) {
            value = i;
            put(finishing,
                url_document(finishing->arena,
                             url_normalise(finishing->arena, entry->files[f].file.url)),
                &value);
        }
    }
}

/* What a person wrote stays; that the page has more is said. */
static void
note_new_files(struct finishing *finishing, const struct library_entry *known,
               const struct discover_entry *entry)
{
    for (size_t i = 0; i < entry->file_count; i++) {
        const char *url = url_normalise(finishing->arena, entry->files[i].url);
        size_t slot = slot_of(finishing, url_document(finishing->arena, url));
        if (finishing->table[slot] == NULL)
            discover_texts_add(
                finishing->arena, &finishing->discovery->notes,
                arena_format(finishing->arena,
                             "the catalogue's '%s' does not list this file: %s",
                             known->publication.key, url));
    }
}

static void
mark_known(struct finishing *finishing, const struct library *catalogue)
{
    struct discovery *discovery = finishing->discovery;
    fill_known(finishing, catalogue);
    for (size_t i = 0; i < discovery->count; i++) {
        struct discover_entry *entry = &discovery->entries[i];
        const struct library_entry *known = find_known(finishing, catalogue, entry);
        entry->known = known != NULL;
        if (known != NULL)
            note_new_files(finishing, known, entry);
    }
}

/* ---- ids ---- */

static const char *
free_id(struct finishing *finishing, const struct discover_entry *entry)
{
    const char *slug = discover_slug(finishing->arena, entry->title), *id = slug;
    size_t ignored = 0;
    if (entry->year != 0 && finishing->table[slot_of(finishing, id)] != NULL)
        id = arena_format(finishing->arena, "%s-%d", slug, entry->year);
    for (size_t number = 2; put(finishing, id, &ignored); number++)
        id = arena_format(finishing->arena, "%s-%zu", slug, number);
    return id;
}

static void
give_ids(struct finishing *finishing, const struct library *catalogue)
{
    struct discovery *discovery = finishing->discovery;
    size_t taken = catalogue == NULL ? 0 : catalogue->count, ignored = 0;
    make_table(finishing, taken + discovery->count);
    for (size_t i = 0; i < taken; i++)
        put(finishing, catalogue->entries[i].publication.key, &ignored);
    for (size_t i = 0; i < discovery->count; i++)
        if (!discovery->entries[i].known)
            discovery->entries[i].id = free_id(finishing, &discovery->entries[i]);
}

void
discover_finish(struct discovery *discovery, const struct library *catalogue)
{
    struct finishing finishing = { .discovery = discovery, .arena = discovery->arena };
    merge_entries(&finishing);
    learn_spellings(&finishing, catalogue);
    for (size_t i = 0; i < discovery->count; i++) {
        struct discover_entry *entry = &discovery->entries[i];
        discover_describe(entry, discovery->arena);
        discover_unify(&finishing.aliases, discovery->arena, &entry->organisations);
        discover_pair(entry, discovery->arena);
    }
    if (catalogue != NULL)
        mark_known(&finishing, catalogue);
    give_ids(&finishing, catalogue);
}
