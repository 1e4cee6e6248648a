/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PDF files to pages: small ones written here, instructive ones of others where they are. */
#include "check.h"

#include "extract/format.h"
#include "extract/pdf/pdf_info.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGES_KEPT = 40 };

/* What came of one document. */
struct result {
    bool done;
    struct format_failure failure;
    struct wire_document document;
    struct arena *arena;
    struct buf
        text[PAGES_KEPT]; /* of the bodies, by page, from 1; a line ends in a newline */
    struct buf comments;
    const char *labels[PAGES_KEPT];
    uint32_t flags[PAGES_KEPT];
    size_t units, outlines, notes;
    struct wire_outline outline; /* the last */
    struct wire_note note;       /* the last */
};

static bool
keep_document(void *context, const struct wire_document *document)
{
    struct result *result = context;
    result->document = *document;
    result->document.title = arena_copy(result->arena, document->title);
    result->document.author = arena_copy(result->arena, document->author);
    result->document.lang = arena_copy(result->arena, document->lang);
    return true;
}

static bool
keep_unit(void *context, const struct wire_unit *unit)
{
    struct result *result = context;
    result->units++;
    if (unit->number >= PAGES_KEPT)
        return true;
    bool body = unit->part == WIRE_PART_BODY;
    struct buf *text = body ? &result->text[unit->number] : &result->comments;
    for (size_t i = 0; i < unit->line_count; i++)
        buf_format(text, "%s\n", unit->lines[i].text);
    if (body) {
        result->labels[unit->number] = arena_copy(result->arena, unit->label);
        result->flags[unit->number] = unit->flags;
    }
    return true;
}

static bool
keep_outline(void *context, const struct wire_outline *outline)
{
    struct result *result = context;
    result->outlines++;
    result->outline = *outline;
    result->outline.title = arena_copy(result->arena, outline->title);
    return true;
}

static bool
keep_note(void *context, const struct wire_note *note)
{
    struct result *result = context;
    result->notes++;
    result->note = *note;
    result->note.text = arena_copy(result->arena, note->text);
    return true;
}

static int
set_up(void **state)
{
    struct result *result = calloc(1, sizeof *result);
    result->arena = arena_new();
    for (size_t i = 0; i < PAGES_KEPT; i++)
        result->text[i] = (struct buf)BUF_INIT(1 << 24);
    result->comments = (struct buf)BUF_INIT(1 << 24);
    *state = result;
    return 0;
}

static int
tear_down(void **state)
{
    struct result *result = *state;
    for (size_t i = 0; i < PAGES_KEPT; i++)
        buf_free(&result->text[i]);
    buf_free(&result->comments);
    arena_free(result->arena);
    free(result);
    return 0;
}

static void
extract(struct result *result, const char *bytes, size_t length, const char *password)
{
    struct input input = { bytes, length, ".pdf", "", password };
    struct sink sink = { keep_document, keep_unit, keep_outline, keep_note, result };
    result->done = format_pdf_extract(&input, &sink, &result->failure);
}

/* A file of ../../shared/data; skips the test where that is missing. */
static void
extract_file(struct result *result, const char *name, const char *password)
{
    const char *shared = getenv("STEPWELL_SHARED");
    char path[4096];
    struct stat status;
    snprintf(path, sizeof path, "%s/data/%s", shared != NULL ? shared : "../../shared",
             name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        print_message("skipped: no '%s'\n", path);
        skip();
    }
    char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    assert_ptr_not_equal(bytes, MAP_FAILED);
    extract(result, bytes, (size_t)status.st_size, password);
    munmap(bytes, (size_t)status.st_size);
    close(file);
}

static void
assert_holds(const struct buf *text, const char *part)
{
    if (strstr(text->data, part) == NULL)
        fail_msg("no '%s' in:\n%.2000s", part, text->data);
}

static void
assert_lacks(const struct buf *text, const char *part)
{
    if (strstr(text->data, part) != NULL)
        fail_msg("'%s' in:\n%.2000s", part, text->data);
}

/* Boxes and contents need the private interface of the library. */
static void
skip_without_boxes(void)
{
    if (strstr(pdf_reader(), "without") != NULL) {
        print_message("skipped: %s\n", pdf_reader());
        skip();
    }
}

/* ---- our own ---- */

#define HEAD "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Lang(ro)>>endobj\n"
#define PAGE                                                                  \
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"   \
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"                               \
    "4 0 obj<</Length 41>>stream\nBT /F 12 Tf 20 50 Td (two wells) Tj ET  \n" \
    "endstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
#define INFO                                                    \
    "6 0 obj<</Title(\xC3\x8En "                                \
    "trepte)/Author(\xFE\xFF\1\x5E)/CreationDate(D:20190102)>>" \
    "endobj\n"
#define TAIL "trailer<</Root 1 0 R/Info 6 0 R/Size 7>>\n%%EOF\n"

