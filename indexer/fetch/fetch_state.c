/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state as lines of tab-separated fields, in the folder of downloads. */
#include "fetch_state.h"

#include "base/buf.h"
#include "base/disk.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIELDS = 9, STATE_BYTES = 256 << 20 };

static const char first_line[] = "stepwell-fetched-1";

/* ---- finding ---- */

static size_t
slot_of(const struct fetch_state *state, const char *url)
{
    size_t at = hash_text(url) & (state->room - 1);
    while (state->table[at] != 0 &&
           strcmp(state->rows[state->table[at] - 1].url, url) != 0)
        at = (at + 1) & (state->room - 1);
    return at;
}

static void
make_table(struct fetch_state *state, size_t room)
{
    state->room = room;
    state->table = arena_alloc(state->arena, room, sizeof *state->table);
    for (size_t i = 0; i < state->count; i++)
        state->table[slot_of(state, state->rows[i].url)] = i + 1;
}

struct fetch_row *
fetch_state_find(const struct fetch_state *state, const char *url)
{
    size_t row = state->table[slot_of(state, url)];
    return row == 0 ? NULL : &state->rows[row - 1];
}

struct fetch_row *
fetch_state_row(struct fetch_state *state, const char *url)
{
    struct fetch_row *row = fetch_state_find(state, url);
    if (row != NULL)
        return row;
    if (2 * (state->count + 1) > state->room)
        make_table(state, 2 * state->room);
    arena_grow(state->arena, &state->rows, &state->capacity, state->count + 1,
               sizeof *state->rows);
    row = &state->rows[state->count];
    *row = (struct fetch_row) { .url = url,
                                .name = "",
                                .etag = "",
                                .changed = "",
                                .code = "",
                                .reason = "",
                                .moved = "" };
    state->table[slot_of(state, url)] = ++state->count;
    return row;
}

/* ---- reading ---- */

/* A name that this program gives: nothing else is ever opened, replaced or removed. */
static bool
is_our_name(const char *name)
{
    size_t hex = strspn(name, "0123456789abcdef");
    return name[0] == '\0' || (hex == 64 && (name[hex] == '\0' || name[hex] == '.') &&
                               strchr(name, '/') == NULL);
}

static void
read_row(struct fetch_state *state, char *line)
{
    char *fields[FIELDS];
    for (size_t i = 0; i < FIELDS; i++) {
        if (line == NULL)
            return;
        fields[i] = line;
        line = strchr(line, '\t');
        if (line != NULL)
            *line++ = '\0';
    }
    if (fields[0][0] == '\0' || !is_our_name(fields[1]))
        return;
    struct fetch_row *row = fetch_state_row(state, fields[0]);
    row->name = fields[1];
    row->etag = fields[2];
    row->changed = fields[3];
    row->checked = strtoll(fields[4], NULL, 10);
    row->failed = strtoll(fields[5], NULL, 10);
    row->code = fields[6];
    row->reason = fields[7];
    row->moved = fields[8];
}

void
fetch_state_read(struct fetch_state *state, const char *corpus, struct arena *arena)
{
    struct buf text = BUF_INIT(STATE_BYTES);
    char block[16384];
    size_t got;
    *state = (struct fetch_state) { .arena = arena };
    state->path = arena_format(arena, "%s/.fetched", corpus);
    make_table(state, 256);
    FILE *file = fopen(state->path, "re");
    while (file != NULL && (got = fread(block, 1, sizeof block, file)) > 0)
        buf_add(&text, block, got);
    if (file != NULL)
        fclose(file);
    char *line = arena_text(arena, text.data, text.length);
    buf_free(&text);
    for (bool first = true; line != NULL; first = false) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        if (first && strcmp(line, first_line) != 0)
            return;
        if (!first)
            read_row(state, line);
        line = end;
    }
}

/* ---- writing ---- */

static void
add_field(struct buf *out, const char *text)
{
    buf_add_char(out, '\t');
    for (; *text != '\0'; text++)
        buf_add_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

static void
add_row(struct buf *out, const struct fetch_row *row)
{
    buf_add_text(out, row->url);
    add_field(out, row->name);
    add_field(out, row->etag);
    add_field(out, row->changed);
    buf_format(out, "\t%" PRId64 "\t%" PRId64, row->checked, row->failed);
    add_field(out, row->code);
    add_field(out, row->reason);
    add_field(out, row->moved);
    buf_add_char(out, '\n');
}

bool
fetch_state_write(const struct fetch_state *state, struct error *err)
{
    const char *temporary = arena_format(state->arena, "%s.new", state->path);
    struct buf out = BUF_INIT(STATE_BYTES);
    buf_format(&out, "%s\n", first_line);
    for (size_t i = 0; i < state->count; i++)
        add_row(&out, &state->rows[i]);
    int descriptor =
        open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    bool good = descriptor >= 0 && !out.full;
    for (size_t at = 0; good && at < out.length;) {
        ssize_t wrote = write(descriptor, out.data + at, out.length - at);
        good = wrote > 0;
        at += good ? (size_t)wrote : 0;
    }
    good = good && fsync(descriptor) == 0;
    int reason = errno;
    if (descriptor >= 0)
        close(descriptor);
    buf_free(&out);
    if (good && rename(temporary, state->path) == 0)
        return true;
    reason = good ? errno : reason;
    unlink(temporary);
    return disk_fail(err, state->path, reason);
}
