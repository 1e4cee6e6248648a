/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighs the concepts of a query: how many pages hold them, which are too common to count. */
#include "store/fts5_match.h"
#include "store/rank.h"

#include <stdlib.h>
#include <string.h>

/* ---- document frequencies ---- */

/* Pages of one concept by language group. */
struct tally {
    double stems[FTS5_CODES], surfaces[FTS5_CODES];
};

static bool
add_surface(struct fts5_plan *plan, const struct query_form *form, struct tally *tally,
            bool *known, struct error *err)
{
    const struct fts5_df *df = fts5_df_surface(plan, form->token, err);
    for (size_t i = 0; df != NULL && i < df->count; i++) {
        const struct fts5_df_row *row = &df->rows[i];
        if (form->lang != NULL && fts5_group(form->lang) != row->group)
            continue;
        tally->surfaces[row->group] += row->pages;
        *known = true;
    }
    return df != NULL;
}

static bool
is_counted(const struct query *concept, size_t form)
{
    for (size_t i = 0; i < form; i++) {
        const struct query_form *a = &concept->forms[i], *b = &concept->forms[form];
        if (a->stem != NULL && a->lang != NULL &&
            fts5_group(a->lang) == fts5_group(b->lang) && strcmp(a->stem, b->stem) == 0)
            return true;
    }
    return false;
}

/* A stem of the library is known; tagged it may stand on no page all the same. */
struct standing {
    bool known, tagged;
};

static bool
add_stem(struct fts5_plan *plan, const struct query_form *form, bool again,
         struct tally *tally, struct standing *standing, struct error *err)
{
    const struct fts5_df *df = fts5_df_stem(plan, form->stem, err);
    unsigned char group = fts5_group(form->lang);
    for (size_t i = 0; df != NULL && i < df->count; i++) {
        const struct fts5_df_row *row = &df->rows[i];
        if (row->group != group)
            continue;
        *standing = (struct standing) { true, row->tagged };
        if (!again)
            tally->stems[group] += row->pages;
    }
    return df != NULL;
}

static bool
is_tagged(const struct query_form *form)
{
    return form->token[0] == 0x01;
}

/* A word that several languages know is as rare as it is where it stands mostly: "die" is no
 * rarity because five English pages have it. */
static void
weigh(struct fts5_plan *plan, struct fts5_concept *concept, const struct tally *tally)
{
    double sum = 0, pages[FTS5_CODES] = { 0 };
    concept->pages = 0;
    for (size_t i = 0; i < FTS5_CODES; i++) {
        double most = (double)plan->store->groups[i].rows;
        pages[i] = tally->stems[i] > 0 ? tally->stems[i] : tally->surfaces[i];
        pages[i] = pages[i] > most ? most : pages[i];
        concept->pages += pages[i];
    }
    for (size_t i = 0; i < FTS5_CODES; i++)
        if (pages[i] > 0)
            sum +=
                pages[i] * rank_idf_within((double)plan->store->rows, concept->pages,
                                           (double)plan->store->groups[i].rows, pages[i]);
    concept->idf = concept->pages > 0 ? sum / concept->pages : 0;
}

/* Never above the concept's own: there are more of them. */
static bool
count_related(struct fts5_plan *plan, struct fts5_concept *concept, struct error *err)
{
    const struct query *node = concept->node;
    struct fts5_concept all = { .node = NULL };
    struct tally tally = { { 0 }, { 0 } };
    bool *known = arena_alloc(plan->arena, node->related_count, sizeof *known);
    concept->known_related = known;
    for (size_t i = 0; i < node->related_count; i++) {
        const struct query_form *form = &node->related[i];
        struct standing standing = { true, false };
        /* The plain form comes with the tagged one. */
        if (is_tagged(form) && !add_stem(plan, form, false, &tally, &standing, err))
            return false;
        known[i] = !is_tagged(form) || standing.tagged;
    }
    weigh(plan, &all, &tally);
    concept->related_idf = all.idf < concept->idf ? all.idf : concept->idf;
    return true;
}

