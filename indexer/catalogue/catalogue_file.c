/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of a publication: addresses, local copies and names. */
#include "catalogue_keys.h"

#include <string.h>
#include <sys/stat.h>

enum { FILES_OF_ENTRY = 1000 };

struct file_values {
    const char *url, *path, *name, *label, *part, *lang, *password, *pictures;
};

static const struct catalogue_key file_keys[] = {
    { "url", catalogue_text, offsetof(struct file_values, url) },
    { "path", catalogue_text, offsetof(struct file_values, path) },
    { "name", catalogue_text, offsetof(struct file_values, name) },
    { "label", catalogue_text, offsetof(struct file_values, label) },
    { "part", catalogue_text, offsetof(struct file_values, part) },
    { "lang", catalogue_lang, offsetof(struct file_values, lang) },
    { "password", catalogue_text, offsetof(struct file_values, password) },
    { "pictures", catalogue_text, offsetof(struct file_values, pictures) },
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
locate(struct catalogue_parsing *parsing, const struct file_values *values,
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
read_file(struct catalogue_parsing *parsing, const struct yaml_node *node,
          const char *base, struct library_entry *entry)
{
    struct file_values values = { "", "", "", "", "", "", "", "" };
    if (node->kind == YAML_SCALAR && !catalogue_is_null(node))
        catalogue_text(parsing, node, &values.url); /* a bare address */
    else if (node->kind == YAML_MAP)
        catalogue_keys_read(parsing, file_keys, node, &values);
    if (values.url[0] == '\0' && values.path[0] == '\0') {
        catalogue_complain(parsing, true, node->line, "this file has no address; %s",
                           parsing->table
                               ? "fill in url, or path for a local file"
                               : "write url: https://… (or path: for a local file)");
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
    file->pictures = values.pictures;
    file->shown = file->file.name;
    locate(parsing, &values, file);
    entry->file_count++;
}

void
catalogue_files_read(struct catalogue_parsing *parsing, const struct yaml_node *node,
                     const char *base, struct library_entry *entry)
{
    size_t count = 0;
    if (catalogue_is_null(node))
        return;
    if (node->kind != YAML_LIST) {
        catalogue_complain(parsing, true, node->line,
                           "'files' must be a list; begin each file with '- url: …'");
        return;
    }
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next)
        count++;
    if (count > FILES_OF_ENTRY) {
        catalogue_complain(parsing, true, node->line, "more than %d files",
                           FILES_OF_ENTRY);
        return;
    }
    entry->files = arena_alloc(parsing->arena, count, sizeof *entry->files);
    for (const struct yaml_node *item = node->first; item != NULL; item = item->next)
        read_file(parsing, item, base, entry);
    parsing->library->file_count += entry->file_count;
}
