/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sample queries as a librarian writes them. */
#include "check.h"

#include "fixture_told.h"
#include "update/sample.h"

static void
complain(void *context, int line, const char *what)
{
    (void)context;
    buf_format(&told, "%d %s\n", line, what);
}

static bool
parse(struct sample_list *list, const char *text)
{
    *list = (struct sample_list) { .file = "samples.tsv" };
    return sample_parse(list, text, strlen(text), arena, complain, NULL);
}

static void
queries_and_what_they_find_are_read(void **state)
{
    (void)state;
    struct sample_list list;
    assert_true(parse(&list, "\xEF\xBB\xBF# ours\r\n"
                             "\r\n"
                             "father engagement\troadmap\t6\r\n"
                             "  \"home visits\" lang:ro \t guide 1.pdf \n"
                             "последний\tx\t"));
    assert_string_equal(told.data, "");
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].query, "father engagement");
    assert_string_equal(list.items[0].expected, "roadmap");
    assert_int_equal(list.items[0].page, 6);
    assert_int_equal(list.items[0].line, 3);
    assert_string_equal(list.items[1].query, "\"home visits\" lang:ro");
    assert_string_equal(list.items[1].expected, "guide 1.pdf");
    assert_int_equal(list.items[1].page, 0);
    assert_int_equal(list.items[2].line, 5);
}

static void
every_mistake_has_its_line(void **state)
{
    (void)state;
    struct sample_list list;
    assert_false(
        parse(&list, "one\ttwo\nno tab\n\tnothing\nx\ty\t0\nx\ty\tsix\n\xFF\tz\n"));
    assert_int_equal(list.count, 1);
    static const char *const lines[] = { "2 write query TAB", "3 write query TAB",
                                         "4 '0' is no page", "5 'six' is no page",
                                         "6 this line is not UTF-8" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_non_null(strstr(told.data, lines[i]));
}

static void
what_is_missed_is_told_on_one_line(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(4096);
    struct sample sample = { "a \33 query", "guide", 3, 7 };
    sample_write_text(&out, &sample, "comes at place 14 of 20");
    assert_string_equal(
        out.data, "  missed    'a \\x1B query' should find 'guide' on page 3: comes at "
                  "place 14 of 20 (line 7 of the sample queries)\n");
    buf_reset(&out);
    sample_write_json(&out, &sample, "nothing is found");
    assert_string_equal(out.data,
                        "{\"sample\": \"missed\", \"query\": \"a \\u001b query\", "
                        "\"expected\": \"guide\", \"page\": 3, \"found\": \"nothing "
                        "is found\", \"line\": 7}\n");
    buf_free(&out);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, told_start, told_finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(queries_and_what_they_find_are_read),
        CASE(every_mistake_has_its_line),
        CASE(what_is_missed_is_told_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
