/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranges of the Unicode standard, coarse on purpose: unassigned code points count as letters. */
#include "letters.h"

#include "base/utf8.h"

#include <string.h>

struct range {
    uint32_t first, last;
};

static bool
is_in(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code <= ranges[i].last)
            return code >= ranges[i].first;
    return false;
}

#define IS_IN(ranges, code) is_in(ranges, sizeof(ranges) / sizeof *(ranges), code)

bool
letters_is_ascii(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

bool
letters_is_letter(uint32_t code)
{
    /* Above ASCII: what is none. */
    static const struct range others[] = {
        { 0x80, 0xA9 },        { 0xAB, 0xB4 },     { 0xB6, 0xB9 },
        { 0xBB, 0xBF },        { 0xD7, 0xD7 },     { 0xF7, 0xF7 },
        { 0x2C2, 0x2DF },      { 0x37E, 0x37E },   { 0x387, 0x387 },
        { 0x55A, 0x55F },      { 0x589, 0x58A },   { 0x5BE, 0x5BE },
        { 0x5C0, 0x5C0 },      { 0x5C3, 0x5C3 },   { 0x5F3, 0x60F },
        { 0x61B, 0x61F },      { 0x660, 0x66D },   { 0x6D4, 0x6D4 },
        { 0x6F0, 0x6F9 },      { 0x964, 0x970 },   { 0xE3F, 0xE3F },
        { 0x10FB, 0x10FB },    { 0x2000, 0x200B }, { 0x200E, 0x2070 },
        { 0x2072, 0x207E },    { 0x2080, 0x208E }, { 0x20A0, 0x20CF },
        { 0x2100, 0x2BFF },    { 0x2E00, 0x2E7F }, { 0x3000, 0x3004 },
        { 0x3007, 0x3030 },    { 0xE000, 0xF8FF }, { 0xFE10, 0xFE1F },
        { 0xFE30, 0xFE6F },    { 0xFF00, 0xFF20 }, { 0xFF3B, 0xFF40 },
        { 0xFF5B, 0xFF65 },    { 0xFFF0, 0xFFFF }, { 0x1F000, 0x1FAFF },
        { 0xF0000, 0x10FFFF },
    };
    if (code < 0x80)
        return letters_is_ascii(code);
    return !IS_IN(others, code);
}

bool
letters_is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 0x660 && code <= 0x669) ||
           (code >= 0x6F0 && code <= 0x6F9);
}

/* Blocks in which capitals and small letters take turns, even and odd. */
static bool
is_paired_upper(uint32_t code)
{
    if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
        return code % 2 == 1;
    if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177) ||
        (code >= 0x200 && code <= 0x233) || (code >= 0x460 && code <= 0x481) ||
        (code >= 0x48A && code <= 0x4BF) || (code >= 0x4D0 && code <= 0x52F) ||
        (code >= 0x1E00 && code <= 0x1EFF))
        return code % 2 == 0;
    return false;
}

bool
letters_is_upper(uint32_t code)
{
    static const struct range upper[] = {
        { 'A', 'Z' },     { 0xC0, 0xD6 },   { 0xD8, 0xDE },
        { 0x178, 0x178 }, { 0x386, 0x386 }, { 0x388, 0x38F },
        { 0x391, 0x3AB }, { 0x400, 0x42F }, { 0x531, 0x556 },
    };
    return IS_IN(upper, code) || is_paired_upper(code);
}

bool
letters_is_hyphen(uint32_t code)
{
    return code == '-' || code == 0x2010 || code == 0x2011 || code == 0xAD;
}

bool
letters_is_spaceless(uint32_t code)
{
    static const struct range ranges[] = {
        { 0xE00, 0xEFF },   { 0x1000, 0x109F }, { 0x1780, 0x17FF }, { 0x2E80, 0x312F },
        { 0x31A0, 0xA4CF }, { 0xF900, 0xFAFF }, { 0xFF00, 0xFFEF }, { 0x20000, 0x3FFFF },
    };
    return IS_IN(ranges, code);
}

bool
letters_is_private(uint32_t code)
{
    return code == UTF8_REPLACEMENT || (code < 0x20 && code != '\t' && code != '\n') ||
           (code >= 0x7F && code < 0xA0) || (code >= 0xE000 && code <= 0xF8FF) ||
           code >= 0xF0000;
}

bool
letters_are_roman(const char *text, size_t length)
{
    return length > 0 && length <= 7 && strspn(text, "ivxlcdm") >= length;
}

uint32_t
letters_first(const char *text, size_t length)
{
    uint32_t code = 0;
    if (length > 0)
        utf8_decode(text, length, &code);
    return code;
}

uint32_t
letters_last(const char *text, size_t length, size_t *start)
{
    size_t at = length;
    uint32_t code = 0;
    if (at > 0)
        at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    if (length > 0)
        utf8_decode(text + at, length - at, &code);
    *start = at;
    return code;
}
