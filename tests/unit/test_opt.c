/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/opt.h"

static struct {
    long limit;
    const char *index, *wait;
    bool exact, full, help;
    struct opt_list langs;
} values;

static const struct opt table[] = {
    { 'n', "limit", "N", "show N", OPT_COUNT, &values.limit },
    { 'i', "index", "FILE", "the index", OPT_TEXT, &values.index },
    { 'l', "lang", "CODE", "only this language", OPT_LIST, &values.langs },
    { 'x', "exact", NULL, "as typed", OPT_FLAG, &values.exact },
    { 'f', "full", NULL, "everything again", OPT_FLAG, &values.full },
    { 0, "wait", "SECONDS", "wait", OPT_OPTIONAL, &values.wait },
    { 'h', "help", NULL, "this text", OPT_HELP, &values.help },
    { 0, NULL, NULL, NULL, OPT_FLAG, NULL },
};

enum { WORDS_MAX = 12 };

struct parsed {
    bool good;
    int operands, literal;
    char *words[WORDS_MAX];
    struct error err;
};

/* Splits at blanks and parses. */
static struct parsed
parse(const char *line)
{
    static char copy[200];
    struct parsed parsed = { .err = ERROR_INIT };
    int count = 0;
    memset(&values, 0, sizeof values);
    snprintf(copy, sizeof copy, "program %s", line);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " "))
        parsed.words[count++] = word;
    parsed.good = opt_parse(table, count, parsed.words, &parsed.operands, &parsed.literal,
                            &parsed.err);
    return parsed;
}

static void
options_are_read_before_and_after_operands(void **state)
{
    struct parsed parsed = parse("-xn5 father --index=a.idx engagement --limit 7");
    (void)state;
    assert_true(parsed.good);
    assert_true(values.exact);
    assert_int_equal(values.limit, 7);
    assert_string_equal(values.index, "a.idx");
    assert_int_equal(parsed.operands, 2);
    assert_string_equal(parsed.words[1], "father");
    assert_string_equal(parsed.words[2], "engagement");
}

static void
a_dash_before_a_word_excludes_and_does_not_fail(void **state)
{
    struct parsed parsed = parse("father -mother -n 5 -n3x -");
    (void)state;
    assert_true(parsed.good);
    assert_int_equal(values.limit, 5);
    assert_int_equal(parsed.operands, 4);
    assert_string_equal(parsed.words[2], "-mother");
    assert_string_equal(parsed.words[3], "-n3x");
    assert_string_equal(parsed.words[4], "-");
}

static void
two_dashes_end_the_options(void **state)
{
    struct parsed parsed = parse("one -- --exact -n");
    (void)state;
    assert_true(parsed.good);
    assert_false(values.exact);
    assert_int_equal(parsed.operands, 3);
    assert_int_equal(parsed.literal, 1);
    assert_string_equal(parsed.words[2], "--exact");
}

static void
an_optional_value_needs_its_equals_sign(void **state)
{
    struct parsed parsed = parse("--wait 5");
    (void)state;
    assert_string_equal(values.wait, "");
    assert_int_equal(parsed.operands, 1);
    parse("--wait=5");
    assert_string_equal(values.wait, "5");
}

static void
a_list_keeps_every_use(void **state)
{
    (void)state;
    assert_true(parse("-l ro --lang=uk").good);
    assert_int_equal(values.langs.count, 2);
    assert_string_equal(values.langs.items[1], "uk");
}

static void
a_long_name_may_be_shortened_while_it_is_clear(void **state)
{
    (void)state;
    assert_true(parse("--lim=4").good);
    assert_int_equal(values.limit, 4);
    assert_false(parse("--l=4").good);
}

static void
mistakes_are_named(void **state)
{
    static const struct {
        const char *line, *part;
    } cases[] = {
        { "--limt=3", "unknown option '--limt'" },
        { "-z", "unknown option '-z'" },
        { "-n", "needs a value" },
        { "--limit=x", "'x' is not a number" },
        { "--exact=1", "takes no value" },
        { "--limit=-3", "is not a number" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed parsed = parse(cases[i].line);
        assert_false(parsed.good);
        assert_int_equal(parsed.err.kind, ERROR_USAGE);
        assert_non_null(strstr(parsed.err.text, cases[i].part));
    }
}

static void
help_shows_every_row(void **state)
{
    struct buf out = BUF_INIT(10000);
    (void)state;
    opt_help(&out, table);
    assert_non_null(strstr(out.data, "  -n, --limit=N             show N\n"));
    assert_non_null(strstr(out.data, "      --wait[=SECONDS]      wait\n"));
    buf_free(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_read_before_and_after_operands),
        cmocka_unit_test(a_dash_before_a_word_excludes_and_does_not_fail),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(an_optional_value_needs_its_equals_sign),
        cmocka_unit_test(a_list_keeps_every_use),
        cmocka_unit_test(a_long_name_may_be_shortened_while_it_is_clear),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(help_shows_every_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
