/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which copy belongs to which file, and why there is none. */
#include "fetch_locate.h"

#include "fetch.h"
#include "url.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

const char *
fetch_address(struct arena *arena, const char *url)
{
    if (!url_is_web(url))
        return "";
    return url_document(arena, url_normalise(arena, url));
}

bool
fetch_is_ours(const struct library_file *file, const char *corpus)
{
    size_t length = strlen(corpus);
    if (file->path[0] == '\0')
        return true;
    if (strncmp(file->path, corpus, length) != 0 || file->path[length] != '/')
        return false;
    const char *name = file->path + length + 1;
    size_t hex = strspn(name, "0123456789abcdef");
    return hex == 64 && (name[hex] == '\0' || name[hex] == '.');
}

static void
locate(struct library_file *file, const struct fetch_row *row, const char *corpus,
       struct arena *arena)
{
    const char *path =
        row->name[0] == '\0' ? "" : arena_format(arena, "%s/%s", corpus, row->name);
    if (path[0] != '\0' && access(path, F_OK) == 0) {
        file->path = path;
        file->absent = "";
    } else if (row->reason[0] != '\0') {
        file->path = "";
        file->absent =
            arena_format(arena, "cannot be fetched: %s (%s)", row->reason, row->url);
        file->absent_code = row->code;
    }
}

void
fetch_locate_all(const struct fetch_state *state, struct library *library,
                 const char *corpus)
{
    for (size_t i = 0; i < library->count; i++)
        for (size_t f = 0; f < library->entries[i].file_count; f++) {
            struct library_file *file = &library->entries[i].files[f];
            if (!fetch_is_ours(file, corpus))
                continue;
            const struct fetch_row *row =
                fetch_state_find(state, fetch_address(library->arena, file->file.url));
            if (row != NULL)
                locate(file, row, corpus, library->arena);
        }
}

void
fetch_locate(struct library *library, const char *corpus)
{
    struct fetch_state state;
    if (corpus[0] == '\0')
        return;
    fetch_state_read(&state, corpus, library->arena);
    if (state.count > 0)
        fetch_locate_all(&state, library, corpus);
}

const char *
fetch_day(struct arena *arena, int64_t seconds)
{
    char text[32] = "";
    time_t when = (time_t)seconds;
    struct tm parts;
    if (seconds == 0 || gmtime_r(&when, &parts) == NULL ||
        strftime(text, sizeof text, "%Y-%m-%d", &parts) == 0)
        return "";
    return arena_copy(arena, text);
}
