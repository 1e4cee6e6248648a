/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of the catalogue as tables of rows: what each may hold and where it goes. */
#include "catalogue.h"

#include "base/buf.h"
#include "base/hash.h"
#include "text/lang.h"
#include "yaml_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ID_BYTES = 200, FILES_OF_ENTRY = 1000, LIST_ITEMS = 1000 };

struct parsing {
    const struct catalogue_options *options;
    struct library *library;
    struct arena *arena;
    const char *folder;
    size_t mistakes;
    const char **ids; /* open hash set; its size is a power of two */
    size_t id_room;
};

static void ERROR_PRINTF(4, 5)
    complain(struct parsing *parsing, bool fatal, int line, const char *format, ...)
{
    char what[480];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    parsing->mistakes += fatal;
    if (parsing->options->complain != NULL)
        parsing->options->complain(parsing->options->context, fatal, line, what);
}

/* ---- values ---- */

/* What one key may hold; offset of where it goes in the struct that the table is for. */
struct key {
    const char *name;
    void (*read)(struct parsing *, const struct yaml_node *, void *target);
    size_t offset;
};

static bool
is_null(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && !node->quoted &&
           (node->text[0] == '\0' || strcmp(node->text, "~") == 0 ||
            strcmp(node->text, "null") == 0);
}

/* Without the line end of a block and without blanks around. */
static const char *
trimmed(struct parsing *parsing, const char *text)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    size_t length = strlen(text);
    while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
        length--;
    return arena_text(parsing->arena, text, length);
}

static void
read_text(struct parsing *parsing, const struct yaml_node *node, void *target)
{
    if (node->kind != YAML_SCALAR)
        complain(parsing, true, node->line,
                 "'%s' must be one text, not a %s; write %s: \"…\"", node->key,
                 node->kind == YAML_LIST ? "list" : "map", node->key);
    else if (!is_null(node))
        *(const char **)target = trimmed(parsing, node->text);
}

static void
read_year(struct parsing *parsing, const struct yaml_node *node, void *target)
{
    char *end = NULL;
    long year = node->kind == YAML_SCALAR ? strtol(node->text, &end, 10) : 0;
    if (is_null(node))
        return;
    if (end == NULL || *end != '\0' || year < 1000 || year > 2200)
        complain(parsing, true, node->line,
                 "'year' must be a number such as 2026, not '%.40s'", node->text);
    else
        *(int *)target = (int)year;
}

static void
read_lang(struct parsing *parsing, const struct yaml_node *node, void *target)
{
    const char *tag = "";
    read_text(parsing, node, &tag);
    if (tag[0] != '\0' && lang_find(tag) == NULL)
        complain(
            parsing, false, node->line,
            "'%.40s' is no language stepwell knows; write a code such as en, ro or uk",
            tag);
    else
        *(const char **)target = tag;
}

struct texts {
    const char **items;
    size_t count;
};

/* A list of texts, or one text alone. */
static void
read_texts(struct parsing *parsing, const struct yaml_node *node, void *target)
{
    struct texts *texts = target;
    size_t room = 0;
    if (is_null(node))
        return;
    if (node->kind == YAML_MAP) {
        complain(parsing, true, node->line,
                 "'%s' must be a list; write %s: [one, another]", node->key, node->key);
        return;
    }
    for (const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
         item != NULL; item = node->kind == YAML_LIST ? item->next : NULL) {
        if (item->kind != YAML_SCALAR || texts->count == LIST_ITEMS) {
            complain(
                parsing, true, item->line,
                "every item of '%s' must be one text; put it in quotes if it holds ': '",
                node->key);
            return;
        }
        if (is_null(item))
            continue;
        arena_grow(parsing->arena, &texts->items, &room, texts->count + 1,
                   sizeof *texts->items);
        texts->items[texts->count++] = trimmed(parsing, item->text);
    }
}

/* The table's key that differs least from an unknown one, for the advice; NULL if none is near.
 */
static const char *
nearest(const struct key *keys, const char *name)
{
    for (const struct key *key = keys; key->name != NULL; key++) {
        size_t same = 0, length = strlen(key->name);
        while (same < length && key->name[same] == name[same])
            same++;
        if (same >= 3 || (same >= 2 && length <= 4))
            return key->name;
    }
    return NULL;
}

