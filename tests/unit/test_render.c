/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same results in every format. */
#include "check.h"

#include "fixture_results.h"
#include "phrase.h"
#include "render/terminal.h"

static struct buf out = BUF_INIT(1024 * 1024);
static struct request request;
static struct config config;
static struct render_view view;

static const char *
render(const char *name, struct results results)
{
    unsigned where = *name == '\0' ? RENDER_WEB : RENDER_TERMINAL;
    buf_reset(&out);
    render_find(name, where)->render(&out, &view, &results);
    return out.data;
}

static bool
has(const char *text)
{
    return strstr(out.data, text) != NULL;
}

static void
text_has_counts_forms_passages_and_a_way_to_more(void **state)
{
    (void)state;
    render("text", fixture_results());
    assert_true(
        has("21 pages in 2 publications (also fathers, fatherhood, engaging, engaged)"));
    assert_true(
        has("\n 1  Engaging Men in Nurturing Care: A Roadmap for Systemic Change\n"));
    assert_true(has(
        "\n    page 6   Ultimately, the Roadmap positions father engagement not as a\n"
        "             standalone issue, but as a key lever for systemic change.\n"));
    assert_true(
        has("\n    +12 more: stepwell in:engaging-men-roadmap father engagement\n"));
    assert_true(has("stepwell 'in:\"guides/home visiting\"' father engagement"));
    assert_true(has("\n1 more publication matches only engagement\n"));
    assert_true(has("\n              Foundational training slides, Day III\n"));
}

static void
text_without_colour_holds_no_control_characters(void **state)
{
    (void)state;
    render("text", fixture_results());
    for (size_t i = 0; i < out.length; i++)
        assert_true((unsigned char)out.data[i] >= ' ' || out.data[i] == '\n');
    assert_false(has("\xE2\x80\xAE"));
}

static void
colour_and_links_come_from_us_alone(void **state)
{
    (void)state;
    view.colour = view.hyperlinks = true;
    render("text", fixture_results());
    view.colour = view.hyperlinks = false;
    assert_true(has("\033[1;33mfather engagement\033[0m"));
    assert_true(
        has("\033]8;;https://library.example/files/roadmap%20final.pdf#page=6\033\\"
            "page 6\033]8;;\033\\"));
    assert_false(has("\033[31mred"));
    assert_false(has("\033]8;;javascript"));
    assert_false(has("\a"));
}

static void
nothing_found_offers_a_spelling(void **state)
{
    (void)state;
    assert_string_equal(render("text", fixture_nothing()),
                        "Nothing found. Did you mean: father engagement (21 pages in 2 "
                        "publications)?\n");
}

static void
lines_are_not_longer_than_the_terminal(void **state)
{
    (void)state;
    view.width = 50;
    struct results results = fixture_results();
    results.count = 2;
    render("text", results);
    view.width = 80;
    const char *line = out.data;
    for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        if (strstr(line, "more: stepwell") == NULL ||
            strstr(line, "more: stepwell") > end)
            assert_in_range(terminal_width(line, (size_t)(end - line)), 0, 50);
    }
}

static void
width_counts_columns_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(terminal_width("abc", 3), 3);
    assert_int_equal(terminal_width("батько", strlen("батько")), 6);
    assert_int_equal(terminal_width("e\xCC\x81", 3), 1);
    assert_int_equal(terminal_width("父亲", 6), 4);
}

static void
wrapping_keeps_marked_words_with_their_neighbours(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(1000);
    struct terminal terminal = TERMINAL_INIT(&text, 10, true, false);
    terminal_string(&terminal, "abcdef (");
    terminal_style(&terminal, TERMINAL_BOLD);
    terminal_string(&terminal, "gh");
    terminal_style(&terminal, TERMINAL_PLAIN);
    terminal_string(&terminal, "), i");
    terminal_finish(&terminal);
    assert_string_equal(text.data, "abcdef\n(\033[1mgh\033[0m), i");
    buf_free(&text);
}

