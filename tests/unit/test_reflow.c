/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words in, lines out: columns, hyphens, both directions, turned text. */
#include "check.h"

#include "extract/pdf/reflow.h"
#include "extract/pdf/reflow_text.h"

static struct arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* A word of size 10 whose letters are 5 wide, on a line that is 10 high. */
static struct reflow_word
word(const char *text, float x, float y)
{
    size_t letters = 0;
    for (const char *at = text; *at != '\0'; at++)
        letters += ((unsigned char)*at & 0xC0) != 0x80;
    return (struct reflow_word) { .text = text,
                                  .length = (uint32_t)strlen(text),
                                  .x0 = x,
                                  .y0 = y,
                                  .x1 = x + 5 * (float)letters,
                                  .y1 = y + 10,
                                  .size = 10 };
}

static struct reflow
flow(const struct reflow_word *words, size_t count)
{
    struct reflow reflow;
    reflow_lines(words, count, arena, &reflow);
    return reflow;
}

#define FLOW(words) flow((words), sizeof(words) / sizeof *(words))

static void
neighbours_become_a_line_with_its_box(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("Ohne", 50, 100), word("Mühe", 75, 100),
                                   word("Neue", 50, 112) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 2);
    assert_string_equal(reflow.lines[0].text, "Ohne Mühe");
    assert_true(reflow.lines[0].x0 == 50 && reflow.lines[0].x1 == 95);
    assert_true(reflow.lines[0].y0 == 100 && reflow.lines[0].y1 == 110);
    assert_true(reflow.lines[0].size == 10);
    assert_string_equal(reflow.lines[1].text, "Neue");
}

static void
a_column_to_the_right_is_another_line(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("left", 50, 100), word("right", 300, 100) };
    assert_int_equal(FLOW(words).line_count, 2);
}

static void
letters_set_in_another_font_stay_in_their_word(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("T", 50, 100), word("he", 55, 100),
                                   word("end", 67, 100) };
    assert_string_equal(FLOW(words).lines[0].text, "The end");
    words[2].x0 = 65.7F;
    words[2].spaced = true;
    assert_string_equal(FLOW(words).lines[0].text, "The end");
    words[2].spaced = false;
    assert_string_equal(FLOW(words).lines[0].text, "Theend");
}

static void
a_lone_hyphen_at_the_end_is_glued_to_its_word(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("ab", 50, 100), word("zurückzu", 70, 100),
                                   word("-", 114, 100), word("kehren", 50, 112) };
    struct reflow reflow = FLOW(words);
    assert_string_equal(reflow.lines[0].text, "ab zurückzu-");
    struct reflow_word inside[] = { word("a", 50, 100), word("-", 59, 100),
                                    word("b", 68, 100) };
    assert_string_equal(FLOW(inside).lines[0].text, "a - b");
}

static void
letters_of_a_second_font_find_their_gaps(void **state)
{
    (void)state;
    /* "bərabər və" where the letters ə were drawn after the rest. */
    struct reflow_word after[] = { word("b", 50, 100), word("rab", 60, 100),
                                   word("r", 80, 100), word("v", 88, 100),
                                   word("ə", 55, 100), word("ə", 75, 100),
                                   word("ə", 93, 100), word("onlar", 50, 112) };
    after[3].spaced = true;
    struct reflow reflow = FLOW(after);
    assert_int_equal(reflow.line_count, 2);
    assert_string_equal(reflow.lines[0].text, "bərabər və");
    assert_true(reflow.lines[0].x0 == 50 && reflow.lines[0].x1 == 98);
    /* "mən də bura" with the letters first, too far from each other to be neighbours. */
    struct reflow_word before[] = { word("ə", 55, 100),  word("ə", 123, 100),
                                    word("m", 50, 100),  word("ndendende", 60, 100),
                                    word("d", 118, 100), word("bura", 131, 100) };
    reflow = FLOW(before);
    assert_int_equal(reflow.line_count, 1);
    assert_string_equal(reflow.lines[0].text, "məndendende də bura");
}

static struct reflow_word
small(const char *text, float x, float y)
{
    struct reflow_word made = word(text, x, y);
    made.size = 6;
    made.x1 = x + (made.x1 - x) / 2;
    made.y1 = y + 5;
    return made;
}

static void
raised_letters_drawn_after_their_line_go_into_it(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("the", 50, 100),   word("24", 70, 100),
                                   word("Age", 88, 100),   word("ends.", 108, 100),
                                   small("th", 80.5F, 99), small("3", 134, 99),
                                   word("Then", 50, 112) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 2);
    assert_string_equal(reflow.lines[0].text, "the 24th Age ends. 3");
    assert_string_equal(reflow.lines[1].text, "Then");
    /* A line of small print beside the text is no mark. */
    struct reflow_word beside[] = { word("text", 50, 100), small("elsewhere", 71, 99) };
    assert_int_equal(FLOW(beside).line_count, 1); /* drawn on: as before */
    struct reflow_word apart[] = { word("text", 50, 100), word("far", 200, 100),
                                   small("elsewhere", 71, 99) };
    assert_int_equal(FLOW(apart).line_count, 3);
}

