/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a file of synonyms: every pair has two sides, every mistake a line. */
#include "base/limits.h"
#include "catalogue/synonyms.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
count(void *context, int line, const char *what)
{
    if (line < 1 || what[0] == '\0')
        abort();
    ++*(size_t *)context;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct synonyms synonyms = { .digest = "" };
    size_t mistakes = 0;
    bool good =
        synonyms_parse(&synonyms, (const char *)data, size, arena, count, &mistakes);
    if (good != (mistakes == 0) || synonyms.count > LIMIT_SYNONYMS)
        abort();
    for (size_t i = 0; i < synonyms.count; i++)
        if (synonyms.items[i].from[0] == '\0' || synonyms.items[i].to[0] == '\0')
            abort();
    arena_free(arena);
    return 0;
}
