/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index update: from documents to a published index, in one step that can be repeated. */
#include "command_update.h"

#include "base/clock.h"
#include "base/log.h"
#include "reading/extractor.h"
#include "update/lock.h"
#include "update/publish.h"

#include <string.h>
#include <unistd.h>

/* ---- what is known ---- */

static void
unknown_language(void *context, const char *tag)
{
    (void)context;
    log_warning("[index] languages: '%s' is no language stepwell knows", tag);
}

static bool
open_state(struct update *update)
{
    const struct command *command = update->command;
    bool rebuilt = false;
    const char *work = command_beside(command, ".work");
    bool known =
        access(work, F_OK) == 0 || access(command_beside(command, ".cache"), F_OK) == 0;
    publish_clear(command->index);
    if (!publish_may_replace(command->index, known, update->err) ||
        !cache_open(command_beside(command, ".cache"), &update->cache, update->err) ||
        !store_open_work(work, &update->work, &rebuilt, update->err))
        return false;
    if (rebuilt)
        log_warning("'%s.work' is damaged or of another version: it is made anew; "
                    "extracted pages come from the cache",
                    command->index);
    return true;
}

/* What was found damaged is removed by that. */
static void
close_state(struct update *update)
{
    if (update->work != NULL)
        store_close(update->work);
    cache_close(update->cache);
    update->work = NULL;
    update->cache = NULL;
}

/* Asked every time: a newer reader, or a newer PDF library below it, reads everything again. */
static bool
find_reader(struct update *update)
{
    if (!extractor_find(update->arena, &update->program, update->err) ||
        !extractor_identify(update->program, update->arena, &update->identity,
                            update->err))
        return false;
    update->rules =
        arena_format(update->arena, "%s reader %s",
                     ingest_rules(update->command->config.index_languages, update->arena),
                     update->identity);
    return true;
}

bool
command_update_plan(struct update *update)
{
    const struct command *command = update->command;
    struct plan_options options = { .rules = update->rules,
                                    .passwords = command->config.index_passwords,
                                    .full = command->full,
                                    .only = command->only,
                                    .only_count = command->only_count,
                                    .stopped = command_stopped };
    if (!plan_make(&update->plan, &update->library, update->work, update->cache, &options,
                   update->arena, update->err))
        return false;
    plan_find_gone(&update->plan);
    return true;
}

/* ---- the command ---- */

/* After publishing: nobody waits for them. */
static bool
draw_pictures(struct update *update)
{
    update->pictures = (struct picture_run) { .cache = update->cache,
                                              .program = update->program,
                                              .identity = update->identity };
    return command_make_pictures(update->command, &update->plan, &update->pictures,
                                 update->err);
}

static bool
run_steps(struct update *update)
{
    return open_state(update) && command_update_plan(update) &&
           command_update_refuse_loss(update) && command_update_publish(update) &&
           draw_pictures(update);
}

/* Damage deep in the work file or the cache shows when that place is read: the file is made
 * anew at once, for nobody could mend it by hand either. */
static bool
run_again(struct update *update)
{
    const char *why = update->err->text;
    if (update->err->kind != ERROR_STORE || command_stopped())
        return false;
    log_warning("%.*s: made anew", (int)strcspn(why, "\n"), why);
    close_state(update);
    *update->err = (struct error)ERROR_INIT;
    buf_reset(&update->missed);
    return run_steps(update);
}

static bool
run_update(struct update *update)
{
    const struct command *command = update->command;
    return lock_take(command->index, command->wait_seconds, command_stopped,
                     &update->lock, update->err) &&
           command_fetch(command, &update->library, &update->fetched, update->err) &&
           (run_steps(update) || run_again(update));
}

static bool
plan_dry(struct update *update)
{
    return command_update_plan_dry(update) && command_update_refuse_loss(update);
}

/* Is there something to tell of files, too? */
static bool
has_report(const struct update *update)
{
    return update->err->kind == ERROR_NONE || update->held || update->missed_count > 0;
}

int
command_update(const struct command *command, struct error *err)
{
    struct update update = { .command = command,
                             .arena = command->arena,
                             .lock = -1,
                             .started_ms = clock_ms(),
                             .missed = BUF_INIT((size_t)1 << 20),
                             .err = err };
    report_start(&update.report, command->arena);
    if (!command_read_library(command, &update.library, err) ||
        !command_read_samples(command, &update.samples, err) ||
        !command_read_synonyms(command, &update.synonyms, err))
        return error_exit_status(err->kind);
    detect_allow(&update.detect, command->config.index_languages, unknown_language, NULL);
    bool good = find_reader(&update) &&
                (command->dry_run ? plan_dry(&update) : run_update(&update));
    int status = good || (has_report(&update) && !command_stopped())
                     ? command_update_report(&update)
                     : error_exit_status(err->kind);
    close_state(&update);
    lock_free(update.lock);
    buf_free(&update.missed);
    return status;
}