static void
unknown_key(struct parsing *parsing, const struct key *keys, const struct yaml_node *node)
{
    const char *near = nearest(keys, node->key);
    if (near != NULL)
        complain(parsing, false, node->key_line,
                 "unknown key '%.64s' is ignored; did you mean '%s'?", node->key, near);
    else
        complain(parsing, false, node->key_line, "unknown key '%.64s' is ignored",
                 node->key);
}

static void
read_keys(struct parsing *parsing, const struct key *keys, const struct yaml_node *map,
          void *target)
{
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        const struct key *key = keys;
        while (key->name != NULL && strcmp(key->name, node->key) != 0)
            key++;
        if (key->name == NULL)
            unknown_key(parsing, keys, node);
        else if (key->read != NULL)
            key->read(parsing, node, (char *)target + key->offset);
    }
}

static const struct yaml_node *
child_of(const struct yaml_node *map, const char *key)
{
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next)
        if (node->key != NULL && strcmp(node->key, key) == 0)
            return node;
    return NULL;
}

/* ---- files ---- */

struct file_values {
    const char *url, *path, *name, *label, *part, *lang, *password;
};

static const struct key file_keys[] = {
    { "url", read_text, offsetof(struct file_values, url) },
    { "path", read_text, offsetof(struct file_values, path) },
    { "name", read_text, offsetof(struct file_values, name) },
    { "label", read_text, offsetof(struct file_values, label) },
    { "part", read_text, offsetof(struct file_values, part) },
    { "lang", read_lang, offsetof(struct file_values, lang) },
    { "password", read_text, offsetof(struct file_values, password) },
    { NULL, NULL, 0 },
};

/* A name that may stand in the folder of downloads: no way out of it. */
static bool
is_plain_name(const char *name)
{
    return name[0] != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static const char *
joined(struct arena *arena, const char *folder, const char *path)
{
    if (path[0] == '/' || folder[0] == '\0')
        return path;
    return arena_format(arena, "%s/%s", folder, path);
}

static const char *
resolved(struct arena *arena, const char *base, const char *url)
{
    if (url[0] == '\0' || base[0] == '\0' || strstr(url, "://") != NULL)
        return url;
    bool slash = base[strlen(base) - 1] == '/' || url[0] == '/';
    return arena_format(arena, "%s%s%s", base, slash ? "" : "/", url);
}

static bool
is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

/* Finds the local copy, or says where it has to be put. */
static void
locate(struct parsing *parsing, const struct file_values *values,
       struct library_file *file)
{
    const char *corpus = parsing->options->corpus;
    file->path = file->absent = "";
    if (values->path[0] != '\0') {
        file->path = joined(parsing->arena, parsing->folder, values->path);
        return;
    }
    const char *name = library_last_component(parsing->arena, file->file.url);
    if (corpus[0] != '\0' && is_plain_name(name))
        file->path = joined(parsing->arena, corpus, name);
    if (file->path[0] != '\0' && is_there(file->path))
        return;
    file->path = "";
    if (corpus[0] == '\0')
        file->absent =
            arena_format(parsing->arena,
                         "not downloaded: name a folder with --corpus and put it "
                         "there as '%s'",
                         name);
    else
        file->absent = arena_format(
            parsing->arena, "not downloaded: put it into '%s' as '%s'", corpus, name);
}

static bool
is_taken(const struct library_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->file_count; i++)
        if (strcmp(entry->files[i].file.name, name) == 0)
            return true;
    return false;
}

/* "guide.pdf", or "guide.pdf (2)" when the publication has that name already. */
static const char *
unique_name(struct arena *arena, const struct library_entry *entry, const char *name)
{
    const char *unique = name;
    for (size_t number = entry->file_count + 1; is_taken(entry, unique); number++)
        unique = arena_format(arena, "%s (%zu)", name, number);
    return unique;
}

static void
clear_file(struct publication_file *file)
{
    file->name = file->url = file->label = file->part = file->type = "";
    file->format = file->lang = file->digest = file->status = file->reason = "";
}

