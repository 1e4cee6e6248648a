/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Languages of the interface: plurals, numbers, and which one a visitor gets. */
#include "check.h"

#include "phrase.h"
#include "phrase_texts.inc"
#include "text/lang.h"

static struct buf out;

static const struct tongue *
tongue(const char *tag)
{
    const struct tongue *found = tongue_find(tag);
    assert_non_null(found);
    assert_string_equal(found->tag, tag);
    return found;
}

static const char *
count(const char *tag, enum phrase phrase, int64_t number)
{
    buf_reset(&out);
    phrase_count(&out, tongue(tag), phrase, number);
    return out.data;
}

/* What a Plural-Forms header says of 0 to 300, which is all that a rule can tell apart. */
static void
plural_rules_are_those_of_the_translations(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        size_t forms;
        const char *expected;
    } rules[] = { PHRASES_RULES };
    assert_int_equal(sizeof rules / sizeof *rules + 1, tongue_count());
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct tongue *translated = tongue(rules[i].tag);
        assert_ptr_equal(translated, tongue_at(i + 1));
        assert_int_equal(tongue_index(translated), i + 1);
        for (uint64_t number = 0; rules[i].expected[number] != '\0'; number++) {
            size_t form = translated->plural(number);
            assert_int_equal('0' + (int)form, rules[i].expected[number]);
            assert_true(form < rules[i].forms);
        }
    }
}

