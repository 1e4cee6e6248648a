/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Content streams of PDF: the tokens do not depend on how the bytes come in. */
#include "../unit/fixture_pieces.h"
#include "extract/pdf/pdf_tokens.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_all(const uint8_t *data, size_t size, size_t piece, struct buf *out)
{
    static struct pdf_tokens tokens;
    struct pieces pieces = { data, size, piece };
    pdf_tokens_open(&tokens, hand_out, &pieces);
    for (enum pdf_token token; (token = pdf_tokens_next(&tokens)) != PDF_TOKEN_END;) {
        buf_add_char(out, (char)('0' + token));
        if (token == PDF_TOKEN_NUMBER)
            buf_format(out, "%a", tokens.number);
        if (token == PDF_TOKEN_STRING || token == PDF_TOKEN_NAME ||
            token == PDF_TOKEN_WORD)
            buf_add(out, tokens.text, tokens.length);
        if (token == PDF_TOKEN_WORD && strcmp(tokens.text, "ID") == 0)
            pdf_tokens_skip_image(&tokens, size % 2 == 1);
    }
    pdf_tokens_close(&tokens);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf whole = BUF_INIT(1 << 24), pieces = BUF_INIT(1 << 24);
    read_all(data, size, SIZE_MAX, &whole);
    read_all(data, size, 3, &pieces);
    if (whole.length != pieces.length ||
        memcmp(whole.data, pieces.data, whole.length) != 0)
        abort();
    buf_free(&whole);
    buf_free(&pieces);
    return 0;
}
