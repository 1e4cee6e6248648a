/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4): by it a file is known again under another name. */
#ifndef STEPWELL_DIGEST_H
#define STEPWELL_DIGEST_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { DIGEST_BYTES = 32, DIGEST_TEXT = 65 };

struct digest {
    uint32_t state[8];
    uint64_t length;
    unsigned char block[64];
};

void digest_start(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* The text and its NUL, so that "ab" + "c" differs from "a" + "bc". */
void digest_add_text(struct digest *digest, const char *text);
void digest_end(struct digest *digest, char text[DIGEST_TEXT]);

/* Of what stands in the open file from its beginning to its end; ERROR_INPUT when it cannot be
 * read. */
bool digest_file(int descriptor, char text[DIGEST_TEXT], struct error *err);

#ifdef __cplusplus
}
#endif

#endif
