/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/buf.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

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

static void
a_file_is_read_until_its_end_or_the_ceiling(void **state)
{
    struct buf all = BUF_INIT(100), some = BUF_INIT(100);
    char path[] = "/tmp/stepwell-buf-XXXXXX";
    int descriptor = mkstemp(path);
    (void)state;
    assert_int_equal(write(descriptor, "page 14", 7), 7);
    assert_true(buf_add_file(&all, path));
    assert_string_equal(all.data, "page 14");
    assert_false(all.full);
    assert_int_equal(lseek(descriptor, 5, SEEK_SET), 5);
    assert_true(buf_add_descriptor(&some, descriptor));
    assert_string_equal(some.data, "14");
    close(descriptor);
    unlink(path);
    assert_false(buf_add_file(&all, path));
    assert_int_equal(errno, ENOENT);
    assert_true(buf_add_file(&some, "/dev/zero"));
    assert_true(some.full);
    buf_free(&some);
    buf_free(&all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_add_up),
        cmocka_unit_test(what_does_not_fit_is_left_out_whole_and_said_once),
        cmocka_unit_test(bytes_of_any_value_are_kept),
        cmocka_unit_test(long_numbers_are_set_in_groups),
        cmocka_unit_test(a_file_is_read_until_its_end_or_the_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
