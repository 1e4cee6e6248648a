/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The choice among formats: content first, names only where content says nothing. */
#include "check.h"
#include "make_compound.h"

#include "extract/format.h"

/* The name of the format, or that of the reason. */
static const char *
found(const char *bytes, size_t length, const char *suffix)
{
    struct input input = { bytes, length, suffix, "", "" };
    struct format_failure failure;
    const struct format *format = format_of(&input, &failure);
    if (format != NULL) {
        assert_int_equal(failure.reason, WIRE_REASON_NONE);
        return format->name;
    }
    assert_int_equal(failure.err.kind, ERROR_INPUT);
    assert_string_not_equal(failure.err.text, "");
    return wire_reason_name(failure.reason);
}

#define FOUND(bytes, suffix) found((bytes), sizeof(bytes) - 1, (suffix))

static void
a_pdf_is_known_by_its_header_whatever_its_name(void **state)
{
    (void)state;
    assert_string_equal(FOUND("%PDF-1.7\n1 0 obj", ".pptx"), "pdf");
    assert_string_equal(FOUND("junk before\n%PDF-1.4", ".txt"), "pdf");
    assert_string_equal(FOUND("%PDF.1.4\n", ""), "pdf");
}

static void
a_pdf_with_its_header_far_inside_needs_its_name(void **state)
{
    (void)state;
    char bytes[4096];
    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes + 3000, "%PDF-1.4\n1 0 obj", 16);
    assert_string_equal(found(bytes, sizeof bytes, ".PDF"), "pdf");
    assert_string_equal(found(bytes, sizeof bytes, ".txt"), "text");
}

static void
nothing_is_an_empty_file(void **state)
{
    (void)state;
    assert_string_equal(FOUND("", ".pdf"), "empty");
}

/* A compound file with one stream of this name. */
static const char *
found_stream(const char *name)
{
    struct made_stream streams[] = { { name, BUF_INIT(MADE_STREAM) } };
    struct buf bytes = make_compound(streams, 1);
    const char *format = found(bytes.data, bytes.length, ".doc");
    buf_free(&bytes);
    return format;
}

static void
old_office_files_are_known_by_their_streams(void **state)
{
    (void)state;
    assert_string_equal(found_stream("WordDocument"), "doc");
    assert_string_equal(found_stream("PowerPoint Document"), "ppt");
    assert_string_equal(found_stream("Workbook"), "old-format");
    assert_string_equal(found_stream("PP40"), "old-format");
    assert_string_equal(found_stream("EncryptedPackage"), "locked");
    assert_string_equal(found_stream("nothing known"), "not-a-document");
    assert_string_equal(FOUND("\xDB\xA5\x2D\0 Word 2", ".doc"), "old-format");
    assert_string_equal(FOUND("\xFFWPC", ".wpd"), "old-format");
    assert_string_equal(FOUND("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut", ".doc"), "damaged");
}

static void
rtf_is_known_by_its_first_word(void **state)
{
    (void)state;
    assert_string_equal(FOUND("{\\rtf1 x}", ".doc"), "rtf");
    assert_string_equal(FOUND("file not found", ".rtf"), "not-a-document");
}

static void
html_is_known_by_a_tag_even_in_utf16(void **state)
{
    (void)state;
    assert_string_equal(FOUND("<!DOCTYPE html>\n<p>x", ".docx"), "html");
    assert_string_equal(FOUND("some words <P>and a paragraph", ""), "html");
    assert_string_equal(FOUND("\xFF\xFE<\0h\0t\0m\0l\0>\0", ".txt"), "html");
    assert_string_equal(FOUND("if a < b and b <c then", ".txt"), "text");
}

static void
text_may_be_in_any_charset(void **state)
{
    (void)state;
    assert_string_equal(FOUND("plain words\r\n", ""), "text");
    assert_string_equal(FOUND("\xEF\xBB\xBFwith a mark", ".txt"), "text");
    assert_string_equal(FOUND("\xEF\xF0\xE8\xE2\xE5\xF2, windows-1251", ".txt"), "text");
    assert_string_equal(FOUND("\xFE\xFF\0a\0b\0c", ".txt"), "text");
    assert_string_equal(FOUND("a\0b\0c\0d\0e\0f\0g\0", ".txt"), "text");
}

static void
markdown_is_text_with_a_name(void **state)
{
    (void)state;
    assert_string_equal(FOUND("# Title\n", ".md"), "markdown");
    assert_string_equal(FOUND("# Title <br> more\n", ".Markdown"), "markdown");
    assert_string_equal(FOUND("<!doctype html><h1>x", ".md"), "html");
    assert_string_equal(FOUND("# Title\n", ".txt"), "text");
}

static void
bytes_that_are_no_text_are_no_document(void **state)
{
    (void)state;
    assert_string_equal(FOUND("\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F", ".txt"),
                        "not-a-document");
    assert_string_equal(FOUND("\x7F"
                              "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0",
                              ""),
                        "not-a-document");
}

static void
words_in_place_of_a_document_are_no_document(void **state)
{
    (void)state;
    assert_string_equal(FOUND("file not found\n", ".pdf"), "not-a-document");
    assert_string_equal(FOUND("not a zip", ".odt"), "not-a-document");
    assert_string_equal(FOUND("<html><p>saved as a document", ".doc"), "html");
}

static void
every_format_is_found_by_name(void **state)
{
    (void)state;
    static const char *const names[] = { "pdf", "pptx", "docx",     "xlsx", "odt",
                                         "odp", "ods",  "epub",     "rtf",  "doc",
                                         "ppt", "html", "markdown", "text" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_non_null(format_named(names[i]));
    assert_null(format_named("xls"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdf_is_known_by_its_header_whatever_its_name),
        cmocka_unit_test(a_pdf_with_its_header_far_inside_needs_its_name),
        cmocka_unit_test(nothing_is_an_empty_file),
        cmocka_unit_test(old_office_files_are_known_by_their_streams),
        cmocka_unit_test(rtf_is_known_by_its_first_word),
        cmocka_unit_test(html_is_known_by_a_tag_even_in_utf16),
        cmocka_unit_test(text_may_be_in_any_charset),
        cmocka_unit_test(markdown_is_text_with_a_name),
        cmocka_unit_test(bytes_that_are_no_text_are_no_document),
        cmocka_unit_test(words_in_place_of_a_document_are_no_document),
        cmocka_unit_test(every_format_is_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
