/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Catalogues as spreadsheets write them, right and wrong, and the way back. */
#include "check.h"

#include "fixture_catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool
parse(const char *text, enum catalogue_form form)
{
    struct catalogue_options options = { "", complain, NULL, form };
    struct error err = ERROR_INIT;
    bool good = catalogue_parse(text, strlen(text), "books", &options, &library, &err);
    assert_int_equal(good, err.kind == ERROR_NONE);
    return good;
}

static void
lines_with_one_id_are_one_publication(void **state)
{
    (void)state;
    assert_true(parse("id,title,year,organisations,lang,part,url\n"
                      "one,\"One, and all\",2025,ISSA; UNICEF ECARO,en,Guide,"
                      "https://example.org/a.pdf\n"
                      "two,Second,,,,,\n"
                      "one,,,,ro,Ghid,https://example.org/b.pdf\n",
                      CATALOGUE_CSV));
    assert_string_equal(told.data, "");
    assert_int_equal(library.count, 2);
    const struct library_entry *one = &library.entries[0];
    assert_string_equal(one->publication.title, "One, and all");
    assert_int_equal(one->publication.year, 2025);
    assert_int_equal(one->publication.organisation_count, 2);
    assert_string_equal(one->publication.organisations[1], "UNICEF ECARO");
    assert_int_equal(one->file_count, 2);
    assert_string_equal(one->files[1].file.url, "https://example.org/b.pdf");
    assert_string_equal(one->files[1].file.lang, "ro");
    assert_string_equal(one->publication.lang, "");
    assert_int_equal(library.entries[1].file_count, 0);
}

static void
tables_of_any_spreadsheet_are_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        ("\xEF\xBB\xBFid;title;organisations;path\r\nk;\"T; \"\"t\"\"\";\"A; B\""
         ";x.pdf\r\n"),
        "sep=;\r\nid;title;organisations;path\r\n\r\nk;\"T; \"\"t\"\"\";\"A; B\";x.pdf",
        "ID\tTitle\tOrganisations\tpath\nk\tT; \"t\"\tA; B\tx.pdf\n\t\t\t\n",
        " id , title ,organisations,path,,\nk, \"T; \"\"t\"\"\" ,\"A;B;\",x.pdf,,\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        library_start(&library, arena);
        assert_true(parse(texts[i], CATALOGUE_CSV));
        assert_int_equal(library.count, 1);
        assert_string_equal(library.entries[0].publication.title, "T; \"t\"");
        assert_int_equal(library.entries[0].publication.organisation_count, 2);
        assert_string_equal(library.entries[0].publication.organisations[1], "B");
        assert_string_equal(library.entries[0].files[0].path, "books/x.pdf");
    }
    assert_string_equal(told.data, "");
}

static void
a_cell_may_have_lines_and_an_item_semicolons(void **state)
{
    (void)state;
    assert_true(parse("id,title,lang,about,topics\n"
                      "a,A,ro,\"one\r\ntwo, \"\"three\"\"\","
                      "\"\"\"x; y\"\"; z; \"\"q\"\"\"\"\"\"\"\n"
                      "b,B\n",
                      CATALOGUE_CSV));
    const struct publication *a = &library.entries[0].publication;
    assert_string_equal(a->about, "one\ntwo, \"three\"");
    assert_int_equal(a->topic_count, 3);
    assert_string_equal(a->topics[0], "x; y");
    assert_string_equal(a->topics[2], "q\"");
    assert_string_equal(a->lang, "ro"); /* no file stands beside it */
    assert_int_equal(library.count, 2);
    assert_string_equal(told.data, "");
}

static void
every_mistake_has_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } cases[] = {
        { "", "error 0 empty; the first line names the columns" },
        { "id,name\na,b\n",
          "error 1 no column 'title'; the first line names the columns" },
        { "id,title,titel\na,A,x\n", "warning 1 unknown column 'titel' is ignored" },
        { "id,title,id\na,A,x\n", "error 1 the column 'id' stands here twice" },
        { "id,title\n\n,A\n", "error 3 this line has no id" },
        { "id,title\na b,A\n", "error 2 'a b' cannot be an id" },
        { "id,title\na,\n", "error 2 publication 'a' has no title; fill in the column" },
        { "id,title,year\na,A,20x6\n", "error 2 'year' must be a number" },
        { "id,title\na,\"A\n\"\n\na,B\n",
          "error 5 the title of 'a' is another one in line 2" },
        { "id,title\na,A,B\n", "error 2 3 cells stand here, and the first line names 2" },
        { "id,title\na,\"A\nb,B\n",
          "error 2 a quote (\") that opens here is never closed" },
        { "id,title\na,\"A\" x\n", "error 2 text follows a closing quote" },
        { "id,title,part\na,A,P\n", "error 2 this file has no address; fill in url" },
        { "id,title\na,A\nb,\xE9\n", "error 3 this line is not UTF-8" },
        { "\xFF\xFEi", "error 0 saved as UTF-16" },
        { "id,title,lang\na,A,xx\n", "warning 2 'xx' is no language" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        library_start(&library, arena);
        buf_reset(&told);
        assert_int_equal(parse(cases[i].text, CATALOGUE_CSV), cases[i].told[0] == 'w');
        if (strstr(told.data, cases[i].told) == NULL)
            fail_msg("'%s' is told, not '%s'", told.data, cases[i].told);
    }
}

