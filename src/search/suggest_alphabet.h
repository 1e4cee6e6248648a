/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query in the letters of another alphabet: spelled in Latin ones, or typed on a keyboard
 * that was set to another language. */
#ifndef STEPWELL_SEARCH_SUGGEST_ALPHABET_H
#define STEPWELL_SEARCH_SUGGEST_ALPHABET_H

#include "search/suggest.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds "привет" for "ghbdtn" and "ashtray" for "фырекфн", which need not find anything; and
 * what was typed with each word of Latin letters that the vocabulary does not hold replaced by
 * a Cyrillic one that sounds like it: "семья" for "semya". */
bool suggest_alphabet(const struct suggest *asked, struct arena *arena,
                      struct suggestions *suggestions, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
