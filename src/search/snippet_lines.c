/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells running text from what only leads to it. */
#include "search/snippet_lines.h"

#include "search/snippet_text.h"

#include <string.h>

enum {
    LINE_BYTES = 400,  /* that are looked at, each way */
    LINE_SHORT = 60,   /* columns */
    NUMBERS = 4,       /* so many that rise make a table of contents of a long line */
    NUMBERS_APART = 90 /* bytes between them */
};

struct snippet_range
snippet_lines_at(const char *text, size_t length, size_t at)
{
    struct snippet_range line = { at, at };
    while (line.from > 0 && at - line.from < LINE_BYTES && text[line.from - 1] != '\n')
        line.from--;
    while (line.to < length && line.to - at < LINE_BYTES && text[line.to] != '\n')
        line.to++;
    return line;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3;
}

static bool
has_letter(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (is_letter(line[i]))
            return true;
    return false;
}

static size_t
trimmed(const char *line, size_t length)
{
    while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
        length--;
    return length;
}

static bool
ends_in_number(const char *line, size_t length)
{
    length = trimmed(line, length);
    return length > 0 && is_digit(line[length - 1]);
}

/* ---- headings that are shown ---- */

/* Letters and digits compare, in any ASCII case; what stands between them does not. */
static bool
is_said(char c)
{
    return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
says_same(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t i = 0, j = 0, said = 0;
    for (;; i++, j++, said++) {
        while (i < a_length && !is_said(a[i]))
            i++;
        while (j < b_length && !is_said(b[j]))
            j++;
        if (i == a_length || j == b_length)
            return said > 0 && i == a_length && j == b_length;
        if (small(a[i]) != small(b[j]))
            return false;
    }
}

/* "1. Introduction › 1.1 Background" shows two headings. */
static bool
is_shown(const char *shown, const char *line, size_t length)
{
    static const char between[] = " \xE2\x80\xBA ";
    while (shown != NULL && *shown != '\0') {
        const char *end = strstr(shown, between);
        size_t size = end != NULL ? (size_t)(end - shown) : strlen(shown);
        if (says_same(shown, size, line, length))
            return true;
        shown = end != NULL ? end + strlen(between) : NULL;
    }
    return false;
}

static bool
is_any_shown(const struct snippet_source *source, const char *line, size_t length)
{
    for (size_t i = 0; i < SNIPPET_SHOWN; i++)
        if (is_shown(source->shown[i], line, length))
            return true;
    return false;
}

/* ---- tables of contents ---- */

/* Four dots or underscores in a row, blanks between them or not. */
static bool
has_leaders(const char *line, size_t length)
{
    size_t dots = 0;
    for (size_t i = 0; i < length; i++) {
        bool dot = line[i] == '.' || line[i] == '_';
        if (dot && ++dots >= 4)
            return true;
        if (!dot && line[i] != ' ')
            dots = 0;
    }
    return false;
}

/* The number that stands alone at *at, which moves behind it; 0 for anything else. */
static unsigned
number_at(const char *line, size_t length, size_t *at)
{
    unsigned number = 0;
    size_t digits = 0;
    bool starts = *at == 0 || line[*at - 1] == ' ';
    for (; *at < length && is_digit(line[*at]); (*at)++, digits++)
        number = digits < 4 ? number * 10 + (unsigned)(line[*at] - '0') : 0;
    bool alone = starts && (*at == length || line[*at] == ' ');
    *at += digits == 0;
    return alone && digits < 4 ? number : 0;
}

/* "Introduction 5 Background 7 Method 12 Results 19": numbers that rise, few words apart. */
static bool
has_rising_numbers(const char *line, size_t length)
{
    unsigned last = 0;
    size_t rising = 0, place = 0;
    for (size_t at = 0; at < length;) {
        unsigned number = number_at(line, length, &at);
        if (number == 0)
            continue;
        bool near = at - place <= NUMBERS_APART;
        rising = near && number > last ? rising + 1 : 1;
        if (rising >= NUMBERS)
            return has_letter(line, length);
        last = number;
        place = at;
    }
    return false;
}

static bool
is_numbered(const char *text, struct snippet_range line)
{
    return ends_in_number(text + line.from, line.to - line.from) &&
           snippet_text_width(text, line.from, line.to) < LINE_SHORT &&
           has_letter(text + line.from, line.to - line.from);
}

/* Numbered lines come in rows in a table of contents only. */
static bool
has_numbered_neighbour(const struct snippet_source *source, struct snippet_range line)
{
    const char *text = source->text;
    if (line.from > 1 &&
        is_numbered(text, snippet_lines_at(text, source->length, line.from - 1)))
        return true;
    return line.to + 1 < source->length &&
           is_numbered(text, snippet_lines_at(text, source->length, line.to + 1));
}

enum snippet_line
snippet_lines_kind(const struct snippet_source *source, struct snippet_range line)
{
    const char *start = source->text + line.from;
    size_t length = line.to - line.from;
    if (!has_letter(start, length))
        return SNIPPET_LINE_NUMBER;
    if (is_any_shown(source, start, length))
        return SNIPPET_LINE_SHOWN;
    if (has_leaders(start, length) || has_rising_numbers(start, length))
        return SNIPPET_LINE_CONTENTS;
    if (is_numbered(source->text, line))
        return has_numbered_neighbour(source, line) ? SNIPPET_LINE_CONTENTS
                                                    : SNIPPET_LINE_NUMBERED;
    return snippet_text_width(source->text, line.from, line.to) < LINE_SHORT
               ? SNIPPET_LINE_SHORT
               : SNIPPET_LINE_TEXT;
}
