/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Code pages that old fonts are taken for, letter by letter: what is seen and what was meant. */
#ifndef STEPWELL_MISREADING_H
#define STEPWELL_MISREADING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct misreading {
    const char *name;         /* of the font's own code page */
    const char *seen, *meant; /* character by character */
    /* A whole alphabet: letters that make up two in five of any text in it
     * (0.43 to 0.6 where it was measured, signs among it not counted). NULL: only some
     * letters are wrong, and the text must look like one of the languages once mended. */
    const char *frequent;
    const char *languages; /* CLD2's names, each between blanks */
    /* Of any text in them: how many kinds of wrong letters, how many in a thousand letters. */
    unsigned kinds, share;
};

/* The likelier ones first; NULL behind the last. */
const struct misreading *misreading_at(size_t index);

/* A Latin letter in a word of this alphabet, as typists and TeX's Ukrainian have it: the letter
 * that looks the same; 0 for none. */
uint32_t misreading_alike(const struct misreading *misreading, uint32_t code);

#ifdef __cplusplus
}
#endif

#endif
