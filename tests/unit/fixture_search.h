/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for a store and its search, so that answers are tested without an index. */
#ifndef STEPWELL_TESTS_FIXTURE_SEARCH_H
#define STEPWELL_TESTS_FIXTURE_SEARCH_H

#include "fixture_results.h"
#include "search/complete.h"

struct store {
    size_t searches;
    bool fails, incomplete, more;
};

const struct store_facts *
store_facts(const struct store *store)
{
    (void)store;
    return &fixture_facts;
}

bool
complete_typed(struct store *store, const struct search *search, struct arena *arena,
               struct completions *completions, struct error *err)
{
    store->searches++;
    if (store->fails)
        return error_set(err, ERROR_STORE, "'/var/lib/secret/library.idx' is damaged");
    *completions = (struct completions) {
        { { arena_text(arena, search->typed, search->typed_length), 21, 2 },
          { "a \"b\" & c", 1, 1 } },
        2,
    };
    return true;
}

bool
search_run(struct store *store, const struct search *search, struct arena *arena,
           struct results *results, struct error *err)
{
    store->searches++;
    if (store->fails)
        return error_set(err, ERROR_STORE, "'/var/lib/secret/library.idx' is damaged");
    *results =
        strstr(search->typed, "nothing") != NULL ? fixture_nothing() : fixture_results();
    results->query = arena_text(arena, search->typed, search->typed_length);
    results->complete = !store->incomplete;
    results->more = store->more && search->page == 1;
    return true;
}

#endif
