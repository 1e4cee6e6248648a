/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Normalisation form C of a few code points (Unicode Standard Annex 15). */
#ifndef STEPWELL_TEXT_COMPOSE_H
#define STEPWELL_TEXT_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No canonical decomposition is longer. */
enum { COMPOSE_GROWTH = 4 };

/* Puts count code points into NFC where they stand and returns how many there are then.
 * codes has room for COMPOSE_GROWTH times count. */
size_t compose_codes(uint32_t *codes, size_t count);

/* Nothing before this code point combines with it: text may be cut here. */
bool compose_is_boundary(uint32_t code);

/* Is text surely in NFC already? (UAX 15, quick check; false also means: perhaps) */
bool compose_is_done(const char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