static bool
count_concept(struct fts5_plan *plan, const struct query *node, struct error *err)
{
    struct fts5_concept *concept = &plan->concepts[node->index];
    struct tally tally = { { 0 }, { 0 } }, compounds = { { 0 }, { 0 } };
    bool *known = arena_alloc(plan->arena, node->form_count, sizeof *known);
    concept->node = node;
    concept->known = known;
    concept->bare = true;
    for (size_t i = 0; i < node->form_count; i++) {
        const struct query_form *form = &node->forms[i];
        bool stem = form->stem != NULL && form->lang != NULL;
        concept->marked |= form->marked;
        if (form->marked && !stem) { /* one of the surface's pages */
            known[i] = true;
            concept->bare = false;
            continue;
        }
        struct standing standing = { false, false };
        bool good =
            stem ? add_stem(plan, form, is_counted(node, i), &tally, &standing, err)
                 : add_surface(plan, form, form->compound ? &compounds : &tally,
                               &standing.known, err);
        if (!good)
            return false;
        concept->bare &=
            form->compound || !standing.known || strcmp(form->token, node->surface) == 0;
        known[i] = stem && is_tagged(form) ? standing.tagged : standing.known;
    }
    for (size_t i = 0; i < FTS5_CODES; i++)
    concept->typed[i] = (float)tally.surfaces[i];
    weigh(plan, concept, &tally);
    if (concept->pages <= 0) /* stands in compounds only */
        weigh(plan, concept, &compounds);
    return count_related(plan, concept, err);
}

bool
fts5_plan_count(struct fts5_plan *plan, const struct query *node, struct error *err)
{
    if (node->op == QUERY_CONCEPT)
        return node->index >= LIMIT_QUERY_CONCEPTS ||
               plan->concepts[node->index].node != NULL || count_concept(plan, node, err);
    for (const struct query *child = node->first; child != NULL; child = child->next)
        if (!fts5_plan_count(plan, child, err))
            return false;
    return true;
}

bool
fts5_plan_has(const struct fts5_plan *plan, const struct query *node, size_t form)
{
    const struct fts5_concept *concept =
        node->index < LIMIT_QUERY_CONCEPTS ? &plan->concepts[node->index] : NULL;
    return concept != NULL && concept->node != NULL && form < concept->node->form_count &&
           concept->known[form];
}

bool
fts5_plan_has_related(const struct fts5_plan *plan, const struct query *node,
                      size_t related)
{
    const struct fts5_concept *concept =
        node->index < LIMIT_QUERY_CONCEPTS ? &plan->concepts[node->index] : NULL;
    return concept != NULL && concept->node != NULL &&
           related < concept->node->related_count && concept->known_related[related];
}

/* A synonym is not worth more than the word that was typed, should that be there at all. */
static void
weigh_synonyms(struct fts5_plan *plan)
{
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++) {
        struct fts5_concept *synonym = &plan->concepts[i];
        if (synonym->node == NULL || !synonym->node->synonym)
            continue;
        const struct fts5_concept *origin = &plan->concepts[synonym->node->origin];
        if (origin->pages > 0 && synonym->idf > origin->idf)
            synonym->idf = origin->idf;
    }
}

/* Synonyms do not say how telling the words of a query are. */
static bool
is_typed(const struct fts5_plan *plan, uint64_t wanted, size_t concept)
{
    return (wanted >> concept & 1) != 0 && !plan->concepts[concept].node->synonym;
}

/* In a long query "of" only costs; in "to be" there is nothing else. */
static void
find_weak(struct fts5_plan *plan, uint64_t wanted)
{
    double most = 0;
    unsigned count = 0;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++) {
        const struct fts5_concept *concept = &plan->concepts[i];
        if (!is_typed(plan, wanted, i) || concept->pages <= 0)
            continue;
        count++;
        most = concept->idf > most ? concept->idf : most;
    }
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++)
        plan->concepts[i].weak = count >= rank_settings.weak_from &&
                                 plan->concepts[i].pages > 0 &&
                                 plan->concepts[i].idf < rank_settings.weak * most;
}

/* "the" and "of" say nothing about a page, and that the query is in English: "most" alone may
 * be a bridge in Prague. One language is enough; a query may hold nothing else. */
static void
find_common(struct fts5_plan *plan, uint64_t wanted, const struct lang *lang)
{
    uint64_t common = 0;
    unsigned count = 0, others = 0;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++) {
        const struct fts5_concept *concept = &plan->concepts[i];
        if (!is_typed(plan, wanted, i) || concept->pages <= 0)
            continue;
        bool frequent =
            !concept->node->exact && lang_is_frequent(lang, concept->node->surface);
        common |= (uint64_t)frequent << i;
        count += frequent;
        others += !frequent;
    }
    for (size_t i = 0;
         count >= rank_settings.common_from && others > 0 && i < LIMIT_QUERY_CONCEPTS;
         i++)
        plan->concepts[i].common |= (common >> i & 1) != 0;
}

static void
find_unscored(struct fts5_plan *plan, uint64_t wanted)
{
    find_weak(plan, wanted);
    for (size_t i = 0; i < FTS5_CODES; i++)
        if (plan->store->langs[i].lang != NULL)
            find_common(plan, wanted, plan->store->langs[i].lang);
}

