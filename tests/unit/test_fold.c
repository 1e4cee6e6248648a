/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding: what happens to case, compatibility forms and marks, and what is a letter. */
#include "check.h"

#include "base/buf.h"
#include "text/compose.h"
#include "text/fold.h"

static struct buf cased, stripped;

static int
set_up(void **state)
{
    (void)state;
    cased = (struct buf)BUF_INIT(1 << 20);
    stripped = (struct buf)BUF_INIT(1 << 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_free(&cased);
    buf_free(&stripped);
    return 0;
}

/* word, with its marks after fold_case, without them after fold_marks */
static void
expect(const char *tag, const char *word, const char *marked, const char *bare)
{
    buf_reset(&cased);
    buf_reset(&stripped);
    fold_case(&cased, lang_find(tag), word, strlen(word));
    assert_string_equal(cased.data, marked);
    fold_marks(&stripped, lang_find(tag), cased.data, cased.length);
    assert_string_equal(stripped.data, bare);
}

static void
expect_composed(const char *text, const char *wanted)
{
    buf_reset(&cased);
    fold_compose(&cased, text, strlen(text));
    assert_string_equal(cased.data, wanted);
}

static void
ascii_is_lowered(void **state)
{
    (void)state;
    expect("en", "HELLO", "hello", "hello");
    expect("en", "Covid19", "covid19", "covid19");
    expect(NULL, "ABC", "abc", "abc");
}

static void
the_i_of_turkish_and_azeri(void **state)
{
    (void)state;
    expect("tr", "IŞIK", "ışık", "isik");
    expect("tr", "İSTANBUL", "istanbul", "istanbul");
    expect("tr", "I\u0307", "i", "i");
    expect("az", "QIZIL", "qızıl", "qizil");
    expect("en", "İI", "ii", "ii");
}

static void
romanian_cedillas_are_commas(void **state)
{
    (void)state;
    expect("ro", "ŞŢşţ", "șțșț", "stst");
    expect("ro", "ȘȚ", "șț", "st");
    expect("tr", "Ş", "ş", "s");
    expect("ro", "s\u0327", "ș", "s");
}

static void
letters_of_their_own_keep_their_sign(void **state)
{
    (void)state;
    expect("ru", "ЁЙ", "ей", "ей");
    expect("ru", "и\u0306", "й", "й");
    expect("uk", "ЇҐ", "їґ", "їґ");
    expect("be", "Ў", "ў", "ў");
    expect("mk", "ЃЌЀ", "ѓќѐ", "ѓќе");
    expect("ru", "за\u0301мок", "за\u0301мок", "замок");
}

static void
letters_without_decomposition_have_a_rule(void **state)
{
    (void)state;
    expect("pl", "ŁÓDŹ", "łódź", "lodz");
    expect("da", "ØÆÅ", "øæå", "oaea");
    expect("hr", "Đ", "đ", "d");
    expect("mt", "Ħ", "ħ", "h");
    expect("de", "Straße", "straße", "strasse");
    expect("de", "STRA\u1E9EE", "straße", "strasse");
    expect("is", "Þð", "þð", "thd");
    expect("az", "Ə", "ə", "e");
    expect("da", "ǿǽ", "ǿǽ", "oae");
    expect("vi", "Nghiêng ở", "nghiêng ở", "nghieng o");
}

static void
serbian_cyrillic_becomes_latin_in_the_surface(void **state)
{
    (void)state;
    expect("sr", "Љубав", "љубав", "ljubav");
    expect("cnr", "ЊЏЂЋЖШЧ", "њџђћжшч", "njdzdczsc");
    expect("ru", "жук", "жук", "жук");
}

static void
apostrophes_soft_hyphens_and_joiners_go(void **state)
{
    (void)state;
    expect("uk", "Сім'я", "сімя", "сімя");
    expect("uk", "сім\u2019я", "сімя", "сімя");
    expect("uk", "сім\u02BCя", "сімя", "сімя");
    expect("de", "Mit\u00ADar\u200B\u200C\u200D\u2060\uFEFFb", "mitarb", "mitarb");
    expect("he", "צה\"ל", "צהל", "צהל");
}

static void
ligatures_and_full_width_are_expanded(void **state)
{
    (void)state;
    expect("en", "ﬁﬂﬀﬃﬄﬆ", "fiflffffifflst", "fiflffffifflst");
    expect("fr", "Œuvre", "oeuvre", "oeuvre");
    expect("en", "ＡＢＣ１２", "abc12", "abc12");
    expect("hr", "ǄǅǇǋ", "dždžljnj", "dzdzljnj");
    expect("en", "𝐀Ⅳ₂ſª", "aiv2sa", "aiv2sa");
    expect("nl", "Ĳ", "ij", "ij");
    expect("ca", "col·le coŀle", "colle colle", "colle colle");
    expect("ja", "ｶﾞｱ", "ガア", "ガア");
    expect("zh", "⼀", "一", "一");
}

static void
greek_armenian_and_georgian(void **state)
{
    (void)state;
    expect("el", "ΟΔΌΣ", "οδόσ", "οδοσ");
    expect("el", "ᾳ\u1F71ΐς", "ᾳάΐσ", "ααισ");
    expect("hy", "Եվ և", "եվ եւ", "եվ եւ");
    expect("ka", "ᲡᲙᲝᲚᲐ", "სკოლა", "სკოლა");
}

static void
arabic_and_hebrew_lose_points_and_tatweel(void **state)
{
    (void)state;
    expect("ar", "كِتَـاب", "كِتَاب", "كتاب");
    expect("ar", "أإآؤئى", "أإآؤئى", "اااويي");
    expect("ar", "ﻣﺪﺭﺳﺔ", "مدرسة", "مدرسه");
    expect("fa", "کتابی", "کتابی", "كتابي");
    expect("fa", "۱۲٣", "123", "123");
    expect("he", "שָׁלוֹם", "שָׁלוֹם", "שלום");
    expect("he", "\uFB2A", "ש\u05C1", "ש");
}

static void
marks_of_other_scripts_stay(void **state)
{
    (void)state;
    expect("hi", "हिन्दी", "हिन्दी", "हिन्दी");
    expect("hi", "\u0958", "\u0915\u093C", "\u0915\u093C");
    expect("th", "น้ำ", "น้ำ", "น้ำ");
    expect("ja", "が", "が", "が");
}

static void
sentences_in_one_character_are_left_alone(void **state)
{
    (void)state;
    expect("ar", "\uFDFA", "\uFDFA", "\uFDFA");
}

static void
text_becomes_nfc(void **state)
{
    (void)state;
    expect_composed("plain", "plain");
    expect_composed("e\u0301a\u0308", "éä");
    expect_composed("a\u0323\u0307 a\u0307\u0323", "\u1EA1\u0307 \u1EA1\u0307");
    expect_composed("\u1112\u1161\u11AB", "한");
    expect_composed("\uD55C\u11AB", "\uD55C\u11AB");
    expect_composed("\u212B\u2126\uF900", "\u00C5\u03A9\u8C48");
    expect_composed("\u0958", "\u0915\u093C");
    expect_composed("\u0301e", "\u0301e");
    expect_composed("Zeile\nzwei", "Zeile\nzwei");
}

static void
shapes_of_arabic_letters_become_letters(void **state)
{
    (void)state;
    expect_composed("\uFEB7\uFE8E\uFEEB\uFEE8\uFE8E\uFEE3\uFEEA", "شاهنامه");
    expect_composed("\uFEFB \uFB90\uFBAF", "لا کے");
    expect_composed("\uFDFA", "\uFDFA"); /* one sign, of eighteen letters */
    expect_composed("\uFE70", "\u064B");
}

static void
many_marks_in_a_row_do_no_harm(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(1 << 20), twice = BUF_INIT(1 << 20);
    buf_add_text(&text, "z");
    for (int i = 0; i < 1000; i++)
        buf_add_text(&text, i % 2 == 0 ? "\u0323" : "\u0301");
    buf_add_text(&text, "e\u0301");
    fold_compose(&twice, text.data, text.length);
    assert_int_equal(twice.length, text.length - 1);
    assert_string_equal(twice.data + twice.length - 2, "é");
    buf_free(&text);
    buf_free(&twice);
}

static void
folding_twice_changes_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {
        "ǄǅÉŒŞΐΣҐЁЇ", "İIıi", "ｶﾞ한", "ﷲﻼ", "ŉŀªº", "ẞﬆև"
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        buf_reset(&cased);
        buf_reset(&stripped);
        fold_case(&cased, lang_find("en"), words[i], strlen(words[i]));
        fold_case(&stripped, lang_find("en"), cased.data, cased.length);
        assert_string_equal(stripped.data, cased.data);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_lowered),
        cmocka_unit_test(the_i_of_turkish_and_azeri),
        cmocka_unit_test(romanian_cedillas_are_commas),
        cmocka_unit_test(letters_of_their_own_keep_their_sign),
        cmocka_unit_test(letters_without_decomposition_have_a_rule),
        cmocka_unit_test(serbian_cyrillic_becomes_latin_in_the_surface),
        cmocka_unit_test(apostrophes_soft_hyphens_and_joiners_go),
        cmocka_unit_test(ligatures_and_full_width_are_expanded),
        cmocka_unit_test(greek_armenian_and_georgian),
        cmocka_unit_test(arabic_and_hebrew_lose_points_and_tatweel),
        cmocka_unit_test(marks_of_other_scripts_stay),
        cmocka_unit_test(sentences_in_one_character_are_left_alone),
        cmocka_unit_test(text_becomes_nfc),
        cmocka_unit_test(shapes_of_arabic_letters_become_letters),
        cmocka_unit_test(many_marks_in_a_row_do_no_harm),
        cmocka_unit_test(folding_twice_changes_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
