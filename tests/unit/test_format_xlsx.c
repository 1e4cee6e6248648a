/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Excel workbooks: strings, dates, hidden sheets, drawings, comments. */
#include "fixture_extract.h"
#include "make_zip.h"

#include "base/limits.h"

#define RELATION(id, type, target)                                                     \
    "<Relationship Id='" id "' Type='http://x/relationships/" type "' Target='" target \
    "'/>"

static const char rels[] = "<Relationships>" RELATION(
    "a", "officeDocument", "xl/workbook.xml") "</Relationships>";
static const char book_rels[] =
    "<Relationships>" RELATION("r1", "worksheet", "worksheets/b.xml")
        RELATION("r2", "worksheet", "worksheets/a.xml")
            RELATION("s", "sharedStrings", "sharedStrings.xml")
                RELATION("t", "styles", "styles.xml") "</Relationships>";
static const char book[] =
    "<workbook xmlns:r='http://x/relationships'><workbookPr/><sheets>"
    "<sheet name='First' r:id='r1'/><sheet name='Second' state='hidden' r:id='r2'/>"
    "</sheets></workbook>";
static const char strings[] =
    "<sst><si><t>plain</t></si><si><r><t>in </t></r><r><t>runs</t></r>"
    "<rPh><t>reading</t></rPh></si></sst>";
static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm'/>"
    "<numFmt numFmtId='165' formatCode='0.0&quot; days&quot;'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
    "<xf numFmtId='165'/></cellXfs></styleSheet>";

static void
take(struct taken *taken, const struct zip_part *parts)
{
    struct format_failure failure;
    size_t length;
    char *bytes = make_zip(parts, &length);
    assert_true(taken_from(taken, format_xlsx_extract, bytes, length, &failure));
    free(bytes);
}

static void
cells_are_strings_and_dates_in_rows_of_named_sheets(void **state)
{
    struct taken taken;
    const struct zip_part parts[] = {
        { "_rels/.rels", rels, 0 },
        { "xl/workbook.xml", book, 0 },
        { "xl/_rels/workbook.xml.rels", book_rels, 0 },
        { "xl/sharedStrings.xml", strings, 0 },
        { "xl/styles.xml", styles, 0 },
        { "xl/worksheets/b.xml",
          "<worksheet><sheetData><row><c t='s'><v>1</v></c><c><v>12.5</v></c>"
          "<c s='1'><v>44282</v></c><c s='3'><v>44282</v></c></row>"
          "<row><c t='inlineStr'><is><t>inline</t></is></c>"
          "<c t='str'><f>A1&amp;A2</f><v>formula</v></c><c t='b'><v>1</v></c>"
          "<c s='2'><v>1</v></c></row></sheetData></worksheet>",
          0 },
        { "xl/worksheets/a.xml",
          "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>9</v></c></row>"
          "</sheetData></worksheet>",
          0 },
        { NULL, NULL, 0 }
    };
    (void)state;
    take(&taken, parts);
    assert_string_equal(taken.text.data,
                        "document xlsx pages=2 title= author= lang= year=0\n"
                        "unit 1 label=First section= anchor= lang=\n"
                        "r in runs\t2021-03-27\nr inline\tformula\t1899-12-31\n"
                        "unit 2 hidden label=Second section= anchor= lang=\n- plain\n");
    taken_free(&taken);
}

static void
drawings_charts_and_comments_belong_to_their_sheet(void **state)
{
    struct taken taken;
    const struct zip_part parts[] = {
        { "_rels/.rels", rels, 0 },
        { "xl/workbook.xml", book, 0 },
        { "xl/_rels/workbook.xml.rels", book_rels, 0 },
        { "xl/worksheets/b.xml", "<worksheet><sheetData/></worksheet>", 0 },
        { "xl/worksheets/a.xml", "<worksheet><sheetData/></worksheet>", 0 },
        { "xl/worksheets/_rels/b.xml.rels",
          "<Relationships>" RELATION("d", "drawing", "../drawings/d.xml")
              RELATION("c", "comments", "../comments.xml") "</Relationships>",
          0 },
        { "xl/drawings/d.xml", "<w><p><r><t>in a shape</t></r></p></w>", 0 },
        { "xl/drawings/_rels/d.xml.rels",
          "<Relationships>" RELATION("c", "chart", "../chart.xml") "</Relationships>",
          0 },
        { "xl/chart.xml",
          "<c><title><tx><rich><p><r><t>Rain</t></r></p></rich></tx>"
          "</title></c>",
          0 },
        { "xl/comments.xml",
          "<comments><authors><author>Ana</author></authors><commentList><comment>"
          "<text><r><t>why </t></r><r><t>so few</t></r></text></comment></commentList>"
          "</comments>",
          0 },
        { NULL, NULL, 0 }
    };
    (void)state;
    take(&taken, parts);
    assert_has(&taken, "unit 1 label=First section= anchor= lang=\n- in a shape\n- Rain\n"
                       "unit 1 comments label=First section= anchor= lang=\n"
                       "- why so few\n");
    assert_lacks(&taken, "Ana");
    taken_free(&taken);
}

static void
a_missing_sheet_costs_a_note_and_too_many_cells_the_rest(void **state)
{
    struct taken taken;
    struct buf sheet = BUF_INIT(64 * 1024 * 1024);
    (void)state;
    buf_add_text(&sheet, "<worksheet><sheetData>");
    for (int i = 0; i < LIMIT_SHEET_CELLS / 4 + 10; i++)
        buf_add_text(&sheet, "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c>"
                             "<c t='str'><v>c</v></c><c t='str'><v>d</v></c></row>");
    buf_add_text(&sheet,
                 "<row><c t='str'><v>beyond</v></c></row></sheetData></worksheet>");
    const struct zip_part parts[] = { { "_rels/.rels", rels, 0 },
                                      { "xl/workbook.xml", book, 0 },
                                      { "xl/_rels/workbook.xml.rels", book_rels, 0 },
                                      { "xl/worksheets/a.xml", sheet.data, sheet.length },
                                      { NULL, NULL, 0 } };
    take(&taken, parts);
    assert_has(&taken, "r a\tb\tc\td\n");
    assert_lacks(&taken, "beyond");
    assert_true(taken.notes >= 2);
    taken_free(&taken);
    buf_free(&sheet);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_strings_and_dates_in_rows_of_named_sheets),
        cmocka_unit_test(drawings_charts_and_comments_belong_to_their_sheet),
        cmocka_unit_test(a_missing_sheet_costs_a_note_and_too_many_cells_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
