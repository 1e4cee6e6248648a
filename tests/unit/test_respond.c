/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses, headers and bodies of the search page, without server and without index. */
#include "check.h"

#include "fixture_respond.h"
#include "gateway/http.h"

static bool
body_has(const char *text)
{
    return strstr(response.body.data, text) != NULL;
}

static void
a_search_is_a_page(void **state)
{
    (void)state;
    assert_int_equal(ask("q=father+engagement")->status, 200);
    assert_string_equal(response.type, "text/html; charset=utf-8");
    assert_true(body_has("<h1>21 pages in 2 publications</h1>"));
    assert_true(body_has("<title>father engagement – Library of &lt;Tests&gt;</title>"));
    assert_true(body_has("<label for=\"q\">Search 3 publications and 21 files</label>"));
    assert_true(body_has("roadmap%20final.pdf#page=6&amp;search=father%20engagement"
                         "&amp;phrase=true\">page 6</a>"));
    assert_true(body_has("Also finds fathers, fatherhood, engaging, engaged."));
    assert_true(body_has("1 more publication matches only <strong>engagement</strong>"));
    assert_int_equal(count("<h1>"), 1);
    assert_int_equal(count("id=\"results\""), 1);
    assert_in_range(response.body.length, 5000, 16 * 1024);
}

static void
foreign_text_never_becomes_markup(void **state)
{
    (void)state;
    static const char *const queries[] = { "q=father+engagement",
                                           "q=nothing",
                                           "q=%3Cscript%3Ealert(1)%3C/script%3E",
                                           "in=%22%3E%3Cscript%3E&lang=%3Cscript%3E",
                                           "browse&in=x",
                                           "q=a&format=%3Cscript%3E" };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        ask(queries[i]);
        assert_int_equal(count("<script"), 0);
        assert_int_equal(count("<img"), 0);
        assert_int_equal(count("javascript:alert"), 0);
        assert_int_equal(count("onclick=\"x"), 0);
        assert_int_equal(count("</style>"), 1);
    }
}

static void
pages_forbid_scripts(void **state)
{
    (void)state;
    ask("q=a");
    assert_non_null(
        strstr(response.policy, "default-src 'none'; style-src 'self' 'sha256-"));
    assert_null(strstr(response.policy, "script-src"));
    config.site_style = "https://www.example.org:8443/style.css;x";
    ask("q=a");
    assert_non_null(strstr(response.policy, "=' https://www.example.org:8443; img-src"));
    assert_true(
        body_has("<link rel=\"stylesheet\" href=\"https://www.example.org:8443/"));
    config.site_style = "";
}

static void
a_known_answer_is_not_searched_again(void **state)
{
    (void)state;
    char etag[64];
    snprintf(etag, sizeof etag, "%s", ask("q=father")->etag);
    assert_int_equal(strlen(etag), 18);
    size_t searches = store.searches;
    assert_int_equal(ask_with("GET", "q=father", etag)->status, 304);
    assert_int_equal(response.body.length, 0);
    assert_int_equal(ask_with("GET", "page=1&q=father&utm=x", "W/\"x\", *")->status, 200);
    searches++;
    char list[128];
    snprintf(list, sizeof list, "\"other\", W/%s", etag);
    assert_int_equal(ask_with("HEAD", "page=1&q=father&utm=x", list)->status, 304);
    assert_int_equal(store.searches, searches);
    assert_int_equal(ask_with("GET", "q=mother", etag)->status, 200);
    assert_string_not_equal(ask("q=father&format=json")->etag, etag);
}

static void
half_an_answer_is_not_kept(void **state)
{
    (void)state;
    store.incomplete = true;
    ask("q=a");
    assert_string_equal(response.etag, "");
    assert_string_equal(response.cache, "no-store");
    assert_true(body_has("cut short"));
    store.incomplete = false;
}

static void
head_has_the_length_of_the_page(void **state)
{
    (void)state;
    size_t length = ask("q=a")->body.length;
    assert_true(ask_with("HEAD", "q=a", "")->head_only);
    assert_int_equal(response.body.length, length);
    assert_false(ask("q=a")->head_only);
}

static void
other_methods_are_refused(void **state)
{
    (void)state;
    assert_int_equal(ask_with("POST", "q=a", "")->status, 405);
    assert_string_equal(response.allow, "GET, HEAD, OPTIONS");
    assert_int_equal(ask_with("OPTIONS", "q=a", "")->status, 200);
    assert_string_equal(response.allow, "GET, HEAD, OPTIONS");
    assert_int_equal(response.body.length, 0);
}