static void
numbers_take_the_form_that_a_native_would_say(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        int64_t number;
        const char *expected;
    } cases[] = {
        { "en", 0, "0 pages" },
        { "en", 1, "1 page" },
        { "en", 1204, "1,204 pages" },
        { "ro", 0, "0 pagini" },
        { "ro", 1, "1 pagină" },
        { "ro", 2, "2 pagini" },
        { "ro", 19, "19 pagini" },
        { "ro", 20, "20 de pagini" },
        { "ro", 21, "21 de pagini" },
        { "ro", 101, "101 pagini" },
        { "ro", 111, "111 pagini" },
        { "ro", 120, "120 de pagini" },
        { "ro", 1204567, "1.204.567 de pagini" },
        { "ru", 0, "0 страниц" },
        { "ru", 1, "1 страница" },
        { "ru", 2, "2 страницы" },
        { "ru", 5, "5 страниц" },
        { "ru", 11, "11 страниц" },
        { "ru", 14, "14 страниц" },
        { "ru", 21, "21 страница" },
        { "ru", 22, "22 страницы" },
        { "ru", 25, "25 страниц" },
        { "ru", 101, "101 страница" },
        { "ru", 111, "111 страниц" },
        { "ru", 112, "112 страниц" },
        { "ru", 1222, "1\u00A0222 страницы" },
        { "uk", 3, "3 сторінки" },
        { "uk", 12, "12 сторінок" },
        { "uk", 1001, "1\u00A0001 сторінка" },
        { "sr-Cyrl", 21, "21 страница" },
        { "sr-Cyrl", 22, "22 странице" },
        { "sr-Cyrl", 11, "11 страница" },
        { "sr-Latn", 104, "104 stranice" },
        { "sr-Latn", 1000, "1.000 stranica" },
        { "tr", 1, "1 sayfa" },
        { "tr", 5, "5 sayfa" },
        { "de", 0, "0 Seiten" },
        { "de", 1, "1 Seite" },
        { "de", 1000000, "1.000.000 Seiten" },
        { "fr", 0, "0 page" },
        { "fr", 1, "1 page" },
        { "fr", 2, "2 pages" },
        { "fr", 1500, "1\u202F500 pages" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(count(cases[i].tag, PHRASE_PAGES, cases[i].number),
                            cases[i].expected);
}

static void
totals_have_the_cases_and_the_order_of_the_language(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        int64_t pages, publications;
        bool exact;
        const char *expected;
    } cases[] = {
        { "en", 21, 2, true, "21 pages in 2 publications" },
        { "ru", 21, 1, true, "21 страница в 1 публикации" },
        { "ru", 5, 21, false, "как минимум 5 страниц в 21 публикации" },
        { "uk", 22, 5, true, "22 сторінки у 5 публікаціях" },
        { "sr-Latn", 5, 22, true, "5 stranica u 22 publikacije" },
        { "tr", 21, 2, false, "2 yayında en az 21 sayfa" },
        { "de", 1, 1, true, "1 Seite in 1 Publikation" },
        { "fr", 0, 3, true, "3 publications" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_reset(&out);
        phrase_totals(&out, tongue(cases[i].tag), cases[i].pages, cases[i].publications,
                      cases[i].exact);
        assert_string_equal(out.data, cases[i].expected);
    }
}

static void
sizes_have_the_units_of_the_language(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        int64_t bytes;
        const char *expected;
    } cases[] = {
        { "en", 1, "1 byte" },
        { "en", 4404019, "4.2 MB" },
        { "ru", 4404019, "4,2\u00A0МБ" },
        { "ru", 21, "21\u00A0байт" },
        { "uk", 22, "22\u00A0байти" },
        { "fr", 52428800, "50,0\u00A0Mo" },
        { "fr", 2048, "2\u00A0Ko" },
        { "de", 1610612736, "1,5\u00A0GB" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_reset(&out);
        phrase_bytes(&out, tongue(cases[i].tag), cases[i].bytes);
        assert_string_equal(out.data, cases[i].expected);
    }
}

/* Names of languages are found by their English name. */
static void
languages_of_publications_are_called_as_in_the_table(void **state)
{
    (void)state;
    for (int name = PHRASE_LANG_EN; name <= PHRASE_LANG_MN; name++) {
        const char *english = phrase_text(tongue_english(), (enum phrase)name);
        bool found = false;
        for (size_t i = 0; i < lang_count() && !found; i++)
            found = strcmp(lang_at(i)->name, english) == 0;
        assert_true(found);
    }
}

static void
expect(const struct tongue *found, const char *tag)
{
    assert_string_equal(found == NULL ? "none" : found->tag, tag);
}

static void
a_range_finds_what_is_left_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *range, *tag;
    } cases[] = {
        { "ro", "ro" },
        { "RO-md", "ro" },
        { "de-AT-1996", "de" },
        { "de_CH", "de" },
        { "fr-x-private", "fr" },
        { "de-u-co-phonebk", "de" },
        { "sr", "sr-Cyrl" },
        { "sr-RS", "sr-Cyrl" },
        { "sr-Cyrl-ME", "sr-Cyrl" },
        { "sr-latn", "sr-Latn" },
        { "sr-Latn-RS", "sr-Latn" },
        { "sr-ME", "sr-Latn" },
        { "sh", "sr-Latn" },
        { "mo", "ro" },
        { "pl", "none" },
        { "*", "none" },
        { "", "none" },
        { "-", "none" },
        { "auto", "none" },
        { "r", "none" },
        { "rom", "none" },
        { "de-this-tag-is-longer-than-a-tag-can-be", "none" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(tongue_find(cases[i].range), cases[i].tag);
}

static void
the_heaviest_range_that_we_speak_wins(void **state)
{
    (void)state;
    static const struct {
        const char *header, *tag;
    } cases[] = {
        { "", "none" },
        { "de", "de" },
        { "de-AT,de;q=0.9,en;q=0.8", "de" },
        { "pl,en;q=0.5,tr;q=0.7", "tr" },
        { "en;q=0.8, ro ; q=0.9 ,fr;q=0.7", "ro" },
        { "fr;q=0.5,de;q=0.5", "fr" },
        { "sr-RS,sr;q=0.8,en-US;q=0.5", "sr-Cyrl" },
        { "pl-PL,pl;q=0.9", "none" },
        { "uk;q=0, ru;q=0.001", "ru" },
        { "uk;q=0", "none" },
        { "tr;Q=1.000,de", "tr" },
        { "*", "none" },
        { "*;q=0.5,fr;q=0.1", "fr" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(tongue_accept(cases[i].header), cases[i].tag);
}

static void
what_makes_no_sense_counts_for_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *header, *tag;
    } cases[] = {
        { "ru;q=2,de;q=0.1", "de" },
        { "ru;q=1.5,de;q=0.1", "de" },
        { "ru;q=,de;q=0.1", "de" },
        { "ru;q=x,de;q=0.1", "de" },
        { "ru;q=-1,de;q=0.1", "de" },
        { "ru;q=0.1234,de;q=0.1", "de" },
        { "ru;level=1,de;q=0.1", "de" },
        { "ru de,tr", "tr" },
        { ";q=1,,, ,;;;,de", "de" },
        { "ru;", "none" },
        { "\xFF\xFE,de;q=0.2", "de" },
        { ",", "none" },
        { "q=1", "none" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(tongue_accept(cases[i].header), cases[i].tag);
    char long_header[3003];
    for (size_t i = 0; i < sizeof long_header; i++)
        long_header[i] = "pl,"[i % 3];
    memcpy(long_header + sizeof long_header - 3, "de", 3);
    expect(tongue_accept(long_header), "none");
}

static int
set_up(void **state)
{
    (void)state;
    out = (struct buf)BUF_INIT(1000);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_free(&out);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plural_rules_are_those_of_the_translations),
        cmocka_unit_test(numbers_take_the_form_that_a_native_would_say),
        cmocka_unit_test(totals_have_the_cases_and_the_order_of_the_language),
        cmocka_unit_test(sizes_have_the_units_of_the_language),
        cmocka_unit_test(languages_of_publications_are_called_as_in_the_table),
        cmocka_unit_test(a_range_finds_what_is_left_of_it),
        cmocka_unit_test(the_heaviest_range_that_we_speak_wins),
        cmocka_unit_test(what_makes_no_sense_counts_for_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
