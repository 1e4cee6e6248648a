/* SPDX-License-Identifier: GPL-2.0-or-later */
/* OpenDocument: texts, slides, sheets. */
#include "fixture_extract.h"
#include "make_zip.h"

#define BEGIN                                                                   \
    "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' " \
    "xmlns:draw='urn:drawing' xmlns:svg='s' xmlns:style='y' xmlns:fo='f' "      \
    "xmlns:xlink='x' xmlns:dc='c' xmlns:presentation='urn:presentation'>"
#define END "</office:document-content>"
#define TEXT(body) \
    BEGIN "<office:body><office:text>" body "</office:text></office:body>" END
#define SLIDES(styles, body)                                                  \
    BEGIN "<office:automatic-styles>" styles                                  \
          "</office:automatic-styles><office:body><office:presentation>" body \
          "</office:presentation></office:body>" END
#define SHEETS(styles, body)                                                 \
    BEGIN "<office:automatic-styles>" styles                                 \
          "</office:automatic-styles><office:body><office:spreadsheet>" body \
          "</office:spreadsheet></office:body>" END

static void
take_parts(struct taken *taken, taken_extract_fn *extract, const struct zip_part *parts)
{
    struct format_failure failure;
    size_t length;
    char *bytes = make_zip(parts, &length);
    assert_true(taken_from(taken, extract, bytes, length, &failure));
    free(bytes);
}

static void
take(struct taken *taken, taken_extract_fn *extract, const char *content)
{
    const struct zip_part parts[] = { { "content.xml", content, 0 }, { NULL, NULL, 0 } };
    take_parts(taken, extract, parts);
}

static void
headings_cut_a_text_and_name_its_sections(void **state)
{
    struct taken taken;
    (void)state;
    take(&taken, format_odt_extract,
         TEXT("<text:h text:outline-level='1'>One</text:h><text:p>first</text:p>"
              "<text:h text:outline-level='2'>Two</text:h><text:p>second</text:p>"));
    assert_string_equal(taken.text.data,
                        "document odt pages=0 title= author= lang= year=0\n"
                        "unit 1 section=One anchor= lang=\nh1 One\n- first\n"
                        "unit 2 section=Two anchor= lang=\nh2 Two\n- second\n");
    taken_free(&taken);
}

static void
spaces_tabs_and_line_breaks_are_elements(void **state)
{
    struct taken taken;
    (void)state;
    take(&taken, format_odt_extract,
         TEXT("<text:p>a<text:s text:c='3'/>b<text:tab/>c\n  d<text:line-break/>e"
              "<text:span>f</text:span>g</text:p>"));
    assert_has(&taken, "- a b c d\n- efg\n");
    taken_free(&taken);
}

static void
deleted_text_contents_and_note_numbers_are_dropped(void **state)
{
    struct taken taken;
    (void)state;
    take(&taken, format_odt_extract,
         TEXT("<text:tracked-changes><text:changed-region><text:deletion>"
              "<text:p>gone</text:p></text:deletion></text:changed-region>"
              "</text:tracked-changes><text:table-of-content><text:p>One 7</text:p>"
              "</text:table-of-content><text:p>kept<text:note><text:note-citation>4"
              "</text:note-citation><text:note-body><text:p>a note</text:p>"
              "</text:note-body></text:note> on<office:annotation><dc:creator>Ana"
              "</dc:creator><dc:date>2020</dc:date><text:p>a comment</text:p>"
              "</office:annotation></text:p>"));
    assert_has(&taken, "- kept on\n");
    assert_has(&taken, "unit 1 notes section= anchor= lang=\n- a note\n");
    assert_has(&taken, "unit 1 comments section= anchor= lang=\n- a comment\n");
    assert_lacks(&taken, "gone");
    assert_lacks(&taken, "One 7");
    assert_lacks(&taken, "Ana");
    taken_free(&taken);
}

static void
tables_are_rows_and_frames_follow_their_paragraph(void **state)
{
    struct taken taken;
    (void)state;
    take(&taken, format_odt_extract,
         TEXT("<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
              "<text:p>b</text:p></table:table-cell><table:table-cell><text:p>7"
              "</text:p></table:table-cell></table:table-row></table:table>"
              "<text:p>be<draw:frame><draw:text-box><text:p>boxed</text:p>"
              "</draw:text-box><svg:title>A map</svg:title><svg:desc>of wells"
              "</svg:desc></draw:frame>fore</text:p>"
              "<text:p>by <text:title>Field</text:title></text:p>"
              "<text:list><text:list-item><text:p>item</text:p></text:list-item>"
              "</text:list>"));
    assert_has(&taken, "r a b\t7\n- before\n- boxed\na A map\na of wells\n- by Field\n"
                       "* item\n");
    taken_free(&taken);
}

