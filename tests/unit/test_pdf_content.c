/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the operators of a page draw, to lines of text. */
#include "check.h"

#include "extract/format.h"
#include "extract/pdf/pdf_info.h"

static bool
keep_document(void *context, const struct wire_document *document)
{
    (void)context;
    return document != NULL;
}

static bool
keep_unit(void *context, const struct wire_unit *unit)
{
    for (size_t i = 0; i < unit->line_count; i++)
        buf_format(context, "%s\n", unit->lines[i].text);
    return true;
}

static bool
keep_outline(void *context, const struct wire_outline *outline)
{
    (void)context;
    return outline != NULL;
}

static bool
keep_note(void *context, const struct wire_note *note)
{
    buf_format(context, "note: %s\n", note->text);
    return true;
}

static void
add_stream(struct buf *file, int number, const char *dictionary, const char *content)
{
    buf_format(file, "%d 0 obj<<%s/Length %zu>>stream\n", number, dictionary,
               strlen(content));
    buf_add_text(file, content);
    buf_add_text(file, "\nendstream endobj\n");
}

#define FONT "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

/* A page with the fonts F and G, a form X, layers On and Off, and a graphics state. */
static void
add_page(struct buf *file, const char *contents)
{
    buf_format(file,
               "%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R "
               "7 0 R]/D<</OFF[7 0 R]>>>>>>endobj\n"
               "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
               "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents %s"
               "/Resources<</Font<</F 4 0 R/G" FONT ">>/XObject<</X 5 0 R/Y 8 0 R>>"
               "/Properties<</On 6 0 R/Off 7 0 R/A<</ActualText(named)>>>>"
               "/ExtGState<</S<</Font[4 0 R 12]>>>>>>>>endobj\n"
               "4 0 obj" FONT "endobj\n"
               "6 0 obj<</Type/OCG/Name(on)>>endobj\n"
               "7 0 obj<</Type/OCG/Name(off)>>endobj\n",
               contents);
    add_stream(file, 5,
               "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 300 0]"
               "/Resources<</Font<</F" FONT ">>/XObject<</X 5 0 R>>>>",
               "q q BT /F 12 Tf 5 300 Td (in form) Tj ET /X Do");
    add_stream(file, 8, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/OC 7 0 R",
               "BT /F 12 Tf 5 5 Td (hidden form) Tj ET");
}

static void
assert_reads(const struct buf *file, const char *wanted)
{
    struct buf text = BUF_INIT(65536);
    struct sink sink = { keep_document, keep_unit, keep_outline, keep_note, &text };
    struct input input = { file->data, file->length, ".pdf", "", "" };
    struct format_failure failure = { .reason = WIRE_REASON_NONE };
    assert_true(format_pdf_extract(&input, &sink, &failure));
    assert_string_equal(text.data, wanted);
    buf_free(&text);
}

/* Boxes and layers need the private interface of the library. */
static void
skip_without_boxes(void)
{
    if (strstr(pdf_reader(), "without") != NULL) {
        print_message("skipped: %s\n", pdf_reader());
        skip();
    }
}

/* The lines of a page with this content. */
static void
assert_shows(const char *content, const char *wanted)
{
    skip_without_boxes();
    struct buf file = BUF_INIT(65536);
    add_page(&file, "9 0 R");
    add_stream(&file, 9, "", content);
    buf_add_text(&file, "trailer<</Root 1 0 R/Size 10>>\n%%EOF\n");
    assert_reads(&file, wanted);
    buf_free(&file);
}

static void
every_way_to_show_text_is_known(void **state)
{
    (void)state;
    assert_shows("BT /F 12 Tf 14 TL 20 300 Td (one) Tj T* [(t) -10 (wo) -900 (words)] TJ "
                 "(three) ' 1 0.5 (four) \" 0 -14 Td <66697665> Tj ET",
                 "one\ntwo words\nthree\nfour\nfive\n");
}

