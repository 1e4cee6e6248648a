/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file is unchanged when size, dates and inode are those of last time; else its content
 * decides. A publication is put again when its catalogue entry or a file's content changed. */
#include "plan.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PASSWORDS_MOST = 16, NS_IN_SECOND = 1000000000, SURE_SECONDS = 3 };

struct making {
    struct plan *plan;
    const struct plan_options *options;
    struct store *work;
    struct cache *cache;
    const struct library *library;
    struct error *err;
    const char **keys; /* of the library, sorted */
};

/* ---- digests of entries ---- */

static void
add_number(struct digest *digest, int64_t number)
{
    digest_add(digest, &number, sizeof number);
}

static void
add_file(struct digest *digest, const struct library_file *file)
{
    const char *const texts[] = { file->file.name, file->file.url,  file->file.label,
                                  file->file.part, file->file.lang, file->path,
                                  file->shown,     file->password };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        digest_add_text(digest, texts[i]);
}

static void
digest_entry(const struct library_entry *entry, const struct plan_options *options,
             char text[DIGEST_TEXT])
{
    const struct publication *publication = &entry->publication;
    const char *const texts[] = { options->rules,       options->passwords,
                                  publication->key,     publication->title,
                                  publication->about,   publication->kind,
                                  publication->lang,    publication->page,
                                  publication->contact, publication->translation_of };
    struct digest digest;
    digest_start(&digest);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        digest_add_text(&digest, texts[i]);
    add_number(&digest, publication->year);
    add_number(&digest, (int64_t)publication->organisation_count);
    for (size_t i = 0; i < publication->organisation_count; i++)
        digest_add_text(&digest, publication->organisations[i]);
    for (size_t i = 0; i < publication->topic_count; i++)
        digest_add_text(&digest, publication->topics[i]);
    for (size_t i = 0; i < entry->file_count; i++)
        add_file(&digest, &entry->files[i]);
    digest_end(&digest, text);
}

/* ---- files ---- */

static void
refuse(struct plan_file *file, const char *code, const char *reason)
{
    file->now.digest = "";
    file->now.status = REPORT_SKIPPED;
    file->now.code = code;
    file->now.reason = reason;
}

static void
forget_outcome(struct stamp_file *file)
{
    file->digest = file->code = file->lang = file->reason = file->name = "";
    file->bytes = -1;
    file->status = REPORT_INDEXED;
}

