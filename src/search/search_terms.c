/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the words of a query found, and which of them are nowhere. */
#include "search/search_parts.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum {
    FORMS_SHOWN = 6, /* beside the typed word */
    FORMS_SEEN = 64, /* of one concept */
    FORMS_OF_STEM = 12
};

/* Written forms of one concept. */
struct collector {
    struct search_work *work;
    struct written {
        const char *surface, *shown;
        int64_t pages;
    } items[FORMS_SEEN];
    size_t count;
};

static bool
is_wanted(const struct query_filter *filter, const struct lang *lang)
{
    for (size_t i = 0; lang != NULL && i < filter->lang.count; i++)
        if (strcmp(filter->lang.items[i], lang->tag) == 0)
            return true;
    return filter->lang.count == 0;
}

static bool
collect(void *context, const struct store_term *term)
{
    struct collector *collector = context;
    struct arena *arena = collector->work->arena;
    if (!is_wanted(&collector->work->filter, term->lang))
        return true;
    for (size_t i = 0; i < collector->count; i++) {
        if (strcmp(collector->items[i].surface, term->surface) == 0) {
            collector->items[i].pages += term->pages;
            return true;
        }
    }
    if (collector->count < FORMS_SEEN)
        collector->items[collector->count++] =
            (struct written) { arena_copy(arena, term->surface),
                               arena_copy(arena, term->shown), term->pages };
    return true;
}

static bool
collect_form(struct collector *collector, const struct query_form *form,
             struct error *err)
{
    struct store *store = collector->work->store;
    if (form->stem == NULL)
        return store_words_of_surface(store, form->token, collect, collector, err);
    if (form->token[0] != 0x01) /* the plain form of a stem comes with the tagged one */
        return true;
    return store_words_of_stem(store, form->lang, form->stem, FORMS_OF_STEM, collect,
                               collector, err);
}

static int
by_pages(const void *a, const void *b)
{
    const struct written *left = a, *right = b;
    if (left->pages != right->pages)
        return left->pages < right->pages ? 1 : -1;
    return strcmp(left->surface, right->surface);
}

static void
write_term(struct collector *collector, const struct query *concept,
           struct search_term *term)
{
    const char **forms =
        arena_alloc(collector->work->arena, FORMS_SHOWN + 1, sizeof *forms);
    size_t count = 0;
    forms[count++] = concept->typed;
    qsort(collector->items, collector->count, sizeof collector->items[0], by_pages);
    for (size_t i = 0; i < collector->count && count <= FORMS_SHOWN; i++)
        if (strcmp(collector->items[i].surface, concept->surface) != 0)
            forms[count++] = collector->items[i].shown;
    *term = (struct search_term) { concept->typed, forms, count };
}

struct listing {
    struct search_work *work;
    struct results *results;
    struct search_term *terms;
    uint32_t seen; /* concepts */
    struct error *err;
    bool failed;
};

/* The joined spelling of a compound was not typed: it is no term of its own. */
static bool
is_listed(struct listing *listing, const struct query *concept)
{
    uint32_t bit = UINT32_C(1) << concept->index;
    if (listing->failed || (listing->seen & bit) != 0)
        return false;
    listing->seen |= bit;
    return strstr(listing->work->text, concept->typed) != NULL;
}

static void
list_concept(void *context, const struct query *concept)
{
    struct listing *listing = context;
    struct collector collector = { .work = listing->work };
    if (!is_listed(listing, concept))
        return;
    for (size_t i = 0; !concept->exact && i < concept->form_count; i++) {
        if (!collect_form(&collector, &concept->forms[i], listing->err)) {
            listing->failed = true;
            return;
        }
    }
    write_term(&collector, concept, &listing->terms[listing->results->term_count++]);
}

bool
search_terms_find(struct search_work *work, struct results *results, struct error *err)
{
    struct listing listing = { .work = work, .results = results, .err = err };
    listing.terms = arena_alloc(work->arena, LIMIT_QUERY_CONCEPTS, sizeof *listing.terms);
    results->terms = listing.terms;
    query_each_concept(work->query, list_concept, &listing);
    return !listing.failed;
}

/* ---- missing words ---- */

enum { MISSING_BYTES = 4 * LIMIT_QUERY_BYTES };

struct missing {
    uint32_t found, said; /* concepts */
    struct buf words;
};

static bool
is_found(const struct query *node, uint32_t found)
{
    if (node->op == QUERY_CONCEPT)
        return (found >> node->index & 1U) != 0;
    for (const struct query *child = node->first; child != NULL; child = child->next)
        if (is_found(child, found) == (node->op == QUERY_OR))
            return node->op == QUERY_OR;
    return node->op != QUERY_OR;
}

static void
say_word(struct missing *missing, const struct query *concept)
{
    uint32_t bit = UINT32_C(1) << concept->index;
    if (((missing->found | missing->said) & bit) != 0)
        return;
    missing->said |= bit;
    buf_add_text(&missing->words, missing->words.length > 0 ? ", " : "");
    buf_add_text(&missing->words, concept->typed);
}

/* Of alternatives one is enough; when there is none, the first is what is missing. */
static void
say_missing(struct missing *missing, const struct query *node)
{
    if (node->op == QUERY_CONCEPT) {
        say_word(missing, node);
        return;
    }
    if (node->op == QUERY_OR && is_found(node, missing->found))
        return;
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        say_missing(missing, child);
        if (node->op == QUERY_OR || node->op == QUERY_NOT)
            break;
    }
}

const char *
search_terms_missing(const struct query *query, uint32_t concepts, struct arena *arena)
{
    struct missing missing = { concepts, 0, BUF_INIT(MISSING_BYTES) };
    say_missing(&missing, query);
    const char *words = arena_text(arena, missing.words.data, missing.words.length);
    buf_free(&missing.words);
    return words;
}
