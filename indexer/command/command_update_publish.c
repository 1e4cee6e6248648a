/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a plan to a published index: what is checked before, and when it stays as it is. */
#include "command_update.h"

#include "update/publish.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

/* ---- what is gone ---- */

enum { LOSS_LEAST = 5 }; /* a folder of a handful changes by half every day */

/* What the last run could read, and what of it is gone although nobody took it out of a
 * catalogue: a folder has no other list than what is in it. */
static void
count_loss(const struct update *update, size_t *before, size_t *lost, size_t *now)
{
    const struct plan *plan = &update->plan;
    bool folder = update->command->path_count > 0;
    *before = *now = 0;
    *lost = plan->missing_count;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        for (size_t f = 0; f < entry->old.count; f++)
            *before += entry->old.files[f].digest[0] != '\0';
        for (size_t f = 0; f < entry->file_count; f++)
            *now += entry->files[f].now.digest[0] != '\0';
    }
    for (size_t i = 0; i < plan->removed_count; i++)
        for (size_t f = 0; f < plan->removed[i].old.count; f++)
            *before += plan->removed[i].old.files[f].digest[0] != '\0';
    for (size_t i = 0; i < plan->gone_count; i++)
        *lost +=
            folder && !plan->gone[i].renamed && plan->gone[i].file->digest[0] != '\0';
}

/* A work file that was lost cannot say what was there; the published index can. */
static bool
refuse_shrinking(struct update *update)
{
    struct store *store = NULL;
    struct error ignored = ERROR_INIT;
    int64_t now = (int64_t)update->library.count, before = 0;
    if (!store_open(update->command->index, &store, &ignored))
        return true;
    before = store_facts(store)->publications;
    store_close(store);
    if (before - now < LOSS_LEAST || 2 * now >= before)
        return true;
    return error_set(update->err, ERROR_REFUSED,
                     "the index in use holds %" PRId64 " publications, and only %" PRId64
                     " are here now; it was left as it is\n"
                     "hint: is the disk mounted? use --force to publish all the same",
                     before, now);
}

bool
command_update_refuse_loss(struct update *update)
{
    size_t before, lost, now;
    if (update->command->force || update->command->only_count > 0)
        return true;
    count_loss(update, &before, &lost, &now);
    if (before == 0)
        return refuse_shrinking(update);
    if (now == 0)
        return error_set(
            update->err, ERROR_REFUSED,
            "none of the files that were indexed can be read any more; the index was "
            "left as it is\n"
            "hint: is the disk mounted? use --force to empty the index all the same");
    if (lost < LOSS_LEAST || 2 * lost <= before)
        return true;
    return error_set(
        update->err, ERROR_REFUSED,
        "%zu of the %zu files that were indexed are gone or cannot be read; the index "
        "was left as it is\n"
        "hint: is the disk mounted? if they are meant to be gone use --force",
        lost, before);
}

/* ---- what the index was made from ---- */

static const char *
library_name(const struct update *update)
{
    return update->library.name[0] != '\0' ? update->library.name
                                           : update->command->config.library_name;
}

static bool
put_synonyms(struct update *update)
{
    struct tokens *tokens = tokens_new();
    bool good = store_put_synonyms(update->work, update->synonyms.items,
                                   update->synonyms.count, tokens, update->err);
    tokens_free(tokens);
    return good;
}

/* What the published index carries about itself. */
static bool
put_facts(struct update *update)
{
    return store_put_fact(update->work, "name", library_name(update), update->err) &&
           store_put_fact(update->work, "note", update->identity, update->err) &&
           put_synonyms(update);
}

/* Another name or other synonyms than last time are a change like any other. */
static bool
is_named_anew(struct update *update, bool *named)
{
    const char *last, *synonyms;
    if (!cache_fact(update->cache, "name", update->arena, &last, update->err) ||
        !cache_fact(update->cache, "synonyms", update->arena, &synonyms, update->err))
        return false;
    *named = strcmp(last, library_name(update)) != 0 ||
             strcmp(synonyms, update->synonyms.digest) != 0;
    return true;
}

/* Is the file at the index's place the one that the last run put there, and does it work? */
static bool
is_published(struct update *update, bool *same)
{
    char identity[128];
    const char *last;
    struct error ignored = ERROR_INIT;
    publish_identity(update->command->index, identity);
    if (!cache_fact(update->cache, "published", update->arena, &last, update->err))
        return false;
    *same = identity[0] != '\0' && strcmp(identity, last) == 0 &&
            publish_verify(update->command->index, NULL, &ignored);
    return true;
}

/* ---- queries that must find something ---- */

static void
tell_missed(void *context, const struct sample *sample, const char *found)
{
    struct update *update = context;
    if (update->command->json)
        sample_write_json(&update->missed, sample, found);
    else
        sample_write_text(&update->missed, sample, found);
}

static bool
check_samples(void *context, struct store *store, struct error *err)
{
    struct update *update = context;
    const struct command *command = update->command;
    if (!sample_run(store, &update->samples, (size_t)command->config.site_per_page,
                    tell_missed, update, &update->missed_count, err))
        return false;
    if (update->missed_count == 0 || command->force ||
        strcmp(command->config.index_sample_failures, "report") == 0)
        return true;
    return error_set(err, ERROR_REFUSED,
                     "%zu of %zu sample queries do not find what they should; the index "
                     "in use was left as it is\n"
                     "hint: correct the catalogue or '%s', or use --force",
                     update->missed_count, update->samples.count,
                     command->config.index_sample_queries);
}

/* ---- publishing ---- */

static bool
publish(struct update *update)
{
    char identity[128];
    if (!publish_index(update->work, update->command->index, check_samples, update,
                       update->err))
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
           cache_put_fact(update->cache, "synonyms", update->synonyms.digest,
                          update->err) &&
           ingest_finish(ingest, update->err);
}

/* What changed is ready in the work file; readers keep what was put back for them. */
static bool
stay_held(struct update *update)
{
    return error_set(
        update->err, ERROR_REFUSED,
        "the index was rolled back and stays as it is; what has changed since "
        "is ready\n"
        "hint: --force publishes it");
}

static bool
write_changes(struct update *update, struct ingest *ingest)
{
    const struct plan *plan = &update->plan;
    const char *published;
    bool same, named;
    if (!is_published(update, &same) || !is_named_anew(update, &named) ||
        !cache_fact(update->cache, "published", update->arena, &published, update->err))
        return false;
    bool fresh = named || plan->put_count + plan->removed_count > 0;
    bool publishing = (fresh || !same) && !update->held;
    if (!fresh && !publishing && plan->stamp_count == 0)
        return true;
    if (!write_work(update, ingest))
        return false;
    if (publishing)
        return publish(update);
    /* Only dates of files are new: what readers see is as up to date as it was. */
    return fresh || cache_put_fact(update->cache, "published", published, update->err);
}

bool
command_update_publish(struct update *update)
{
    const struct command *command = update->command;
    struct ingest ingest = { .plan = &update->plan,
                             .cache = update->cache,
                             .work = update->work,
                             .detect = &update->detect,
                             .program = update->program,
                             .identity = update->identity,
                             .workers = (unsigned)command->workers,
                             .now = (int64_t)time(NULL),
                             .full = command->full,
                             .whole_library = command->only_count == 0,
                             .progress = !command->quiet && !command->json,
                             .stopped = command_stopped };
    update->held = !command->force && publish_is_held(command->index);
    bool good = ingest_extract(&ingest, update->err) && write_changes(update, &ingest);
    update->read = ingest.read;
    return good && (!update->held || stay_held(update));
}
