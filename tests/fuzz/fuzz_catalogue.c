/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes are a catalogue or a mistake with a sentence; what is accepted can be walked. */
#include "catalogue/catalogue.h"

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

static void
walk(const struct library *library)
{
    size_t files = 0;
    for (size_t i = 0; i < library->count; i++) {
        const struct library_entry *entry = &library->entries[i];
        files += entry->file_count;
        if (entry->publication.key[0] == '\0' || entry->publication.title[0] == '\0')
            abort();
        for (size_t f = 0; f < entry->file_count; f++)
            if ((entry->files[f].path[0] != '\0') == (entry->files[f].absent[0] != '\0'))
                abort(); /* a file is here, or it is said why not */
    }
    if (files != library->file_count)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct library library;
    struct error err = ERROR_INIT;
    size_t fatals = 0;
    struct catalogue_options options = { "/nowhere/corpus", complain, &fatals,
                                         CATALOGUE_YAML };
    library_start(&library, arena);
    bool good =
        catalogue_parse((const char *)data, size, "folder", &options, &library, &err);
    if (good != (fatals == 0))
        abort();
    if (good)
        walk(&library);
    arena_free(arena);
    return 0;
}
