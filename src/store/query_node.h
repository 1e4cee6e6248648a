/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes of the query tree while it is being built. */
#ifndef STEPWELL_STORE_QUERY_NODE_H
#define STEPWELL_STORE_QUERY_NODE_H

#include "store/query.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Children in the making. */
struct query_list {
    struct query *first, *last;
    size_t count;
};

/* Appends a node that is in no list yet, whatever the list holds. */
void query_list_chain(struct query_list *list, struct query *node);

/* Appends a node that is in no list yet; NULL adds nothing. A concept that the list already
 * holds gains weight instead. */
void query_list_add(struct query_list *list, struct query *node);

/* The same, but the children of a QUERY_ANY are added one by one. */
void query_list_splice(struct query_list *list, struct query *node);

/* A node over the list: NULL when it is empty, the child itself when there is one. */
struct query *query_list_node(const struct query_list *list, enum query_op op,
                              struct arena *arena);

/* Children of a node under construction are struct query throughout; the tree that leaves
 * query_parse is const. */
struct query *query_node_open(const struct query *node);

/* A copy that is in no list; children are shared. */
struct query *query_node_copy(const struct query *node, struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
