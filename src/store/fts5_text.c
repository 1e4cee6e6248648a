/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The MATCH text of a query: concepts and phrases under AND, OR and NOT. */
#include "store/fts5_clause.h"

enum { TEXT_DEPTH = 32 };

/* ---- lists ---- */

static bool node_text(struct fts5_plan *plan, const struct query *node, bool scored,
                      unsigned depth);

static bool
is_weak(const struct fts5_plan *plan, const struct query *node)
{
    return node->op == QUERY_CONCEPT && node->index < LIMIT_QUERY_CONCEPTS &&
           plan->concepts[node->index].weak;
}

/* Neighbours that were written side by side; see rank_proximity. */
static void
add_pair(struct fts5_plan *plan, const struct query *first, const struct query *second)
{
    if (first == NULL || first->op != QUERY_CONCEPT || second->op != QUERY_CONCEPT ||
        plan->pair_count == LIMIT_QUERY_CONCEPTS)
        return;
    plan->pairs[plan->pair_count].first = (uint8_t)first->index;
    plan->pairs[plan->pair_count++].second = (uint8_t)second->index;
}

static bool
any_text(struct fts5_plan *plan, const struct query *node, bool scored, bool weak,
         unsigned depth)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    const struct query *before = NULL;
    bool some = false;
    uint64_t dropped = 0;
    buf_add_char(&plan->text, '(');
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        if (!weak && is_weak(plan, child)) {
            dropped |= UINT64_C(1) << child->index;
            continue;
        }
        size_t length = plan->text.length;
        if (some)
            buf_add_text(&plan->text, " OR ");
        if (!node_text(plan, child, scored, depth)) {
            buf_cut(&plan->text, length);
            continue;
        }
        if (scored && node->op != QUERY_OR)
            add_pair(plan, before, child);
        before = child;
        some = true;
    }
    buf_add_char(&plan->text, ')');
    if (!some)
        return fts5_clause_back(plan, mark);
    plan->dropped |= dropped;
    return true;
}

static bool
all_text(struct fts5_plan *plan, const struct query *node, bool scored, unsigned depth)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    const struct query *before = NULL;
    buf_add_char(&plan->text, '(');
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        if (before != NULL)
            buf_add_text(&plan->text, " AND ");
        if (!node_text(plan, child, scored, depth))
            return fts5_clause_back(plan, mark);
        if (scored)
            add_pair(plan, before, child);
        before = child;
    }
    buf_add_char(&plan->text, ')');
    return before != NULL || fts5_clause_back(plan, mark);
}

static bool
not_text(struct fts5_plan *plan, const struct query *node, bool scored, unsigned depth)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    if (node->first == NULL)
        return false;
    buf_add_char(&plan->text, '(');
    if (!node_text(plan, node->first, scored, depth))
        return fts5_clause_back(plan, mark);
    struct fts5_mark first = fts5_clause_mark(plan);
    buf_add_text(&plan->text, " NOT ");
    if (node->first->next == NULL || !node_text(plan, node->first->next, false, depth))
        fts5_clause_back(plan, first);
    buf_add_char(&plan->text, ')');
    return true;
}

static bool
node_text(struct fts5_plan *plan, const struct query *node, bool scored, unsigned depth)
{
    if (depth == TEXT_DEPTH || plan->text.full)
        return false;
    switch (node->op) {
    case QUERY_CONCEPT: return fts5_clause_concept(plan, node, scored);
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return scored && node->loose ? any_text(plan, node, true, true, depth + 1)
                                     : fts5_combine(plan, node, scored);
    case QUERY_ANY:
        return (scored && any_text(plan, node, scored, false, depth + 1)) ||
               any_text(plan, node, scored, true, depth + 1);
    case QUERY_OR: return any_text(plan, node, scored, true, depth + 1);
    case QUERY_ALL: return all_text(plan, node, scored, depth + 1);
    case QUERY_NOT: return not_text(plan, node, scored, depth + 1);
    case QUERY_NOTHING: break;
    }
    return false;
}

/* ---- what every page must have ---- */

static bool
telling_text(struct fts5_plan *plan, const struct query *node, bool some)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    if (node->op == QUERY_CONCEPT) {
        if (node->index >= LIMIT_QUERY_CONCEPTS ||
            (plan->telling >> node->index & 1) == 0)
            return some;
        if (some)
            buf_add_text(&plan->text, " OR ");
        return fts5_clause_own(plan, node) || fts5_clause_back(plan, mark) || some;
    }
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        some = telling_text(plan, child, some);
        if (node->op == QUERY_NOT)
            break;
    }
    return some;
}

/* Looking for the telling words twice costs less than the pages with others only. */
static bool
is_telling_rare(const struct fts5_plan *plan)
{
    double telling = 0, others = 0;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++)
        if ((plan->telling >> i & 1) != 0)
            telling += plan->concepts[i].pages;
        else if ((plan->dropped >> i & 1) == 0)
            others += plan->concepts[i].pages;
    return plan->telling != 0 && others > telling;
}

/* FTS5 need not show the pages that have none of the telling words: with "a" and "for" in a
 * question these are most. */
static void
add_telling(struct fts5_plan *plan, const struct query *node)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    if (!is_telling_rare(plan))
        return;
    buf_add_text(&plan->text, " AND (");
    if (telling_text(plan, node, false))
        buf_add_char(&plan->text, ')');
    else
        fts5_clause_back(plan, mark);
}

bool
fts5_plan_text(struct fts5_plan *plan, const struct query *node, bool scored)
{
    if (!node_text(plan, node, scored, 0))
        return false;
    if (scored)
        add_telling(plan, node);
    return !plan->text.full;
}
