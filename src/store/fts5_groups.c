/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matching pages gathered by publication: the best of each, and what facets need. */
#include "store/fts5_match.h"

#include "store/rank.h"

#include <string.h>

enum { SCORED_PAGES = 3 /* that rank_publication looks at */ };

void
fts5_groups_open(struct fts5_groups *groups, struct fts5 *store, size_t passages,
                 struct arena *arena)
{
    if (passages > LIMIT_PASSAGES)
        passages = LIMIT_PASSAGES;
    groups->arena = arena;
    groups->keep = (uint16_t)(passages < SCORED_PAGES ? SCORED_PAGES : passages);
    groups->index_count = store->records.chunk_count * FTS5_CHUNK;
    groups->index = arena_alloc(arena, groups->index_count, sizeof *groups->index);
}

static struct fts5_group *
group_of(struct fts5_groups *groups, uint32_t publication)
{
    uint32_t *place = &groups->index[publication];
    if (*place == 0) {
        arena_grow(groups->arena, &groups->items, &groups->capacity, groups->count + 1,
                   sizeof *groups->items);
        groups->items[groups->count++] =
            (struct fts5_group) { .publication = publication };
        *place = (uint32_t)groups->count;
    }
    return &groups->items[*place - 1];
}

static bool
is_before(const struct fts5_found *a, const struct fts5_found *b)
{
    return a->score > b->score || (a->score >= b->score && a->page < b->page);
}

static void
make_room(struct fts5_groups *groups, struct fts5_group *group)
{
    size_t room = group->best_room == 0 ? SCORED_PAGES : groups->keep;
    struct fts5_found *best = arena_alloc(groups->arena, room, sizeof *best);
    if (group->best_count > 0)
        memcpy(best, group->best, group->best_count * sizeof *best);
    group->best = best;
    group->best_room = (uint16_t)room;
}

static void
keep_best(struct fts5_groups *groups, struct fts5_group *group,
          const struct fts5_found *found)
{
    if (group->best_count == group->best_room && group->best_room < groups->keep)
        make_room(groups, group);
    size_t at = group->best_count;
    if (at == group->best_room) {
        if (!is_before(found, &group->best[at - 1]))
            return;
        at--;
    } else {
        group->best_count++;
    }
    for (; at > 0 && is_before(found, &group->best[at - 1]); at--)
        group->best[at] = group->best[at - 1];
    group->best[at] = *found;
}

static void
keep_page(struct fts5_groups *groups, struct fts5_group *group,
          const struct fts5_found *found, bool counts)
{
    group->matched = true;
    group->concepts |= found->concepts;
    group->pages += counts;
    groups->pages += counts;
    keep_best(groups, group, found);
}

void
fts5_groups_add(struct fts5_groups *groups, const struct fts5_page *page,
                const struct fts5_found *found, unsigned fails)
{
    if (page->publication >= groups->index_count)
        return;
    struct fts5_group *group = group_of(groups, page->publication);
    group->reach |= fails;
    if ((fails & ~(unsigned)FTS5_LANG) == 0)
        group->langs[page->lang >> 6 & 1] |= UINT64_C(1) << (page->lang & 63);
    if ((fails & ~(unsigned)(FTS5_TYPE | FTS5_TWIN)) == 0 && page->format < 64)
        group->types |= UINT64_C(1) << page->format;
    if (fails == FTS5_TWIN && (group->twin.page == 0 || is_before(found, &group->twin)))
        group->twin = *found;
    if (fails == 0)
        keep_page(groups, group, found, page->part != STORE_PART_ABOUT);
}

/* A word may have been read from one format and lost in the other. */
void
fts5_groups_finish(struct fts5_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++) {
        struct fts5_group *group = &groups->items[i];
        if (!group->matched && group->twin.page != 0)
            keep_page(groups, group, &group->twin, true);
    }
}
