/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files are asked for, when, and what the library makes of the answers. */
#include "fetch.h"

#include "base/clock.h"
#include "fetch_job.h"
#include "fetch_locate.h"
#include "update/progress.h"
#include "url.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 8, WAIT_MS = 100, SAVE_MS = 2000 };

struct host {
    const char *name;
    bool busy;
    int64_t next_ms;
};

struct fetch {
    const struct fetch_options *options;
    struct library *library;
    struct fetch_result *result;
    struct arena *arena;
    struct fetch_state state;
    struct fetch_job *jobs;
    size_t count, over, running, first; /* jobs before first are over */
    size_t fresh;                       /* files not asked for */
    struct host *hosts;
    size_t host_count, host_capacity;
    struct fetch_pool *pool;
    struct progress progress;
    const char **replaced; /* copies that a new one took the place of */
    size_t replaced_count, replaced_capacity;
    int64_t saved_ms;
};

/* ---- jobs ---- */

static bool
is_wanted(const struct fetch_options *options, const char *key)
{
    for (size_t i = 0; i < options->only_count; i++)
        if (strcmp(options->only[i], key) == 0)
            return true;
    return options->only_count == 0;
}

/* Asked not long ago and well: not again. */
static bool
is_fresh(const struct fetch *fetch, const struct fetch_row *row)
{
    int64_t age = time(NULL) - row->checked;
    const char *path =
        arena_format(fetch->arena, "%s/%s", fetch->options->corpus, row->name);
    return !fetch->options->all && row->failed == 0 && row->name[0] != '\0' && age >= 0 &&
           age < (int64_t)fetch->options->recheck_hours * 3600 && access(path, R_OK) == 0;
}

static void
add_job(struct fetch *fetch, const char *address)
{
    const struct fetch_rules *rules = &fetch->options->rules;
    struct fetch_row *row = fetch_state_find(&fetch->state, address);
    if (row != NULL && is_fresh(fetch, row)) {
        fetch->fresh++;
        return;
    }
    if (row != NULL && row->queued) /* twice in the catalogue */
        return;
    const char *host = url_host(fetch->arena, address);
    bool allowed = fetch_is_listed(rules->allow, host) ||
                   fetch_is_listed(rules->allow_private, host);
    row = fetch_state_row(&fetch->state, address);
    row->queued = true;
    struct fetch_job *job = &fetch->jobs[fetch->count++];
    fetch_job_start(job, fetch->options, row, fetch->arena);
    if (!allowed)
        fetch_job_refuse(job, "not-allowed",
                         arena_format(fetch->arena,
                                      "'%s' is not among the hosts of [fetch] allow",
                                      host));
}

static void
find_jobs(struct fetch *fetch)
{
    struct library *library = fetch->library;
    fetch->jobs = arena_alloc(fetch->arena, library->file_count + 1, sizeof *fetch->jobs);
    for (size_t i = 0; i < library->count; i++) {
        struct library_entry *entry = &library->entries[i];
        if (!is_wanted(fetch->options, entry->publication.key))
            continue;
        for (size_t f = 0; f < entry->file_count; f++) {
            const char *address = fetch_address(fetch->arena, entry->files[f].file.url);
            if (address[0] != '\0' &&
                fetch_is_ours(&entry->files[f], fetch->options->corpus))
                add_job(fetch, address);
        }
    }
}

/* ---- hosts ---- */

static struct host *
host_named(struct fetch *fetch, const char *name)
{
    for (size_t i = 0; i < fetch->host_count; i++)
        if (strcmp(fetch->hosts[i].name, name) == 0)
            return &fetch->hosts[i];
    arena_grow(fetch->arena, &fetch->hosts, &fetch->host_capacity, fetch->host_count + 1,
               sizeof *fetch->hosts);
    fetch->hosts[fetch->host_count] = (struct host) { .name = name };
    return &fetch->hosts[fetch->host_count++];
}

/* ---- running ---- */

struct running {
    struct fetch *fetch;
    struct fetch_job *job;
    const char *host; /* the one that was asked; the job may go on at another */
};

