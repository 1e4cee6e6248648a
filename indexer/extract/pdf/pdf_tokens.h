/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tokens of a PDF content stream, read in pieces: a stream of any length costs no memory. */
#ifndef STEPWELL_EXTRACT_PDF_TOKENS_H
#define STEPWELL_EXTRACT_PDF_TOKENS_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum pdf_token {
    PDF_TOKEN_END,
    PDF_TOKEN_NUMBER,
    PDF_TOKEN_STRING,
    PDF_TOKEN_NAME,
    PDF_TOKEN_WORD, /* an operator, true, false, null */
    PDF_TOKEN_ARRAY,
    PDF_TOKEN_ARRAY_END,
    PDF_TOKEN_DICT,
    PDF_TOKEN_DICT_END
};

enum { PDF_TOKENS_WINDOW = 32 * 1024, PDF_TOKENS_WORD = 128 };

/* Writes at most that many bytes; how many, 0 at the end. */
typedef size_t pdf_tokens_fill_fn(void *context, unsigned char *bytes, size_t room);

struct pdf_tokens {
    pdf_tokens_fill_fn *fill;
    void *context;
    size_t at, end; /* in the window */
    bool ended;

    double number;    /* of a number */
    const char *text; /* of a string, name or word, until the next token */
    size_t length;

    struct buf string;
    char word[PDF_TOKENS_WORD];
    unsigned char window[PDF_TOKENS_WINDOW];
};

void pdf_tokens_open(struct pdf_tokens *tokens, pdf_tokens_fill_fn *fill, void *context);
void pdf_tokens_close(struct pdf_tokens *tokens);

/* ISO 32000-1, 7.2 and 7.3; what is against the rules is read as other readers do, or
 * skipped. */
enum pdf_token pdf_tokens_next(struct pdf_tokens *tokens);

/* After the word ID: to behind EI. in_letters: the image is written in ASCII and ends at '>'. */
void pdf_tokens_skip_image(struct pdf_tokens *tokens, bool in_letters);

#ifdef __cplusplus
}
#endif

#endif
