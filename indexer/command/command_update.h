/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One update while it runs: its steps are in command_update*.c. */
#ifndef STEPWELL_COMMAND_UPDATE_H
#define STEPWELL_COMMAND_UPDATE_H

#include "command.h"
#include "update/ingest.h"
#include "update/sample.h"

struct update {
    const struct command *command;
    struct arena *arena;
    struct library library;
    struct detect detect;
    struct plan plan;
    struct report report;
    struct fetch_result fetched;
    struct picture_run pictures;
    struct store *work;
    struct cache *cache;
    const char *rules, *program, *identity;
    size_t read; /* documents, in this run */
    int lock;
    int64_t started_ms;
    bool published;             /* in this run */
    bool held;                  /* rolled back, and to stay so */
    struct synonyms synonyms;   /* what else words are called */
    struct sample_list samples; /* queries that must find something */
    struct buf missed;          /* a line for each that does not */
    size_t missed_count;
    struct error *err;
};

/* Compares the library with what was indexed; work and cache are open or NULL. */
bool command_update_plan(struct update *update);
/* The same without touching anything: what it would take. */
bool command_update_plan_dry(struct update *update);

/* ERROR_REFUSED when so much is gone that a disk is not mounted, more likely than not. */
bool command_update_refuse_loss(struct update *update);
/* Extracts, writes, checks, publishes: what the plan needs of it. */
bool command_update_publish(struct update *update);

/* To stdout; gives the exit status. */
int command_update_report(struct update *update);

#endif
