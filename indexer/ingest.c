/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two steps: documents to the cache, as they come; the cache to the store, in order. */
#include "ingest.h"

#include "base/limits.h"
#include "base/log.h"
#include "outcome.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *
ingest_rules(const char *languages, struct arena *arena)
{
    return arena_format(arena, "wire %d document %d limits %d %d %d %d %d languages %s",
                        WIRE_VERSION, DOCUMENT_VERSION, LIMIT_EXTRACT_CPU_SECONDS,
                        LIMIT_EXTRACT_PAGE_SECONDS, LIMIT_EXTRACT_SECONDS,
                        LIMIT_EXTRACT_MEMORY, LIMIT_TEXT_BYTES, languages);
}

/* ---- extracting ---- */

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

static struct cache_entry
key_of(const struct ingest *ingest, const struct plan_file *file)
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
        struct cache_entry key = key_of(ingest, files[i]), entry = { .digest = NULL };
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
    struct cache_entry entry = key_of(ingest, job->file);
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

/* ---- putting ---- */

/* What is needed for one publication; emptied for the next one. */
struct putting {
    struct ingest *ingest;
    struct tokens *tokens;
    struct arena *arena;
    struct buf frames, stamp;
    struct outcome *outcomes;
    struct error *err;
};

static const char *
lang_tag(const struct lang *lang)
{
    return lang == NULL || lang == lang_unknown() ? "" : lang->tag;
}

static const struct lang *
stated_lang(const struct plan_entry *entry, const struct plan_file *file)
{
    const char *tag = file->source->file.lang;
    if (tag[0] == '\0')
        tag = entry->source->publication.lang;
    return tag[0] == '\0' ? NULL : lang_find(tag);
}

/* The document from the cache; its outcome goes into the plan's file. */
static bool
read_outcome(struct putting *putting, struct plan_entry *entry, struct plan_file *file,
             struct outcome *outcome)
{
    struct ingest *ingest = putting->ingest;
    struct cache_entry key = key_of(ingest, file), found_entry;
    struct arena *keep = ingest->plan->arena;
    bool found = false;
    buf_reset(&putting->frames);
    if (!cache_find(ingest->cache, &key, putting->arena, &found_entry, &putting->frames,
                    &found, putting->err))
        return false;
    if (!found) /* between the two steps nobody else may write the cache */
        return error_set(putting->err, ERROR_WRITE, "the cache lost '%s'; run again",
                         file->source->shown);
    outcome_make(outcome, &found_entry, &putting->frames, ingest->detect,
                 stated_lang(entry, file), putting->arena);
    file->now.status = outcome->status;
    file->now.code = arena_copy(keep, outcome->code);
    file->now.reason = arena_copy(keep, outcome->reason);
    file->now.pages = outcome->pages;
    file->now.lang = lang_tag(outcome->lang);
    file->now.ms = found_entry.ms;
    return true;
}

static bool
read_outcomes(struct putting *putting, struct plan_entry *entry)
{
    putting->outcomes =
        arena_alloc(putting->arena, entry->file_count, sizeof *putting->outcomes);
    for (size_t i = 0; i < entry->file_count; i++)
        if (entry->files[i].now.digest[0] != '\0' &&
            !read_outcome(putting, entry, &entry->files[i], &putting->outcomes[i]))
            return false;
    return true;
}

/* The language of most letters, over all files. */
static const char *
lang_of_files(const struct putting *putting, const struct plan_entry *entry)
{
    const char *lang = "";
    size_t most = 0;
    for (size_t i = 0; i < entry->file_count; i++)
        if (putting->outcomes[i].searchable > most) {
            most = putting->outcomes[i].searchable;
            lang = lang_tag(putting->outcomes[i].lang);
        }
    return lang;
}

/* Of a description that says it in so many words; "" for a short one. */
static const char *
lang_of_description(const struct putting *putting, const struct publication *publication)
{
    struct detect_priors nothing = { NULL, NULL, NULL, NULL };
    const char *text =
        arena_format(putting->arena, "%s\n%s", publication->title, publication->about);
    return lang_tag(
        detect_text(putting->ingest->detect, text, strlen(text), &nothing, NULL));
}

