/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of queries: lexemes to a tree. Whatever stands where it means nothing is a word. */
#include "store/query.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "store/query_expand.h"
#include "store/query_lex.h"
#include "store/query_node.h"

#include <string.h>

struct parser {
    struct query_lexeme *lexemes;
    size_t count, at;
    struct query_expander *expander;
    struct arena *arena;
    struct query_list excluded;
    unsigned depth;
    bool plain; /* what is read now is to be excluded: as typed, not its synonyms */
    unsigned together; /* words that may have synonyms together */
};

static struct query *parse_level(struct parser *parser);

static const struct query_lexeme *
peek(const struct parser *parser, size_t ahead)
{
    return parser->at + ahead < parser->count ? &parser->lexemes[parser->at + ahead]
                                              : NULL;
}

static bool
is_kind(const struct query_lexeme *lexeme, enum query_lexeme_kind kind)
{
    return lexeme != NULL && lexeme->kind == kind;
}

static bool
is_words(const struct query_lexeme *lexeme)
{
    return is_kind(lexeme, QUERY_LEX_WORD) || is_kind(lexeme, QUERY_LEX_QUOTED);
}

/* Something that OR, AND and NEAR can stand before. */
static bool
is_operand(const struct query_lexeme *lexeme)
{
    return lexeme != NULL && !lexeme->excluded &&
           (is_words(lexeme) || lexeme->kind == QUERY_LEX_OPEN);
}

static struct query *
expand(const struct parser *parser, const struct query_lexeme *lexeme)
{
    struct query_manner manner = { .field = QUERY_FIELD_ALL, .plain = parser->plain };
    if (lexeme->field != NULL && strcmp(lexeme->field, "title") == 0)
        manner.field = QUERY_FIELD_TITLE;
    if (lexeme->kind == QUERY_LEX_QUOTED)
        return query_expand_quoted(parser->expander, lexeme->text, lexeme->length,
                                   manner);
    return query_expand_word(parser->expander, lexeme->text, lexeme->length, manner);
}

/* A word, a quoted run or a group. A lexeme of another kind is an operator out of place. */
static struct query *
parse_primary(struct parser *parser)
{
    const struct query_lexeme *lexeme = &parser->lexemes[parser->at++];
    if (lexeme->kind != QUERY_LEX_OPEN)
        return expand(parser, lexeme);
    if (parser->depth == LIMIT_QUERY_DEPTH)
        return NULL;
    parser->depth++;
    struct query *group = parse_level(parser);
    parser->depth--;
    return group;
}

static void
exclude(struct parser *parser)
{
    bool plain = parser->plain;
    parser->plain = true;
    query_list_splice(&parser->excluded, parse_primary(parser));
    parser->plain = plain;
}

static bool
can_be_near(const struct query *node)
{
    return node != NULL && (node->op == QUERY_CONCEPT || node->op == QUERY_PHRASE);
}

/* A compound is alternatives: for NEAR it is the phrase of its parts; and a word with synonyms
 * is the word. */
static struct query *
near_operand(const struct parser *parser, const struct query *node)
{
    while (node != NULL && node->op == QUERY_OR)
        node = node->first;
    return can_be_near(node) ? query_node_copy(node, parser->arena) : NULL;
}

static struct query *
pair(const struct parser *parser, const struct query *left, const struct query *right,
     unsigned distance)
{
    struct query_list list = { NULL, NULL, 0 };
    query_list_chain(&list, query_node_copy(left, parser->arena));
    query_list_chain(&list, query_node_copy(right, parser->arena));
    struct query *node = query_list_node(&list, QUERY_NEAR, parser->arena);
    node->distance = distance;
    return node;
}

/* a NEAR b NEAR/5 c: each pair of neighbours must be near. Where an operand is several words
 * (and/or), the words stand side by side and NEAR says nothing. */
