/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drives the workers with poll(2): who gets which document, who was too slow, who is replaced. */
#include "pool.h"

#include "base/clock.h"
#include "base/limits.h"
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    POOL_WORKERS = 256,
    POOL_TICK_MS = 100,
    POOL_FAILED_STARTS =
        3 /* a reader that cannot run says so before it takes every document */
};

/* What is still to be done, biggest first; then what is tried again, alone. */
struct queue {
    size_t *jobs;
    size_t next, count;
};

struct slot {
    struct child worker;
    size_t job;
    size_t password; /* which one is tried */
    int descriptor;  /* of the document; -1 */
};

struct pool {
    const struct pool_options *options;
    const struct pool_job *jobs;
    struct slot *slots;
    size_t slot_count, busy;
    struct queue queue, again;
    bool alone; /* the queue is done: one at a time from here */
    bool *tried;
    size_t done;
    uint64_t units;
    int64_t ticked_ms;
    unsigned failed_starts;
    struct error *err;
};

const char *
pool_suffix(struct arena *arena, const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strlen(dot) > 16)
        return "";
    char *suffix = arena_copy(arena, dot);
    for (char *c = suffix; *c != '\0'; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c | 0x20) : *c;
    return suffix;
}

static unsigned
page_seconds(const struct pool *pool)
{
    unsigned seconds = pool->options->page_seconds;
    return seconds > 0 ? seconds : LIMIT_EXTRACT_PAGE_SECONDS;
}

static unsigned
total_seconds(const struct pool *pool)
{
    unsigned seconds = pool->options->total_seconds;
    return seconds > 0 ? seconds : LIMIT_EXTRACT_SECONDS;
}

/* ---- results ---- */

static void
close_document(struct slot *slot)
{
    if (slot->descriptor >= 0)
        close(slot->descriptor);
    slot->descriptor = -1;
}

static bool
report_result(struct pool *pool, size_t job, const struct pool_result *result)
{
    pool->done++;
    pool->units += result->units;
    return pool->options->done(pool->options->context, job, result, pool->err);
}

/* A document that never reached a worker. */
static bool
report_refusal(struct pool *pool, size_t job, enum wire_reason reason, const char *text)
{
    static const struct buf nothing = BUF_INIT(0);
    struct pool_result result = {
        .frames = &nothing, .reason = reason, .text = text, .diagnosis = ""
    };
    return report_result(pool, job, &result);
}

