/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every file goes to the first one in a fixed order that it is a twin of, so that the outcome
 * does not depend on which of them came first. */
#include "twins.h"

#include "base/hash.h"
#include "likeness.h"

#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_MOST = 64 /* that share a number: more is boilerplate */ };

/* Nine in ten word pairs of a page are found in the twin: then what is found on the one is
 * found on the other. A page with more of its own stays a page of its own. */
static const double page_least = 0.9;

struct candidate {
    uint64_t number;
    uint32_t place; /* in files */
};

struct search {
    struct store *store;
    struct arena *arena;
    struct store_twin *all;
    const struct store_twin **files; /* in the order in which they are shown */
    struct likeness *likenesses;     /* of files */
    size_t count;
    struct candidate *candidates;
    size_t candidate_count, candidate_capacity;
    uint32_t
        *firsts; /* by place: the twin that is shown first, or the file's own place */
    struct error *err;
};

/* ---- the order ---- */

/* A page of a PDF can be opened, a section of an HTML page; of others the file at best. */
static int
rank_of(const struct store_twin *file)
{
    return strcmp(file->format, "pdf") == 0    ? 0
           : strcmp(file->format, "html") == 0 ? 1
           : file->format[0] != '\0'           ? 2
                                               : 3;
}

static int
by_order(const void *left, const void *right)
{
    const struct store_twin *a = *(const struct store_twin *const *)left;
    const struct store_twin *b = *(const struct store_twin *const *)right;
    int order = rank_of(a) - rank_of(b);
    if (order == 0)
        order = strcmp(a->key, b->key);
    return order != 0 ? order : a->file < b->file ? -1 : a->file > b->file;
}

static void
put_in_order(struct search *search)
{
    search->files = arena_alloc(search->arena, search->count, sizeof(void *));
    search->likenesses =
        arena_alloc(search->arena, search->count, sizeof *search->likenesses);
    search->firsts = arena_alloc(search->arena, search->count, sizeof *search->firsts);
    for (size_t i = 0; i < search->count; i++)
        search->files[i] = &search->all[i];
    if (search->count > 1)
        qsort(search->files, search->count, sizeof(void *), by_order);
    for (size_t i = 0; i < search->count; i++) {
        const struct store_twin *file = search->files[i];
        likeness_read(file->likeness, file->likeness_length, &search->likenesses[i]);
        search->firsts[i] = (uint32_t)i;
    }
}

/* ---- which to compare ---- */

static void
add_candidate(struct search *search, uint64_t number, size_t place)
{
    arena_grow(search->arena, &search->candidates, &search->candidate_capacity,
               search->candidate_count + 1, sizeof *search->candidates);
    search->candidates[search->candidate_count++] =
        (struct candidate) { number, (uint32_t)place };
}

/* Only files of the same part, the same bytes or the same band can be twins. */
static void
add_candidates(struct search *search, size_t place)
{
    const struct store_twin *file = search->files[place];
    uint64_t bands[LIKENESS_BANDS];
    if (file->part[0] != '\0')
        add_candidate(search, hash_text(file->part) + (uint64_t)file->publication, place);
    if (file->digest[0] != '\0')
        add_candidate(search, hash_text(file->digest), place);
    if (likeness_bands(&search->likenesses[place], bands))
        for (size_t i = 0; i < LIKENESS_BANDS; i++)
            add_candidate(search, bands[i], place);
}

/* The same part in another language is no other format. */
static bool
is_same_part(const struct store_twin *a, const struct store_twin *b)
{
    bool other =
        a->lang[0] != '\0' && b->lang[0] != '\0' && strcmp(a->lang, b->lang) != 0;
    return a->part[0] != '\0' && strcmp(a->part, b->part) == 0 && !other;
}

static bool
is_twin(const struct search *search, size_t left, size_t right)
{
    const struct store_twin *a = search->files[left], *b = search->files[right];
    bool together = a->publication == b->publication;
    if (!together && !(a->loose && b->loose))
        return false;
    if (together && is_same_part(a, b))
        return true;
    if (a->digest[0] != '\0' && strcmp(a->digest, b->digest) == 0)
        return true;
    return likeness_is_same(&search->likenesses[left], &search->likenesses[right]);
}

/* ---- who goes with whom ---- */

