/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text and Markdown: paragraphs, pages, and marks that are not words. */
#include "fixture_extract.h"

static void
assert_units(taken_extract_fn *extract, const char *text, const char *expected)
{
    struct taken taken;
    struct format_failure failure;
    assert_true(taken_from(&taken, extract, text, strlen(text), &failure));
    assert_string_equal(strchr(taken.text.data, '\n') + 1, expected);
    taken_free(&taken);
}

#define UNIT "unit 1 section= anchor= lang=\n"

static void
lines_broken_at_a_margin_become_paragraphs(void **state)
{
    (void)state;
    assert_units(format_text_extract,
                 "Fathers who spend time with their young children build a bond\r\n"
                 "that lasts, and the children do better at school, as many long\r\n"
                 "studies show.\r\n\r\nA second paragraph.\r\n",
                 UNIT
                 "- Fathers who spend time with their young children build a bond that "
                 "lasts, and the children do better at school, as many long studies "
                 "show.\n- A second paragraph.\n");
}

static void
a_hyphen_at_the_margin_is_left_to_the_indexer(void **state)
{
    (void)state;
    assert_units(
        format_text_extract,
        "Fathers who spend time with their young children build a trust-\n"
        "worthy bond, and the soft hyphen at the end of this line is de\xC2\xAD\n"
        "cided at once.\n",
        UNIT "- Fathers who spend time with their young children build a trust-\n"
             "- worthy bond, and the soft hyphen at the end of this line is decided at "
             "once.\n");
}

static void
verses_lists_and_rules_stay_as_they_are(void **state)
{
    (void)state;
    assert_units(
        format_text_extract,
        "Roses are red\nviolets are blue\n=====\n- first\n- second\n1. third\n",
        UNIT "- Roses are red\n- violets are blue\n* - first\n* - second\n* 1. third\n");
}

static void
form_feeds_make_pages(void **state)
{
    struct taken taken;
    struct format_failure failure;
    const char *text = "first page\f\f\nthird page\n\f\n";
    (void)state;
    assert_true(taken_from(&taken, format_text_extract, text, strlen(text), &failure));
    assert_has(&taken, "pages=3");
    assert_has(&taken, "unit 1 section= anchor= lang=\n- first page\n");
    assert_has(&taken, "unit 3 section= anchor= lang=\n- third page\n");
    assert_int_equal(taken.units, 2);
    taken_free(&taken);
}

static void
text_without_end_is_cut_into_units(void **state)
{
    struct buf text = BUF_INIT(16 * 1024 * 1024);
    struct taken taken;
    struct format_failure failure;
    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_add_text(&text, "word without line end ");
    assert_true(
        taken_from(&taken, format_text_extract, text.data, text.length, &failure));
    assert_true(taken.units > 100);
    assert_int_equal(taken.notes, 0);
    assert_lacks(&taken, "wo\n");
    taken_free(&taken);
    buf_free(&text);
}

static void
front_matter_is_metadata(void **state)
{
    struct taken taken;
    struct format_failure failure;
    const char *text = "---\ntitle: \"A guide: second edition\"\nauthor: Ana\nlang: cs\n"
                       "date: 2021-02-03\n---\n# Head\ntext\n";
    (void)state;
    assert_true(
        taken_from(&taken, format_markdown_extract, text, strlen(text), &failure));
    assert_has(&taken,
               "document markdown pages=0 title=A guide: second edition author=Ana "
               "lang=cs year=2021\nunit 1 section=Head anchor= lang=\nh1 Head\n- text\n");
    taken_free(&taken);
}

static void
markdown_headings_cut_units(void **state)
{
    (void)state;
    assert_units(
        format_markdown_extract,
        "# One {#first .big}\na\n\nTwo\n===\nb\n\n### Sub ###\nc\n\nThree\n---\nd\n",
        "unit 1 section=One anchor=first lang=\nh1 One\n- a\n"
        "unit 2 section=Two anchor= lang=\nh1 Two\n- b\nh3 Sub\n- c\n"
        "unit 3 section=Three anchor= lang=\nh2 Three\n- d\n");
}

static void
markdown_marks_are_dropped_and_words_kept(void **state)
{
    (void)state;
    assert_units(
        format_markdown_extract,
        "Some *em*, **strong**, `code_here`, snake_case, 2 * 3, [link](http://x/(y)),\n"
        "[ref][1], [^2] \\*star\\*, <b>tag</b>, <https://a.example>, &amp; more  \nline\n"
        "\n[1]: http://x\n\n[^2]: The note.\n",
        UNIT "- Some em, strong, code_here, snake_case, 2 * 3, link, ref, *star*, tag, "
             "https://a.example, & more\n- line\n- The note.\n");
}

static void
markdown_lists_tables_and_fences_are_lines(void **state)
{
    (void)state;
    assert_units(
        format_markdown_extract,
        "- one\n  more\n- [x] done\n1) two\n\n| A | B |\n|---|:-:|\n| 1 | 2 |\n\nc | d\n"
        "--- | ---\ne | f\n\n```c\nint *a; # b\n```\n> quoted\n\n<!-- no\nno -->\n***\n",
        UNIT "* one more\n* done\n* two\nr A\tB\nr 1\t2\nr c\td\nr e\tf\n- int *a; # b\n"
             "- quoted\n");
}

static void
markdown_pictures_are_descriptions(void **state)
{
    (void)state;
    assert_units(format_markdown_extract,
                 "Look: [![A father reads](a.png)](b) ![x.png](x.png)!\n",
                 UNIT "- Look: !\na A father reads\n");
}

static void
brackets_that_never_close_cost_nothing(void **state)
{
    struct buf text = BUF_INIT(1024 * 1024);
    struct taken taken;
    struct format_failure failure;
    (void)state;
    for (int i = 0; i < 50000; i++)
        buf_add_text(&text, "[`(<*![");
    assert_true(
        taken_from(&taken, format_markdown_extract, text.data, text.length, &failure));
    assert_true(taken.units > 0);
    taken_free(&taken);
    buf_free(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_broken_at_a_margin_become_paragraphs),
        cmocka_unit_test(a_hyphen_at_the_margin_is_left_to_the_indexer),
        cmocka_unit_test(verses_lists_and_rules_stay_as_they_are),
        cmocka_unit_test(form_feeds_make_pages),
        cmocka_unit_test(text_without_end_is_cut_into_units),
        cmocka_unit_test(front_matter_is_metadata),
        cmocka_unit_test(markdown_headings_cut_units),
        cmocka_unit_test(markdown_marks_are_dropped_and_words_kept),
        cmocka_unit_test(markdown_lists_tables_and_fences_are_lines),
        cmocka_unit_test(markdown_pictures_are_descriptions),
        cmocka_unit_test(brackets_that_never_close_cost_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