/* The text as a file of that name, in the other form. */
static const char *
converted(const char *name, const char *text, enum catalogue_form form)
{
    struct catalogue_options options = { "", complain, NULL, CATALOGUE_YAML };
    struct buf out = BUF_INIT(1 << 20);
    struct error err = ERROR_INIT;
    char folder[] = "/tmp/stepwell-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_format(arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    bool good = catalogue_convert(path, form, &options, arena, &out, &err);
    unlink(path);
    rmdir(folder);
    assert_string_equal(told.data, "");
    assert_true(good);
    const char *copy = arena_copy(arena, out.data);
    buf_free(&out);
    return copy;
}

static void
assert_same_texts(const char *const *a, size_t count, const char *const *b, size_t other)
{
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(a[i], b[i]);
}

static void
assert_same_entry(const struct library_entry *first, const struct library_entry *second)
{
    const struct publication *a = &first->publication, *b = &second->publication;
    assert_string_equal(a->key, b->key);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->about, b->about);
    assert_string_equal(a->kind, b->kind);
    assert_string_equal(a->lang, b->lang);
    assert_string_equal(a->contact, b->contact);
    assert_int_equal(a->year, b->year);
    assert_same_texts(a->organisations, a->organisation_count, b->organisations,
                      b->organisation_count);
    assert_same_texts(a->topics, a->topic_count, b->topics, b->topic_count);
    assert_int_equal(first->file_count, second->file_count);
    for (size_t i = 0; i < first->file_count; i++) {
        assert_string_equal(first->files[i].file.url, second->files[i].file.url);
        assert_string_equal(first->files[i].file.part, second->files[i].file.part);
        assert_string_equal(first->files[i].file.lang, second->files[i].file.lang);
        assert_string_equal(first->files[i].password, second->files[i].password);
    }
}

static void
a_catalogue_survives_the_way_to_csv_and_back(void **state)
{
    (void)state;
    static const char yaml[] =
        "publications:\n"
        "- id: \"007\"\n"
        "  title: \"One: \\\"two\\\", three; four\"\n"
        "  year: 2025\n"
        "  organisations: [A, \"B; C\", \"D \\\"E\\\"\"]\n"
        "  kind: yes\n"
        "  lang: ro\n"
        "  contact: \"=1+1\"\n"
        "  about: |\n"
        "    First line.\n"
        "    Second   one.\n"
        "\n"
        "    - Third.\n"
        "  topics: alone\n"
        "  base: https://example.org/a/\n"
        "  files:\n"
        "  - {part: Guide, url: a%20b.pdf, lang: en, password: \" x\"}\n"
        "  - https://example.org/bare.pdf\n"
        "- id: none\n"
        "  title: \"\\u0219i \\u2028 \\t tab\"\n"
        "  page: ~\n"
        "  about: >\n"
        "    One paragraph.\n"
        "\n"
        "    Another one.\n"
        "  files: []\n"
        "- id: plain\n"
        "  title: Without files\n"
        "  about: Two words.\n";
    const char *csv = converted("a.yaml", yaml, CATALOGUE_CSV);
    const char *back = converted("b.csv", csv, CATALOGUE_YAML);
    assert_string_equal(converted("c.yaml", back, CATALOGUE_CSV), csv);
    assert_true(parse(yaml, CATALOGUE_YAML));
    struct library first = library;
    library_start(&library, arena);
    assert_true(parse(back, CATALOGUE_YAML));
    assert_int_equal(library.count, first.count);
    for (size_t i = 0; i < library.count; i++)
        assert_same_entry(&first.entries[i], &library.entries[i]);
    assert_string_equal(told.data, "");
}

static void
the_name_says_what_it_is(void **state)
{
    (void)state;
    assert_int_equal(catalogue_form_of("x/Catalogue.CSV"), CATALOGUE_CSV);
    assert_int_equal(catalogue_form_of("x.csv/catalogue.yaml"), CATALOGUE_YAML);
    assert_int_equal(catalogue_form_of(".csv"), CATALOGUE_YAML);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, start, told_finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_with_one_id_are_one_publication),
        CASE(tables_of_any_spreadsheet_are_read),
        CASE(a_cell_may_have_lines_and_an_item_semicolons),
        CASE(every_mistake_has_its_line),
        CASE(a_catalogue_survives_the_way_to_csv_and_back),
        CASE(the_name_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
