/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where words begin and end, and what an apostrophe means in each language. */
#include "check.h"

#include "base/buf.h"
#include "base/memory.h"
#include "text/segment.h"

static void
expect(const char *tag, const char *text, const char *wanted)
{
    struct buf words = BUF_INIT(4096);
    struct segment word = { 0, 0, false };
    while (segment_next(lang_find(tag), text, strlen(text), word.end, &word)) {
        buf_add_text(&words, words.length > 0 ? "|" : "");
        buf_add(&words, text + word.start, word.end - word.start);
    }
    assert_string_equal(words.data, wanted);
    buf_free(&words);
}

static void
letters_marks_and_digits_hold_together(void **state)
{
    (void)state;
    expect("en", "covid19, na\u00EFve; nai\u0308ve!", "covid19|na\u00EFve|nai\u0308ve");
    expect("hi", "हिन्दी में", "हिन्दी|में");
}

static void
everything_else_separates(void **state)
{
    (void)state;
    expect("en", " C++ a_b x&y 0-3 1.5 3,000 (who.int) ",
           "C|a|b|x|y|0|3|1|5|3|000|who|int");
    expect("en", "home-visiting home\u2011visiting and/or",
           "home|visiting|home|visiting|and|or");
    expect("en", "word\u00B9 \u00BD \u2122 \U0001F600", "word");
    expect("en", "", "");
    expect("en", "... \u0301 \u00AD \u200B", "");
}

static void
soft_hyphens_and_joiners_stay_inside_and_fall_off_the_edges(void **state)
{
    (void)state;
    expect("de", "Mit\u00ADarbeiter\u00AD, a\u200Bb\uFEFF c",
           "Mit\u00ADarbeiter|a\u200Bb|c");
    expect("de", "\u00ADeins \u200Dzwei", "eins|zwei");
}

static void
undeclared_languages_cut_at_an_apostrophe(void **state)
{
    (void)state;
    expect("und", "l'eau father\u2019s", "l|eau|father|s");
    expect("ru", "д'Артаньян", "д|Артаньян");
    expect("und", "'quoted' \u2018quoted\u2019", "quoted|quoted");
}

static void
ukrainian_and_belarusian_join(void **state)
{
    (void)state;
    expect("uk", "сім'я сім\u2019я сім\u02BCя", "сім'я|сім\u2019я|сім\u02BCя");
    expect("be", "'сям\u2019я'", "сям\u2019я");
    expect("uk", "Children's", "Children|s");
}

static void
french_italian_and_catalan_drop_what_is_elided(void **state)
{
    (void)state;
    expect("fr", "L\u2019attaquant qu'il jusqu\u2019\u00E0 d'\u00E9t\u00E9",
           "attaquant|il|\u00E0|\u00E9t\u00E9");
    expect("fr", "aujourd'hui Quelqu\u2019un d'aujourd'hui",
           "aujourd'hui|Quelqu\u2019un|aujourd'hui");
    expect("fr", "Jeanne'Marc", "Jeanne|Marc");
    expect("it", "dell'acqua un'altra", "acqua|altra");
    expect("ca", "l\u2019escola", "escola");
}

static void
english_drops_the_ending(void **state)
{
    (void)state;
    expect("en", "father's fathers' don't we'll O\u2019Brien 1990's",
           "father|fathers|don|we|O|Brien|1990");
    expect("en", "rock'n'roll", "rock|n|roll");
    expect("nl", "foto's", "foto");
}

static void
turkish_and_azeri_drop_the_suffix(void **state)
{
    (void)state;
    expect("tr", "T\u00FCrkiye'nin \u0130stanbul\u2019da 1990'da l'histoire",
           "T\u00FCrkiye|\u0130stanbul|1990|l|histoire");
    expect("az", "Bak\u0131'da", "Bak\u0131");
}

static void
hebrew_and_catalan_have_signs_inside_words(void **state)
{
    (void)state;
    expect("he", "צה\"ל ג'ירפה \"שלום\"", "צה\"ל|ג'ירפה|שלום");
    expect("ca", "col\u00B7lecci\u00F3 a\u00B7b COL\u00B7LECCI\u00D3",
           "col\u00B7lecci\u00F3|a|b|COL\u00B7LECCI\u00D3");
}

static void
scripts_without_spaces_are_single_characters(void **state)
{
    (void)state;
    expect("zh", "中文abc字2", "中|文|abc|字|2");
    expect("ja", "カタｶﾞーが", "カ|タ|ｶﾞ|ー|が");
    expect("ja", "か\u3099", "か\u3099");
    expect("ko", "학교 \u1112\u1161\u11A8", "학|교|\u1112\u1161\u11A8");
    expect("th", "เป็นน้ำ", "เป็|น|น้ำ");
    expect("th", "แ เ", "แ|เ");
    expect("km", "ក្ ខ", "ក្|ខ");
    expect("lo", "ເດັກ", "ເດັ|ກ");
    expect("km", "ខ្មែរ", "ខ្មែ|រ");
    expect("my", "န္တာ", "န္တာ");
}

static void
single_characters_are_flagged_in_any_language(void **state)
{
    (void)state;
    struct segment word;
    assert_true(segment_next(lang_find("en"), "中", 3, 0, &word));
    assert_true(word.single);
    assert_true(segment_next(lang_find("zh"), "abc", 3, 0, &word));
    assert_false(word.single);
}

static void
a_text_cut_anywhere_is_never_read_beyond_its_end(void **state)
{
    (void)state;
    static const char text[] = "l'\u00E9t\u00E9's col\u00B7l เป็ ខ្មែ ｶﾞ צה\"ל a\u00AD b";
    static const char *const tags[] = { "fr", "en", "tr", "uk", "he", "ca", "und" };
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        for (size_t length = 0; length < sizeof text; length++) {
            char *copy = malloc(length + 1);
            assert_non_null(copy);
            memcpy(copy, text, length);
            struct segment word = { 0, 0, false };
            size_t last = 0;
            while (segment_next(lang_find(tags[i]), copy, length, word.end, &word)) {
                assert_true(word.start >= last && word.start < word.end &&
                            word.end <= length);
                last = word.end;
            }
            free(copy);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_marks_and_digits_hold_together),
        cmocka_unit_test(everything_else_separates),
        cmocka_unit_test(soft_hyphens_and_joiners_stay_inside_and_fall_off_the_edges),
        cmocka_unit_test(undeclared_languages_cut_at_an_apostrophe),
        cmocka_unit_test(ukrainian_and_belarusian_join),
        cmocka_unit_test(french_italian_and_catalan_drop_what_is_elided),
        cmocka_unit_test(english_drops_the_ending),
        cmocka_unit_test(turkish_and_azeri_drop_the_suffix),
        cmocka_unit_test(hebrew_and_catalan_have_signs_inside_words),
        cmocka_unit_test(scripts_without_spaces_are_single_characters),
        cmocka_unit_test(single_characters_are_flagged_in_any_language),
        cmocka_unit_test(a_text_cut_anywhere_is_never_read_beyond_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
