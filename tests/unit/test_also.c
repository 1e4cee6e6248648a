/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Other formats and other languages of a publication, in words and with links. */
#include "check.h"

#include "render/also.h"

static const struct publication_file files[] = {
    { .id = 4,
      .name = "a.pdf",
      .url = "https://example.org/a.pdf",
      .format = "pdf",
      .lang = "en" },
    { .id = 5,
      .name = "a.pptx",
      .url = "https://example.org/a.pptx",
      .format = "pptx",
      .lang = "hr",
      .twin_of = 4 },
    { .id = 6,
      .name = "a.docx",
      .url = "",
      .format = "docx",
      .lang = "en",
      .twin_of = 4 },
    { .id = 7,
      .name = "b.pdf",
      .url = "https://example.org/b.pdf",
      .format = "pdf",
      .lang = "uk" },
};

static const struct publication_version versions[] = {
    { "ghid", "Ghid", "ro" },
    { "guide-2", "Guide, easy to read", "en" },
    { "nameless", "", "" },
};

static const struct publication publication = { .key = "guide",
                                                .title = "Guide",
                                                .lang = "en",
                                                .files = files,
                                                .file_count = 4,
                                                .versions = versions,
                                                .version_count = 3 };

static const char *
text(struct buf *out, enum phrase phrase, const struct tongue *tongue,
     const struct also_item *items, size_t count)
{
    buf_reset(out);
    also_write_text(out, tongue, phrase, items, count);
    return out->data;
}

static void
formats_of_twins_are_named(void **state)
{
    struct also_item items[ALSO_MOST];
    struct buf out = BUF_INIT(1000);
    const struct tongue *english = tongue_english();
    (void)state;
    size_t count = also_formats(english, &publication, &files[0], items);
    assert_string_equal(text(&out, PHRASE_ALSO_AS, english, items, count),
                        "also as PPTX, DOCX");
    count = also_formats(english, &publication, &files[2], items);
    assert_string_equal(text(&out, PHRASE_ALSO_AS, english, items, count),
                        "also as PDF, PPTX");
    assert_int_equal(also_formats(english, &publication, &files[3], items), 0);
    assert_int_equal(also_formats(english, &publication, NULL, items), 0);
    assert_string_equal(text(&out, PHRASE_ALSO_AS, english, items, 0), "");
    buf_free(&out);
}

static void
the_language_of_the_reader_is_first(void **state)
{
    struct also_item items[ALSO_MOST];
    struct buf out = BUF_INIT(1000);
    (void)state;
    size_t count = also_languages(tongue_english(), &publication, items);
    assert_string_equal(text(&out, PHRASE_ALSO_IN, tongue_english(), items, count),
                        "also in Українська, Română, Guide, easy to read");
    const struct tongue *romanian = tongue_find("ro");
    count = also_languages(romanian, &publication, items);
    assert_string_equal(text(&out, PHRASE_ALSO_IN, romanian, items, count),
                        "și în: Română, Українська, Guide, easy to read");
    buf_free(&out);
}

static void
links_lead_to_files_and_publications(void **state)
{
    struct request request;
    request_init(&request);
    const struct render_view view = { .tongue = tongue_english(), .request = &request };
    struct also_item items[ALSO_MOST];
    struct buf out = BUF_INIT(1000);
    (void)state;
    size_t count = also_formats(view.tongue, &publication, &files[0], items);
    also_write_html(&out, &view, PHRASE_ALSO_AS, items, count);
    assert_string_equal(out.data,
                        "also as <a href=\"https://example.org/a.pptx\">PPTX</a>, "
                        "<bdi>DOCX</bdi>");
    buf_reset(&out);
    count = also_languages(view.tongue, &publication, items);
    also_write_html(&out, &view, PHRASE_ALSO_IN, items, 2);
    assert_string_equal(out.data, "also in <bdi lang=\"uk\">Українська</bdi>, "
                                  "<a href=\"?browse=1&in=ghid\" hreflang=\"ro\" "
                                  "lang=\"ro\">Română</a>");
    assert_int_equal(count, 3);
    buf_free(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_of_twins_are_named),
        cmocka_unit_test(the_language_of_the_reader_is_first),
        cmocka_unit_test(links_lead_to_files_and_publications),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