static void
positions_follow_matrix_and_leading(void **state)
{
    (void)state;
    assert_shows("BT /F 12 Tf 1 0 0 1 20 300 Tm (a) Tj 0 -20 TD (b) Tj T* (c) Tj ET "
                 "q 1 0 0 1 100 -60 cm BT 20 300 Td (d) Tj ET Q "
                 "BT 150 240 Td (e) Tj ET",
                 "a\nb\nc\nd e\n");
}

static void
fonts_come_from_resources_parameters_and_states(void **state)
{
    (void)state;
    assert_shows("/S gs BT 20 300 Td (by state) Tj ET", "by state\n");
    assert_shows("BT q /G 12 Tf 20 300 Td (in) Tj Q (no font) Tj ET", "in\n");
    assert_shows("BT /Nothing 12 Tf 20 300 Td (unknown) Tj /F 12 Tf (known) Tj ET",
                 "known\n");
}

static void
forms_are_drawn_in_place_and_never_inside_themselves(void **state)
{
    (void)state;
    assert_shows("BT /F 12 Tf 20 300 Td (left) Tj ET /X Do BT 20 280 Td (after) Tj ET "
                 "/Y Do",
                 "left\nin form\nafter\n");
}

static void
hidden_layers_are_not_read(void **state)
{
    (void)state;
    assert_shows("BT /F 12 Tf 20 300 Td /OC /Off BDC (off) Tj /Span BMC (too) Tj EMC EMC "
                 "0 -20 Td /OC /On BDC (on) Tj EMC EMC (end) Tj ET",
                 "onend\n");
}

static void
actual_text_stands_for_what_is_drawn(void **state)
{
    (void)state;
    assert_shows("BT /F 12 Tf 20 300 Td /Span<</ActualText(read)>>BDC (drawn) Tj EMC "
                 "0 -20 Td /Span/A BDC (x) Tj EMC "
                 "0 -20 Td /Span<</MCID 1/K<</ActualText(no)>>>>BDC (plain) Tj EMC ET",
                 "read\nnamed\nplain\n");
}

static void
pictures_in_place_are_passed_over(void **state)
{
    (void)state;
    assert_shows(
        "BT /F 12 Tf 20 300 Td (a) Tj ET BI /W 1 /H 1 /BPC 8 ID (Tj EI\x01) EI Q "
        "BT /F 12 Tf 20 280 Td (b) Tj ET",
        "a\nb\n");
}

static void
wrong_operands_cost_only_their_operator(void **state)
{
    (void)state;
    assert_shows("Q Q BT /F 12 Tf (x) 300 Td 20 300 Td 99 Tj (kept) Tj ET", "kept\n");
    assert_shows("BT 1 2 3 /F 12 Tf 7 7 20 300 Td (last count) Tj ET", "last count\n");
}

static void
the_rest_of_a_damaged_stream_is_no_text(void **state)
{
    (void)state;
    assert_shows("BT /F 12 Tf 20 300 Td (whole) Tj 0 -20 Td Td (rubbish) Tj ET",
                 "whole\n");
}

static void
streams_of_a_page_are_read_as_one(void **state)
{
    (void)state;
    skip_without_boxes();
    struct buf file = BUF_INIT(65536);
    add_page(&file, "[9 0 R 99 0 R 10 0 R]");
    add_stream(&file, 9, "", "BT /F 12 Tf 20 300 Td 1");
    add_stream(&file, 10, "", "0 Td (second) Tj ET");
    buf_add_text(&file, "trailer<</Root 1 0 R/Size 11>>\n%%EOF\n");
    assert_reads(&file, "second\n");
    buf_free(&file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_to_show_text_is_known),
        cmocka_unit_test(positions_follow_matrix_and_leading),
        cmocka_unit_test(fonts_come_from_resources_parameters_and_states),
        cmocka_unit_test(forms_are_drawn_in_place_and_never_inside_themselves),
        cmocka_unit_test(hidden_layers_are_not_read),
        cmocka_unit_test(actual_text_stands_for_what_is_drawn),
        cmocka_unit_test(pictures_in_place_are_passed_over),
        cmocka_unit_test(wrong_operands_cost_only_their_operator),
        cmocka_unit_test(the_rest_of_a_damaged_stream_is_no_text),
        cmocka_unit_test(streams_of_a_page_are_read_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
