/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A catalogue as a table, a line for each file: the columns, to a tree and back. */
#ifndef STEPWELL_CATALOGUE_CSV_H
#define STEPWELL_CATALOGUE_CSV_H

#include "base/buf.h"
#include "catalogue_keys.h"

#ifdef __cplusplus
extern "C" {
#endif

enum catalogue_place {
    CATALOGUE_OF_ENTRY, /* of the publication: the same on all of its lines, or empty */
    CATALOGUE_LIST_OF_ENTRY, /* parts separated by ';' */
    CATALOGUE_OF_FILE
};

/* A column; the last one of the table has no name. */
struct catalogue_column {
    const char *name, *key;
    enum catalogue_place place;
    bool repeated; /* written on every line of a publication */
    bool usual;    /* written even when it is empty everywhere */
};

extern const struct catalogue_column catalogue_columns[];

/* The tree that the same catalogue in YAML gives. Mistakes are told; NULL when there is nothing
 * to go on with. */
struct yaml_node *catalogue_csv_read(struct catalogue_parsing *parsing, const char *text,
                                     size_t length);

/* The publications of a tree without mistakes; the second of one that comes from a table. */
void catalogue_csv_write(struct buf *out, const struct yaml_node *root);
void catalogue_yaml_write(struct buf *out, const struct yaml_node *root);

#ifdef __cplusplus
}
#endif

#endif