static void
properties_languages_and_running_heads_are_read(void **state)
{
    struct taken taken;
    (void)state;
    const struct zip_part parts[] = {
        { "content.xml",
          BEGIN "<office:automatic-styles><style:style style:name='P1' "
                "style:family='paragraph' style:parent-style-name='S'/>"
                "<style:style style:name='H' style:family='text'><style:text-properties "
                "text:display='none'/></style:style></office:automatic-styles>"
                "<office:body><office:text><text:p text:style-name='P1'>slovo "
                "<text:span text:style-name='H'>secret</text:span></text:p>"
                "</office:text></office:body>" END,
          0 },
        { "styles.xml",
          BEGIN "<office:styles><style:style style:name='S' style:family='paragraph'>"
                "<style:text-properties fo:language='cs' fo:country='CZ'/></style:style>"
                "</office:styles><office:master-styles><style:master-page><style:header>"
                "<text:p>The house <text:page-number>1</text:page-number></text:p>"
                "</style:header><style:footer><text:p>The house</text:p></style:footer>"
                "</style:master-page></office:master-styles>" END,
          0 },
        { "meta.xml",
          "<m xmlns:dc='d' xmlns:meta='m'><dc:title>A title</dc:title>"
          "<dc:creator>Editor</dc:creator><meta:initial-creator>Ana"
          "</meta:initial-creator><dc:date>2022-01-01</dc:date>"
          "<meta:creation-date>2019-05-05T10:00:00</meta:creation-date></m>",
          0 },
        { NULL, NULL, 0 }
    };
    take_parts(&taken, format_odt_extract, parts);
    assert_string_equal(taken.text.data,
                        "document odt pages=0 title=A title author=Ana lang= year=2019\n"
                        "unit 1 section= anchor= lang=cs-CZ\n- slovo\n"
                        "unit 2 section= anchor= lang=\n- The house\n");
    taken_free(&taken);
}

static void
slides_have_numbers_notes_and_hidden_flags(void **state)
{
    struct taken taken;
    (void)state;
    take(
        &taken, format_odp_extract,
        SLIDES("<style:style style:name='d1' style:family='drawing-page'>"
               "<style:drawing-page-properties presentation:visibility='hidden'/>"
               "</style:style>",
               "<draw:page draw:name='page1'><draw:frame presentation:class='title'>"
               "<draw:text-box><text:p>Heading</text:p></draw:text-box></draw:frame>"
               "<draw:frame presentation:class='page-number'><draw:text-box><text:p>1"
               "</text:p></draw:text-box></draw:frame><draw:custom-shape><text:p>words"
               "</text:p></draw:custom-shape><presentation:notes><draw:frame "
               "presentation:class='notes'><draw:text-box><text:p>say this</text:p>"
               "</draw:text-box></draw:frame></presentation:notes></draw:page>"
               "<draw:page draw:name='empty2'/>"
               "<draw:page draw:name='Budget' draw:style-name='d1'><draw:frame>"
               "<draw:text-box><text:list><text:list-item><text:p>point</text:p>"
               "</text:list-item></text:list></draw:text-box></draw:frame></draw:page>"));
    assert_string_equal(taken.text.data,
                        "document odp pages=3 title= author= lang= year=0\n"
                        "unit 1 section= anchor= lang=\nt Heading\n- words\n"
                        "unit 1 notes section= anchor= lang=\n- say this\n"
                        "unit 3 hidden section=Budget anchor= lang=\n* point\n");
    taken_free(&taken);
}

#define CELL(type, text) \
    "<table:table-cell " type "><text:p>" text "</text:p></table:table-cell>"

static void
sheets_are_units_with_names_and_without_numbers(void **state)
{
    struct taken taken;
    (void)state;
    take(&taken, format_ods_extract,
         SHEETS("<style:style style:name='ta1' style:family='table'>"
                "<style:table-properties table:display='false'/></style:style>",
                "<table:table table:name='Wells'><table:table-row>"
                "<table:table-cell/>" CELL("office:value-type='string'", "Name")
                    CELL("office:value-type='float'", "12.5")
                        CELL("office:value-type='date'",
                             "27.03.21") "</table:table-row></table:table>"
                                         "<table:table table:name='Old' "
                                         "table:style-name='ta1'><table:table-row>" CELL(
                                             "office:value-type='string'",
                                             "deep") "</table:table-row></table:table>"));
    assert_string_equal(taken.text.data,
                        "document ods pages=2 title= author= lang= year=0\n"
                        "unit 1 label=Wells section= anchor= lang=\nr Name\t27.03.21\n"
                        "unit 2 hidden label=Old section= anchor= lang=\n- deep\n");
    taken_free(&taken);
}

