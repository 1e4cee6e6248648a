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
    struct snippet_source source = { .query = parse(fixture, lang, typed),
                                     .lang = lang,
                                     .text = text,
                                     .length = strlen(text) };
    snippet_make(&source, fixture->tokens, fixture->arena, &snippet);
    return show(fixture, &snippet);
}

static const char *
mark(void **state, const char *tag, const char *typed, const char *text)
{
    struct fixture *fixture = *state;
    const struct lang *lang = lang_find(tag);
    struct snippet snippet;
    struct snippet_source source = { .query = parse(fixture, lang, typed),
                                     .lang = lang,
                                     .text = text,
                                     .length = strlen(text) };
    snippet_mark(&source, fixture->tokens, fixture->arena, &snippet);
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
                        "a · b c d e");
    assert_string_equal(mark(state, "en", "early", "ear\xC2\xADly years"),
                        "[early] years");
    assert_string_equal(mark(state, "en", "x", "Chapter one ........ 12"), "Chapter one");
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
    assert_memory_equal(shown, "Ultimately, the", 15);
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

/* With headings that stand beside the snippet. */
static const char *
make_beside(void **state, const char *shown, const char *typed, const char *text)
{
    struct fixture *fixture = *state;
    struct snippet snippet;
    struct snippet_source source = { .query = parse(fixture, lang_find("en"), typed),
                                     .lang = lang_find("en"),
                                     .text = text,
                                     .length = strlen(text),
                                     .shown = { shown, "", NULL } };
    snippet_make(&source, fixture->tokens, fixture->arena, &snippet);
    return show(fixture, &snippet);
}

static void
a_heading_is_set_apart_from_what_follows(void **state)
{
    assert_string_equal(
        make(state, "en", "lighthouse",
             "Fathers and families\nEngaging fathers needs a lighthouse."),
        "Fathers and families · Engaging fathers needs a [lighthouse].");
    assert_string_equal(make(state, "en", "lighthouse",
                             "It ends.\nWhat is it:\n• a lighthouse\n• a ship"),
                        "It ends. What is it: • a [lighthouse] • a ship");
    assert_string_equal(mark(state, "en", "light house", "Light\nhouse"),
                        "[Light] · [house]");
}

static void
a_heading_that_is_shown_anyway_is_left_out(void **state)
{
    const char *text = "ENGAGING FATHERS\nEngaging fathers matters.";
    assert_string_equal(
        make_beside(state, "1 Families › Engaging  fathers", "fathers", text),
        "Engaging [fathers] matters.");
    assert_string_equal(make_beside(state, "Engaging fathers", "matters", text),
                        "Engaging fathers [matters].");
    assert_string_equal(
        make_beside(state, "Engaging fathers", "fathers", "Engaging fathers\n"),
        "Engaging [fathers]");
    assert_string_equal(
        make_beside(state, "Article 3", "article", "Article 3\nEveryone has rights."),
        "Everyone has rights.");
}

static void
tables_of_contents_and_lone_numbers_come_last(void **state)
{
    const char *text = "Father engagement and home visiting 12\n"
                       "Engagement of fathers 14\n"
                       "17\n"
                       "A father came to the clinic on a day in June.\n";
    assert_string_equal(make(state, "en", "father engagement", text),
                        "A [father] came to the clinic on a day in June.");
    assert_string_equal(make(state, "en", "engagement", text),
                        "Father [engagement] and home visiting 12 · [Engagement] of "
                        "fathers 14 · A father came to the clinic on a day in June.");
    assert_string_equal(
        make(state, "en", "father visit",
             "Introduction 3 Father and visit 5 Methods 7 What is left 11\nA father."),
        "A [father].");
    assert_string_equal(make(state, "en", "june", text),
                        "A father came to the clinic on a day in [June].");
}

static void
the_number_of_a_point_ends_no_sentence(void **state)
{
    const char *text =
        "1. Senior nurses see the child. a. They write a report. 2. Others "
        "wait for a decision of the lighthouse";
    assert_memory_equal(make(state, "en", "lighthouse", text), "1. Senior", 9);
    assert_null(strstr(make(state, "en", "lighthouse", text), "2. …"));
}

