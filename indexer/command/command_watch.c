/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index --watch: stays, and updates whenever what it reads has changed. */
#include "command.h"

#include "catalogue/folder.h"
#include "reading/report.h"
#include "watch/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    QUIET_MS = 2000,       /* a person who saves ten files causes one update */
    STALL_MS = 60 * 1000,  /* a copy over a slow line rests for seconds */
    LOOK_MS = 3600 * 1000, /* addresses are asked again; other machines send no events */
    RETRY_MS = 10 * 1000,  /* nobody tells when a disk has room again */
    POLL_MOST = 24 * 3600
};

struct watching {
    struct command *command;
    struct watch *watch;
    struct watch_options options;
    uint64_t configured;             /* changes with the configuration */
    char said[sizeof(struct error)]; /* the last problem: not twice in a row */
    bool first;
};

/* ---- where ---- */

/* Where links lead to: the folder that is watched holds only the link. */
static void
watch_links(struct watch *watch, const struct library *library)
{
    for (size_t i = 0; i < library->count; i++)
        for (size_t f = 0; f < library->entries[i].file_count; f++) {
            const char *path = library->entries[i].files[f].path;
            struct stat status;
            if (path[0] != '\0' && lstat(path, &status) == 0 && S_ISLNK(status.st_mode))
                watch_file(watch, path);
        }
}

static void
watch_folders(const struct command *command, struct watch *watch)
{
    struct library library;
    struct error ignored = ERROR_INIT;
    library_start(&library, command->arena);
    for (size_t i = 0; i < command->path_count; i++)
        watch_tree(watch, command->paths[i]);
    if (folder_add(&library, command->paths, command->path_count, command->index,
                   command->config.index_files_url, &ignored))
        watch_links(watch, &library);
}

/* Its mistakes are told by the update. */
static void
watch_catalogue(const struct command *command, struct watch *watch)
{
    struct catalogue_options options = { .corpus = command->corpus };
    struct library library;
    struct error ignored = ERROR_INIT;
    library_start(&library, command->arena);
    watch_file(watch, command->catalogue);
    if (command->corpus[0] != '\0')
        watch_folder(watch, command->corpus);
    catalogue_read(command->catalogue, &options, &library, &ignored);
    for (size_t i = 0; i < library.count; i++)
        for (size_t f = 0; f < library.entries[i].file_count; f++)
            if (library.entries[i].files[f].path[0] != '\0')
                watch_file(watch, library.entries[i].files[f].path);
}

static void
watch_all(const struct command *command, struct watch *watch)
{
    watch_start(watch);
    watch_file(watch, command->config_file);
    if (command->config.index_sample_queries[0] != '\0')
        watch_file(watch, command->config.index_sample_queries);
    watch_file(watch, command_synonyms_file(command));
    if (command->path_count > 0)
        watch_folders(command, watch);
    else if (command->catalogue[0] != '\0')
        watch_catalogue(command, watch);
    watch_ready(watch);
}

/* ---- rounds ---- */

static void
tell(struct watching *watching, const struct error *err)
{
    char said[sizeof watching->said];
    snprintf(said, sizeof said, "%.*s", (int)strcspn(err->text, "\n"), err->text);
    if (err->kind != ERROR_NONE && strcmp(said, watching->said) != 0)
        command_tell(err);
    memcpy(watching->said, said, sizeof said);
}

static void
tell_trouble(struct watching *watching)
{
    struct error err = ERROR_INIT;
    const char *trouble = watch_trouble(watching->watch);
    if (trouble[0] == '\0')
        return;
    error_set(&err, ERROR_SYSTEM, "%s", trouble);
    command_tell(&err);
}

static uint64_t
look_at_configuration(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return 0;
    return (uint64_t)status.st_ino * 31 + (uint64_t)status.st_size * 17 +
           (uint64_t)status.st_mtim.tv_sec * 1000000007U +
           (uint64_t)status.st_mtim.tv_nsec;
}

/* A configuration with a mistake that stops a program leaves the one before in force. */
static void
configure(struct watching *watching)
{
    struct error err = ERROR_INIT;
    uint64_t now = look_at_configuration(watching->command->config_file);
    if (now == watching->configured)
        return;
    watching->configured = now;
    struct arena *before = watching->command->arena, *fresh = arena_new();
    if (command_renew(watching->command, fresh, &err)) {
        arena_free(before);
        watching->options.index = watching->command->index;
        watching->options.corpus = watching->command->corpus;
    } else {
        arena_free(fresh);
        command_tell(&err);
    }
}

static enum error_kind
update(struct watching *watching)
{
    struct command round = *watching->command;
    struct error err = ERROR_INIT;
    round.arena = arena_new();
    round.wait_seconds = -1; /* nobody else comes to try again */
    round.news_only = !watching->first;
    watch_all(&round, watching->watch);
    tell_trouble(watching);
    command_update(&round, &err);
    if (!command_stopped())
        tell(watching, &err);
    arena_free(round.arena);
    bool again =
        err.kind == ERROR_WRITE || err.kind == ERROR_STORE || err.kind == ERROR_SYSTEM;
    watching->options.look_ms = again ? RETRY_MS : LOOK_MS;
    return err.kind;
}

static void
greet(const struct command *command)
{
    struct buf out = BUF_INIT(4096);
    buf_add_text(&out, "Watching    ");
    report_add_shown(&out,
                     command->path_count > 0 ? command->paths[0] : command->catalogue);
    buf_add_text(&out, command->path_count > 1 ? " and others" : "");
    buf_add_text(&out, " for changes; a signal ends it.\n");
    if (!command->quiet && !command->json)
        command_write(&out);
    buf_free(&out);
}

static bool
read_interval(const struct command *command, long *seconds, struct error *err)
{
    char *end;
    *seconds = 0;
    if (command->dry_run)
        return error_set(err, ERROR_USAGE, "--watch and --dry-run exclude each other");
    if (command->watch[0] == '\0')
        return true;
    *seconds = strtol(command->watch, &end, 10);
    return (*end == '\0' && *seconds > 0 && *seconds <= POLL_MOST) ||
           error_set(
               err, ERROR_USAGE,
               "'%s' is no number of seconds\nhint: --watch=30, or --watch alone to "
               "be told by the system",
               command->watch);
}

int
command_watch(struct command *command, struct error *err)
{
    struct watching watching = {
        .command = command,
        .options = { .index = command->index,
                     .corpus = command->path_count > 0 ? "" : command->corpus,
                     .quiet_ms = QUIET_MS,
                     .stall_ms = STALL_MS,
                     .look_ms = LOOK_MS,
                     .stopped = command_stopped },
        .configured = look_at_configuration(command->config_file),
        .first = true,
    };
    if (!read_interval(command, &watching.options.poll_seconds, err))
        return COMMAND_USAGE;
    watching.watch = watch_new(&watching.options);
    bool usable = update(&watching) != ERROR_USAGE;
    watching.first = false;
    if (usable && !command_stopped())
        greet(command);
    while (usable && watch_wait(watching.watch) != WATCH_STOPPED) {
        configure(&watching);
        update(&watching);
    }
    watch_free(watching.watch);
    return usable ? COMMAND_OK : COMMAND_USAGE;
}