static void
read_file(struct parsing *parsing, const struct yaml_node *node, const char *base,
          struct library_entry *entry)
{
    struct file_values values = { "", "", "", "", "", "", "" };
    if (node->kind == YAML_SCALAR && !is_null(node))
        read_text(parsing, node, &values.url); /* a bare address */
    else if (node->kind == YAML_MAP)
        read_keys(parsing, file_keys, node, &values);
    if (values.url[0] == '\0' && values.path[0] == '\0') {
        complain(
            parsing, true, node->line,
            "this file has no address; write url: https://… (or path: for a local file)");
        return;
    }
    struct library_file *file = &entry->files[entry->file_count];
    clear_file(&file->file);
    file->file.url = resolved(parsing->arena, base, values.url);
    const char *from = values.url[0] != '\0' ? file->file.url : values.path;
    const char *name = values.name[0] != '\0'
                           ? values.name
                           : library_last_component(parsing->arena, from);
    file->file.name = unique_name(parsing->arena, entry, name);
    file->file.label = values.label;
    file->file.part = values.part;
    file->file.lang = values.lang;
    file->password = values.password;
    file->shown = file->file.name;
    locate(parsing, &values, file);
    entry->file_count++;
}

static void
read_files(struct parsing *parsing, const struct yaml_node *node, const char *base,
           struct library_entry *entry)
{
    size_t count = 0;
    if (is_null(node))
        return;
    if (node->kind != YAML_LIST) {
        complain(parsing, true, node->line,
                 "'files' must be a list; begin each file with '- url: …'");
        return;
    }
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next)
        count++;
    if (count > FILES_OF_ENTRY) {
        complain(parsing, true, node->line, "more than %d files", FILES_OF_ENTRY);
        return;
    }
    entry->files = arena_alloc(parsing->arena, count, sizeof *entry->files);
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next)
        read_file(parsing, item, base, entry);
    parsing->library->file_count += entry->file_count;
}

/* ---- publications ---- */

struct entry_values {
    const char *id, *title, *kind, *lang, *page, *contact, *about, *base;
    int year;
    struct texts organisations, topics;
};

static const struct key entry_keys[] = {
    { "id", read_text, offsetof(struct entry_values, id) },
    { "title", read_text, offsetof(struct entry_values, title) },
    { "year", read_year, offsetof(struct entry_values, year) },
    { "organisations", read_texts, offsetof(struct entry_values, organisations) },
    { "kind", read_text, offsetof(struct entry_values, kind) },
    { "lang", read_lang, offsetof(struct entry_values, lang) },
    { "page", read_text, offsetof(struct entry_values, page) },
    { "contact", read_text, offsetof(struct entry_values, contact) },
    { "about", read_text, offsetof(struct entry_values, about) },
    { "topics", read_texts, offsetof(struct entry_values, topics) },
    { "base", read_text, offsetof(struct entry_values, base) },
    { "files", NULL, 0 }, /* read after base, wherever that stands */
    { NULL, NULL, 0 },
};

