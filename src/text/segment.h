/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text to words: letters, marks and digits hold together; Han, kana, Hangul, Thai, Lao,
 * Khmer and Burmese fall into single characters. */
#ifndef STEPWELL_TEXT_SEGMENT_H
#define STEPWELL_TEXT_SEGMENT_H

#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A word as written: bytes [start, end) of the text. */
struct segment {
    size_t start, end;
    bool single; /* one character of a script without spaces: a run of them is a phrase */
};

/* The first word at or after from (the end of the word before), after the apostrophe
 * rules of the language (NULL: unknown). False at the end. text is valid UTF-8.
 *
 * Everything but letters, marks and digits separates, so home-visiting, 1.5, 3,000 and
 * 0-3 are two words each and C++ is c. Soft hyphens and joiners stay inside the word for
 * fold_case to drop. Korean is cut into syllables too: its particles are written onto
 * the words. A Thai or Lao character comes with the vowel before and behind it, a Khmer
 * or Burmese one with what is stacked below. */
bool segment_next(const struct lang *lang, const char *text, size_t length, size_t from,
                  struct segment *segment);

#ifdef __cplusplus
}
#endif

#endif