static void
charts_and_formulas_of_objects_are_read(void **state)
{
    struct taken taken;
    (void)state;
    const struct zip_part parts[] = {
        { "content.xml",
          TEXT(
              "<text:p>see<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>"
              "<draw:frame><draw:object xlink:href='./Object%202'/></draw:frame>"
              "</text:p>"),
          0 },
        { "Object 1/content.xml",
          BEGIN "<chart><title><text:p>Water</text:p></title><table:table>"
                "<table:table-row>" CELL("office:value-type='string'", "north")
                    CELL("office:value-type='float'", "9") "</table:table-row>"
                                                           "</table:table></chart>" END,
          0 },
        { "Object 2/content.xml",
          "<math><mi>E</mi> <mo>=</mo> <mi>m</mi><annotation>{E}</annotation></math>",
          0 },
        { NULL, NULL, 0 }
    };
    take_parts(&taken, format_odt_extract, parts);
    assert_has(&taken, "- see\n- Water\n- north\n- E = m\n");
    taken_free(&taken);
}

static void
a_text_without_content_is_damaged(void **state)
{
    const struct zip_part parts[] = { { "meta.xml", "<m/>", 0 }, { NULL, NULL, 0 } };
    struct taken taken;
    struct format_failure failure;
    size_t length;
    (void)state;
    char *bytes = make_zip(parts, &length);
    assert_false(taken_from(&taken, format_odt_extract, bytes, length, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_DAMAGED);
    taken_free(&taken);
    free(bytes);
}

static void
documents_of_other_programs_give_their_text(void **state)
{
    static const struct {
        const char *name;
        taken_extract_fn *extract;
        const char *has, *lacks;
    } files[] = {
        { "formats/odt__odt__trackedChanges.odt", format_odt_extract,
          "- Some text with and inserted text.", "deleted" },
        { "formats/odt__odt__unicode.odt", format_odt_extract, "Ө©¼вбФШ",
          "\xEF\xBF\xBD" },
        { "formats/text_document_01.odt", format_odt_extract, "h2 Heading level 2: A\n",
          "<" },
        { "formats/odf_presentation_01.odp", format_odp_extract,
          "unit 2 notes section= anchor= lang=\n- Some notes on the second slide.\n",
          "unit 4" },
    };
    struct taken taken;
    struct format_failure failure;
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_true(taken_from_shared(&taken, files[i].extract, files[i].name, &failure));
        assert_has(&taken, files[i].has);
        assert_lacks(&taken, files[i].lacks);
        taken_free(&taken);
    }
}

/* ---- encrypted parts ---- */

static void
assert_locked(const char *content, const char *way)
{
    struct taken taken;
    struct format_failure failure;
    size_t length;
    char manifest[1000];
    snprintf(manifest, sizeof manifest,
             "<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml'>"
             "<m:encryption-data m:checksum-type='SHA1/1K'>%s</m:encryption-data>"
             "</m:file-entry></m:manifest>",
             way);
    const struct zip_part parts[] = { { "META-INF/manifest.xml", manifest, 0 },
                                      { content, TEXT("<text:p>one</text:p>"), 0 },
                                      { NULL, NULL, 0 } };
    char *bytes = make_zip(parts, &length);
    assert_false(taken_from(&taken, format_odt_extract, bytes, length, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_ENCRYPTED);
    assert_int_equal(taken.documents, 0);
    taken_free(&taken);
    free(bytes);
}

static void
ways_of_encryption_that_are_not_read_are_said(void **state)
{
    (void)state;
    assert_locked("content.xml", "");
    assert_locked("content.xml", "<m:algorithm m:algorithm-name='urn:x#aes256-cbc' "
                                 "m:initialisation-vector='AAAA'/>");
    assert_locked("content.xml", "<m:key-derivation m:key-derivation-name='PBKDF2' "
                                 "m:iteration-count='2000000000' m:salt='AAAA'/>");
    assert_locked("encrypted-package", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_cut_a_text_and_name_its_sections),
        cmocka_unit_test(spaces_tabs_and_line_breaks_are_elements),
        cmocka_unit_test(deleted_text_contents_and_note_numbers_are_dropped),
        cmocka_unit_test(tables_are_rows_and_frames_follow_their_paragraph),
        cmocka_unit_test(properties_languages_and_running_heads_are_read),
        cmocka_unit_test(slides_have_numbers_notes_and_hidden_flags),
        cmocka_unit_test(sheets_are_units_with_names_and_without_numbers),
        cmocka_unit_test(charts_and_formulas_of_objects_are_read),
        cmocka_unit_test(a_text_without_content_is_damaged),
        cmocka_unit_test(documents_of_other_programs_give_their_text),
        cmocka_unit_test(ways_of_encryption_that_are_not_read_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