static void
fill_publication(const struct putting *putting, const struct plan_entry *entry,
                 struct publication *publication)
{
    const struct outcome *first = entry->file_count > 0 ? &putting->outcomes[0] : NULL;
    *publication = entry->source->publication;
    if (publication->lang[0] == '\0')
        publication->lang = lang_of_files(putting, entry);
    if (first == NULL || !first->document.known)
        first = NULL;
    if (publication->title[0] == '\0' && first != NULL)
        publication->title = first->document.title;
    if (publication->title[0] == '\0' && entry->file_count > 0)
        publication->title = entry->files[0].source->file.name;
    if (publication->year == 0 && first != NULL)
        publication->year = first->document.about.year;
    if (publication->lang[0] == '\0')
        publication->lang = lang_of_description(putting, publication);
}

static void
fill_file(const struct outcome *outcome, const struct plan_file *file,
          struct publication_file *out)
{
    const struct stamp_file *now = &file->now;
    *out = file->source->file;
    if (outcome->document.known) {
        out->type = outcome->document.about.mime;
        out->format = outcome->document.about.format;
    }
    if (now->lang[0] != '\0')
        out->lang = now->lang;
    out->digest = now->digest;
    out->status = report_status_name(now->status);
    out->reason = now->reason;
    out->bytes = now->bytes < 0 ? 0 : now->bytes;
    out->pages = now->pages;
}

static bool
put_pages(struct putting *putting, const struct outcome *outcome, int64_t publication,
          int64_t file)
{
    static const enum store_part parts[] = { STORE_PART_BODY, STORE_PART_NOTES,
                                             STORE_PART_COMMENTS };
    for (size_t i = 0; i < outcome->document.page_count; i++) {
        const struct document_page *page = &outcome->document.pages[i];
        if (page->length == 0)
            continue;
        struct store_page put = { .publication = publication,
                                  .file = file,
                                  .number = page->unit->number,
                                  .part = parts[page->unit->part],
                                  .locator = page->locator,
                                  .section = page->section,
                                  .anchor = page->unit->anchor,
                                  .lang = outcome->langs[i],
                                  .title = page->title,
                                  .text = page->text,
                                  .text_length = page->length };
        if (put.lang == NULL)
            put.lang = lang_unknown();
        if (!store_put_page(putting->ingest->work, &put, putting->tokens, putting->err))
            return false;
    }
    return true;
}

static const char *
stamp_of(struct putting *putting, const struct plan_entry *entry)
{
    struct stamp stamp = { entry->digest, NULL, entry->file_count };
    stamp.files = arena_alloc(putting->arena, entry->file_count, sizeof *stamp.files);
    for (size_t i = 0; i < entry->file_count; i++)
        stamp.files[i] = entry->files[i].now;
    buf_reset(&putting->stamp);
    stamp_write(&putting->stamp, &stamp);
    return putting->stamp.data;
}

/* A file of a folder in which nothing was found is no publication: it is named in the report
 * and by `status`, and not listed for readers. */
static bool
is_publication(const struct putting *putting, const struct plan_entry *entry)
{
    return !entry->source->loose || putting->outcomes[0].document.known;
}

static bool
put_entry(struct putting *putting, struct plan_entry *entry)
{
    struct ingest *ingest = putting->ingest;
    struct publication publication;
    const char *key = entry->source->publication.key;
    if (!store_forget(ingest->work, key, putting->err) || !read_outcomes(putting, entry))
        return false;
    ingest->put++;
    if (!is_publication(putting, entry))
        return true;
    struct publication_file *files =
        arena_alloc(putting->arena, entry->file_count, sizeof *files);
    fill_publication(putting, entry, &publication);
    for (size_t i = 0; i < entry->file_count; i++)
        fill_file(&putting->outcomes[i], &entry->files[i], &files[i]);
    publication.files = files;
    publication.file_count = entry->file_count;
    if (!store_put_publication(ingest->work, &publication, files, putting->tokens,
                               putting->err))
        return false;
    for (size_t i = 0; i < entry->file_count; i++)
        if (!put_pages(putting, &putting->outcomes[i], publication.id, files[i].id))
            return false;
    return store_put_stamp(ingest->work, key, stamp_of(putting, entry), putting->err);
}

