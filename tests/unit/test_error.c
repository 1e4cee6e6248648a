/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/error.h"

static void
a_failure_is_one_line(void **state)
{
    struct error err = ERROR_INIT;
    (void)state;
    assert_false(error_set(&err, ERROR_INPUT, "more than %d pages", 3));
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_string_equal(err.text, "more than 3 pages");
}

static void
context_is_put_before_the_problem(void **state)
{
    struct error err = ERROR_INIT;
    (void)state;
    error_set(&err, ERROR_INPUT, "cut short\nhint: download it again");
    assert_false(error_within(&err, "'%s'", "a.pdf"));
    assert_string_equal(err.text, "'a.pdf': cut short\nhint: download it again");
    assert_int_equal(err.kind, ERROR_INPUT);
}

static void
a_text_that_is_too_long_is_cut(void **state)
{
    struct error err = ERROR_INIT;
    char where[600];
    (void)state;
    memset(where, 'x', sizeof where - 1);
    where[sizeof where - 1] = '\0';
    error_set(&err, ERROR_STORE, "%s", where);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    error_within(&err, "%s", where);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

static void
nobody_has_to_listen(void **state)
{
    (void)state;
    assert_false(error_set(NULL, ERROR_INPUT, "unheard"));
    assert_false(error_within(NULL, "nowhere"));
}

static void
kinds_have_the_exit_statuses_of_the_manual(void **state)
{
    (void)state;
    assert_int_equal(error_exit_status(ERROR_NONE), 0);
    assert_int_equal(error_exit_status(ERROR_USAGE), 2);
    assert_int_equal(error_exit_status(ERROR_CATALOGUE), 65);
    assert_int_equal(error_exit_status(ERROR_MISSING), 66);
    assert_int_equal(error_exit_status(ERROR_NETWORK), 69);
    assert_int_equal(error_exit_status(ERROR_WRITE), 73);
    assert_int_equal(error_exit_status(ERROR_BUSY), 75);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_one_line),
        cmocka_unit_test(context_is_put_before_the_problem),
        cmocka_unit_test(a_text_that_is_too_long_is_cut),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(kinds_have_the_exit_statuses_of_the_manual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
