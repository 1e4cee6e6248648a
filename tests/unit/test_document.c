/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines to clean text: running heads, hyphens, paragraphs, headings, sections, titles. */
#include "check.h"

#include "reading/document.h"

#include "base/limits.h"

enum { MOST_LINES = 64 };

static struct arena *arena;
static struct buf frames;
static struct document document;
static struct wire_line lines[MOST_LINES];
static size_t line_count;
static int64_t page_number;

static void
begin(const char *format, const char *title)
{
    struct wire_document about = {
        .format = format, .mime = "", .title = title, .author = "", .lang = ""
    };
    wire_add_document(&frames, 0, &about);
}

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    frames = (struct buf)BUF_INIT(64 << 20);
    line_count = 0;
    page_number = 0;
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    buf_free(&frames);
    arena_free(arena);
    return 0;
}

/* A line of a column 400 points wide; its width follows from its letters. */
static void
add_sized(float y, float size, const char *text)
{
    lines[line_count++] =
        (struct wire_line) { .text = text,
                             .x0 = 72,
                             .y0 = y,
                             .x1 = 72 + 0.5F * size * (float)strlen(text),
                             .y1 = y + size,
                             .size = size };
}

static void
add(float y, const char *text)
{
    add_sized(y, 10, text);
    lines[line_count - 1].x1 = 472; /* a full line */
}

static void
add_styled(enum wire_style style, const char *text)
{
    lines[line_count++] =
        (struct wire_line) { .text = text, .style = (unsigned char)style, .level = 1 };
}

static void
end_page_as(enum wire_part part, uint32_t flags, const char *label, const char *section)
{
    struct wire_unit unit = { .number =
                                  part == WIRE_PART_BODY ? ++page_number : page_number,
                              .part = part,
                              .flags = flags,
                              .label = label,
                              .section = section,
                              .anchor = "",
                              .lang = "",
                              .width = 595,
                              .height = 842,
                              .lines = lines,
                              .line_count = line_count };
    wire_add_unit(&frames, 0, &unit);
    line_count = 0;
}

static void
end_page(void)
{
    end_page_as(WIRE_PART_BODY, 0, "", "");
}

static void
add_outline(const char *title, uint32_t level, int64_t page, float y)
{
    struct wire_outline outline = { title, level, page, y };
    wire_add_outline(&frames, 0, &outline);
}

static void
clean(void)
{
    document_read(&document, frames.data, frames.length, arena);
    document_clean(&document);
}

static void
check_text(size_t page, const char *expected)
{
    assert_true(page < document.page_count);
    assert_string_equal(document.pages[page].text, expected);
}

/* ---- running heads ---- */

static void
running_heads_and_page_numbers_go(void **state)
{
    static const char *const texts[] = { "One.", "Two.", "Three.", "Four." };
    static const char *const numbers[] = { "7", "8", "9", "10" };
    (void)state;
    begin("pdf", "");
    for (int i = 0; i < 4; i++) {
        add(40, "A Guide for Fathers");
        for (int k = 0; k < 4; k++)
            add(100 + 12 * (float)k + 30 * (float)i,
                k == 1 ? texts[i] : "Words of the page");
        add_sized(600 + 10 * (float)i, 10, numbers[i]);
        end_page();
    }
    clean();
    for (size_t i = 0; i < 4; i++) {
        assert_null(strstr(document.pages[i].text, "Guide"));
        assert_null(strstr(document.pages[i].text, numbers[i]));
        assert_non_null(strstr(document.pages[i].text, texts[i]));
    }
}

static void
the_head_of_a_chapter_goes_too(void **state)
{
    (void)state;
    begin("pdf", "");
    for (int i = 0; i < 30; i++) {
        add(40, i >= 10 && i < 14 ? "Feeding"
                : i % 2           ? "Odd words here"
                                  : "Even words there");
        lines[0].y0 += i >= 10 && i < 14 ? 0 : (float)i * 9; /* the others wander */
        for (int k = 0; k < 8; k++)
            add(320 + 12 * (float)k, "Body");
        end_page();
    }
    clean();
    assert_null(strstr(document.pages[11].text, "Feeding"));
    assert_non_null(strstr(document.pages[3].text, "Odd words here"));
}

