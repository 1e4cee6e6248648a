/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second step: the cache to the store, in the order of the library. */
#include "ingest_parts.h"

#include "base/limits.h"
#include "likeness.h"
#include "reading/outcome.h"
#include "twins.h"

#include <stdlib.h>
#include <string.h>

/* What is needed for one publication; emptied for the next one. */
struct putting {
    struct ingest *ingest;
    struct tokens *tokens;
    struct arena *arena;
    struct buf frames, stamp, likeness;
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
    struct cache_entry key = ingest_cache_key(ingest, file), found_entry;
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
    publication->loose = entry->source->loose;
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

/* Notes and comments stand in one format only. */
static bool
put_likeness(struct putting *putting, const struct outcome *outcome, int64_t file)
{
    struct likeness_pairs pairs = { .count = 0 };
    for (size_t i = 0; i < outcome->document.page_count; i++) {
        const struct document_page *page = &outcome->document.pages[i];
        if (page->unit->part == WIRE_PART_BODY)
            likeness_pairs_add(&pairs, page->text, page->length);
    }
    likeness_pairs_sort(&pairs);
    buf_reset(&putting->likeness);
    likeness_write(&putting->likeness, &pairs);
    bool good = pairs.count == 0 || store_put_likeness(putting->ingest->work, file,
                                                       &putting->likeness, putting->err);
    likeness_pairs_free(&pairs);
    return good;
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
    return put_likeness(putting, outcome, file);
}

/* The work file knows it; after that was made anew, or under another name, the cache. */
static bool
find_added(const struct putting *putting, const struct plan_entry *entry, int64_t *added)
{
    const struct ingest *ingest = putting->ingest;
    const char *key = entry->source->publication.key, *kept;
    if (!store_added(ingest->work, key, added, putting->err))
        return false;
    if (*added != 0)
        return true;
    if (entry->source->loose && entry->files[0].renamed_from != NULL)
        key = entry->files[0].renamed_from;
    if (!cache_fact(ingest->cache, ingest_added_fact(key, putting->arena), putting->arena,
                    &kept, putting->err))
        return false;
    *added = strtoll(kept, NULL, 10);
    if (*added <= 0)
        *added = ingest->now;
    return true;
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
    int64_t added;
    if (!find_added(putting, entry, &added) ||
        !store_forget(ingest->work, key, putting->err) || !read_outcomes(putting, entry))
        return false;
    ingest->put++;
    if (!is_publication(putting, entry))
        return true;
    struct publication_file *files =
        arena_alloc(putting->arena, entry->file_count, sizeof *files);
    fill_publication(putting, entry, &publication);
    publication.added = added;
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
    return store_put_stamp(ingest->work, key,
                           ingest_stamp(entry, &putting->stamp, putting->arena),
                           putting->err);
}

static bool
put_stamp(struct putting *putting, const struct plan_entry *entry)
{
    const char *key = entry->source->publication.key, *old;
    struct ingest *ingest = putting->ingest;
    if (!store_stamp(ingest->work, key, putting->arena, &old, putting->err))
        return false;
    if (old == NULL) /* no publication: the cache remembers it */
        return cache_put_skipped(ingest->cache, key,
                                 ingest_stamp(entry, &putting->stamp, putting->arena),
                                 putting->err);
    return store_put_stamp(ingest->work, key,
                           ingest_stamp(entry, &putting->stamp, putting->arena),
                           putting->err);
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
                               .likeness = BUF_INIT(LIMIT_METADATA_BYTES),
                               .err = err };
    bool good = put_all(&putting) && twins_find(ingest->work, err);
    tokens_free(putting.tokens);
    arena_free(putting.arena);
    buf_free(&putting.frames);
    buf_free(&putting.stamp);
    buf_free(&putting.likeness);
    return good;
}
