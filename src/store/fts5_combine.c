/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phrases and NEAR as MATCH text: all combinations of forms that one page can hold. */
#include "store/fts5_clause.h"

#include <string.h>

/* A word of the phrase, and which of its forms can stand in it. */
struct place {
    const struct query *concept;
    size_t *forms; /* numbers */
    size_t count, at;
};

struct combination {
    struct place places[LIMIT_PHRASE_TOKENS];
    size_t count, split; /* split: words of NEAR's first operand; 0 for a phrase */
    bool phrase_scores;  /* see scores_as_phrase */
};

/* Is there a form before this one that has its token and counts in every page? */
static bool
is_repeated(const struct query *concept, size_t form)
{
    for (size_t i = 0; i < form; i++)
        if (concept->forms[i].lang == NULL &&
            strcmp(concept->forms[i].token, concept->forms[form].token) == 0)
            return true;
    return false;
}

static struct place
place_of(const struct fts5_plan *plan, const struct query *concept)
{
    struct place place = { .concept = concept };
    place.forms = arena_alloc(plan->arena, concept->form_count, sizeof *place.forms);
    for (size_t i = 0; i < concept->form_count; i++)
        if (fts5_clause_has(plan, concept, i) && !concept->forms[i].compound &&
            !concept->forms[i].marked && !is_repeated(concept, i))
            place.forms[place.count++] = i;
    return place;
}

static const struct query_form *
form_at(const struct place *place)
{
    return &place->concept->forms[place->forms[place->at]];
}

/* False where the node is no phrase, or a word of it stands nowhere. */
static bool
start_combination(const struct fts5_plan *plan, struct combination *combination,
                  const struct query *node)
{
    const struct query *child = node->op == QUERY_PHRASE ? node->first : node;
    for (; child != NULL; child = child->next) {
        if (child->op != QUERY_CONCEPT || combination->count == LIMIT_PHRASE_TOKENS)
            return false;
        struct place place = place_of(plan, child);
        if (place.count == 0)
            return false;
        combination->places[combination->count++] = place;
        if (node->op != QUERY_PHRASE)
            break;
    }
    return combination->count > 0;
}

static bool
next_combination(struct combination *combination)
{
    for (size_t i = combination->count; i-- > 0;) {
        if (++combination->places[i].at < combination->places[i].count)
            return true;
        combination->places[i].at = 0;
    }
    return false;
}

/* The one language group of the forms, 0 for all pages; false when there are two. */
static bool
group_of_combination(const struct combination *combination, uint8_t *group)
{
    *group = 0;
    for (size_t i = 0; i < combination->count; i++) {
        const struct lang *lang = form_at(&combination->places[i])->lang;
        uint8_t mine = lang != NULL ? fts5_group(lang) : 0;
        if (mine != 0 && *group != 0 && mine != *group)
            return false;
        *group = mine != 0 ? mine : *group;
    }
    return true;
}

static void
add_words(struct fts5_plan *plan, const struct combination *combination, size_t from,
          size_t to)
{
    buf_add_char(&plan->text, '"');
    for (size_t i = from; i < to; i++) {
        if (i > from)
            buf_add_char(&plan->text, ' ');
        fts5_clause_token(plan, form_at(&combination->places[i])->token);
    }
    buf_add_char(&plan->text, '"');
}

static void
add_combination(struct fts5_plan *plan, const struct combination *combination,
                uint8_t group, unsigned distance)
{
    for (size_t i = 0; combination->phrase_scores && i < combination->count; i++)
        fts5_clause_stands(plan,
                           &(struct fts5_phrase) {
                               .concept = (uint8_t)combination->places[i].concept->index,
                               .group = group,
                               .shift = (uint8_t)i,
                               .number = plan->numbers });
    if (combination->split == 0) {
        add_words(plan, combination, 0, combination->count);
        plan->numbers++;
        return;
    }
    buf_add_text(&plan->text, "NEAR(");
    add_words(plan, combination, 0, combination->split);
    buf_add_char(&plan->text, ' ');
    add_words(plan, combination, combination->split, combination->count);
    buf_format(&plan->text, ", %u)", distance);
    plan->numbers += 2;
}

static bool
combinations_text(struct fts5_plan *plan, const struct query *node,
                  struct combination *combination)
{
    size_t added = 0, tried = 0;
    do {
        uint8_t group;
        if (!group_of_combination(combination, &group))
            continue;
        if (added++ > 0)
            buf_add_text(&plan->text, " OR ");
        add_combination(plan, combination, group, node->distance);
    } while (added < LIMIT_CONCEPT_FORMS && ++tried < 65536 &&
             next_combination(combination));
    return added > 0;
}

/* Characters of scripts without spaces, and numbers: alone they mean little, so only where the
 * phrase stands do they count. They are words without a second form. */
static bool
scores_as_phrase(const struct combination *combination)
{
    for (size_t i = 0; i < combination->count; i++)
        if (combination->places[i].concept->exact ||
            combination->places[i].concept->form_count != 1)
            return false;
    return combination->split == 0;
}

/* ("a b" AND a AND b): the phrase restricts, its words give the score. */
bool
fts5_combine(struct fts5_plan *plan, const struct query *node, bool scored)
{
    struct combination combination = { .count = 0 };
    struct fts5_mark mark = fts5_clause_mark(plan);
    if (node->first == NULL)
        return false;
    bool near = node->op == QUERY_NEAR;
    if (!start_combination(plan, &combination, near ? node->first : node))
        return false;
    if (near) {
        combination.split = combination.count;
        if (node->first->next == NULL ||
            !start_combination(plan, &combination, node->first->next))
            return false;
    }
    combination.phrase_scores = scored && scores_as_phrase(&combination);
    buf_add_char(&plan->text, '(');
    fts5_clause_open(plan, combination.places[0].concept);
    if (!combinations_text(plan, node, &combination))
        return fts5_clause_back(plan, mark);
    buf_add_char(&plan->text, ')');
    for (size_t i = 0; scored && !combination.phrase_scores && i < combination.count;
         i++) {
        buf_add_text(&plan->text, " AND ");
        if (!fts5_clause_concept(plan, combination.places[i].concept, true))
            return fts5_clause_back(plan, mark);
    }
    buf_add_char(&plan->text, ')');
    return true;
}
