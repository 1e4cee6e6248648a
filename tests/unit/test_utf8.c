/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/buf.h"
#include "base/utf8.h"

static void
every_code_point_survives_the_way_there_and_back(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char bytes[4];
        uint32_t back;
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        size_t length = utf8_encode(code, bytes);
        assert_int_equal(utf8_decode(bytes, length, &back), length);
        assert_int_equal(back, code);
        assert_true(utf8_valid(bytes, length));
    }
}

static void
one_bad_byte_is_seen_wherever_it_stands(void **state)
{
    (void)state;
    for (size_t at = 0; at < 20; at++) {
        char text[] = "twenty letters, here";
        assert_true(utf8_valid(text, 20));
        text[at] = '\xFF';
        assert_false(utf8_valid(text, 20));
        assert_true(utf8_valid(text, at));
    }
}

static void
bad_sequences_become_replacement_characters(void **state)
{
    static const struct {
        const char *bytes, *repaired;
    } cases[] = {
        { "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },                 /* overlong */
        { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* surrogate */
        { "a\xe2\x82", "a\xef\xbf\xbd" },                           /* cut short */
        { "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "\x80z", "\xef\xbf\xbdz" },
        { "a\x01\x7f\xc2\x85z", "a   z" }, /* control characters */
        { "tab\tand\nline", "tab\tand\nline" },
        { "\xef\xbf\xbd", "\xef\xbf\xbd" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = BUF_INIT(100);
        utf8_repair(&out, cases[i].bytes, strlen(cases[i].bytes));
        assert_string_equal(out.data, cases[i].repaired);
        buf_free(&out);
    }
}

static void
a_mark_before_the_text_is_three_bytes(void **state)
{
    (void)state;
    assert_int_equal(utf8_mark("\xEF\xBB\xBFtext", 7), 3);
    assert_int_equal(utf8_mark("\xEF\xBB\xBF", 2), 0);
    assert_int_equal(utf8_mark("text", 4), 0);
}

static void
a_cut_never_splits_a_letter(void **state)
{
    const char *text = "a\xc8\x99\xf0\x9f\x91\xb6";
    (void)state;
    assert_int_equal(utf8_cut(text, 2), 1);
    assert_int_equal(utf8_cut(text, 3), 3);
    assert_int_equal(utf8_cut(text, 6), 3);
    assert_int_equal(utf8_cut(text, 7), 7);
    assert_int_equal(utf8_count(text, 7), 3);
}

static void
two_units_of_utf16_are_one_code_point_or_none(void **state)
{
    (void)state;
    assert_int_equal(utf8_pair(0xD83D, 0xDE00), 0x1F600);
    assert_int_equal(utf8_pair(0xD800, 0xDC00), 0x10000);
    assert_int_equal(utf8_pair(0xDBFF, 0xDFFF), 0x10FFFF);
    assert_int_equal(utf8_pair(0xDC00, 0xD800), 0);
    assert_int_equal(utf8_pair(0xD83D, 'a'), 0);
    assert_int_equal(utf8_pair(0, 0xDE00), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives_the_way_there_and_back),
        cmocka_unit_test(one_bad_byte_is_seen_wherever_it_stands),
        cmocka_unit_test(bad_sequences_become_replacement_characters),
        cmocka_unit_test(a_mark_before_the_text_is_three_bytes),
        cmocka_unit_test(a_cut_never_splits_a_letter),
        cmocka_unit_test(two_units_of_utf16_are_one_code_point_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
