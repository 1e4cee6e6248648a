/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a Markdown paragraph without its marks. */
#include "markdown_inline.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BRACKETS = 32, TARGET_BYTES = 2000, TAG_BYTES = 1000, CODE_BYTES = 8000 };

struct inline_reading {
    const char *text;
    size_t length, at;
    struct buf *out;
    struct unit *alts;
    struct {
        size_t out;
        bool image;
    } brackets[BRACKETS]; /* open ones */
    size_t bracket_count;
};

static char
peek(const struct inline_reading *reading, size_t ahead)
{
    size_t at = reading->at + ahead;
    return at < reading->length ? reading->text[at] : '\0';
}

static bool
is_word_char(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Where the mark that opened at reading->at ends, looking at most so far; 0. */
static size_t
find_close(const struct inline_reading *reading, size_t from, char open, char close,
           size_t most)
{
    size_t depth = 0;
    for (size_t at = from; at < reading->length && at - from < most; at++) {
        if (reading->text[at] == close && depth == 0)
            return at;
        depth += reading->text[at] == open;
        depth -= reading->text[at] == close;
    }
    return 0;
}

static void
copy_char(struct inline_reading *reading)
{
    buf_add_char(reading->out, reading->text[reading->at++]);
}

static void
read_escape(struct inline_reading *reading)
{
    char next = peek(reading, 1);
    if (ispunct((unsigned char)next)) {
        reading->at++;
        copy_char(reading);
    } else if (next == '\n') {
        reading->at++; /* a hard line end */
    } else {
        copy_char(reading);
    }
}

static void
read_code(struct inline_reading *reading)
{
    size_t ticks = 0;
    while (peek(reading, ticks) == '`')
        ticks++;
    size_t from = reading->at + ticks, run = 0;
    for (size_t at = from; at <= reading->length && at - from < CODE_BYTES; at++) {
        if (at < reading->length && reading->text[at] == '`') {
            run++;
            continue;
        }
        if (run == ticks) {
            buf_add(reading->out, reading->text + from, at - run - from);
            reading->at = at;
            return;
        }
        run = 0;
    }
    reading->at = from;
}

static void
open_bracket(struct inline_reading *reading, bool image)
{
    if (peek(reading, image ? 2 : 1) == '^') { /* a footnote's number */
        size_t end = find_close(reading, reading->at + 1, '[', ']', TAG_BYTES);
        if (end > 0) {
            reading->at = end + 1;
            return;
        }
    }
    if (reading->bracket_count < BRACKETS) {
        reading->brackets[reading->bracket_count].out = reading->out->length;
        reading->brackets[reading->bracket_count++].image = image;
    }
    reading->at += image;
    copy_char(reading);
}

/* The text of a link stays without its brackets, that of a picture becomes a description. */
static void
take_link_text(struct inline_reading *reading, size_t start, bool image)
{
    struct buf *out = reading->out;
    if (start >= out->length)
        return;
    if (image) {
        unit_add_alt(reading->alts, out->data + start + 1, out->length - start - 1);
        buf_cut(out, start);
    } else {
        memmove(out->data + start, out->data + start + 1, out->length - start - 1);
        buf_cut(out, out->length - 1);
    }
}

static void
close_bracket(struct inline_reading *reading)
{
    char next = peek(reading, 1);
    size_t end = 0;
    if (next == '(')
        end = find_close(reading, reading->at + 2, '(', ')', TARGET_BYTES);
    else if (next == '[')
        end = find_close(reading, reading->at + 2, '[', ']', TARGET_BYTES);
    if (reading->bracket_count == 0) {
        copy_char(reading);
        return;
    }
    reading->bracket_count--;
    if (end == 0) {
        copy_char(reading);
        return;
    }
    take_link_text(reading, reading->brackets[reading->bracket_count].out,
                   reading->brackets[reading->bracket_count].image);
    reading->at = end + 1;
}

/* <https://…> is its own text; other tags say nothing. */
static void
read_tag(struct inline_reading *reading)
{
    const char *inside = reading->text + reading->at + 1;
    size_t end = find_close(reading, reading->at + 1, '\0', '>', TAG_BYTES);
    char next = peek(reading, 1);
    if (end == 0 || !(isalpha((unsigned char)next) || next == '/' || next == '!')) {
        copy_char(reading);
        return;
    }
    size_t length = end - reading->at - 1;
    if (memmem(inside, length, "://", 3) && !memchr(inside, ' ', length))
        buf_add(reading->out, inside, length);
    else if (length >= 2 && strncasecmp(inside, "br", 2) == 0)
        buf_add_char(reading->out, '\n');
    reading->at = end + 1;
}

static void
read_entity(struct inline_reading *reading)
{
    static const struct {
        const char *name;
        uint32_t code;
    } entities[] = {
        { "&amp;", '&' },      { "&lt;", '<' },        { "&gt;", '>' },
        { "&quot;", '"' },     { "&apos;", '\'' },     { "&nbsp;", 0xA0 },
        { "&copy;", 0xA9 },    { "&shy;", 0xAD },      { "&ndash;", 0x2013 },
        { "&mdash;", 0x2014 }, { "&hellip;", 0x2026 },
    };
    const char *here = reading->text + reading->at;
    size_t left = reading->length - reading->at;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t length = strlen(entities[i].name);
        if (left >= length && memcmp(here, entities[i].name, length) == 0) {
            buf_add_code(reading->out, entities[i].code);
            reading->at += length;
            return;
        }
    }
    copy_char(reading);
}

/* Asterisks that stand alone are asterisks; underscores inside words are part of a name. */
static void
read_emphasis(struct inline_reading *reading)
{
    char mark = reading->text[reading->at];
    size_t run = 0;
    while (peek(reading, run) == mark)
        run++;
    char before = reading->at > 0 ? reading->text[reading->at - 1] : ' ';
    char after = peek(reading, run);
    bool alone =
        isspace((unsigned char)before) && (isspace((unsigned char)after) || !after);
    bool inside = is_word_char(before) && is_word_char(after) && mark == '_';
    if (alone || inside || (mark == '~' && run < 2))
        buf_add(reading->out, reading->text + reading->at, run);
    reading->at += run;
}

static void
read_mark(struct inline_reading *reading)
{
    switch (reading->text[reading->at]) {
    case '\\': read_escape(reading); break;
    case '`': read_code(reading); break;
    case '[': open_bracket(reading, false); break;
    case ']': close_bracket(reading); break;
    case '<': read_tag(reading); break;
    case '&': read_entity(reading); break;
    case '*':
    case '_':
    case '~': read_emphasis(reading); break;
    case '!':
        if (peek(reading, 1) == '[')
            open_bracket(reading, true);
        else
            copy_char(reading);
        break;
    default: copy_char(reading); break;
    }
}

void
markdown_inline_read(const char *text, size_t length, struct buf *out, struct unit *alts)
{
    struct inline_reading reading = {
        .text = text, .length = length, .out = out, .alts = alts
    };
    while (reading.at < length) {
        size_t from = reading.at;
        while (reading.at < length && !strchr("\\`[]<&*_~!", text[reading.at]))
            reading.at++;
        buf_add(out, text + from, reading.at - from);
        if (reading.at < length)
            read_mark(&reading);
    }
}
