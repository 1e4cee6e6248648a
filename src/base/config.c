/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An ini reader: sections, "key = value", comments after ';' or '#' that follow white space. */
#include "base/config.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONFIG_BYTES_MAX = 64 * 1024 };

enum key_kind { KEY_TEXT, KEY_COUNT, KEY_DURATION, KEY_SIZE };

struct key {
    const char *section, *name;
    enum key_kind kind;
    size_t offset; /* into struct config */
    const char *text;
    long number;
};

#define TEXT(section, name, field, value)                                 \
    {                                                                     \
        section, name, KEY_TEXT, offsetof(struct config, field), value, 0 \
    }
#define NUMBER(section, name, kind, field, value)                        \
    {                                                                    \
        section, name, kind, offsetof(struct config, field), NULL, value \
    }

static const struct key keys[] = {
    TEXT("library", "name", library_name, "Library"),
    TEXT("library", "index", library_index, "/var/lib/stepwell/library.idx"),
    TEXT("library", "corpus", library_corpus, "/var/lib/stepwell/corpus"),
    TEXT("library", "catalogue", library_catalogue, ""),
    TEXT("index", "languages", index_languages, "auto"),
    TEXT("index", "passwords", index_passwords, ""),
    NUMBER("index", "workers", KEY_COUNT, index_workers, 0),
    TEXT("index", "pictures", index_pictures, "first"),
    TEXT("index", "files-url", index_files_url, ""),
    TEXT("index", "synonyms", index_synonyms, ""),
    TEXT("index", "sample-queries", index_sample_queries, ""),
    TEXT("index", "sample-failures", index_sample_failures, "refuse"),
    TEXT("fetch", "allow", fetch_allow, ""),
    TEXT("fetch", "allow-private", fetch_allow_private, ""),
    TEXT("fetch", "identify", fetch_identify, ""),
    TEXT("fetch", "proxy", fetch_proxy, ""),
    NUMBER("fetch", "delay", KEY_DURATION, fetch_delay_ms, 1000),
    NUMBER("fetch", "time-limit", KEY_DURATION, fetch_time_limit_ms, 600000),
    NUMBER("fetch", "max-file", KEY_SIZE, fetch_max_file, 500000000),
    NUMBER("fetch", "recheck", KEY_COUNT, fetch_recheck_hours, 20),
    TEXT("site", "url", site_url, ""),
    TEXT("site", "style", site_style, ""),
    TEXT("site", "header", site_header, ""),
    TEXT("site", "footer", site_footer, ""),
    TEXT("site", "embed", site_embed, "*"),
    TEXT("site", "ui", site_ui, "auto"),
    TEXT("site", "contact", site_contact, ""),
    TEXT("site", "query-log", site_query_log, "off"),
    TEXT("site", "query-log-file", site_query_log_file, "/var/log/stepwell/queries.log"),
    NUMBER("site", "per-page", KEY_COUNT, site_per_page, 10),
    NUMBER("site", "time-limit", KEY_DURATION, site_time_limit_ms, 800),
};

enum { KEY_TOTAL = sizeof keys / sizeof keys[0] };

static void
put_text(struct config *config, const struct key *key, const char *text)
{
    memcpy((char *)config + key->offset, &text, sizeof text);
}

static void
put_number(struct config *config, const struct key *key, long number)
{
    memcpy((char *)config + key->offset, &number, sizeof number);
}

static void
set_defaults(struct config *config)
{
    for (size_t i = 0; i < KEY_TOTAL; i++) {
        if (keys[i].kind == KEY_TEXT)
            put_text(config, &keys[i], keys[i].text);
        else
            put_number(config, &keys[i], keys[i].number);
    }
}

/* What may follow a number, and by how much it is multiplied. */
struct unit {
    enum key_kind kind;
    const char *name;
    long times;
};

static const struct unit units[] = {
    { KEY_COUNT, "", 1 },        { KEY_DURATION, "", 1 },
    { KEY_DURATION, "ms", 1 },   { KEY_DURATION, "s", 1000 },
    { KEY_SIZE, "", 1 },         { KEY_SIZE, "kB", 1000 },
    { KEY_SIZE, "MB", 1000000 }, { KEY_SIZE, "GB", 1000000000 },
};

/* "800ms", "2s" or "800", in milliseconds; "500 MB" in bytes; "auto" is 0. */
static bool
read_number(const char *text, enum key_kind kind, long *number)
{
    char *end;
    if (strcmp(text, "auto") == 0) {
        *number = 0;
        return true;
    }
    errno = 0;
    *number = strtol(text, &end, 10);
    long most = kind == KEY_SIZE && *end == '\0' ? 1000000000 : 1000000;
    if (end == text || errno != 0 || *number < 0 || *number > most)
        return false;
    end += *end == ' ';
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].kind == kind && strcmp(units[i].name, end) == 0) {
            *number *= units[i].times;
            return true;
        }
    return false;
}