static void
other_forms_are_shared_fairly(void **state)
{
    (void)state;
    static const char *const many[] = { "a",  "a1", "a2", "a3", "a4",
                                        "a5", "a6", "a7", "a8" };
    static const char *const few[] = { "B", "b1" };
    const struct search_term terms[] = { { "a", many, 9, true }, { "b", few, 2, true } };
    struct results results = { .terms = terms, .term_count = 2 };
    const char *also[RENDER_ALSO_MAX];
    assert_int_equal(render_also(&results, also), 6);
    assert_string_equal(also[4], "a5");
    assert_string_equal(also[5], "b1");
    const struct publication like = { .key = "k", .title = "T" };
    results.like = &like;
    assert_int_equal(render_also(&results, also), 0);
}

static void
partial_matches_are_those_at_the_end(void **state)
{
    (void)state;
    struct results results = fixture_results();
    struct buf words = BUF_INIT(100);
    assert_int_equal(render_partial_count(&results), 1);
    assert_true(render_partial_words(&results, 2, &words));
    assert_string_equal(words.data, "engagement");
    struct search_result swapped[] = { fixture_rows[2], fixture_rows[0] };
    results.results = swapped;
    results.count = 2;
    assert_int_equal(render_partial_count(&results), 0);
    buf_free(&words);
}

static void
json_has_the_promised_shape(void **state)
{
    (void)state;
    render("json", fixture_results());
    assert_true(
        has("{\"version\":1,\"query\":\"father engagement\",\"interpreted\":{\"terms\":"
            "[[\"father\",\"fathers\",\"fatherhood\"],"
            "[\"engagement\",\"engaging\",\"engaged\"]]"));
    assert_true(has(
        "\"total\":{\"pages\":22,\"publications\":3,\"exact\":true,\"with_all_words\":"
        "{\"pages\":21,\"publications\":2}},\"label\":\"21 pages in 2 publications\""));
    assert_true(has("\"did_you_mean\":null"));
    assert_true(
        has("\"facets\":{\"lang\":[{\"value\":\"en\",\"label\":\"English\",\"count\":2,"
            "\"selected\":true}"));
    assert_true(has("\"page\":6,\"locator\":\"page 6\",\"place\":\"page "
                    "6\",\"section\":\"Executive summary\""));
    assert_true(has("\"snippet\":[[\"Ultimately, the Roadmap positions \",false],"
                    "[\"father engagement\",true],"));
    assert_true(has("\"next\":null}\n"));
    struct results results = fixture_results();
    results.more = true;
    render("json", results);
    assert_true(has("\"next\":\"?q=father+engagement&page=2\"}\n"));
}

static void
jsonl_is_a_line_a_publication(void **state)
{
    (void)state;
    size_t lines = 0;
    for (const char *at = render("jsonl", fixture_results()); *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 3);
    assert_memory_equal(out.data, "{\"rank\":1,\"id\":\"engaging-men-roadmap\"", 37);
}

static void
csv_cells_are_never_formulas(void **state)
{
    (void)state;
    render("csv", fixture_results());
    assert_memory_equal(out.data, "id,title,", 9);
    assert_true(
        has("\"'=1+1 <script>alert('title')</script>\",\"'=cmd|' /C calc'!A0; A & B"));
    assert_true(has("\"'@book\""));
    assert_true(has("\"hostile\"\"><script>\""));
    assert_false(has("\033"));
}

static void
bibtex_escapes_and_keeps_names_whole(void **state)
{
    (void)state;
    render("bibtex", fixture_results());
    assert_true(has("@techreport{engaging-men-roadmap,\n"));
    assert_true(has("author       = {{International Step by Step Association}}"));
    assert_true(has("author       = {{ISSA} and {UNICEF ECARO}}"));
    assert_true(has("fathers \\& men"));
    assert_true(has("@manual{guides/home-visiting,\n"));
    assert_true(has("year         = {2026}"));
}

static void
addresses_that_run_something_are_given_to_nobody(void **state)
{
    (void)state;
    assert_string_equal(render_url("javascript:alert(1)"), "");
    assert_string_equal(render_url("data:text/html,x"), "");
    assert_string_equal(render_url("https:evil"), "");
    assert_string_equal(render_url("https://a.example/b:c"), "https://a.example/b:c");
    assert_string_equal(render_url("files/part 1: a.pdf"), "files/part 1: a.pdf");
    assert_string_equal(render_url(""), "");
}

