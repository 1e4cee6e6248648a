/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The characters of words: which way they read, what a word holds, its text in a line. */
#include "reflow_text.h"

#include "base/utf8.h"

#include <string.h>

enum {
    SOFT_HYPHEN = 0x00AD,
    HYPHEN = 0x2010,
    FIXED_HYPHEN = 0x2011,
    WORD_CODES_MOST = 4096 /* a longer "word" is not reversed: no language has it */
};

/* ---- characters ---- */

struct range {
    uint32_t first, last;
};

static bool
in_ranges(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

bool
reflow_text_is_right_to_left(uint32_t code)
{
    static const struct range letters[] = {
        { 0x05BE, 0x05BE },   { 0x05C0, 0x05C0 },   { 0x05C3, 0x05C3 },
        { 0x05C6, 0x05C6 },   { 0x05D0, 0x05F4 },   { 0x0608, 0x0608 },
        { 0x060B, 0x060B },   { 0x060D, 0x060D },   { 0x061B, 0x064A },
        { 0x066D, 0x066F },   { 0x0671, 0x06D5 },   { 0x06E5, 0x06E6 },
        { 0x06EE, 0x06EF },   { 0x06FA, 0x0710 },   { 0x0712, 0x072F },
        { 0x074D, 0x07A5 },   { 0x07B1, 0x07EA },   { 0x07F4, 0x0815 },
        { 0x081A, 0x0858 },   { 0x085E, 0x0897 },   { 0x08A0, 0x08C9 },
        { 0x200F, 0x200F },   { 0xFB1D, 0xFB1D },   { 0xFB1F, 0xFB28 },
        { 0xFB2A, 0xFD3D },   { 0xFD50, 0xFDCE },   { 0xFDF0, 0xFDFC },
        { 0xFE70, 0xFEFC },   { 0x10800, 0x10D23 }, { 0x10D40, 0x10E5F },
        { 0x10E80, 0x10FFF }, { 0x1E800, 0x1EFFF },
    };
    return code >= 0x05BE && in_ranges(letters, sizeof letters / sizeof *letters, code);
}

static bool
is_ascii_letter(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

/* A letter read from left to right; the scripts that meet right-to-left ones in one line. */
static bool
is_left_to_right(uint32_t code)
{
    return is_ascii_letter(code) ||
           (code >= 0xC0 && code < 0x590 && code != 0xD7 && code != 0xF7) ||
           (code >= 0x0900 && code < 0x2000) || (code >= 0x2E80 && code < 0xD800);
}

static bool
is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 0x0660 && code <= 0x0669) ||
           (code >= 0x06F0 && code <= 0x06F9);
}

static bool
keeps_direction(uint32_t code)
{
    return is_digit(code) || is_left_to_right(code);
}

/* Signs that belong to the number or word on both sides of them: 3.14, 24/7, e-mail. */
static bool
joins(uint32_t code)
{
    return code != 0 && code < 0x80 && strchr(".,:/-+@_%&'", (int)code) != NULL;
}

static bool
is_hyphen(uint32_t code)
{
    return code == '-' || code == SOFT_HYPHEN || code == HYPHEN || code == FIXED_HYPHEN;
}

static bool
is_no_text(uint32_t code)
{
    return code == UTF8_REPLACEMENT || (code >= 0xE000 && code <= 0xF8FF) ||
           code >= 0xF0000 || code < 0x20 || (code >= 0x7F && code < 0xA0);
}

static void
flip(uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        uint32_t code = codes[i];
        codes[i] = codes[count - 1 - i];
        codes[count - 1 - i] = code;
    }
}

/* Where the run that begins at codes[at] and keeps its direction ends. */
static size_t
run_end(const uint32_t *codes, size_t count, size_t at)
{
    while (at < count && keeps_direction(codes[at])) {
        at++;
        if (at + 1 < count && joins(codes[at]) && keeps_direction(codes[at + 1]))
            at++;
    }
    return at;
}

void
reflow_text_reverse(uint32_t *codes, size_t count)
{
    flip(codes, count);
    for (size_t i = 0; i < count;) {
        size_t end = run_end(codes, count, i);
        flip(codes + i, end - i);
        i = end + 1;
    }
}

