/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A YAML file as a tree whose every node knows its line; no aliases, no tags, no surprises. */
#ifndef STEPWELL_YAML_TREE_H
#define STEPWELL_YAML_TREE_H

#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

enum {
    YAML_TREE_DEPTH = 16,       /* a catalogue needs 6 */
    YAML_TREE_NODES = 4000000,  /* some 200,000 publications */
    YAML_TREE_BYTES = 256 << 20 /* of the file */
};

struct yaml_node {
    enum yaml_kind kind;
    int line;         /* from 1 */
    const char *text; /* of a scalar: valid UTF-8 without NUL; "" for others */
    bool quoted;     /* a scalar in quotes or a block: never null or a number by itself */
    const char *key; /* under which it stands in a map; NULL in lists */
    int key_line;
    struct yaml_node *first, *next; /* children; the next sibling */
};

/* The first document of the text. On a mistake false, with its line and what to write. An empty
 * text gives *root = NULL. */
bool yaml_tree_read(const char *text, size_t length, struct arena *arena,
                    struct yaml_node **root, int *line, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