static bool
put_stamp(struct putting *putting, const struct plan_entry *entry)
{
    const char *key = entry->source->publication.key, *old;
    struct ingest *ingest = putting->ingest;
    if (!store_stamp(ingest->work, key, putting->arena, &old, putting->err))
        return false;
    if (old == NULL) /* no publication: the cache remembers it */
        return cache_put_skipped(ingest->cache, key, stamp_of(putting, entry),
                                 putting->err);
    return store_put_stamp(ingest->work, key, stamp_of(putting, entry), putting->err);
}

static bool
put_all(struct putting *putting)
{
    struct ingest *ingest = putting->ingest;
    struct plan *plan = ingest->plan;
    struct progress progress;
    bool good = true;
    progress_start(&progress, "Indexing", ingest->progress);
    for (size_t i = 0; i < plan->removed_count && good; i++)
        good = store_forget(ingest->work, plan->removed[i].key, putting->err);
    for (size_t i = 0; i < plan->count && good; i++) {
        struct plan_entry *entry = &plan->entries[i];
        if (ingest->stopped != NULL && ingest->stopped())
            good = error_set(putting->err, ERROR_SYSTEM, "stopped");
        else if (entry->action == PLAN_PUT)
            good = put_entry(putting, entry) ||
                   error_within(putting->err, "'%s'", entry->source->publication.key);
        else if (entry->action == PLAN_STAMP)
            good = put_stamp(putting, entry);
        if (entry->action == PLAN_PUT)
            progress_step(&progress, ingest->put, plan->put_count, 0);
        arena_reset(putting->arena);
    }
    progress_end(&progress);
    return good;
}

bool
ingest_put(struct ingest *ingest, struct error *err)
{
    struct putting putting = { .ingest = ingest,
                               .tokens = tokens_new(),
                               .arena = arena_new(),
                               .frames = BUF_INIT(LIMIT_TEXT_BYTES),
                               .stamp = BUF_INIT(LIMIT_TEXT_BYTES),
                               .err = err };
    bool good = put_all(&putting);
    tokens_free(putting.tokens);
    arena_free(putting.arena);
    buf_free(&putting.frames);
    buf_free(&putting.stamp);
    return good;
}

/* ---- afterwards ---- */

static bool
finish_entry(struct putting *putting, const struct plan_entry *entry)
{
    struct ingest *ingest = putting->ingest;
    const char *key = entry->source->publication.key, *stamp;
    for (size_t i = 0; i < entry->file_count; i++)
        if (entry->files[i].now.digest[0] != '\0' &&
            !cache_use(ingest->cache, entry->files[i].now.digest, putting->err))
            return false;
    if (entry->action != PLAN_PUT || !entry->source->loose)
        return true;
    if (!store_stamp(ingest->work, key, putting->arena, &stamp, putting->err))
        return false;
    return cache_put_skipped(ingest->cache, key,
                             stamp == NULL ? stamp_of(putting, entry) : NULL,
                             putting->err);
}

bool
ingest_finish(struct ingest *ingest, struct error *err)
{
    struct putting putting = { .ingest = ingest,
                               .arena = arena_new(),
                               .stamp = BUF_INIT(LIMIT_TEXT_BYTES),
                               .err = err };
    const struct plan *plan = ingest->plan;
    bool good = cache_begin(ingest->cache, err) &&
                (!ingest->whole_library || cache_age(ingest->cache, err));
    for (size_t i = 0; i < plan->count && good; i++)
        good = finish_entry(&putting, &plan->entries[i]);
    for (size_t i = 0; i < plan->removed_count && good; i++)
        good = cache_put_skipped(ingest->cache, plan->removed[i].key, NULL, err);
    good = good && cache_sweep(ingest->cache, err) && cache_commit(ingest->cache, err);
    arena_free(putting.arena);
    buf_free(&putting.stamp);
    return good;
}