static void
unknown_formats_are_refused_in_words(void **state)
{
    (void)state;
    static const char *const queries[] = { "q=a&format=rss", "q=a&format=text",
                                           "q=a&format=trec" };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        assert_int_equal(ask(queries[i])->status, 400);
        assert_true(body_has("There is no such format"));
        assert_string_equal(response.etag, "");
    }
    assert_int_equal(ask("embed=html")->status, 400);
    assert_true(body_has("embed=js"));
}

static void
a_feed_has_ids_that_stay(void **state)
{
    (void)state;
    assert_int_equal(ask("q=father+%26+co&format=atom")->status, 200);
    assert_string_equal(response.type, "application/atom+xml; charset=utf-8");
    assert_true(body_has("<title>father &amp; co – Library of &lt;Tests&gt;</title>"));
    assert_true(body_has("<id>urn:stepwell:library?browse=1&amp;in="));
    assert_int_equal(count("<entry"), count("</entry>"));
    assert_int_equal(count("<updated>"), count("<entry") + 1);
    assert_int_equal(count("<script"), 0);
    config.site_url = "https://search.example.org/search";
    ask("format=atom");
    assert_true(body_has("<id>https://search.example.org/search?browse=1&amp;in="));
    assert_true(body_has("<link rel=\"self\" type=\"application/atom+xml\" "
                         "href=\"https://search.example.org/search?format=atom\"/>"));
    config.site_url = "";
}

static void
a_description_for_browsers_needs_an_address(void **state)
{
    (void)state;
    assert_int_equal(ask("format=opensearch")->status, 400);
    ask("q=a");
    assert_true(body_has("<link rel=\"alternate\" type=\"application/atom+xml\""));
    assert_false(body_has("rel=\"search\""));
    config.site_url = "https://search.example.org/search";
    size_t searches = store.searches;
    assert_int_equal(ask("format=opensearch")->status, 200);
    assert_int_equal(store.searches, searches);
    assert_true(body_has("template=\"https://search.example.org/search?q={searchTerms}"
                         "&amp;page={startPage?}\""));
    assert_true(body_has("<ShortName>Library of &lt;Test</ShortName>"));
    ask("q=a");
    assert_true(body_has("<link rel=\"search\""));
    config.site_url = "";
}

static void
references_are_a_tag_a_line(void **state)
{
    (void)state;
    assert_int_equal(ask("q=a&format=ris")->status, 200);
    assert_string_equal(response.disposition, "attachment; filename=\"search.ris\"");
    assert_memory_equal(response.body.data, "TY  - ", 6);
    assert_int_equal(count("\r\nER  - \r\n"), count("TY  - "));
    assert_int_equal(count("\n"), count("\r\n"));
}

static void
the_box_for_other_sites_needs_no_index(void **state)
{
    (void)state;
    struct respond_site missing = site;
    struct request request;
    missing.store = NULL;
    request_parse(&request, "GET", "embed=js", 8, arena);
    buf_free(&response.body);
    respond_to(&missing, &request, "abc123", arena, &response);
    assert_int_equal(response.status, 200);
    assert_string_equal(response.type, "text/javascript; charset=utf-8");
    assert_string_equal(response.cache, "public, max-age=86400");
    assert_in_range(response.body.length, 1000, 3900);
    assert_int_equal(count("innerHTML"), 0);
    assert_int_equal(count("eval("), 0);
    char etag[64];
    snprintf(etag, sizeof etag, "%s", response.etag);
    assert_int_equal(ask_with("GET", "embed=js", etag)->status, 304);
    assert_int_equal(response.body.length, 0);
}

static void
suggestions_are_four_lists(void **state)
{
    (void)state;
    ask("q=fath&format=suggest&ui=ro");
    assert_int_equal(response.status, 200);
    assert_string_equal(response.type, "application/x-suggestions+json; charset=utf-8");
    assert_string_equal(response.body.data,
                        "[\"fath\",[\"fath\",\"a \\\"b\\\" & c\"],"
                        "[\"21 de pagini în 2 publicații\",\"1 pagină în 1 publicație\"],"
                        "[\"?q=fath&ui=ro\",\"?q=a+%22b%22+%26+c&ui=ro\"]]\n");
    assert_string_not_equal(response.etag, "");
    store.fails = true;
    assert_int_equal(ask("q=fath&format=suggest")->status, 500);
    assert_false(body_has("secret"));
    store.fails = false;
}

