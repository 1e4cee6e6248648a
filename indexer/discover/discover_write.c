/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries as the YAML that an editor would have written, and as JSON for programs. */
#include "discover.h"

#include "catalogue/yaml_write.h"
#include "reading/report.h"

#include <string.h>

enum { BASE_FILES = 4 };

/* ---- YAML ---- */

static void
add_text(struct buf *out, const char *key, const char *text)
{
    if (text[0] == '\0')
        return;
    buf_format(out, "  %s: ", key);
    yaml_write_text(out, text);
    buf_add_char(out, '\n');
}

static void
add_list(struct buf *out, const char *key, const struct discover_texts *texts)
{
    if (texts->count == 0)
        return;
    buf_format(out, "  %s: [", key);
    for (size_t i = 0; i < texts->count; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        yaml_write_item(out, texts->items[i]);
    }
    buf_add_text(out, "]\n");
}

static void
add_about(struct buf *out, const char *about)
{
    if (about[0] == '\0')
        return;
    buf_add_text(out, "  about: ");
    yaml_write_block(out, about);
}

/* The folder that most files lie in, when that saves repeating it. */
static size_t
base_length(const struct discover_entry *entry, const char **base)
{
    size_t best = 0, most = 0;
    for (size_t i = 0; i < entry->file_count && entry->file_count >= BASE_FILES; i++) {
        const char *url = entry->files[i].url, *slash = strrchr(url, '/');
        size_t length = slash == NULL ? 0 : (size_t)(slash - url) + 1, count = 0;
        if (strstr(url, "://") == NULL)
            return 0; /* relative to a page that nobody knows */
        if (strchr(url, '?') != NULL)
            continue;
        for (size_t k = 0; k < entry->file_count; k++)
            count += strncmp(entry->files[k].url, url, length) == 0;
        if (count > most && count >= BASE_FILES) {
            most = count;
            best = length;
            *base = url;
        }
    }
    return best;
}

/* One key of a file; the first one begins the item of the list. */
static void
add_file_key(struct buf *out, const char **lead, const char *key, const char *value,
             void (*write)(struct buf *, const char *))
{
    if (value[0] == '\0')
        return;
    buf_format(out, "%s%s: ", *lead, key);
    write(out, value);
    buf_add_char(out, '\n');
    *lead = "    ";
}

static void
add_file(struct buf *out, const struct discover_file *file, const char *base,
         size_t length)
{
    const char *lead = "  - ", *url = file->url;
    if (length > 0 && strncmp(url, base, length) == 0 && url[length] != '\0' &&
        url[length] != '/' && strstr(url + length, "://") == NULL)
        url += length;
    add_file_key(out, &lead, "part", file->part, yaml_write_item);
    add_file_key(out, &lead, "url", url, yaml_write_address);
    add_file_key(out, &lead, "label", file->label, yaml_write_item);
    add_file_key(out, &lead, "lang", file->lang, yaml_write_item);
}

static void
add_base(struct buf *out, const char *base, size_t length)
{
    struct buf text = BUF_INIT((size_t)64 * 1024);
    buf_add(&text, base, length);
    add_text(out, "base", text.data);
    buf_free(&text);
}

static void
add_entry(struct buf *out, const struct discover_entry *entry)
{
    const char *base = "";
    size_t length = base_length(entry, &base);
    buf_format(out, "- id: %s\n", entry->id);
    add_text(out, "title", entry->title);
    if (entry->year != 0)
        buf_format(out, "  year: %d\n", entry->year);
    add_list(out, "organisations", &entry->organisations);
    add_text(out, "lang", entry->lang);
    add_text(out, "contact", entry->contact);
    add_text(out, "page", entry->page);
    add_about(out, entry->about);
    add_list(out, "topics", &entry->topics);
    if (length > 0)
        add_base(out, base, length);
    if (entry->file_count == 0)
        buf_add_text(out, "  files: []\n");
    else
        buf_add_text(out, "  files:\n");
    for (size_t i = 0; i < entry->file_count; i++)
        add_file(out, &entry->files[i], base, length);
}

void
discover_write_yaml(struct buf *out, const struct discovery *discovery, bool entries_only)
{
    bool first = true;
    if (!entries_only)
        buf_add_text(out, "publications:\n");
    for (size_t i = 0; i < discovery->count; i++) {
        if (discovery->entries[i].known)
            continue;
        if (!first || entries_only)
            buf_add_char(out, '\n');
        add_entry(out, &discovery->entries[i]);
        first = false;
    }
}

/* ---- JSON ---- */

static void
add_member(struct buf *out, const char *key, const char *value)
{
    buf_format(out, ", \"%s\": ", key);
    if (value[0] == '\0')
        buf_add_text(out, "null");
    else
        report_add_json(out, value);
}

static void
add_array(struct buf *out, const char *key, const struct discover_texts *texts)
{
    buf_format(out, ", \"%s\": [", key);
    for (size_t i = 0; i < texts->count; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        report_add_json(out, texts->items[i]);
    }
    buf_add_char(out, ']');
}

static void
add_object(struct buf *out, const struct discover_entry *entry)
{
    buf_add_text(out, "{\"id\": ");
    report_add_json(out, entry->id);
    add_member(out, "title", entry->title);
    if (entry->year != 0)
        buf_format(out, ", \"year\": %d", entry->year);
    else
        buf_add_text(out, ", \"year\": null");
    add_array(out, "organisations", &entry->organisations);
    add_member(out, "lang", entry->lang);
    add_member(out, "contact", entry->contact);
    add_member(out, "page", entry->page);
    add_member(out, "about", entry->about);
    add_array(out, "topics", &entry->topics);
    buf_add_text(out, ", \"files\": [");
    for (size_t i = 0; i < entry->file_count; i++) {
        const struct discover_file *file = &entry->files[i];
        buf_format(out, "%s{\"url\": ", i > 0 ? ", " : "");
        report_add_json(out, file->url);
        add_member(out, "part", file->part);
        add_member(out, "label", file->label);
        add_member(out, "lang", file->lang);
        buf_add_char(out, '}');
    }
    buf_add_text(out, "]}\n");
}

void
discover_write_json(struct buf *out, const struct discovery *discovery)
{
    for (size_t i = 0; i < discovery->count; i++)
        if (!discovery->entries[i].known)
            add_object(out, &discovery->entries[i]);
}
