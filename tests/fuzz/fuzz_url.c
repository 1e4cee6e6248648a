/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any two texts: an address has one spelling, and that is its own. */
#include "fetch/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(struct arena *arena, const char *url)
{
    const char *once = url_normalise(arena, url);
    if (strcmp(once, url_normalise(arena, once)) != 0)
        abort();
    url_document(arena, url);
    if (url_is_web(once) && url_host(arena, once)[0] == '\0')
        abort();
    url_extension(arena, once);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *text = arena_text(arena, (const char *)data, size);
    size_t line = strcspn(text, "\n");
    const char *base = arena_text(arena, text, line);
    const char *reference = text[line] == '\0' ? "" : text + line + 1;
    check(arena, base);
    check(arena, reference);
    check(arena, url_resolve(arena, base, reference));
    check(arena, url_resolve(arena, "https://example.org/a/b?c", reference));
    arena_free(arena);
    return 0;
}
