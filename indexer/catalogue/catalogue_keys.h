/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside the catalogue: keys as tables of rows, and who is told of mistakes. */
#ifndef STEPWELL_CATALOGUE_KEYS_H
#define STEPWELL_CATALOGUE_KEYS_H

#include "catalogue.h"
#include "yaml_tree.h"

#ifdef __cplusplus
extern "C" {
#endif

struct catalogue_parsing {
    const struct catalogue_options *options;
    struct library *library;
    struct arena *arena;
    const char *folder; /* what "path:" is relative to */
    bool table;         /* a CSV: advice is given in its terms */
    size_t mistakes;
    const char **ids; /* open hash set; its size is a power of two */
    size_t id_room;
};

void catalogue_complain(struct catalogue_parsing *parsing, bool fatal, int line,
                        const char *format, ...) ERROR_PRINTF(4, 5);

/* What one key may hold; offset of where it goes in the struct that the table is for. The last
 * row of a table has no name; read NULL: known, and read elsewhere. */
struct catalogue_key {
    const char *name;
    void (*read)(struct catalogue_parsing *, const struct yaml_node *, void *target);
    size_t offset;
};

struct catalogue_texts {
    const char **items;
    size_t count;
};

/* Readers: target is a const char *, an int, a const char *, a struct catalogue_texts. */
void catalogue_text(struct catalogue_parsing *parsing, const struct yaml_node *node,
                    void *target);
void catalogue_year(struct catalogue_parsing *parsing, const struct yaml_node *node,
                    void *target);
void catalogue_lang(struct catalogue_parsing *parsing, const struct yaml_node *node,
                    void *target);
void catalogue_list(struct catalogue_parsing *parsing, const struct yaml_node *node,
                    void *target);

bool catalogue_is_null(const struct yaml_node *node);
void catalogue_keys_read(struct catalogue_parsing *parsing,
                         const struct catalogue_key *keys, const struct yaml_node *map,
                         void *target);
/* NULL when there is none. */
const struct yaml_node *catalogue_child(const struct yaml_node *map, const char *key);

void catalogue_files_read(struct catalogue_parsing *parsing, const struct yaml_node *node,
                          const char *base, struct library_entry *entry);
void catalogue_root_read(struct catalogue_parsing *parsing, const struct yaml_node *root);

#ifdef __cplusplus
}
#endif

#endif
