/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One concept as MATCH text: the tokens of its forms and of its relatives. */
#include "store/fts5_clause.h"

#include <string.h>

struct fts5_mark
fts5_clause_mark(const struct fts5_plan *plan)
{
    return (struct fts5_mark) { plan->text.length, plan->phrase_count, plan->numbers,
                                plan->pair_count };
}

bool
fts5_clause_back(struct fts5_plan *plan, struct fts5_mark mark)
{
    buf_cut(&plan->text, mark.length);
    plan->phrase_count = mark.phrases;
    plan->numbers = mark.numbers;
    plan->pair_count = mark.pairs;
    return false;
}

void
fts5_clause_token(struct fts5_plan *plan, const char *token)
{
    for (; *token != '\0'; token++) {
        if (*token == '"')
            buf_add_char(&plan->text, '"');
        buf_add_char(&plan->text, *token);
    }
}

void
fts5_clause_stands(struct fts5_plan *plan, const struct fts5_phrase *phrase)
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

bool
fts5_clause_has(const struct fts5_plan *plan, const struct query *concept, size_t form)
{
    return fts5_plan_has(plan, concept, form) && is_token(concept->forms[form].token);
}

void
fts5_clause_open(struct fts5_plan *plan, const struct query *node)
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
    return !fts5_clause_has(plan, node, form) || (!scored && added->marked) ||
           (!scored && added->lang != NULL && added->token[0] != 1);
}

/* A word that is its own stem in many languages is one token: FTS5 reads its postings once.
 * The first of count forms with this token; count when there is none. */
static size_t
form_with_token(const struct fts5_plan *plan, const struct query *node, const char *token,
                size_t count, bool scored)
{
    for (size_t i = 0; i < count; i++)
        if (!is_left_out(plan, node, i, scored) &&
            strcmp(node->forms[i].token, token) == 0)
            return i;
    return count;
}

static void
add_form(struct fts5_plan *plan, const struct query *node, size_t form, unsigned number)
{
    const struct query_form *added = &node->forms[form];
    struct fts5_phrase phrase = { .number = number };
    phrase.concept = (uint8_t)node->index;
    phrase.group = added->lang != NULL ? fts5_group(added->lang) : 0;
    phrase.compound = added->compound;
    phrase.exact = plan->concepts[node->index].marked
                       ? added->marked
                       : strcmp(added->token, node->surface) == 0;
    fts5_clause_stands(plan, &phrase);
}

/* The token alone, as one of several; its phrase's number. */
static unsigned
token_text(struct fts5_plan *plan, const char *token, bool some)
{
    buf_add_text(&plan->text, some ? " OR \"" : "\"");
    fts5_clause_token(plan, token);
    buf_add_char(&plan->text, '"');
    return plan->numbers++;
}

/* A related word may be there already, as a form of the concept or as a relative in another
 * language: its number then. numbers: of the forms, and of the related words behind them. */
static bool
is_there(const struct fts5_plan *plan, const struct query *node, size_t related,
         const unsigned *numbers, unsigned *number)
{
    const char *token = node->related[related].token;
    size_t at = form_with_token(plan, node, token, node->form_count, true);
    if (at == node->form_count)
        for (size_t i = 0; i < related; i++, at++)
            if (fts5_plan_has_related(plan, node, i) &&
                strcmp(node->related[i].token, token) == 0)
                break;
    *number = numbers[at];
    return at < node->form_count + related;
}

/* Their rows are looked at only where another word of the query stands, too. */
static bool
related_text(struct fts5_plan *plan, const struct query *node, unsigned *numbers,
             bool some)
{
    for (size_t i = 0; i < node->related_count; i++) {
        const struct query_form *form = &node->related[i];
        if (!fts5_plan_has_related(plan, node, i) || !is_token(form->token))
            continue;
        unsigned *number = &numbers[node->form_count + i];
        if (!is_there(plan, node, i, numbers, number))
            *number = token_text(plan, form->token, some);
        fts5_clause_stands(plan, &(struct fts5_phrase) { .concept = (uint8_t)node->index,
                                                         .group = fts5_group(form->lang),
                                                         .related = true,
                                                         .number = *number });
        some = true;
    }
    return some;
}

/* A common word has no points, and so none for its relatives. */
static bool
is_common(const struct fts5_plan *plan, const struct query *node)
{
    return node->index < LIMIT_QUERY_CONCEPTS && plan->concepts[node->index].common;
}

bool
fts5_clause_concept(struct fts5_plan *plan, const struct query *node, bool scored)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    unsigned *numbers =
        arena_alloc(plan->arena, node->form_count + node->related_count, sizeof *numbers);
    bool some = false;
    fts5_clause_open(plan, node);
    for (size_t i = 0; i < node->form_count; i++) {
        if (is_left_out(plan, node, i, scored))
            continue;
        size_t first = form_with_token(plan, node, node->forms[i].token, i, scored);
        if (first == i)
            numbers[i] = token_text(plan, node->forms[i].token, some);
        if (scored && (first == i || node->forms[first].lang != NULL))
            add_form(plan, node, i, numbers[first]);
        some = true;
    }
    if (scored && !plan->counting && !is_common(plan, node) &&
        related_text(plan, node, numbers, some))
        some = true;
    buf_add_char(&plan->text, ')');
    return some || fts5_clause_back(plan, mark);
}

bool
fts5_clause_own(struct fts5_plan *plan, const struct query *node)
{
    struct fts5_mark mark = fts5_clause_mark(plan);
    bool some = false;
    fts5_clause_open(plan, node);
    for (size_t i = 0; i < node->form_count; i++) {
        const char *token = node->forms[i].token;
        if (is_left_out(plan, node, i, true) ||
            form_with_token(plan, node, token, i, true) < i)
            continue;
        token_text(plan, token, some);
        some = true;
    }
    buf_add_char(&plan->text, ')');
    return some || fts5_clause_back(plan, mark);
}
