/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames there and back, and what a worker that was taken over might send instead. */
#include "check.h"

#include "base/limits.h"
#include "extract/wire.h"

#include <math.h>

struct bench {
    struct arena *arena;
    struct buf out;
};

static int
set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->arena = arena_new();
    bench->out = (struct buf)BUF_INIT(4 * (size_t)LIMIT_FRAME_BYTES);
    *state = bench;
    return 0;
}

static int
tear_down(void **state)
{
    struct bench *bench = *state;
    arena_free(bench->arena);
    buf_free(&bench->out);
    free(bench);
    return 0;
}

/* The payload of the one frame in out, after a look at its header. */
static const char *
payload(const struct bench *bench, enum wire_type type, size_t *length)
{
    struct wire_header header;
    assert_true(wire_read_header((const unsigned char *)bench->out.data, &header));
    assert_int_equal(header.type, type);
    assert_int_equal(header.serial, 7);
    assert_int_equal(header.length, bench->out.length - WIRE_HEADER_BYTES);
    *length = (size_t)header.length;
    return bench->out.data + WIRE_HEADER_BYTES;
}

static const struct wire_line sample_lines[] = {
    { "Ohne Mühe", 10.5F, 20, 200.25F, 32, 11, WIRE_STYLE_HEADING, 2 },
    { "", 0, 0, 0, 0, 0, WIRE_STYLE_TEXT, 0 },
    { "cell\tcell", 1, 2, 3, 4, 5, WIRE_STYLE_ROW, 0 },
};

static const struct wire_unit sample_unit = {
    .number = 12,
    .part = WIRE_PART_NOTES,
    .flags = WIRE_UNIT_HIDDEN | WIRE_UNIT_POOR,
    .label = "iv",
    .section = "Kapitel",
    .anchor = "top",
    .lang = "de",
    .width = 595,
    .height = 842,
    .lines = sample_lines,
    .line_count = 3,
};

static void
a_unit_arrives_as_it_was_sent(void **state)
{
    struct bench *bench = *state;
    struct wire_unit unit;
    size_t length;
    wire_add_unit(&bench->out, 7, &sample_unit);
    const char *bytes = payload(bench, WIRE_UNIT, &length);
    assert_true(wire_read_unit(bytes, length, bench->arena, &unit));
    assert_int_equal(unit.number, 12);
    assert_int_equal(unit.part, WIRE_PART_NOTES);
    assert_int_equal(unit.flags, WIRE_UNIT_HIDDEN | WIRE_UNIT_POOR);
    assert_string_equal(unit.label, "iv");
    assert_string_equal(unit.section, "Kapitel");
    assert_string_equal(unit.anchor, "top");
    assert_string_equal(unit.lang, "de");
    assert_true(unit.width == 595 && unit.height == 842);
    assert_int_equal(unit.line_count, 3);
    assert_string_equal(unit.lines[0].text, "Ohne Mühe");
    assert_true(unit.lines[0].x1 == 200.25F && unit.lines[0].size == 11);
    assert_int_equal(unit.lines[0].style, WIRE_STYLE_HEADING);
    assert_int_equal(unit.lines[0].level, 2);
    assert_string_equal(unit.lines[2].text, "cell\tcell");
}

static const struct wire_document sample_document = {
    .format = "pdf",
    .mime = "application/pdf",
    .pages = 20000,
    .title = "Рік",
    .author = "",
    .lang = "uk",
    .year = 2024,
    .flags = WIRE_DOCUMENT_ENCRYPTED | WIRE_DOCUMENT_PLAIN,
};

