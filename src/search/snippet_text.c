/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures text for snippets: columns, sentences, lines, words. */
#include "search/snippet_text.h"

#include "base/utf8.h"
#include "text/segment.h"

#include <string.h>

/* ---- widths ---- */

/* Columns of the character that begins with this byte: marks are counted, which errs on the
 * short side; U+3000 to U+DFFF is wide. */
static size_t
columns(unsigned char byte)
{
    if ((byte & 0xC0) == 0x80)
        return 0;
    return byte >= 0xE3 && byte <= 0xED ? 2 : 1;
}

size_t
snippet_text_width(const char *text, size_t from, size_t to)
{
    size_t width = 0;
    for (size_t at = from; at < to; at++)
        width += columns((unsigned char)text[at]);
    return width;
}

size_t
snippet_text_forward(const char *text, size_t length, size_t from, size_t width)
{
    size_t at = from, used = 0;
    while (at < length) {
        used += columns((unsigned char)text[at]);
        if (used > width)
            break;
        at++;
    }
    return at;
}

size_t
snippet_text_back(const char *text, size_t from, size_t width)
{
    size_t at = from, used = 0;
    while (at > 0) {
        size_t before = at - 1;
        while (before > 0 && ((unsigned char)text[before] & 0xC0) == 0x80)
            before--;
        used += columns((unsigned char)text[before]);
        if (used > width)
            break;
        at = before;
    }
    return at;
}

/* ---- sentences ---- */

enum {
    BLANKS = 64
}; /* bytes of white space that are looked through for the next sentence */

static bool
is_one_of(uint32_t code, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return false;
}

bool
snippet_text_ends_sentence(uint32_t code, bool *wide)
{
    static const uint32_t stops[] = { '.',    '!',    '?',    0x2026, 0x061F,
                                      0x06D4, 0x0964, 0x0965, 0x0589, 0x1362 };
    static const uint32_t wides[] = { 0x3002, 0xFF01, 0xFF1F, 0xFF0E };
    *wide = is_one_of(code, wides, sizeof wides / sizeof wides[0]);
    return *wide || is_one_of(code, stops, sizeof stops / sizeof stops[0]);
}

bool
snippet_text_closes_sentence(uint32_t code)
{
    static const uint32_t closing[] = { ')',    ']',    '"',    '\'',   0xBB,
                                        0x2019, 0x201D, 0x201C, 0x300D, 0x300F };
    return is_one_of(code, closing, sizeof closing / sizeof closing[0]);
}

static bool
is_blank(uint32_t code)
{
    return code == ' ' || code == '\n' || code == '\t' || code == '\r' || code == 0xA0 ||
           code == 0x3000;
}

static bool
is_small(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 0x3B1 && code <= 0x3C9) ||
           (code >= 0x430 && code <= 0x45F) || (code >= 0xDF && code <= 0xFF);
}

static uint32_t
code_at(const char *text, size_t length, size_t at, size_t *bytes)
{
    uint32_t code = 0;
    *bytes = at < length ? utf8_decode(text + at, length - at, &code) : 0;
    return code;
}

bool
snippet_text_is_small(const char *text, size_t length, size_t at)
{
    size_t bytes;
    return is_small(code_at(text, length, at, &bytes));
}

/* A dot after a dot, or after a blank, is one of a row of leaders. */
static bool
is_leader(const char *text, size_t at)
{
    return text[at] == '.' && at > 0 && (text[at - 1] == '.' || text[at - 1] == ' ');
}

static bool
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The dot at this place belongs to the number of a point ("2.", "10.") or to a single letter
 * ("a.", "J."). */
static bool
is_enumerator(const char *text, size_t at)
{
    size_t from = at, digits = 0;
    while (from > 0 && digits < 4 && text[from - 1] >= '0' && text[from - 1] <= '9') {
        from--;
        digits++;
    }
    if (digits == 0 && from > 0 && is_ascii_letter(text[from - 1])) {
        from--;
        digits = 1;
    }
    bool starts = from == 0 || text[from - 1] == ' ' || text[from - 1] == '\n' ||
                  text[from - 1] == '(';
    return text[at] == '.' && starts && digits > 0 && digits < 4;
}

/* If a sentence or paragraph ends with the character at this place: true, with its end (after
 * closing quotes) and the start of the next one (after blanks). */
static bool
boundary_at(const char *text, size_t length, size_t at, size_t *end, size_t *next)
{
    bool wide = true;
    size_t bytes;
    uint32_t code = code_at(text, length, at, &bytes);
    bool paragraph = code == '\n';
    if (!paragraph && (!snippet_text_ends_sentence(code, &wide) || is_leader(text, at) ||
                       is_enumerator(text, at)))
        return false;
    *end = paragraph ? at : at + bytes;
    while (!paragraph &&
           snippet_text_closes_sentence(code_at(text, length, *end, &bytes)))
        *end += bytes;
    *next = *end;
    while (is_blank(code = code_at(text, length, *next, &bytes)) && bytes > 0) {
        paragraph |= code == '\n' || *next - *end > BLANKS;
        *next += bytes;
        if (*next - *end > BLANKS)
            break;
    }
    return paragraph || *next == length || wide || (*next > *end && !is_small(code));
}

size_t
snippet_text_sentence_start(const char *text, size_t length, size_t from, size_t to,
                            bool first)
{
    size_t found = to + 1, end, next;
    if (from == 0) {
        found = 0;
        if (first)
            return found;
    }
    for (size_t at = from; at < to; at++) {
        if (!boundary_at(text, length, at, &end, &next) || next > to)
            continue;
        found = next;
        if (first)
            return found;
        at = next > at + 1 ? next - 1 : at;
    }
    return found;
}

size_t
snippet_text_sentence_end(const char *text, size_t length, size_t from, size_t to)
{
    size_t found = from, end, next;
    for (size_t at = from; at < to; at++)
        if (boundary_at(text, length, at, &end, &next) && end <= to)
            found = end;
    return found;
}

/* ---- words ---- */

enum { ANCHOR_BYTES = 1024 }; /* a longer run of letters is not read to its beginning */

/* A place before from where a word cannot run on: after white space, or, in scripts without it,
 * a character. */
static size_t
anchor_before(const char *text, size_t from)
{
    size_t lowest = from > ANCHOR_BYTES ? from - ANCHOR_BYTES : 0;
    size_t at = from;
    while (at > lowest && !is_blank((unsigned char)text[at - 1]))
        at--;
    return at > lowest ? at : utf8_cut(text, lowest);
}

size_t
snippet_text_word_start(const struct lang *lang, const char *text, size_t length,
                        size_t from, size_t to)
{
    struct segment segment;
    size_t at = anchor_before(text, from);
    while (at < to && segment_next(lang, text, length, at, &segment) &&
           segment.start < to) {
        if (segment.start >= from)
            return segment.start;
        at = segment.end;
    }
    return to;
}

size_t
snippet_text_word_end(const struct lang *lang, const char *text, size_t length,
                      size_t from, size_t to)
{
    struct segment segment;
    size_t at = from;
    while (at < to && segment_next(lang, text, length, at, &segment) && segment.end <= to)
        at = segment.end;
    return at;
}
