/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts query text at white space, quotes and parentheses, and sees operators and fields. */
#include "store/query_lex.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum { NEAR_DEFAULT = 10 };

struct lexer {
    const char *text;
    size_t length, at;
    struct arena *arena;
    struct query_lexeme *lexemes;
    size_t count, capacity;
    bool dash;  /* a dash stands directly before what comes next */
    bool glued; /* a quote or parenthesis ended directly before */
};

bool
query_lex_is_space(uint32_t code)
{
    static const uint32_t spaces[] = { 0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                       0x2029, 0x202F, 0x205F, 0x3000 };
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        if (code == spaces[i])
            return true;
    return (code >= 0x09 && code <= 0x0D) || (code >= 0x2000 && code <= 0x200A);
}

/* Quotes that belong together; 0 for other characters. A keyboard has one kind, a text
 * pasted from a publication another. */
static unsigned
quote_family(uint32_t code)
{
    static const struct {
        uint32_t code;
        unsigned family;
    } quotes[] = { { '"', 1 },    { 0xFF02, 1 }, { 0x201C, 2 }, { 0x201D, 2 },
                   { 0x201E, 2 }, { 0x201F, 2 }, { 0xAB, 3 },   { 0xBB, 3 },
                   { 0x300C, 4 }, { 0x300D, 4 }, { 0x300E, 5 }, { 0x300F, 5 } };
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
        if (code == quotes[i].code)
            return quotes[i].family;
    return 0;
}

static bool
is_open(uint32_t code)
{
    return code == '(' || code == 0xFF08;
}

static bool
is_close(uint32_t code)
{
    return code == ')' || code == 0xFF09;
}

static bool
ends_word(uint32_t code)
{
    return query_lex_is_space(code) || quote_family(code) != 0 || is_open(code) ||
           is_close(code);
}

static size_t
decode_at(const struct lexer *lexer, size_t at, uint32_t *code)
{
    return utf8_decode(lexer->text + at, lexer->length - at, code);
}

static struct query_lexeme *
add(struct lexer *lexer, enum query_lexeme_kind kind, size_t from, size_t to)
{
    arena_grow(lexer->arena, &lexer->lexemes, &lexer->capacity, lexer->count + 1,
               sizeof *lexer->lexemes);
    struct query_lexeme *lexeme = &lexer->lexemes[lexer->count++];
    *lexeme = (struct query_lexeme) { .kind = kind,
                                      .text = lexer->text + from,
                                      .length = to - from,
                                      .whole = lexer->text + from,
                                      .whole_length = to - from,
                                      .excluded = lexer->dash };
    lexer->dash = false;
    return lexeme;
}

/* Where the next quote of this family (0: of any) stands at or after from. */
static bool
find_quote(const struct lexer *lexer, size_t from, unsigned family, size_t *start,
           size_t *end)
{
    uint32_t code;
    for (size_t at = from, bytes; at < lexer->length; at += bytes) {
        bytes = decode_at(lexer, at, &code);
        unsigned found = quote_family(code);
        if (found != 0 && (family == 0 || found == family)) {
            *start = at;
            *end = at + bytes;
            return true;
        }
    }
    return false;
}

/* The run between the quote at the lexer's place and its partner; a quote without a partner
 * separates words and does nothing else. */
static struct query_lexeme *
lex_quoted(struct lexer *lexer)
{
    uint32_t code;
    size_t start, end, from = lexer->at + decode_at(lexer, lexer->at, &code);
    lexer->at = from;
    if (!find_quote(lexer, from, quote_family(code), &start, &end) &&
        !find_quote(lexer, from, 0, &start, &end))
        return NULL;
    lexer->at = end;
    return add(lexer, QUERY_LEX_QUOTED, from, start);
}

