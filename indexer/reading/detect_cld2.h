/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shim around CLD2: the languages that a text looks like. */
#ifndef STEPWELL_DETECT_CLD2_H
#define STEPWELL_DETECT_CLD2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { DETECT_CLD2_GUESSES = 3 };

struct detect_cld2_answer {
    const char *code; /* CLD2's own: "iw" is Hebrew, "sr-ME" Montenegrin; "" for none */
    int percent;      /* of the letters */
    double score; /* 1.0 is usual for text in that language; far from it is gibberish */
};

/* text is valid UTF-8 without markup. hint: BCP 47 tags separated by commas, likeliest first;
 * "" for none. Best effort, also on short texts. Nothing is thrown. */
void detect_cld2_guess(const char *text, size_t length, const char *hint,
                       struct detect_cld2_answer guesses[DETECT_CLD2_GUESSES],
                       bool *reliable);

#ifdef __cplusplus
}
#endif

#endif