static void
windows_stay_in_one_paragraph(void **state)
{
    const char *shown =
        make(state, "en", "father",
             "Some words about a father.\nThe father has another father here, in one "
             "paragraph.");
    assert_non_null(strstr(shown, "[father] has another [father] here"));
    shown = make(state, "en", "child",
                 "The first paragraph is about the child and says so at some length, so "
                 "that there is enough for everybody to read in it.\nAnother one.");
    assert_null(strstr(shown, "Another"));
}

static void
signs_of_private_fonts_are_not_shown(void **state)
{
    assert_string_equal(mark(state, "en", "x", "\xEF\x82\xB7 one\n\xEF\x82\xB7 two"),
                        "one · two");
}

struct seen {
    char text[200];
};

static void
note(void *context, const struct lang *lang, uint64_t concepts, const char *surface)
{
    struct seen *seen = context;
    size_t length = strlen(seen->text);
    snprintf(seen->text + length, sizeof seen->text - length, "%s/%s/%u ", surface,
             lang->tag, (unsigned)concepts);
}

static void
matches_are_told_in_their_folded_form(void **state)
{
    struct fixture *fixture = *state;
    struct seen seen = { "" };
    struct snippet snippet;
    struct snippet_source source = { .query = parse(fixture, lang_find("en"),
                                                    "father engagement"),
                                     .lang = lang_find("en"),
                                     .text = "Fathers, FATHER; engaged engineers.",
                                     .length = 35,
                                     .seen = note,
                                     .context = &seen };
    snippet_make(&source, fixture->tokens, fixture->arena, &snippet);
    assert_string_equal(seen.text, "fathers/en/1 father/en/1 engaged/en/2 ");
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

/* Those in what is shown come first; stop words only where there is nothing else. */
static void
places_are_those_of_the_matches_in_the_text(void **state)
{
    struct fixture *fixture = *state;
    const struct lang *lang = lang_find("en");
    static const char text[] =
        "Fathers.\nThe engaged father and the engagement of others.";
    struct snippet snippet;
    struct snippet_places places;
    struct snippet_source source = { .query =
                                         parse(fixture, lang, "the father engagement"),
                                     .lang = lang,
                                     .text = text,
                                     .length = sizeof text - 1,
                                     .places = &places };
    static const char *const words[] = { "engaged", "father", "engagement", "Fathers" };
    snippet_make(&source, fixture->tokens, fixture->arena, &snippet);
    assert_int_equal(places.count, 4);
    for (size_t i = 0; i < 4; i++) {
        size_t length = places.items[i].to - places.items[i].from;
        bool found = false;
        assert_true(places.items[i].to < sizeof text);
        for (size_t w = 0; w < 4; w++)
            found |= strlen(words[w]) == length &&
                     memcmp(text + places.items[i].from, words[w], length) == 0;
        assert_true(found);
    }
    source.query = parse(fixture, lang, "the");
    snippet_make(&source, fixture->tokens, fixture->arena, &snippet);
    assert_int_equal(places.count, 2);
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
        cmocka_unit_test(a_heading_is_set_apart_from_what_follows),
        cmocka_unit_test(a_heading_that_is_shown_anyway_is_left_out),
        cmocka_unit_test(tables_of_contents_and_lone_numbers_come_last),
        cmocka_unit_test(the_number_of_a_point_ends_no_sentence),
        cmocka_unit_test(windows_stay_in_one_paragraph),
        cmocka_unit_test(signs_of_private_fonts_are_not_shown),
        cmocka_unit_test(matches_are_told_in_their_folded_form),
        cmocka_unit_test(right_to_left_text_keeps_its_order),
        cmocka_unit_test(a_word_longer_than_the_window_is_kept_whole),
        cmocka_unit_test(broken_text_is_repaired),
        cmocka_unit_test(places_are_those_of_the_matches_in_the_text),
        cmocka_unit_test(hostile_text_is_no_slower),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
