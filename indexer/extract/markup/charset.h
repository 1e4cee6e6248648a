/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From bytes of whatever charset to valid UTF-8: what a document says about itself is believed
 * only while its bytes agree. */
#ifndef STEPWELL_EXTRACT_CHARSET_H
#define STEPWELL_EXTRACT_CHARSET_H

#include "base/buf.h"
#include "base/limits.h"

struct charset_hints {
    const char *mime; /* Content-Type as a server gave it; "" */
    bool markup;      /* a <meta> or an XML declaration may name the charset */
};

enum { CHARSET_NAME_BYTES = 48 };

struct charset_result {
    char name[CHARSET_NAME_BYTES];
    bool guessed;   /* nothing was declared, and it is not UTF-8 */
    bool overruled; /* something else was declared */
};

/* So much of a document is decoded: a byte of a charset takes up to three in UTF-8. */
enum { CHARSET_INPUT_BYTES = LIMIT_TEXT_BYTES / 3 };

/* Appends the text to out: no byte order mark, no control characters but tab, newline, carriage
 * return and form feed. Order of trust: byte order mark, valid UTF-8, Content-Type, <meta> in the
 * first bytes, frequency of letters. */
void charset_decode(const char *bytes, size_t length, const struct charset_hints *hints,
                    struct buf *out, struct charset_result *result);

/* Appends the text, which is in the charset of this name ("windows-1250", "cp932"). What does not
 * decode is taken as windows-1252. */
void charset_decode_as(const char *bytes, size_t length, const char *name,
                       struct buf *out);

#endif
