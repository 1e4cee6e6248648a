/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Query strings to requests: what browsers send, and what nobody should. */
#include "check.h"

#include "base/limits.h"
#include "request.h"

static struct arena *arena;

static struct request
parse(const char *query)
{
    struct request request;
    request_parse(&request, "GET", query, strlen(query), arena);
    return request;
}

static void
expect_link(const struct request *request, const char *expected)
{
    struct buf link = BUF_INIT(100000);
    request_link(&link, request);
    assert_string_equal(link.data, expected);
    buf_free(&link);
}

static void
an_ordinary_query_is_read(void **state)
{
    (void)state;
    struct request request =
        parse("q=+father%20engagement+&lang=ro,uk&year=2020..2024&org=unicef"
              "&kind=slides&type=pptx&in=a%2Fb&sort=new&page=2&ui=uk&exact=1"
              "&format=json&n=5");
    assert_int_equal(request.status, 200);
    assert_string_equal(request.q, "father engagement");
    assert_int_equal(request.lang.count, 2);
    assert_string_equal(request.lang.items[1], "uk");
    assert_int_equal(request.year_from, 2020);
    assert_int_equal(request.year_to, 2024);
    assert_string_equal(request.org.items[0], "unicef");
    assert_string_equal(request.in.items[0], "a/b");
    assert_int_equal(request.sort, STORE_SORT_NEW);
    assert_int_equal(request.page, 2);
    assert_int_equal(request.count, 5);
    assert_true(request.exact);
    assert_string_equal(request.format, "json");
    expect_link(&request,
                "?q=father+engagement&lang=ro%2Cuk&org=unicef&kind=slides&type=pptx"
                "&year=2020..2024&in=a%2Fb&sort=new&exact=1&page=2&n=5&ui=uk"
                "&format=json");
}

/* Each of the sixty links of a page has them: an address may not make a page of a megabyte. */
static void
what_links_repeat_is_bounded(void **state)
{
    (void)state;
    struct buf query = BUF_INIT(LIMIT_QUERY_STRING), link = BUF_INIT(100000);
    buf_add_text(&query, "q=a&in=");
    for (int i = 0; i < 1000; i++)
        buf_add_text(&query, "x");
    buf_add_text(&query, "&org=\xD1\x8F");
    for (int i = 0; i < 2000; i++)
        buf_add_text(&query, "\xD1\x8F");
    buf_add_text(&query, "&kind=y&ui=ro-");
    for (int i = 0; i < 2000; i++)
        buf_add_text(&query, "z");
    struct request request = parse(query.data);
    assert_int_equal(request.status, 200);
    assert_int_equal(strlen(request.in.items[0]), 1000);
    assert_int_equal(strlen(request.org.items[0]), LIMIT_FILTERS_BYTES - 1000);
    assert_int_equal(request.kind.count, 0);
    assert_string_equal(request.ui, "");
    request_link(&link, &request);
    assert_true(link.length < 3 * LIMIT_FILTERS_BYTES + 100);
    buf_free(&link);
    buf_free(&query);
}

static void
a_language_that_nobody_speaks_is_not_repeated(void **state)
{
    (void)state;
    struct request request = parse("q=a&ui=%22%3E%3Cscript%3E");
    assert_string_equal(request.ui, "");
    expect_link(&request, "?q=a");
    request = parse("q=a&ui=de-AT");
    assert_string_equal(request.ui, "de");
}

static void
a_written_link_reads_as_the_same_request(void **state)
{
    (void)state;
    struct request request =
        parse("q=%22a+b%22+-c&org=Step%5C%2C+Inc.,UNICEF&year=..2020");
    struct buf link = BUF_INIT(10000);
    assert_int_equal(request.org.count, 2);
    assert_string_equal(request.org.items[0], "Step, Inc.");
    request_link(&link, &request);
    struct request again = parse(link.data + 1);
    assert_string_equal(again.q, "\"a b\" -c");
    assert_int_equal(again.org.count, 2);
    assert_string_equal(again.org.items[0], "Step, Inc.");
    assert_int_equal(again.year_from, 0);
    assert_int_equal(again.year_to, 2020);
    buf_free(&link);
}

static void
the_first_of_duplicates_wins_and_unknown_names_are_ignored(void **state)
{
    (void)state;
    struct request request = parse("utm_source=x&q=one&q=two&&page=3&page=4&=5&nothing");
    assert_string_equal(request.q, "one");
    assert_int_equal(request.page, 3);
    expect_link(&request, "?q=one&page=3");
}

static void
a_flag_needs_no_value(void **state)
{
    (void)state;
    assert_true(parse("browse").browse);
    assert_true(parse("health=").health);
    assert_true(parse("exact=1").exact);
    assert_false(parse("exact=0").exact);
}

static void
line_ends_and_nuls_are_refused(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "q=a%0Ab", "q=a%0d", "q=a%00b", "x%0a=1", "unknown=%0D%0ASet-Cookie:x", "q=a\nb"
    };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        assert_int_equal(parse(queries[i]).status, 400);
    struct request request;
    request_parse(&request, "GET", "q=a\0b", 5, arena);
    assert_int_equal(request.status, 400);
}