/* Where the reader stands, and whom it tells. */
struct reader {
    struct config *config;
    const char *file;
    int line;
    const char *section;
    struct arena *arena;
    config_complain_fn *complain;
    void *context;
};

static void
complain(struct reader *reader, const char *what)
{
    if (reader->complain != NULL)
        reader->complain(reader->context, reader->file, reader->line, what);
}

/* "max_file" is "max-file". */
static bool
is_name(const char *name, const char *written)
{
    for (; *name != '\0'; name++, written++)
        if (*written != *name && (*name != '-' || *written != '_'))
            return false;
    return *written == '\0';
}

static void
put(struct reader *reader, const char *name, const char *value)
{
    for (size_t i = 0; i < KEY_TOTAL; i++) {
        const struct key *key = &keys[i];
        long number;
        if (strcmp(key->section, reader->section) != 0 || !is_name(key->name, name))
            continue;
        if (key->kind == KEY_TEXT)
            put_text(reader->config, key, value);
        else if (read_number(value, key->kind, &number))
            put_number(reader->config, key, number);
        else
            complain(reader, arena_format(reader->arena, "'%s' is not a value for '%s'",
                                          value, name));
        return;
    }
    complain(reader, arena_format(reader->arena, "unknown key '%s' in [%s]", name,
                                  reader->section));
}

static char *
trimmed(struct arena *arena, const char *text, size_t length)
{
    while (length > 0 && isspace((unsigned char)text[0])) {
        text++;
        length--;
    }
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    return arena_text(arena, text, length);
}

/* A value may hold '#' and ';' inside a word, as addresses do. */
static size_t
without_comment(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((line[i] == ';' || line[i] == '#') &&
            (i == 0 || isspace((unsigned char)line[i - 1])))
            return i;
    return length;
}

static void
read_line(struct reader *reader, const char *line, size_t length)
{
    char *text = trimmed(reader->arena, line, without_comment(line, length));
    size_t size = strlen(text);
    if (size == 0)
        return;
    if (text[0] == '[' && text[size - 1] == ']') {
        reader->section = trimmed(reader->arena, text + 1, size - 2);
        return;
    }
    const char *equals = strchr(text, '=');
    if (equals == NULL) {
        complain(reader, "a line must be [section] or key = value");
        return;
    }
    put(reader, trimmed(reader->arena, text, (size_t)(equals - text)),
        trimmed(reader->arena, equals + 1, strlen(equals + 1)));
}

void
config_parse(struct config *config, const char *file, const char *text, size_t length,
             struct arena *arena, config_complain_fn *complain_to, void *context)
{
    struct reader reader = { config, file, 0, "", arena, complain_to, context };
    set_defaults(config);
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t size = end != NULL ? (size_t)(end - text) : length;
        reader.line++;
        read_line(&reader, text, size);
        size += end != NULL;
        text += size;
        length -= size;
    }
}

const char *
config_file(const char *path)
{
    if (path == NULL)
        path = getenv("STEPWELL_CONFIG");
    return path != NULL && path[0] != '\0' ? path : "/etc/stepwell/stepwell.conf";
}

bool
config_read(struct config *config, const char *path, struct arena *arena,
            config_complain_fn *complain_to, void *context, struct error *err)
{
    const char *variable = getenv("STEPWELL_CONFIG");
    bool named = path != NULL || (variable != NULL && variable[0] != '\0');
    path = config_file(path);
    set_defaults(config);
    FILE *file = fopen(path, "re");
    if (file == NULL && (!named && errno == ENOENT))
        return true;
    if (file == NULL)
        return error_set(err, ERROR_CATALOGUE, "cannot read the configuration '%s': %s",
                         path, strerror(errno));
    char *text = memory_new(CONFIG_BYTES_MAX, 1);
    size_t length = fread(text, 1, CONFIG_BYTES_MAX, file);
    bool whole = feof(file) != 0;
    fclose(file);
    if (whole)
        config_parse(config, path, text, length, arena, complain_to, context);
    free(text);
    return whole ||
           error_set(err, ERROR_CATALOGUE, "the configuration '%s' is over %d bytes",
                     path, CONFIG_BYTES_MAX);
}

const char *
config_index(const struct config *config)
{
    const char *index = getenv("STEPWELL_INDEX");
    return index != NULL && index[0] != '\0' ? index : config->library_index;
}
