/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes are a page, or none; what is found on it is a catalogue without a mistake. */
#include "catalogue/catalogue.h"
#include "discover/discover.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
complain(void *context, bool fatal, int line, const char *what)
{
    const struct buf *text = context;
    if (!fatal)
        return;
    fprintf(stderr, "%d: %s\n%s", line, what, text->data);
    abort();
}

static void
check(struct arena *arena, const struct discovery *discovery)
{
    struct buf text = BUF_INIT((size_t)1 << 30);
    struct library library;
    struct error err = ERROR_INIT;
    struct catalogue_options options = { "", complain, &text, CATALOGUE_YAML };
    library_start(&library, arena);
    discover_write_yaml(&text, discovery, false);
    if (!catalogue_parse(text.data, text.length, "", &options, &library, &err) ||
        library.count != discovery->count)
        abort();
    buf_reset(&text);
    discover_write_json(&text, discovery);
    buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const addresses[] = { "", "https://example.org/pages/list.html" };
    struct arena *arena = arena_new();
    struct discovery discovery;
    struct error err = ERROR_INIT;
    discover_start(&discovery, arena);
    discover_read(&discovery, (const char *)data, size, addresses[size % 2], &err);
    discover_finish(&discovery, NULL);
    if (discovery.count > 0)
        check(arena, &discovery);
    arena_free(arena);
    return 0;
}
