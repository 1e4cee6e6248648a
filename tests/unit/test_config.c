/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/config.h"

static char complaints[1000];

static void
note(void *context, const char *file, int line, const char *what)
{
    (void)context;
    snprintf(complaints + strlen(complaints), sizeof complaints - strlen(complaints),
             "%s:%d: %s\n", file, line, what);
}

static struct arena *arena;

static struct config
parse(const char *text)
{
    struct config config;
    complaints[0] = '\0';
    config_parse(&config, "a.conf", text, strlen(text), arena, note, NULL);
    return config;
}

static void
an_empty_file_is_a_valid_configuration(void **state)
{
    struct config config = parse("");
    (void)state;
    assert_string_equal(config.library_index, "/var/lib/stepwell/library.idx");
    assert_int_equal(config.site_per_page, 10);
    assert_int_equal(config.site_time_limit_ms, 800);
    assert_string_equal(complaints, "");
}

static void
values_are_read_with_their_units_and_comments(void **state)
{
    struct config config = parse("[library]\n"
                                 " name = Our library ; on the wall\n"
                                 "index=/srv/a#b;c.idx\n"
                                 "[index]\nworkers = auto\n"
                                 "[site]\ntime-limit = 2s\nper-page=25 # more\n");
    (void)state;
    assert_string_equal(config.library_name, "Our library");
    assert_string_equal(config.library_index, "/srv/a#b;c.idx");
    assert_int_equal(config.index_workers, 0);
    assert_int_equal(config.site_time_limit_ms, 2000);
    assert_int_equal(config.site_per_page, 25);
    assert_string_equal(complaints, "");
}

static void
mistakes_are_told_with_their_line_and_leave_the_default(void **state)
{
    struct config config = parse("[site]\nper-page = many\ncolour = blue\nnonsense\n");
    (void)state;
    assert_int_equal(config.site_per_page, 10);
    assert_string_equal(complaints,
                        "a.conf:2: 'many' is not a value for 'per-page'\n"
                        "a.conf:3: unknown key 'colour' in [site]\n"
                        "a.conf:4: a line must be [section] or key = value\n");
}

static void
a_named_file_that_is_not_there_is_an_error(void **state)
{
    struct config config;
    struct error err = ERROR_INIT;
    (void)state;
    assert_false(config_read(&config, "/nonexistent/a.conf", arena, NULL, NULL, &err));
    assert_int_equal(err.kind, ERROR_CATALOGUE);
    assert_non_null(strstr(err.text, "/nonexistent/a.conf"));
}

static void
the_environment_names_the_index(void **state)
{
    struct config config = parse("[library]\nindex = a.idx\n");
    (void)state;
    unsetenv("STEPWELL_INDEX");
    assert_string_equal(config_index(&config), "a.idx");
    setenv("STEPWELL_INDEX", "b.idx", 1);
    assert_string_equal(config_index(&config), "b.idx");
    unsetenv("STEPWELL_INDEX");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_file_is_a_valid_configuration),
        cmocka_unit_test(values_are_read_with_their_units_and_comments),
        cmocka_unit_test(mistakes_are_told_with_their_line_and_leave_the_default),
        cmocka_unit_test(a_named_file_that_is_not_there_is_an_error),
        cmocka_unit_test(the_environment_names_the_index),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