static void
a_missing_index_is_503_and_names_no_path(void **state)
{
    (void)state;
    struct respond_site missing = site;
    struct request request;
    missing.store = NULL;
    error_set(&missing.failure, ERROR_MISSING,
              "no index at '/var/lib/secret/library.idx'");
    request_parse(&request, "GET", "q=a", 3, arena);
    buf_free(&response.body);
    respond_to(&missing, &request, "abc123", arena, &response);
    assert_int_equal(response.status, 503);
    assert_in_range(response.retry_after, 1, 600);
    assert_string_equal(response.cache, "no-store");
    assert_true(body_has("<code>abc123</code>"));
    assert_false(body_has("secret"));
    assert_int_equal(response.fault.kind, ERROR_MISSING);
    request_parse(&request, "GET", "health", 6, arena);
    buf_free(&response.body);
    respond_to(&missing, &request, "abc123", arena, &response);
    assert_int_equal(response.status, 503);
    assert_true(body_has("\"incident\":\"abc123\""));
}

static void
a_damaged_index_is_500_and_names_no_path(void **state)
{
    (void)state;
    store.fails = true;
    assert_int_equal(ask("q=a")->status, 500);
    assert_true(body_has("abc123"));
    assert_false(body_has("secret"));
    assert_string_equal(response.etag, "");
    assert_int_equal(response.fault.kind, ERROR_STORE);
    assert_int_equal(ask("q=a&format=json")->status, 500);
    assert_true(body_has("\"status\":500"));
    store.fails = false;
}

static void
what_is_no_page_runs_nothing_in_a_browser(void **state)
{
    static const char *const queries[] = { "q=a&format=json", "q=a&format=atom",
                                           "q=a&format=csv",  "q=a&format=bibtex",
                                           "q=a&format=ris",  "embed=js",
                                           "picture=x",       "health" };
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        assert_string_equal(ask(queries[i])->policy,
                            "default-src 'none'; frame-ancestors 'none'");
}

static void
json_may_be_read_by_the_sites_that_are_named(void **state)
{
    (void)state;
    struct request request;
    assert_string_equal(ask("q=a&format=json")->origin, "*");
    assert_string_equal(response.type, "application/json; charset=utf-8");
    assert_string_equal(ask("q=a")->origin, "");
    config.site_embed = "https://a.example https://b.example";
    request_parse(&request, "GET", "q=a&format=json", 15, arena);
    request.origin = "https://b.example";
    buf_free(&response.body);
    respond_to(&site, &request, "", arena, &response);
    assert_string_equal(response.origin, "https://b.example");
    assert_true(response.by_origin);
    request.origin = "https://b.example.evil";
    buf_free(&response.body);
    respond_to(&site, &request, "", arena, &response);
    assert_string_equal(response.origin, "");
    assert_true(response.by_origin); /* else a cache gives this to b.example */
    config.site_embed = "*";
    assert_false(ask("q=a&format=json")->by_origin);
}

static void
nothing_found_is_200_with_a_way_on(void **state)
{
    (void)state;
    assert_int_equal(ask("q=nothing&lang=ro")->status, 200);
    assert_true(body_has("Nothing found for “nothing”"));
    assert_true(body_has("Did you mean <a href=\"?q=father+engagement&lang=ro\">father "
                         "engagement</a>? It finds 21 pages in 2 publications."));
    assert_true(body_has("Search without filters"));
    assert_true(body_has("href=\"?browse=1\">Browse all publications"));
    assert_false(body_has("mailto:"));
    config.site_contact = "library@example.org";
    ask("q=nothing+%26+more");
    assert_true(body_has("mailto:library@example.org?subject=nothing%20%26%20more"));
    config.site_contact = "";
}

static void
filters_are_links_that_choose_and_take_back(void **state)
{
    (void)state;
    ask("q=a&lang=en&page=2");
    assert_true(body_has("<a href=\"?q=a\" aria-current=\"true\"><bdi>English</bdi>"));
    assert_true(body_has("href=\"?q=a&lang=en%2Cuk\"><bdi>Ukrainian</bdi>"));
    assert_true(body_has("href=\"?q=a&lang=en&org=ISSA%5C%2C+the+%3Cscript%3E\""));
    assert_true(body_has("href=\"?q=a&lang=en&year=2025\""));
    assert_true(body_has("<input type=\"hidden\" name=\"lang\" value=\"en\">"));
    ask("q=lang:en+a");
    assert_true(body_has("<li><a aria-current=\"true\">"));
}