static void
bad_utf8_becomes_replacement_characters(void **state)
{
    (void)state;
    struct request request = parse("q=a%FFb%C3");
    assert_int_equal(request.status, 200);
    assert_string_equal(request.q, "a\xEF\xBF\xBD"
                                   "b\xEF\xBF\xBD");
}

static void
a_percent_without_digits_stands_for_itself(void **state)
{
    (void)state;
    assert_string_equal(parse("q=100%").q, "100%");
    assert_string_equal(parse("q=5%+of%2").q, "5% of%2");
    assert_string_equal(parse("q=%zz%4").q, "%zz%4");
}

static void
long_input_is_cut_or_refused(void **state)
{
    (void)state;
    char query[LIMIT_QUERY_STRING + 10];
    memset(query, 'a', sizeof query);
    memcpy(query, "q=", 2);
    query[1002] = '\0';
    struct request request = parse(query);
    assert_int_equal(strlen(request.q), LIMIT_QUERY_LETTERS);
    assert_true(request.cut);
    query[1002] = 'a';
    request_parse(&request, "GET", query, LIMIT_QUERY_STRING, arena);
    assert_int_equal(request.status, 200);
    request_parse(&request, "GET", query, LIMIT_QUERY_STRING + 1, arena);
    assert_int_equal(request.status, 414);
}

static void
a_cut_never_splits_a_letter(void **state)
{
    (void)state;
    char query[2 + 300 * 2 + 1] = "q=";
    for (size_t i = 0; i < 300; i++)
        memcpy(query + 2 + 2 * i, "ж", 2);
    query[602] = '\0';
    struct request request = parse(query);
    assert_int_equal(strlen(request.q), 2 * LIMIT_QUERY_LETTERS);
    assert_true(request.cut);
    assert_false(parse("q=short").cut);
}

static void
numbers_stay_in_their_bounds(void **state)
{
    (void)state;
    assert_int_equal(parse("page=0").page, 1);
    assert_int_equal(parse("page=-7").page, 1);
    assert_int_equal(parse("page=x").page, 1);
    assert_int_equal(parse("page=99999999999999999999").page, LIMIT_PAGE_NUMBER);
    assert_int_equal(parse("n=-1").count, 0);
    assert_int_equal(parse("year=20x4").year_from, 0);
    assert_int_equal(parse("year=2024...").year_from, 0);
    assert_int_equal(parse("year=12024").year_from, 0);
    assert_int_equal(parse("year=..").year_to, 0);
    assert_int_equal(parse("sort=sideways").sort, STORE_SORT_BEST);
}

static void
more_values_than_fit_are_left_out(void **state)
{
    (void)state;
    struct request request = parse("lang=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,a,,");
    assert_int_equal(request.lang.count, QUERY_VALUES_MAX);
}

static void
only_three_methods_are_known(void **state)
{
    (void)state;
    struct request request;
    request_parse(&request, "HEAD", "q=a", 3, arena);
    assert_int_equal(request.method, REQUEST_HEAD);
    request_parse(&request, "POST", "q=a", 3, arena);
    assert_int_equal(request.status, 405);
    request_parse(&request, "get", "q=a", 3, arena);
    assert_int_equal(request.status, 405);
    request_parse(&request, NULL, "q=a", 3, arena);
    assert_int_equal(request.method, REQUEST_GET);
}

static void
a_search_takes_its_bounds_from_the_format(void **state)
{
    (void)state;
    const struct config config = { .site_per_page = 10, .site_time_limit_ms = 800 };
    struct search search;
    struct request request = parse("q=a&lang=ro");
    request_search(&request, &config, &search);
    assert_int_equal(search.limit, 10);
    assert_int_equal(search.passages, 3);
    assert_int_equal(search.deadline_ms, 800);
    assert_true(search.facets);
    assert_string_equal(search.filter.lang.items[0], "ro");
    request = parse("q=a&n=1000");
    request_search(&request, &config, &search);
    assert_int_equal(search.limit, 50);
    request = parse("q=a&format=csv");
    request_search(&request, &config, &search);
    assert_int_equal(search.limit, 200);
    assert_false(search.facets);
    request = parse("q=a&in=one");
    request_search(&request, &config, &search);
    assert_int_equal(search.passages, 3);
    assert_int_equal(search.inside, LIMIT_PASSAGES);
}

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ordinary_query_is_read),
        cmocka_unit_test(what_links_repeat_is_bounded),
        cmocka_unit_test(a_language_that_nobody_speaks_is_not_repeated),
        cmocka_unit_test(a_written_link_reads_as_the_same_request),
        cmocka_unit_test(the_first_of_duplicates_wins_and_unknown_names_are_ignored),
        cmocka_unit_test(a_flag_needs_no_value),
        cmocka_unit_test(line_ends_and_nuls_are_refused),
        cmocka_unit_test(bad_utf8_becomes_replacement_characters),
        cmocka_unit_test(a_percent_without_digits_stands_for_itself),
        cmocka_unit_test(long_input_is_cut_or_refused),
        cmocka_unit_test(a_cut_never_splits_a_letter),
        cmocka_unit_test(numbers_stay_in_their_bounds),
        cmocka_unit_test(more_values_than_fit_are_left_out),
        cmocka_unit_test(only_three_methods_are_known),
        cmocka_unit_test(a_search_takes_its_bounds_from_the_format),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
