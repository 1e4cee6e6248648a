/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A log of searches, counted. */
#include "check.h"

#include "command/searches.h"

static struct arena *arena;
static struct searches searches;

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    searches_start(&searches, arena);
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void
add(const char *text)
{
    searches_add(&searches, text, strlen(text));
}

static void
queries_are_counted_and_rare_ones_are_a_sum(void **state)
{
    (void)state;
    add("2026-10-31\t0\tdad\n2026-11-01\t2\tdad\n2026-11-01\t0\tdad\n2026-11-"
        "02\t7\tbook\n");
    add("2026-11-02\t7\tbook\n2026-11-03\t5\tbook\n2026-11-03\t6\tbook\n");
    add("2026-09-01\t0\tonce\n2026-11-04\t1\ttwice\n2026-11-04\t1\ttwice");
    searches_finish(&searches);
    assert_int_equal(searches.count, 10);
    assert_int_equal(searches.nothing, 3);
    assert_int_equal(searches.query_count, 2);
    assert_string_equal(searches.queries[0].query, "book");
    assert_int_equal(searches.queries[0].count, 4);
    assert_int_equal(searches.queries[0].found, 6);
    assert_string_equal(searches.queries[0].last, "2026-11-03");
    assert_string_equal(searches.queries[1].query, "dad");
    assert_int_equal(searches.queries[1].nothing, 2);
    assert_int_equal(searches.queries[1].found, 0);
    assert_int_equal(searches.rare_queries, 2);
    assert_int_equal(searches.rare_count, 3);
    assert_int_equal(searches.rare_nothing, 1);
    assert_string_equal(searches.first, "2026-09-01");
    assert_string_equal(searches.last, "2026-11-04");
}

static void
months_come_in_order(void **state)
{
    (void)state;
    add("2026-11-01\t1\ta\n2025-12-31\t0\ta\n2026-11-30\t0\ta\n");
    searches_finish(&searches);
    assert_int_equal(searches.month_count, 2);
    assert_string_equal(searches.months[0].name, "2025-12");
    assert_string_equal(searches.months[1].name, "2026-11");
    assert_int_equal(searches.months[1].count, 2);
    assert_int_equal(searches.months[1].nothing, 1);
}

static void
bad_lines_are_counted_and_passed_over(void **state)
{
    (void)state;
    add("half a li2026-11-01\t1\ta\n\n2026-11-01\t1\ta\n\t\t\n2026-11-01\t1\ta");
    assert_int_equal(searches.count, 2);
    assert_int_equal(searches.bad_lines, 2);
}

static void
thousands_of_queries_are_told_apart(void **state)
{
    (void)state;
    char line[64];
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 5000; i++) {
            snprintf(line, sizeof line, "2026-11-01\t1\tquery %d\n", i);
            add(line);
        }
    searches_finish(&searches);
    assert_int_equal(searches.query_count, 5000);
    for (int i = 0; i < 5000; i++)
        assert_int_equal(searches.queries[i].count, 3);
}

static void
a_log_that_is_not_there_is_missing(void **state)
{
    (void)state;
    struct error err = ERROR_INIT;
    assert_false(searches_read(&searches, "/nowhere/queries.log", arena, &err));
    assert_int_equal(err.kind, ERROR_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(queries_are_counted_and_rare_ones_are_a_sum,
                                        start, finish),
        cmocka_unit_test_setup_teardown(months_come_in_order, start, finish),
        cmocka_unit_test_setup_teardown(bad_lines_are_counted_and_passed_over, start,
                                        finish),
        cmocka_unit_test_setup_teardown(thousands_of_queries_are_told_apart, start,
                                        finish),
        cmocka_unit_test_setup_teardown(a_log_that_is_not_there_is_missing, start,
                                        finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