static int
by_number(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static int
by_place(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* For each candidate one before it that has the same number, as a pair: (earlier, later). */
static struct candidate *
make_pairs(struct search *search, size_t *count)
{
    struct candidate *pairs = NULL, *all = search->candidates;
    size_t capacity = 0;
    *count = 0;
    if (search->candidate_count > 1)
        qsort(all, search->candidate_count, sizeof *all, by_number);
    for (size_t i = 0, start = 0; i < search->candidate_count; i++) {
        start = all[i].number == all[start].number ? start : i;
        for (size_t j = start; j < i && j < start + CANDIDATES_MOST; j++) {
            arena_grow(search->arena, &pairs, &capacity, *count + 1, sizeof *pairs);
            pairs[(*count)++] = (struct candidate) { all[j].place, all[i].place };
        }
    }
    if (*count > 1)
        qsort(pairs, *count, sizeof *pairs, by_place);
    return pairs;
}

/* Later ones in order: a file that goes with another one takes nobody with it. */
static void
join(struct search *search)
{
    size_t count;
    struct candidate *pairs = make_pairs(search, &count);
    for (size_t i = 0; i < count; i++) {
        size_t later = pairs[i].place, earlier = (size_t)pairs[i].number;
        bool again = i > 0 && pairs[i].number == pairs[i - 1].number &&
                     pairs[i].place == pairs[i - 1].place;
        if (!again && search->firsts[later] == later &&
            search->firsts[earlier] == earlier && is_twin(search, earlier, later))
            search->firsts[later] = (uint32_t)earlier;
    }
}

/* ---- pages ---- */

/* What some pages say, and in which languages. */
struct said {
    struct likeness_pairs pairs;
    bool langs[256]; /* by code */
};

static bool
read_pages(struct search *search, const int64_t *pages, size_t count, struct said *said)
{
    struct arena *arena = arena_new();
    bool good = true;
    memset(said, 0, sizeof *said);
    for (size_t i = 0; i < count && good; i++) {
        struct store_page page;
        good = store_load(search->store, pages[i], arena, &page, search->err);
        if (!good)
            break;
        likeness_pairs_add(&said->pairs, page.text, page.text_length);
        said->langs[page.lang->code] = true;
        arena_reset(arena);
    }
    arena_free(arena);
    likeness_pairs_sort(&said->pairs);
    return good;
}

/* Is it found wherever the page is, with a filter for its language, too? */
static bool
is_held(const struct said *page, const struct said *whole)
{
    for (size_t i = 0; i < sizeof page->langs; i++)
        if (page->langs[i] && !whole->langs[i])
            return false;
    return likeness_pairs_held(&page->pairs, &whole->pairs) >= page_least;
}

/* The pages of the file that say nothing that the other does not. */
static bool
mark_pages(struct search *search, const struct store_twin *file,
           const struct store_twin *first)
{
    struct said whole = { .langs = { false } };
    int64_t *pages = NULL;
    size_t count = 0;
    bool good = store_twin_pages(search->store, first->file, search->arena, &pages,
                                 &count, search->err) &&
                read_pages(search, pages, count, &whole) &&
                store_twin_pages(search->store, file->file, search->arena, &pages, &count,
                                 search->err);
    for (size_t i = 0; i < count && good; i++) {
        struct said page;
        good = read_pages(search, &pages[i], 1, &page) &&
               store_put_twin_page(search->store, pages[i], is_held(&page, &whole),
                                   search->err);
        likeness_pairs_free(&page.pairs);
    }
    likeness_pairs_free(&whole.pairs);
    return good;
}

/* ---- what is new ---- */

static bool
write_one(struct search *search, size_t place)
{
    const struct store_twin *file = search->files[place];
    const struct store_twin *first = search->files[search->firsts[place]];
    bool alone = first == file;
    if (file->twin_of == (alone ? 0 : first->file))
        return true;
    return store_put_twin(search->store, file, alone ? NULL : first, search->err) &&
           (alone || mark_pages(search, file, first));
}

bool
twins_find(struct store *store, struct error *err)
{
    struct search search = { .store = store, .arena = arena_new(), .err = err };
    bool good = store_twins(store, search.arena, &search.all, &search.count, err);
    if (good) {
        put_in_order(&search);
        for (size_t i = 0; i < search.count; i++)
            add_candidates(&search, i);
        join(&search);
    }
    for (size_t i = 0; i < search.count && good; i++)
        good = write_one(&search, i);
    arena_free(search.arena);
    return good;
}