static void
numbered_headings_at_one_height_stay(void **state)
{
    static const char *const headings[] = { "Article 3", "Article 7", "Article 9" };
    static const char *const feet[] = { "The Charter - page 11", "The Charter - page 12",
                                        "The Charter - page 13" };
    (void)state;
    begin("pdf", "");
    for (int i = 0; i < 3; i++) {
        add(60, headings[i]);
        for (int k = 0; k < 8; k++)
            add(100 + 12 * (float)k + 9 * (float)i, "Everyone has the right");
        add(700, feet[i]);
        end_page();
    }
    clean();
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(strstr(document.pages[i].text, headings[i]));
        assert_null(strstr(document.pages[i].text, "Charter"));
    }
}

static void
numbered_headings_at_different_heights_stay(void **state)
{
    static const char *const headings[] = { "Article 3", "Article 4", "Article 5" };
    (void)state;
    begin("pdf", "");
    for (int i = 0; i < 3; i++) {
        add(60 + 33 * (float)i, headings[i]);
        for (int k = 0; k < 8; k++)
            add(300 + 12 * (float)k, "Everyone has the right");
        end_page();
    }
    clean();
    for (size_t i = 0; i < 3; i++)
        assert_non_null(strstr(document.pages[i].text, headings[i]));
}

/* ---- hyphens ---- */

static void
two_lines(const char *first, const char *second, const char *elsewhere)
{
    begin("pdf", "");
    add(100, first);
    add(112, second);
    add(700, elsewhere);
    end_page();
    clean();
}

static const char *
first_paragraph(void)
{
    static char text[400];
    snprintf(text, sizeof text, "%.*s", (int)strcspn(document.pages[0].text, "\n"),
             document.pages[0].text);
    return text;
}

static void
the_documents_own_words_decide(void **state)
{
    (void)state;
    two_lines("Der Kinder-", "garten ist offen", "Ein Kindergarten");
    assert_string_equal(first_paragraph(), "Der Kindergarten ist offen");
}

static void
a_compound_that_the_document_has_keeps_its_hyphen(void **state)
{
    (void)state;
    two_lines("A long-", "term plan", "This long-term view");
    assert_string_equal(first_paragraph(), "A long-term plan");
}

static void
a_longer_compound_speaks_for_its_parts(void **state)
{
    (void)state;
    two_lines("The weight-for-", "age chart", "Charts of height-for-age");
    assert_string_equal(first_paragraph(), "The weight-for-age chart");
    buf_reset(&frames);
    two_lines("A three-", "week-old child", "A child, three-week-old");
    assert_string_equal(first_paragraph(), "A three-week-old child");
}

static void
what_begins_compounds_elsewhere_begins_one_here(void **state)
{
    (void)state;
    two_lines("For non-", "resident fathers", "No resident is non-verbal");
    assert_string_equal(first_paragraph(), "For non-resident fathers");
    buf_reset(&frames); /* "re" is too short, "high" stands alone more often */
    two_lines("to re-", "build it", "They build, in re-use");
    assert_string_equal(first_paragraph(), "to re\xC2\xAD"
                                           "build it");
    buf_reset(&frames);
    two_lines("to high-", "light it", "A high, high light: high-end");
    assert_string_equal(first_paragraph(), "to high\xC2\xAD"
                                           "light it");
}

static void
an_undecided_word_keeps_a_soft_hyphen(void **state)
{
    (void)state;
    two_lines("Die Abrechnungs-", "grundlage gilt", "Sonst nichts");
    assert_string_equal(first_paragraph(), "Die Abrechnungs\xC2\xADgrundlage gilt");
}

static void
a_capital_after_the_hyphen_keeps_it(void **state)
{
    (void)state;
    two_lines("Das Eltern-", "Kind-Zentrum", "Sonst nichts");
    assert_string_equal(first_paragraph(), "Das Eltern-Kind-Zentrum");
    buf_reset(&frames);
    two_lines("DER KINDER-", "GARTEN", "ein kindergarten");
    assert_string_equal(first_paragraph(), "DER KINDERGARTEN");
}

static void
a_suspended_hyphen_stays(void **state)
{
    (void)state;
    two_lines("die Vor-", "und Nachteile", "Sonst nichts");
    assert_string_equal(first_paragraph(), "die Vor- und Nachteile");
}

static void
a_soft_hyphen_at_the_end_always_joins(void **state)
{
    (void)state;
    two_lines("Mitarbeite\xC2\xAD", "rinnen", "Sonst nichts");
    assert_string_equal(first_paragraph(), "Mitarbeiterinnen");
}

