/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes from base64 (RFC 4648, 4), as salts and keys stand in XML. */
#include "base64.h"

#include <stdint.h>
#include <string.h>

size_t
base64_decode(struct markup_text text, unsigned char *bytes, size_t most)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t held = 0;
    unsigned bits = 0;
    size_t count = 0;
    for (size_t i = 0; i < text.length && count < most; i++) {
        char c = text.text[i];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        const char *digit = memchr(digits, c, sizeof digits - 1);
        if (!digit)
            break;
        held = (held << 6 | (uint32_t)(digit - digits)) & 0xFFFF;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes[count++] = (unsigned char)(held >> bits & 0xFF);
        }
    }
    return count;
}
