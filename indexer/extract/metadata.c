/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of document properties, as authors and programs write them, made fit for the wire. */
#include "metadata.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

enum { LANG_BYTES = 35, FIRST_YEAR = 1970 };

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

const char *
metadata_text(struct arena *arena, const char *text, size_t length)
{
    if (length > LIMIT_METADATA_BYTES)
        length = utf8_cut(text, LIMIT_METADATA_BYTES);
    struct buf valid = BUF_INIT((size_t)LIMIT_METADATA_BYTES * 4);
    utf8_repair(&valid, text, length);
    char *out = arena_text(arena, valid.data, valid.length);
    buf_free(&valid);
    char *to = out;
    for (const char *from = out; *from; from++) {
        if (!is_space(*from))
            *to++ = *from;
        else if (to > out && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > out && to[-1] == ' ')
        to--;
    *to = '\0';
    return out;
}

const char *
metadata_lang(struct arena *arena, const char *text, size_t length)
{
    while (length > 0 && is_space(*text)) {
        text++;
        length--;
    }
    size_t end = 0;
    while (end < length && end < LANG_BYTES &&
           (isalnum((unsigned char)text[end]) || text[end] == '-' || text[end] == '_'))
        end++;
    size_t first = 0;
    while (first < end && isalpha((unsigned char)text[first]))
        first++;
    if (first < 2 || first > 3)
        return "";
    char *tag = arena_text(arena, text, end);
    for (char *at = strchr(tag, '_'); at; at = strchr(at, '_'))
        *at = '-';
    return tag;
}

static int
next_year(void)
{
    struct tm now;
    time_t seconds = time(NULL);
    gmtime_r(&seconds, &now);
    return now.tm_year + 1900 + 1;
}

int
metadata_year(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        int number = 0;
        size_t digits = 0;
        for (; at + digits < length && isdigit((unsigned char)text[at + digits]);
             digits++)
            if (digits < 4)
                number = number * 10 + (text[at + digits] - '0');
        bool is_date = digits == 4 || digits == 8 || digits == 14; /* 2021, 20210327 */
        if (is_date && number >= FIRST_YEAR && number <= next_year())
            return number;
        at += digits ? digits : 1;
    }
    return 0;
}
