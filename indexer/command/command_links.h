/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The addresses of a library as the last updates met them: for status. */
#ifndef STEPWELL_COMMAND_LINKS_H
#define STEPWELL_COMMAND_LINKS_H

#include "command.h"
#include "fetch/fetch_state.h"

enum links_state { LINKS_GOOD, LINKS_MOVED, LINKS_DEAD, LINKS_NEVER, LINKS_STATES };

struct links_line {
    const char *publication, *file, *url;
    enum links_state state;
    const struct fetch_row *row; /* NULL when it was never asked for */
};

struct links {
    struct arena *arena;
    struct fetch_state known;
    struct links_line *lines;
    size_t count, capacity;
    size_t counts[LINKS_STATES];
    int64_t asked; /* when the last one was; 0 for never */
};

void command_links_start(struct links *links, const struct command *command);
/* Those of its files. */
void command_links_add(struct links *links, const struct publication *publication);

/* A line of counts, unless it is to be quiet, and one for each that needs somebody. */
void command_links_text(const struct links *links, bool quiet, struct buf *out);
/* An array. */
void command_links_json(const struct links *links, struct buf *out);

/* "3 hours ago" */
void command_add_age(struct buf *out, int64_t seconds);

#endif
