/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the words of a query found, and which of them are nowhere. */
#include "search/search_parts.h"

#include "base/limits.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum {
    FORMS_SHOWN = 6, /* beside the typed word */
    FORMS_SEEN = 48, /* of one concept */
    FORMS_OF_STEM = 12,
    SHOWN_BYTES = 4 * LIMIT_TOKEN_BYTES,
    FOLDED_BYTES = 16 * LIMIT_QUERY_BYTES /* ligatures grow when they are folded */
};

/* ---- what was seen ---- */

/* One written form, folded. */
struct form {
    const char *surface;
    const struct lang *lang;
    unsigned passages; /* that have it */
    unsigned last;     /* of them, by number */
};

struct search_seen {
    unsigned passage; /* the one in hand */
    struct {
        struct form *items; /* NULL: none yet, else of FORMS_SEEN */
        size_t count;
    } concepts[LIMIT_QUERY_CONCEPTS];
};

static void
see_form(struct search_work *work, unsigned concept, const struct lang *lang,
         const char *surface)
{
    struct search_seen *seen = work->seen;
    if (seen->concepts[concept].items == NULL)
        seen->concepts[concept].items =
            arena_alloc(work->arena, FORMS_SEEN, sizeof(struct form));
    struct form *items = seen->concepts[concept].items;
    size_t *count = &seen->concepts[concept].count, i = 0;
    while (i < *count &&
           (items[i].lang != lang || strcmp(items[i].surface, surface) != 0))
        i++;
    if (i == FORMS_SEEN)
        return;
    if (i == *count)
        items[(*count)++] =
            (struct form) { arena_copy(work->arena, surface), lang, 0, 0 };
    items[i].passages += items[i].last != seen->passage;
    items[i].last = seen->passage;
}

void
search_terms_see(void *context, const struct lang *lang, uint64_t concepts,
                 const char *surface)
{
    for (unsigned concept = 0; concepts != 0; concept ++, concepts >>= 1)
        if ((concepts & 1U) != 0)
            see_form(context, concept, lang, surface);
}

void
search_terms_next(struct search_work *work)
{
    if (work->seen == NULL)
        work->seen = arena_alloc(work->arena, 1, sizeof *work->seen);
    work->seen->passage++;
}

/* ---- how it is written ---- */

struct spelling {
    struct search_work *work;
    const struct lang *lang;
    const char *shown;
};

/* Without the soft hyphens that authors set. */
static const char *
without_soft_hyphens(const char *word, struct arena *arena)
{
    static const char soft[] = "\xC2\xAD";
    if (strstr(word, soft) == NULL)
        return arena_copy(arena, word);
    struct buf clean = BUF_INIT(SHOWN_BYTES);
    for (const char *at = word, *end; *at != '\0'; at = end) {
        const char *mark = strstr(at, soft);
        end = mark != NULL ? mark : at + strlen(at);
        buf_add(&clean, at, (size_t)(end - at));
        end += mark != NULL ? strlen(soft) : 0;
    }
    const char *copy = arena_text(arena, clean.data, clean.length);
    buf_free(&clean);
    return copy;
}

static bool
take_spelling(void *context, const struct store_term *term)
{
    struct spelling *spelling = context;
    if (term->lang != spelling->lang)
        return true;
    spelling->shown = without_soft_hyphens(term->shown, spelling->work->arena);
    return false;
}

static bool
find_spelling(struct search_work *work, const struct form *form, const char **shown,
              struct error *err)
{
    struct spelling spelling = { work, form->lang, form->surface };
    bool good =
        store_words_of_surface(work->store, form->surface, take_spelling, &spelling, err);
    *shown = spelling.shown;
    return good;
}

/* ---- the list ---- */

struct listing {
    struct search_work *work;
    struct results *results;
    struct search_term *terms;
    uint64_t seen; /* concepts */
    struct error *err;
    bool failed;
};

static int
by_passages(const void *a, const void *b)
{
    const struct form *left = a, *right = b;
    if (left->passages != right->passages)
        return left->passages < right->passages ? 1 : -1;
    return strcmp(left->surface, right->surface);
}

/* What somebody typed, in this or another case, is no other form; with accents that were not
 * typed it is. */
struct typed {
    const struct form *form;
    const char *shown;
    bool found;
};

static void
compare_typed(void *context, const struct query *concept)
{
    struct typed *typed = context;
    if (concept->synonym)
        return;
    struct buf a = BUF_INIT(FOLDED_BYTES), b = BUF_INIT(FOLDED_BYTES);
    if (typed->found || strcmp(concept->surface, typed->form->surface) != 0)
        return;
    fold_case(&a, typed->form->lang, concept->typed, strlen(concept->typed));
    fold_case(&b, typed->form->lang, typed->shown, strlen(typed->shown));
    typed->found = strcmp(a.data, b.data) == 0;
    buf_free(&a);
    buf_free(&b);
}

static bool
is_typed(const struct search_work *work, const struct form *form, const char *shown)
{
    struct typed typed = { form, shown, false };
    query_each_concept(work->query, compare_typed, &typed);
    return typed.found;
}

static bool
is_among(const char *const *forms, size_t count, const char *form)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(forms[i], form) == 0)
            return true;
    return false;
}

/* The forms of one concept in the making. */
struct writing {
    struct listing *listing;
    const struct query *concept;
    const char **forms;
    size_t count;
};

static void
add_shown(struct writing *writing, const char *shown)
{
    if (writing->count <= FORMS_SHOWN && !is_among(writing->forms, writing->count, shown))
        writing->forms[writing->count++] = shown;
}