static void
begun(void *context, const char *validator)
{
    struct running *running = context;
    fetch_job_begun(running->job, validator);
}

static void
note_replaced(struct fetch *fetch, const char *name)
{
    arena_grow(fetch->arena, &fetch->replaced, &fetch->replaced_capacity,
               fetch->replaced_count + 1, sizeof *fetch->replaced);
    fetch->replaced[fetch->replaced_count++] = name;
}

static void
told(void *context, const struct fetch_answer *answer)
{
    struct running *running = context;
    struct fetch *fetch = running->fetch;
    struct host *host = host_named(fetch, running->host);
    const char *before = running->job->row->name;
    host->busy = false;
    host->next_ms = clock_ms() + fetch->options->rules.delay_ms;
    fetch_job_told(running->job, answer);
    fetch->running--;
    if (running->job->phase == FETCH_OVER)
        fetch->over++;
    if (running->job->changed && before[0] != '\0')
        note_replaced(fetch, before);
}

static bool
start_job(struct fetch *fetch, struct fetch_job *job, struct host *host,
          struct error *err)
{
    struct fetch_request request;
    struct running *running = arena_alloc(fetch->arena, 1, sizeof *running);
    *running = (struct running) { fetch, job, host->name };
    if (!fetch_job_request(job, &request, err))
        return false;
    job->phase = FETCH_RUNNING;
    host->busy = true;
    fetch->running++;
    return fetch_pool_start(fetch->pool, &request, fetch->arena, begun, told, running) ||
           error_set(err, ERROR_SYSTEM, "cannot start a request");
}

/* One request a host at a time, and a pause after it. */
static bool
start_jobs(struct fetch *fetch, struct error *err)
{
    int64_t now = clock_ms();
    while (fetch->first < fetch->count && fetch->jobs[fetch->first].phase == FETCH_OVER)
        fetch->first++;
    for (size_t i = fetch->first; i < fetch->count && fetch->running < CONNECTIONS; i++) {
        struct fetch_job *job = &fetch->jobs[i];
        if (job->phase != FETCH_WAITING || job->not_before_ms > now)
            continue;
        struct host *host = host_named(fetch, job->host);
        if (host->busy || host->next_ms > now)
            continue;
        if (!start_job(fetch, job, host, err))
            return false;
    }
    return true;
}

static bool
save(struct fetch *fetch, bool now, struct error *err)
{
    int64_t clock = clock_ms();
    if (!now && clock - fetch->saved_ms < SAVE_MS)
        return true;
    fetch->saved_ms = clock;
    return fetch_state_write(&fetch->state, err);
}

static bool
find_fatal(struct fetch *fetch, struct error *err)
{
    for (size_t i = fetch->first; i < fetch->count; i++)
        if (fetch->jobs[i].fatal.kind != ERROR_NONE) {
            *err = fetch->jobs[i].fatal;
            return false;
        }
    return true;
}

static bool
run_jobs(struct fetch *fetch, struct error *err)
{
    bool (*stopped)(void) = fetch->options->stopped;
    for (size_t i = 0; i < fetch->count; i++)
        fetch->over += fetch->jobs[i].phase == FETCH_OVER;
    while (fetch->over < fetch->count) {
        size_t over = fetch->over;
        if (stopped != NULL && stopped())
            return error_set(err, ERROR_SYSTEM, "stopped");
        if (!start_jobs(fetch, err))
            return false;
        fetch_pool_run(fetch->pool, WAIT_MS);
        progress_step(&fetch->progress, fetch->over, fetch->count, 0);
        if (!find_fatal(fetch, err) || (fetch->over > over && !save(fetch, false, err)))
            return false;
    }
    return true;
}

/* ---- what came of it ---- */

static void
add_link(struct fetch *fetch, const struct library_entry *entry,
         const struct library_file *file, const struct fetch_row *row)
{
    struct fetch_result *result = fetch->result;
    arena_grow(fetch->arena, &result->links, &result->link_capacity,
               result->link_count + 1, sizeof *result->links);
    result->links[result->link_count++] =
        (struct fetch_link) { .publication = entry->publication.key,
                              .file = file->shown,
                              .url = row->url,
                              .to = row->moved,
                              .reason = row->reason,
                              .since = fetch_day(fetch->arena, row->failed) };
}

