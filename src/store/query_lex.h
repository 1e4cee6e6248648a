/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Query text to lexemes: words, quoted runs, operators, parentheses and fields. */
#ifndef STEPWELL_STORE_QUERY_LEX_H
#define STEPWELL_STORE_QUERY_LEX_H

#include "base/memory.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum query_lexeme_kind {
    QUERY_LEX_WORD,   /* up to white space, a quote or a parenthesis */
    QUERY_LEX_QUOTED, /* what stands between two quotes */
    QUERY_LEX_OPEN,
    QUERY_LEX_CLOSE,
    QUERY_LEX_OR,
    QUERY_LEX_AND,
    QUERY_LEX_NOT,
    QUERY_LEX_NEAR
};

struct query_lexeme {
    enum query_lexeme_kind kind;
    const char *text; /* without dash, field and quotes; not NUL-terminated */
    size_t length;
    const char
        *whole; /* with its field: what is read as words when the field is of no use */
    size_t whole_length;
    const char *field; /* name of a known field, or NULL */
    bool excluded;     /* a dash stood before it */
    unsigned distance; /* QUERY_LEX_NEAR */
};

/* Cuts valid UTF-8 into lexemes that point into it; says how many. Cannot fail: an operator may
 * turn out to stand where it means nothing, and is then read as a word by the caller. */
size_t query_lex(const char *text, size_t length, struct arena *arena,
                 struct query_lexeme **lexemes);

/* White space as Unicode has it. */
bool query_lex_is_space(uint32_t code);

#ifdef __cplusplus
}
#endif

#endif
