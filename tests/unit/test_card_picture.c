/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which picture a card shows, and where its marks are. */
#include "check.h"

#include "picture/picture_file.h"
#include "render/card_picture.h"
#include "store/pictures_file.h"

#include <unistd.h>

static const char report_digest[] =
    "aaaaaaaaaaaaaaaa0000000000000000000000000000000000000000000000000";
static const char twin_digest[] =
    "bbbbbbbbbbbbbbbb0000000000000000000000000000000000000000000000000";

static char folder[] = "/tmp/stepwell-card-XXXXXX";
static char index_path[80], side_path[100], next_path[100];
static struct pictures *pictures;
static struct buf out;

/* A line of the text, at 100 to 900 of the width and 200 to 220 of the height; one that runs up
 * the page. */
static const char text[] = "ten signs: father reads";
static const struct pictures_line lines[] = { { 0, 10, 100, 200, 900, 240 },
                                              { 11, 23, 50, 300, 80, 900 } };

static void
add(struct picture_writer *writer, const char *digest, int64_t page, uint32_t length)
{
    struct error err = ERROR_INIT;
    struct buf record = BUF_INIT(1 << 20);
    struct wire_picture picture = { page, 208, 295, "\xFF\xD8\xFF..", 5 };
    uint64_t key = pictures_file_key(digest, 0);
    picture_file_make(&record, key, &picture, length, lines, 2);
    assert_true(picture_writer_add(writer, key, page, &record, &err));
    buf_free(&record);
}

static int
make_pictures(void **state)
{
    (void)state;
    struct picture_writer *writer;
    struct error err = ERROR_INIT;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(index_path, sizeof index_path, "%s/library.idx", folder);
    snprintf(side_path, sizeof side_path, "%s.pictures", index_path);
    snprintf(next_path, sizeof next_path, "%s.new", index_path);
    if (!picture_writer_open(next_path, &writer, &err))
        return -1;
    add(writer, report_digest, 1, 99);
    add(writer, report_digest, 6, sizeof text - 1);
    add(writer, report_digest, 7, sizeof text);
    add(writer, twin_digest, 3, sizeof text - 1);
    if (!picture_writer_publish(writer, 0, index_path, &err))
        return -1;
    pictures = pictures_open(index_path);
    return 0;
}

static int
remove_pictures(void **state)
{
    (void)state;
    pictures_close(pictures);
    unlink(side_path);
    return rmdir(folder);
}

static const struct publication_file files[] = {
    { .format = "pdf", .digest = report_digest },
    { .format = "pptx", .digest = "cccccccccccccccc" },
    { .format = "pdf", .digest = twin_digest },
};

static struct search_passage
passage(int64_t page, const char *locator, size_t from, size_t to)
{
    struct search_passage passage = { .page = { .number = page,
                                                .locator = locator,
                                                .text = text,
                                                .text_length = sizeof text - 1 },
                                      .file = &files[0],
                                      .opened = &files[0] };
    passage.places.items[0].from = from;
    passage.places.items[0].to = to;
    passage.places.count = to > from;
    return passage;
}

static const char *
written(const struct search_passage *passages, size_t count)
{
    struct render_view view = { .pictures = pictures };
    struct search_result result = { .passages = passages, .passage_count = count };
    result.publication.files = files;
    result.publication.file_count = 1;
    buf_free(&out);
    out = (struct buf)BUF_INIT(1 << 16);
    card_picture_write(&out, &view, &result);
    return out.data;
}

static void
the_page_of_the_best_passage_is_shown(void **state)
{
    (void)state;
    struct search_passage passages[] = { passage(40, "page 40", 0, 0),
                                         passage(6, "page iv", 0, 5) };
    /* "ten s" is the first half of the line. */
    assert_string_equal(
        written(passages, 2),
        "<span class=\"page\" aria-hidden=\"true\"><img "
        "src=\"?picture=aaaaaaaaaaaaaaaa-6\" "
        "width=\"104\" height=\"148\" alt=\"\" loading=\"lazy\"><svg viewBox=\"0 0 200 "
        "200\" preserveAspectRatio=\"none\"><path d=\"M20 40H100V48H20z\"/></svg>"
        "<b>iv</b></span>\n");
}

static void
a_script_from_right_to_left_is_marked_from_the_right(void **state)
{
    (void)state;
    struct search_passage one = passage(6, "page 6", 0, 5);
    one.page.lang = lang_find("ar");
    assert_non_null(one.page.lang);
    assert_non_null(strstr(written(&one, 1), "d=\"M100 40H180V48H100z\""));
}

static void
text_that_runs_up_the_page_is_marked_whole(void **state)
{
    (void)state;
    struct search_passage one = passage(6, "page 6", 12, 15);
    assert_non_null(strstr(written(&one, 1), "d=\"M9 60H17V180H9z\""));
}

static void
a_match_over_two_lines_has_two_marks(void **state)
{
    (void)state;
    struct search_passage one = passage(6, "page 6", 5, 14);
    assert_non_null(strstr(written(&one, 1), "d=\"M100 40H180V48H100zM9 60H17V180H9z\""));
}

/* Lines of another text would be marked at random. */
static void
another_text_has_no_marks(void **state)
{
    (void)state;
    struct search_passage one = passage(7, "page 7", 0, 5);
    assert_non_null(strstr(written(&one, 1), "-7\""));
    assert_null(strstr(out.data, "<svg"));
}

static void
a_slide_has_the_picture_of_its_pdf_without_marks(void **state)
{
    (void)state;
    struct search_passage one = passage(3, "slide 3", 0, 5);
    one.file = &files[1];
    one.opened = &files[2];
    assert_non_null(strstr(written(&one, 1), "?picture=bbbbbbbbbbbbbbbb-3\""));
    assert_non_null(strstr(out.data, "<b>3</b>"));
    assert_null(strstr(out.data, "<svg"));
}

static void
without_the_page_the_first_one_is_shown(void **state)
{
    (void)state;
    struct search_passage one = passage(40, "page 40", 0, 5);
    assert_non_null(strstr(written(&one, 1), "?picture=aaaaaaaaaaaaaaaa-1\""));
    assert_null(strstr(out.data, "<b>"));
    assert_non_null(strstr(written(NULL, 0), "?picture=aaaaaaaaaaaaaaaa-1\""));
}

static void
where_there_is_no_picture_nothing_is_written(void **state)
{
    (void)state;
    struct search_result result = { .passage_count = 0 };
    struct render_view view = { .pictures = NULL };
    result.publication.files = &files[1];
    result.publication.file_count = 1;
    buf_reset(&out);
    card_picture_write(&out, &view, &result);
    view.pictures = pictures;
    card_picture_write(&out, &view, &result);
    assert_string_equal(out.data, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_the_best_passage_is_shown),
        cmocka_unit_test(a_script_from_right_to_left_is_marked_from_the_right),
        cmocka_unit_test(text_that_runs_up_the_page_is_marked_whole),
        cmocka_unit_test(a_match_over_two_lines_has_two_marks),
        cmocka_unit_test(another_text_has_no_marks),
        cmocka_unit_test(a_slide_has_the_picture_of_its_pdf_without_marks),
        cmocka_unit_test(without_the_page_the_first_one_is_shown),
        cmocka_unit_test(where_there_is_no_picture_nothing_is_written),
    };
    out = (struct buf)BUF_INIT(1 << 16);
    int failed = cmocka_run_group_tests(tests, make_pictures, remove_pictures);
    buf_free(&out);
    return failed;
}