static void
notes_drawn_before_the_text_come_after_it(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("HEAD", 50, 20),    small("note", 50, 700),
                                   small("note", 50, 708),  word("Text", 50, 50),
                                   word("goes on", 50, 62), word("7", 50, 780) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 6);
    assert_string_equal(reflow.lines[0].text, "HEAD");
    assert_string_equal(reflow.lines[1].text, "Text");
    assert_string_equal(reflow.lines[3].text, "note");
    assert_string_equal(reflow.lines[5].text, "7");
}

static void
two_columns_do_not_change_places(void **state)
{
    (void)state;
    struct reflow_word beside[] = { small("low", 50, 700), small("left", 50, 708),
                                    word("high", 300, 50), word("right", 300, 62) };
    assert_string_equal(FLOW(beside).lines[0].text, "low");
    /* Print of one size: the order of drawing is that of reading. */
    struct reflow_word alike[] = { word("first", 50, 700), word("second", 50, 50) };
    assert_string_equal(FLOW(alike).lines[0].text, "first");
}

static void
a_comma_drawn_before_its_line_goes_into_it(void **state)
{
    (void)state;
    struct reflow_word words[] = { word(",", 75, 100), word("մարդը", 50, 100),
                                   word("որպես", 83, 100) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 1);
    assert_string_equal(reflow.lines[0].text, "մարդը, որպես");
}

static void
the_cells_of_a_row_stay_apart(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("one", 50, 100), word("three", 250, 100),
                                   word("two", 150, 100) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 3);
    assert_string_equal(reflow.lines[1].text, "three");
}

static void
a_line_drawn_over_another_stays_apart(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("a", 50, 100),      word("shadow", 58, 100),
                                   word("text", 91, 100),   word("a", 51, 100),
                                   word("shadow", 59, 100), word("text", 92, 100) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 2);
    assert_string_equal(reflow.lines[0].text, "a shadow text");
    assert_string_equal(reflow.lines[1].text, "a shadow text");
}

static void
the_number_of_a_note_is_no_part_of_the_word(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("birth", 50, 100), word("12", 75, 98),
                                   word("area", 88, 100),  word("km", 112, 100),
                                   word("2", 122, 98),     word("in", 132, 100),
                                   word("1922", 146, 100), word("7", 166, 98) };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].y0 < 100) {
            words[i].y1 -= 4;
            words[i].size = 6;
        }
    assert_string_equal(FLOW(words).lines[0].text, "birth 12 area km2 in 1922 7");
}

static void
soft_hyphens_stay_only_at_the_end_of_a_line(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("Mit\xC2\xAD"
                                        "arbeiter",
                                        50, 100),
                                   word("innen\xC2\xAD", 115, 100), word("x", 50, 112) };
    assert_string_equal(FLOW(words).lines[0].text, "Mitarbeiter innen\xC2\xAD");
}

static void
latin_ligatures_are_spelled_out(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("e\xEF\xAC\x83zient", 50, 100) };
    assert_string_equal(FLOW(words).lines[0].text, "effizient");
}

static void
hebrew_is_turned_and_its_words_go_from_right_to_left(void **state)
{
    (void)state;
    /* "שלום עולם" as drawn: the last word first, each from its last letter on. */
    struct reflow_word words[] = { word("םלוע", 50, 100), word("םולש", 75, 100) };
    assert_string_equal(FLOW(words).lines[0].text, "שלום עולם");
}

static void
numbers_and_latin_words_keep_their_direction_in_hebrew(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("3.14-ב", 50, 100), word("World", 85, 100),
                                   word("Health", 115, 100), word("לש", 150, 100),
                                   word("הנש", 165, 100) };
    assert_string_equal(FLOW(words).lines[0].text, "שנה של World Health ב-3.14");
}

static void
runs_of_arabic_drawn_from_the_right_make_one_line(void **state)
{
    (void)state;
    /* Two runs, the right one first; "من" is broken between them. */
    struct reflow_word words[] = { word("م", 200, 100), word("ةعساو", 208, 100),
                                   word("تاقيبطتلا", 140, 100), word("ن", 195, 100) };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 1);
    assert_string_equal(reflow.lines[0].text, "واسعة من التطبيقات");
}

static void
one_arabic_name_does_not_turn_a_latin_line(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("the", 50, 100), word("word", 70, 100),
                                   word("بتك", 95, 100), word("means", 115, 100) };
    assert_string_equal(FLOW(words).lines[0].text, "the word كتب means");
}