static void
urls_are_those_of_matching_files(void **state)
{
    (void)state;
    struct results results = fixture_results();
    results.count = 2;
    assert_string_equal(render("urls", results),
                        "https://library.example/files/roadmap%20final.pdf\n"
                        "https://library.example/day-3.pptx\n");
}

static void
trec_scores_fall_and_names_hold_no_blanks(void **state)
{
    (void)state;
    view.query_id = "q 7";
    render("trec", fixture_results());
    view.query_id = NULL;
    assert_string_equal(out.data, "q%207 Q0 engaging-men-roadmap 1 12.300000 stepwell\n"
                                  "q%207 Q0 guides/home%20visiting 2 12.299999 stepwell\n"
                                  "q%207 Q0 hostile\"><script> 3 12.299998 stepwell\n");
}

static void
every_renderer_serves_where_it_says(void **state)
{
    (void)state;
    assert_non_null(render_find("", RENDER_WEB));
    assert_null(render_find("", RENDER_TERMINAL));
    assert_null(render_find("text", RENDER_WEB));
    assert_null(render_find("csv", RENDER_TERMINAL | RENDER_MANY));
    buf_reset(&out);
    render_names(&out, RENDER_TERMINAL);
    assert_string_equal(out.data, "text, json, jsonl, csv, bibtex, urls, trec");
}

static void
numbers_and_sizes_are_for_readers(void **state)
{
    (void)state;
    buf_reset(&out);
    phrase_count(&out, tongue_english(), PHRASE_PAGES, 1);
    buf_add_text(&out, "; ");
    phrase_count(&out, tongue_english(), PHRASE_PAGES, 1234567);
    buf_add_text(&out, "; ");
    phrase_totals(&out, tongue_english(), 0, 3, true);
    buf_add_text(&out, "; ");
    phrase_totals(&out, tongue_english(), 5, 1, false);
    buf_add_text(&out, "; ");
    phrase_bytes(&out, tongue_english(), 900);
    buf_add_text(&out, "; ");
    phrase_bytes(&out, tongue_english(), 4404019);
    assert_string_equal(out.data,
                        "1 page; 1,234,567 pages; 3 publications; at least 5 pages in 1 "
                        "publication; 900 bytes; 4.2 MB");
}

static int
set_up(void **state)
{
    (void)state;
    config = fixture_config();
    request_init(&request);
    request.q = "father engagement";
    view = (struct render_view) { .request = &request,
                                  .facts = &fixture_facts,
                                  .config = &config,
                                  .tongue = tongue_english(),
                                  .width = 80 };
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
        cmocka_unit_test(text_has_counts_forms_passages_and_a_way_to_more),
        cmocka_unit_test(text_without_colour_holds_no_control_characters),
        cmocka_unit_test(colour_and_links_come_from_us_alone),
        cmocka_unit_test(nothing_found_offers_a_spelling),
        cmocka_unit_test(lines_are_not_longer_than_the_terminal),
        cmocka_unit_test(width_counts_columns_not_bytes),
        cmocka_unit_test(wrapping_keeps_marked_words_with_their_neighbours),
        cmocka_unit_test(other_forms_are_shared_fairly),
        cmocka_unit_test(partial_matches_are_those_at_the_end),
        cmocka_unit_test(json_has_the_promised_shape),
        cmocka_unit_test(jsonl_is_a_line_a_publication),
        cmocka_unit_test(csv_cells_are_never_formulas),
        cmocka_unit_test(bibtex_escapes_and_keeps_names_whole),
        cmocka_unit_test(addresses_that_run_something_are_given_to_nobody),
        cmocka_unit_test(urls_are_those_of_matching_files),
        cmocka_unit_test(trec_scores_fall_and_names_hold_no_blanks),
        cmocka_unit_test(every_renderer_serves_where_it_says),
        cmocka_unit_test(numbers_and_sizes_are_for_readers),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
