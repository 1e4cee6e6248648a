/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Catalogues as editors write them, right and wrong. */
#include "check.h"

#include "fixture_catalogue.h"

#include <sys/stat.h>
#include <unistd.h>

static bool
parse(const char *text, const char *corpus)
{
    struct catalogue_options options = { corpus, complain, NULL, CATALOGUE_YAML };
    struct error err = ERROR_INIT;
    bool good = catalogue_parse(text, strlen(text), "books", &options, &library, &err);
    assert_int_equal(good, err.kind == ERROR_NONE);
    assert_true(good || err.kind == ERROR_CATALOGUE);
    return good;
}

static void
a_whole_entry_is_understood(void **state)
{
    (void)state;
    assert_true(parse("library:\n"
                      "  name: Our Library\n"
                      "  home: https://example.org/\n"
                      "publications:\n"
                      "- id: home-visiting\n"
                      "  title: \"Home visiting: a package\"\n"
                      "  year: 2025\n"
                      "  organisations: [One, \"Two: more\"]\n"
                      "  kind: training package\n"
                      "  about: >\n"
                      "    A practical\n"
                      "    framework.\n"
                      "  topics: trainers\n"
                      "  base: https://cdn.example.org/a/\n"
                      "  files:\n"
                      "  - {part: Guide, url: Guide%201.pdf, lang: ro}\n"
                      "  - path: local/copy.pdf\n"
                      "    label: Local\n"
                      "    password: secret\n"
                      "- id: no-files\n"
                      "  title: Only described\n"
                      "  files: []\n",
                      ""));
    assert_string_equal(told.data, "");
    assert_string_equal(library.name, "Our Library");
    assert_int_equal(library.count, 2);
    const struct library_entry *entry = &library.entries[0];
    assert_string_equal(entry->publication.title, "Home visiting: a package");
    assert_string_equal(entry->publication.about, "A practical framework.");
    assert_int_equal(entry->publication.year, 2025);
    assert_int_equal(entry->publication.organisation_count, 2);
    assert_string_equal(entry->publication.organisations[1], "Two: more");
    assert_int_equal(entry->publication.topic_count, 1);
    assert_int_equal(entry->file_count, 2);
    assert_string_equal(entry->files[0].file.url,
                        "https://cdn.example.org/a/Guide%201.pdf");
    assert_string_equal(entry->files[0].file.name, "Guide 1.pdf");
    assert_string_equal(entry->files[0].file.lang, "ro");
    assert_string_equal(entry->files[1].path, "books/local/copy.pdf");
    assert_string_equal(entry->files[1].password, "secret");
    assert_int_equal(library.entries[1].file_count, 0);
}

static void
a_file_that_is_not_there_says_where_to_put_it(void **state)
{
    (void)state;
    assert_true(parse("publications:\n- id: a\n  title: A\n  files:\n"
                      "  - https://example.org/x/My%20Guide.pdf?download=1#page=2\n",
                      "/nowhere"));
    const struct library_file *file = &library.entries[0].files[0];
    assert_string_equal(file->path, "");
    assert_string_equal(file->absent,
                        "not downloaded: put it into '/nowhere' as 'My Guide.pdf'");
}

static void
an_address_cannot_lead_out_of_the_corpus(void **state)
{
    (void)state;
    assert_true(parse("publications:\n- id: a\n  title: A\n  files:\n"
                      "  - url: https://example.org/..%2F..%2Fetc%2Fpasswd\n"
                      "  - url: https://example.org/%2E%2E\n",
                      "/tmp"));
    assert_string_equal(library.entries[0].files[0].path, "");
    assert_string_equal(library.entries[0].files[1].path, "");
}

static void
equal_names_are_told_apart(void **state)
{
    (void)state;
    assert_true(parse("publications:\n- id: a\n  title: A\n  files:\n"
                      "  - https://one.example/guide.pdf\n"
                      "  - https://two.example/guide.pdf\n",
                      ""));
    assert_string_equal(library.entries[0].files[0].file.name, "guide.pdf");
    assert_string_equal(library.entries[0].files[1].file.name, "guide.pdf (2)");
}