static struct query *
parse_near(struct parser *parser)
{
    struct query *first = parse_primary(parser), *left = near_operand(parser, first);
    struct query_list pairs = { NULL, NULL, 0 };
    bool loose = false;
    while (left != NULL && is_kind(peek(parser, 0), QUERY_LEX_NEAR) &&
           is_operand(peek(parser, 1)) && is_words(peek(parser, 1))) {
        unsigned distance = parser->lexemes[parser->at++].distance;
        struct query *next = parse_primary(parser), *right = near_operand(parser, next);
        if (next == NULL)
            continue;
        if (right != NULL) {
            query_list_chain(&pairs, pair(parser, left, right, distance));
        } else {
            query_list_add(&pairs, pairs.count == 0 ? left : NULL);
            query_list_splice(&pairs, next);
            loose = true;
        }
        left = right;
    }
    if (pairs.count == 0)
        return first;
    return query_list_node(&pairs, loose ? QUERY_ANY : QUERY_ALL, parser->arena);
}

/* Words side by side as one operand must all be there. */
static struct query *
as_operand(struct query *node)
{
    if (node != NULL && node->op == QUERY_ANY)
        node->op = QUERY_ALL;
    return node;
}

static struct query *
parse_alternatives(struct parser *parser)
{
    struct query *first = parse_near(parser);
    if (!is_kind(peek(parser, 0), QUERY_LEX_OR) || !is_operand(peek(parser, 1)))
        return first;
    struct query_list list = { NULL, NULL, 0 };
    query_list_add(&list, as_operand(first));
    while (is_kind(peek(parser, 0), QUERY_LEX_OR) && is_operand(peek(parser, 1))) {
        parser->at++;
        query_list_add(&list, as_operand(parse_near(parser)));
    }
    return query_list_node(&list, QUERY_OR, parser->arena);
}

/* NOT before something to exclude. */
static bool
is_exclusion(const struct parser *parser, size_t ahead)
{
    const struct query_lexeme *lexeme = peek(parser, ahead),
                              *next = peek(parser, ahead + 1);
    if (is_kind(lexeme, QUERY_LEX_NOT))
        return is_words(next) || is_kind(next, QUERY_LEX_OPEN);
    return lexeme != NULL && lexeme->excluded && lexeme->kind != QUERY_LEX_CLOSE;
}

/* AND joins what stands on both sides; AND NOT is NOT. */
static bool
skip_and(struct parser *parser, const struct query_list *list, bool *all)
{
    if (!is_kind(peek(parser, 0), QUERY_LEX_AND) || list->count == 0)
        return false;
    bool operand = is_operand(peek(parser, 1));
    if (!operand && !is_exclusion(parser, 1))
        return false;
    *all |= operand;
    parser->at++;
    return true;
}

static bool
is_plain_word(const struct query_lexeme *lexeme)
{
    return is_kind(lexeme, QUERY_LEX_WORD) && !lexeme->excluded && lexeme->field == NULL;
}

/* Words side by side from here on, none of which an operator wants. */
static size_t
count_together(const struct parser *parser)
{
    size_t count = 0;
    while (count < parser->together && is_plain_word(peek(parser, count)))
        count++;
    const struct query_lexeme *next = peek(parser, count);
    if (count > 0 && (is_kind(next, QUERY_LEX_OR) || is_kind(next, QUERY_LEX_NEAR)))
        count--;
    return count;
}

/* The longest run of words from here on that has synonyms. */
static struct query *
parse_together(struct parser *parser)
{
    struct query_manner manner = { .field = QUERY_FIELD_ALL };
    if (parser->plain)
        return NULL;
    const struct query_lexeme *first = parser->lexemes + parser->at;
    for (size_t count = count_together(parser); count > 1; count--) {
        const struct query_lexeme *last = first + count - 1;
        struct query *node = query_expand_together(
            parser->expander, first->text,
            (size_t)(last->text + last->length - first->text), manner);
        if (node == NULL)
            continue;
        parser->at += count;
        return node;
    }
    return NULL;
}

/* One member of a level; false at the parenthesis that ends it. */
static bool
parse_member(struct parser *parser, struct query_list *list, bool *all)
{
    if (is_kind(peek(parser, 0), QUERY_LEX_CLOSE)) {
        parser->at++;
        return parser->depth == 0;
    }
    if (skip_and(parser, list, all))
        return true;
    if (is_exclusion(parser, 0)) {
        parser->at += is_kind(peek(parser, 0), QUERY_LEX_NOT);
        exclude(parser);
        return true;
    }
    struct query *together = parse_together(parser);
    query_list_splice(list, together != NULL ? together : parse_alternatives(parser));
    return true;
}

