/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The side file of pictures: what is written is read, what is damaged is not there, and lines of
 * a page are found again in its text. */
#include "check.h"

#include "picture/picture_file.h"
#include "picture/picture_lines.h"

#include "store/pictures_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char digest[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char other_digest[] =
    "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
enum { RECIPE = 0x1234 };

static char folder[] = "/tmp/stepwell-picture-XXXXXX";
static char index_path[80], side_path[100], next_path[100], part_path[100];
static struct error err;
static struct picture found;

static int
make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(index_path, sizeof index_path, "%s/library.idx", folder);
    snprintf(side_path, sizeof side_path, "%s.pictures", index_path);
    snprintf(next_path, sizeof next_path, "%s.new.pictures", index_path);
    snprintf(part_path, sizeof part_path, "%s.pictures.part", index_path);
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static int
forget(void **state)
{
    (void)state;
    unlink(side_path);
    unlink(next_path);
    unlink(part_path);
    return 0;
}

/* Its bytes say which page it is. */
static struct wire_picture
jpeg_of(int64_t page)
{
    static char bytes[8];
    snprintf(bytes, sizeof bytes, "\xFF\xD8\xFF%03d", (int)page % 1000);
    return (struct wire_picture) { page, 208, 294, bytes, sizeof bytes - 1 };
}

static void
add(struct picture_writer *writer, const char *of, int64_t page)
{
    static const struct pictures_line lines[] = { { 0, 5, 100, 50, 300, 70 },
                                                  { 6, 11, 100, 80, 500, 100 } };
    struct buf record = BUF_INIT(1 << 20);
    struct wire_picture picture = jpeg_of(page);
    uint64_t key = pictures_file_key(of, RECIPE);
    if (page == 13) /* which cannot be drawn */
        picture = (struct wire_picture) { .page = 13, .bytes = "" };
    picture_file_make(&record, key, &picture, 11, lines, 2);
    assert_true(picture_writer_add(writer, key, page, &record, &err));
    buf_free(&record);
}

/* Pages 1 to 200 of one document and page 1 of another. */
static void
write_side_file(void)
{
    struct picture_writer *writer;
    assert_true(picture_writer_open(next_path, &writer, &err));
    for (int64_t page = 1; page <= 200; page++)
        add(writer, digest, page);
    add(writer, other_digest, 1);
    assert_true(picture_writer_publish(writer, RECIPE, index_path, &err));
}

static void
what_is_written_is_found(void **state)
{
    (void)state;
    write_side_file();
    struct pictures *pictures = pictures_open(index_path);
    struct buf jpeg = BUF_INIT(1 << 20);
    assert_int_equal(pictures_count(pictures), 201);
    assert_int_equal(pictures_drawn(pictures), 200);
    assert_int_equal(pictures_recipe(pictures), RECIPE);
    for (int64_t page = 1; page <= 200; page++) {
        struct wire_picture picture = jpeg_of(page);
        assert_int_equal(pictures_find(pictures, digest, page, &found), page != 13);
        if (page == 13)
            continue;
        buf_reset(&jpeg);
        assert_true(pictures_read(pictures, found.address, &jpeg));
        assert_int_equal(jpeg.length, picture.length);
        assert_memory_equal(jpeg.data, picture.bytes, jpeg.length);
    }
    assert_int_equal(found.width, 208);
    assert_int_equal(found.height, 294);
    assert_int_equal(found.text_length, 11);
    assert_int_equal(found.line_count, 2);
    assert_int_equal(found.lines[1].from, 6);
    assert_int_equal(found.lines[1].x1, 500);
    assert_true(pictures_find(pictures, other_digest, 1, &found));
    assert_false(pictures_find(pictures, other_digest, 2, &found));
    assert_false(pictures_find(pictures, digest, 201, &found));
    assert_false(pictures_find(pictures, digest, 0, &found));
    assert_false(pictures_find(pictures, "", 1, &found));
    buf_free(&jpeg);
    pictures_close(pictures);
}

static void
only_one_address_leads_to_a_picture(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "1",
        "0123456789abdedb",
        "0123456789abdedb-",
        "0123456789abdedb-0",
        "0123456789abdedb-01",
        "0123456789ABDEDB-1",
        "0123456789abdedb-1x",
        "00123456789abdedb-1",
        "0123456789abdedb-99999999999999999999",
        "0123456789abdedb-13",
        "../../etc/passwd",
    };
    write_side_file();
    struct pictures *pictures = pictures_open(index_path);
    struct buf jpeg = BUF_INIT(1 << 20);
    assert_true(pictures_find(pictures, digest, 1, &found));
    assert_string_equal(found.address, "0123456789abdfdb-1");
    assert_true(pictures_read(pictures, "0123456789abdfdb-1", &jpeg));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(pictures_read(pictures, wrong[i], &jpeg));
    assert_false(pictures_read(pictures, "0123456789abdfdb-13", &jpeg));
    assert_false(pictures_read(pictures, "0123456789abdfdb-01", &jpeg));
    buf_free(&jpeg);
    pictures_close(pictures);
}

