/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two formats of one work are known by their order and labels: names of files differ between
 * formats on real pages ("eams-…" and "teams-…", "merged" and "merge"). */
#include "discover_tidy.h"

#include "fetch/url.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Words that a number follows, in names of files: "Day_II", "Module 3". */
static const char *const unit_words[] = { "day",     "module", "session", "part",
                                          "chapter", "unit",   "week",    "volume",
                                          "guide",   "book",   "annex",   "ziua",
                                          "tag",     "jour",   "modul",   NULL };

/* A form of a file is what it is for readers: slides, a document, a table. */
static const char *
form_of(struct arena *arena, const char *url)
{
    const char *ending = url_extension(arena, url);
    if (strncmp(ending, "pp", 2) == 0 || strcmp(ending, "odp") == 0)
        return "slides";
    return strncmp(ending, "xls", 3) == 0 || strcmp(ending, "ods") == 0 ? "table"
                                                                        : "document";
}

static bool
is_letter(unsigned char c)
{
    return c >= 0x80 || isalnum(c);
}

static size_t
number_length(const char *text)
{
    size_t digits = strspn(text, "0123456789"), roman = strspn(text, "IVX");
    size_t length = digits > 0 ? digits : roman;
    return length > 0 && length <= 4 && !is_letter((unsigned char)text[length]) ? length
                                                                                : 0;
}

/* "Day II" of "FT%202025_PowerPoints_Day%20II-2.0.pptx"; "" when there is no such thing. */
static const char *
unit_of(struct arena *arena, const char *url)
{
    const char *name = library_last_component(arena, url);
    if (strstr(url, "://") == NULL)
        name = library_unescape(arena, name, strlen(name));
    for (const char *at = name; *at != '\0'; at++) {
        if (at > name && is_letter((unsigned char)at[-1]))
            continue;
        for (size_t i = 0; unit_words[i] != NULL; i++) {
            size_t length = strlen(unit_words[i]);
            if (strncasecmp(at, unit_words[i], length) != 0)
                continue;
            const char *number = at + length + strspn(at + length, " _-.");
            size_t digits = number_length(number);
            if (digits > 0)
                return arena_format(arena, "%c%s %.*s",
                                    toupper((unsigned char)unit_words[i][0]),
                                    unit_words[i] + 1, (int)digits, number);
        }
    }
    return "";
}

static bool
same_format(struct arena *arena, const struct discover_file *a,
            const struct discover_file *b)
{
    return strcmp(url_extension(arena, a->url), url_extension(arena, b->url)) == 0;
}

/* "Foundational Training" of "Trainer Guide: Foundational Training" */
static const char *
topic_of(const char *label)
{
    const char *colon = strstr(label, ": ");
    return colon == NULL ? label : colon + 2;
}

/* A label that is a title, not an action. */
static const char *
title_of(struct arena *arena, const struct discover_file *file)
{
    if (discover_is_download(arena, file->label) ||
        discover_label_lang(arena, file->label)[0] != '\0')
        return "";
    return discover_label_core(arena, file->label);
}

/* Files i up to the answer are one work: labels that name formats only, formats that differ. */
static size_t
end_of_group(struct arena *arena, const struct discover_entry *entry, size_t i)
{
    size_t end = i + 1;
    for (; end < entry->file_count; end++) {
        if (!discover_is_format(arena, entry->files[end].label))
            return end;
        for (size_t k = i; k < end; k++)
            if (same_format(arena, &entry->files[k], &entry->files[end]))
                return end;
    }
    return end;
}

static const char *
name_of_group(struct arena *arena, const struct discover_entry *entry, size_t start,
              size_t end, const char *topic, size_t number)
{
    const char *form = "document", *unit = "";
    for (size_t i = start; i < end; i++) {
        const char *its = form_of(arena, entry->files[i].url);
        if (strcmp(its, "document") != 0)
            form = its;
        if (unit[0] == '\0')
            unit = unit_of(arena, entry->files[i].url);
    }
    if (unit[0] == '\0' && number > 1)
        unit = arena_format(arena, "%zu", number);
    const char *comma = unit[0] == '\0' ? "" : ", ";
    if (topic[0] == '\0')
        return arena_format(arena, "%c%s%s%s", toupper((unsigned char)form[0]), form + 1,
                            comma, unit);
    return arena_format(arena, "%s %s%s%s", topic, form, comma, unit);
}

/* Another work must not have the part already. */
static bool
is_taken(const struct discover_entry *entry, size_t before, const char *part)
{
    for (size_t i = 0; i < before; i++)
        if (strcmp(entry->files[i].part, part) == 0)
            return true;
    return false;
}

static size_t
name_formats(struct discover_entry *entry, struct arena *arena, size_t start,
             const char *topic, size_t number)
{
    size_t end = end_of_group(arena, entry, start);
    const char *part = name_of_group(arena, entry, start, end, topic, number);
    if (is_taken(entry, start, part))
        part = arena_format(arena, "%s (%zu)", part, number);
    if (end - start > 1 || topic[0] != '\0')
        for (size_t i = start; i < end; i++)
            entry->files[i].part = part;
    return end;
}

/* The same title on a file in another format is the same work; in the same format it is
 * another, and then titles say nothing. */
static void
name_title(struct discover_entry *entry, struct arena *arena, size_t at)
{
    struct discover_file *file = &entry->files[at];
    const char *part = title_of(arena, file);
    if (part[0] == '\0')
        return;
    for (size_t i = 0; i < at; i++)
        if (strcmp(entry->files[i].part, part) == 0 &&
            (same_format(arena, &entry->files[i], file) ||
             strcmp(entry->files[i].lang, file->lang) != 0))
            return;
    file->part = part;
    if (strcmp(file->label, part) == 0)
        file->label = "";
}

void
discover_pair(struct discover_entry *entry, struct arena *arena)
{
    const char *topic = "";
    size_t number = 0;
    if (entry->file_count < 2)
        return;
    for (size_t i = 0; i < entry->file_count;) {
        if (discover_is_format(arena, entry->files[i].label)) {
            i = name_formats(entry, arena, i, topic, ++number);
            continue;
        }
        const char *title = title_of(arena, &entry->files[i]);
        name_title(entry, arena, i);
        topic = title[0] != '\0' ? topic_of(title) : "";
        number = 0;
        i++;
    }
}
