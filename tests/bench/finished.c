/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints the pages of one document as the index would hold them, each followed by a form feed.
 * usage: finished STEPWELL-EXTRACT FILE */
#include "document.h"
#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool
print_pages(void *context, size_t job, const struct pool_result *result,
            struct error *err)
{
    (void)job;
    struct arena *arena = arena_new();
    struct document document;
    document_read(&document, result->frames->data, result->frames->length, arena);
    document_clean(&document);
    for (size_t i = 0; i < document.page_count; i++)
        if (document.pages[i].unit->part == WIRE_PART_BODY)
            printf("%s\n\f", document.pages[i].text);
    arena_free(arena);
    *(bool *)context = result->whole;
    if (!result->whole)
        error_set(err, ERROR_INPUT, "%s", result->text);
    return result->whole;
}

int
main(int argc, char **argv)
{
    struct stat about;
    struct error err = ERROR_INIT;
    bool whole = false;
    if (argc != 3 || stat(argv[2], &about) != 0) {
        fprintf(stderr, "usage: finished STEPWELL-EXTRACT FILE\n");
        return 2;
    }
    const char *suffix = strrchr(argv[2], '.');
    struct pool_job job = { .path = argv[2],
                            .suffix = suffix != NULL ? suffix + 1 : "",
                            .mime = "",
                            .bytes = about.st_size,
                            .mtime_ns = (int64_t)about.st_mtim.tv_sec * 1000000000 +
                                        about.st_mtim.tv_nsec };
    struct pool_options options = {
        .program = argv[1], .workers = 1, .done = print_pages, .context = &whole
    };
    if (!pool_run(&options, &job, 1, &err) || !whole) {
        fprintf(stderr, "finished: %s\n", err.text);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
