/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The publications of a catalogue, and the library around them. */
#include "catalogue_keys.h"

#include "base/hash.h"

#include <string.h>

enum { ID_BYTES = 200 };

/* ---- publications ---- */

struct entry_values {
    const char *id, *title, *kind, *lang, *page, *contact, *about, *base;
    const char *translation_of;
    int year;
    struct catalogue_texts organisations, topics;
};

static const struct catalogue_key entry_keys[] = {
    { "id", catalogue_text, offsetof(struct entry_values, id) },
    { "title", catalogue_text, offsetof(struct entry_values, title) },
    { "year", catalogue_year, offsetof(struct entry_values, year) },
    { "organisations", catalogue_list, offsetof(struct entry_values, organisations) },
    { "kind", catalogue_text, offsetof(struct entry_values, kind) },
    { "lang", catalogue_lang, offsetof(struct entry_values, lang) },
    { "page", catalogue_text, offsetof(struct entry_values, page) },
    { "contact", catalogue_text, offsetof(struct entry_values, contact) },
    { "about", catalogue_text, offsetof(struct entry_values, about) },
    { "translation-of", catalogue_text, offsetof(struct entry_values, translation_of) },
    { "topics", catalogue_list, offsetof(struct entry_values, topics) },
    { "base", catalogue_text, offsetof(struct entry_values, base) },
    { "files", NULL, 0 }, /* read after base, wherever that stands */
    { NULL, NULL, 0 },
};

/* False when the set holds it already. */
static bool
add_id(struct catalogue_parsing *parsing, const char *id)
{
    size_t at = hash_text(id) & (parsing->id_room - 1);
    for (; parsing->ids[at] != NULL; at = (at + 1) & (parsing->id_room - 1))
        if (strcmp(parsing->ids[at], id) == 0)
            return false;
    parsing->ids[at] = id;
    return true;
}

static bool
has_id(const struct catalogue_parsing *parsing, const char *id)
{
    size_t at = hash_text(id) & (parsing->id_room - 1);
    while (parsing->ids[at] != NULL && strcmp(parsing->ids[at], id) != 0)
        at = (at + 1) & (parsing->id_room - 1);
    return parsing->ids[at] != NULL;
}

static bool
is_good_id(const char *id)
{
    size_t length = strlen(id);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)id[i] <= ' ' || id[i] == 127)
            return false;
    return length > 0 && length <= ID_BYTES;
}

static bool
check_entry(struct catalogue_parsing *parsing, const struct yaml_node *node,
            const struct entry_values *values)
{
    size_t before = parsing->mistakes;
    if (values->id[0] == '\0')
        catalogue_complain(
            parsing, true, node->line,
            "this publication has no id; write id: a-short-name-that-never-changes");
    else if (!is_good_id(values->id))
        catalogue_complain(
            parsing, true, node->line,
            "'%.60s' cannot be an id: no blanks, at most %d letters; write for instance "
            "id: home-visiting-package",
            values->id, ID_BYTES);
    else if (!add_id(parsing, values->id))
        catalogue_complain(parsing, true, node->line,
                           "the id '%s' is used twice; choose another", values->id);
    if (values->title[0] == '\0')
        catalogue_complain(
            parsing, true, node->line, "publication '%.60s' has no title; %s", values->id,
            parsing->table ? "fill in the column title" : "write title: …");
    return parsing->mistakes == before;
}

static void
fill_entry(struct catalogue_parsing *parsing, const struct yaml_node *node,
           const struct entry_values *values)
{
    struct library_entry *entry = library_add(parsing->library);
    struct publication *publication = &entry->publication;
    publication->key = values->id;
    publication->title = values->title;
    publication->about = values->about;
    publication->kind = values->kind;
    publication->lang = values->lang;
    publication->page = values->page;
    publication->contact = values->contact;
    publication->translation_of = values->translation_of;
    publication->year = values->year;
    publication->organisations = values->organisations.items;
    publication->organisation_count = values->organisations.count;
    publication->topics = values->topics.items;
    publication->topic_count = values->topics.count;
    const struct yaml_node *files = catalogue_child(node, "files");
    if (files != NULL)
        catalogue_files_read(parsing, files, values->base, entry);
}

static void
read_entry(struct catalogue_parsing *parsing, const struct yaml_node *node)
{
    struct entry_values values = { "", "", "", "", "",          "",
                                   "", "", "", 0,  { NULL, 0 }, { NULL, 0 } };
    if (node->kind != YAML_MAP) {
        catalogue_complain(
            parsing, true, node->line,
            "a publication begins with '- id: …', with its other keys below, indented "
            "alike");
        return;
    }
    catalogue_keys_read(parsing, entry_keys, node, &values);
    if (check_entry(parsing, node, &values))
        fill_entry(parsing, node, &values);
}

/* Once all ids are known. */
static void
check_original(struct catalogue_parsing *parsing, const struct yaml_node *entry)
{
    const struct yaml_node *node =
        entry->kind == YAML_MAP ? catalogue_child(entry, "translation-of") : NULL;
    if (node != NULL && node->kind == YAML_SCALAR && !catalogue_is_null(node) &&
        !has_id(parsing, node->text))
        catalogue_complain(parsing, false, node->line,
                           "'translation-of' names '%.60s', which is no id of this "
                           "catalogue; write the id of the original",
                           node->text);
}

/* ---- the whole ---- */

static const struct catalogue_key library_keys[] = {
    { "name", catalogue_text, offsetof(struct library, name) },
    { "home", catalogue_text, offsetof(struct library, home) },
    { NULL, NULL, 0 },
};

static const struct catalogue_key root_keys[] = {
    { "library", NULL, 0 },
    { "publications", NULL, 0 },
    { NULL, NULL, 0 },
};

static void
read_publications(struct catalogue_parsing *parsing, const struct yaml_node *list)
{
    if (catalogue_is_null(list))
        return;
    if (list->kind != YAML_LIST) {
        catalogue_complain(parsing, true, list->line,
                           "'publications' must be a list; begin each with '- id: …'");
        return;
    }
    size_t count = 0;
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
        count++;
    parsing->id_room = 16;
    while (parsing->id_room < 2 * count)
        parsing->id_room *= 2;
    parsing->ids = arena_alloc(parsing->arena, parsing->id_room, sizeof *parsing->ids);
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
        read_entry(parsing, node);
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
        check_original(parsing, node);
}

void
catalogue_root_read(struct catalogue_parsing *parsing, const struct yaml_node *root)
{
    if (root->kind != YAML_MAP) {
        catalogue_complain(parsing, true, root->line,
                           "no 'publications:' here; see stepwell-catalogue(5)");
        return;
    }
    catalogue_keys_read(parsing, root_keys, root, NULL);
    const struct yaml_node *about = catalogue_child(root, "library");
    if (about != NULL && about->kind == YAML_MAP)
        catalogue_keys_read(parsing, library_keys, about, parsing->library);
    else if (about != NULL && !catalogue_is_null(about))
        catalogue_complain(
            parsing, true, about->line,
            "'library' must be a map; write name: and home: below it, indented");
    const struct yaml_node *list = catalogue_child(root, "publications");
    if (list == NULL)
        catalogue_complain(parsing, true, root->line, "no 'publications:' here");
    else
        read_publications(parsing, list);
}