static void
text_that_reads_upwards_makes_lines_too(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("up", 0, 0), word("hill", 0, 0) };
    words[0] = (struct reflow_word) { "up", 2, 50, 90, 60, 100, 10, 3, false };
    words[1] = (struct reflow_word) { "hill", 4, 50, 65, 60, 85, 10, 3, false };
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 1);
    assert_string_equal(reflow.lines[0].text, "up hill");
}

static void
columns_in_content_order_are_not_jumpy(void **state)
{
    (void)state;
    struct reflow_word words[40];
    for (int i = 0; i < 40; i++)
        words[i] = word("line", i < 20 ? 50.0F : 300.0F, 100 + 12 * (float)(i % 20));
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.line_count, 40);
    assert_false(reflow_is_jumpy(&reflow));
}

static void
a_page_drawn_from_the_bottom_is_jumpy(void **state)
{
    (void)state;
    struct reflow_word words[20];
    for (int i = 0; i < 20; i++)
        words[i] = word("line", 50, 700 - 12 * (float)i);
    struct reflow reflow = FLOW(words);
    assert_int_equal(reflow.bad_jumps, 19);
    assert_true(reflow_is_jumpy(&reflow));
}

static void
glyphs_without_meaning_make_a_page_poor(void **state)
{
    (void)state;
    struct reflow_word good[] = { word("twenty-one characters", 50, 100),
                                  word("\xEF\xBF\xBD", 170, 100) };
    struct reflow_word bad[] = { word("seven w", 50, 100),
                                 word("\xEE\x80\x80", 90, 100) };
    assert_false(FLOW(good).poor);
    assert_true(FLOW(bad).poor);
}

static void
no_words_are_no_lines(void **state)
{
    (void)state;
    struct reflow reflow = flow(NULL, 0);
    assert_int_equal(reflow.line_count, 0);
    assert_false(reflow.poor);
}

static void
the_size_of_most_of_the_text_is_that_of_the_line(void **state)
{
    (void)state;
    struct reflow_word words[] = { word("1", 50, 100), word("heading", 60, 100),
                                   word("2", 97, 100) };
    words[0].size = words[2].size = 6;
    assert_true(FLOW(words).lines[0].size == 10);
}

static void
turning_twice_changes_nothing(void **state)
{
    (void)state;
    uint32_t codes[] = { 0x5D0, '1', '2', '.', '5', 0x5D1, 'a', 'b', '-', 0x5D2 };
    uint32_t turned[sizeof codes / sizeof *codes];
    memcpy(turned, codes, sizeof codes);
    reflow_text_reverse(turned, sizeof codes / sizeof *codes);
    assert_memory_not_equal(turned, codes, sizeof codes);
    reflow_text_reverse(turned, sizeof codes / sizeof *codes);
    assert_memory_equal(turned, codes, sizeof codes);
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(neighbours_become_a_line_with_its_box),
        WITH_ARENA(a_column_to_the_right_is_another_line),
        WITH_ARENA(letters_set_in_another_font_stay_in_their_word),
        WITH_ARENA(a_lone_hyphen_at_the_end_is_glued_to_its_word),
        WITH_ARENA(letters_of_a_second_font_find_their_gaps),
        WITH_ARENA(raised_letters_drawn_after_their_line_go_into_it),
        WITH_ARENA(notes_drawn_before_the_text_come_after_it),
        WITH_ARENA(two_columns_do_not_change_places),
        WITH_ARENA(a_comma_drawn_before_its_line_goes_into_it),
        WITH_ARENA(the_cells_of_a_row_stay_apart),
        WITH_ARENA(a_line_drawn_over_another_stays_apart),
        WITH_ARENA(the_number_of_a_note_is_no_part_of_the_word),
        WITH_ARENA(soft_hyphens_stay_only_at_the_end_of_a_line),
        WITH_ARENA(latin_ligatures_are_spelled_out),
        WITH_ARENA(hebrew_is_turned_and_its_words_go_from_right_to_left),
        WITH_ARENA(numbers_and_latin_words_keep_their_direction_in_hebrew),
        WITH_ARENA(runs_of_arabic_drawn_from_the_right_make_one_line),
        WITH_ARENA(one_arabic_name_does_not_turn_a_latin_line),
        WITH_ARENA(text_that_reads_upwards_makes_lines_too),
        WITH_ARENA(columns_in_content_order_are_not_jumpy),
        WITH_ARENA(a_page_drawn_from_the_bottom_is_jumpy),
        WITH_ARENA(glyphs_without_meaning_make_a_page_poor),
        WITH_ARENA(no_words_are_no_lines),
        WITH_ARENA(the_size_of_most_of_the_text_is_that_of_the_line),
        cmocka_unit_test(turning_twice_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
