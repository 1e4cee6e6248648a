/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tokens of a PDF content stream (ISO 32000-1, 7.2 and 7.3). */
#include "pdf_tokens.h"

#include "base/limits.h"

#include <string.h>

enum { SPACE = 1, DELIMITER = 2, DIGIT = 4 };

static const unsigned char kinds[256] = {
    [0] = SPACE,       ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,
    ['\r'] = SPACE,    [' '] = SPACE,     ['('] = DELIMITER, [')'] = DELIMITER,
    ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
    ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
    ['0'] = DIGIT,     ['1'] = DIGIT,     ['2'] = DIGIT,     ['3'] = DIGIT,
    ['4'] = DIGIT,     ['5'] = DIGIT,     ['6'] = DIGIT,     ['7'] = DIGIT,
    ['8'] = DIGIT,     ['9'] = DIGIT,
};

void
pdf_tokens_open(struct pdf_tokens *tokens, pdf_tokens_fill_fn *fill, void *context)
{
    tokens->fill = fill;
    tokens->context = context;
    tokens->at = tokens->end = 0;
    tokens->ended = false;
    tokens->number = 0;
    tokens->text = "";
    tokens->length = 0;
    tokens->string = (struct buf)BUF_INIT(LIMIT_PAGE_BYTES);
}

void
pdf_tokens_close(struct pdf_tokens *tokens)
{
    buf_free(&tokens->string);
}

/* ---- bytes ---- */

static bool
refill(struct pdf_tokens *tokens)
{
    if (tokens->ended)
        return false;
    tokens->at = 0;
    tokens->end = tokens->fill(tokens->context, tokens->window, PDF_TOKENS_WINDOW);
    tokens->ended = tokens->end == 0;
    return !tokens->ended;
}

/* -1 at the end. */
static int
peek(struct pdf_tokens *tokens)
{
    return tokens->at < tokens->end || refill(tokens) ? tokens->window[tokens->at] : -1;
}

static int
take(struct pdf_tokens *tokens)
{
    return tokens->at < tokens->end || refill(tokens) ? tokens->window[tokens->at++] : -1;
}

/* How many bytes lie ahead, as many as wanted unless the end is near. */
static size_t
look_ahead(struct pdf_tokens *tokens, size_t wanted)
{
    size_t left = tokens->end - tokens->at;
    if (left >= wanted || tokens->ended)
        return left;
    memmove(tokens->window, tokens->window + tokens->at, left);
    tokens->at = 0;
    tokens->end = left;
    while (tokens->end < wanted && !tokens->ended) {
        size_t more = tokens->fill(tokens->context, tokens->window + tokens->end,
                                   PDF_TOKENS_WINDOW - tokens->end);
        tokens->ended = more == 0;
        tokens->end += more;
    }
    return tokens->end;
}

static int
skip_spaces(struct pdf_tokens *tokens)
{
    for (;;) {
        int c = take(tokens);
        if (c == '%')
            while (c >= 0 && c != '\n' && c != '\r')
                c = take(tokens);
        if (c < 0 || kinds[c] != SPACE)
            return c;
    }
}

/* ---- numbers, names, words ---- */

/* A sign inside a number is passed over, as Acrobat does; a second point ends it. */
static enum pdf_token
read_number(struct pdf_tokens *tokens, int c)
{
    double value = 0, unit = 1;
    bool negative = c == '-', fraction = false;
    if (c == '-' || c == '+')
        c = take(tokens);
    for (; c >= 0; c = take(tokens)) {
        if (kinds[c] == DIGIT && !fraction)
            value = value * 10 + (c - '0');
        else if (kinds[c] == DIGIT)
            value += (c - '0') * (unit /= 10);
        else if (c == '.' && !fraction)
            fraction = true;
        else if (c != '-')
            break;
    }
    if (c >= 0)
        tokens->at--;
    tokens->number = negative ? -value : value;
    return PDF_TOKEN_NUMBER;
}

static int
hex_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "#41" in a name is "A". */
static int
take_name_byte(struct pdf_tokens *tokens)
{
    int c = take(tokens);
    if (c != '#' || look_ahead(tokens, 2) < 2)
        return c;
    int high = hex_value(tokens->window[tokens->at]);
    int low = hex_value(tokens->window[tokens->at + 1]);
    if (high < 0 || low < 0)
        return c;
    tokens->at += 2;
    return high * 16 + low;
}

static bool
is_in_word(struct pdf_tokens *tokens)
{
    int c = peek(tokens);
    return c >= 0 && (kinds[c] & (SPACE | DELIMITER)) == 0;
}

static enum pdf_token
end_word(struct pdf_tokens *tokens, size_t length, enum pdf_token token)
{
    tokens->word[length] = '\0';
    tokens->text = tokens->word;
    tokens->length = length;
    return token;
}

static enum pdf_token
read_name(struct pdf_tokens *tokens)
{
    size_t length = 0;
    while (is_in_word(tokens)) {
        int c = take_name_byte(tokens);
        if (length + 1 < PDF_TOKENS_WORD)
            tokens->word[length++] = (char)c;
    }
    return end_word(tokens, length, PDF_TOKEN_NAME);
}

static enum pdf_token
read_word(struct pdf_tokens *tokens, int c)
{
    size_t length = 0;
    tokens->word[length++] = (char)c;
    while (is_in_word(tokens)) {
        c = take(tokens);
        if (length + 1 < PDF_TOKENS_WORD)
            tokens->word[length++] = (char)c;
    }
    return end_word(tokens, length, PDF_TOKEN_WORD);
}

