/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of a page, with and without what is known about its surroundings. */
#include "check.h"

#include "reading/detect.h"

static const char english[] =
    "Fathers who take part in the daily care of young children from the very beginning "
    "stay "
    "involved for years, and their children do better at school.";
static const char romanian[] =
    "Implicarea taților în îngrijirea zilnică a copiilor mici contribuie la dezvoltarea "
    "sănătoasă a acestora și la bunăstarea întregii familii.";
static const char serbian_cyrillic[] = "Очеви који учествују у свакодневној нези деце од "
                                       "самог почетка остају укључени годинама, "
                                       "а њихова деца боље напредују у школи.";
static const char serbian_latin[] = "Očevi koji učestvuju u svakodnevnoj nezi dece od "
                                    "samog početka ostaju uključeni godinama, "
                                    "a njihova deca bolje napreduju u školi.";
static const char georgian[] = "მამების ჩართულობა ბავშვების ყოველდღიურ მოვლაში "
                               "მნიშვნელოვანია მათი განვითარებისთვის.";

static const char *
lang_with(const char *list, const char *text, const struct detect_priors *priors)
{
    struct detect detect;
    struct detect_why why;
    detect_allow(&detect, list, NULL, NULL);
    return detect_text(&detect, text, strlen(text), priors, &why)->tag;
}

static void
clear_text_needs_no_prior(void **state)
{
    const struct detect_priors none = { NULL, NULL, NULL, NULL };
    (void)state;
    assert_string_equal(lang_with("auto", english, &none), "en");
    assert_string_equal(lang_with("auto", romanian, &none), "ro");
    assert_string_equal(lang_with("auto", georgian, &none), "ka");
    assert_string_equal(lang_with("auto", serbian_cyrillic, &none), "sr");
}

static void
a_clear_page_wins_over_the_catalogue(void **state)
{
    const struct detect_priors priors = { lang_find("ro"), NULL, NULL, NULL };
    (void)state;
    assert_string_equal(lang_with("auto", english, &priors), "en");
}

static void
a_short_text_takes_the_prior(void **state)
{
    const struct detect_priors priors = { NULL, lang_find("uk"), NULL, lang_find("en") };
    const struct detect_priors none = { NULL, NULL, NULL, NULL };
    (void)state;
    assert_string_equal(lang_with("auto", "Play 2025", &priors), "uk");
    assert_string_equal(lang_with("auto", "12 34 56", &none), "und");
    assert_string_equal(lang_with("auto", "", &none), "und");
}

static void
the_serbian_group_follows_script_and_surroundings(void **state)
{
    const struct detect_priors serbian = { lang_find("sr"), NULL, NULL, NULL };
    const struct detect_priors bosnian = { NULL, lang_find("bs"), NULL, NULL };
    const struct detect_priors croatian = { lang_find("hr"), NULL, NULL, NULL };
    (void)state;
    assert_string_equal(lang_with("auto", serbian_latin, &serbian), "sr");
    assert_string_equal(lang_with("auto", serbian_latin, &bosnian), "bs");
    assert_string_equal(lang_with("auto", serbian_cyrillic, &croatian), "sr");
}

static void
only_the_languages_of_the_list_come_out(void **state)
{
    const struct detect_priors none = { NULL, NULL, NULL, NULL };
    const struct detect_priors romanian_prior = { lang_find("ro"), NULL, NULL, NULL };
    (void)state;
    assert_string_equal(lang_with("en, ro", georgian, &none), "und");
    assert_string_equal(lang_with("ro", english, &romanian_prior), "ro");
    assert_string_equal(lang_with("en ro", romanian, &none), "ro");
}

static void
count_unknown(void *context, const char *tag)
{
    assert_string_equal(tag, "klingon");
    ++*(int *)context;
}

static void
unknown_languages_of_the_list_are_told(void **state)
{
    struct detect detect;
    int unknown = 0;
    (void)state;
    detect_allow(&detect, "en klingon ro", count_unknown, &unknown);
    assert_int_equal(unknown, 1);
}

static void
a_broken_text_layer_is_seen(void **state)
{
    /* Glyph numbers = code - 29, as in documents of real libraries. */
    char shifted[sizeof english];
    (void)state;
    for (size_t i = 0; i < sizeof english; i++)
        shifted[i] = english[i] == ' ' || english[i] == '\0' ? english[i]
                                                             : (char)(english[i] - 29);
    char long_text[4 * sizeof english] = "";
    for (int i = 0; i < 3; i++) {
        strcat(long_text, shifted);
        strcat(long_text, " ");
    }
    assert_true(detect_is_implausible(long_text, strlen(long_text)) ||
                detect_is_meaningless(long_text, strlen(long_text)));
    assert_true(detect_is_meaningless("7KH\xEF\xBF\xBD"
                                      "7HQ\xEF\xBF\xBD"
                                      "0RVW\xEF\xBF\xBD",
                                      18));
    assert_true(detect_is_meaningless("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 9));
}

static void
readable_text_passes(void **state)
{
    static const char *const texts[] = { english,
                                         romanian,
                                         serbian_cyrillic,
                                         serbian_latin,
                                         georgian,
                                         "\xEF\x82\xB7 one \xEF\x82\xB7 two "
                                         "\xEF\x82\xB7 three bullets of a list",
                                         "\\put(0,0){\\line(1,0){10}} x_1 = y^2",
                                         "" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(detect_is_meaningless(texts[i], strlen(texts[i])));
        assert_false(detect_is_implausible(texts[i], strlen(texts[i])));
    }
}

static void
letters_are_counted_in_any_script(void **state)
{
    (void)state;
    assert_int_equal(detect_count_letters("a1 б, ა", strlen("a1 б, ა"), 100), 3);
    assert_int_equal(detect_count_letters("abcdef", 6, 4), 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clear_text_needs_no_prior),
        cmocka_unit_test(a_clear_page_wins_over_the_catalogue),
        cmocka_unit_test(a_short_text_takes_the_prior),
        cmocka_unit_test(the_serbian_group_follows_script_and_surroundings),
        cmocka_unit_test(only_the_languages_of_the_list_come_out),
        cmocka_unit_test(unknown_languages_of_the_list_are_told),
        cmocka_unit_test(a_broken_text_layer_is_seen),
        cmocka_unit_test(readable_text_passes),
        cmocka_unit_test(letters_are_counted_in_any_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
