/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The MATCH text of a query: quoted finished tokens, AND, OR, NOT, NEAR and nothing typed. */
#include "store/fts5_match.h"

#include <string.h>

enum { TEXT_DEPTH = 32 };

/* Where to come back to when a branch turns out to match nothing. */
struct mark {
    size_t length, phrases;
    unsigned numbers;
    size_t pairs;
};

static struct mark
mark_here(const struct fts5_plan *plan)
{
    return (struct mark) { plan->text.length, plan->phrase_count, plan->numbers,
                           plan->pair_count };
}

static bool
go_back(struct fts5_plan *plan, struct mark mark)
{
    buf_cut(&plan->text, mark.length);
    plan->phrase_count = mark.phrases;
    plan->numbers = mark.numbers;
    plan->pair_count = mark.pairs;
    return false;
}

static void
add_token(struct fts5_plan *plan, const char *token)
{
    for (; *token != '\0'; token++) {
        if (*token == '"')
            buf_add_char(&plan->text, '"');
        buf_add_char(&plan->text, *token);
    }
}

static void
add_phrase(struct fts5_plan *plan, const struct fts5_phrase *phrase)
{
    arena_grow(plan->arena, &plan->phrases, &plan->phrase_capacity,
               plan->phrase_count + 1, sizeof *plan->phrases);
    plan->phrases[plan->phrase_count++] = *phrase;
}

/* What stands between quotes must be one token of the stream, whoever made it. */
static bool
is_token(const char *token)
{
    size_t from = token[0] == 1 && token[1] > ' ' ? 2 : 0;
    size_t length = strlen(token + from);
    if (length == 0 || length > LIMIT_TOKEN_BYTES)
        return false;
    for (; token[from] != '\0'; from++)
        if ((unsigned char)token[from] <= ' ')
            return false;
    return true;
}

static bool
is_usable(const struct fts5_plan *plan, const struct query *concept, size_t form)
{
    return fts5_plan_has(plan, concept, form) && is_token(concept->forms[form].token);
}

static void
open_field(struct fts5_plan *plan, const struct query *node)
{
    if (node->field == QUERY_FIELD_TITLE)
        buf_add_text(&plan->text, "{title} : ");
    buf_add_char(&plan->text, '(');
}

/* A plain word that counts in one language only would exclude pages of others. */
static bool
is_left_out(const struct fts5_plan *plan, const struct query *node, size_t form,
            bool scored)
{
    const struct query_form *added = &node->forms[form];
    return !is_usable(plan, node, form) ||
           (!scored && added->lang != NULL && added->token[0] != 1);
}

/* A word that is its own stem in many languages is one token: FTS5 reads its postings once.
 * The earlier form with this token; form itself when there is none. */
static size_t
first_with_token(const struct fts5_plan *plan, const struct query *node, size_t form,
                 bool scored)
{
    for (size_t i = 0; i < form; i++)
        if (!is_left_out(plan, node, i, scored) &&
            strcmp(node->forms[i].token, node->forms[form].token) == 0)
            return i;
    return form;
}

static void
add_form(struct fts5_plan *plan, const struct query *node, size_t form, unsigned number)
{
    const struct query_form *added = &node->forms[form];
    struct fts5_phrase phrase = { .number = number };
    phrase.concept = (uint8_t)node->index;
    phrase.group = added->lang != NULL ? fts5_group(added->lang) : 0;
    phrase.compound = added->compound;
    phrase.exact = strcmp(added->token, node->surface) == 0;
    add_phrase(plan, &phrase);
}

/* Their rows are looked at only where another word of the query stands, too. */
static bool
related_text(struct fts5_plan *plan, const struct query *node, bool some)
{
    for (size_t i = 0; i < node->related_count; i++) {
        const struct query_form *form = &node->related[i];
        if (!is_token(form->token))
            continue;
        buf_add_text(&plan->text, some ? " OR \"" : "\"");
        some = true;
        add_token(plan, form->token);
        buf_add_char(&plan->text, '"');
        add_phrase(plan, &(struct fts5_phrase) { .concept = (uint8_t)node->index,
                                                 .group = fts5_group(form->lang),
                                                 .related = true,
                                                 .number = plan->numbers++ });
    }
    return some;
}

static bool
concept_text(struct fts5_plan *plan, const struct query *node, bool scored)
{
    struct mark mark = mark_here(plan);
    unsigned *numbers = arena_alloc(plan->arena, node->form_count, sizeof *numbers);
    bool some = false;
    open_field(plan, node);
    for (size_t i = 0; i < node->form_count; i++) {
        if (is_left_out(plan, node, i, scored))
            continue;
        size_t first = first_with_token(plan, node, i, scored);
        if (first == i) {
            buf_add_text(&plan->text, some ? " OR \"" : "\"");
            add_token(plan, node->forms[i].token);
            buf_add_char(&plan->text, '"');
            numbers[i] = plan->numbers++;
        }
        if (scored && (first == i || node->forms[first].lang != NULL))
            add_form(plan, node, i, numbers[first]);
        some = true;
    }
    if (scored && related_text(plan, node, some))
        some = true;
    buf_add_char(&plan->text, ')');
    return some || go_back(plan, mark);
}

/* ---- phrases and NEAR: all combinations of forms that one page can hold ---- */