static bool
is_text(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

/* NEAR or NEAR/5; 0 for anything else. */
static unsigned
near_distance(const char *text, size_t length)
{
    if (is_text(text, length, "NEAR"))
        return NEAR_DEFAULT;
    if (length < 6 || memcmp(text, "NEAR/", 5) != 0)
        return 0;
    unsigned distance = 0;
    for (size_t i = 5; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        distance = distance * 10 + (unsigned)(text[i] - '0');
        if (distance > LIMIT_NEAR_WORDS)
            distance = LIMIT_NEAR_WORDS;
    }
    return distance > 0 ? distance : 1;
}

static enum query_lexeme_kind
operator_kind(const char *text, size_t length)
{
    if (is_text(text, length, "OR"))
        return QUERY_LEX_OR;
    if (is_text(text, length, "AND"))
        return QUERY_LEX_AND;
    if (is_text(text, length, "NOT"))
        return QUERY_LEX_NOT;
    return near_distance(text, length) > 0 ? QUERY_LEX_NEAR : QUERY_LEX_WORD;
}

/* The field that the word begins with, in any case (telephones capitalise first letters). */
static const char *
field_of(const char *text, size_t length)
{
    static const char *const fields[] = { "title", "lang", "year", "org",
                                          "kind",  "type", "in" };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        size_t name = strlen(fields[i]);
        if (length > name && text[name] == ':' && strncasecmp(text, fields[i], name) == 0)
            return fields[i];
    }
    return NULL;
}

static void
set_field(struct query_lexeme *lexeme, const char *field, const char *whole)
{
    lexeme->field = field;
    lexeme->whole_length = (size_t)(lexeme->text + lexeme->length - whole);
    lexeme->whole = whole;
}

/* field:value, field:"several words", or a plain word. */
static void
lex_word(struct lexer *lexer, size_t from, size_t to)
{
    const char *field = field_of(lexer->text + from, to - from);
    size_t value = field == NULL ? from : from + strlen(field) + 1;
    if (field == NULL) {
        add(lexer, QUERY_LEX_WORD, from, to);
        return;
    }
    if (value < to) {
        set_field(add(lexer, QUERY_LEX_WORD, value, to), field, lexer->text + from);
        return;
    }
    uint32_t code = 0;
    if (to < lexer->length)
        decode_at(lexer, to, &code);
    bool dash = lexer->dash;
    struct query_lexeme *quoted = quote_family(code) != 0 ? lex_quoted(lexer) : NULL;
    if (quoted != NULL) {
        set_field(quoted, field, lexer->text + from);
        return;
    }
    lexer->dash = dash;
    add(lexer, QUERY_LEX_WORD, from, to);
}

/* A dash excludes only at the start of a word: home-visiting is one word with a hyphen. */
static size_t
skip_dashes(struct lexer *lexer, size_t from, size_t to)
{
    size_t start = from;
    while (from < to && lexer->text[from] == '-')
        from++;
    lexer->dash = from > start && !lexer->glued;
    lexer->glued = false;
    return from;
}

static void
lex_chunk(struct lexer *lexer)
{
    uint32_t code = 0;
    size_t from = lexer->at, to = from;
    while (to < lexer->length) {
        size_t bytes = decode_at(lexer, to, &code);
        if (ends_word(code))
            break;
        to += bytes;
    }
    lexer->at = to;
    from = skip_dashes(lexer, from, to);
    if (from == to)
        return;
    enum query_lexeme_kind kind =
        lexer->dash ? QUERY_LEX_WORD : operator_kind(lexer->text + from, to - from);
    if (kind == QUERY_LEX_WORD)
        lex_word(lexer, from, to);
    else
        add(lexer, kind, from, to)->distance =
            near_distance(lexer->text + from, to - from);
}

static void
lex_next(struct lexer *lexer)
{
    uint32_t code;
    size_t bytes = decode_at(lexer, lexer->at, &code);
    if (quote_family(code) != 0) {
        lexer->glued = lex_quoted(lexer) != NULL;
    } else if (is_open(code) || is_close(code)) {
        add(lexer, is_open(code) ? QUERY_LEX_OPEN : QUERY_LEX_CLOSE, lexer->at,
            lexer->at + bytes);
        lexer->glued = is_close(code);
        lexer->at += bytes;
    } else if (query_lex_is_space(code)) {
        lexer->dash = lexer->glued = false;
        lexer->at += bytes;
    } else {
        lex_chunk(lexer);
    }
}

size_t
query_lex(const char *text, size_t length, struct arena *arena,
          struct query_lexeme **lexemes)
{
    struct lexer lexer = { .text = text, .length = length, .arena = arena };
    while (lexer.at < length)
        lex_next(&lexer);
    *lexemes = lexer.lexemes;
    return lexer.count;
}
