/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Charsets: marks, declarations true and false, and guesses by the letters of a language. */
#include "check.h"

#include "base/utf8.h"
#include "extract/markup/charset.h"

#include <iconv.h>

/* The text in another charset; to be freed. */
static char *
encoded(const char *text, const char *charset, size_t *length)
{
    iconv_t converter = iconv_open(charset, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    size_t left = strlen(text), room = left * 4 + 16, space = room;
    char *copy = strdup(text), *in = copy;
    char *bytes = malloc(room), *out = bytes;
    assert_int_equal(iconv(converter, &in, &left, &out, &space), 0);
    iconv_close(converter);
    free(copy);
    *length = room - space;
    return bytes;
}

static struct charset_result
assert_decodes(const char *text, const char *charset, const struct charset_hints *hints)
{
    struct charset_result result;
    struct buf out = BUF_INIT(1024 * 1024);
    size_t length;
    char *bytes = encoded(text, charset, &length);
    charset_decode(bytes, length, hints, &out, &result);
    if (strcmp(out.data, text) != 0)
        fail_msg("%s taken for %s: %s", charset, result.name, out.data);
    buf_free(&out);
    free(bytes);
    return result;
}

static const struct charset_hints nothing = { "", false }, markup = { "", true };

static void
a_language_is_known_by_its_letters(void **state)
{
    static const struct {
        const char *text, *charsets[4];
    } cases[] = {
        { "Otec má velký vliv na vývoj dítěte; čím dříve začne, tím lépe.",
          { "windows-1250", "iso-8859-2" } },
        { "Ojciec, który spędza czas z dzieckiem, wzmacnia jego poczucie własnej "
          "wartości.",
          { "windows-1250", "iso-8859-2" } },
        { "Az apa szerepe a gyermek fejlődésében éppoly fontos, mint az anyáé; őszintén.",
          { "windows-1250", "iso-8859-2" } },
        { "Dječji vrtić počinje s radom u ponedjeljak, a roditelji mogu doći već ujutro.",
          { "windows-1250", "iso-8859-2" } },
        { "Отец играет важную роль в развитии ребёнка с первых дней жизни.",
          { "windows-1251", "koi8-r", "iso-8859-5", "ibm866" } },
        { "Батько відіграє важливу роль у розвитку дитини з перших днів її життя.",
          { "windows-1251", "koi8-u", "iso-8859-5" } },
        { "Бащата има важна роля в развитието на детето още от първите дни.",
          { "windows-1251", "iso-8859-5" } },
        { "Le père joue un rôle très important dès la naissance; ça se voit à l’école.",
          { "windows-1252" } },
        { "Väter können vom ersten Tag an eine große Rolle für ihre Kinder übernehmen.",
          { "windows-1252" } },
        { "La participación del padre también ayuda a los niños pequeños en el jardín.",
          { "windows-1252", "iso-8859-1" } },
        { "Babanın çocuğun gelişimindeki rolü ilk günden itibaren çok önemlidir; "
          "şüphesiz.",
          { "windows-1254", "iso-8859-9" } },
        { "Ο πατέρας παίζει σημαντικό ρόλο στην ανάπτυξη του παιδιού από την αρχή.",
          { "windows-1253" } },
        { "Tėvo vaidmuo vaiko raidoje yra labai svarbus nuo pat pirmųjų dienų, žinoma.",
          { "windows-1257" } },
        { "Tēva loma bērna attīstībā ir ļoti svarīga jau no pirmajām dienām.",
          { "windows-1257" } },
        { "לאב יש תפקיד חשוב בהתפתחות הילד מהימים הראשונים.", { "windows-1255" } },
        { "للأب دور مهم في نمو الطفل منذ الأيام الأولى.", { "windows-1256" } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t j = 0; j < 4 && cases[i].charsets[j]; j++) {
            struct charset_result result =
                assert_decodes(cases[i].text, cases[i].charsets[j], &nothing);
            assert_true(result.guessed);
            assert_false(result.overruled);
        }
}

static void
utf16_is_seen_with_and_without_a_mark(void **state)
{
    static const char *const texts[] = { "<p>Пошто је признавање</p>", "plain words 12" };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_decodes(texts[i], "UTF-16LE", &markup);
        assert_decodes(texts[i], "UTF-16BE", &markup);
        assert_decodes(texts[i], "UTF-16", &markup);
    }
}

static void
a_mark_is_not_part_of_the_text(void **state)
{
    struct charset_result result;
    struct buf out = BUF_INIT(100);
    (void)state;
    charset_decode("\xEF\xBB\xBFz\xC3\xA9", 6, &nothing, &out, &result);
    assert_string_equal(out.data, "z\xC3\xA9");
    assert_string_equal(result.name, "utf-8");
    buf_free(&out);
}

static void
declarations_are_believed_in_their_order(void **state)
{
    const struct charset_hints server = { "text/html; charset=\"KOI8-R\"", true };
    struct charset_result result;
    (void)state;
    result = assert_decodes("<meta charset=windows-1251><p>да", "koi8-r", &server);
    assert_string_equal(result.name, "koi8-r");
    result = assert_decodes("<meta http-equiv='Content-Type' content='text/html; "
                            "charset=ISO-8859-5'>да",
                            "iso-8859-5", &markup);
    assert_string_equal(result.name, "iso-8859-5");
    result = assert_decodes("<?xml version='1.0' encoding='iso-8859-2'?>ž", "iso-8859-2",
                            &markup);
    assert_string_equal(result.name, "iso-8859-2");
    result = assert_decodes("<meta charset=shift_jis>子どもの学校", "cp932", &markup);
    assert_string_equal(result.name, "cp932");
    result = assert_decodes("<meta charset=gb2312>孩子们的学校", "gb18030", &markup);
    assert_string_equal(result.name, "gb18030");
    result =
        assert_decodes("<meta charset=iso-2022-jp>子どもの学校", "iso-2022-jp", &markup);
    assert_string_equal(result.name, "iso-2022-jp");
}

static void
a_declaration_that_does_not_decode_loses(void **state)
{
    (void)state;
    struct charset_result result = assert_decodes(
        "<meta charset=utf-8>Všeobecná deklarace lidských práv, důstojnosti",
        "iso-8859-2", &markup);
    assert_true(result.overruled);
    assert_string_equal(result.name, "iso-8859-2");
    result =
        assert_decodes("<meta charset=iso-8859-1>Všeobecná deklarace", "UTF-8", &markup);
    assert_string_equal(result.name, "utf-8");
}

static void
a_declaration_that_gives_garbage_loses(void **state)
{
    (void)state;
    struct charset_result result = assert_decodes(
        "<meta charset=iso-8859-1>Отец играет важную роль в развитии ребёнка",
        "windows-1251", &markup);
    assert_true(result.overruled);
    assert_string_equal(result.name, "windows-1251");
}

static void
one_broken_byte_does_not_change_the_charset(void **state)
{
    struct charset_result result;
    struct buf out = BUF_INIT(1000), text = BUF_INIT(1000);
    (void)state;
    for (int i = 0; i < 30; i++)
        buf_add_text(&text, "ž");
    buf_add_text(&text, "\xFF!");
    charset_decode(text.data, text.length, &nothing, &out, &result);
    assert_string_equal(result.name, "utf-8");
    assert_non_null(strstr(out.data, "ž\xEF\xBF\xBD!"));
    buf_free(&out);
    buf_free(&text);
}

static void
control_characters_become_spaces(void **state)
{
    struct charset_result result;
    struct buf out = BUF_INIT(100);
    (void)state;
    charset_decode("a\1b\tc\n\x7F", 7, &nothing, &out, &result);
    assert_string_equal(out.data, "a b\tc\n ");
    buf_free(&out);
}

static void
unknown_names_and_silly_lengths_are_survived(void **state)
{
    static const char *const texts[] = { "<meta charset=",
                                         "<meta charset=x>\x80",
                                         "<meta charset=//TRANSLIT>\xE9",
                                         "\xFF",
                                         "\xFE\xFF",
                                         "\xFF\xFE\x41",
                                         "<meta",
                                         "" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct charset_result result;
        struct buf out = BUF_INIT(100);
        charset_decode(texts[i], strlen(texts[i]), &markup, &out, &result);
        assert_true(utf8_valid(out.data, out.length));
        assert_true(result.name[0] != '\0');
        buf_free(&out);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_is_known_by_its_letters),
        cmocka_unit_test(utf16_is_seen_with_and_without_a_mark),
        cmocka_unit_test(a_mark_is_not_part_of_the_text),
        cmocka_unit_test(declarations_are_believed_in_their_order),
        cmocka_unit_test(a_declaration_that_does_not_decode_loses),
        cmocka_unit_test(a_declaration_that_gives_garbage_loses),
        cmocka_unit_test(one_broken_byte_does_not_change_the_charset),
        cmocka_unit_test(control_characters_become_spaces),
        cmocka_unit_test(unknown_names_and_silly_lengths_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