static int64_t
mtime_of(const struct stat *status)
{
    return (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

static bool
has_changed(const struct pool_job *job, int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) != 0 || status.st_size != job->bytes ||
           mtime_of(&status) != job->mtime_ns;
}

/* Crashes and exhausted memory may be the neighbours' fault: once more, alone. */
static bool
is_worth_another_try(const struct pool *pool, const struct slot *slot)
{
    const struct child *worker = &slot->worker;
    return !pool->tried[slot->job] && !worker->lied &&
           (worker->reason == WIRE_REASON_CRASHED ||
            worker->reason == WIRE_REASON_MEMORY);
}

static bool
finish_document(struct pool *pool, struct slot *slot)
{
    const struct pool_job *job = &pool->jobs[slot->job];
    struct child *worker = &slot->worker;
    struct pool_result result = { &worker->frames,   worker->units, worker->whole,
                                  worker->reason,    worker->text,  0,
                                  worker->diagnosis, worker->cpu_ms };
    pool->busy--;
    result.ms = (uint32_t)(clock_ms() - worker->started_ms);
    if (has_changed(job, slot->descriptor)) {
        result.whole = false;
        result.reason = WIRE_REASON_CHANGED;
        result.text = "changed while it was read; run again";
    }
    close_document(slot);
    if (!result.whole && is_worth_another_try(pool, slot)) {
        pool->tried[slot->job] = true;
        pool->again.jobs[pool->again.count++] = slot->job;
        return true;
    }
    return report_result(pool, slot->job, &result);
}

/* ---- workers ---- */

static bool
replace_worker(struct pool *pool, struct slot *slot, unsigned overdue)
{
    bool was_busy = slot->descriptor >= 0, unusable = false;
    bool spoke = slot->worker.documents > 1 || slot->worker.document;
    child_end(&slot->worker, overdue, &unusable);
    pool->failed_starts = unusable && !spoke ? pool->failed_starts + 1 : 0;
    if (pool->failed_starts >= POOL_FAILED_STARTS)
        return error_set(pool->err, ERROR_SYSTEM, "'%s' cannot run: %.200s",
                         pool->options->program, slot->worker.diagnosis);
    return !was_busy || finish_document(pool, slot);
}

static bool
send_document(struct pool *pool, struct slot *slot)
{
    const struct pool_job *job = &pool->jobs[slot->job];
    struct wire_request request = { job->suffix, job->mime, "", job->first_page,
                                    job->last_page };
    if (slot->password < job->password_count)
        request.password = job->passwords[slot->password];
    if (slot->worker.state == CHILD_IDLE &&
        slot->worker.documents >= LIMIT_EXTRACT_DOCUMENTS)
        child_end(&slot->worker, 0, NULL);
    if (slot->worker.state == CHILD_IDLE &&
        child_send(&slot->worker, slot->descriptor, &request))
        return true;
    /* It died of boredom, or is used up: a fresh one gets the same document. */
    child_end(&slot->worker, 0, NULL);
    if (!child_start(&slot->worker, pool->options->program, pool->err))
        return false;
    child_send(&slot->worker, slot->descriptor, &request);
    return true; /* if it failed again, its state says so and the loop replaces it */
}

/* An open descriptor, or -1 after telling why not. */
static bool
open_document(struct pool *pool, size_t job, int *descriptor)
{
    const char *path = pool->jobs[job].path;
    struct stat status;
    *descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*descriptor < 0)
        return report_refusal(pool, job, WIRE_REASON_CHANGED, strerror(errno));
    if (fstat(*descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size <= LIMIT_DOCUMENT_BYTES)
        return true;
    close(*descriptor);
    *descriptor = -1;
    if (S_ISREG(status.st_mode))
        return report_refusal(pool, job, WIRE_REASON_TOO_LARGE,
                              "larger than 1 GiB; split it");
    return report_refusal(pool, job, WIRE_REASON_CHANGED, "not a file any more");
}

static bool
next_job(struct pool *pool, size_t *job)
{
    struct queue *queue = &pool->queue;
    if (queue->next == queue->count) {
        if (pool->again.next == pool->again.count || pool->busy > 0)
            return false;
        pool->alone = true;
        queue = &pool->again;
    }
    *job = queue->jobs[queue->next++];
    return true;
}

static bool
give_work(struct pool *pool, struct slot *slot)
{
    while (slot->descriptor < 0 && !(pool->alone && pool->busy > 0) &&
           next_job(pool, &slot->job)) {
        if (!open_document(pool, slot->job, &slot->descriptor))
            return false;
        slot->password = 0;
        if (slot->descriptor < 0)
            continue;
        pool->busy++;
        if (!send_document(pool, slot))
            return false;
    }
    return true;
}

/* A protected document that has another password to try stays with its worker. */
static bool
take_result(struct pool *pool, struct slot *slot)
{
    const struct pool_job *job = &pool->jobs[slot->job];
    struct child *worker = &slot->worker;
    worker->state = CHILD_IDLE;
    child_drain_errors(worker);
    if (!worker->whole && worker->reason == WIRE_REASON_ENCRYPTED &&
        slot->password + 1 < job->password_count) {
        slot->password++;
        return send_document(pool, slot);
    }
    return finish_document(pool, slot);
}

static unsigned
overdue_by(const struct pool *pool, const struct slot *slot, int64_t now)
{
    if (slot->worker.state != CHILD_BUSY)
        return 0;
    if (now - slot->worker.started_ms > (int64_t)total_seconds(pool) * 1000)
        return total_seconds(pool);
    if (now - slot->worker.heard_ms > (int64_t)page_seconds(pool) * 1000)
        return page_seconds(pool);
    return 0;
}

static bool
look_after(struct pool *pool, struct slot *slot, int64_t now)
{
    unsigned overdue = overdue_by(pool, slot, now);
    if (slot->worker.state == CHILD_LOST || overdue > 0)
        return replace_worker(pool, slot, overdue);
    if (slot->worker.state == CHILD_FINISHED)
        return take_result(pool, slot);
    return true;
}

/* ---- the loop ---- */

static bool
tick(struct pool *pool, int64_t now)
{
    if (pool->options->tick == NULL || now - pool->ticked_ms < POOL_TICK_MS)
        return true;
    pool->ticked_ms = now;
    uint64_t units = pool->units;
    for (size_t i = 0; i < pool->slot_count; i++)
        units += pool->slots[i].descriptor >= 0 ? pool->slots[i].worker.units : 0;
    return pool->options->tick(pool->options->context, pool->done, units) ||
           error_set(pool->err, ERROR_SYSTEM, "stopped");
}

static void
hear_all(struct pool *pool)
{
    struct pollfd watched[2 * POOL_WORKERS];
    nfds_t count = 0;
    for (size_t i = 0; i < pool->slot_count; i++) {
        const struct child *worker = &pool->slots[i].worker;
        bool gone = worker->state == CHILD_GONE;
        watched[count++] = (struct pollfd) { gone ? -1 : worker->socket, POLLIN, 0 };
        watched[count++] = (struct pollfd) { gone ? -1 : worker->errors, POLLIN, 0 };
    }
    if (poll(watched, count, POOL_TICK_MS) <= 0)
        return;
    for (size_t i = 0; i < pool->slot_count; i++) {
        if (watched[2 * i + 1].revents != 0)
            child_drain_errors(&pool->slots[i].worker);
        if (watched[2 * i].revents != 0)
            child_hear(&pool->slots[i].worker);
    }
}

static bool
one_turn(struct pool *pool)
{
    for (size_t i = 0; i < pool->slot_count; i++)
        if (!give_work(pool, &pool->slots[i]))
            return false;
    if (pool->busy > 0)
        hear_all(pool);
    int64_t now = clock_ms();
    for (size_t i = 0; i < pool->slot_count; i++)
        if (!look_after(pool, &pool->slots[i], now))
            return false;
    return tick(pool, now);
}

static const struct pool_job *sorted_jobs; /* qsort(3) takes no context */

static int
biggest_first(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int64_t bytes_a = sorted_jobs[a].bytes, bytes_b = sorted_jobs[b].bytes;
    if (bytes_a != bytes_b)
        return bytes_a > bytes_b ? -1 : 1;
    return a < b ? -1 : a > b;
}

static size_t
worker_count(const struct pool_options *options, size_t jobs)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = options->workers > 0 ? options->workers
                   : cores > 0          ? (size_t)cores
                                        : 1;
    if (count > jobs)
        count = jobs;
    return count > POOL_WORKERS ? POOL_WORKERS : count;
}

