/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of one concept: surfaces, tagged stems, and readings of what a keyboard lacks. */
#ifndef STEPWELL_STORE_QUERY_FORMS_H
#define STEPWELL_STORE_QUERY_FORMS_H

#include "store/query.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A typed word as one language sees it. */
struct query_word {
    const struct lang *lang;
    const char *surface, *stem; /* stem: NULL when it equals the surface */
    size_t start, end;          /* bytes in the text it was cut from */
    uint32_t position;
    bool single;
};

struct query_forms {
    const struct query_scope *scope;
    const struct lang *
        *langs; /* one of each stem group, the preferred one first; at least one */
    size_t lang_count;
    struct tokens *tokens;
    struct arena *arena;
};

void query_forms_open(struct query_forms *forms, const struct query_scope *scope,
                      const struct query_filter *filter, struct tokens *tokens,
                      struct arena *arena);

/* Fills forms and form_count of a concept; words are the typed word in several languages. */
void query_forms_word(const struct query_forms *forms, struct query *concept,
                      const struct query_word *words, size_t count);

/* The same for a prefix, from the vocabulary. */
void query_forms_prefix(const struct query_forms *forms, struct query *concept,
                        const struct query_word *words, size_t count);

#ifdef __cplusplus
}
#endif

#endif