/* ---- what a word holds ---- */

static bool
is_ascii(const struct reflow_word *word)
{
    for (size_t i = 0; i < word->length; i++)
        if ((unsigned char)word->text[i] >= 0x80)
            return false;
    return true;
}

unsigned
reflow_text_holds(const struct reflow_word *word)
{
    unsigned found = 0;
    if (word->length > 0 && is_ascii_letter((unsigned char)word->text[0]) &&
        is_ascii(word))
        return REFLOW_LEFT_TO_RIGHT;
    for (size_t i = 0; i < word->length;) {
        uint32_t code;
        i += utf8_decode(word->text + i, word->length - i, &code);
        if (is_left_to_right(code))
            found |= REFLOW_LEFT_TO_RIGHT;
        else if (reflow_text_is_right_to_left(code))
            found |= REFLOW_RIGHT_TO_LEFT;
    }
    return found;
}

static uint32_t
only_code(const struct reflow_word *word)
{
    uint32_t code = 0;
    if (word->length == 0 || utf8_decode(word->text, word->length, &code) != word->length)
        return 0;
    return code;
}

bool
reflow_text_is_hyphen(const struct reflow_word *word)
{
    return is_hyphen(only_code(word));
}

bool
reflow_text_is_number(const struct reflow_word *word)
{
    for (size_t i = 0; i < word->length; i++)
        if (word->text[i] < '0' || word->text[i] > '9')
            return false;
    return word->length > 0;
}

unsigned
reflow_text_letters_at(const struct reflow_word *word, bool end)
{
    unsigned letters = 0;
    for (size_t i = 0; i < word->length && letters < 3; i++) {
        unsigned char byte = (unsigned char)word->text[end ? word->length - 1 - i : i];
        if (!is_ascii_letter(byte) && byte < 0x80)
            break;
        letters += (byte & 0xC0) != 0x80;
    }
    return letters;
}

/* ---- the text of a line ---- */

static void
add_code(struct reflow_text *text, uint32_t code)
{
    static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
    if (code >= 0xFB00 && code <= 0xFB06)
        buf_add_text(&text->line, ligatures[code - 0xFB00]);
    else if (code != SOFT_HYPHEN)
        buf_add_code(&text->line, code);
    text->characters++;
    text->no_text += is_no_text(code);
}

static void
add_plain(struct reflow_text *text, const struct reflow_word *word)
{
    for (size_t i = 0; i < word->length;) {
        uint32_t code;
        i += utf8_decode(word->text + i, word->length - i, &code);
        add_code(text, code);
    }
}

static void
add_reversed(struct reflow_text *text, const struct reflow_word *word)
{
    uint32_t codes[WORD_CODES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < word->length; count++)
        i += utf8_decode(word->text + i, word->length - i, &codes[count]);
    reflow_text_reverse(codes, count);
    for (size_t i = 0; i < count; i++)
        add_code(text, codes[i]);
}

void
reflow_text_add(struct reflow_text *text, const struct reflow_word *word, unsigned holds)
{
    if ((holds & REFLOW_RIGHT_TO_LEFT) != 0 && word->length <= WORD_CODES_MOST)
        add_reversed(text, word);
    else if (is_ascii(word)) {
        buf_add(&text->line, word->text, word->length);
        text->characters += word->length;
    } else
        add_plain(text, word);
}

void
reflow_text_end(struct reflow_text *text, const struct reflow_word *word)
{
    static const char mark[] = "\xC2\xAD";
    if (word->length >= 2 && memcmp(word->text + word->length - 2, mark, 2) == 0)
        buf_add(&text->line, mark, 2);
}

bool
reflow_text_is_poor(const struct reflow_text *text)
{
    return text->no_text * 20 > text->characters;
}

bool
reflow_text_is_poor_plain(const char *text, size_t length)
{
    struct reflow_text counts = { .no_text = 0 };
    for (size_t i = 0; i < length; counts.characters++) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        counts.no_text += code != '\n' && is_no_text(code);
    }
    return reflow_text_is_poor(&counts);
}
