/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The languages of the interface: how they count, write numbers, and are asked for. */
#ifndef STEPWELL_QUERY_TONGUE_H
#define STEPWELL_QUERY_TONGUE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef size_t tongue_plural_fn(uint64_t number);

/* Texts are in phrase.h. */
struct tongue {
    const char *tag;          /* BCP 47: "sr-Cyrl" */
    const char *self;         /* its own name */
    tongue_plural_fn *plural; /* which of its plural forms a number takes, from 0 */
    const char *group;        /* between thousands */
    const char *decimal;      /* before tenths */
};

/* The language of the sources, and of programs that other programs read. */
const struct tongue *tongue_english(void);

/* The one that a language range asks for: its tag, or what is left of it when parts are taken
 * from its end (RFC 4647, 3.4); "sr-RS" finds sr-Cyrl, "de_AT" finds de. NULL: none. */
const struct tongue *tongue_find(const char *range);

/* The one that an Accept-Language header (RFC 9110, 12.5.4) likes best; parts of it that make
 * no sense count for nothing. NULL: none of ours. */
const struct tongue *tongue_accept(const char *header);

/* Rows in the order of the page's foot, English first; index from 0 to tongue_count() - 1. */
size_t tongue_count(void);
const struct tongue *tongue_at(size_t index);
size_t tongue_index(const struct tongue *tongue);

#ifdef __cplusplus
}
#endif

#endif