static void
open_pool(struct pool *pool, size_t count)
{
    pool->slot_count = worker_count(pool->options, count);
    pool->slots = memory_new(pool->slot_count, sizeof *pool->slots);
    pool->queue.jobs = memory_new(count, sizeof *pool->queue.jobs);
    pool->again.jobs = memory_new(count, sizeof *pool->again.jobs);
    pool->tried = memory_new(count, sizeof *pool->tried);
    for (size_t i = 0; i < count; i++)
        pool->queue.jobs[i] = i;
    pool->queue.count = count;
    sorted_jobs = pool->jobs;
    if (!pool->options->in_order)
        qsort(pool->queue.jobs, count, sizeof *pool->queue.jobs, biggest_first);
    for (size_t i = 0; i < pool->slot_count; i++) {
        child_clear(&pool->slots[i].worker);
        pool->slots[i].descriptor = -1;
    }
}

static void
close_pool(struct pool *pool)
{
    for (size_t i = 0; i < pool->slot_count; i++) {
        child_end(&pool->slots[i].worker, 0, NULL);
        close_document(&pool->slots[i]);
        child_free(&pool->slots[i].worker);
    }
    free(pool->slots);
    free(pool->queue.jobs);
    free(pool->again.jobs);
    free(pool->tried);
}

bool
pool_run(const struct pool_options *options, const struct pool_job *jobs, size_t count,
         struct error *err)
{
    struct pool pool = { .options = options, .jobs = jobs, .err = err };
    bool good = true;
    if (count == 0)
        return true;
    open_pool(&pool, count);
    while (good && pool.done < count)
        good = one_turn(&pool);
    close_pool(&pool);
    return good;
}