static void
a_document_arrives_as_it_was_sent(void **state)
{
    struct bench *bench = *state;
    struct wire_document document;
    size_t length;
    wire_add_document(&bench->out, 7, &sample_document);
    const char *bytes = payload(bench, WIRE_DOCUMENT, &length);
    assert_true(wire_read_document(bytes, length, bench->arena, &document));
    assert_string_equal(document.format, "pdf");
    assert_int_equal(document.pages, 20000);
    assert_string_equal(document.title, "Рік");
    assert_string_equal(document.author, "");
    assert_int_equal(document.year, 2024);
    assert_int_equal(document.flags, WIRE_DOCUMENT_ENCRYPTED | WIRE_DOCUMENT_PLAIN);
}

static void
requests_outlines_notes_ends_and_errors_arrive_too(void **state)
{
    struct bench *bench = *state;
    struct wire_request request = { ".pdf", "application/pdf", "geheim", 3, 9 }, request2;
    struct wire_outline outline = { "1. Einleitung", 3, 9, 120.5F }, outline2;
    struct wire_note note = { WIRE_REASON_TIMEOUT, 4, "slow" }, note2;
    struct wire_end end = { 31, 1200, 15000 }, end2;
    struct wire_error error = { WIRE_REASON_ENCRYPTED, "protected\nhint: no" }, error2;
    size_t length;

    wire_add_request(&bench->out, 7, &request);
    const char *bytes = payload(bench, WIRE_REQUEST, &length);
    assert_true(wire_read_request(bytes, length, bench->arena, &request2));
    assert_string_equal(request2.password, "geheim");
    assert_true(request2.first_page == 3 && request2.last_page == 9);

    buf_reset(&bench->out);
    wire_add_outline(&bench->out, 7, &outline);
    bytes = payload(bench, WIRE_OUTLINE, &length);
    assert_true(wire_read_outline(bytes, length, bench->arena, &outline2));
    assert_true(outline2.level == 3 && outline2.page == 9 && outline2.y == 120.5F);

    buf_reset(&bench->out);
    wire_add_note(&bench->out, 7, &note);
    bytes = payload(bench, WIRE_NOTE, &length);
    assert_true(wire_read_note(bytes, length, bench->arena, &note2));
    assert_true(note2.reason == WIRE_REASON_TIMEOUT && note2.page == 4);

    buf_reset(&bench->out);
    wire_add_end(&bench->out, 7, &end);
    bytes = payload(bench, WIRE_END, &length);
    assert_true(wire_read_end(bytes, length, &end2));
    assert_true(end2.units == 31 && end2.cpu_ms == 1200 && end2.peak_kib == 15000);

    buf_reset(&bench->out);
    wire_add_error(&bench->out, 7, &error);
    bytes = payload(bench, WIRE_ERROR, &length);
    assert_true(wire_read_error(bytes, length, bench->arena, &error2));
    assert_int_equal(error2.reason, WIRE_REASON_ENCRYPTED);
    assert_string_equal(error2.text, "protected\nhint: no");
}

static void
a_picture_is_a_whole_jpeg_or_nothing(void **state)
{
    struct bench *bench = *state;
    struct wire_picture picture = { 12, 208, 294, "\xFF\xD8\xFF...\xFF\xD9", 8 }, read;
    size_t length;
    wire_add_picture(&bench->out, 7, &picture);
    const char *bytes = payload(bench, WIRE_PICTURE, &length);
    assert_true(wire_read_picture(bytes, length, &read));
    assert_true(read.page == 12 && read.width == 208 && read.height == 294);
    assert_memory_equal(read.bytes, picture.bytes, picture.length);
    for (size_t cut = 0; cut < length; cut++)
        assert_false(wire_read_picture(bytes, cut, &read));

    buf_reset(&bench->out);
    picture.bytes = "<script>";
    wire_add_picture(&bench->out, 7, &picture);
    bytes = payload(bench, WIRE_PICTURE, &length);
    assert_false(wire_read_picture(bytes, length, &read));

    buf_reset(&bench->out);
    picture = (struct wire_picture) { .page = 12, .bytes = "" };
    wire_add_picture(&bench->out, 7, &picture);
    bytes = payload(bench, WIRE_PICTURE, &length);
    assert_true(wire_read_picture(bytes, length, &read));
    assert_int_equal(read.length, 0);
}