/* What has no copy stands in the report as a file that is missing; no need to say it twice. */
static void
tell_links(struct fetch *fetch)
{
    struct library *library = fetch->library;
    for (size_t i = 0; i < library->count; i++)
        for (size_t f = 0; f < library->entries[i].file_count; f++) {
            struct library_file *file = &library->entries[i].files[f];
            if (!fetch_is_ours(file, fetch->options->corpus) || file->path[0] == '\0')
                continue;
            const struct fetch_row *row = fetch_state_find(
                &fetch->state, fetch_address(fetch->arena, file->file.url));
            if (row != NULL && (row->moved[0] != '\0' || row->failed != 0))
                add_link(fetch, &library->entries[i], file, row);
        }
}

static void
count_results(struct fetch *fetch)
{
    struct fetch_result *result = fetch->result;
    bool tried = false, reached = false;
    for (size_t i = 0; i < fetch->count; i++) {
        const struct fetch_job *job = &fetch->jobs[i];
        bool failed = job->row->failed != 0;
        result->failed += failed;
        result->fetched += !failed && job->changed;
        result->unchanged += !failed && !job->changed;
        tried = tried || strcmp(job->row->code, "not-allowed") != 0;
        reached = reached || job->reached;
    }
    result->asked = fetch->count;
    /* One host that is down among files that were fetched today is no lack of a network. */
    result->unreachable = tried && !reached && fetch->fresh == 0;
}

/* Copies that nothing refers to any more. */
static void
remove_replaced(struct fetch *fetch)
{
    for (size_t i = 0; i < fetch->replaced_count; i++) {
        bool used = false;
        for (size_t r = 0; r < fetch->state.count && !used; r++)
            used = strcmp(fetch->state.rows[r].name, fetch->replaced[i]) == 0;
        if (!used)
            unlink(arena_format(fetch->arena, "%s/%s", fetch->options->corpus,
                                fetch->replaced[i]));
    }
}

static bool
make_folder(const char *path, struct error *err)
{
    if (mkdir(path, 0755) == 0 || errno == EEXIST)
        return true;
    return error_set(err, ERROR_WRITE,
                     "cannot make the folder of downloads '%s': %s\n"
                     "hint: name another one with --corpus=DIR, or use --offline",
                     path, strerror(errno));
}

/* Rows stay where they are while jobs point to them. */
static void
reserve_rows(struct fetch *fetch)
{
    struct fetch_state *state = &fetch->state;
    arena_grow(fetch->arena, &state->rows, &state->capacity,
               state->count + fetch->library->file_count + 1, sizeof *state->rows);
}

bool
fetch_library(struct library *library, const struct fetch_options *options,
              struct fetch_result *result, struct error *err)
{
    struct fetch fetch = {
        .options = options, .library = library, .result = result, .arena = library->arena
    };
    *result = (struct fetch_result) { 0 };
    fetch_state_read(&fetch.state, options->corpus, fetch.arena);
    reserve_rows(&fetch);
    find_jobs(&fetch);
    if (fetch.count == 0) {
        tell_links(&fetch);
        return true;
    }
    if (!make_folder(options->corpus, err))
        return false;
    fetch.pool = fetch_pool_new(&options->rules);
    if (fetch.pool == NULL)
        return error_set(err, ERROR_SYSTEM, "libcurl cannot start");
    progress_start(&fetch.progress, "Fetching", options->progress);
    bool good = run_jobs(&fetch, err);
    progress_end(&fetch.progress);
    fetch_pool_free(fetch.pool);
    if (!save(&fetch, true, good ? err : NULL) || !good)
        return false;
    remove_replaced(&fetch);
    fetch_locate_all(&fetch.state, library, options->corpus);
    count_results(&fetch);
    if (!result->unreachable) /* else every link would seem to have died */
        tell_links(&fetch);
    return true;
}
