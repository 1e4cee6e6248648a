/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a document and its server say about its charset. */
#ifndef STEPWELL_EXTRACT_CHARSET_NAMES_H
#define STEPWELL_EXTRACT_CHARSET_NAMES_H

#include "charset.h"
#include "charset_guess.h"

void charset_names_set(char name[CHARSET_NAME_BYTES], const char *text);

/* Content-Type, else <meta> or the XML declaration: small letters, aliases resolved; "" when none
 * says anything. */
void charset_names_declared(char name[CHARSET_NAME_BYTES], const char *bytes,
                            size_t length, const struct charset_hints *hints);

/* lang="cs" on the first tags, for the guess. */
void charset_names_lang(struct charset_sample *sample);

#endif
