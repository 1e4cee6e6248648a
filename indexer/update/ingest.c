/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first step: documents to the cache, as they come. The second is ingest_put.c. */
#include "ingest_parts.h"

#include "base/limits.h"
#include "base/log.h"
#include "likeness.h"
#include "reading/document.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *
ingest_rules(const char *languages, struct arena *arena)
{
    return arena_format(
        arena, "wire %d document %d likeness %d limits %d %d %d %d %d languages %s",
        WIRE_VERSION, DOCUMENT_VERSION, LIKENESS_VERSION, LIMIT_EXTRACT_CPU_SECONDS,
        LIMIT_EXTRACT_PAGE_SECONDS, LIMIT_EXTRACT_SECONDS, LIMIT_EXTRACT_MEMORY,
        LIMIT_TEXT_BYTES, languages);
}

struct job {
    struct plan_file *file;
    const char *conditions;
};

struct extraction {
    struct ingest *ingest;
    struct job *jobs;
    struct pool_job *pool_jobs;
    size_t count, capacity, pool_capacity;
    struct progress progress;
};

/* Failures hold only under the limits and the passwords they were met with. */
static const char *
conditions_of(const struct ingest *ingest, const struct plan_file *file)
{
    struct digest digest;
    char text[DIGEST_TEXT];
    digest_start(&digest);
    for (size_t i = 0; i < file->password_count; i++)
        digest_add_text(&digest, file->passwords[i]);
    digest_end(&digest, text);
    return arena_format(ingest->plan->arena, "%s %.16s",
                        ingest_rules("", ingest->plan->arena), text);
}

struct cache_entry
ingest_cache_key(const struct ingest *ingest, const struct plan_file *file)
{
    return (struct cache_entry) { .digest = file->now.digest,
                                  .identity = ingest->identity,
                                  .conditions = conditions_of(ingest, file),
                                  .text = "" };
}

static void
add_job(struct extraction *extraction, struct plan_file *file, const char *conditions)
{
    struct arena *arena = extraction->ingest->plan->arena;
    size_t needed = extraction->count + 1;
    memory_grow(&extraction->jobs, &extraction->capacity, needed,
                sizeof *extraction->jobs);
    memory_grow(&extraction->pool_jobs, &extraction->pool_capacity, needed,
                sizeof *extraction->pool_jobs);
    extraction->jobs[extraction->count] = (struct job) { file, conditions };
    extraction->pool_jobs[extraction->count++] =
        (struct pool_job) { .path = file->source->path,
                            .suffix = pool_suffix(arena, file->source->file.name),
                            .mime = "",
                            .passwords = file->passwords,
                            .password_count = file->password_count,
                            .bytes = file->now.bytes,
                            .mtime_ns = file->now.mtime_ns };
}

static int
by_digest(const void *left, const void *right)
{
    const struct plan_file *a = *(struct plan_file *const *)left;
    const struct plan_file *b = *(struct plan_file *const *)right;
    int order = strcmp(a->now.digest, b->now.digest);
    return order != 0 ? order : a < b ? -1 : a > b;
}

/* The files of publications that are to be put, equal ones side by side, to be freed. */
static struct plan_file **
changed_files(const struct plan *plan, size_t *count)
{
    struct plan_file **files = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t e = 0; e < plan->count; e++)
        for (size_t f = 0; f < plan->entries[e].file_count; f++) {
            struct plan_file *file = &plan->entries[e].files[f];
            if (plan->entries[e].action != PLAN_PUT || file->now.digest[0] == '\0')
                continue;
            memory_grow(&files, &capacity, *count + 1, sizeof(void *));
            files[(*count)++] = file;
        }
    if (*count > 0)
        qsort(files, *count, sizeof(void *), by_digest);
    return files;
}

/* One job for each content that the cache has no answer for. */
static bool
find_jobs(struct extraction *extraction, struct error *err)
{
    struct ingest *ingest = extraction->ingest;
    size_t count;
    struct plan_file **files = changed_files(ingest->plan, &count);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        struct cache_entry key = ingest_cache_key(ingest, files[i]),
                           entry = { .digest = NULL };
        bool found = i > 0 && strcmp(files[i]->now.digest, files[i - 1]->now.digest) == 0;
        if (!found && !ingest->full)
            good = cache_find(ingest->cache, &key, ingest->plan->arena, &entry, NULL,
                              &found, err);
        if (found && entry.digest != NULL && !entry.whole &&
            entry.reason == WIRE_REASON_CHANGED)
            found = false; /* left by a run that was killed */
        if (good && !found)
            add_job(extraction, files[i], key.conditions);
    }
    free(files);
    return good;
}

static bool
keep_result(void *context, size_t number, const struct pool_result *result,
            struct error *err)
{
    struct extraction *extraction = context;
    const struct ingest *ingest = extraction->ingest;
    const struct job *job = &extraction->jobs[number];
    struct cache_entry entry = ingest_cache_key(ingest, job->file);
    entry.whole = result->whole;
    entry.reason = result->whole ? WIRE_REASON_NONE : result->reason;
    entry.text = result->text;
    entry.ms = result->ms;
    if (result->diagnosis[0] != '\0')
        log_debug("'%s': %.400s", job->file->source->shown, result->diagnosis);
    return cache_put(ingest->cache, &entry, result->frames, err);
}

static bool
show_progress(void *context, size_t done, uint64_t units)
{
    struct extraction *extraction = context;
    progress_step(&extraction->progress, done, extraction->count, units);
    return extraction->ingest->stopped == NULL || !extraction->ingest->stopped();
}

bool
ingest_extract(struct ingest *ingest, struct error *err)
{
    struct extraction extraction = { .ingest = ingest };
    struct pool_options options = { .program = ingest->program,
                                    .workers = ingest->workers,
                                    .done = keep_result,
                                    .tick = show_progress,
                                    .context = &extraction };
    bool good = find_jobs(&extraction, err);
    progress_start(&extraction.progress, "Reading", ingest->progress);
    if (good && extraction.count > 0)
        good = pool_run(&options, extraction.pool_jobs, extraction.count, err);
    progress_end(&extraction.progress);
    ingest->read = extraction.count;
    free(extraction.jobs);
    free(extraction.pool_jobs);
    return good;
}
