/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packages: names, ceilings, damage, and which kind of document is inside. */
#include "fixture_extract.h"
#include "make_zip.h"

#include "base/limits.h"
#include "extract/package.h"

enum { BIG = 20 * 1000 * 1000 };

#define RELATIONS(target)                                                               \
    "<Relationships "                                                                   \
    "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"             \
    "<Relationship Id='a' Type='http://x/relationships/officeDocument' Target='" target \
    "'/>"                                                                               \
    "</Relationships>"

static struct package *
open_parts(const struct zip_part *parts, char **bytes)
{
    struct input input = { .suffix = "", .mime = "", .password = "" };
    struct format_failure failure;
    struct package *package;
    *bytes = make_zip(parts, &input.length);
    input.bytes = *bytes;
    assert_true(package_open(&input, &package, &failure));
    return package;
}

static void
parts_are_found_without_case_and_leading_slash(void **state)
{
    const struct zip_part parts[] = { { "Word\\Document.XML", "one", 0 },
                                      { "/ppt/slide1.xml", "two", 0 },
                                      { NULL, NULL, 0 } };
    char *bytes;
    struct package *package = open_parts(parts, &bytes);
    struct format_failure failure;
    struct buf out = BUF_INIT(0);
    (void)state;
    assert_int_equal(package_find(package, "absent"), PACKAGE_ABSENT);
    assert_int_equal(package_find(package, ""), PACKAGE_ABSENT);
    assert_true(package_read(package, package_find(package, "word/document.xml"), &out,
                             &failure));
    assert_string_equal(out.data, "one");
    assert_true(
        package_read(package, package_find(package, "/PPT/Slide1.xml"), &out, &failure));
    assert_string_equal(out.data, "two");
    buf_free(&out);
    package_close(package);
    free(bytes);
}

static void
a_part_that_unpacks_a_thousandfold_is_refused(void **state)
{
    char *zeros = calloc(BIG, 1), *bytes;
    const struct zip_part parts[] = { { "a.xml", zeros, BIG }, { NULL, NULL, 0 } };
    struct package *package = open_parts(parts, &bytes);
    struct format_failure failure;
    struct buf out = BUF_INIT(0);
    (void)state;
    assert_false(package_read(package, package_find(package, "a.xml"), &out, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_BOMB);
    assert_string_equal(failure.err.text, "unpacks to 20 MB; refused");
    assert_int_equal(out.length, 0);
    buf_free(&out);
    package_close(package);
    free(bytes);
    free(zeros);
}

/* Writes another size into both headers of the first part. */
static void
forge_size(char *bytes, size_t length, unsigned size)
{
    unsigned char le[4];
    for (unsigned i = 0; i < 4; i++)
        le[i] = (unsigned char)(size >> 8 * i & 0xFF);
    char *central = memmem(bytes, length, "PK\1\2", 4);
    assert_non_null(central);
    memcpy(central + 24, le, 4);
    memcpy(bytes + 22, le, 4);
}

static void
a_zip_that_lies_about_its_size_is_refused(void **state)
{
    char *zeros = calloc(BIG, 1);
    const struct zip_part parts[] = { { "a.xml", zeros, BIG }, { NULL, NULL, 0 } };
    struct input input = { .suffix = "" };
    char *bytes = make_zip(parts, &input.length);
    forge_size(bytes, input.length, 1000);
    input.bytes = bytes;
    struct package *package = NULL;
    struct format_failure failure;
    struct buf out = BUF_INIT(0);
    (void)state;
    assert_true(package_open(&input, &package, &failure));
    assert_false(package_read(package, package_find(package, "a.xml"), &out, &failure));
    assert_true(out.length <= BIG);
    assert_true(failure.reason == WIRE_REASON_BOMB ||
                failure.reason == WIRE_REASON_DAMAGED);
    buf_free(&out);
    package_close(package);
    free(bytes);
    free(zeros);
}

static void
too_many_entries_are_refused(void **state)
{
    enum { COUNT = LIMIT_PACKAGE_ENTRIES + 1 };
    static struct zip_part parts[COUNT + 1];
    static char names[COUNT][8];
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "%d", i);
        parts[i] = (struct zip_part) { names[i], "x", 0 };
    }
    struct input input = { .suffix = "" };
    char *bytes = make_zip(parts, &input.length);
    input.bytes = bytes;
    struct package *package;
    struct format_failure failure;
    assert_false(package_open(&input, &package, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_TOO_LARGE);
    free(bytes);
}

