/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes are a table or a mistake with a line; what is accepted survives the way to YAML, and
 * back again gives the same table. */
#include "catalogue/catalogue_cells.h"
#include "catalogue/catalogue_csv.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
complain(void *context, bool fatal, int line, const char *what)
{
    size_t *fatals = context;
    if (line < 0 || what[0] == '\0')
        abort();
    *fatals += fatal;
}

static struct yaml_node *
table_of(const char *text, size_t length, struct arena *arena, size_t *fatals)
{
    struct catalogue_options options = { "", complain, fatals, CATALOGUE_CSV };
    struct library library;
    struct error err = ERROR_INIT;
    struct catalogue_parsing parsing = { .options = &options,
                                         .library = &library,
                                         .arena = arena,
                                         .folder = "",
                                         .table = true };
    library_start(&library, arena);
    bool good = catalogue_parse(text, length, "", &options, &library, &err);
    if (good != (*fatals == 0))
        abort();
    return good ? catalogue_csv_read(&parsing, text, length) : NULL;
}

static void
go_around(const struct yaml_node *root, struct arena *arena)
{
    struct buf first = BUF_INIT(1 << 24), yaml = BUF_INIT(1 << 24),
               again = BUF_INIT(1 << 24);
    struct yaml_node *back;
    struct error err = ERROR_INIT;
    size_t fatals = 0;
    int line;
    catalogue_csv_write(&first, root);
    catalogue_yaml_write(&yaml, root);
    if (first.full || yaml.full ||
        !yaml_tree_read(yaml.data, yaml.length, arena, &back, &line, &err))
        abort();
    catalogue_csv_write(&again, back);
    if (strcmp(first.data, again.data) != 0)
        abort();
    if (table_of(again.data, again.length, arena, &fatals) == NULL)
        abort();
    buf_free(&first);
    buf_free(&yaml);
    buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    size_t fatals = 0;
    const struct yaml_node *root = table_of((const char *)data, size, arena, &fatals);
    if (root != NULL)
        go_around(root, arena);
    arena_free(arena);
    return 0;
}
