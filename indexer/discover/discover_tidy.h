/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done to one entry when its page has been read: spellings, parts, a short id. */
#ifndef STEPWELL_DISCOVER_TIDY_H
#define STEPWELL_DISCOVER_TIDY_H

#include "discover_record.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Names that mean one organisation, learned from "Full Name (FN)" and a short table. */
struct discover_alias {
    const char *key, *name;
};
struct discover_aliases {
    struct discover_alias *items;
    size_t count, capacity;
};
void discover_aliases_learn(struct discover_aliases *aliases, struct arena *arena,
                            const char *text);
/* The spelling of the table, then that of the catalogue. */
void discover_unify(const struct discover_aliases *aliases, struct arena *arena,
                    struct discover_texts *organisations);

/* The description, without lines that only repeat labels; the title as it is spelt there. */
void discover_describe(struct discover_entry *entry, struct arena *arena);

/* Files that are one work in two formats get the same part, by their order and labels. */
void discover_pair(struct discover_entry *entry, struct arena *arena);

/* "engaging-men-nurturing-care" */
const char *discover_slug(struct arena *arena, const char *title);

#ifdef __cplusplus
}
#endif

#endif
