/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much of a query stands in each language as it was typed. "home" has the stem of the
 * Portuguese homem, but nobody who types it in a library with English pages means that. */
#include "store/fts5_match.h"
#include "store/rank.h"

/* A word that stands nowhere as it was typed, or by chance, says nothing. */
static double
pages_of(const struct fts5_concept *concept)
{
    double pages = 0;
    for (size_t i = 0; i < FTS5_CODES; i++)
    pages += concept->typed[i];
    return pages;
}

void
fts5_foreign_find(struct fts5_plan *plan, uint64_t wanted)
{
    double here[FTS5_CODES] = { 0 }, most = 0;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++) {
        const struct fts5_concept *concept = &plan->concepts[i];
        if ((wanted >> i & 1) == 0 || concept->node->synonym || concept->node->prefix ||
            pages_of(concept) < rank_settings.foreign_from)
            continue;
        for (size_t g = 0; g < FTS5_CODES; g++)
        here[g] += concept->typed[g] > 0 ? concept->idf : 0;
    }
    for (size_t g = 0; g < FTS5_CODES; g++)
        most = here[g] > most ? here[g] : most;
    for (size_t g = 0; g < FTS5_CODES; g++)
        plan->share[g] = most > 0 ? rank_foreign(here[g] / most) : 1;
}