static void
a_word_over_two_pages_stands_on_the_first(void **state)
{
    (void)state;
    begin("pdf", "");
    add(700, "So sind die Kinder-");
    end_page();
    add(60, "gartenkinder, und alle anderen");
    add(300, "Kindergartenkinder");
    end_page();
    clean();
    check_text(0, "So sind die Kindergartenkinder,");
    assert_int_equal(strncmp(document.pages[1].text, "und alle anderen", 16), 0);
}

static void
cyrillic_words_are_mended_too(void **state)
{
    (void)state;
    two_lines("грудное вскармли-", "вание детей", "О пользе Вскармливание");
    assert_string_equal(first_paragraph(), "грудное вскармливание детей");
}

/* ---- paragraphs ---- */

static void
lines_of_a_paragraph_flow_together(void **state)
{
    (void)state;
    begin("pdf", "");
    add(100, "Fathers who engage early");
    add(112, "stay engaged for years.");
    add(140, "Another paragraph begins.");
    end_page();
    clean();
    check_text(
        0, "Fathers who engage early stay engaged for years.\nAnother paragraph begins.");
}

static void
scripts_without_spaces_get_none(void **state)
{
    (void)state;
    two_lines("父親の育児", "参加について", "以上");
    assert_string_equal(first_paragraph(), "父親の育児参加について");
}

static void
leaders_of_a_table_of_contents_shrink(void **state)
{
    (void)state;
    two_lines("Feeding . . . . . . . . . 12", "Playing . . . . . . . . . 14", "x");
    assert_string_equal(first_paragraph(), "Feeding … 12");
}

/* A piece of a line, from one place to another. */
static void
add_piece(float y, float x0, float x1, const char *text)
{
    add_sized(y, 10, text);
    lines[line_count - 1].x0 = x0;
    lines[line_count - 1].x1 = x1;
}

static void
an_entry_of_contents_keeps_its_page(void **state)
{
    (void)state;
    begin("pdf", "");
    add_piece(100, 72, 110, "Preface");
    add_piece(100, 460, 472, "ii");
    add_piece(120, 72, 140, "1 The visit");
    add_piece(120, 466, 472, "1");
    add_piece(140, 72, 130, "2 Feeding");
    add_piece(140, 466, 472, "3");
    end_page();
    clean();
    check_text(0, "Preface ii\n1 The visit 1\n2 Feeding 3");
}

static void
each_row_of_a_table_is_a_paragraph(void **state)
{
    (void)state;
    begin("pdf", "");
    add_piece(100, 72, 110, "first week");
    add_piece(100, 200, 300, "sleep and crying");
    add_piece(120, 72, 120, "fourth week");
    add_piece(120, 200, 280, "feeding");
    /* Numbers are no pages where more stands beside them. */
    add_piece(140, 72, 120, "later");
    add_piece(140, 200, 210, "12");
    add_piece(140, 300, 310, "14");
    end_page();
    clean();
    check_text(0, "first week\nsleep and crying\nfourth week\nfeeding\nlater\n12\n14");
}

static void
text_goes_on_to_the_left_after_a_formula(void **state)
{
    (void)state;
    begin("pdf", "");
    add_piece(100, 72, 400, "the sum is");
    add_piece(100, 405, 472, "six in display");
    add_piece(112, 72, 120, "style and");
    end_page();
    clean();
    check_text(0, "the sum is\nsix in display style and");
}

static void
a_lone_bullet_belongs_to_the_text_beside_it(void **state)
{
    (void)state;
    begin("pdf", "");
    add_piece(100, 72, 76, "•");
    add_piece(100, 90, 472, "known places only");
    add_piece(112, 72, 82, "b)");
    add_piece(112, 90, 300, "sports");
    add_piece(124, 72, 82, "а)");
    add_piece(124, 90, 300, "игры");
    /* Cells without a value are no bullets. */
    add_piece(136, 72, 76, "-");
    add_piece(136, 90, 94, "-");
    end_page();
    clean();
    check_text(0, "• known places only\nb) sports\nа) игры\n-\n-");
}

static void
without_a_layout_a_line_is_a_paragraph(void **state)
{
    (void)state;
    begin("pptx", "");
    add_styled(WIRE_STYLE_TITLE, "Play");
    add_styled(WIRE_STYLE_LIST, "well-");
    add_styled(WIRE_STYLE_LIST, "being");
    end_page();
    clean();
    check_text(0, "Play\nwell-\nbeing");
    assert_string_equal(document.pages[0].title, "Play");
}

