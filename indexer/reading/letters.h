/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a character is, as far as joining lines needs to know it; no tables. */
#ifndef STEPWELL_LETTERS_H
#define STEPWELL_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Letters and their marks, of any script; no digits, no punctuation, no symbols. */
bool letters_is_letter(uint32_t code);
bool letters_is_ascii(uint32_t code); /* a to z, A to Z */
bool letters_is_digit(uint32_t code);
/* Upper case in Latin, Greek, Cyrillic and Armenian. */
bool letters_is_upper(uint32_t code);
bool letters_is_hyphen(uint32_t code); /* - and U+2010, U+2011, U+00AD */
bool
letters_is_spaceless(uint32_t code); /* scripts written without spaces: CJK, Thai … */
bool letters_is_private(uint32_t code); /* private use, control, U+FFFD: no text at all */

/* "iv": lower-case letters of Roman numerals, in whatever order. */
bool letters_are_roman(const char *text, size_t length);

/* The first and last code point; 0 for an empty text. */
uint32_t letters_first(const char *text, size_t length);
uint32_t letters_last(const char *text, size_t length, size_t *start);

#ifdef __cplusplus
}
#endif

#endif