static void
a_small_file_gives_its_page_and_metadata(void **state)
{
    struct result *result = *state;
    static const char bytes[] =
        HEAD "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" PAGE INFO TAIL;
    extract(result, bytes, sizeof bytes - 1, "");
    assert_true(result->done);
    assert_int_equal(result->units, 1);
    assert_string_equal(result->text[1].data, "two wells\n");
    assert_string_equal(result->document.format, "pdf");
    assert_int_equal(result->document.pages, 1);
    assert_string_equal(result->labels[1], "");
    skip_without_boxes();
    assert_string_equal(result->document.title,
                        "În trepte");                  /* UTF-8 against the rules */
    assert_string_equal(result->document.author, "Ş"); /* UTF-16 with its mark */
    assert_string_equal(result->document.lang, "ro");
    assert_int_equal(result->document.year, 2019);
}

static void
a_count_of_pages_that_cannot_be_is_refused_at_once(void **state)
{
    struct result *result = *state;
    static const char bytes[] =
        HEAD "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 2147483647>>endobj\n" PAGE TAIL;
    extract(result, bytes, sizeof bytes - 1, "");
    assert_false(result->done);
    assert_int_equal(result->failure.reason, WIRE_REASON_DAMAGED);
    assert_int_equal(result->units, 0);
}

static void
pages_that_are_missing_are_noted_and_cost_no_other(void **state)
{
    struct result *result = *state;
    static const char bytes[] =
        HEAD "2 0 obj<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>endobj\n" PAGE TAIL;
    extract(result, bytes, sizeof bytes - 1, "");
    assert_true(result->done);
    assert_string_equal(result->text[1].data, "two wells\n");
    assert_true(result->notes > 0);
    assert_int_equal(result->note.reason, WIRE_REASON_DAMAGED);
}

static void
a_file_that_ends_too_early_says_so(void **state)
{
    struct result *result = *state;
    static const char bytes[] = HEAD "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endo";
    extract(result, bytes, sizeof bytes - 1, "");
    assert_false(result->done);
    assert_int_equal(result->failure.reason, WIRE_REASON_DAMAGED);
    assert_non_null(strstr(result->failure.err.text, "cut short"));
    assert_non_null(strstr(result->failure.err.text, "\nhint: "));
}

static void
every_cut_of_a_small_file_is_survived(void **state)
{
    struct result *result = *state;
    static const char bytes[] =
        HEAD "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" PAGE INFO TAIL;
    for (size_t length = 1; length < sizeof bytes; length += 3)
        extract(result, bytes, length, "");
    assert_true(result->done); /* the last cut takes part of %%EOF only */
}

static bool
hang_up(void *context, const struct wire_unit *unit)
{
    (void)unit;
    ++*(int *)context;
    return false;
}

static bool
go_on(void *context, const struct wire_document *document)
{
    (void)context;
    return document != NULL;
}

static void
when_the_reader_hangs_up_nothing_more_is_sent(void **state)
{
    (void)state;
    static const char bytes[] =
        HEAD "2 0 obj<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>endobj\n" PAGE TAIL;
    int calls = 0;
    struct input input = { bytes, sizeof bytes - 1, ".pdf", "", "" };
    struct sink sink = { go_on, hang_up, NULL, NULL, &calls };
    struct format_failure failure;
    format_pdf_extract(&input, &sink, &failure);
    assert_int_equal(calls, 1);
}

/* ---- instructive files of others ---- */

static void
text_boxes_side_by_side_are_read_one_after_the_other(void **state)
{
    struct result *result = *state;
    extract_file(result, "formats/testPDFTwoTextBoxes.pdf", "");
    assert_holds(&result->text[1], "Left column line 1\nLeft column line 2\n"
                                   "Right column line 1\nRight column line 2\n");
}

static void
arabic_ligatures_come_out_in_order(void **state)
{
    struct result *result = *state;
    skip_without_boxes();
    extract_file(result, "formats/right_to_left_01.pdf", "");
    assert_holds(&result->text[1], "وحل المشكلات من خلال البرمجة بلغة R");
    assert_lacks(&result->text[1], "المشكالت");
}

static void
soft_hyphens_inside_words_vanish(void **state)
{
    struct result *result = *state;
    skip_without_boxes();
    extract_file(result, "formats/issue13226.pdf", "");
    assert_holds(&result->text[1], "Mitarbeiterinnen");
}

static void
ligatures_lose_nothing_around_them(void **state)
{
    struct result *result = *state;
    skip_without_boxes();
    extract_file(result, "formats/copy_paste_ligatures.pdf", "");
    assert_holds(&result->text[1], "abcdeffffiflffifflststghijklmno");
}