static void
text_is_composed(void **state)
{
    (void)state;
    two_lines("Cafe\xCC\x81", "ouvert", "x");
    assert_string_equal(first_paragraph(), "Caf\xC3\xA9 ouvert");
}

/* ---- headings, sections, locators ---- */

static void
large_lines_are_headings_and_sections(void **state)
{
    (void)state;
    begin("pdf", "");
    add_sized(60, 18, "Why fathers");
    add_sized(82, 18, "matter");
    for (int k = 0; k < 8; k++)
        add(120 + 12 * (float)k, "Ordinary words in the ordinary size");
    end_page();
    for (int k = 0; k < 8; k++)
        add(125 + 13 * (float)k, "More of these words to read");
    end_page();
    clean();
    assert_string_equal(document.pages[0].title, "Why fathers matter");
    assert_string_equal(document.pages[0].section, "Why fathers matter");
    assert_string_equal(document.pages[1].title, "");
    assert_string_equal(document.pages[1].section, "Why fathers matter");
}

static void
a_heading_that_is_cut_at_its_hyphen_is_one_word(void **state)
{
    (void)state;
    begin("pdf", "");
    add_sized(60, 18, "Involvement, Co-");
    add_sized(82, 18, "parenting, and Employment -");
    add_sized(104, 18, "A review");
    for (int k = 0; k < 8; k++)
        add(140 + 12 * (float)k, "Ordinary words in the ordinary size");
    end_page();
    clean();
    assert_string_equal(document.pages[0].section,
                        "Involvement, Co\u00ADparenting, and Employment - A review");
}

static void
the_outline_gives_the_deepest_section(void **state)
{
    (void)state;
    begin("pdf", "");
    for (int i = 0; i < 4; i++) {
        add(100 + 10 * (float)i, "Words");
        end_page();
    }
    add_outline("1. Introduction", 1, 2, 60);
    add_outline("1.1 Background", 2, 2, 100);
    add_outline("1.2 Method", 2, 3, 600);
    clean();
    assert_string_equal(document.pages[0].section, "");
    assert_string_equal(document.pages[1].section, "1. Introduction › 1.1 Background");
    assert_string_equal(document.pages[2].section, "1. Introduction › 1.1 Background");
    assert_string_equal(document.pages[3].section, "1. Introduction › 1.2 Method");
}

static void
pages_are_called_what_readers_call_them(void **state)
{
    (void)state;
    begin("pdf", "");
    end_page_as(WIRE_PART_BODY, 0, "iv", "");
    end_page();
    clean();
    assert_string_equal(document.pages[0].locator, "page iv");
    assert_string_equal(document.pages[1].locator, "page 2");
}

static void
slides_and_parts_have_their_own_names(void **state)
{
    (void)state;
    begin("pptx", "");
    end_page_as(WIRE_PART_BODY, WIRE_UNIT_HIDDEN, "", "");
    end_page_as(WIRE_PART_NOTES, 0, "", "");
    clean();
    assert_string_equal(document.pages[0].locator, "slide 1 (hidden)");
    assert_string_equal(document.pages[1].locator, "notes of slide 1");
    buf_reset(&frames);
    page_number = 0;
    begin("docx", "");
    end_page_as(WIRE_PART_BODY, 0, "", "Feeding");
    end_page();
    clean();
    assert_string_equal(document.pages[0].locator, "Feeding");
    assert_string_equal(document.pages[0].section, "Feeding");
    assert_string_equal(document.pages[1].locator, "part 2");
    buf_reset(&frames);
    page_number = 0;
    begin("ods", "");
    end_page_as(WIRE_PART_BODY, 0, "Wells", "");
    end_page_as(WIRE_PART_BODY, WIRE_UNIT_HIDDEN, "Old", "");
    end_page_as(WIRE_PART_COMMENTS, 0, "Old", "");
    clean();
    assert_string_equal(document.pages[0].locator, "sheet Wells");
    assert_string_equal(document.pages[1].locator, "sheet Old (hidden)");
    assert_string_equal(document.pages[2].locator, "comments on sheet Old");
}

/* ---- titles ---- */

