/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people are shown of a document: finished pages, and what became of the rest. */
#include "check.h"

#include "reading/show.h"

#include "base/limits.h"

static struct arena *arena;
static struct buf frames, out;
static struct show_options options;
static struct outcome outcome;
static struct show_file file;

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    frames = (struct buf)BUF_INIT(64 << 20);
    out = (struct buf)BUF_INIT(64 << 20);
    options = (struct show_options) { .first_page = 1, .last_page = INT64_MAX };
    detect_allow(&options.detect, "auto", NULL, NULL);
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    buf_free(&frames);
    buf_free(&out);
    arena_free(arena);
    return 0;
}

static struct wire_line
line_at(float y, const char *text)
{
    return (struct wire_line) {
        .text = text, .x0 = 72, .y0 = y, .x1 = 472, .y1 = y + 10, .size = 10
    };
}

static void
add_page(int64_t number, const struct wire_line *lines, size_t count)
{
    struct wire_unit unit = { .number = number,
                              .label = number == 1 ? "iv" : "",
                              .section = "",
                              .anchor = "",
                              .lang = "",
                              .width = 595,
                              .height = 842,
                              .lines = lines,
                              .line_count = count };
    wire_add_unit(&frames, 0, &unit);
}

static void
judge(const char *title)
{
    struct buf all = BUF_INIT(64 << 20);
    struct wire_document about = { .format = "pdf",
                                   .mime = "application/pdf",
                                   .pages = 4,
                                   .title = title,
                                   .author = "",
                                   .lang = "" };
    struct cache_entry entry = { .whole = true, .text = "" };
    wire_add_document(&all, 0, &about);
    buf_add(&all, frames.data, frames.length);
    outcome_make(&outcome, &entry, &all, &options.detect, options.lang, arena);
    file = (struct show_file) { "report.pdf", &outcome, &options, 7 };
    buf_free(&all);
}

/* Four pages under one running head, with page numbers below; words are broken on the first. */
static void
four_pages(void)
{
    static const char *const texts[] = { "known visitor came with a xylo-",
                                         "Our kindergarten is open all day long.",
                                         "A well-known song was sung by the children.",
                                         "Thanks to everybody who came and helped." };
    static const char *const numbers[] = { "1", "2", "3", "4" };
    for (int64_t number = 1; number <= 4; number++) {
        struct wire_line lines[] = {
            line_at(30, "Annual report"),
            line_at(800, numbers[number - 1]),
            line_at(124, texts[number - 1]),
            line_at(136, "brick in the morning of a long winter day for every kinder-"),
            line_at(148, "garten teacher, and so the day began with a well-"),
            line_at(160, "known tale."),
        };
        add_page(number, lines, number == 1 ? 6 : 3);
    }
    judge("Annual report");
}

static void
shows(const struct show_form *form, size_t page)
{
    buf_reset(&out);
    form->head(&out, &file);
    form->page(&out, &file, page);
    buf_add_text(&out, form->tail);
}

static void
has(const char *text)
{
    if (strstr(out.data, text) == NULL)
        fail_msg("'%s' is not in:\n%s", text, out.data);
}

static void
has_not(const char *text)
{
    if (strstr(out.data, text) != NULL)
        fail_msg("'%s' is in:\n%s", text, out.data);
}

static void
a_page_shows_its_text_and_what_was_dropped(void **state)
{
    (void)state;
    four_pages();
    shows(&show_text, 0);
    has("== report.pdf ====");
    has("status     indexed\n");
    has("-- page iv ----");
    has(" 1 of 4, en\n");
    has("\nknown visitor came with a xylo¬brick in the morning of a long winter day for "
        "every kindergarten teacher, and so the day began with a well-known tale.\n");
    has("   | dropped, on many pages: Annual report\n");
    has("   | dropped, page number: 1\n");
}

static void
hyphens_say_what_became_of_them(void **state)
{
    (void)state;
    four_pages();
    shows(&show_text, 0);
    has("   | joined: kinder|garten\n");
    has("   | hyphen kept: well-|known\n");
    has("   | found with and without hyphen: xylo¬brick\n");
    shows(&show_json, 0);
    has("{\"before\": \"kinder\", \"after\": \"garten\", \"hyphen\": \"joined\", "
        "\"joined\": 1, \"hyphened\": 0}");
    has("\"after\": \"brick\", \"hyphen\": \"both\", \"joined\": 0, \"hyphened\": 0}");
}