static bool
hash_file(struct making *making, struct plan_file *file)
{
    struct arena *arena = making->plan->arena;
    char text[DIGEST_TEXT];
    struct error why = ERROR_INIT;
    int descriptor =
        open(file->source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    int reason = errno;
    bool good = descriptor >= 0 && digest_file(descriptor, text, &why);
    if (descriptor < 0)
        error_set(&why, ERROR_INPUT, "cannot be read: %s", strerror(reason));
    if (descriptor >= 0)
        close(descriptor);
    if (good)
        file->now.digest = arena_copy(arena, text);
    else
        refuse(file, "unreadable", arena_copy(arena, why.text));
    return good;
}

/* A clock ticks in steps, those of some file systems in steps of two seconds, and clocks are
 * set: a file that changed just now, or that says it will, may change again with the same date.
 * Its content decides, then and next time. */
static int64_t
time_of_change(const struct stat *status)
{
    struct timespec now;
    int64_t changed =
        (int64_t)status->st_ctim.tv_sec * NS_IN_SECOND + status->st_ctim.tv_nsec;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age = (int64_t)now.tv_sec * NS_IN_SECOND + now.tv_nsec - changed;
    return age < (int64_t)SURE_SECONDS * NS_IN_SECOND ? STAMP_UNSURE : changed;
}

/* Size, dates and inode, or why there is no file. */
static bool
look_at(struct making *making, struct plan_file *file)
{
    struct stat status;
    file->now.name = file->source->shown;
    if (file->source->path[0] == '\0') {
        const char *code = file->source->absent_code;
        refuse(file, code == NULL ? "missing" : code, file->source->absent);
        return false;
    }
    if (stat(file->source->path, &status) != 0) {
        refuse(file, errno == ENOENT ? "missing" : "unreadable",
               arena_format(making->plan->arena, "cannot be read: %s", strerror(errno)));
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        refuse(file, "unreadable", "not a file but a folder, device, pipe or socket");
        return false;
    }
    file->now.bytes = status.st_size;
    file->now.mtime_ns =
        (int64_t)status.st_mtim.tv_sec * NS_IN_SECOND + status.st_mtim.tv_nsec;
    file->now.changed_ns = time_of_change(&status);
    file->now.inode = status.st_ino;
    if (status.st_size > LIMIT_DOCUMENT_BYTES) {
        refuse(file, "too-large", "larger than 1 GiB; split it");
        return false;
    }
    return true;
}

static bool
same_dates(const struct stamp_file *old, const struct stamp_file *now)
{
    return old->bytes == now->bytes && old->mtime_ns == now->mtime_ns &&
           old->changed_ns == now->changed_ns && old->inode == now->inode;
}

static bool
same_place(const struct stamp_file *old, const struct stamp_file *now)
{
    return same_dates(old, now) && now->changed_ns != STAMP_UNSURE &&
           old->digest[0] != '\0' && strcmp(old->code, "changed") != 0;
}

/* Compares one file with last time; old is NULL when it is new. */
static enum plan_action
compare_file(struct making *making, struct plan_file *file, const struct stamp_file *old)
{
    bool there = look_at(making, file);
    if (there && old != NULL && same_place(old, &file->now)) {
        file->now.digest = old->digest;
        return PLAN_KEEP;
    }
    if (there && !hash_file(making, file))
        there = false;
    if (old == NULL || strcmp(old->digest, file->now.digest) != 0 ||
        (!there && strcmp(old->code, file->now.code) != 0) ||
        (there && strcmp(old->code, "changed") == 0))
        return PLAN_PUT;
    return same_dates(old, &file->now) ? PLAN_KEEP : PLAN_STAMP;
}

static void
add_passwords(struct making *making, struct plan_file *file)
{
    struct arena *arena = making->plan->arena;
    if (file->source->password[0] != '\0')
        file->passwords[file->password_count++] = file->source->password;
    for (const char *word = making->options->passwords; *word != '\0';) {
        size_t length = strcspn(word, " \t");
        if (length > 0 && file->password_count < PASSWORDS_MOST)
            file->passwords[file->password_count++] = arena_text(arena, word, length);
        word += length + strspn(word + length, " \t");
    }
    if (file->password_count == 0)
        file->passwords[file->password_count++] = "";
}

/* ---- entries ---- */

static bool
read_old(struct making *making, const char *key, struct stamp *old)
{
    struct arena *arena = making->plan->arena;
    const char *text = NULL;
    memset(old, 0, sizeof *old);
    old->digest = "";
    if (making->work != NULL &&
        !store_stamp(making->work, key, arena, &text, making->err))
        return false;
    if (text == NULL && making->cache != NULL &&
        !cache_skipped(making->cache, key, arena, &text, making->err))
        return false;
    if (!stamp_read(text, arena, old))
        old->count = 0;
    return true;
}

/* What is kept reports as it did last time. */
static void
keep_outcome(struct plan_entry *entry)
{
    for (size_t i = 0; i < entry->file_count; i++) {
        struct stamp_file *now = &entry->files[i].now;
        const struct stamp_file *old = &entry->old.files[i];
        now->status = old->status;
        now->code = old->code;
        now->reason = old->reason;
        now->pages = old->pages;
        now->lang = old->lang;
        now->ms = old->ms;
    }
}

static bool
is_wanted(const struct plan_options *options, const char *key)
{
    for (size_t i = 0; i < options->only_count; i++)
        if (strcmp(options->only[i], key) == 0)
            return true;
    return options->only_count == 0;
}

static enum plan_action
worse(enum plan_action a, enum plan_action b)
{
    return a > b ? a : b;
}

static bool
plan_one(struct making *making, struct plan_entry *entry,
         const struct library_entry *source)
{
    entry->source = source;
    entry->file_count = source->file_count;
    entry->files =
        arena_alloc(making->plan->arena, source->file_count, sizeof *entry->files);
    digest_entry(source, making->options, entry->digest);
    if (!read_old(making, source->publication.key, &entry->old))
        return false;
    bool same = strcmp(entry->digest, entry->old.digest) == 0 &&
                entry->old.count == source->file_count;
    entry->action = same && !making->options->full ? PLAN_KEEP : PLAN_PUT;
    for (size_t i = 0; i < entry->file_count; i++) {
        struct plan_file *file = &entry->files[i];
        file->source = &source->files[i];
        forget_outcome(&file->now);
        add_passwords(making, file);
        const struct stamp_file *old = i < entry->old.count ? &entry->old.files[i] : NULL;
        entry->action =
            worse(entry->action, compare_file(making, file, same ? old : NULL));
    }
    if (entry->action != PLAN_PUT)
        keep_outcome(entry);
    return true;
}

/* ---- what is gone ---- */

static int
by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool
is_in_library(const struct making *making, const char *key)
{
    return bsearch(&key, making->keys, making->library->count, sizeof *making->keys,
                   by_text) != NULL;
}

static void
remove_key(struct making *making, const char *key)
{
    struct plan *plan = making->plan;
    arena_grow(plan->arena, &plan->removed, &plan->removed_capacity,
               plan->removed_count + 1, sizeof *plan->removed);
    plan->removed[plan->removed_count++].key = arena_copy(plan->arena, key);
}

static bool
each_stored(void *context, const char *key)
{
    if (!is_in_library(context, key))
        remove_key(context, key);
    return true;
}

static void
each_skipped(void *context, const char *key, const char *stamp)
{
    (void)stamp;
    each_stored(context, key);
}

static bool
find_removed(struct making *making)
{
    if (making->options->only_count > 0)
        return true;
    if (making->work != NULL &&
        !store_each_key(making->work, each_stored, making, making->err))
        return false;
    if (making->cache != NULL &&
        !cache_each_skipped(making->cache, each_skipped, making, making->err))
        return false;
    for (size_t i = 0; i < making->plan->removed_count; i++)
        if (!read_old(making, making->plan->removed[i].key,
                      &making->plan->removed[i].old))
            return false;
    return true;
}

static bool
check_only(struct making *making)
{
    for (size_t i = 0; i < making->options->only_count; i++)
        if (!is_in_library(making, making->options->only[i]))
            return error_set(
                making->err, ERROR_USAGE,
                "there is no publication '%s'\n"
                "hint: --only takes the ids of the catalogue, or paths relative "
                "to the folder named",
                making->options->only[i]);
    return true;
}

static bool
plan_entries(struct making *making)
{
    struct plan *plan = making->plan;
    plan->entries =
        arena_alloc(plan->arena, making->library->count, sizeof *plan->entries);
    for (size_t i = 0; i < making->library->count; i++) {
        const struct library_entry *source = &making->library->entries[i];
        if (making->options->stopped != NULL && making->options->stopped())
            return error_set(making->err, ERROR_SYSTEM, "stopped");
        if (!is_wanted(making->options, source->publication.key))
            continue;
        struct plan_entry *entry = &plan->entries[plan->count++];
        if (!plan_one(making, entry, source))
            return false;
        plan->put_count += entry->action == PLAN_PUT;
        plan->stamp_count += entry->action == PLAN_STAMP;
    }
    return true;
}

bool
plan_make(struct plan *plan, const struct library *library, struct store *work,
          struct cache *cache, const struct plan_options *options, struct arena *arena,
          struct error *err)
{
    struct making making = { plan, options, work, cache, library, err, NULL };
    memset(plan, 0, sizeof *plan);
    plan->arena = arena;
    making.keys = memory_new(library->count, sizeof *making.keys);
    for (size_t i = 0; i < library->count; i++)
        making.keys[i] = library->entries[i].publication.key;
    qsort(making.keys, library->count, sizeof *making.keys, by_text);
    bool good = check_only(&making) && plan_entries(&making) && find_removed(&making);
    free(making.keys);
    return good;
}
