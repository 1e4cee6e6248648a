/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index update: from documents to a published index, in one step that can be repeated. */
#include "command.h"

#include "base/clock.h"
#include "base/log.h"
#include "extractor.h"
#include "ingest.h"
#include "lock.h"
#include "publish.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct update {
    const struct command *command;
    struct arena *arena;
    struct library library;
    struct detect detect;
    struct plan plan;
    struct report report;
    struct fetch_result fetched;
    struct store *work;
    struct cache *cache;
    const char *rules, *program, *identity;
    int lock;
    int64_t started_ms;
    bool published; /* in this run */
    struct error *err;
};

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
    publish_clear(command->index);
    if (!cache_open(command_beside(command, ".cache"), &update->cache, update->err) ||
        !store_open_work(command_beside(command, ".work"), &update->work, &rebuilt,
                         update->err))
        return false;
    if (rebuilt)
        log_info("the work file is made anew; extracted pages come from the cache");
    return true;
}

static void
close_state(struct update *update)
{
    if (update->work != NULL)
        store_close(update->work);
    cache_close(update->cache);
    lock_free(update->lock);
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

static bool
make_plan(struct update *update)
{
    const struct command *command = update->command;
    struct plan_options options = { .rules = update->rules,
                                    .passwords = command->config.index_passwords,
                                    .full = command->full,
                                    .only = command->only,
                                    .only_count = command->only_count,
                                    .stopped = command_stopped };
    return plan_make(&update->plan, &update->library, update->work, update->cache,
                     &options, update->arena, update->err);
}

/* Files that could be read last time, and files that can be read now. */
static void
count_readable(const struct plan *plan, size_t *before, size_t *now)
{
    *before = *now = 0;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        for (size_t f = 0; f < entry->old.count; f++)
            *before += entry->old.files[f].digest[0] != '\0';
        for (size_t f = 0; f < entry->file_count; f++)
            *now += entry->files[f].now.digest[0] != '\0';
    }
    for (size_t i = 0; i < plan->removed_count; i++)
        *before += plan->removed[i].old.count;
}

/* Everything gone at once is a disk that is not mounted, more often than not. */
static bool
refuse_nothing(struct update *update)
{
    const struct command *command = update->command;
    size_t before, now;
    count_readable(&update->plan, &before, &now);
    if (before == 0 || now > 0 || command->full || command->only_count > 0)
        return true;
    return error_set(
        update->err, ERROR_USAGE,
        "none of the files that were indexed can be read any more; the index was "
        "left as it is\n"
        "hint: is the disk mounted? use --full to empty the index all the same");
}

/* ---- the report ---- */

static void
report_file(struct report *report, const char *key, const struct stamp_file *file,
            enum report_status status)
{
    struct report_line line = { .file = file->name,
                                .publication = key,
                                .status = status,
                                .code = file->code,
                                .reason = file->reason,
                                .pages = file->pages,
                                .lang = file->lang,
                                .ms = file->ms };
    if (status == REPORT_REMOVED)
        line.code = line.reason = "";
    report_add(report, &line);
}

static bool
has_file(const struct plan_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->file_count; i++)
        if (strcmp(entry->files[i].now.name, name) == 0)
            return true;
    return false;
}

static void
fill_report(struct update *update)
{
    const struct plan *plan = &update->plan;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        const char *key = entry->source->publication.key;
        for (size_t f = 0; f < entry->file_count; f++) {
            const struct stamp_file *now = &entry->files[f].now;
            enum report_status status = now->status;
            if (entry->action != PLAN_PUT && status == REPORT_INDEXED)
                status = REPORT_UNCHANGED;
            report_file(&update->report, key, now, status);
        }
        for (size_t f = 0; f < entry->old.count && entry->action == PLAN_PUT; f++)
            if (!has_file(entry, entry->old.files[f].name))
                report_file(&update->report, key, &entry->old.files[f], REPORT_REMOVED);
    }
    for (size_t i = 0; i < plan->removed_count; i++)
        for (size_t f = 0; f < plan->removed[i].old.count; f++)
            report_file(&update->report, plan->removed[i].key,
                        &plan->removed[i].old.files[f], REPORT_REMOVED);
}

