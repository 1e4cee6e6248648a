/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a listing as people save it: blank lines between publications, and downloads as
 * button[src="…"][label="…"], [label](address) or bare addresses. */
#include "discover_record.h"

#include "fetch/url.h"

#include <string.h>

enum { TITLE_BYTES = 240, LINK_BYTES = 4096 };

struct saved {
    struct discovery *discovery;
    struct arena *arena;
    const char *address;
    struct discover_record record;
    bool gap; /* a blank line inside a description */
};

static void
finish(struct saved *saved)
{
    discover_add(saved->discovery, &saved->record);
    discover_record_start(&saved->record, saved->arena);
    saved->gap = false;
}

static bool
looks_like_title(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= TITLE_BYTES &&
           strchr(".,;:!?", text[length - 1]) == NULL && strchr("-*+", text[0]) == NULL &&
           strncmp(text, "\xE2\x80\xA2", 3) != 0;
}

static void
take_text(struct saved *saved, const char *start, size_t length)
{
    const char *text = discover_clean(saved->arena, start, length);
    struct discover_record *record = &saved->record;
    if (text[0] == '\0')
        return;
    if (saved->gap && looks_like_title(text))
        finish(saved);
    saved->gap = false;
    if (record->entry.title[0] == '\0')
        record->entry.title = text[strspn(text, "# ")] != '\0' ? text + strspn(text, "# ")
                                                               : text; /* of Markdown */
    else
        discover_record_line(record, text);
}

static void
take_link(struct saved *saved, struct discover_texts link, bool button)
{
    const char *url = url_resolve(saved->arena, saved->address, link.items[0]);
    const char *label = link.items[1];
    struct discover_record *record = &saved->record;
    saved->gap = false;
    if (discover_is_document(saved->arena, url) ||
        (button && discover_is_download(saved->arena, label)))
        discover_record_file(record, url, label, "");
    else if (url_is_web(url) && record->entry.page[0] == '\0' && button)
        record->entry.page = url;
}

/* The text between two marks; NULL when they are not there. */
static const char *
between(struct saved *saved, const char **at, const char *open, const char *close)
{
    if (strncmp(*at, open, strlen(open)) != 0)
        return NULL;
    const char *start = *at + strlen(open);
    const char *end = memmem(start, strnlen(start, LINK_BYTES), close, strlen(close));
    if (end == NULL)
        return NULL;
    *at = end + strlen(close);
    return discover_clean(saved->arena, start, (size_t)(end - start));
}

/* Each reads a link that begins at *at, and moves *at behind it. */
static bool
read_button(struct saved *saved, const char **at, const char *link[2])
{
    const char *here = *at;
    link[0] = between(saved, &here, "button[src=\"", "\"]");
    if (link[0] == NULL)
        return false;
    link[1] = between(saved, &here, "[label=\"", "\"]");
    if (link[1] == NULL)
        link[1] = "";
    *at = here;
    return true;
}

static bool
read_markdown(struct saved *saved, const char **at, const char *link[2])
{
    const char *here = *at;
    link[1] = between(saved, &here, "[", "]");
    link[0] = link[1] == NULL ? NULL : between(saved, &here, "(", ")");
    if (link[0] == NULL || !discover_is_document(saved->arena, link[0]))
        return false;
    *at = here;
    return true;
}

static bool
read_bare(struct saved *saved, const char **at, const char *link[2])
{
    size_t length = strcspn(*at, " \t<>\"");
    if (strncmp(*at, "http://", 7) != 0 && strncmp(*at, "https://", 8) != 0)
        return false;
    while (length > 0 && strchr(".,;)]", (*at)[length - 1]) != NULL)
        length--;
    link[0] = arena_text(saved->arena, *at, length);
    link[1] = "";
    if (!discover_is_document(saved->arena, link[0]))
        return false;
    *at += length;
    return true;
}

static void
take_line(struct saved *saved, const char *line)
{
    const char *start = line;
    while (*line != '\0') {
        const char *link[2], *here = line;
        bool button = read_button(saved, &line, link);
        if (button || read_markdown(saved, &line, link) ||
            read_bare(saved, &line, link)) {
            struct discover_texts both = { link, 2, 2 };
            take_text(saved, start, (size_t)(here - start));
            take_link(saved, both, button);
            start = line;
        } else {
            line += 1 + strcspn(line + 1, "b[h");
        }
    }
    take_text(saved, start, (size_t)(line - start));
}

static void
take_blank(struct saved *saved)
{
    struct discover_record *record = &saved->record;
    record->field = DISCOVER_NONE;
    if (record->ended)
        finish(saved);
    else
        saved->gap = record->entry.paragraphs.count + record->entry.file_count > 0;
}

bool
discover_saved(struct discovery *discovery, const char *text, size_t length,
               const char *address)
{
    struct saved saved = { .discovery = discovery,
                           .arena = discovery->arena,
                           .address = address };
    size_t before = discovery->count;
    discover_record_start(&saved.record, saved.arena);
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t size = end == NULL ? length : (size_t)(end - text);
        const char *line = discover_clean(saved.arena, text, size);
        if (line[0] == '\0')
            take_blank(&saved);
        else
            take_line(&saved, line);
        size += end != NULL;
        text += size;
        length -= size;
    }
    finish(&saved);
    return discovery->count > before;
}
