/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same work in two files is recognised by its text, and shown once. */
#include "fixture_store.h"

#include "update/likeness.h"
#include "update/twins.h"

enum { WORDS = 300, TEXT_BYTES = 8192 };

/* Text of numbered words, of which every nth is another one. */
static const char *
text_of(struct arena *arena, unsigned seed, unsigned other, const char *tail)
{
    struct buf text = BUF_INIT(TEXT_BYTES);
    for (unsigned i = 0; i < WORDS; i++)
        buf_format(&text, "%s%u ", other != 0 && i % other == 0 ? "new" : "word",
                   (i * 7919 + seed) % 1009);
    buf_add_text(&text, tail);
    const char *copy = arena_text(arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

/* ---- likeness ---- */

static void
make(const char *text, struct likeness *likeness)
{
    struct likeness_pairs pairs = { .count = 0 };
    struct buf kept = BUF_INIT(TEXT_BYTES);
    likeness_pairs_add(&pairs, text, strlen(text));
    likeness_pairs_sort(&pairs);
    likeness_write(&kept, &pairs);
    assert_true(likeness_read(kept.data, kept.length, likeness));
    buf_free(&kept);
    likeness_pairs_free(&pairs);
}

static bool
is_same(const char *left, const char *right)
{
    struct likeness a, b;
    make(left, &a);
    make(right, &b);
    assert_true(likeness_is_same(&a, &b) == likeness_is_same(&b, &a));
    return likeness_is_same(&a, &b);
}

static void
a_text_is_known_again_with_a_few_other_words(void **state)
{
    struct arena *arena = arena_new();
    const char *text = text_of(arena, 1, 0, "");
    (void)state;
    assert_true(is_same(text, text));
    assert_true(is_same(text, text_of(arena, 1, 40, "")));
    assert_false(is_same(text, text_of(arena, 1, 8, "")));
    assert_false(is_same(text, text_of(arena, 2, 1, "")));
    arena_free(arena);
}

static void
case_marks_and_line_ends_make_no_difference(void **state)
{
    struct likeness a, b;
    (void)state;
    make("Părinții și copiii", &a);
    make("PARINTII\nsi  copiii.", &b);
    assert_int_equal(a.count, 3);
    assert_true(likeness_measure(&a, &b) > 0.99);
}

static void
a_few_words_are_never_enough(void **state)
{
    (void)state;
    assert_false(is_same("Thank you! Questions?", "Thank you! Questions?"));
    assert_false(is_same("", ""));
}

static void
another_year_is_another_edition(void **state)
{
    struct arena *arena = arena_new();
    const char *older = text_of(arena, 1, 0, "Rules for 2019");
    (void)state;
    assert_true(is_same(older, text_of(arena, 1, 0, "Rules for 2019 again")));
    assert_false(is_same(older, text_of(arena, 1, 0, "Rules for 2020")));
    assert_false(is_same(older, text_of(arena, 1, 0, "Rules for 2020, first of 2019")));
    assert_true(is_same(older, text_of(arena, 1, 0, "Rules for 2019, law of 1998")));
    arena_free(arena);
}

static void
bytes_that_are_no_likeness_are_refused(void **state)
{
    static const char bytes[2000] = "x";
    struct likeness likeness;
    (void)state;
    assert_false(likeness_read(NULL, 0, &likeness));
    assert_false(likeness_read(bytes, 24, &likeness));
    assert_true(likeness_read(bytes, 25, &likeness));
    assert_false(likeness_read(bytes, 27, &likeness));
    assert_true(likeness_read(bytes, 25 + 1600, &likeness));
    assert_false(likeness_read(bytes, 25 + 1604, &likeness));
}

/* ---- in a store ---- */

struct shelf_file {
    const char *key, *format, *part, *text;
    bool loose;
};

static void
put(struct library *library, const struct shelf_file *shelf, size_t count)
{
    struct publication_file files[2];
    assert_in_range(count, 1, 2);
    for (size_t i = 0; i < count; i++)
        files[i] = (struct publication_file) { .name = shelf[i].format,
                                               .url = "",
                                               .label = "",
                                               .part = shelf[i].part,
                                               .type = "",
                                               .format = shelf[i].format,
                                               .lang = "en",
                                               .digest = "",
                                               .status = "indexed",
                                               .reason = "",
                                               .pages = 1 };
    struct publication publication = { .key = shelf->key,
                                       .title = shelf->key,
                                       .about = "",
                                       .kind = "",
                                       .lang = "en",
                                       .page = "",
                                       .contact = "",
                                       .loose = shelf->loose,
                                       .files = files,
                                       .file_count = count };
    library_must(library, store_put_publication(library->writer, &publication, files,
                                                library->tokens, &library->err));
    for (size_t i = 0; i < count; i++) {
        struct likeness_pairs pairs = { .count = 0 };
        struct buf likeness = BUF_INIT(TEXT_BYTES);
        likeness_pairs_add(&pairs, shelf[i].text, strlen(shelf[i].text));
        likeness_pairs_sort(&pairs);
        likeness_write(&likeness, &pairs);
        library_put_page(library, &publication, files[i].id, 1, shelf[i].text);
        library_must(library, store_put_likeness(library->writer, files[i].id, &likeness,
                                                 &library->err));
        buf_free(&likeness);
        likeness_pairs_free(&pairs);
    }
}

static void
begin(struct library *library)
{
    library_must(library, store_begin(library->writer, &library->err));
}

static void
publish(struct library *library)
{
    library_must(library, twins_find(library->writer, &library->err));
    library_must(library, store_commit(library->writer, &library->err));
    library_publish(library);
}

static void
files_of_a_folder_with_one_text_are_one_publication(void **state)
{
    struct library library;
    struct publication publication;
    (void)state;
    library_open(&library);
    const char *text = text_of(library.arena, 1, 0, "lighthouse");
    const struct shelf_file docx = { "a.docx", "docx", "", text, true };
    const struct shelf_file pdf = { "z.pdf", "pdf", "", text, true };
    const struct shelf_file other = { "other.pdf", "pdf", "",
                                      text_of(library.arena, 5, 1, "lighthouse"), true };
    begin(&library);
    put(&library, &docx, 1);
    put(&library, &pdf, 1);
    put(&library, &other, 1);
    publish(&library);
    library.want.facets = true;
    assert_string_equal(library_find(&library, "lighthouse"), "other.pdf:1 z.pdf:1");
    assert_int_equal(library.hits.pages, 2);
    assert_int_equal(store_facts(library.reader)->publications, 2);
    assert_string_equal(library_find(&library, "lighthouse type:docx"), "z.pdf:1");
    assert_string_equal(library_find(&library, "lighthouse type:docx type:pdf"),
                        "other.pdf:1 z.pdf:1");
    assert_string_equal(library_find(&library, "in:a.docx"), "z.pdf");
    library_must(&library,
                 store_publication_of_key(library.reader, "a.docx", library.arena,
                                          &publication, &library.err));
    assert_string_equal(publication.key, "z.pdf");
    assert_int_equal(publication.file_count, 2);
    assert_string_equal(publication.files[1].name, "a.docx");
    assert_true(publication_file_is_twin(&publication.files[0], &publication.files[1]));
    library_close(&library);
}

static void
a_twin_that_goes_leaves_the_other_one(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    const char *text = text_of(library.arena, 1, 0, "lighthouse");
    const struct shelf_file docx = { "a.docx", "docx", "", text, true };
    const struct shelf_file pdf = { "z.pdf", "pdf", "", text, true };
    const struct shelf_file changed = { "z.pdf", "pdf", "",
                                        text_of(library.arena, 9, 1, "windmill"), true };
    begin(&library);
    put(&library, &docx, 1);
    publish(&library);
    assert_string_equal(library_find(&library, "lighthouse"), "a.docx:1");
    begin(&library);
    put(&library, &pdf, 1);
    publish(&library);
    assert_string_equal(library_find(&library, "lighthouse"), "z.pdf:1");
    begin(&library);
    library_must(&library, store_forget(library.writer, "z.pdf", &library.err));
    put(&library, &changed, 1);
    publish(&library);
    assert_string_equal(library_find(&library, "lighthouse"), "a.docx:1");
    assert_string_equal(library_find(&library, "windmill"), "z.pdf:1");
    begin(&library);
    library_must(&library, store_forget(library.writer, "z.pdf", &library.err));
    put(&library, &pdf, 1);
    publish(&library);
    begin(&library);
    library_must(&library, store_forget(library.writer, "z.pdf", &library.err));
    publish(&library);
    assert_string_equal(library_find(&library, "lighthouse"), "a.docx:1");
    assert_int_equal(store_facts(library.reader)->publications, 1);
    library_close(&library);
}

static void
publications_of_a_catalogue_stay_apart(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    const char *text = text_of(library.arena, 1, 0, "lighthouse");
    const struct shelf_file one = { "one", "pdf", "", text, false };
    const struct shelf_file two = { "two", "pdf", "", text, false };
    begin(&library);
    put(&library, &one, 1);
    put(&library, &two, 1);
    publish(&library);
    assert_string_equal(library_find(&library, "lighthouse"), "one:1 two:1");
    library_close(&library);
}

static void
files_of_one_publication_are_compared(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    const char *text = text_of(library.arena, 1, 0, "lighthouse");
    const struct shelf_file by_text[] = { { "text", "odt", "", text, false },
                                          { "text", "docx", "", text, false } };
    const struct shelf_file by_part[] = {
        { "part", "pptx", "Day 1", "lighthouse with a windmill", false },
        { "part", "pdf", "Day 1", "lighthouse", false }
    };
    begin(&library);
    put(&library, by_text, 2);
    put(&library, by_part, 2);
    publish(&library);
    library_find(&library, "lighthouse");
    assert_int_equal(library.hits.publications, 2);
    /* What a slide says alone is found on the slide. */
    assert_int_equal(library.hits.pages, 3);
    assert_string_equal(library_find(&library, "windmill"), "part:1");
    library_close(&library);
}

static void
a_word_of_the_twin_alone_is_found(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    const struct shelf_file docx = { "a.docx", "docx", "",
                                     text_of(library.arena, 1, 0, "windmill"), true };
    const struct shelf_file pdf = { "z.pdf", "pdf", "", text_of(library.arena, 1, 0, ""),
                                    true };
    begin(&library);
    put(&library, &docx, 1);
    put(&library, &pdf, 1);
    publish(&library);
    assert_string_equal(library_find(&library, "windmill"), "z.pdf:1");
    assert_int_equal(library.hits.pages, 1);
    assert_string_equal(library_find(&library, "word1"), "z.pdf:1");
    assert_int_equal(library.hits.pages, 1);
    library_close(&library);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_known_again_with_a_few_other_words),
        cmocka_unit_test(case_marks_and_line_ends_make_no_difference),
        cmocka_unit_test(a_few_words_are_never_enough),
        cmocka_unit_test(another_year_is_another_edition),
        cmocka_unit_test(bytes_that_are_no_likeness_are_refused),
        cmocka_unit_test(files_of_a_folder_with_one_text_are_one_publication),
        cmocka_unit_test(a_twin_that_goes_leaves_the_other_one),
        cmocka_unit_test(publications_of_a_catalogue_stay_apart),
        cmocka_unit_test(files_of_one_publication_are_compared),
        cmocka_unit_test(a_word_of_the_twin_alone_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