static void
add_index_line(struct update *update, struct buf *out)
{
    struct store *store = NULL;
    struct stat status;
    struct error ignored = ERROR_INIT;
    if (stat(update->command->index, &status) != 0 ||
        !store_open(update->command->index, &store, &ignored))
        return;
    buf_add_text(out, "Index       ");
    report_add_shown(out, update->command->index);
    buf_add_text(out, "  ");
    report_add_size(out, status.st_size);
    buf_add_text(out, "  ");
    buf_add_number(out, store_facts(store)->pages);
    buf_add_text(out, " pages\n");
    store_close(store);
}

static void
add_closing_line(struct update *update, struct buf *out, int64_t ms)
{
    const struct command *command = update->command;
    buf_format(out, "Done in %" PRId64 ".%" PRId64 " s.  ", ms / 1000, ms % 1000 / 100);
    if (command->dry_run)
        buf_add_text(out, "Nothing was touched (--dry-run).\n");
    else if (!update->published)
        buf_add_text(out, "Nothing to change.\n");
    else if (command->index_given) {
        buf_add_text(out, "Live now.  Try: stepwell -i ");
        report_add_shown(out, command->index);
        buf_add_text(out, " WORD...\n");
    } else
        buf_add_text(out, "Live now.  Try: stepwell WORD...\n");
}

static int
write_report(struct update *update)
{
    const struct command *command = update->command;
    int64_t ms = clock_ms() - update->started_ms;
    struct buf out = BUF_INIT(1 << 30);
    struct report_style style = { .verbose = command->verbose,
                                  .color = command->color,
                                  .problems_only = command->quiet };
    fill_report(update);
    if (command->json) {
        command_write_links(command, &out, &update->fetched);
        report_write_json(&out, &update->report, ms);
    } else {
        report_write_text(&out, &update->report, &style);
        command_write_links(command, &out, &update->fetched);
        if (!command->quiet) {
            add_index_line(update, &out);
            add_closing_line(update, &out, ms);
        }
    }
    command_write(&out);
    buf_free(&out);
    if (update->fetched.unreachable) {
        error_set(update->err, ERROR_NETWORK,
                  "the network is unavailable: no host answered\n"
                  "hint: what was here is searchable; run the update again later");
        return error_exit_status(ERROR_NETWORK);
    }
    return report_has_problems(&update->report) ||
                   command_has_dead_links(&update->fetched)
               ? COMMAND_SOME_FAILED
               : COMMAND_OK;
}

/* ---- writing ---- */

static const char *
library_name(const struct update *update)
{
    return update->library.name[0] != '\0' ? update->library.name
                                           : update->command->config.library_name;
}

/* What the published index carries about itself. */
static bool
put_facts(struct update *update)
{
    return store_put_fact(update->work, "name", library_name(update), update->err) &&
           store_put_fact(update->work, "note", update->identity, update->err);
}

/* Another name than last time is a change like any other. */
static bool
is_named_anew(struct update *update, bool *named)
{
    const char *last;
    if (!cache_fact(update->cache, "name", update->arena, &last, update->err))
        return false;
    *named = strcmp(last, library_name(update)) != 0;
    return true;
}

/* Is the file at the index's place the one that the last run put there? */
static bool
is_published(struct update *update, bool *same)
{
    char identity[128];
    const char *last;
    publish_identity(update->command->index, identity);
    if (!cache_fact(update->cache, "published", update->arena, &last, update->err))
        return false;
    *same = identity[0] != '\0' && strcmp(identity, last) == 0;
    return true;
}

static bool
publish(struct update *update)
{
    char identity[128];
    if (!publish_index(update->work, update->command->index, update->err))
        return false;
    publish_identity(update->command->index, identity);
    update->published = true;
    return cache_put_fact(update->cache, "published", identity, update->err);
}

/* One transaction. That the published index is behind is noted before it is: a run that is
 * killed in between publishes next time. */
static bool
write_work(struct update *update, struct ingest *ingest)
{
    return store_begin(update->work, update->err) && put_facts(update) &&
           ingest_put(ingest, update->err) &&
           cache_put_fact(update->cache, "published", "", update->err) &&
           store_commit(update->work, update->err) &&
           cache_put_fact(update->cache, "name", library_name(update), update->err) &&
           ingest_finish(ingest, update->err);
}

