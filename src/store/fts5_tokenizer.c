/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hands finished tokens to FTS5: it decodes a stream and analyses nothing.
 *
 * A stream is what stands in a column of table t, and between the quotes of a MATCH text:
 *
 *     stream = word *(" " word)          words at consecutive positions
 *     word   = token *(0x02 token)       several forms of a word at its position
 *     token  = [0x01 code] 1*byte        0x01: a stem of the language with this code
 *
 * No byte of a token is below 0x21 but the 0x01 in front. So "fathers engage" is
 *
 *     fathers 0x02 0x01 e father " " engage 0x02 0x01 e engag
 */
#include "base/limits.h"
#include "store/fts5.h"

#include <string.h>

enum { NEXT_WORD = ' ', SAME_WORD = 2, STEM = 1 };

bool
fts5_stream_add(struct buf *stream, bool colocated, const char *token, size_t length)
{
    size_t from = length > 2 && token[0] == STEM ? 1 : 0;
    if (length == 0 || length > LIMIT_TOKEN_BYTES + 2)
        return false;
    for (size_t i = from; i < length; i++)
        if ((unsigned char)token[i] <= ' ')
            return false;
    if (stream->length > 0)
        buf_add_char(stream, colocated ? SAME_WORD : NEXT_WORD);
    buf_add(stream, token, length);
    return !stream->full;
}

static int
tokenizer_create(void *context, const char **arguments, int count, Fts5Tokenizer **out)
{
    (void)arguments;
    (void)count;
    *out = context; /* there is no state; FTS5 wants something that is not NULL */
    return SQLITE_OK;
}

static void
tokenizer_delete(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static int
token_end(const char *text, int length, int from)
{
    while (from < length && text[from] != NEXT_WORD && text[from] != SAME_WORD)
        from++;
    return from;
}

static int
tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
              int length, int (*each)(void *, int, const char *, int, int, int))
{
    (void)tokenizer;
    (void)flags;
    int colocated = 0;
    for (int start = 0; start < length;) {
        int end = token_end(text, length, start);
        if (end > start) {
            int code = each(context, colocated, text + start, end - start, start, end);
            if (code != SQLITE_OK)
                return code;
        }
        colocated = end < length && text[end] == SAME_WORD ? FTS5_TOKEN_COLOCATED : 0;
        start = end + 1;
    }
    return SQLITE_OK;
}

bool
fts5_register_tokenizer(fts5_api *api, struct error *err)
{
    static char something;
    fts5_tokenizer methods = { tokenizer_create, tokenizer_delete, tokenizer_run };
    if (api->xCreateTokenizer(api, "stepwell", &something, &methods, NULL) != SQLITE_OK)
        return error_set(err, ERROR_SYSTEM, "SQLite refuses the tokenizer");
    return true;
}