/* Of words side by side, "de" and "with" alone are no answer: a page must have one that says
 * more, or was asked for exactly. */
static void
find_telling(struct fts5_plan *plan, uint64_t wanted)
{
    double most = 0;
    if (plan->root == NULL || plan->root->op != QUERY_ANY)
        return;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++)
        if (is_typed(plan, wanted, i) && plan->concepts[i].idf > most)
            most = plan->concepts[i].idf;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++) {
        const struct fts5_concept *concept = &plan->concepts[i];
        if ((wanted >> i & 1) != 0 && (concept->node->exact || concept->node->synonym ||
                                       (!concept->common && concept->pages > 0 &&
                                        concept->idf >= rank_settings.telling * most)))
            plan->telling |= UINT64_C(1) << i;
    }
}

/* ---- the tree against what a page holds ---- */

static bool
has_concept(const struct query *node, uint64_t found)
{
    return node->index < LIMIT_QUERY_CONCEPTS && (found >> node->index & 1) != 0;
}

bool
fts5_plan_holds(const struct query *node, uint64_t found)
{
    if (node->op == QUERY_CONCEPT)
        return has_concept(node, found);
    if (node->op == QUERY_NOT)
        return fts5_plan_holds(node->first, found);
    bool any = node->op == QUERY_ANY || node->op == QUERY_OR || node->loose;
    for (const struct query *child = node->first; child != NULL; child = child->next)
        if (fts5_plan_holds(child, found) == any)
            return any;
    return !any;
}

bool
fts5_plan_covers(const struct query *node, uint64_t found)
{
    if (node->op == QUERY_CONCEPT)
        return has_concept(node, found);
    if (node->op == QUERY_NOT)
        return fts5_plan_covers(node->first, found);
    bool any = node->op == QUERY_OR;
    for (const struct query *child = node->first; child != NULL; child = child->next)
        if (fts5_plan_covers(child, found) == any)
            return any;
    return !any;
}

double
fts5_plan_score(const struct query *node, const double *scores, uint64_t found,
                uint64_t *used)
{
    if (node->op == QUERY_CONCEPT) {
        if (!has_concept(node, found & ~*used))
            return 0;
        *used |= UINT64_C(1) << node->index;
        return scores[node->index] * (node->weight > 0 ? node->weight : 1);
    }
    double sum = 0;
    uint64_t seen = *used;
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        uint64_t mine = node->op == QUERY_OR ? *used : seen;
        double score = fts5_plan_score(child, scores, found, &mine);
        sum = node->op == QUERY_OR ? (score > sum ? score : sum) : sum + score;
        seen |= mine;
        if (node->op == QUERY_NOT)
            break;
    }
    *used = seen;
    return sum;
}

/* ---- making it ---- */

static uint64_t
concepts_below(const struct query *node)
{
    if (node->op == QUERY_CONCEPT)
        return node->index < LIMIT_QUERY_CONCEPTS ? UINT64_C(1) << node->index : 0;
    uint64_t mask = 0;
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        mask |= concepts_below(child);
        if (node->op == QUERY_NOT)
            break;
    }
    return mask;
}

static int
compare_phrases(const void *left, const void *right)
{
    const struct fts5_phrase *a = left, *b = right;
    if (a->concept != b->concept)
    return a->concept < b->concept ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

bool
fts5_plan_make(struct fts5_plan *plan, const struct query *query, enum fts5_scan *scan,
               struct error *err)
{
    const struct query *excluded = NULL;
    plan->root = query;
    if (query->op == QUERY_NOT &&
        (query->first == NULL || query->first->op == QUERY_NOTHING)) {
        excluded = query->first != NULL ? query->first->next : NULL;
        plan->root = NULL;
    } else if (query->op == QUERY_NOTHING) {
        plan->root = NULL;
    }
    if (!fts5_plan_count(plan, query, err))
        return false;
    uint64_t wanted = plan->root != NULL ? concepts_below(plan->root) : 0;
    weigh_synonyms(plan);
    find_unscored(plan, wanted);
    find_telling(plan, wanted);
    fts5_foreign_find(plan, wanted);
    const struct query *text = plan->root != NULL ? plan->root : excluded;
    bool some = text != NULL && fts5_plan_text(plan, text, plan->root != NULL);
    if (plan->root != NULL)
        *scan = some ? FTS5_SCAN_TEXT : FTS5_SCAN_NOTHING;
    else
        *scan = some ? FTS5_SCAN_OTHERS : FTS5_SCAN_ALL;
    if (plan->phrase_count > 0)
        qsort(plan->phrases, plan->phrase_count, sizeof *plan->phrases, compare_phrases);
    return true;
}
