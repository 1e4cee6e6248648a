/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every page has, whatever is asked for: structure, size, and no word of others as markup. */
#include "check.h"

#include "fixture_respond.h"

#include <stdlib.h>

static const char *const pages[] = {
    "q=father+engagement",
    "q=nothing",
    "browse",
    "browse&in=a",
    "q=a&lang=en",
    "q=a&exact=1&sort=new",
    "like=engaging-men-roadmap",
    "q=a&page=2",
    "q=a&ui=ru",
    "q=a&format=rss",
    "q=a%0D%0Ab",
    "embed=html",
};

enum { PAGES = sizeof pages / sizeof *pages };

/* The value of an attribute behind at, in arena; NULL when there is no more. */
static const char *
next_value(const char **at, const char *attribute)
{
    const char *found = strstr(*at, attribute);
    if (found == NULL)
        return NULL;
    found += strlen(attribute);
    size_t length = strcspn(found, "\"");
    *at = found + length;
    return arena_text(arena, found, length);
}

static void
a_page_has_one_heading_and_says_its_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        const char *body = ask(pages[i])->body.data;
        assert_int_equal(count("<h1>"), 1);
        assert_int_equal(count("<main "), 1);
        assert_memory_equal(body, "<!doctype html>\n<html lang=\"", 28);
        assert_non_null(strstr(body, "<title>"));
        assert_null(strstr(body, "<title></title>"));
    }
}

static void
what_is_typed_into_has_a_label(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        ask(pages[i]);
        assert_int_equal(count("<input ") - count("<input type=\"hidden\" "), 1);
        assert_int_equal(count("<input type=\"search\" id=\"q\""), 1);
        assert_int_equal(count("<label for=\"q\">"), 1);
        assert_int_equal(count("<select"), 0);
        assert_int_equal(count("<button></button>"), 0);
    }
}

static void
ids_are_unique_and_what_points_to_them_finds_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        const char *body = ask(pages[i])->body.data, *at = body, *id;
        while ((id = next_value(&at, " id=\"")) != NULL)
            assert_int_equal(count(arena_format(arena, " id=\"%s\"", id)), 1);
        at = body;
        while ((id = next_value(&at, " aria-labelledby=\"")) != NULL)
            for (char *part = strtok(arena_text(arena, id, strlen(id)), " ");
                 part != NULL; part = strtok(NULL, " "))
                assert_int_equal(count(arena_format(arena, " id=\"%s\"", part)), 1);
        at = body;
        while ((id = next_value(&at, " popovertarget=\"")) != NULL)
            assert_int_equal(count(arena_format(arena, " id=\"%s\"", id)), 1);
    }
}

static void
nothing_on_a_page_is_executed(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        ask(pages[i]);
        assert_int_equal(count("<script"), 0);
        assert_int_equal(count("javascript:"), 0);
        assert_int_equal(count(" style=\""), 0);
        assert_non_null(strstr(response.policy, "default-src 'none'"));
    }
}

static void
a_page_is_small(void **state)
{
    (void)state;
    ask("q=father+engagement");
    assert_int_equal(count("<li class=\"card\">"), 3);
    assert_in_range(response.body.length, 8000, 14 * 1024);
    struct results three = fixture_results(), ten = three;
    struct search_result cards[10];
    for (size_t i = 0; i < 10; i++)
        cards[i] = three.results[i % three.count];
    ten.results = cards;
    ten.count = 10;
    struct request request;
    request_parse(&request, "GET", "q=father+engagement", 19, arena);
    const struct render_view view = { .request = &request,
                                      .facts = &fixture_facts,
                                      .config = &config,
                                      .tongue = tongue_english() };
    struct buf out = BUF_INIT(LIMIT_ANSWER_BYTES);
    render_find("", RENDER_WEB)->render(&out, &view, &ten);
    assert_in_range(out.length, 12000, 24 * 1024);
    buf_free(&out);
}

/* ---- words of others ---- */

static const char *const parameters[] = { "q",       "like",   "browse", "lang",
                                          "org",     "kind",   "type",   "year",
                                          "in",      "sort",   "exact",  "page",
                                          "n",       "ui",     "format", "embed",
                                          "picture", "health", "unknown" };
static const char *const hostile[] = {
    "%22%3E%3Cx1+onload%3D%22y%22%3E",
    "%27%3E%3Cx1%3E",
    "%3C/title%3E%3Cx1%3E",
    "%3C/style%3E%3Cx1%3E",
    "%3C%21--%3Cx1%3E",
    "]]%3E%3Cx1%3E",
    "%22%7D%2C%3Cx1%3E",
    "javascript%3Ax1%3Cx1%3E",
    "%C0%BCx1%3E%3Cx1%3E",
};
static const char *const formats[] = { "",       "json", "atom",       "csv",
                                       "bibtex", "ris",  "opensearch", "suggest" };

static void
header_is_clean(const char *value)
{
    for (; *value != '\0'; value++)
        assert_in_range((unsigned char)*value, 0x20, 0x7E);
}

static void
headers_are_clean(void)
{
    header_is_clean(response.type);
    header_is_clean(response.cache);
    header_is_clean(response.etag);
    header_is_clean(response.allow);
    header_is_clean(response.policy);
    header_is_clean(response.disposition);
    header_is_clean(response.origin);
    header_is_clean(response.vary);
    assert_null(strstr(response.policy, "x1"));
    assert_null(strstr(response.disposition, "x1"));
}

/* In tables and lists of plain text a "<" is a letter; no browser takes them for a page. */
static bool
has_markup(void)
{
    return strstr(response.type, "html") != NULL || strstr(response.type, "xml") != NULL;
}

static void
a_parameter_never_becomes_markup_or_a_header(void **state)
{
    (void)state;
    config.site_url = "https://search.example.org/";
    for (size_t p = 0; p < sizeof parameters / sizeof *parameters; p++)
        for (size_t h = 0; h < sizeof hostile / sizeof *hostile; h++)
            for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
                const char *more = strcmp(parameters[p], "q") == 0 ? "" : "&q=father";
                ask(arena_format(arena, "%s=%s&format=%s%s", parameters[p], hostile[h],
                                 formats[f], more));
                headers_are_clean();
                assert_true(!has_markup() || count("<x1") == 0);
                if (strstr(response.type, "json") != NULL)
                    assert_int_equal(count("\"><x1"), count("\\\"><x1"));
                arena_reset(arena);
            }
    config.site_url = "";
}

static void
line_ends_and_nul_are_refused_everywhere(void **state)
{
    (void)state;
    static const char *const ends[] = { "%0D%0AX-Evil:+1", "a%0Ab", "a%0Db", "a%00b" };
    for (size_t p = 0; p < sizeof parameters / sizeof *parameters; p++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            ask(arena_format(arena, "%s=%s", parameters[p], ends[i]));
            headers_are_clean();
            assert_true(response.status == 400);
            arena_reset(arena);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_has_one_heading_and_says_its_language),
        cmocka_unit_test(what_is_typed_into_has_a_label),
        cmocka_unit_test(ids_are_unique_and_what_points_to_them_finds_them),
        cmocka_unit_test(nothing_on_a_page_is_executed),
        cmocka_unit_test(a_page_is_small),
        cmocka_unit_test(a_parameter_never_becomes_markup_or_a_header),
        cmocka_unit_test(line_ends_and_nul_are_refused_everywhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
