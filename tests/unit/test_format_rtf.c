/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RTF: charsets, Unicode, destinations, tables, notes, depth. */
#include "fixture_extract.h"

#include "base/limits.h"

#define HEAD                                                                     \
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}"        \
    "{\\f1\\fcharset238 Arial CE;}{\\f2\\fcharset128 Gothic{\\*\\falt x};}"      \
    "{\\f3\\fcharset2 Symbol;}}{\\colortbl;\\red0;}"                             \
    "{\\stylesheet{Normal;}{\\s1\\outlinelevel0 berschrift 1;}{\\s2 heading 2;}" \
    "{\\s3\\sbasedon1 Mine;}{\\*\\cs1 Strong;}}"

static void
take(struct taken *taken, const char *text, size_t length)
{
    struct format_failure failure;
    assert_true(taken_from(taken, format_rtf_extract, text, length, &failure));
}

#define TAKE(taken, text) take((taken), (text), sizeof(text) - 1)

static void
bytes_are_read_in_the_charset_of_their_font(void **state)
{
    struct taken taken;
    (void)state;
    TAKE(&taken, HEAD "\\f1 \\'e8l\\'e1nek \\f0\\'e8 {\\f2 \\'83]\\'83\\'8b} \\'e8"
                      "{\\f3\\'b7} x\\par}");
    assert_has(&taken, "- článek è ゾル è x\n");
    taken_free(&taken);
}

static void
unicode_replaces_as_many_characters_as_it_says(void **state)
{
    struct taken taken;
    (void)state;
    TAKE(&taken, HEAD
         "a\\u269?b{\\uc2\\u268\\'c8\\'c8c}\\uc0\\u-10179 \\uc1\\u-8704 ?d\\uc0\\u353 e"
         "\\~f\\_g\\-h\\'7bi\\{\\emdash\\par}");
    assert_has(&taken, "- ač");
    assert_has(&taken, "bČc😀dše f-gh{i{—\n");
    taken_free(&taken);
}

static void
destinations_without_text_are_skipped(void **state)
{
    struct taken taken;
    (void)state;
    TAKE(&taken, HEAD "{\\info{\\title A \\'e9t\\'e9}{\\author Ana}{\\creatim\\yr2004}"
                      "{\\operator Nobody}}{\\*\\generator Word;}{\\pict 00ff}"
                      "{\\*\\unknown {x}}{\\bin3 }}}}{\\v hidden}{\\deleted gone}"
                      "{\\upr{\\'3f}{\\*\\ud{\\u268?}}}"
                      "{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt link}}"
                      "{\\field{\\*\\fldinst TOC}{\\fldrslt One 7}} end\\par}");
    assert_string_equal(taken.text.data,
                        "document rtf pages=0 title=A été author=Ana lang= year=2004\n"
                        "unit 1 images section= anchor= lang=\n- Člink end\n");
    taken_free(&taken);
}

static void
styles_make_headings_and_lists(void **state)
{
    struct taken taken;
    (void)state;
    TAKE(&taken, HEAD "\\pard\\s1 One\\par\\pard first\\par\\pard\\s2 Two\\par"
                      "\\pard\\ls1{\\listtext 1.}item\\par\\pard\\s3 Three\\par last}");
    assert_has(&taken, "section=One anchor= lang=\nh1 One\n- first\n");
    assert_has(&taken, "section=Two anchor= lang=\nh2 Two\n* item\n");
    assert_has(&taken, "section=Three anchor= lang=\nh1 Three\n- last\n");
    taken_free(&taken);
}

static void
tables_notes_and_running_heads_have_their_places(void **state)
{
    struct taken taken;
    (void)state;
    TAKE(&taken,
         HEAD "{\\header The house\\par}{\\footer The house\\par}\\lang1029 text"
              "{\\footnote\\pard a note}{\\*\\annotation a comment} more\\par"
              "\\trowd\\pard\\intbl a\\par b\\cell c\\cell\\row\\pard after\\par}");
    assert_has(&taken, "unit 1 section= anchor= lang=cs\n- text more\nr a b\tc\n"
                       "- after\n");
    assert_has(&taken, "unit 1 notes section= anchor= lang=\n- a note\n");
    assert_has(&taken, "unit 1 comments section= anchor= lang=\n- a comment\n");
    assert_has(&taken, "unit 2 section= anchor= lang=\n- The house\n");
    taken_free(&taken);
}

static void
pictures_and_shapes_keep_what_they_say(void **state)
{
    struct taken taken;
    (void)state;
    TAKE(&taken, HEAD "text{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}"
                      "{\\sv A map of wells}}{\\sp{\\sn pib}{\\sv junk}}}00ff}}"
                      "{\\shp{\\*\\shpinst{\\sp{\\sn posh}{\\sv 2}}{\\shptxt boxed\\par}}"
                      "{\\shprslt twice}}\\par}");
    assert_has(&taken, "- text\na A map of wells\n- boxed\n");
    assert_lacks(&taken, "junk");
    assert_lacks(&taken, "twice");
    taken_free(&taken);
}

static void
groups_that_are_too_deep_or_open_cost_a_note(void **state)
{
    struct buf text = BUF_INIT(1024 * 1024);
    struct taken taken;
    (void)state;
    buf_add_text(&text, "{\\rtf1 before ");
    for (int i = 0; i < 4 * LIMIT_GROUP_DEPTH; i++)
        buf_add_char(&text, '{');
    buf_add_text(&text, "inside");
    for (int i = 0; i < 4 * LIMIT_GROUP_DEPTH; i++)
        buf_add_char(&text, '}');
    buf_add_text(&text, "after}");
    take(&taken, text.data, text.length);
    assert_has(&taken, "- before after\n");
    assert_int_equal(taken.reason, WIRE_REASON_TOO_DEEP);
    taken_free(&taken);
    buf_free(&text);
    TAKE(&taken, "{\\rtf1 cut sho");
    assert_has(&taken, "- cut sho\n");
    assert_int_equal(taken.reason, WIRE_REASON_DAMAGED);
    taken_free(&taken);
}

static void
documents_of_other_programs_give_their_text(void **state)
{
    struct taken taken;
    struct format_failure failure;
    (void)state;
    assert_true(taken_from_shared(&taken, format_rtf_extract,
                                  "formats/testRTFWordPadCzechCharacters.rtf", &failure));
    assert_has(&taken, "- Článek týdne\n");
    assert_has(&taken, "př.\xE2\x80\x89n.");
    taken_free(&taken);
    assert_true(taken_from_shared(&taken, format_rtf_extract,
                                  "formats/testRTFJapanese.rtf", &failure));
    assert_has(&taken, "- ゾルゲと尾崎、淡々と最期");
    taken_free(&taken);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_read_in_the_charset_of_their_font),
        cmocka_unit_test(unicode_replaces_as_many_characters_as_it_says),
        cmocka_unit_test(destinations_without_text_are_skipped),
        cmocka_unit_test(styles_make_headings_and_lists),
        cmocka_unit_test(tables_notes_and_running_heads_have_their_places),
        cmocka_unit_test(pictures_and_shapes_keep_what_they_say),
        cmocka_unit_test(groups_that_are_too_deep_or_open_cost_a_note),
        cmocka_unit_test(documents_of_other_programs_give_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
