/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands of stepwell-index share: options, configuration, and how they end. */
#ifndef STEPWELL_COMMAND_H
#define STEPWELL_COMMAND_H

#include "base/config.h"
#include "base/opt.h"
#include "catalogue/catalogue.h"
#include "catalogue/library.h"
#include "catalogue/synonyms.h"
#include "fetch/fetch.h"
#include "picture/picture.h"
#include "update/sample.h"

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
    const char *config_file; /* that was read, or would be if it were there */
    const char *watch;       /* "" or seconds; NULL when it is not to stay */
    const char *format;      /* of export; "" for the form that the catalogue has not */
    bool index_given, catalogue_given;
    bool dry_run, full, force, offline, json, quiet, verbose, color;
    bool news_only; /* say nothing when nothing has changed */
};

/* Each gives the exit status; err is filled when it is not 0 or 1, or is left alone when the
 * command has said everything itself. */
int command_update(const struct command *command, struct error *err);
int command_status(const struct command *command, struct error *err);
int command_check(const struct command *command, struct error *err);
int command_discover(const struct command *command, struct error *err);
/* Until a signal comes. */
int command_watch(struct command *command, struct error *err);
int command_rollback(const struct command *command, struct error *err);
int command_export(const struct command *command, struct error *err);
int command_report(const struct command *command, struct error *err);

/* Problem first, hint on a line of its own, to stderr. */
void command_tell(const struct error *err);

/* Reads options and configuration again; everything lives in the arena. On failure the command
 * is as it was. */
bool command_renew(struct command *command, struct arena *arena, struct error *err);

/* Was a signal heard that asks to stop? Its number, or 0. */
int command_signal(void);
bool command_stopped(void);

/* Mistakes of a catalogue go to stderr with file and line; warnings not when it is to be quiet. */
struct catalogue_options command_catalogue_options(const struct command *command,
                                                   const char *file);

/* The catalogue or the paths of the command line, read. Mistakes of the catalogue are told on
 * stderr with file and line. */
bool command_read_library(const struct command *command, struct library *library,
                          struct error *err);

/* The sample queries of the configuration; none when it names no file. */
bool command_read_samples(const struct command *command, struct sample_list *samples,
                          struct error *err);

/* As configured, else beside the catalogue, else beside the configuration. */
const char *command_synonyms_file(const struct command *command);
bool command_read_synonyms(const struct command *command, struct synonyms *synonyms,
                           struct error *err);

/* Every publication of an index; one is valid until the function returns. */
typedef void command_publication_fn(void *context, const struct publication *publication);
bool command_each_publication(struct store *store, command_publication_fn *each,
                              void *context, struct error *err);

/* Files of the catalogue from the network, as configuration and options allow. */
struct fetch_rules command_fetch_rules(const struct command *command);
bool command_fetch(const struct command *command, struct library *library,
                   struct fetch_result *result, struct error *err);
/* Links that moved or died, a line each. */
void command_write_links(const struct command *command, struct buf *out,
                         const struct fetch_result *result);
/* Pictures of pages as configured, for the index that stands there. run holds cache, program
 * and identity; the rest of it and the results are filled here. What goes wrong is told and
 * costs pictures only; false when it was stopped. */
bool command_make_pictures(const struct command *command, const struct plan *plan,
                           struct picture_run *run, struct error *err);
void command_write_pictures(const struct picture_run *run, struct buf *out);

bool command_has_dead_links(const struct fetch_result *result);

/* To stdout, all of it; false when nobody listens any more. */
bool command_write(const struct buf *text);

/* "INDEX.work", "INDEX.cache" */
const char *command_beside(const struct command *command, const char *ending);

#endif
