/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Content streams to tokens, also where a token lies across two pieces of the stream. */
#include "check.h"

#include "extract/pdf/pdf_tokens.h"
#include "fixture_pieces.h"

static void
add_token(struct buf *out, const struct pdf_tokens *tokens, enum pdf_token token)
{
    static const char *const signs[] = { [PDF_TOKEN_ARRAY] = "[",
                                         [PDF_TOKEN_ARRAY_END] = "]",
                                         [PDF_TOKEN_DICT] = "<<",
                                         [PDF_TOKEN_DICT_END] = ">>" };
    switch ((int)token) {
    case PDF_TOKEN_NUMBER: buf_format(out, "%g ", tokens->number); return;
    case PDF_TOKEN_STRING: buf_format(out, "(%s) ", tokens->text); return;
    case PDF_TOKEN_NAME: buf_format(out, "/%s ", tokens->text); return;
    case PDF_TOKEN_WORD: buf_format(out, "%s ", tokens->text); return;
    default: buf_format(out, "%s ", signs[token]);
    }
}

/* All tokens, written plainly; after ID an image is skipped. */
static void
read_all(const char *bytes, size_t length, size_t piece, struct buf *out)
{
    struct pieces pieces = { bytes, length, piece };
    struct pdf_tokens *tokens = malloc(sizeof *tokens);
    pdf_tokens_open(tokens, hand_out, &pieces);
    for (enum pdf_token token; (token = pdf_tokens_next(tokens)) != PDF_TOKEN_END;) {
        add_token(out, tokens, token);
        if (token == PDF_TOKEN_WORD && strcmp(tokens->text, "ID") == 0)
            pdf_tokens_skip_image(tokens, strstr(out->data, "/A85") != NULL);
    }
    pdf_tokens_close(tokens);
    free(tokens);
}

static void
assert_tokens_of(const char *bytes, size_t length, const char *wanted)
{
    for (size_t piece = 1; piece <= length; piece += piece < 4 ? 1 : length) {
        struct buf out = BUF_INIT(65536);
        read_all(bytes, length, piece, &out);
        assert_string_equal(out.data, wanted);
        buf_free(&out);
    }
}

static void
assert_tokens(const char *bytes, const char *wanted)
{
    assert_tokens_of(bytes, strlen(bytes), wanted);
}

static void
numbers_end_where_no_digit_follows(void **state)
{
    (void)state;
    assert_tokens("12 -3.5 +.25 4. 10Tj", "12 -3.5 0.25 4 10 Tj ");
    assert_tokens("1.2.3 --5 7-8", "1.2 0.3 -5 78 ");
    assert_tokens("+ .", "0 0 ");
}

static void
names_and_words_end_at_delimiters(void **state)
{
    (void)state;
    assert_tokens("/F1 12 Tf/A#42c[(x)]TJ T* '", "/F1 12 Tf /ABc [ (x) ] TJ T* ' ");
    assert_tokens("/a#zz /#4", "/a#zz /#4 ");
    assert_tokens("{q}", "{ q } ");
}

static void
strings_keep_their_parentheses_and_escapes(void **state)
{
    (void)state;
    assert_tokens("(a(b)c) Tj", "(a(b)c) Tj ");
    assert_tokens("(\\(\\)\\\\\\101\\1012\\x) Tj", "(()\\AA2x) Tj ");
    assert_tokens("(one\\\ntwo\\\r\nthree\r\nfour)", "(onetwothree\nfour) ");
    assert_tokens("(never closed", "(never closed) ");
}

static void
hex_strings_pass_over_what_is_no_digit(void **state)
{
    (void)state;
    assert_tokens("<41 42\n4x3> <4> Tj", "(ABC) (@) Tj ");
}

static void
comments_and_lone_signs_are_no_words(void **state)
{
    (void)state;
    assert_tokens("1 % two (3\n4 <</MCID 5>> BDC", "1 4 << /MCID 5 >> BDC ");
    assert_tokens("> > q", ">> >> q ");
}

static void
an_image_ends_at_the_ei_that_operators_follow(void **state)
{
    (void)state;
    static const char chance[] = "BI /W 9 ID a EI \x01\xFF 99999999 EI\nQ q";
    assert_tokens_of(chance, sizeof chance - 1, "BI /W 9 ID Q q ");
    assert_tokens("BI /F /A85 ID 9jq EI o~>\nEI Q", "BI /F /A85 ID Q ");
    assert_tokens("BI ID xxEI", "BI ID ");
    assert_tokens("BI ID no end of it", "BI ID ");
}

static void
a_string_without_end_is_cut_at_the_ceiling(void **state)
{
    (void)state;
    enum { LONG = 9 * 1024 * 1024 };
    char *bytes = malloc(LONG);
    memset(bytes, 'a', LONG);
    bytes[0] = '(';
    struct pieces pieces = { bytes, LONG, LONG };
    struct pdf_tokens *tokens = malloc(sizeof *tokens);
    pdf_tokens_open(tokens, hand_out, &pieces);
    assert_int_equal(pdf_tokens_next(tokens), PDF_TOKEN_STRING);
    assert_true(tokens->length < LONG / 2);
    assert_int_equal(pdf_tokens_next(tokens), PDF_TOKEN_END);
    pdf_tokens_close(tokens);
    free(tokens);
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_end_where_no_digit_follows),
        cmocka_unit_test(names_and_words_end_at_delimiters),
        cmocka_unit_test(strings_keep_their_parentheses_and_escapes),
        cmocka_unit_test(hex_strings_pass_over_what_is_no_digit),
        cmocka_unit_test(comments_and_lone_signs_are_no_words),
        cmocka_unit_test(an_image_ends_at_the_ei_that_operators_follow),
        cmocka_unit_test(a_string_without_end_is_cut_at_the_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
