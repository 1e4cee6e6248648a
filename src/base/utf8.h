/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Valid UTF-8 in; whatever else arrives becomes U+FFFD. */
#ifndef STEPWELL_BASE_UTF8_H
#define STEPWELL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct buf;

enum { UTF8_REPLACEMENT = 0xFFFD };

/* The code point at text[0], and how many bytes it takes. An invalid sequence gives
 * UTF8_REPLACEMENT and the length of its maximal valid part (Unicode 15, 3.9), at least 1.
 * length must not be 0. */
size_t utf8_decode(const char *text, size_t length, uint32_t *code_point);

/* Writes 1 to 4 bytes and says how many; surrogates and values past U+10FFFF become U+FFFD. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);

/* The code point that two units of UTF-16 are together; 0 when they are no surrogate pair. */
uint32_t utf8_pair(uint32_t high, uint32_t low);

bool utf8_valid(const char *text, size_t length);

/* Appends text with every invalid sequence, NUL and other C0/C1 control character but tab
 * and newline replaced: invalid ones by U+FFFD, control characters by a space. */
void utf8_repair(struct buf *out, const char *text, size_t length);

/* The largest cut <= length that does not split a code point. */
size_t utf8_cut(const char *text, size_t length);

/* Bytes of the mark that some programs put before UTF-8 (U+FEFF); 0 where there is none. */
size_t utf8_mark(const char *text, size_t length);

/* How many code points the (valid) text holds. */
size_t utf8_count(const char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
