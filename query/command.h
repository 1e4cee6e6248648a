/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands of `stepwell` are given, and the table they stand in. */
#ifndef STEPWELL_QUERY_COMMAND_H
#define STEPWELL_QUERY_COMMAND_H

#include "base/config.h"
#include "base/opt.h"
#include "output.h"
#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Exit statuses of `stepwell`; part of its interface. */
enum {
    COMMAND_FOUND = 0,
    COMMAND_NOTHING = 1,
    COMMAND_FAILED = 2,
    COMMAND_NO_INDEX = 66
};

/* As parsed; counts are -1 and texts NULL where an option was not given. */
struct command_options {
    const char *index, *sort, *format, *queries, *color, *hyperlink;
    struct opt_list lang;
    long limit, page, passages, port;
    bool exact, explain, json, no_pager, print, help, version;
};

struct command_call {
    struct command_options options;
    struct config config;
    struct output output;
    struct arena *arena;
    char **operands; /* behind the command word */
    int operand_count;
};

/* A status; below COMMAND_FAILED only when err is untouched. */
typedef int command_fn(struct command_call *call, struct error *err);

command_fn command_search, command_serve, command_terms, command_stats, command_cite,
    command_open, command_like;

/* The status for a failure of this kind. */
int command_status(const struct error *err);

/* The index that the options, the environment or the configuration name. */
const char *command_index(const struct command_call *call);
bool command_open_store(const struct command_call *call, struct store **store,
                        struct error *err);

/* A publication by its key, with a hint how to search for the words instead. */
bool command_find_publication(struct store *store, const char *key, struct arena *arena,
                              struct publication *publication, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