static struct query *
parse_level(struct parser *parser)
{
    struct query_list list = { NULL, NULL, 0 };
    bool all = false;
    while (parser->at < parser->count && parse_member(parser, &list, &all))
        ;
    return query_list_node(&list, all ? QUERY_ALL : QUERY_ANY, parser->arena);
}

/* Filters leave the list of lexemes; one that is of no use is read as words. */
static void
take_filters(struct parser *parser, struct query_filter *filter, struct tokens *tokens)
{
    size_t kept = 0;
    for (size_t i = 0; i < parser->count; i++) {
        struct query_lexeme lexeme = parser->lexemes[i];
        bool filters = lexeme.field != NULL && strcmp(lexeme.field, "title") != 0;
        if (filters && !lexeme.excluded &&
            query_filter_add(filter, lexeme.field, lexeme.text, lexeme.length,
                             lexeme.kind == QUERY_LEX_WORD, tokens, parser->arena))
            continue;
        if (filters) {
            lexeme.kind = lexeme.excluded ? QUERY_LEX_QUOTED : QUERY_LEX_WORD;
            lexeme.text = lexeme.whole;
            lexeme.length = lexeme.whole_length;
            lexeme.field = NULL;
        }
        parser->lexemes[kept++] = lexeme;
    }
    parser->count = kept;
}

enum { REPAIRED_BYTES = 4 * LIMIT_QUERY_BYTES }; /* U+FFFD for a byte takes three */

/* Valid UTF-8 of a bounded length, without soft hyphens. */
static const char *
repair(const char *typed, size_t *length, struct arena *arena, bool *cut)
{
    struct buf text = BUF_INIT(REPAIRED_BYTES);
    *cut = *length > LIMIT_QUERY_BYTES;
    if (*cut)
        *length = utf8_cut(typed, LIMIT_QUERY_BYTES);
    utf8_repair(&text, typed, *length);
    char *repaired = arena_text(arena, text.data, text.length);
    size_t kept = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool soft =
            (unsigned char)repaired[i] == 0xC2 && (unsigned char)repaired[i + 1] == 0xAD;
        if (soft)
            i++;
        else
            repaired[kept++] = repaired[i];
    }
    repaired[kept] = '\0';
    *length = kept;
    buf_free(&text);
    return repaired;
}

static const struct query *
without_excluded(const struct parser *parser, struct query *wanted)
{
    const struct query_list *excluded = &parser->excluded;
    if (wanted == NULL)
        wanted = arena_alloc(parser->arena, 1, sizeof *wanted); /* QUERY_NOTHING */
    if (excluded->count == 0)
        return wanted;
    struct query_list sides = { NULL, NULL, 0 };
    query_list_chain(&sides, wanted);
    query_list_chain(&sides, query_list_node(excluded, QUERY_OR, parser->arena));
    return query_list_node(&sides, QUERY_NOT, parser->arena);
}

const struct query *
query_parse(const char *typed, size_t length, const struct query_scope *scope,
            struct tokens *tokens, struct arena *arena, struct query_filter *filter,
            bool *cut)
{
    struct parser parser = { .arena = arena };
    *filter = (struct query_filter) { .concepts = 0 };
    if (scope->given != NULL)
        query_filter_merge(filter, scope->given, tokens, arena);
    const char *text = repair(typed, &length, arena, cut);
    parser.count = query_lex(text, length, arena, &parser.lexemes);
    take_filters(&parser, filter, tokens);
    parser.expander = query_expander_new(scope, filter, tokens, arena, cut);
    parser.together = scope->exact ? 0 : scope->synonym_words;
    const struct query *root = without_excluded(&parser, parse_level(&parser));
    filter->concepts = query_expander_concepts(parser.expander);
    return root;
}

void
query_each_concept(const struct query *query, query_concept_fn *each, void *context)
{
    if (query->op == QUERY_CONCEPT)
        each(context, query);
    for (const struct query *child = query->first; child != NULL; child = child->next) {
        query_each_concept(child, each, context);
        if (query->op == QUERY_NOT)
            break;
    }
}