static void
write_form(struct writing *writing, const struct form *form, const char *shown)
{
    if (!is_typed(writing->listing->work, form, shown))
        add_shown(writing, shown);
}

static void
write_seen(struct writing *writing, unsigned concept)
{
    struct listing *listing = writing->listing;
    struct search_seen *seen = listing->work->seen;
    struct form *items = seen->concepts[concept].items;
    size_t count = seen->concepts[concept].count;
    if (count > 1)
        qsort(items, count, sizeof items[0], by_passages);
    for (size_t i = 0; i < count && !listing->failed; i++) {
        const char *shown;
        listing->failed = !find_spelling(listing->work, &items[i], &shown, listing->err);
        if (!listing->failed)
            write_form(writing, &items[i], shown);
    }
}

static bool
was_seen_in(const struct writing *writing, const struct lang *lang)
{
    const struct search_seen *seen = writing->listing->work->seen;
    const struct form *items = seen->concepts[writing->concept->index].items;
    for (size_t i = 0; i < seen->concepts[writing->concept->index].count; i++)
        if (items[i].lang == lang)
            return true;
    return false;
}

static bool
take_unseen(void *context, const struct store_term *term)
{
    struct writing *writing = context;
    struct arena *arena = writing->listing->work->arena;
    struct form form = { arena_copy(arena, term->surface), term->lang, 0, 0 };
    if (was_seen_in(writing, term->lang))
        write_form(writing, &form, without_soft_hyphens(term->shown, arena));
    return writing->count <= FORMS_SHOWN;
}

/* Any page with a form of the word is a result, as long as nothing but words decides. */
static bool
finds_all_forms(const struct search_work *work)
{
    const struct query_filter *filter = &work->filter;
    enum query_op op = work->query->op;
    return (op == QUERY_CONCEPT || op == QUERY_ANY) && filter->org.count == 0 &&
           filter->kind.count == 0 && filter->type.count == 0 && filter->in.count == 0 &&
           filter->year_from == 0 && filter->year_to == 0;
}

/* Languages of a group share their stems. */
static bool
was_seen_near(const struct writing *writing, const struct lang *lang)
{
    const struct search_seen *seen = writing->listing->work->seen;
    const struct form *items = seen->concepts[writing->concept->index].items;
    for (size_t i = 0; i < seen->concepts[writing->concept->index].count; i++)
        if (items[i].lang != NULL && strcmp(items[i].lang->group, lang->group) == 0)
            return true;
    return false;
}

/* Forms on pages further down the list, in languages of those that were seen. */
static void
write_unseen(struct writing *writing)
{
    struct listing *listing = writing->listing;
    const struct query *concept = writing->concept;
    for (size_t i = 0;
         i < concept->form_count && writing->count <= FORMS_SHOWN && !listing->failed;
         i++) {
        const struct query_form *form = &concept->forms[i];
        if (form->stem != NULL && form->token[0] == 0x01 &&
            was_seen_near(writing, form->lang))
            listing->failed =
                !store_words_of_stem(listing->work->store, form->lang, form->stem,
                                     FORMS_OF_STEM, take_unseen, writing, listing->err);
    }
}

/* What stands for the word instead: it is listed among its forms. */
static void
write_synonym(void *context, const struct query *concept)
{
    struct writing *writing = context;
    const struct search_seen *seen = writing->listing->work->seen;
    if (!concept->synonym || concept->origin != writing->concept->index)
        return;
    if (concept->whole == NULL)
        write_seen(writing, concept->index);
    else if (concept->whole[0] != '\0' && seen->concepts[concept->index].count > 0)
        add_shown(writing, concept->whole);
}

static void
write_term(struct listing *listing, const struct query *concept, struct search_term *term)
{
    struct search_work *work = listing->work;
    struct writing writing = { listing, concept, NULL, 0 };
    bool seen = work->seen != NULL;
    bool found = seen && work->seen->concepts[concept->index].count > 0;
    writing.forms = arena_alloc(work->arena, FORMS_SHOWN + 1, sizeof(char *));
    writing.forms[writing.count++] = concept->typed;
    if (found)
        write_seen(&writing, concept->index);
    if (seen)
        query_each_concept(work->query, write_synonym, &writing);
    found = found || writing.count > 1;
    if (found && !concept->exact && finds_all_forms(work))
        write_unseen(&writing);
    *term = (struct search_term) { concept->typed, writing.forms, writing.count, found };
}

/* The joined spelling of a compound was not typed: it is no term of its own. */
static bool
is_listed(struct listing *listing, const struct query *concept)
{
    uint64_t bit = UINT64_C(1) << concept->index;
    if (listing->failed || concept->synonym || (listing->seen & bit) != 0)
        return false;
    listing->seen |= bit;
    return strstr(listing->work->text, concept->typed) != NULL;
}

static void
list_concept(void *context, const struct query *concept)
{
    struct listing *listing = context;
    if (is_listed(listing, concept))
        write_term(listing, concept, &listing->terms[listing->results->term_count++]);
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
    uint64_t found, said; /* concepts */
    struct buf words;
};

static bool
is_found(const struct query *node, uint64_t found)
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
    uint64_t bit = UINT64_C(1) << concept->index;
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
search_terms_missing(const struct query *query, uint64_t concepts, struct arena *arena)
{
    struct missing missing = { concepts, 0, BUF_INIT(MISSING_BYTES) };
    say_missing(&missing, query);
    const char *words = arena_text(arena, missing.words.data, missing.words.length);
    buf_free(&missing.words);
    return words;
}
