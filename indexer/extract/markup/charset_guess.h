/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which charset of one byte makes the most plausible words. */
#ifndef STEPWELL_EXTRACT_CHARSET_GUESS_H
#define STEPWELL_EXTRACT_CHARSET_GUESS_H

#include "charset_tables.h"

#include <stdbool.h>
#include <stddef.h>

/* What is known of the bytes before the charset is. */
struct charset_sample {
    const char *bytes;
    size_t length;
    size_t counts[128]; /* of the bytes from 0x80 */
    size_t high;        /* their sum */
    char lang[3];       /* what lang= says; "" */
};

void charset_guess_sample(const char *bytes, size_t length,
                          struct charset_sample *sample);

/* Bits per byte above 0x7F under the language that fits best: small is plausible. */
double charset_guess_cost(const struct charset_sample *sample,
                          const struct charset_table *table);

/* The most plausible one; windows-1252 when there is nothing to judge by. */
const struct charset_table *charset_guess(const struct charset_sample *sample);

/* True for the charsets that the guess chooses among. */
bool charset_guess_knows(const struct charset_table *table);

#endif
