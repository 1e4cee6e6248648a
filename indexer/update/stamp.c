/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stamp as text: a first line, then one of tab-separated fields for each file. */
#include "stamp.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { STAMP_FIELDS = 12, STAMP_DIGEST = 64 };

static const char first_word[] = "stepwell-stamp-2 ";

/* Tabs and newlines separate; inside a field they would be read as such. */
static void
add_field(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        buf_add_char(out, *text == '\t' ? ' ' : *text == '\n' ? '\v' : *text);
}

static void
write_file(struct buf *out, const struct stamp_file *file)
{
    buf_format(out,
               "%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRIu64 "\t%s\t%s\t%s\t%" PRId64
               "\t%s\t%" PRIu32 "\t",
               file->bytes, file->mtime_ns, file->changed_ns, file->inode, file->digest,
               report_status_name(file->status), file->code, file->pages, file->lang,
               file->ms);
    add_field(out, file->name);
    buf_add_char(out, '\t');
    add_field(out, file->reason);
    buf_add_char(out, '\n');
}

void
stamp_write(struct buf *out, const struct stamp *stamp)
{
    buf_format(out, "%s%s\n", first_word, stamp->digest);
    for (size_t i = 0; i < stamp->count; i++)
        write_file(out, &stamp->files[i]);
}

static bool
read_file(char *line, struct stamp_file *file)
{
    char *fields[STAMP_FIELDS];
    for (size_t i = 0; i < STAMP_FIELDS; i++) {
        fields[i] = line;
        line = line == NULL ? NULL : strchr(line, '\t');
        if (line != NULL)
            *line++ = '\0';
        else if (i + 1 < STAMP_FIELDS)
            return false;
    }
    file->bytes = strtoll(fields[0], NULL, 10);
    file->mtime_ns = strtoll(fields[1], NULL, 10);
    file->changed_ns = strtoll(fields[2], NULL, 10);
    file->inode = strtoull(fields[3], NULL, 10);
    file->digest = fields[4];
    file->status = report_status_of(fields[5]);
    file->code = fields[6];
    file->pages = strtoll(fields[7], NULL, 10);
    file->lang = fields[8];
    file->ms = (uint32_t)strtoul(fields[9], NULL, 10);
    file->name = fields[10];
    file->reason = fields[11];
    for (char *c = fields[11]; *c != '\0'; c++)
        *c = *c == '\v' ? '\n' : *c;
    return true;
}

bool
stamp_read(const char *text, struct arena *arena, struct stamp *stamp)
{
    size_t room = 0, length = strlen(first_word);
    memset(stamp, 0, sizeof *stamp);
    stamp->digest = "";
    if (text == NULL || strncmp(text, first_word, length) != 0 ||
        strcspn(text + length, "\n") != STAMP_DIGEST)
        return false;
    char *line = arena_copy(arena, text + length);
    stamp->digest = line;
    for (char *end = strchr(line, '\n'); end != NULL; end = strchr(line, '\n')) {
        *end = '\0';
        if (line != stamp->digest) {
            arena_grow(arena, &stamp->files, &room, stamp->count + 1,
                       sizeof *stamp->files);
            if (!read_file(line, &stamp->files[stamp->count++]))
                return false;
        }
        line = end + 1;
    }
    return true;
}
