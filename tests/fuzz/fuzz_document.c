/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any stream of frames gives pages of valid UTF-8; no rule may stumble over strange boxes. */
#include "reading/document.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_page(const struct document_page *page)
{
    if (!utf8_valid(page->text, page->length) || page->text[page->length] != '\0')
        abort();
    if (!utf8_valid(page->section, strlen(page->section)) || page->locator[0] == '\0')
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct document document;
    document_read(&document, (const char *)data, size, arena);
    document_clean(&document);
    for (size_t i = 0; i < document.page_count; i++)
        check_page(&document.pages[i]);
    arena_free(arena);
    return 0;
}
