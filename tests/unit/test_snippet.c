/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a snippet shows, and what it marks. */
#include "check.h"

#include "base/utf8.h"
#include "search/snippet.h"

#include <time.h>

struct fixture {
    struct tokens *tokens;
    struct arena *arena;
    struct buf shown;
};

static int
open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    if (fixture == NULL)
        return 1;
    fixture->tokens = tokens_new();
    fixture->arena = arena_new();
    fixture->shown = (struct buf)BUF_INIT(100000);
    *state = fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    arena_free(fixture->arena);
    tokens_free(fixture->tokens);
    buf_free(&fixture->shown);
    free(fixture);
    return 0;
}

static const struct query *
parse(struct fixture *fixture, const struct lang *lang, const char *typed)
{
    const struct lang *langs[] = { lang };
    struct query_scope scope = { .langs = langs, .lang_count = 1 };
    struct query_filter filter;
    bool cut;
    return query_parse(typed, strlen(typed), &scope, fixture->tokens, fixture->arena,
                       &filter, &cut);
}

/* The runs with brackets around matches. */
static const char *
show(struct fixture *fixture, const struct snippet *snippet)
{
    buf_reset(&fixture->shown);
    for (size_t i = 0; i < snippet->count; i++) {
        const struct snippet_run *run = &snippet->runs[i];
        buf_add_text(&fixture->shown, run->match ? "[" : "");
        buf_add(&fixture->shown, run->text, run->length);
        buf_add_text(&fixture->shown, run->match ? "]" : "");
    }
    assert_true(utf8_valid(fixture->shown.data, fixture->shown.length));
    return fixture->shown.data;
}

static const char *
make(void **state, const char *tag, const char *typed, const char *text)
{
    struct fixture *fixture = *state;
    const struct lang *lang = lang_find(tag);
    struct snippet snippet;
    snippet_make(parse(fixture, lang, typed), lang, text, strlen(text), fixture->tokens,
                 fixture->arena, &snippet);
    return show(fixture, &snippet);
}

static const char *
mark(void **state, const char *tag, const char *typed, const char *text)
{
    struct fixture *fixture = *state;
    const struct lang *lang = lang_find(tag);
    struct snippet snippet;
    snippet_mark(parse(fixture, lang, typed), lang, text, strlen(text), fixture->tokens,
                 fixture->arena, &snippet);
    return show(fixture, &snippet);
}

static void
marks_follow_the_concept_and_the_whole_word(void **state)
{
    assert_string_equal(mark(state, "en", "father", "Fathers, and a father’s day"),
                        "[Fathers], and a [father]’s day");
    assert_string_equal(mark(state, "ro", "parinte", "Părinții și copiii"),
                        "[Părinții] și copiii");
    assert_string_equal(mark(state, "uk", "сім'я", "Це сім’я."), "Це [сім’я].");
    assert_string_equal(mark(state, "en", "mother", "Fathers"), "Fathers");
}

static void
words_side_by_side_are_marked_as_one(void **state)
{
    assert_string_equal(mark(state, "en", "father engagement", "Father  engagement now"),
                        "[Father engagement] now");
    assert_string_equal(mark(state, "en", "father engagement", "Father, engagement"),
                        "[Father], [engagement]");
    assert_string_equal(mark(state, "en", "home-visiting", "A home-visiting nurse"),
                        "A [home-visiting] nurse");
}

static void
words_of_a_phrase_are_marked_only_where_it_stands(void **state)
{
    assert_string_equal(
        mark(state, "en", "\"step of life\"", "A step, of a step of life"),
        "A step, of a [step of life]");
    assert_string_equal(mark(state, "en", "\"fathers\"", "father fathers"),
                        "father [fathers]");
    assert_string_equal(mark(state, "en", "-mother father", "mother father"),
                        "mother [father]");
}

static void
white_space_and_invisible_characters_are_folded(void **state)
{
    assert_string_equal(mark(state, "en", "x",
                             " a\n\n b\tc\x01 d\xC2\xA0"
                             "e "),
                        "a b c d e");
    assert_string_equal(mark(state, "en", "early", "ear\xC2\xADly years"),
                        "[early] years");
    assert_string_equal(mark(state, "en", "x", "Chapter one ........ 12"),
                        "Chapter one … 12");
    assert_string_equal(mark(state, "en", "x", ""), "");
}

static const char page[] =
    "Contents\n"
    "Father engagement in early childhood .................... 12\n"
    "Home visiting and fathers . . . . . . . . . . 14\n"
    "Executive summary\n"
    "Ultimately, the Roadmap positions father engagement not as a standalone activity "
    "but as a "
    "way of working, e.g. in home visiting. Engaging fathers early matters for children, "
    "mothers and fathers themselves. It was written in 2024 by a group of practitioners "
    "from "
    "eleven countries.\n"
    "The second paragraph says little about the matter. Nothing at all (really)! Its "
    "last "
    "sentence mentions a lighthouse.\n"
    "12\n";

static void
running_text_comes_before_a_table_of_contents(void **state)
{
    assert_string_equal(make(state, "en", "father engagement", page),
                        "Ultimately, the Roadmap positions [father engagement] not as a "
                        "standalone activity but "
                        "as a way of working, e.g. in home visiting. [Engaging fathers] "
                        "early matters for "
                        "children, mothers and [fathers] themselves.");
}