static void
all_mistakes_are_told_with_line_and_advice(void **state)
{
    (void)state;
    assert_false(parse("publications:\n"
                       "- title: No id\n"
                       "- id: twice\n"
                       "  title: One\n"
                       "- id: twice\n"
                       "  title: Two\n"
                       "- id: has blanks\n"
                       "  title: X\n"
                       "- id: y\n"
                       "  title: Y\n"
                       "  year: soon\n"
                       "  files:\n"
                       "  - label: nothing\n",
                       ""));
    assert_non_null(strstr(told.data, "error 2 this publication has no id; write id: "));
    assert_non_null(strstr(told.data, "error 5 the id 'twice' is used twice"));
    assert_non_null(strstr(told.data, "error 7 'has blanks' cannot be an id"));
    assert_non_null(strstr(told.data, "error 11 'year' must be a number such as 2026"));
    assert_non_null(strstr(told.data, "error 13 this file has no address; write url: "));
}

static void
unknown_keys_are_warnings(void **state)
{
    (void)state;
    assert_true(
        parse("publications:\n- id: a\n  titel: A\n  title: A\n  lang: klingon\n", ""));
    assert_string_equal(
        told.data, "warning 3 unknown key 'titel' is ignored; did you mean 'title'?\n"
                   "warning 5 'klingon' is no language stepwell knows; write a code such "
                   "as en, ro or uk\n");
    assert_string_equal(library.entries[0].publication.lang, "");
}

static void
a_colon_in_a_title_is_explained(void **state)
{
    (void)state;
    assert_false(parse("publications:\n- id: a\n  title: Home: visiting\n", ""));
    assert_non_null(strstr(told.data, "error 3 "));
    assert_non_null(strstr(told.data, "in quotes"));
}

static void
tabs_and_wrong_bytes_are_mistakes(void **state)
{
    (void)state;
    assert_false(parse("publications:\n\t- id: a\n", ""));
    assert_non_null(strstr(told.data, "spaces, not tabs"));
    buf_reset(&told);
    assert_false(parse("publications:\n- id: \xFF\n", ""));
    assert_non_null(strstr(told.data, "UTF-8"));
}

static void
aliases_cannot_make_a_bomb(void **state)
{
    (void)state;
    assert_false(parse("a: &a [x, x]\nb: &b [*a, *a]\npublications: *b\n", ""));
    assert_non_null(strstr(told.data, "aliases"));
}

static void
depth_has_an_end(void **state)
{
    char deep[2000];
    (void)state;
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_false(parse(deep, ""));
    assert_non_null(strstr(told.data, "nested too deeply"));
}

static void
something_else_is_no_catalogue(void **state)
{
    static const char *const texts[] = { "", "just text", "- a\n- b\n",
                                         "publications: 7\n",
                                         "library: 3\npublications: []\n" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(parse(texts[i], ""));
}

static void
a_key_that_stands_twice_is_a_mistake(void **state)
{
    (void)state;
    assert_false(parse("publications:\n- id: a\n  title: A\n  title: B\n", ""));
    assert_string_equal(told.data,
                        "error 4 'title' stands here twice; keep one of them\n");
}

static void
a_catalogue_that_is_not_there_is_an_error(void **state)
{
    struct catalogue_options options = { "", complain, NULL, CATALOGUE_YAML };
    struct error err = ERROR_INIT;
    (void)state;
    assert_false(catalogue_read("/nowhere/catalogue.yaml", &options, &library, &err));
    assert_int_equal(error_exit_status(err.kind), 65);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, told_finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_whole_entry_is_understood),
        CASE(a_file_that_is_not_there_says_where_to_put_it),
        CASE(an_address_cannot_lead_out_of_the_corpus),
        CASE(equal_names_are_told_apart),
        CASE(all_mistakes_are_told_with_line_and_advice),
        CASE(unknown_keys_are_warnings),
        CASE(a_colon_in_a_title_is_explained),
        CASE(tabs_and_wrong_bytes_are_mistakes),
        CASE(aliases_cannot_make_a_bomb),
        CASE(depth_has_an_end),
        CASE(something_else_is_no_catalogue),
        CASE(a_key_that_stands_twice_is_a_mistake),
        CASE(a_catalogue_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
