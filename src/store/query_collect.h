/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of forms of one concept while it is made, and the readings that add to it. */
#ifndef STEPWELL_STORE_QUERY_COLLECT_H
#define STEPWELL_STORE_QUERY_COLLECT_H

#include "store/query_forms.h"

#ifdef __cplusplus
extern "C" {
#endif

struct query_collector {
    const struct query_forms *forms;
    struct query_form *items;
    size_t count;
    struct buf surface, stem, marked; /* of the word in hand */
};

void query_collect_open(struct query_collector *collector,
                        const struct query_forms *forms);
/* Hands the list to the concept. */
void query_collect_close(struct query_collector *collector, struct query *concept);

/* Adds a form unless it is there or the list is full. */
void query_collect_form(struct query_collector *collector, const struct query_form *form);

/* A surface form; lang NULL: it counts in every page. */
void query_collect_surface(struct query_collector *collector, const struct lang *lang,
                           const char *surface);

/* The tagged stem; and the plain word, only where stemming leaves it as it is: otherwise it is
 * the surface of another word. */
void query_collect_stem(struct query_collector *collector, const struct lang *lang,
                        const char *stem);
void query_collect_tagged(struct query_collector *collector, const struct lang *lang,
                          const char *stem);

/* Puts surface, stem and marked form of one word into the collector's bufs. */
void query_collect_analyse(struct query_collector *collector, const struct lang *lang,
                           const char *word);

/* A copy of one of the bufs. */
const char *query_collect_keep(const struct query_collector *collector,
                               const struct buf *text);

/* ---- readings (query_readings.c) ---- */

/* The word as it was typed, when it has marks: pages that write it so are preferred. */
void query_readings_marked(struct query_collector *collector, const struct query *concept,
                           const struct query_word *words, size_t count);

/* Words as the vocabulary writes them, for one that is typed without its marks or with some
 * of them: scoli stands for școli. */
void query_readings_unfolded(struct query_collector *collector,
                             const struct query *concept);

/* What is typed where a keyboard lacks the letter: muetter, djak, кулдык for құлдық. */
void query_readings_respelled(struct query_collector *collector,
                              const struct query *concept);

/* Other words of the same lemma: children for child. */
void query_readings_lemmas(struct query_collector *collector,
                           const struct query_word *word);

#ifdef __cplusplus
}
#endif

#endif