static void
every_cut_of_a_good_frame_is_refused(void **state)
{
    struct bench *bench = *state;
    struct wire_unit unit;
    struct wire_document document;
    size_t length;
    wire_add_unit(&bench->out, 7, &sample_unit);
    const char *bytes = payload(bench, WIRE_UNIT, &length);
    for (size_t cut = 0; cut < length; cut++)
        assert_false(wire_read_unit(bytes, cut, bench->arena, &unit));

    buf_reset(&bench->out);
    wire_add_document(&bench->out, 7, &sample_document);
    bytes = payload(bench, WIRE_DOCUMENT, &length);
    for (size_t cut = 0; cut < length; cut++)
        assert_false(wire_read_document(bytes, cut, bench->arena, &document));
}

static void
a_byte_left_over_is_refused(void **state)
{
    struct bench *bench = *state;
    struct wire_unit unit;
    wire_add_unit(&bench->out, 7, &sample_unit);
    buf_add_char(&bench->out, 'x');
    assert_false(wire_read_unit(bench->out.data + WIRE_HEADER_BYTES,
                                bench->out.length - WIRE_HEADER_BYTES, bench->arena,
                                &unit));
}

static bool
reads_error(struct bench *bench, const char *bytes, size_t length)
{
    struct wire_error error;
    return wire_read_error(bytes, length, bench->arena, &error);
}

static void
texts_that_are_no_clean_utf8_are_refused(void **state)
{
    struct bench *bench = *state;
    assert_true(reads_error(bench, "\1\0\0\0\2\0\0\0ab", 10));
    assert_false(reads_error(bench, "\1\0\0\0\2\0\0\0a\xFF", 10));
    assert_false(reads_error(bench, "\1\0\0\0\2\0\0\0a\0", 10));
    assert_false(reads_error(bench, "\1\0\0\0\2\0\0\0\xC0\x80", 10));
    assert_false(reads_error(bench, "\1\0\0\0\3\0\0\0ab", 10));
    assert_false(reads_error(bench,
                             "\1\0\0\0\xFF\xFF\xFF\xFF"
                             "ab",
                             10));
    assert_false(
        reads_error(bench, "\0\0\0\0\0\0\0\0", 8)); /* an error without a reason */
    assert_false(reads_error(bench, "\xFF\0\0\0\0\0\0\0", 8));
}

static void
a_line_with_a_newline_in_it_is_refused(void **state)
{
    struct bench *bench = *state;
    struct wire_line line = { .text = "aXb" };
    struct wire_unit unit = { .number = 1, .lines = &line, .line_count = 1 };
    wire_add_unit(&bench->out, 7, &unit);
    char *at = memchr(bench->out.data, 'X', bench->out.length);
    assert_non_null(at);
    *at = '\n';
    assert_false(wire_read_unit(bench->out.data + WIRE_HEADER_BYTES,
                                bench->out.length - WIRE_HEADER_BYTES, bench->arena,
                                &unit));
}

static void
numbers_out_of_range_are_refused(void **state)
{
    struct bench *bench = *state;
    struct wire_unit unit;
    size_t length;
    wire_add_unit(&bench->out, 7, &sample_unit);
    char *bytes = bench->out.data + WIRE_HEADER_BYTES;
    payload(bench, WIRE_UNIT, &length);
    static const size_t places[] = { 7, 11, 15 }; /* top bytes of number, part, flags */
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bytes[places[i]] ^= 0x40;
        assert_false(wire_read_unit(bytes, length, bench->arena, &unit));
        bytes[places[i]] ^= 0x40;
    }
    assert_true(wire_read_unit(bytes, length, bench->arena, &unit));
}

