/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses as RFC 3986 and real pages have them. */
#include "check.h"

#include "fetch/url.h"

static struct arena *arena;

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

struct pair {
    const char *from, *to;
};

static void
the_examples_of_the_standard_resolve(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        { "g:h", "g:h" },
        { "g", "http://a/b/c/g" },
        { "./g", "http://a/b/c/g" },
        { "g/", "http://a/b/c/g/" },
        { "/g", "http://a/g" },
        { "//g", "http://g/" },
        { "?y", "http://a/b/c/d;p?y" },
        { "g?y", "http://a/b/c/g?y" },
        { "#s", "http://a/b/c/d;p?q#s" },
        { "g;x=1/./y", "http://a/b/c/g;x=1/y" },
        { "", "http://a/b/c/d;p?q" },
        { ".", "http://a/b/c/" },
        { "..", "http://a/b/" },
        { "../g", "http://a/b/g" },
        { "../../g", "http://a/g" },
        { "../../../g", "http://a/g" },
        { "/../g", "http://a/g" },
        { "g.", "http://a/b/c/g." },
        { "..g", "http://a/b/c/..g" },
        { "g;x=1/../y", "http://a/b/c/y" },
        { "g#s/../x", "http://a/b/c/g#s/../x" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(url_resolve(arena, "http://a/b/c/d;p?q", pairs[i].from),
                            pairs[i].to);
}

static void
addresses_have_one_spelling(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        { " HTTPS://Example.ORG:443/a/../%7euser ", "https://example.org/~user" },
        { "http://example.org:80", "http://example.org/" },
        { "http://example.org:8080/x", "http://example.org:8080/x" },
        { "https://x.org/Day I (ü).pdf", "https://x.org/Day%20I%20(%C3%BC).pdf" },
        { "https://x.org/a%2fb%", "https://x.org/a%2Fb%25" },
        { "https://x.org/a%20-2.0.pdf", "https://x.org/a%20-2.0.pdf" },
        { "http:/.//x", "http:/.//x" },
        { "guide.pdf", "guide.pdf" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(url_normalise(arena, pairs[i].from), pairs[i].to);
    assert_string_equal(
        url_document(arena, url_normalise(arena, "http://A.org:80/%41#page=2")),
        "http://a.org/A");
}

static void
only_plain_addresses_of_the_web_are_fetched(void **state)
{
    (void)state;
    assert_true(url_is_web("https://example.org/a"));
    assert_true(url_is_web("HTTP://[::1]:8080/"));
    assert_false(url_is_web("https://[]:80/a"));
    assert_false(url_is_web("https:///a"));
    assert_false(url_is_web("https://user:secret@example.org/"));
    assert_false(url_is_web("file:///etc/hostname"));
    assert_false(url_is_web("ftp://example.org/"));
    assert_false(url_is_web("guide.pdf"));
}

static void
host_and_extension_are_taken_out(void **state)
{
    (void)state;
    assert_string_equal(url_host(arena, "https://Files.Example.org:8443/a"),
                        "files.example.org");
    assert_string_equal(url_host(arena, "http://[::1]:80/"), "::1");
    assert_string_equal(url_host(arena, "guide.pdf"), "");
    assert_string_equal(url_extension(arena, "https://x.org/a/Guide%201.PDF?d=1#p"),
                        "pdf");
    assert_string_equal(url_extension(arena, "https://x.org/v2.0/guide"), "");
    assert_string_equal(url_extension(arena, "https://x.org/a.unknownlong"), "");
    assert_string_equal(url_extension(arena, "a.docx"), "docx");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_examples_of_the_standard_resolve, start,
                                        finish),
        cmocka_unit_test_setup_teardown(addresses_have_one_spelling, start, finish),
        cmocka_unit_test_setup_teardown(only_plain_addresses_of_the_web_are_fetched,
                                        start, finish),
        cmocka_unit_test_setup_teardown(host_and_extension_are_taken_out, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
