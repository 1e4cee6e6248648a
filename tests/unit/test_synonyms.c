/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of synonyms as a librarian writes it. */
#include "check.h"

#include "catalogue/synonyms.h"
#include "fixture_told.h"

static struct synonyms synonyms;

static void
complain(void *context, int line, const char *what)
{
    (void)context;
    buf_format(&told, "%d %s\n", line, what);
}

static bool
parse(const char *text)
{
    synonyms = (struct synonyms) { .digest = "" };
    return synonyms_parse(&synonyms, text, strlen(text), arena, complain, NULL);
}

static const char *
pairs(void)
{
    struct buf out = BUF_INIT(1 << 20);
    for (size_t i = 0; i < synonyms.count; i++)
        buf_format(&out, "%s%s%s>%s;",
                   synonyms.items[i].lang != NULL ? synonyms.items[i].lang->tag : "",
                   synonyms.items[i].lang != NULL ? ":" : "", synonyms.items[i].from,
                   synonyms.items[i].to);
    const char *text = arena_copy(arena, out.data);
    buf_free(&out);
    return text;
}

static void
equal_words_find_each_other(void **state)
{
    (void)state;
    assert_true(parse("dad = father\n"));
    assert_string_equal(pairs(), "dad>father;father>dad;");
    assert_true(parse("a, b = c"));
    assert_string_equal(pairs(), "a>b;a>c;b>a;b>c;c>a;c>b;");
}

static void
an_arrow_leads_one_way(void **state)
{
    (void)state;
    assert_true(parse("ecd, \"ECCE\" => early childhood development\r\n"));
    assert_string_equal(
        pairs(), "ecd>early childhood development;ECCE>early childhood development;");
}

static void
a_line_may_be_of_one_language(void **state)
{
    (void)state;
    assert_true(parse("ro: tata = tată\n uk : тато => батько"));
    assert_string_equal(pairs(), "ro:tata>tată;ro:tată>tata;uk:тато>батько;");
}

static void
comments_and_empty_lines_say_nothing(void **state)
{
    (void)state;
    assert_true(
        parse("\xEF\xBB\xBF# ours\n\n  \t\ndad = father # as in 12#\nc#=c sharp"));
    assert_string_equal(pairs(), "dad>father;father>dad;c#>c sharp;c sharp>c#;");
    assert_string_equal(told.data, "");
}

static void
every_mistake_has_its_line(void **state)
{
    (void)state;
    assert_false(
        parse("dad, father\nxx: a = b\ndad =\n!! = b\n\xFF = c\na b c d e f g = h\n"
              "good = fine\n"));
    static const char *const lines[] = { "1 write words = other words",
                                         "2 'xx' is no language",
                                         "3 '' is no word",
                                         "4 '!!' is no word",
                                         "5 this line is not UTF-8",
                                         "6 'a b c d e f g' has more than 6 words" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_non_null(strstr(told.data, lines[i]));
    assert_non_null(strstr(pairs(), "good>fine;"));
}

static void
a_file_that_is_not_there_is_none_unless_it_is_named(void **state)
{
    (void)state;
    struct error err = ERROR_INIT;
    assert_true(synonyms_read(&synonyms, "/nowhere/synonyms.txt", false, arena, complain,
                              NULL, &err));
    assert_string_equal(synonyms.digest, "");
    assert_false(synonyms_read(&synonyms, "/nowhere/synonyms.txt", true, arena, complain,
                               NULL, &err));
    assert_int_equal(err.kind, ERROR_CATALOGUE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_words_find_each_other, told_start,
                                        told_finish),
        cmocka_unit_test_setup_teardown(an_arrow_leads_one_way, told_start, told_finish),
        cmocka_unit_test_setup_teardown(a_line_may_be_of_one_language, told_start,
                                        told_finish),
        cmocka_unit_test_setup_teardown(comments_and_empty_lines_say_nothing, told_start,
                                        told_finish),
        cmocka_unit_test_setup_teardown(every_mistake_has_its_line, told_start,
                                        told_finish),
        cmocka_unit_test_setup_teardown(
            a_file_that_is_not_there_is_none_unless_it_is_named, told_start, told_finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