struct combination {
    const struct query *concepts[LIMIT_PHRASE_TOKENS];
    size_t forms[LIMIT_PHRASE_TOKENS];
    size_t count, split; /* split: words of NEAR's first operand; 0 for a phrase */
    bool phrase_scores;  /* see scores_as_phrase */
};

static bool
start_combination(struct combination *combination, const struct query *node)
{
    const struct query *child = node->op == QUERY_PHRASE ? node->first : node;
    for (; child != NULL; child = child->next) {
        if (child->op != QUERY_CONCEPT || combination->count == LIMIT_PHRASE_TOKENS)
            return false;
        combination->concepts[combination->count++] = child;
        if (node->op != QUERY_PHRASE)
            break;
    }
    return combination->count > 0;
}

static bool
next_combination(struct combination *combination)
{
    for (size_t i = combination->count; i-- > 0;) {
        if (++combination->forms[i] < combination->concepts[i]->form_count)
            return true;
        combination->forms[i] = 0;
    }
    return false;
}

/* The one language group of the forms, 0 for all pages; false when there are two. */
static bool
group_of_combination(const struct fts5_plan *plan, const struct combination *combination,
                     uint8_t *group)
{
    *group = 0;
    for (size_t i = 0; i < combination->count; i++) {
        const struct query *concept = combination->concepts[i];
        const struct lang *lang = concept->forms[combination->forms[i]].lang;
        uint8_t mine = lang != NULL ? fts5_group(lang) : 0;
        if (!is_usable(plan, concept, combination->forms[i]) ||
            concept->forms[combination->forms[i]].compound ||
            (mine != 0 && *group != 0 && mine != *group))
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
        add_token(plan, combination->concepts[i]->forms[combination->forms[i]].token);
    }
    buf_add_char(&plan->text, '"');
}

static void
add_combination(struct fts5_plan *plan, const struct combination *combination,
                uint8_t group, unsigned distance)
{
    for (size_t i = 0; combination->phrase_scores && i < combination->count; i++)
        add_phrase(plan, &(struct fts5_phrase) {
                             .concept = (uint8_t)combination->concepts[i]->index,
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
        if (!group_of_combination(plan, combination, &group))
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
        if (combination->concepts[i]->exact || combination->concepts[i]->form_count != 1)
            return false;
    return combination->split == 0;
}

/* ("a b" AND a AND b): the phrase restricts, its words give the score. */
static bool
phrase_text(struct fts5_plan *plan, const struct query *node, bool scored)
{
    struct combination combination = { .count = 0 };
    struct mark mark = mark_here(plan);
    if (node->first == NULL)
        return false;
    bool near = node->op == QUERY_NEAR;
    if (!start_combination(&combination, near ? node->first : node))
        return false;
    if (near) {
        combination.split = combination.count;
        if (node->first->next == NULL ||
            !start_combination(&combination, node->first->next))
            return false;
    }
    combination.phrase_scores = scored && scores_as_phrase(&combination);
    buf_add_char(&plan->text, '(');
    open_field(plan, combination.concepts[0]);
    if (!combinations_text(plan, node, &combination))
        return go_back(plan, mark);
    buf_add_char(&plan->text, ')');
    for (size_t i = 0; scored && !combination.phrase_scores && i < combination.count;
         i++) {
        buf_add_text(&plan->text, " AND ");
        if (!concept_text(plan, combination.concepts[i], true))
            return go_back(plan, mark);
    }
    buf_add_char(&plan->text, ')');
    return true;
}

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
    struct mark mark = mark_here(plan);
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
        return go_back(plan, mark);
    plan->dropped |= dropped;
    return true;
}

static bool
all_text(struct fts5_plan *plan, const struct query *node, bool scored, unsigned depth)
{
    struct mark mark = mark_here(plan);
    const struct query *before = NULL;
    buf_add_char(&plan->text, '(');
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        if (before != NULL)
            buf_add_text(&plan->text, " AND ");
        if (!node_text(plan, child, scored, depth))
            return go_back(plan, mark);
        if (scored)
            add_pair(plan, before, child);
        before = child;
    }
    buf_add_char(&plan->text, ')');
    return before != NULL || go_back(plan, mark);
}

static bool
not_text(struct fts5_plan *plan, const struct query *node, bool scored, unsigned depth)
{
    struct mark mark = mark_here(plan);
    if (node->first == NULL)
        return false;
    buf_add_char(&plan->text, '(');
    if (!node_text(plan, node->first, scored, depth))
        return go_back(plan, mark);
    struct mark first = mark_here(plan);
    buf_add_text(&plan->text, " NOT ");
    if (node->first->next == NULL || !node_text(plan, node->first->next, false, depth))
        go_back(plan, first);
    buf_add_char(&plan->text, ')');
    return true;
}

static bool
node_text(struct fts5_plan *plan, const struct query *node, bool scored, unsigned depth)
{
    if (depth == TEXT_DEPTH || plan->text.full)
        return false;
    switch (node->op) {
    case QUERY_CONCEPT: return concept_text(plan, node, scored);
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return scored && node->loose ? any_text(plan, node, true, true, depth + 1)
                                     : phrase_text(plan, node, scored);
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

bool
fts5_plan_text(struct fts5_plan *plan, const struct query *node, bool scored)
{
    return node_text(plan, node, scored, 0) && !plan->text.full;
}
