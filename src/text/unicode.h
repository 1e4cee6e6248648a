/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables that unicode_tables.py makes at build time, and how to look into them. */
#ifndef STEPWELL_TEXT_UNICODE_H
#define STEPWELL_TEXT_UNICODE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a code point is to the segmenter. In the order of unicode_tables.py. */
enum unicode_class {
    UNICODE_OTHER, /* between words */
    UNICODE_LETTER,
    UNICODE_DIGIT,
    UNICODE_MARK,       /* Mn, Mc, Me: continues a word, begins none */
    UNICODE_IGNORED,    /* soft hyphen, joiners, tatweel: vanishes inside a word */
    UNICODE_APOSTROPHE, /* up to the language */
    UNICODE_MIDDLE_DOT, /* a letter in l·l */
    UNICODE_SINGLE,     /* of a script that falls into single characters */
    UNICODE_LEADING,    /* Thai and Lao vowels before their consonant */
    UNICODE_TRAILING,   /* and those behind it that are no marks */
    UNICODE_STACKING    /* mark that binds the next consonant (Khmer, Myanmar) */
};

enum { UNICODE_SHIFT = 7, UNICODE_BLOCK = 1 << UNICODE_SHIFT, UNICODE_SLOW = 0x100 };

extern const uint16_t unicode_classes_stage1[], unicode_cases_stage1[],
    unicode_marks_stage1[], unicode_norms_stage1[], unicode_splits_stage1[];
extern const uint8_t unicode_classes_stage2[], unicode_texts[];
extern const uint16_t unicode_cases_stage2[], unicode_marks_stage2[],
    unicode_norms_stage2[], unicode_splits_stage2[];
extern const uint32_t unicode_codes[];

struct unicode_pair {
    uint32_t first, second, whole; /* canonical composition, sorted */
};
extern const struct unicode_pair unicode_pairs[];
extern const size_t unicode_pair_count;

#define UNICODE_LOOKUP(table, code)                                                     \
    unicode_##table##_stage2[((size_t)unicode_##table##_stage1[(code) >> UNICODE_SHIFT] \
                              << UNICODE_SHIFT) +                                       \
                             ((code) & (UNICODE_BLOCK - 1))]

static inline enum unicode_class
unicode_class(uint32_t code)
{
    return (enum unicode_class)UNICODE_LOOKUP(classes, code);
}

/* A byte count and that many bytes of UTF-8 that fold_case, or fold_marks, puts in the
 * place of the code point; NULL: it stays. */
static inline const uint8_t *
unicode_case(uint32_t code)
{
    size_t at = UNICODE_LOOKUP(cases, code);
    return at == 0 ? NULL : unicode_texts + at;
}

static inline const uint8_t *
unicode_strip(uint32_t code)
{
    size_t at = UNICODE_LOOKUP(marks, code);
    return at == 0 ? NULL : unicode_texts + at;
}

/* The canonical combining class, plus UNICODE_SLOW for what NFC may change. */
static inline unsigned
unicode_norm(uint32_t code)
{
    return UNICODE_LOOKUP(norms, code);
}

/* A count and that many code points: the full canonical decomposition; NULL: none. Hangul
 * syllables are left to arithmetic. */
static inline const uint32_t *
unicode_split(uint32_t code)
{
    size_t at = UNICODE_LOOKUP(splits, code);
    return at == 0 ? NULL : unicode_codes + at;
}

#ifdef __cplusplus
}
#endif

#endif