/* False when the set holds it already. */
static bool
add_id(struct parsing *parsing, const char *id)
{
    size_t at = hash_text(id) & (parsing->id_room - 1);
    for (; parsing->ids[at] != NULL; at = (at + 1) & (parsing->id_room - 1))
        if (strcmp(parsing->ids[at], id) == 0)
            return false;
    parsing->ids[at] = id;
    return true;
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
check_entry(struct parsing *parsing, const struct yaml_node *node,
            const struct entry_values *values)
{
    size_t before = parsing->mistakes;
    if (values->id[0] == '\0')
        complain(parsing, true, node->line,
                 "this publication has no id; write id: a-short-name-that-never-changes");
    else if (!is_good_id(values->id))
        complain(
            parsing, true, node->line,
            "'%.60s' cannot be an id: no blanks, at most %d letters; write for instance "
            "id: home-visiting-package",
            values->id, ID_BYTES);
    else if (!add_id(parsing, values->id))
        complain(parsing, true, node->line, "the id '%s' is used twice; choose another",
                 values->id);
    if (values->title[0] == '\0')
        complain(parsing, true, node->line,
                 "publication '%.60s' has no title; write title: …", values->id);
    return parsing->mistakes == before;
}

static void
fill_entry(struct parsing *parsing, const struct yaml_node *node,
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
    publication->year = values->year;
    publication->organisations = values->organisations.items;
    publication->organisation_count = values->organisations.count;
    publication->topics = values->topics.items;
    publication->topic_count = values->topics.count;
    const struct yaml_node *files = child_of(node, "files");
    if (files != NULL)
        read_files(parsing, files, values->base, entry);
}

static void
read_entry(struct parsing *parsing, const struct yaml_node *node)
{
    struct entry_values values = { "", "", "", "",          "",         "",
                                   "", "", 0,  { NULL, 0 }, { NULL, 0 } };
    if (node->kind != YAML_MAP) {
        complain(
            parsing, true, node->line,
            "a publication begins with '- id: …', with its other keys below, indented "
            "alike");
        return;
    }
    read_keys(parsing, entry_keys, node, &values);
    if (check_entry(parsing, node, &values))
        fill_entry(parsing, node, &values);
}

/* ---- the whole ---- */

static const struct key library_keys[] = {
    { "name", read_text, offsetof(struct library, name) },
    { "home", read_text, offsetof(struct library, home) },
    { NULL, NULL, 0 },
};

static const struct key root_keys[] = {
    { "library", NULL, 0 },
    { "publications", NULL, 0 },
    { NULL, NULL, 0 },
};

static void
read_publications(struct parsing *parsing, const struct yaml_node *list)
{
    if (is_null(list))
        return;
    if (list->kind != YAML_LIST) {
        complain(parsing, true, list->line,
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
}

static void
read_root(struct parsing *parsing, const struct yaml_node *root)
{
    if (root == NULL || root->kind != YAML_MAP) {
        complain(parsing, true, root == NULL ? 0 : root->line,
                 "no 'publications:' here; see stepwell-catalogue(5)");
        return;
    }
    read_keys(parsing, root_keys, root, NULL);
    const struct yaml_node *about = child_of(root, "library");
    if (about != NULL && about->kind == YAML_MAP)
        read_keys(parsing, library_keys, about, parsing->library);
    else if (about != NULL && !is_null(about))
        complain(parsing, true, about->line,
                 "'library' must be a map; write name: and home: below it, indented");
    const struct yaml_node *list = child_of(root, "publications");
    if (list == NULL)
        complain(parsing, true, root->line, "no 'publications:' here");
    else
        read_publications(parsing, list);
}

bool
catalogue_parse(const char *text, size_t length, const char *folder,
                const struct catalogue_options *options, struct library *library,
                struct error *err)
{
    struct parsing parsing = {
        .options = options, .library = library, .arena = library->arena, .folder = folder
    };
    struct yaml_node *root;
    struct error inner = ERROR_INIT;
    int line;
    if (yaml_tree_read(text, length, library->arena, &root, &line, &inner))
        read_root(&parsing, root);
    else
        complain(&parsing, true, line, "%s", inner.text);
    if (parsing.mistakes == 0)
        return true;
    return error_set(err, ERROR_CATALOGUE, "the catalogue has %zu mistake%s",
                     parsing.mistakes, parsing.mistakes == 1 ? "" : "s");
}

static bool
slurp(const char *path, struct buf *text, struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    char block[16384];
    ssize_t got = descriptor < 0 ? -1 : 0;
    while (descriptor >= 0 && (got = read(descriptor, block, sizeof block)) > 0)
        buf_add(text, block, (size_t)got);
    int reason = errno;
    if (descriptor >= 0)
        close(descriptor);
    if (got < 0)
        return error_set(err, ERROR_CATALOGUE, "cannot read the catalogue '%s': %s", path,
                         strerror(reason));
    if (text->full)
        return error_set(err, ERROR_CATALOGUE, "the catalogue '%s' is too large", path);
    return true;
}

bool
catalogue_read(const char *path, const struct catalogue_options *options,
               struct library *library, struct error *err)
{
    struct buf text = BUF_INIT(YAML_TREE_BYTES);
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash == NULL ? "" : arena_text(library->arena, path, (size_t)(slash - path));
    if (slash == path)
        folder = "/";
    bool good = slurp(path, &text, err) &&
                catalogue_parse(text.data, text.length, folder, options, library, err);
    buf_free(&text);
    return good;
}
