/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report as people and programs read it, and stamps that remember it. */
#include "check.h"

#include "reading/report.h"
#include "update/progress.h"
#include "update/stamp.h"

static struct arena *arena;
static struct report report;
static struct buf out;

static int
start(void **state)
{
    static const struct report_line lines[] = {
        { "roadmap.pdf", "roadmap", REPORT_INDEXED, "", "", 64, "en", 900, NULL },
        { "old.pdf", "old", REPORT_UNCHANGED, "", "", 1140, "ro", 10, "older.pdf" },
        { "ft-day-2.pptx", "ft", REPORT_PARTIAL, "no-text",
          "3 slides hold only pictures\nhint: run OCR", 41, "en", 180, NULL },
        { "hand\"out\x1B[31m.pdf", "h", REPORT_SKIPPED, "no-text", "no text layer", 4, "",
          61, NULL },
    };
    (void)state;
    arena = arena_new();
    out = (struct buf)BUF_INIT(1 << 20);
    report_start(&report, arena);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        report_add(&report, &lines[i]);
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    buf_free(&out);
    arena_free(arena);
    return 0;
}

static void
every_problem_has_a_line_with_its_reason(void **state)
{
    struct report_style style = { .verbose = false };
    (void)state;
    report_write_text(&out, &report, &style);
    assert_string_equal(
        out.data, "Files       1 indexed, 1 unchanged, 0 removed, 1 partial, 1 skipped; "
                  "1 of them renamed\n"
                  "  partial   ft-day-2.pptx: 3 slides hold only pictures; run OCR\n"
                  "  skipped   hand\"out\\x1B[31m.pdf: no text layer\n");
    assert_true(report_has_problems(&report));
}

static void
quiet_says_problems_only(void **state)
{
    struct report_style style = { .problems_only = true };
    struct report fine;
    (void)state;
    report_start(&fine, arena);
    report_add(&fine, &report.lines[0]);
    report_write_text(&out, &fine, &style);
    assert_string_equal(out.data, "");
    assert_false(report_has_problems(&fine));
}

static void
json_is_one_object_a_line(void **state)
{
    (void)state;
    report_write_json(&out, &report, 3, 11300);
    assert_non_null(strstr(out.data,
                           "{\"file\": \"ft-day-2.pptx\", \"publication\": \"ft\", "
                           "\"status\": \"partial\", \"code\": \"no-text\", \"reason\": "
                           "\"3 slides hold only pictures; run OCR\", \"pages\": 41, "
                           "\"lang\": \"en\", \"ms\": 180}\n"));
    assert_non_null(strstr(out.data, "\"hand\\\"out\\u001b[31m.pdf\""));
    assert_non_null(strstr(out.data, "\"lang\": null"));
    assert_non_null(strstr(out.data, "\"renamed_from\": \"older.pdf\""));
    assert_non_null(strstr(
        out.data, "{\"summary\": {\"indexed\": 1, \"unchanged\": 1, \"removed\": 0, "
                  "\"partial\": 1, \"skipped\": 1, \"renamed\": 1, \"read\": 0, "
                  "\"pages\": 1245, \"pictures\": 3, "
                  "\"ms\": 11300}}\n"));
}

static void
a_name_cannot_turn_the_terminal_around(void **state)
{
    (void)state;
    report_add_shown(&out, "a\xE2\x80\xAE"
                           "fdp.exe\nb\x9B");
    assert_string_equal(out.data, "a\\u202Efdp.exe\\x0Ab\xEF\xBF\xBD");
}

static void
sizes_read_well(void **state)
{
    (void)state;
    report_add_size(&out, 6100000);
    buf_add_char(&out, ' ');
    report_add_size(&out, 512);
    assert_string_equal(out.data, "6.1 MB 0.5 kB");
}

static void
counts_read_well(void **state)
{
    (void)state;
    report_add_count(&out, 1, "page");
    buf_add_char(&out, ' ');
    report_add_count(&out, 12000, "page");
    assert_string_equal(out.data, "1 page 12,000 pages");
}

static void
the_bar_shows_how_far_and_how_long(void **state)
{
    (void)state;
    progress_format(&out, "Reading", 9, 21, 412, 3000);
    assert_string_equal(
        out.data, "Reading     [########------------]   9/21   412 pages   0:05 left");
}

static void
a_stamp_comes_back_as_it_was(void **state)
{
    struct stamp_file files[] = {
        { 12, -5, 7, 99, "ab", REPORT_PARTIAL, "no-text", 3, "ro", 17, "a\tb.pdf",
          "one\ntwo" },
        { -1, 0, 0, 0, "", REPORT_SKIPPED, "missing", 0, "", 0, "c", "" },
    };
    char digest[65];
    struct stamp stamp = { digest, files, 2 }, read;
    (void)state;
    memset(digest, 'd', 64);
    digest[64] = '\0';
    stamp_write(&out, &stamp);
    assert_true(stamp_read(out.data, arena, &read));
    assert_string_equal(read.digest, digest);
    assert_int_equal(read.count, 2);
    assert_int_equal(read.files[0].bytes, 12);
    assert_int_equal(read.files[0].mtime_ns, -5);
    assert_int_equal(read.files[0].changed_ns, 7);
    assert_int_equal(read.files[0].inode, 99);
    assert_int_equal(read.files[0].status, REPORT_PARTIAL);
    assert_string_equal(read.files[0].name, "a b.pdf");
    assert_string_equal(read.files[0].reason, "one\ntwo");
    assert_int_equal(read.files[1].bytes, -1);
    assert_string_equal(read.files[1].code, "missing");
}

static void
a_stamp_of_another_hand_is_refused(void **state)
{
    struct stamp stamp;
    (void)state;
    assert_false(stamp_read(NULL, arena, &stamp));
    assert_false(stamp_read("", arena, &stamp));
    assert_false(stamp_read("stepwell-stamp-1 short\n", arena, &stamp));
    assert_false(stamp_read(
        "stepwell-stamp-9 dddddddddddddddddddddddddddddddddddddddddddd", arena, &stamp));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_problem_has_a_line_with_its_reason),
        CASE(quiet_says_problems_only),
        CASE(json_is_one_object_a_line),
        CASE(a_name_cannot_turn_the_terminal_around),
        CASE(sizes_read_well),
        CASE(counts_read_well),
        CASE(the_bar_shows_how_far_and_how_long),
        CASE(a_stamp_comes_back_as_it_was),
        CASE(a_stamp_of_another_hand_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