static void
empty_pages_keep_their_labels(void **state)
{
    struct result *result = *state;
    extract_file(result, "formats/labelled_pages.pdf", "");
    static const char *const labels[] = { "i", "ii", "iii", "iv", "1", "2",
                                          "3", "a",  "b",   "4",  "5" };
    assert_int_equal(result->units, 11);
    for (size_t i = 0; i < 11; i++)
        assert_string_equal(result->labels[i + 1], labels[i]);
}

static void
contents_lead_to_pages(void **state)
{
    struct result *result = *state;
    skip_without_boxes();
    extract_file(result, "formats/nested_outline.pdf", "");
    assert_int_equal(result->outlines, 9);
    assert_int_equal(result->outline.page, 9);
    assert_int_equal(result->outline.level, 2);
}

static void
japanese_without_embedded_fonts_is_text(void **state)
{
    struct result *result = *state;
    extract_file(result, "formats/noembed-sjis.pdf", "");
    assert_holds(&result->text[1], "あいうえお");
}

static void
glyphs_without_meaning_are_marked(void **state)
{
    struct result *result = *state;
    extract_file(result, "formats/arial_unicode_ab_cidfont.pdf", "");
    assert_int_equal(result->flags[1] & WIRE_UNIT_POOR, WIRE_UNIT_POOR);
}

static void
pages_that_are_pictures_say_so(void **state)
{
    struct result *result = *state;
    skip_without_boxes();
    extract_file(result, "scanned/en-multipage-mixed.pdf", "");
    assert_int_equal(result->units, 6);
    for (size_t i = 1; i <= 6; i++)
        assert_int_equal(result->text[i].length > 0, i == 4);
    assert_int_equal(result->flags[1] & WIRE_UNIT_IMAGES, WIRE_UNIT_IMAGES);
}

static void
notes_of_readers_are_a_part_of_their_own(void **state)
{
    struct result *result = *state;
    skip_without_boxes();
    extract_file(result, "formats/annotation-highlight.pdf", "");
    assert_string_equal(result->comments.data, "Highlight content\n");
    assert_lacks(&result->text[1], "Highlight content");
}

static void
an_empty_password_opens(void **state)
{
    struct result *result = *state;
    extract_file(result, "hostile/encrypted-aes256-empty-user-password.pdf", "");
    assert_true(result->done);
    assert_int_equal(result->document.flags & WIRE_DOCUMENT_ENCRYPTED,
                     WIRE_DOCUMENT_ENCRYPTED);
}

static void
another_password_is_asked_for(void **state)
{
    struct result *result = *state;
    extract_file(result, "hostile/encrypted-aes256-user-password-tata.pdf", "");
    assert_false(result->done);
    assert_int_equal(result->failure.reason, WIRE_REASON_ENCRYPTED);
    extract_file(result, "hostile/encrypted-aes256-user-password-tata.pdf", "tata");
    assert_true(result->done);
}

static void
forbidden_copying_is_reported_and_read(void **state)
{
    struct result *result = *state;
    extract_file(result, "hostile/tika-owner-only-no-extract.pdf", "");
    assert_true(result->done);
    assert_int_equal(result->document.flags & WIRE_DOCUMENT_NO_EXTRACT,
                     WIRE_DOCUMENT_NO_EXTRACT);
}

static void
half_a_file_is_to_be_downloaded_again(void **state)
{
    struct result *result = *state;
    extract_file(result, "hostile/truncated-half.pdf", "");
    assert_false(result->done);
    assert_non_null(strstr(result->failure.err.text, "cut short"));
}

#define WITH_RESULT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RESULT(a_small_file_gives_its_page_and_metadata),
        WITH_RESULT(a_count_of_pages_that_cannot_be_is_refused_at_once),
        WITH_RESULT(pages_that_are_missing_are_noted_and_cost_no_other),
        WITH_RESULT(a_file_that_ends_too_early_says_so),
        WITH_RESULT(every_cut_of_a_small_file_is_survived),
        cmocka_unit_test(when_the_reader_hangs_up_nothing_more_is_sent),
        WITH_RESULT(text_boxes_side_by_side_are_read_one_after_the_other),
        WITH_RESULT(arabic_ligatures_come_out_in_order),
        WITH_RESULT(soft_hyphens_inside_words_vanish),
        WITH_RESULT(ligatures_lose_nothing_around_them),
        WITH_RESULT(empty_pages_keep_their_labels),
        WITH_RESULT(contents_lead_to_pages),
        WITH_RESULT(japanese_without_embedded_fonts_is_text),
        WITH_RESULT(glyphs_without_meaning_are_marked),
        WITH_RESULT(pages_that_are_pictures_say_so),
        WITH_RESULT(notes_of_readers_are_a_part_of_their_own),
        WITH_RESULT(an_empty_password_opens),
        WITH_RESULT(another_password_is_asked_for),
        WITH_RESULT(forbidden_copying_is_reported_and_read),
        WITH_RESULT(half_a_file_is_to_be_downloaded_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
