/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Of the languages of one publication that of the reader comes first. */
#include "search/search_parts.h"

#include <string.h>

static bool
is_version(const struct publication *publication, const struct publication *other)
{
    for (size_t i = 0; i < publication->version_count; i++)
        if (strcmp(publication->versions[i].key, other->key) == 0)
            return true;
    return false;
}

/* The version of the first result in this language, among those behind it; 0: none. */
static size_t
find_version(const struct search_result *results, size_t count, const char *lang)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(results[i].publication.lang, lang) == 0 &&
            results[i].matches_all == results[0].matches_all &&
            is_version(&results[0].publication, &results[i].publication))
            return i;
    return 0;
}

void
search_versions_order(const struct search *search, struct search_result *results,
                      size_t count)
{
    if (search->preferred == NULL || search->sort != STORE_SORT_BEST)
        return;
    const char *lang = search->preferred->tag;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(results[i].publication.lang, lang) == 0)
            continue;
        size_t at = find_version(results + i, count - i, lang);
        struct search_result first = results[i + at];
        memmove(results + i + 1, results + i, at * sizeof *results);
        results[i] = first;
    }
}