static void
a_title_says_where_it_was_found(void **state)
{
    (void)state;
    four_pages();
    shows(&show_text, 0);
    has("title      Annual report (embedded, its words stand on the first pages)\n");
    shows(&show_json, 0);
    has("\"title\": \"Annual report\", \"title_from\": \"confirmed\"");
}

static void
lines_have_places_and_fates(void **state)
{
    (void)state;
    options.lines = true;
    four_pages();
    shows(&show_text, 0);
    has("  72.0   30.0  472.0   40.0   10.0  running  Annual report\n");
    has("  72.0  124.0  472.0  134.0   10.0  text     known visitor");
    shows(&show_json, 0);
    has("{\"text\": \"Annual report\", \"style\": \"text\", "
        "\"box\": [72.0, 30.0, 472.0, 40.0], \"size\": 10.0, \"dropped\": \"running\"}");
}

static void
a_broken_text_layer_is_shown_as_not_indexed(void **state)
{
    (void)state;
    struct wire_line lines[] = {
        line_at(100, "\xEF\xBF\xBD\x41\xEF\xBF\xBD\x42\xEF\xBF\xBD\x43\xEF\xBF\xBD"),
        line_at(112, "\xEF\xBF\xBD"),
    };
    add_page(1, lines, 2);
    judge("");
    shows(&show_text, 0);
    has("status     skipped (unreadable-text): ");
    has("   | not indexed, unreadable: \xEF\xBF\xBD\x41");
    has("   | not indexed, unreadable: 1 more lines\n");
    shows(&show_json, 0);
    has("\"text\": \"\", \"no_text\": \"unreadable\", \"dropped\": [{\"text\": ");
    has("\"why\": \"unreadable\"}, {");
}

static void
a_page_without_lines_says_so(void **state)
{
    (void)state;
    add_page(1, NULL, 0);
    judge("");
    shows(&show_text, 0);
    has("   | no text: nothing is on it\n");
    shows(&show_json, 0);
    has("\"no_text\": \"empty\"");
}

static void
a_document_cannot_play_tricks_on_a_terminal(void **state)
{
    (void)state;
    struct wire_line lines[] = { line_at(
        100, "red \x1b[31m and back\xE2\x80\xAEwards, a tab\tstays, in a page of text") };
    add_page(1, lines, 1);
    judge("\x1b]0;title\x07");
    options.color = true;
    shows(&show_text, 0);
    has("red \\x1B[31m and back\\u202Ewards, a tab\tstays");
    has_not("\x1b[31m");
    has_not("\x1b]");
    has("\x1b[1m-- page iv");
    file.name = "evil\x1b[2J.pdf";
    shows(&show_text, 0);
    has("evil\\x1B[2J.pdf");
}

static void
paragraphs_are_broken_at_blanks_in_a_terminal(void **state)
{
    (void)state;
    options.width = 40;
    four_pages();
    shows(&show_text, 0);
    has("\nknown visitor came with a xylo¬brick in\nthe morning of a long winter day "
        "for\n"
        "every kindergarten teacher, and so the\nday began with a well-known tale.\n");
}

static void
pages_are_chosen_by_their_number(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t first, last;
    } good[] = { { "3", 3, 3 }, { "3-5", 3, 5 }, { "3-", 3, INT64_MAX }, { "-5", 0, 5 } };
    static const char *const bad[] = { "",   "-",   "0",   "5-3",
                                       "x",  "3-x", "3 5", "99999999999999999999",
                                       "--5" };
    struct error err = ERROR_INIT;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(show_read_pages(good[i].text, &options, &err));
        assert_true(options.first_page == good[i].first);
        assert_true(options.last_page == good[i].last);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(show_read_pages(bad[i], &options, &err));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_shows_its_text_and_what_was_dropped, start,
                                        finish),
        cmocka_unit_test_setup_teardown(hyphens_say_what_became_of_them, start, finish),
        cmocka_unit_test_setup_teardown(a_title_says_where_it_was_found, start, finish),
        cmocka_unit_test_setup_teardown(lines_have_places_and_fates, start, finish),
        cmocka_unit_test_setup_teardown(a_broken_text_layer_is_shown_as_not_indexed,
                                        start, finish),
        cmocka_unit_test_setup_teardown(a_page_without_lines_says_so, start, finish),
        cmocka_unit_test_setup_teardown(a_document_cannot_play_tricks_on_a_terminal,
                                        start, finish),
        cmocka_unit_test_setup_teardown(paragraphs_are_broken_at_blanks_in_a_terminal,
                                        start, finish),
        cmocka_unit_test_setup_teardown(pages_are_chosen_by_their_number, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
