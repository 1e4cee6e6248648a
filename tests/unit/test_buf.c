/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/buf.h"

static void
appends_add_up(void **state)
{
    struct buf buf = BUF_INIT(100);
    (void)state;
    assert_string_equal(buf.data, "");
    buf_add_text(&buf, "page ");
    buf_format(&buf, "%d", 14);
    buf_add_char(&buf, ':');
    buf_add_code(&buf, 0x219);
    assert_string_equal(buf.data, "page 14:\xc8\x99");
    assert_int_equal(buf.length, 10);
    buf_cut(&buf, 4);
    assert_string_equal(buf.data, "page");
    buf_free(&buf);
    assert_string_equal(buf.data, "");
}

static void
what_does_not_fit_is_left_out_whole_and_said_once(void **state)
{
    struct buf buf = BUF_INIT(5);
    (void)state;
    buf_add_text(&buf, "12345");
    assert_false(buf.full);
    buf_add_text(&buf, "6");
    assert_true(buf.full);
    buf_reset(&buf);
    assert_false(buf.full);
    buf_format(&buf, "%d", 1234567);
    assert_true(buf.full);
    buf_add_text(&buf, "1");
    assert_int_equal(buf.length, 0);
    buf_free(&buf);
}

static void
bytes_of_any_value_are_kept(void **state)
{
    struct buf buf = BUF_INIT(10);
    (void)state;
    buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.length, 3);
    assert_memory_equal(buf.data, "a\0b", 4);
    buf_free(&buf);
}

static void
long_numbers_are_set_in_groups(void **state)
{
    struct buf buf = BUF_INIT(100);
    (void)state;
    buf_add_number(&buf, 1204);
    buf_add_char(&buf, ' ');
    buf_add_number(&buf, 999);
    buf_add_char(&buf, ' ');
    buf_add_number(&buf, -123456);
    buf_add_char(&buf, ' ');
    buf_add_number(&buf, INT64_MIN);
    assert_string_equal(buf.data, "1,204 999 -123,456 -9,223,372,036,854,775,808");
    buf_free(&buf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_add_up),
        cmocka_unit_test(what_does_not_fit_is_left_out_whole_and_said_once),
        cmocka_unit_test(bytes_of_any_value_are_kept),
        cmocka_unit_test(long_numbers_are_set_in_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