static void
without_a_file_there_are_no_pictures(void **state)
{
    (void)state;
    struct pictures *pictures = pictures_open(index_path);
    assert_int_equal(pictures_count(pictures), 0);
    assert_string_equal(pictures_id(pictures), "");
    assert_false(pictures_find(pictures, digest, 1, &found));
    assert_true(pictures_is_current(pictures));
    write_side_file();
    assert_false(pictures_is_current(pictures));
    pictures_close(pictures);
    pictures = pictures_open("xapian:/somewhere");
    assert_int_equal(pictures_count(pictures), 0);
    assert_true(pictures_is_current(pictures));
    pictures_close(pictures);
}

static void
another_file_has_another_id(void **state)
{
    (void)state;
    char id[20];
    struct picture_writer *writer;
    write_side_file();
    struct pictures *pictures = pictures_open(index_path);
    snprintf(id, sizeof id, "%s", pictures_id(pictures));
    assert_true(picture_writer_open(next_path, &writer, &err));
    add(writer, digest, 1);
    assert_true(picture_writer_publish(writer, RECIPE, index_path, &err));
    assert_false(pictures_is_current(pictures));
    /* The one that is open can be used until it is closed. */
    assert_true(pictures_find(pictures, digest, 200, &found));
    pictures_close(pictures);
    pictures = pictures_open(index_path);
    assert_string_not_equal(pictures_id(pictures), id);
    assert_true(pictures_is_current(pictures));
    pictures_close(pictures);
}

/* Every byte of a small file turned round, and every length of it. */
static void
a_damaged_file_shows_nothing_wrong(void **state)
{
    (void)state;
    struct picture_writer *writer;
    char bytes[1000];
    assert_true(picture_writer_open(next_path, &writer, &err));
    add(writer, digest, 1);
    add(writer, digest, 2);
    assert_true(picture_writer_publish(writer, RECIPE, index_path, &err));
    int file = open(side_path, O_RDWR | O_CLOEXEC);
    ssize_t length = read(file, bytes, sizeof bytes);
    assert_in_range(length, 100, 999);
    for (ssize_t at = 0; at < 2 * length; at++) {
        struct buf jpeg = BUF_INIT(1 << 20);
        char turned = (char)~bytes[at % length];
        assert_int_equal(pwrite(file, bytes, (size_t)length, 0), length);
        if (at < length)
            assert_int_equal(pwrite(file, &turned, 1, at), 1);
        else
            assert_int_equal(ftruncate(file, at - length), 0);
        struct pictures *pictures = pictures_open(index_path);
        for (int64_t page = 1; page <= 2; page++) {
            struct wire_picture picture = jpeg_of(page);
            buf_reset(&jpeg);
            if (!pictures_find(pictures, digest, page, &found))
                continue;
            assert_int_equal(found.width, 208);
            assert_int_equal(found.line_count, 2);
            if (pictures_read(pictures, found.address, &jpeg))
                assert_memory_equal(jpeg.data, picture.bytes, picture.length);
        }
        pictures_close(pictures);
        buf_free(&jpeg);
    }
    close(file);
}

/* ---- in the making ---- */

/* So many of the first pages, and none behind them. */
static bool
holds_pages(const struct picture_part *part, int64_t pages)
{
    for (int64_t page = 1; page <= pages; page++)
        if (!picture_part_has(part, 7, page))
            return false;
    return !picture_part_has(part, 7, pages + 1);
}

static void
what_was_drawn_survives_a_kill(void **state)
{
    (void)state;
    struct picture_part *part;
    struct buf bytes = BUF_INIT(1 << 20);
    struct wire_picture picture;
    assert_true(picture_part_open(part_path, RECIPE, &part, &err));
    for (int64_t page = 1; page <= 3000; page++) {
        picture = jpeg_of(page);
        assert_true(picture_part_add(part, 7, &picture, &err));
    }
    picture_part_close(part);
    struct stat status;
    assert_int_equal(stat(part_path, &status), 0);
    assert_int_equal(truncate(part_path, status.st_size - 3), 0);

    assert_true(picture_part_open(part_path, RECIPE, &part, &err));
    assert_true(holds_pages(part, 2999));
    assert_false(picture_part_has(part, 8, 1));
    assert_true(picture_part_read(part, 7, 1234, &picture, &bytes));
    assert_memory_equal(picture.bytes, jpeg_of(1234).bytes, picture.length);
    picture = jpeg_of(3000);
    assert_true(picture_part_add(part, 7, &picture, &err));
    picture_part_close(part);
    assert_true(picture_part_open(part_path, RECIPE, &part, &err));
    assert_true(holds_pages(part, 3000));
    picture_part_close(part);
    buf_free(&bytes);
}

