/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A catalogue as a file: YAML, or CSV when its name says so. */
#include "catalogue.h"

#include "catalogue_csv.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

enum catalogue_form
catalogue_form_of(const char *path)
{
    size_t length = strlen(path);
    bool table = length > 4 && strcasecmp(path + length - 4, ".csv") == 0;
    return table ? CATALOGUE_CSV : CATALOGUE_YAML;
}

static struct yaml_node *
read_tree(struct catalogue_parsing *parsing, const char *text, size_t length)
{
    struct yaml_node *root = NULL;
    struct error inner = ERROR_INIT;
    int line;
    if (parsing->table)
        return catalogue_csv_read(parsing, text, length);
    if (!yaml_tree_read(text, length, parsing->arena, &root, &line, &inner)) {
        catalogue_complain(parsing, true, line, "%s", inner.text);
        return NULL;
    }
    if (root == NULL)
        catalogue_complain(parsing, true, 0,
                           "no 'publications:' here; see stepwell-catalogue(5)");
    return root;
}

/* The tree, when everything in it makes sense. */
static bool
parse(const char *text, size_t length, const char *folder,
      const struct catalogue_options *options, struct library *library,
      struct yaml_node **root, struct error *err)
{
    struct catalogue_parsing parsing = { .options = options,
                                         .library = library,
                                         .arena = library->arena,
                                         .folder = folder,
                                         .table = options->form == CATALOGUE_CSV };
    *root = read_tree(&parsing, text, length);
    if (*root != NULL)
        catalogue_root_read(&parsing, *root);
    if (parsing.mistakes == 0)
        return true;
    return error_set(err, ERROR_CATALOGUE, "the catalogue has %zu mistake%s",
                     parsing.mistakes, parsing.mistakes == 1 ? "" : "s");
}

bool
catalogue_parse(const char *text, size_t length, const char *folder,
                const struct catalogue_options *options, struct library *library,
                struct error *err)
{
    struct yaml_node *root;
    return parse(text, length, folder, options, library, &root, err);
}

static bool
slurp(const char *path, struct buf *text, struct error *err)
{
    if (!buf_add_file(text, path))
        return error_set(err, ERROR_CATALOGUE, "cannot read the catalogue '%s': %s", path,
                         strerror(errno));
    if (text->full)
        return error_set(err, ERROR_CATALOGUE, "the catalogue '%s' is too large", path);
    return true;
}

static bool
read_file(const char *path, const struct catalogue_options *options,
          struct library *library, struct yaml_node **root, struct error *err)
{
    struct catalogue_options formed = *options;
    struct buf text = BUF_INIT(YAML_TREE_BYTES);
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash == NULL ? "" : arena_text(library->arena, path, (size_t)(slash - path));
    if (slash == path)
        folder = "/";
    formed.form = catalogue_form_of(path);
    bool good = slurp(path, &text, err) &&
                parse(text.data, text.length, folder, &formed, library, root, err);
    buf_free(&text);
    return good;
}

bool
catalogue_read(const char *path, const struct catalogue_options *options,
               struct library *library, struct error *err)
{
    struct yaml_node *root;
    return read_file(path, options, library, &root, err);
}

/* ---- the other form ---- */

static void
tell_lost(const struct catalogue_options *options, const struct library *library)
{
    if ((library->name[0] != '\0' || library->home[0] != '\0') &&
        options->complain != NULL)
        options->complain(options->context, false, 0,
                          "'library:' has no place in a table; write its name into the "
                          "configuration, [library] name");
}

bool
catalogue_convert(const char *path, enum catalogue_form form,
                  const struct catalogue_options *options, struct arena *arena,
                  struct buf *out, struct error *err)
{
    struct library library;
    struct yaml_node *root;
    library_start(&library, arena);
    if (!read_file(path, options, &library, &root, err))
        return false;
    if (form == CATALOGUE_CSV)
        tell_lost(options, &library);
    (form == CATALOGUE_CSV ? catalogue_csv_write : catalogue_yaml_write)(out, root);
    return !out->full ||
           error_set(err, ERROR_CATALOGUE, "the catalogue '%s' is too large", path);
}
