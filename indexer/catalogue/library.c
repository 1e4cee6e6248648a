/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of publications of one run, and names taken from paths and addresses. */
#include "library.h"

#include <string.h>

void
library_start(struct library *library, struct arena *arena)
{
    memset(library, 0, sizeof *library);
    library->name = library->home = "";
    library->arena = arena;
}

struct library_entry *
library_add(struct library *library)
{
    arena_grow(library->arena, &library->entries, &library->capacity, library->count + 1,
               sizeof *library->entries);
    struct library_entry *entry = &library->entries[library->count++];
    struct publication *publication = &entry->publication;
    publication->key = publication->title = publication->about = publication->kind = "";
    publication->lang = publication->page = publication->contact = "";
    publication->translation_of = "";
    return entry;
}

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

const char *
library_unescape(struct arena *arena, const char *text, size_t length)
{
    char *plain = arena_text(arena, text, length), *out = plain;
    for (size_t i = 0; i < length; i++) {
        int high = text[i] == '%' && i + 2 < length ? hex_value(text[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        bool escaped = low >= 0 && high * 16 + low != 0;
        *out++ = escaped ? (char)(high * 16 + low) : text[i];
        i += escaped ? 2 : 0;
    }
    *out = '\0';
    return plain;
}

const char *
library_last_component(struct arena *arena, const char *path_or_url)
{
    bool url = strstr(path_or_url, "://") != NULL;
    size_t end = url ? strcspn(path_or_url, "?#") : strlen(path_or_url);
    while (end > 0 && path_or_url[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path_or_url[start - 1] != '/')
        start--;
    if (!url)
        return arena_text(arena, path_or_url + start, end - start);
    return library_unescape(arena, path_or_url + start, end - start);
}
