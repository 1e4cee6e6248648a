/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is remembered of each address that a publication has. */
#include "command_links.h"

#include "fetch/fetch_locate.h"
#include "reading/report.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

static const char *const states[LINKS_STATES] = { "good", "moved", "dead",
                                                  "never asked" };

void
command_links_start(struct links *links, const struct command *command)
{
    *links = (struct links) { .arena = command->arena };
    fetch_state_read(&links->known, command->corpus, command->arena);
}

static enum links_state
state_of(const struct fetch_row *row)
{
    if (row == NULL || (row->checked == 0 && row->failed == 0))
        return LINKS_NEVER;
    if (row->failed != 0)
        return LINKS_DEAD;
    return row->moved[0] != '\0' ? LINKS_MOVED : LINKS_GOOD;
}

void
command_links_add(struct links *links, const struct publication *publication)
{
    for (size_t i = 0; i < publication->file_count; i++) {
        const struct publication_file *file = &publication->files[i];
        const char *address = fetch_address(links->arena, file->url);
        if (address[0] == '\0')
            continue;
        const struct fetch_row *row = fetch_state_find(&links->known, address);
        struct links_line line = { arena_copy(links->arena, publication->key),
                                   arena_copy(links->arena, file->name),
                                   arena_copy(links->arena, file->url), state_of(row),
                                   row };
        arena_grow(links->arena, &links->lines, &links->capacity, links->count + 1,
                   sizeof line);
        links->lines[links->count++] = line;
        links->counts[line.state]++;
        if (row != NULL && row->checked > links->asked)
            links->asked = row->checked;
    }
}

/* ---- for people ---- */

void
command_add_age(struct buf *out, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        const char *one, *many;
    } units[] = { { 86400, "day", "days" },
                  { 3600, "hour", "hours" },
                  { 60, "minute", "minutes" } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (seconds >= units[i].seconds) {
            int64_t count = seconds / units[i].seconds;
            buf_format(out, "%" PRId64 " %s ago", count,
                       count == 1 ? units[i].one : units[i].many);
            return;
        }
    buf_add_text(out, "just now");
}

static void
add_problem(const struct links *links, const struct links_line *line, struct buf *out)
{
    const struct fetch_row *row = line->row;
    bool dead = line->state == LINKS_DEAD;
    buf_format(out, "  %-9s ", dead ? "dead link" : "moved");
    report_add_shown(out, line->file);
    buf_add_text(out, " (");
    report_add_shown(out, line->publication);
    buf_add_text(out, dead ? "): " : "): in the catalogue, write url: ");
    report_add_shown(out, dead ? row->reason : row->moved);
    if (dead) {
        buf_format(out, ", since %s", fetch_day(links->arena, row->failed));
        buf_add_text(out, row->name[0] == '\0'
                              ? "; there is no copy: write another url, or take it out ("
                              : "; its last good copy stays searchable (");
        report_add_shown(out, line->url);
        buf_add_char(out, ')');
    }
    buf_add_char(out, '\n');
}

void
command_links_text(const struct links *links, bool quiet, struct buf *out)
{
    const char *separator = "";
    if (links->count > 0 && !quiet) {
        buf_add_text(out, "Links         ");
        for (size_t i = 0; i < LINKS_STATES; i++) {
            if (links->counts[i] == 0)
                continue;
            buf_add_text(out, separator);
            buf_add_number(out, (int64_t)links->counts[i]);
            buf_format(out, " %s", states[i]);
            separator = ", ";
        }
        if (links->asked > 0) {
            buf_add_text(out, "; last asked ");
            command_add_age(out, (int64_t)time(NULL) - links->asked);
        }
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < links->count; i++)
        if (links->lines[i].state == LINKS_MOVED || links->lines[i].state == LINKS_DEAD)
            add_problem(links, &links->lines[i], out);
}

/* ---- for programs ---- */

static void
add_object(const struct links *links, const struct links_line *line, struct buf *out)
{
    static const char *const names[LINKS_STATES] = { "good", "moved", "dead", "never" };
    const struct fetch_row *row = line->row;
    buf_add_text(out, "{\"url\": ");
    report_add_json(out, line->url);
    buf_add_text(out, ", \"file\": ");
    report_add_json(out, line->file);
    buf_add_text(out, ", \"publication\": ");
    report_add_json(out, line->publication);
    buf_format(out, ", \"state\": \"%s\"", names[line->state]);
    if (row != NULL && row->checked > 0)
        buf_format(out, ", \"checked\": %" PRId64, row->checked);
    if (row != NULL && line->state == LINKS_MOVED) {
        buf_add_text(out, ", \"to\": ");
        report_add_json(out, row->moved);
    }
    if (row != NULL && line->state == LINKS_DEAD) {
        buf_add_text(out, ", \"reason\": ");
        report_add_json(out, row->reason);
        buf_format(out, ", \"since\": \"%s\", \"copy\": %s",
                   fetch_day(links->arena, row->failed),
                   row->name[0] == '\0' ? "false" : "true");
    }
    buf_add_char(out, '}');
}

void
command_links_json(const struct links *links, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < links->count; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        add_object(links, &links->lines[i], out);
    }
    buf_add_char(out, ']');
}
