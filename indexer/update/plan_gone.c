/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are not where they were: gone for good, or here under another name. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

static const struct plan_file *
file_named(const struct plan_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->file_count; i++)
        if (strcmp(entry->files[i].now.name, name) == 0)
            return &entry->files[i];
    return NULL;
}

static bool
was_there(const struct plan_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->old.count; i++)
        if (strcmp(entry->old.files[i].name, name) == 0)
            return true;
    return false;
}

static void
add_gone(struct plan *plan, const char *key, const struct stamp_file *file)
{
    arena_grow(plan->arena, &plan->gone, &plan->gone_capacity, plan->gone_count + 1,
               sizeof *plan->gone);
    plan->gone[plan->gone_count++] = (struct plan_gone) { key, file, false };
}

static void
look_at_entry(struct plan *plan, const struct plan_entry *entry)
{
    for (size_t i = 0; i < entry->old.count && entry->action == PLAN_PUT; i++) {
        const struct stamp_file *old = &entry->old.files[i];
        const struct plan_file *now = file_named(entry, old->name);
        if (now == NULL)
            add_gone(plan, entry->source->publication.key, old);
        else
            plan->missing_count += old->digest[0] != '\0' && now->now.digest[0] == '\0';
    }
}

/* ---- the same content elsewhere ---- */

static int
by_digest(const void *left, const void *right)
{
    const struct plan_gone *a = left, *b = right;
    int order = strcmp(a->file->digest, b->file->digest);
    return order != 0 ? order : strcmp(a->file->name, b->file->name);
}

/* The first one of that content that nothing else has come from. */
static struct plan_gone *
gone_with(const struct plan *plan, const char *digest)
{
    size_t low = 0, high = plan->gone_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(plan->gone[middle].file->digest, digest) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < plan->gone_count && strcmp(plan->gone[low].file->digest, digest) == 0;
         low++)
        if (!plan->gone[low].renamed)
            return &plan->gone[low];
    return NULL;
}

static void
find_renamed(struct plan *plan, struct plan_entry *entry)
{
    for (size_t i = 0; i < entry->file_count && entry->action == PLAN_PUT; i++) {
        struct plan_file *file = &entry->files[i];
        if (file->now.digest[0] == '\0' || was_there(entry, file->now.name))
            continue;
        struct plan_gone *gone = gone_with(plan, file->now.digest);
        if (gone == NULL)
            continue;
        gone->renamed = true;
        file->renamed_from = gone->file->name;
        if (strcmp(gone->file->name, file->now.name) == 0)
            file->renamed_from = gone->key; /* the publication has another id */
        plan->renamed_count++;
    }
}

void
plan_find_gone(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        look_at_entry(plan, &plan->entries[i]);
    for (size_t i = 0; i < plan->removed_count; i++)
        for (size_t f = 0; f < plan->removed[i].old.count; f++)
            add_gone(plan, plan->removed[i].key, &plan->removed[i].old.files[f]);
    if (plan->gone_count == 0)
        return;
    qsort(plan->gone, plan->gone_count, sizeof *plan->gone, by_digest);
    for (size_t i = 0; i < plan->count; i++)
        find_renamed(plan, &plan->entries[i]);
}