static void
a_damaged_part_gives_what_it_has_and_says_so(void **state)
{
    static char text[60000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i * i % 23);
    const struct zip_part parts[] = { { "a.xml", text, sizeof text }, { NULL, NULL, 0 } };
    struct input input = { .suffix = "" };
    char *bytes = make_zip(parts, &input.length);
    input.bytes = bytes;
    struct package *package;
    struct format_failure failure;
    struct buf out = BUF_INIT(0);
    (void)state;
    bytes[14] ^= 1; /* of the checksum, in both headers */
    char *central = memmem(bytes, input.length, "PK\1\2", 4);
    central[16] ^= 1;
    assert_true(package_open(&input, &package, &failure));
    assert_false(package_read(package, package_find(package, "a.xml"), &out, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_DAMAGED);
    assert_true(out.length > 0);
    assert_memory_equal(out.data, text, out.length);
    buf_free(&out);
    package_close(package);
    free(bytes);
}

static void
a_zip_cut_short_says_download_it_again(void **state)
{
    const struct zip_part parts[] = { { "word/document.xml", "<document/>", 0 },
                                      { NULL, NULL, 0 } };
    struct input input = { .suffix = "" };
    struct format_failure failure;
    char *bytes = make_zip(parts, &input.length);
    (void)state;
    input.bytes = bytes;
    input.length = input.length * 6 / 10;
    assert_null(package_kind(&input, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_DAMAGED);
    assert_string_equal(failure.err.text,
                        "cut short (end of file missing); download it again");
    free(bytes);
}

static const char *
kind_of(const struct zip_part *parts, struct format_failure *failure)
{
    struct input input = { .suffix = "" };
    char *bytes = make_zip(parts, &input.length);
    input.bytes = bytes;
    const char *kind = package_kind(&input, failure);
    free(bytes);
    return kind;
}

static void
the_kind_follows_the_relationship_not_the_names(void **state)
{
    struct format_failure failure;
    const struct zip_part slides[] = {
        { "_rels/.rels", RELATIONS("/xl/strange.xml"), 0 },
        { "xl/strange.xml", "<?xml version='1.0'?><!-- --><p:presentation xmlns:p='p'/>",
          0 },
        { NULL, NULL, 0 }
    };
    const struct zip_part workbook[] = { { "_rels/.rels", RELATIONS("xl/workbook.bin"),
                                           0 },
                                         { "xl/workbook.bin", "\1\2\3", 0 },
                                         { NULL, NULL, 0 } };
    const struct zip_part bare[] = {
        { "word/document.xml", "<w:document xmlns:w='w'/>", 0 }, { NULL, NULL, 0 }
    };
    (void)state;
    assert_string_equal(kind_of(slides, &failure), "pptx");
    assert_string_equal(kind_of(workbook, &failure), "xlsx");
    assert_string_equal(kind_of(bare, &failure), "docx");
}

static void
the_mimetype_entry_names_opendocument_and_epub(void **state)
{
    struct format_failure failure;
    const struct zip_part text[] = {
        { "mimetype", "application/vnd.oasis.opendocument.text", 0 }, { NULL, NULL, 0 }
    };
    const struct zip_part book[] = { { "mimetype", "application/epub+zip\n", 0 },
                                     { NULL, NULL, 0 } };
    (void)state;
    assert_string_equal(kind_of(text, &failure), "odt");
    assert_string_equal(kind_of(book, &failure), "epub");
}

static void
an_archive_of_other_files_is_no_document(void **state)
{
    struct format_failure failure;
    const struct zip_part parts[] = { { "photo.jpg", "x", 0 }, { NULL, NULL, 0 } };
    (void)state;
    assert_null(kind_of(parts, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_NOT_A_DOCUMENT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_without_case_and_leading_slash),
        cmocka_unit_test(a_part_that_unpacks_a_thousandfold_is_refused),
        cmocka_unit_test(a_zip_that_lies_about_its_size_is_refused),
        cmocka_unit_test(too_many_entries_are_refused),
        cmocka_unit_test(a_damaged_part_gives_what_it_has_and_says_so),
        cmocka_unit_test(a_zip_cut_short_says_download_it_again),
        cmocka_unit_test(the_kind_follows_the_relationship_not_the_names),
        cmocka_unit_test(the_mimetype_entry_names_opendocument_and_epub),
        cmocka_unit_test(an_archive_of_other_files_is_no_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
