/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text and any query: what is shown is a part of the text, in its order, as valid UTF-8. */
#include "base/utf8.h"
#include "search/snippet.h"
#include "search/snippet_cut.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition)
{
    if (!condition)
        abort();
}

/* The next character at or after *at that is this one. */
static bool
find_code(const struct buf *text, size_t *at, uint32_t wanted)
{
    while (*at < text->length) {
        uint32_t code;
        *at += utf8_decode(text->data + *at, text->length - *at, &code);
        if (code == wanted)
            return true;
    }
    return false;
}

/* Runs joined are a subsequence of the text; blanks, ellipses and middle dots may be ours. */
static void
check_runs(const struct snippet *snippet, const struct buf *text)
{
    size_t at = 0;
    for (size_t i = 0; i < snippet->count; i++) {
        const struct snippet_run *run = &snippet->runs[i];
        require(run->length > 0 && utf8_valid(run->text, run->length));
        require(i == 0 || run->match != snippet->runs[i - 1].match);
        for (size_t j = 0, bytes; j < run->length; j += bytes) {
            uint32_t code;
            bytes = utf8_decode(run->text + j, run->length - j, &code);
            require(code >= 0x20 && (code < 0x7F || code >= 0xA0));
            require(code == ' ' || code == 0x2026 || code == 0xB7 ||
                    find_code(text, &at, code));
        }
    }
}

static void
check_size(const struct snippet *snippet)
{
    size_t length = 0;
    for (size_t i = 0; i < snippet->count; i++)
        length += snippet->runs[i].length;
    require(length <= 32 * SNIPPET_WIDTH);
}

static const struct query *
parse(const char *typed, size_t length, const struct lang *lang, struct tokens *tokens,
      struct arena *arena)
{
    const struct lang *langs[] = { lang };
    struct query_scope scope = { .langs = langs, .lang_count = 1 };
    struct query_filter filter;
    bool cut;
    return query_parse(typed, length, &scope, tokens, arena, &filter, &cut);
}

/* Input: a byte for the language, a line that is the query, and the text. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tokens *tokens;
    if (size == 0)
        return 0;
    if (tokens == NULL)
        tokens = tokens_new();
    const struct lang *lang = lang_at(data[0] % lang_count());
    const char *typed = (const char *)data + 1, *line = memchr(typed, '\n', size - 1);
    size_t length = line == NULL ? size - 1 : (size_t)(line - typed);
    const char *text = typed + length;
    size_t rest = size - 1 - length;
    struct arena *arena = arena_new();
    struct buf valid = BUF_INIT(SIZE_MAX / 4);
    struct snippet snippet;
    const struct query *query = parse(typed, length, lang, tokens, arena);
    utf8_repair(&valid, text, rest);
    struct snippet_source source = {
        .query = query,
        .lang = lang,
        .text = text,
        .length = rest,
        .shown = { "Father", arena_text(arena, typed, length), NULL },
    };
    snippet_make(&source, tokens, arena, &snippet);
    check_runs(&snippet, &valid);
    check_size(&snippet);
    snippet_mark(&source, tokens, arena, &snippet);
    check_runs(&snippet, &valid);
    buf_free(&valid);
    arena_free(arena);
    return 0;
}
