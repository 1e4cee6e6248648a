/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text in any language gives clean tokens that stand where they say. The first byte chooses
 * the language. */
#include "base/limits.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/tokens.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
    size_t length, start; /* of the text; of the last token */
    uint32_t position;
    bool any;
};

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
check_form(const char *text, size_t length)
{
    require(length > 0 && length <= LIMIT_TOKEN_BYTES);
    require(utf8_valid(text, length));
    require(utf8_count(text, length) <= LIMIT_TOKEN_CODE_POINTS);
    for (size_t i = 0; i < length; i++)
        require((unsigned char)text[i] > ' ' && text[i] != '"');
}

static bool
check_token(void *context, const struct token *token)
{
    struct seen *seen = context;
    check_form(token->text, token->length);
    require(token->lang == NULL || token->length + 2 <= LIMIT_TOKEN_BYTES);
    require(token->start < token->end && token->end <= seen->length);
    require(token->start >= seen->start);
    require(token->position == seen->position || token->position == seen->position + 1);
    require(seen->any || (token->position == 0 && token->lang == NULL));
    seen->start = token->start;
    seen->position = token->position;
    seen->any = true;
    return true;
}

/* NFC of NFC is the same. */
static void
check_composed(const char *text, size_t length)
{
    struct buf once = BUF_INIT(1 << 26), twice = BUF_INIT(1 << 26);
    fold_compose(&once, text, length);
    require(utf8_valid(once.data, once.length));
    fold_compose(&twice, once.data, once.length);
    require(utf8_valid(twice.data, twice.length));
    buf_free(&once);
    buf_free(&twice);
}

static void
check_word(struct tokens *tokens, const struct lang *lang, const char *word,
           size_t length)
{
    struct buf surface = BUF_INIT(1 << 16), stem = BUF_INIT(1 << 16),
               marked = BUF_INIT(1 << 16);
    tokens_word(tokens, lang, word, length, &surface, &stem, &marked);
    if (surface.length > 0)
        check_form(surface.data, surface.length);
    if (stem.length > 0)
        check_form(stem.data, stem.length);
    buf_free(&surface);
    buf_free(&stem);
    buf_free(&marked);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tokens *tokens;
    if (tokens == NULL)
        tokens = tokens_new();
    if (size == 0)
        return 0;
    const struct lang *lang = lang_at(data[0] % lang_count());
    struct buf text = BUF_INIT(1 << 26);
    utf8_repair(&text, (const char *)data + 1, size - 1);
    struct seen seen = { .length = text.length };
    tokens_run(tokens, lang, text.data, text.length, check_token, &seen);
    check_composed(text.data, text.length);
    check_word(tokens, lang, text.data, text.length);
    check_word(tokens, lang, (const char *)data + 1, size - 1);
    buf_free(&text);
    return 0;
}