static bool
bring_up_to_date(struct update *update)
{
    const struct command *command = update->command;
    const struct plan *plan = &update->plan;
    struct ingest ingest = { .plan = &update->plan,
                             .cache = update->cache,
                             .work = update->work,
                             .detect = &update->detect,
                             .program = update->program,
                             .identity = update->identity,
                             .workers = (unsigned)command->workers,
                             .full = command->full,
                             .whole_library = command->only_count == 0,
                             .progress = !command->quiet && !command->json,
                             .stopped = command_stopped };
    const char *published;
    bool same, named;
    if (!is_published(update, &same) || !is_named_anew(update, &named) ||
        !cache_fact(update->cache, "published", update->arena, &published, update->err) ||
        !ingest_extract(&ingest, update->err))
        return false;
    bool changed = named || !same || plan->put_count + plan->removed_count > 0;
    if (!changed && plan->stamp_count == 0)
        return true;
    if (!write_work(update, &ingest))
        return false;
    if (changed)
        return publish(update);
    /* Only dates of files are new: what readers see is up to date. */
    return cache_put_fact(update->cache, "published", published, update->err);
}

/* ---- a dry run ---- */

static bool
copy_file(const char *from, const char *to)
{
    char bytes[64 * 1024];
    FILE *in = fopen(from, "rbe"), *out = in == NULL ? NULL : fopen(to, "wbxe");
    size_t got;
    while (out != NULL && (got = fread(bytes, 1, sizeof bytes, in)) > 0)
        fwrite(bytes, 1, got, out);
    bool good = out != NULL && ferror(in) == 0 && ferror(out) == 0;
    if (out != NULL)
        good = fclose(out) == 0 && good;
    if (in != NULL)
        fclose(in);
    return good;
}

/* Opening a work file may repair it or make it anew; a dry run touches nothing and so looks at
 * a copy. */
static bool
plan_on_copy(struct update *update)
{
    static const char *const endings[] = { "", "-journal", "-wal" };
    const char *temporary = getenv("TMPDIR"),
               *work = command_beside(update->command, ".work");
    char *folder = arena_format(update->arena, "%s/stepwell-XXXXXX",
                                temporary == NULL ? "/tmp" : temporary);
    bool good = true;
    if (mkdtemp(folder) == NULL)
        return error_set(update->err, ERROR_WRITE, "cannot make '%s': %s", folder,
                         strerror(errno));
    const char *copy = arena_format(update->arena, "%s/work", folder);
    bool known = copy_file(work, copy);
    for (size_t i = 1; i < sizeof endings / sizeof *endings && known; i++)
        copy_file(arena_format(update->arena, "%s%s", work, endings[i]),
                  arena_format(update->arena, "%s%s", copy, endings[i]));
    if (known)
        good = store_open_work(copy, &update->work, NULL, update->err);
    update->cache = cache_open_existing(command_beside(update->command, ".cache"));
    good = good && make_plan(update);
    if (update->work != NULL)
        store_close(update->work);
    update->work = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(arena_format(update->arena, "%s%s", copy, endings[i]));
    unlink(arena_format(update->arena, "%s-shm", copy));
    rmdir(folder);
    return good;
}

/* ---- the command ---- */

static bool
run_update(struct update *update)
{
    const struct command *command = update->command;
    return lock_take(command->index, command->wait_seconds, command_stopped,
                     &update->lock, update->err) &&
           command_fetch(command, &update->library, &update->fetched, update->err) &&
           open_state(update) && make_plan(update) && refuse_nothing(update) &&
           bring_up_to_date(update);
}

int
command_update(const struct command *command, struct error *err)
{
    struct update update = { .command = command,
                             .arena = command->arena,
                             .lock = -1,
                             .started_ms = clock_ms(),
                             .err = err };
    report_start(&update.report, command->arena);
    if (!command_read_library(command, &update.library, err))
        return error_exit_status(err->kind);
    detect_allow(&update.detect, command->config.index_languages, unknown_language, NULL);
    bool good = find_reader(&update) &&
                (command->dry_run ? plan_on_copy(&update) : run_update(&update));
    int status = good ? write_report(&update) : error_exit_status(err->kind);
    close_state(&update);
    return status;
}