static const struct response *
ask_in(const char *query, const char *accept)
{
    struct request request;
    buf_free(&response.body);
    request_parse(&request, "GET", query, strlen(query), arena);
    request.accept = accept;
    respond_to(&site, &request, "abc123", arena, &response);
    return &response;
}

static void
the_address_the_site_and_the_browser_choose_the_language(void **state)
{
    (void)state;
    char english[64];
    snprintf(english, sizeof english, "%s", ask_in("q=father", "")->etag);
    assert_true(body_has("<html lang=\"en\">"));
    assert_string_equal(response.vary, "Accept-Language");
    assert_string_not_equal(ask_in("q=father", "de-AT,en;q=0.5")->etag, english);
    assert_true(body_has("<html lang=\"de\">"));
    assert_true(body_has("<h1>21 Seiten in 2 Publikationen</h1>"));
    assert_string_equal(response.vary, "Accept-Language");
    assert_false(body_has("type=\"hidden\" name=\"ui\""));
    ask_in("q=father&ui=ru", "de");
    assert_true(body_has("<html lang=\"ru\">"));
    assert_true(body_has("<input type=\"hidden\" name=\"ui\" value=\"ru\">"));
    assert_string_equal(response.vary, "");
    ask_in("q=father&ui=xx", "de");
    assert_true(body_has("<html lang=\"de\">"));
    config.site_ui = "tr";
    ask_in("q=father", "de");
    assert_true(body_has("<html lang=\"tr\">"));
    assert_string_equal(response.vary, "");
    ask_in("q=father&ui=fr", "de");
    assert_true(body_has("<html lang=\"fr\">"));
    config.site_ui = "auto";
}

static void
a_page_offers_itself_in_all_languages(void **state)
{
    (void)state;
    ask("q=father&page=2&ui=uk");
    assert_int_equal(count("<button name=\"ui\""), tongue_count());
    assert_true(body_has("<input type=\"hidden\" name=\"page\" value=\"2\">"));
    assert_true(body_has("<button name=\"ui\" value=\"sr-Latn\" lang=\"sr-Latn\">"
                         "Srpski</button>"));
    assert_true(body_has("value=\"uk\" lang=\"uk\" aria-current=\"true\">"));
}

static void
errors_and_answers_for_programs_have_a_language_too(void **state)
{
    (void)state;
    ask_in("q=a&format=rss", "fr");
    assert_int_equal(response.status, 400);
    assert_true(body_has("Impossible de répondre à cette demande"));
    assert_string_equal(response.vary, "Accept-Language");
    ask_in("q=father&format=json", "sr-RS");
    assert_true(body_has("\"label\":\"21 страница у 2 публикације\",\"ui\":\"sr-Cyrl\""));
    assert_true(body_has("\"locator\":\"page 6\",\"place\":\"стр. 6\""));
    assert_true(body_has("\"label\":\"Украјински\""));
    ask_in("q=father&format=csv", "sr-RS");
    assert_string_equal(response.vary, "");
    assert_true(body_has("21 pages") || body_has("PDF"));
}

static void
pages_of_results_are_linked(void **state)
{
    (void)state;
    store.more = true;
    ask("q=a");
    assert_true(body_has("rel=\"next\" href=\"?q=a&page=2\""));
    assert_false(body_has("rel=\"prev"));
    ask("q=a&page=2");
    assert_true(body_has("rel=\"prev\" href=\"?q=a\""));
    store.more = false;
}

static void
a_picture_that_is_not_there_is_not_found(void **state)
{
    (void)state;
    assert_int_equal(ask("picture=0123456789abcdef-1")->status, 404);
    assert_string_equal(response.type, "text/plain; charset=utf-8");
    assert_string_equal(response.cache, "no-store");
    assert_string_equal(response.etag, "");
    assert_int_equal(ask("picture=&q=father")->status, 200);
}

static void
health_tells_age_and_size(void **state)
{
    (void)state;
    assert_int_equal(ask("health")->status, 200);
    assert_string_equal(response.cache, "no-store");
    assert_true(body_has("\"built\":\"2026-01-01T00:00:00Z\""));
    assert_true(body_has("\"publications\":3"));
}

