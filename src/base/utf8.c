/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decoding after table 3-7 of the Unicode standard: no overlong forms, no surrogates. */
#include "base/utf8.h"

#include "base/buf.h"

#include <string.h>

static bool
is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The range of the second byte depends on the first. */
static bool
is_second(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return is_tail(second);
    }
}

size_t
utf8_decode(const char *text, size_t length, uint32_t *code_point)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char first = bytes[0];
    if (first < 0x80) {
        *code_point = first;
        return 1;
    }
    *code_point = UTF8_REPLACEMENT;
    size_t need = first >= 0xC2 && first <= 0xDF   ? 2
                  : first >= 0xE0 && first <= 0xEF ? 3
                  : first >= 0xF0 && first <= 0xF4 ? 4
                                                   : 1;
    if (need == 1 || length < 2 || !is_second(first, bytes[1]))
        return 1;
    uint32_t code = ((uint32_t)first & (0x7FU >> need)) << 6 | (bytes[1] & 0x3FU);
    for (size_t i = 2; i < need; i++) {
        if (i >= length || !is_tail(bytes[i]))
            return i;
        code = code << 6 | (bytes[i] & 0x3FU);
    }
    *code_point = code;
    return need;
}

size_t
utf8_encode(uint32_t code, char bytes[4])
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = UTF8_REPLACEMENT;
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    size_t count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = count - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    bytes[0] = (char)(lead[count] | code);
    return count;
}

/* Behind the ASCII that stands at i, eight bytes at a time. */
static size_t
skip_ascii(const char *text, size_t length, size_t i)
{
    for (uint64_t eight; length - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, text + i, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    return i;
}

uint32_t
utf8_pair(uint32_t high, uint32_t low)
{
    if (high < 0xD800 || high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

bool
utf8_valid(const char *text, size_t length)
{
    for (size_t i = skip_ascii(text, length, 0); i < length;
         i = skip_ascii(text, length, i)) {
        uint32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        /* The real U+FFFD is three bytes that begin with 0xEF 0xBF 0xBD. */
        if (code == UTF8_REPLACEMENT &&
            (bytes != 3 || (unsigned char)text[i + 2] != 0xBD))
            return false;
        i += bytes;
    }
    return true;
}

static bool
is_control(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0);
}

void
utf8_repair(struct buf *out, const char *text, size_t length)
{
    size_t from = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        if (code == UTF8_REPLACEMENT || is_control(code)) {
            buf_add(out, text + from, i - from);
            buf_add_code(out, code == UTF8_REPLACEMENT ? code : ' ');
            from = i + bytes;
        }
        i += bytes;
    }
    buf_add(out, text + from, length - from);
}

size_t
utf8_cut(const char *text, size_t length)
{
    while (length > 0 && is_tail((unsigned char)text[length]))
        length--;
    return length;
}

size_t
utf8_mark(const char *text, size_t length)
{
    static const char mark[3] = "\xEF\xBB\xBF";
    return length >= sizeof mark && memcmp(text, mark, sizeof mark) == 0 ? sizeof mark
                                                                         : 0;
}

size_t
utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_tail((unsigned char)text[i]);
    return count;
}