static void
a_count_of_lines_beyond_the_payload_allocates_nothing(void **state)
{
    struct bench *bench = *state;
    struct wire_unit unit = { .number = 1 };
    wire_add_unit(&bench->out, 7, &unit);
    memset(bench->out.data + bench->out.length - 4, 0xFF, 4);
    assert_false(wire_read_unit(bench->out.data + WIRE_HEADER_BYTES,
                                bench->out.length - WIRE_HEADER_BYTES, bench->arena,
                                &unit));
}

static void
headers_of_unknown_types_and_lengths_are_refused(void **state)
{
    (void)state;
    struct wire_header header;
    unsigned char raw[WIRE_HEADER_BYTES] = { WIRE_END };
    assert_true(wire_read_header(raw, &header));
    raw[0] = WIRE_PICTURE + 1;
    assert_false(wire_read_header(raw, &header));
    raw[0] = WIRE_END;
    raw[11] = 1; /* 16 MiB */
    assert_false(wire_read_header(raw, &header));
}

static void
the_sender_makes_sound_frames_of_unsound_values(void **state)
{
    struct bench *bench = *state;
    struct wire_line line = {
        .text = "a\xFFz\nnext", .x0 = NAN, .y0 = INFINITY, .x1 = 1e30F
    };
    struct wire_unit unit = {
        .number = -5, .label = NULL, .lines = &line, .line_count = 1, .width = -INFINITY
    };
    size_t length;
    wire_add_unit(&bench->out, 7, &unit);
    const char *bytes = payload(bench, WIRE_UNIT, &length);
    assert_true(wire_read_unit(bytes, length, bench->arena, &unit));
    assert_string_equal(unit.lines[0].text, "a\xEF\xBF\xBDz next");
    assert_true(unit.lines[0].x0 == 0 && unit.lines[0].y0 == 0 &&
                unit.lines[0].x1 == 1e7F);
    assert_int_equal(unit.number, 1);
}

static void
a_page_of_too_many_lines_loses_the_last_ones_only(void **state)
{
    struct bench *bench = *state;
    enum { COUNT = 500000 };
    struct wire_line *lines = calloc(COUNT, sizeof *lines);
    for (size_t i = 0; i < COUNT; i++)
        lines[i].text = "x";
    struct wire_unit unit = { .number = 1, .lines = lines, .line_count = COUNT };
    size_t length;
    wire_add_unit(&bench->out, 7, &unit);
    free(lines);
    const char *bytes = payload(bench, WIRE_UNIT, &length);
    assert_in_range(length, LIMIT_FRAME_BYTES - 100, LIMIT_FRAME_BYTES);
    assert_true(wire_read_unit(bytes, length, bench->arena, &unit));
    assert_in_range(unit.line_count, 100000, COUNT - 1);
}

static void
every_reason_has_its_own_name(void **state)
{
    (void)state;
    assert_string_equal(wire_reason_name(WIRE_REASON_NOT_A_DOCUMENT), "not-a-document");
    assert_string_equal(wire_reason_name(WIRE_REASON_CHANGED), "changed");
    for (int i = 0; i <= WIRE_REASON_CHANGED; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(wire_reason_name((enum wire_reason)i),
                                    wire_reason_name((enum wire_reason)j));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_unit_arrives_as_it_was_sent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_document_arrives_as_it_was_sent, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            requests_outlines_notes_ends_and_errors_arrive_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_picture_is_a_whole_jpeg_or_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(every_cut_of_a_good_frame_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_byte_left_over_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_that_are_no_clean_utf8_are_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_with_a_newline_in_it_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(numbers_out_of_range_are_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_count_of_lines_beyond_the_payload_allocates_nothing, set_up, tear_down),
        cmocka_unit_test(headers_of_unknown_types_and_lengths_are_refused),
        cmocka_unit_test_setup_teardown(the_sender_makes_sound_frames_of_unsound_values,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_of_too_many_lines_loses_the_last_ones_only,
                                        set_up, tear_down),
        cmocka_unit_test(every_reason_has_its_own_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