static void
title_of(const char *embedded)
{
    buf_reset(&frames);
    page_number = 0;
    begin("pdf", embedded);
    add_sized(60, 24, "Engaging Fathers");
    add_sized(90, 24, "in Nurturing Care");
    for (int k = 0; k < 10; k++)
        add(150 + 12 * (float)k, "Ordinary words of the first page");
    end_page();
    clean();
}

static void
an_embedded_title_must_stand_on_the_page(void **state)
{
    (void)state;
    title_of("Engaging fathers in nurturing care");
    assert_string_equal(document.title, "Engaging fathers in nurturing care");
    title_of("Template 2019 of the printing office");
    assert_string_equal(document.title, "Engaging Fathers in Nurturing Care");
    title_of("Microsoft Word - final_v3.doc");
    assert_string_equal(document.title, "Engaging Fathers in Nurturing Care");
}

static void
the_sign_of_a_footnote_is_no_part_of_a_title(void **state)
{
    (void)state;
    begin("pdf", "");
    add_sized(100, 24, "1. Playing at home ∗ †");
    for (int i = 0; i < 4; i++)
        add(200 + 12 * (float)i, "Words of the page");
    end_page();
    clean();
    assert_string_equal(document.title, "Playing at home");
}

static void
titles_that_are_file_names_are_refused(void **state)
{
    static const char *const names[] = { "Microsoft Word - Vertrag [2022]",
                                         "Untitled Document",
                                         "report.indd",
                                         "thesis.dvi",
                                         "(Microsoft Word - ramowy.doc)",
                                         "C:\\docs\\plan",
                                         "PB_CB_1",
                                         "PowerPoint Presentation",
                                         "12",
                                         "" };
    static const char *const titles[] = { "Engaging Men in Nurturing Care", "Rozvrh",
                                          "OWASP Top 10 - 2017", "Грудное вскармливание",
                                          "Input/output for parents" };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(document_is_file_name(names[i]));
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        assert_false(document_is_file_name(titles[i]));
}

/* ---- frames ---- */

static void
frames_that_break_off_give_what_came(void **state)
{
    (void)state;
    begin("pdf", "");
    add(100, "First");
    end_page();
    size_t whole = frames.length;
    add(100, "Second");
    end_page();
    for (size_t length = 0; length <= frames.length; length++) {
        document_read(&document, frames.data, length, arena);
        document_clean(&document);
        assert_int_equal(document.page_count, length >= frames.length ? 2
                                              : length >= whole       ? 1
                                                                      : 0);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(running_heads_and_page_numbers_go),
        CASE(the_head_of_a_chapter_goes_too),
        CASE(numbered_headings_at_one_height_stay),
        CASE(numbered_headings_at_different_heights_stay),
        CASE(the_documents_own_words_decide),
        CASE(a_compound_that_the_document_has_keeps_its_hyphen),
        CASE(a_longer_compound_speaks_for_its_parts),
        CASE(what_begins_compounds_elsewhere_begins_one_here),
        CASE(an_undecided_word_keeps_a_soft_hyphen),
        CASE(a_capital_after_the_hyphen_keeps_it),
        CASE(a_suspended_hyphen_stays),
        CASE(a_soft_hyphen_at_the_end_always_joins),
        CASE(a_word_over_two_pages_stands_on_the_first),
        CASE(cyrillic_words_are_mended_too),
        CASE(lines_of_a_paragraph_flow_together),
        CASE(scripts_without_spaces_get_none),
        CASE(leaders_of_a_table_of_contents_shrink),
        CASE(an_entry_of_contents_keeps_its_page),
        CASE(each_row_of_a_table_is_a_paragraph),
        CASE(text_goes_on_to_the_left_after_a_formula),
        CASE(a_lone_bullet_belongs_to_the_text_beside_it),
        CASE(without_a_layout_a_line_is_a_paragraph),
        CASE(text_is_composed),
        CASE(large_lines_are_headings_and_sections),
        CASE(a_heading_that_is_cut_at_its_hyphen_is_one_word),
        CASE(the_outline_gives_the_deepest_section),
        CASE(pages_are_called_what_readers_call_them),
        CASE(slides_and_parts_have_their_own_names),
        CASE(an_embedded_title_must_stand_on_the_page),
        CASE(the_sign_of_a_footnote_is_no_part_of_a_title),
        CASE(titles_that_are_file_names_are_refused),
        CASE(frames_that_break_off_give_what_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