/* ---- strings ---- */

static int
read_octal(struct pdf_tokens *tokens, int c)
{
    int value = c - '0';
    for (int i = 0; i < 2; i++) {
        c = peek(tokens);
        if (c < '0' || c > '7')
            break;
        value = value * 8 + (take(tokens) - '0');
    }
    return value & 0xFF;
}

static void
skip_line_feed(struct pdf_tokens *tokens)
{
    if (peek(tokens) == '\n')
        take(tokens);
}

static void
read_escape(struct pdf_tokens *tokens)
{
    static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
    int c = take(tokens);
    if (c < 0 || c == '\n')
        return;
    if (c == '\r') {
        skip_line_feed(tokens);
        return;
    }
    const char *name = c == 0 ? NULL : strchr(names, c);
    if (c >= '0' && c <= '7')
        c = read_octal(tokens, c);
    else if (name != NULL)
        c = (unsigned char)values[name - names];
    buf_add_char(&tokens->string, (char)c);
}

/* As many bytes of the window as stand for themselves. */
static void
read_plain(struct pdf_tokens *tokens)
{
    size_t from = tokens->at;
    for (; tokens->at < tokens->end; tokens->at++) {
        unsigned char c = tokens->window[tokens->at];
        if (c == '(' || c == ')' || c == '\\' || c == '\r')
            break;
    }
    buf_add(&tokens->string, tokens->window + from, tokens->at - from);
}

static enum pdf_token
end_string(struct pdf_tokens *tokens)
{
    tokens->text = tokens->string.data;
    tokens->length = tokens->string.length;
    return PDF_TOKEN_STRING;
}

static enum pdf_token
read_string(struct pdf_tokens *tokens)
{
    size_t depth = 1;
    buf_reset(&tokens->string);
    for (;;) {
        read_plain(tokens);
        int c = take(tokens);
        if (c == '\\') {
            read_escape(tokens);
            continue;
        }
        depth += c == '(';
        depth -= c == ')';
        if (c < 0 || depth == 0)
            return end_string(tokens);
        if (c == '\r') {
            skip_line_feed(tokens);
            c = '\n';
        }
        buf_add_char(&tokens->string, (char)c);
    }
}

static enum pdf_token
read_hex_string(struct pdf_tokens *tokens)
{
    int high = -1;
    buf_reset(&tokens->string);
    for (int c = take(tokens); c >= 0 && c != '>'; c = take(tokens)) {
        int value = hex_value(c);
        if (value < 0)
            continue;
        if (high >= 0)
            buf_add_char(&tokens->string, (char)(high * 16 + value));
        high = high < 0 ? value : -1;
    }
    if (high >= 0)
        buf_add_char(&tokens->string, (char)(high * 16));
    return end_string(tokens);
}

/* Is the next one the same sign? Then it is taken too. */
static bool
is_doubled(struct pdf_tokens *tokens, int c)
{
    if (peek(tokens) != c)
        return false;
    tokens->at++;
    return true;
}

static enum pdf_token
read_delimited(struct pdf_tokens *tokens, int c)
{
    switch (c) {
    case '(': return read_string(tokens);
    case '/': return read_name(tokens);
    case '[': return PDF_TOKEN_ARRAY;
    case ']': return PDF_TOKEN_ARRAY_END;
    case '<': return is_doubled(tokens, c) ? PDF_TOKEN_DICT : read_hex_string(tokens);
    case '>': is_doubled(tokens, c); return PDF_TOKEN_DICT_END;
    default: tokens->word[0] = (char)c; return end_word(tokens, 1, PDF_TOKEN_WORD);
    }
}

enum pdf_token
pdf_tokens_next(struct pdf_tokens *tokens)
{
    int c = skip_spaces(tokens);
    if (c < 0)
        return PDF_TOKEN_END;
    if (kinds[c] == DIGIT || c == '-' || c == '.' || c == '+')
        return read_number(tokens, c);
    if (kinds[c] == DELIMITER)
        return read_delimited(tokens, c);
    return read_word(tokens, c);
}

/* ---- images ---- */

enum { AFTER_IMAGE = 12 };

/* "EI" and then what can be operators: three bytes alone come about by chance in an image. */
static bool
is_image_end(struct pdf_tokens *tokens)
{
    size_t ahead = look_ahead(tokens, AFTER_IMAGE);
    const unsigned char *at = tokens->window + tokens->at;
    if (ahead < 2 || at[1] != 'I' || (ahead > 2 && kinds[at[2]] != SPACE))
        return false;
    for (size_t i = 2; i < ahead && i < AFTER_IMAGE; i++)
        if (kinds[at[i]] != SPACE && (at[i] < ' ' || at[i] > '~'))
            return false;
    return true;
}

void
pdf_tokens_skip_image(struct pdf_tokens *tokens, bool in_letters)
{
    int c = take(tokens); /* the one space after ID */
    while (in_letters && c >= 0 && c != '>')
        c = take(tokens);
    while (peek(tokens) >= 0) {
        const unsigned char *from = tokens->window + tokens->at;
        const unsigned char *found = memchr(from, 'E', tokens->end - tokens->at);
        tokens->at = found == NULL ? tokens->end : (size_t)(found - tokens->window);
        if (found == NULL)
            continue;
        if (is_image_end(tokens)) {
            tokens->at += 2;
            return;
        }
        tokens->at++;
    }
}
