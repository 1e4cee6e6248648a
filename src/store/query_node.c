/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of query nodes, merged where the same word stands twice. */
#include "store/query_node.h"

static bool
is_same_word(const struct query *a, const struct query *b)
{
    return a->op == QUERY_CONCEPT && b->op == QUERY_CONCEPT && a->index == b->index;
}

struct query *
query_node_open(const struct query *node)
{
    union {
        const struct query *closed;
        struct query *open;
    } same;
    same.closed = node;
    return same.open;
}

void
query_list_chain(struct query_list *list, struct query *node)
{
    node->next = NULL;
    if (list->last != NULL)
        list->last->next = node;
    else
        list->first = node;
    list->last = node;
    list->count++;
}

void
query_list_add(struct query_list *list, struct query *node)
{
    if (node == NULL)
        return;
    for (struct query *at = list->first; at != NULL; at = query_node_open(at->next)) {
        if (is_same_word(at, node)) {
            at->weight += node->weight;
            return;
        }
    }
    query_list_chain(list, node);
}

void
query_list_splice(struct query_list *list, struct query *node)
{
    if (node == NULL || node->op != QUERY_ANY) {
        query_list_add(list, node);
        return;
    }
    for (struct query *child = query_node_open(node->first), *next; child != NULL;
         child = next) {
        next = query_node_open(child->next);
        query_list_add(list, child);
    }
}

struct query *
query_list_node(const struct query_list *list, enum query_op op, struct arena *arena)
{
    if (list->count <= 1)
        return list->first;
    struct query *node = arena_alloc(arena, 1, sizeof *node);
    node->op = op;
    node->field = list->first->field;
    node->first = list->first;
    return node;
}

struct query *
query_node_copy(const struct query *node, struct arena *arena)
{
    struct query *copy = arena_alloc(arena, 1, sizeof *copy);
    *copy = *node;
    copy->next = NULL;
    return copy;
}
