/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes are a query: the tree is shallow, complete, and holds only finished tokens. */
#include "base/limits.h"
#include "base/utf8.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition)
{
    if (!condition)
        abort();
}

/* Only the tag of a stem may be a control byte. */
static void
check_token(const char *token)
{
    size_t length = strlen(token), from = token[0] == 0x01 ? 2 : 0;
    require(length > from && length <= LIMIT_TOKEN_BYTES &&
            utf8_valid(token + from, length - from));
    for (size_t i = from; i < length; i++)
        require((unsigned char)token[i] >= 0x20 && token[i] != 0x7F);
}

static void
check_concept(const struct query *node, const struct query_filter *filter)
{
    require(node->index < filter->concepts && node->weight >= 1);
    require(node->form_count >= 1 && node->form_count <= LIMIT_CONCEPT_FORMS);
    require(node->first == NULL && node->typed != NULL && node->surface != NULL);
    require(utf8_valid(node->typed, strlen(node->typed)));
    for (size_t i = 0; i < node->form_count; i++) {
        check_token(node->forms[i].token);
        require(node->forms[i].token[0] != 0x01 || node->forms[i].stem != NULL ||
                node->forms[i].marked);
    }
}

static size_t
count_children(const struct query *node)
{
    size_t count = 0;
    for (const struct query *child = node->first; child != NULL; child = child->next)
        count++;
    return count;
}

static void
check_children(const struct query *node)
{
    size_t count = count_children(node);
    switch (node->op) {
    case QUERY_NOTHING: require(count == 0); break;
    case QUERY_PHRASE: require(count >= 2 && count <= LIMIT_PHRASE_TOKENS); break;
    case QUERY_NEAR: require(count == 2 && node->distance >= 1); break;
    case QUERY_NOT: require(count == 2); break;
    case QUERY_ANY:
    case QUERY_ALL:
    case QUERY_OR: require(count >= 2 && count <= LIMIT_QUERY_BYTES); break;
    case QUERY_CONCEPT: break;
    }
}

static void
check_tree(const struct query *node, const struct query_filter *filter, unsigned depth)
{
    require(depth <= 3 * LIMIT_QUERY_DEPTH + 6);
    if (node->op == QUERY_CONCEPT) {
        check_concept(node, filter);
        return;
    }
    check_children(node);
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        require(node->op != QUERY_PHRASE || child->op == QUERY_CONCEPT);
        require(node->op != QUERY_NEAR || child->op == QUERY_CONCEPT ||
                child->op == QUERY_PHRASE);
        require(child->op != QUERY_NOT);
        require(child->op != QUERY_NOTHING || node->op == QUERY_NOT);
        check_tree(child, filter, depth + 1);
    }
}

static void
check_values(const struct query_values *values)
{
    require(values->count <= QUERY_VALUES_MAX);
    for (size_t i = 0; i < values->count; i++)
        require(values->items[i][0] != '\0' &&
                utf8_valid(values->items[i], strlen(values->items[i])));
}

static void
check_filter(const struct query_filter *filter)
{
    require(filter->concepts <= LIMIT_QUERY_CONCEPTS);
    require(filter->year_from >= 0 && filter->year_to >= 0);
    check_values(&filter->lang);
    check_values(&filter->org);
    check_values(&filter->kind);
    check_values(&filter->type);
    check_values(&filter->in);
}

static size_t
expand(void *context, const char *prefix, struct arena *arena, const char ***surfaces)
{
    (void)context;
    *surfaces = arena_alloc(arena, 1, sizeof **surfaces);
    (*surfaces)[0] = arena_format(arena, "%s1", prefix);
    return 1;
}

/* Keys of an even length have one of a single word, one of several and one in German. */
static size_t
find_synonyms(void *context, const char *key, struct arena *arena,
              const struct query_synonym **items)
{
    (void)context;
    struct query_synonym *found = arena_alloc(arena, 3, sizeof *found);
    found[0] = (struct query_synonym) { arena_format(arena, "%s1", key), NULL };
    found[1] = (struct query_synonym) { "early childhood-education", NULL };
    found[2] = (struct query_synonym) { "Vater's 父亲", lang_find("de") };
    *items = found;
    return strlen(key) % 2 == 0 ? 3 : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tokens *tokens;
    const struct lang *langs[] = { lang_find("en"), lang_find("uk"), lang_find("tr"),
                                   lang_find("sr"), lang_find("de"), lang_find("fa"),
                                   lang_find("zh"), lang_find("fr") };
    struct query_scope scope = { .langs = langs,
                                 .lang_count = sizeof langs / sizeof langs[0],
                                 .exact = size % 7 == 0,
                                 .expand = size % 2 == 0 ? expand : NULL,
                                 .synonyms = find_synonyms,
                                 .synonym_words = size % 3 == 0 ? 3 : 0 };
    struct query_filter filter;
    bool cut;
    if (tokens == NULL)
        tokens = tokens_new();
    struct arena *arena = arena_new();
    const struct query *query =
        query_parse((const char *)data, size, &scope, tokens, arena, &filter, &cut);
    check_filter(&filter);
    check_tree(query, &filter, 0);
    arena_free(arena);
    return 0;
}