static void
a_request_head_is_read(void **state)
{
    (void)state;
    static const char text[] = "GET /?q=a%20b HTTP/1.1\r\nHost: localhost:8080\r\n"
                               "if-none-match:  \"x\" \r\nAccept: */*\r\n"
                               "Accept-Language: ro\r\naccept-language: de\r\n"
                               "\r\nrest";
    struct http_head head;
    assert_int_equal(http_parse_head(text, 30, arena, &head), 0);
    assert_int_equal(http_parse_head(text, sizeof text - 1, arena, &head), 200);
    assert_string_equal(head.method, "GET");
    assert_string_equal(head.path, "/");
    assert_string_equal(head.query, "q=a%20b");
    assert_string_equal(head.host, "localhost:8080");
    assert_string_equal(head.none_match, "\"x\"");
    assert_string_equal(head.accept, "ro");
    assert_null(head.origin);
}

static void
doubtful_request_heads_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int status;
    } cases[] = {
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400 },
        { "GET http:/ HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505 },
        { "GET /\r\nHost: a\r\n\r\n", 400 },
        { "\r\n\r\n", 400 },
        { "GET http://a/x?y HTTP/1.0\nHost: a\n\n", 200 },
    };
    struct http_head head;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            http_parse_head(cases[i].text, strlen(cases[i].text), arena, &head),
            cases[i].status);
    char *large = memory_new(20000, 1);
    memset(large, 'a', 20000);
    assert_int_equal(http_parse_head(large, 20000, arena, &head), 431);
    free(large);
}

static void
only_names_of_this_machine_are_local(void **state)
{
    (void)state;
    assert_true(http_is_local_host("127.0.0.1:8080"));
    assert_true(http_is_local_host("LOCALHOST"));
    assert_true(http_is_local_host("[::1]:9"));
    assert_false(http_is_local_host("localhost.evil.example"));
    assert_false(http_is_local_host("127.0.0.1.evil.example:8080"));
    assert_false(http_is_local_host("localhost:80@evil"));
    assert_false(http_is_local_host(""));
}

static void
only_typed_searches_are_counted(void **state)
{
    (void)state;
    static const char *const others[] = {
        "q=father&page=2",
        "q=father&lang=ro",
        "q=father&sort=new",
        "q=father&exact=1",
        "q=father&format=json",
        "q=father&n=20",
        "q=",
        "browse",
        "like=roadmap",
        "embed=js",
        "q=f&format=suggest",
        "health",
    };
    assert_string_equal(ask("q=Father+engagement&ui=de")->searched, "Father engagement");
    assert_int_equal(response.found, 3);
    assert_string_equal(ask("q=nothing")->searched, "nothing");
    assert_int_equal(response.found, 0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_string_equal(ask(others[i])->searched, "");
    assert_string_equal(ask_with("HEAD", "q=father", "")->searched, "");
    store.incomplete = true;
    assert_string_equal(ask("q=father")->searched, "");
    store.incomplete = false;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_feed_has_ids_that_stay),
        cmocka_unit_test(a_description_for_browsers_needs_an_address),
        cmocka_unit_test(references_are_a_tag_a_line),
        cmocka_unit_test(the_box_for_other_sites_needs_no_index),
        cmocka_unit_test(suggestions_are_four_lists),
        cmocka_unit_test(a_search_is_a_page),
        cmocka_unit_test(foreign_text_never_becomes_markup),
        cmocka_unit_test(pages_forbid_scripts),
        cmocka_unit_test(a_known_answer_is_not_searched_again),
        cmocka_unit_test(only_typed_searches_are_counted),
        cmocka_unit_test(half_an_answer_is_not_kept),
        cmocka_unit_test(head_has_the_length_of_the_page),
        cmocka_unit_test(other_methods_are_refused),
        cmocka_unit_test(unknown_formats_are_refused_in_words),
        cmocka_unit_test(a_missing_index_is_503_and_names_no_path),
        cmocka_unit_test(a_damaged_index_is_500_and_names_no_path),
        cmocka_unit_test(what_is_no_page_runs_nothing_in_a_browser),
        cmocka_unit_test(json_may_be_read_by_the_sites_that_are_named),
        cmocka_unit_test(nothing_found_is_200_with_a_way_on),
        cmocka_unit_test(filters_are_links_that_choose_and_take_back),
        cmocka_unit_test(the_address_the_site_and_the_browser_choose_the_language),
        cmocka_unit_test(a_page_offers_itself_in_all_languages),
        cmocka_unit_test(errors_and_answers_for_programs_have_a_language_too),
        cmocka_unit_test(pages_of_results_are_linked),
        cmocka_unit_test(a_picture_that_is_not_there_is_not_found),
        cmocka_unit_test(health_tells_age_and_size),
        cmocka_unit_test(a_request_head_is_read),
        cmocka_unit_test(doubtful_request_heads_are_refused),
        cmocka_unit_test(only_names_of_this_machine_are_local),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
