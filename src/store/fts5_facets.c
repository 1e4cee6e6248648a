/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many publications each value of a facet would leave: other values of the same facet do
 * not restrict it, values of other facets do. */
#include "store/fts5_match.h"

#include <stdlib.h>
#include <string.h>

struct counter {
    const struct fts5_filter *filter;
    const struct fts5_groups *groups;
    struct arena *arena;
};

static int
most_first(const void *left, const void *right)
{
    const struct store_facet_value *a = left, *b = right;
    if (a->publications != b->publications)
        return a->publications > b->publications ? -1 : 1;
    return strcmp(a->value, b->value);
}

static int
newest_first(const void *left, const void *right)
{
    const struct store_facet_value *a = left, *b = right;
    return strcmp(b->value, a->value);
}

/* Does the publication count in this facet: does nothing but the facet itself keep it out? */
static bool
is_open(const struct fts5_group *group, unsigned field)
{
    return group->matched || (group->reach & field) != 0;
}

static struct store_facet
finish(const char *name, struct store_facet_value *values, size_t count,
       int (*order)(const void *, const void *))
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i].publications > 0 || values[i].chosen)
            values[kept++] = values[i];
    if (kept > 1)
        qsort(values, kept, sizeof *values, order);
    if (kept > LIMIT_FACET_VALUES)
        kept = LIMIT_FACET_VALUES;
    return (struct store_facet) { name, values, kept };
}

/* What is in no known language is not offered as one. */
static struct store_facet
count_langs(const struct counter *counter)
{
    int64_t counts[128] = { 0 };
    for (size_t i = 0; i < counter->groups->count; i++)
        for (size_t code = 0; code < 128; code++)
            counts[code] +=
                (int64_t)(counter->groups->items[i].langs[code >> 6] >> (code & 63) & 1);
    struct store_facet_value *values = arena_alloc(counter->arena, 128, sizeof *values);
    size_t count = 0;
    for (size_t i = 0; i < lang_count() && count < 128; i++) {
        const struct lang *lang = lang_at(i);
        bool chosen = counter->filter->langs[lang->code];
        if (lang != lang_unknown() || chosen)
            values[count++] =
                (struct store_facet_value) { lang->tag, lang->self,
                                             counts[lang->code & 127], chosen };
    }
    return finish("lang", values, count, most_first);
}

/* 0: it has none, or another year is asked for. */
static int
year_of(const struct fts5_group *group)
{
    int year = is_open(group, FTS5_YEAR) ? group->record->year : 0;
    return year > 0 && year < 10000 ? year : 0;
}

/* No year at all: the first comes after the last. */
static void
year_span(const struct counter *counter, int *first, int *last)
{
    *first = 10000;
    *last = 0;
    for (size_t i = 0; i < counter->groups->count; i++) {
        int year = year_of(&counter->groups->items[i]);
        if (year > 0 && year < *first)
            *first = year;
        if (year > *last)
            *last = year;
    }
}

static struct store_facet
count_years(const struct counter *counter)
{
    int first, last;
    year_span(counter, &first, &last);
    size_t span = first <= last ? (size_t)(last - first) + 1 : 0;
    int64_t *counts = arena_alloc(counter->arena, span, sizeof *counts);
    size_t count = 0;
    for (size_t i = 0; i < counter->groups->count; i++) {
        int year = year_of(&counter->groups->items[i]);
        if (year > 0)
            count += counts[year - first]++ == 0;
    }
    struct store_facet_value *values = arena_alloc(counter->arena, count, sizeof *values);
    const struct query_filter *wanted = counter->filter->wanted;
    size_t at = 0;
    for (int year = last; year >= first; year--) {
        if (counts[year - first] == 0)
            continue;
        const char *value = arena_format(counter->arena, "%04d", year);
        bool chosen = (counter->filter->fields & FTS5_YEAR) != 0 &&
                      year >= wanted->year_from &&
                      (wanted->year_to == 0 || year <= wanted->year_to);
        values[at++] =
            (struct store_facet_value) { value, value, counts[year - first], chosen };
    }
    return finish("year", values, at, newest_first);
}

static struct store_facet_value *
open_values(const struct counter *counter, const struct fts5_values *from)
{
    struct store_facet_value *values =
        arena_alloc(counter->arena, from->count, sizeof *values);
    for (size_t i = 0; i < from->count; i++) {
        bool named = from->items[i].value != NULL && from->items[i].value[0] != '\0';
        values[i].value = named ? from->items[i].value : "";
        values[i].label = named ? from->items[i].label : "";
        values[i].chosen = named && from->chosen[i];
    }
    return values;
}

static struct store_facet
count_orgs(struct fts5 *store, const struct counter *counter)
{
    const struct fts5_values *from = &counter->filter->orgs;
    struct store_facet_value *values = open_values(counter, from);
    for (size_t i = 0; i < counter->groups->count; i++) {
        const struct fts5_group *group = &counter->groups->items[i];
        if (!is_open(group, FTS5_ORG))
            continue;
        for (uint32_t j = 0; j < group->record->org_count; j++) {
            uint32_t org = fts5_side_org(store, group->record->org_first + j);
            if (org > 0 && org < from->count)
                values[org].publications++;
        }
    }
    return finish("org", values, from->count, most_first);
}

static struct store_facet
count_kinds(const struct counter *counter)
{
    const struct fts5_values *from = &counter->filter->kinds;
    struct store_facet_value *values = open_values(counter, from);
    for (size_t i = 0; i < counter->groups->count; i++) {
        const struct fts5_group *group = &counter->groups->items[i];
        if (is_open(group, FTS5_KIND) && group->record->kind > 0 &&
            group->record->kind < from->count)
            values[group->record->kind].publications++;
    }
    return finish("kind", values, from->count, most_first);
}

static struct store_facet
count_types(const struct counter *counter)
{
    const struct fts5_values *from = &counter->filter->types;
    struct store_facet_value *values = open_values(counter, from);
    for (size_t i = 0; i < counter->groups->count; i++)
        for (size_t type = 1; type < from->count && type < 64; type++)
            values[type].publications +=
                (int64_t)(counter->groups->items[i].types >> type & 1);
    return finish("type", values, from->count, most_first);
}

bool
fts5_facets_count(struct fts5 *store, const struct fts5_filter *filter,
                  const struct fts5_groups *groups, struct arena *arena,
                  struct store_hits *hits, struct error *err)
{
    (void)err;
    struct counter counter = { filter, groups, arena };
    for (size_t i = 0; i < groups->count; i++)
        groups->items[i].record = fts5_side_record(store, groups->items[i].publication);
    struct store_facet *facets = arena_alloc(arena, 5, sizeof *facets);
    facets[0] = count_langs(&counter);
    facets[1] = count_years(&counter);
    facets[2] = count_orgs(store, &counter);
    facets[3] = count_kinds(&counter);
    facets[4] = count_types(&counter);
    hits->facets = facets;
    hits->facet_count = 5;
    return true;
}