static void
a_snippet_begins_and_ends_with_sentences(void **state)
{
    const char *shown = make(state, "en", "practitioners", page);
    assert_non_null(
        strstr(shown, "It was written in 2024 by a group of [practitioners]"));
    assert_null(strstr(shown, "…"));
    shown = make(state, "en", "lighthouse", page);
    assert_non_null(strstr(shown, "mentions a [lighthouse]."));
    assert_null(strstr(shown, "12"));
}

static void
without_a_match_the_beginning_is_shown(void **state)
{
    const char *shown = make(state, "en", "zebra", page);
    assert_memory_equal(shown, "Contents Father", 15);
    assert_string_equal(make(state, "en", "", "One. Two."), "One. Two.");
    assert_string_equal(make(state, "en", "", ""), "");
}

/* 300 numbered words without a full stop. */
static const char *
long_sentence(struct buf *text)
{
    for (int i = 0; i < 300; i++)
        buf_format(text, "wort%d ", i);
    return text->data;
}

static void
a_long_sentence_is_cut_between_words(void **state)
{
    struct buf text = BUF_INIT(100000);
    const char *shown = make(state, "en", "wort150", long_sentence(&text));
    assert_memory_equal(shown, "… wort", 8);
    assert_non_null(strstr(shown, "[wort150]"));
    size_t length = strlen(shown);
    assert_string_equal(shown + length - 4, " …");
    assert_true(length > 100 && length < 270);
    for (const char *at = strstr(shown, " wort"); at != NULL;
         at = strstr(at + 1, " wort"))
        assert_true(strspn(at + 5, "0123456789") > 0);
    buf_free(&text);
}

static void
the_window_with_most_different_words_wins(void **state)
{
    struct buf text = BUF_INIT(100000);
    for (int i = 0; i < 40; i++)
        buf_add_text(&text, "The father went for a walk along the long river that day. ");
    buf_add_text(&text, "Here engagement of a father is described in some detail. ");
    for (int i = 0; i < 40; i++)
        buf_add_text(&text, "The father went for a walk along the long river that day. ");
    const char *shown = make(state, "en", "father engagement", text.data);
    assert_non_null(strstr(shown, "Here [engagement] of a [father] is described"));
    buf_free(&text);
}

static void
scripts_without_spaces_are_cut_between_characters(void **state)
{
    struct buf text = BUF_INIT(100000);
    for (int i = 0; i < 200; i++)
        buf_add_text(&text, "家庭访视可以帮助");
    buf_add_text(&text, "父亲参与");
    for (int i = 0; i < 200; i++)
        buf_add_text(&text, "家庭访视可以帮助");
    const char *shown = make(state, "zh", "父亲", text.data);
    assert_non_null(strstr(shown, "[父亲]参与"));
    assert_memory_equal(shown, "… ", 4);
    assert_true(utf8_count(shown, strlen(shown)) < 140);
    buf_reset(&text);
    for (int i = 0; i < 300; i++)
        buf_add_text(&text, "ที่นี่");
    shown = make(state, "th", "ที่", text.data);
    assert_true(utf8_count(shown, strlen(shown)) < 600);
    buf_free(&text);
}

static void
right_to_left_text_keeps_its_order(void **state)
{
    assert_string_equal(mark(state, "ar", "الأب", "دور الأب في الأسرة"),
                        "دور [الأب] في الأسرة");
}

static void
a_word_longer_than_the_window_is_kept_whole(void **state)
{
    struct buf text = BUF_INIT(100000);
    for (int i = 0; i < 1000; i++)
        buf_add_text(&text, "x");
    buf_add_text(&text, " father ");
    for (int i = 0; i < 1000; i++)
        buf_add_text(&text, "y");
    assert_string_equal(make(state, "en", "father", text.data), "… [father] …");
    buf_free(&text);
}

static void
broken_text_is_repaired(void **state)
{
    assert_string_equal(mark(state, "en", "father", "a\xFF father \xE4"),
                        "a\xEF\xBF\xBD [father] \xEF\xBF\xBD");
}

static void
hostile_text_is_no_slower(void **state)
{
    struct buf text = BUF_INIT(4000000);
    clock_t start = clock();
    for (int i = 0; i < 100000; i++)
        buf_add_text(&text, i % 2 == 0 ? "the\n\n\n\n\n\n" : "the . . . ");
    make(state, "en", "the \"the the\"", text.data);
    assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
    buf_reset(&text);
    for (int i = 0; i < 500000; i++)
        buf_add_text(&text, "\n ");
    make(state, "en", "the", text.data);
    assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
    buf_free(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_follow_the_concept_and_the_whole_word),
        cmocka_unit_test(words_side_by_side_are_marked_as_one),
        cmocka_unit_test(words_of_a_phrase_are_marked_only_where_it_stands),
        cmocka_unit_test(white_space_and_invisible_characters_are_folded),
        cmocka_unit_test(running_text_comes_before_a_table_of_contents),
        cmocka_unit_test(a_snippet_begins_and_ends_with_sentences),
        cmocka_unit_test(without_a_match_the_beginning_is_shown),
        cmocka_unit_test(a_long_sentence_is_cut_between_words),
        cmocka_unit_test(the_window_with_most_different_words_wins),
        cmocka_unit_test(scripts_without_spaces_are_cut_between_characters),
        cmocka_unit_test(right_to_left_text_keeps_its_order),
        cmocka_unit_test(a_word_longer_than_the_window_is_kept_whole),
        cmocka_unit_test(broken_text_is_repaired),
        cmocka_unit_test(hostile_text_is_no_slower),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
