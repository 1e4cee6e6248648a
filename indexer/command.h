/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands of stepwell-index share: options, configuration, and how they end. */
#ifndef STEPWELL_COMMAND_H
#define STEPWELL_COMMAND_H

#include "base/config.h"
#include "base/opt.h"
#include "fetch.h"
#include "library.h"

enum { COMMAND_OK = 0, COMMAND_SOME_FAILED = 1, COMMAND_USAGE = 2 };

struct command {
    struct arena *arena;
    struct config config;
    const char *index;
    const char *catalogue; /* "" when there is none */
    const char *corpus;
    const char *const *paths; /* operands */
    size_t path_count;
    long workers;
    long wait_seconds; /* 0 = do not wait, -1 = for ever */
    const char *const *only;
    size_t only_count;
    bool index_given, catalogue_given;
    bool dry_run, full, offline, json, quiet, verbose, color;
};

/* Each gives the exit status; err is filled when it is not 0 or 1, or is left alone when the
 * command has said everything itself. */
int command_update(const struct command *command, struct error *err);
int command_status(const struct command *command, struct error *err);
int command_check(const struct command *command, struct error *err);
int command_discover(const struct command *command, struct error *err);

/* Was a signal heard that asks to stop? Its number, or 0. */
int command_signal(void);
bool command_stopped(void);

/* The catalogue or the paths of the command line, read. Mistakes of the catalogue are told on
 * stderr with file and line. */
bool command_read_library(const struct command *command, struct library *library,
                          struct error *err);

/* Files of the catalogue from the network, as configuration and options allow. */
struct fetch_rules command_fetch_rules(const struct command *command);
bool command_fetch(const struct command *command, struct library *library,
                   struct fetch_result *result, struct error *err);
/* Links that moved or died, a line each. */
void command_write_links(const struct command *command, struct buf *out,
                         const struct fetch_result *result);
bool command_has_dead_links(const struct fetch_result *result);

/* To stdout, all of it; false when nobody listens any more. */
bool command_write(const struct buf *text);

/* "INDEX.work", "INDEX.cache" */
const char *command_beside(const struct command *command, const char *ending);

#endif