static void
what_another_recipe_left_is_dropped(void **state)
{
    (void)state;
    struct picture_part *part;
    struct wire_picture picture = jpeg_of(1);
    assert_true(picture_part_open(part_path, RECIPE, &part, &err));
    assert_true(picture_part_add(part, 7, &picture, &err));
    picture_part_close(part);
    assert_true(picture_part_open(part_path, RECIPE + 1, &part, &err));
    assert_true(holds_pages(part, 0));
    picture_part_close(part);
}

/* ---- lines ---- */

static struct arena *arena;

static int
start_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
end_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void
read_lines(struct document *document, const struct wire_line *lines, size_t count)
{
    struct buf frames = BUF_INIT(1 << 20);
    struct wire_document about = {
        .format = "pdf", .mime = "", .title = "", .author = "", .lang = ""
    };
    struct wire_unit unit = { .number = 4,
                              .label = "",
                              .section = "",
                              .anchor = "",
                              .lang = "",
                              .width = 500,
                              .height = 1000,
                              .lines = lines,
                              .line_count = count };
    wire_add_document(&frames, 0, &about);
    wire_add_unit(&frames, 0, &unit);
    document_read(document, frames.data, frames.length, arena);
    document_clean(document);
    buf_free(&frames);
}

/* The bytes of each line are its own words, hyphens and composition included. */
static void
lines_are_found_in_the_text(void **state)
{
    (void)state;
    static const struct wire_line lines[] = {
        { "A heading of the page", 50, 100, 250, 124, 24, WIRE_STYLE_TEXT, 0 },
        { "Cafe\xCC\x81 au lait is what the infor-", 50, 150, 450, 160, 10,
          WIRE_STYLE_TEXT, 0 },
        { "mation says, and more information", 50, 162, 450, 172, 10, WIRE_STYLE_TEXT,
          0 },
        { "follows in a last line.", 50, 174, 300, 184, 10, WIRE_STYLE_TEXT, 0 },
    };
    struct document document;
    const struct pictures_line *places;
    uint32_t length;
    read_lines(&document, lines, 4);
    assert_int_equal(picture_lines_find(&document, 4, &places, &length), 4);
    assert_int_equal(length, document.pages[0].length);
    const char *text = document.pages[0].text;
    static const char *const begins[] = { "A heading", "Caf\xC3\xA9", "mation says",
                                          "follows" };
    for (size_t i = 0; i < 4; i++) {
        assert_in_range(places[i].to, places[i].from, length);
        assert_memory_equal(text + places[i].from, begins[i], strlen(begins[i]));
    }
    assert_int_equal(places[3].to, length);
    assert_int_equal(places[0].x0, 100);
    assert_int_equal(places[0].x1, 500);
    assert_int_equal(places[0].y0, 100);
    assert_int_equal(places[0].y1, 124);
}

static void
a_page_without_a_layout_has_no_lines(void **state)
{
    (void)state;
    static const struct wire_line lines[] = { { .text = "plain" } };
    struct document document;
    const struct pictures_line *places;
    uint32_t length;
    read_lines(&document, lines, 1);
    assert_int_equal(picture_lines_find(&document, 4, &places, &length), 0);
    assert_int_equal(length, 0);
    assert_int_equal(picture_lines_find(&document, 5, &places, &length), 0);
}

static void
a_box_beyond_the_page_ends_at_its_edge(void **state)
{
    (void)state;
    static const struct wire_line lines[] = {
        { "far out", -90, -5, 900, 2000, 10, WIRE_STYLE_TEXT, 0 },
    };
    struct document document;
    const struct pictures_line *places;
    uint32_t length;
    read_lines(&document, lines, 1);
    assert_int_equal(picture_lines_find(&document, 4, &places, &length), 1);
    assert_int_equal(places[0].x0, 0);
    assert_int_equal(places[0].y0, 0);
    assert_int_equal(places[0].x1, 1000);
    assert_int_equal(places[0].y1, 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_written_is_found, forget),
        cmocka_unit_test_teardown(only_one_address_leads_to_a_picture, forget),
        cmocka_unit_test_teardown(without_a_file_there_are_no_pictures, forget),
        cmocka_unit_test_teardown(another_file_has_another_id, forget),
        cmocka_unit_test_teardown(a_damaged_file_shows_nothing_wrong, forget),
        cmocka_unit_test_teardown(what_was_drawn_survives_a_kill, forget),
        cmocka_unit_test_teardown(what_another_recipe_left_is_dropped, forget),
        cmocka_unit_test_setup_teardown(lines_are_found_in_the_text, start_arena,
                                        end_arena),
        cmocka_unit_test_setup_teardown(a_page_without_a_layout_has_no_lines, start_arena,
                                        end_arena),
        cmocka_unit_test_setup_teardown(a_box_beyond_the_page_ends_at_its_edge,
                                        start_arena, end_arena),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
