/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word documents: words out of runs, what was deleted, fields, notes, headings in any language. */
#include "fixture_extract.h"
#include "make_zip.h"

#define RELS(body)                                                               \
    "<Relationships "                                                            \
    "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" body \
    "</Relationships>"
#define REL(id, type, target)                                                          \
    "<Relationship Id='" id "' Type='http://x/officeDocument/2006/relationships/" type \
    "' Target='" target "'/>"
#define BODY(body)                                                            \
    "<w:document xmlns:w='w' xmlns:r='http://x/relationships' xmlns:mc='mc' " \
    "xmlns:wp='wp' "                                                          \
    "xmlns:v='v'><w:body>" body "</w:body></w:document>"
#define P(runs) "<w:p>" runs "</w:p>"
#define STYLED(style, runs) \
    "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr>" runs "</w:p>"
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define FIELD(kind) "<w:r><w:fldChar w:fldCharType='" kind "'/></w:r>"
#define INSTRUCTION(text) "<w:r><w:instrText> " text " </w:instrText></w:r>"

static const char styles[] =
    "<w:styles xmlns:w='w'><w:docDefaults><w:rPrDefault><w:rPr><w:lang "
    "w:val='cs-CZ'/></w:rPr>"
    "</w:rPrDefault></w:docDefaults>"
    "<w:style w:styleId='Nadpis1'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl "
    "w:val='0'/>"
    "</w:pPr></w:style>"
    "<w:style w:styleId='Vlastni'><w:name w:val='Moje'/><w:basedOn "
    "w:val='Nadpis1'/></w:style>"
    "<w:style w:styleId='Obsah1'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:styleId='Odrazka'><w:name w:val='List Bullet'/></w:style></w:styles>";

static bool
read_parts(struct taken *taken, const char *body, const char *relations,
           const struct zip_part *more, struct format_failure *failure)
{
    struct zip_part parts[12] = {
        { "_rels/.rels", RELS(REL("a", "officeDocument", "word/document.xml")), 0 },
        { "word/document.xml", body, 0 },
        { "word/_rels/document.xml.rels", relations, 0 },
        { "word/styles.xml", styles, 0 },
    };
    size_t length;
    for (size_t i = 4; more && more->name; i++)
        parts[i] = *more++;
    char *bytes = make_zip(parts, &length);
    bool done = taken_from(taken, format_docx_extract, bytes, length, failure);
    free(bytes);
    return done;
}

static void
assert_body(const char *body, const char *expected)
{
    struct taken taken;
    struct format_failure failure;
    assert_true(
        read_parts(&taken, body, RELS(REL("s", "styles", "styles.xml")), NULL, &failure));
    assert_string_equal(strchr(taken.text.data, '\n') + 1, expected);
    taken_free(&taken);
}

#define UNIT "unit 1 section= anchor= lang=cs-CZ\n"

static void
runs_of_a_paragraph_make_words(void **state)
{
    (void)state;
    assert_body(
        BODY(P(R("Wal") R(
            "dorf") "<w:r><w:noBreakHyphen/><w:t>Kin</w:t><w:softHyphen/>"
                    "<w:t>der</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r>")),
        UNIT "- Waldorf-Kinder x\n- y\n");
}

static void
deleted_moved_and_hidden_text_is_left_out(void **state)
{
    (void)state;
    assert_body(BODY(P(R("a ") "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
                               "<w:ins>" R("new") "</w:ins><w:moveFrom>" R(
                                   "moved") "</w:moveFrom>"
                                            "<w:moveTo>" R(
                                                " here") "</w:moveTo>"
                                                         "<w:r><w:rPr><w:vanish/></"
                                                         "w:rPr><w:t>hidden</w:t></w:r>"
                                                         "<w:r><w:rPr><w:vanish "
                                                         "w:val='0'/></w:rPr><w:t> "
                                                         "shown</w:t></w:r>")),
                UNIT "- a new here shown\n");
}

static void
field_codes_go_and_results_stay(void **state)
{
    (void)state;
    assert_body(BODY(P(FIELD("begin") INSTRUCTION("HYPERLINK \"http://x\"") FIELD(
                    "separate") R("the link") FIELD("end") " " R(" page ") FIELD("begin")
                           INSTRUCTION("PAGE") FIELD("separate") R("17")
                               FIELD("end") "<w:fldSimple w:instr=' NUMPAGES '>" R(
                                   "99") "</w:fldSimple>")),
                UNIT "- the link page\n");
}

static void
a_table_of_contents_is_left_out_even_without_its_end(void **state)
{
    (void)state;
    assert_body(BODY(P(FIELD("begin") INSTRUCTION("TOC \\o") FIELD("separate") R("One 1"))
                         P(R("Two 2") FIELD("end")) P(R("text"))),
                UNIT "- text\n");
    assert_body(BODY(P(FIELD("begin") INSTRUCTION("TOC \\o") FIELD("separate") R("One 1"))
                         STYLED("Nadpis1", R("One")) P(R("text"))),
                "unit 1 section=One anchor= lang=cs-CZ\nh1 One\n- text\n");
    assert_body(BODY(STYLED("Obsah1", R("One 1")) P(R("text"))), UNIT "- text\n");
    assert_body(
        BODY("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
             "</w:docPartObj></w:sdtPr><w:sdtContent>" P(
                 R("One 1")) "</w:sdtContent></"
                             "w:sdt><w:sdt><w:"
                             "sdtContent>" P(R("kept")) "</"
                                                        "w:"
                                                        "sdtCon"
                                                        "tent><"
                                                        "/w:"
                                                        "sdt>"),
        UNIT "- kept\n");
}

static void
headings_are_known_by_level_in_any_language(void **state)
{
    (void)state;
    assert_body(
        BODY(STYLED("Nadpis1", R("Úvod")) P(R("a")) STYLED("Vlastni", R("Druhá"))
                 STYLED("Odrazka", R("b")) "<w:p><w:pPr><w:outlineLvl "
                                           "w:val='2'/></w:pPr>" R(
                                               "Třetí") "</w:p><w:p><w:pPr><w:numPr/></"
                                                        "w:pPr>" R("c") "</w:p>"),
        "unit 1 section=Úvod anchor= lang=cs-CZ\nh1 Úvod\n- a\n"
        "unit 2 section=Druhá anchor= lang=cs-CZ\nh1 Druhá\n* b\nh3 Třetí\n* c\n");
    assert_body(BODY("<w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>" R(
                    "no item") "</w:p>"),
                UNIT "- no item\n");
}

static void
tables_come_row_by_row(void **state)
{
    (void)state;
    assert_body(BODY("<w:tbl><w:tr><w:tc>" P(R("a"))
                         P(R("b")) "</w:tc><w:tc>" P(R("c")) "<w:tbl><w:tr><w:tc>" P(R(
                             "d")) "</w:tc></w:tr></w:tbl></w:tc></w:tr>"
                                   "<w:tr><w:tc>" P(R("alone")) "</w:tc></w:tr></w:tbl>"),
                UNIT "r a b\tc d\n- alone\n");
}

static void
text_boxes_come_once_behind_their_paragraph(void **state)
{
    (void)state;
    assert_body(BODY(P(R("before") "<w:r><mc:AlternateContent><mc:Choice><wp:docPr "
                                   "descr='A drawing'/><w:txbxContent>" P(
                                       R("boxed")) "</w:txbxContent></"
                                                   "mc:Choice><mc:Fallback><v:textbox><w:"
                                                   "txbxContent>" P(
                                                       R("boxed")) "</w:txbxContent></"
                                                                   "v:textbox></"
                                                                   "mc:Fallback>"
                                                                   "</"
                                                                   "mc:AlternateContent><"
                                                                   "/w:r>" R(" after"))),
                UNIT "- before after\na A drawing\n- boxed\n");
}

static void
ruby_keeps_base_and_reading(void **state)
{
    (void)state;
    assert_body(BODY(P("<w:r><w:ruby><w:rt>" R("yomi") "</w:rt><w:rubyBase>" R(
                    "base") "</w:rubyBase></w:ruby></w:r>")),
                UNIT "- base(yomi)\n");
}

static void
languages_are_counted_by_text(void **state)
{
    struct taken taken;
    struct format_failure failure;
    (void)state;
    assert_true(
        read_parts(&taken,
                   BODY(P(R("ab") "<w:r><w:rPr><w:lang w:val='ru-RU'/></w:rPr><w:t>"
                                  "long text</w:t></w:r>")),
                   RELS(""), NULL, &failure));
    assert_has(&taken, "lang=ru-RU\n");
    taken_free(&taken);
}

static void
notes_comments_and_headers_are_parts_of_their_own(void **state)
{
    static const struct zip_part more[] = {
        { "word/footnotes.xml",
          "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'>" P(
              R("---")) "</w:footnote><w:footnote w:id='2'>" P(R("foot one"))
              P(R("foot two")) "</w:footnote></w:footnotes>",
          0 },
        { "word/comments.xml",
          "<w:comments xmlns:w='w'><w:comment w:id='0' w:author='X'>" P(R(
              "remark")) "</w:comment><w:comment w:id='9'>" P(R("lost")) "</w:comment></"
                                                                         "w:comments>",
          0 },
        { "word/header1.xml", "<w:hdr xmlns:w='w'>" P(R("The publisher")) "</w:hdr>", 0 },
        { "word/header2.xml",
          "<w:hdr xmlns:w='w'>" P(R("The publisher")) P(R("Other")) "</w:hdr>", 0 },
        { NULL, NULL, 0 },
    };
    struct taken taken;
    struct format_failure failure;
    (void)state;
    assert_true(read_parts(
        &taken,
        BODY(STYLED("Nadpis1", R("One")) P(R("a") "<w:r><w:footnoteReference w:id='2'/>"
                                                  "<w:commentReference w:id='0'/></w:r>")
                 STYLED("Nadpis1", R("Two")) P(R("b"))),
        RELS(REL("s", "styles", "styles.xml") REL("f", "footnotes", "footnotes.xml")
                 REL("c", "comments", "comments.xml") REL("h", "header", "header1.xml")
                     REL("i", "header", "header2.xml")),
        more, &failure));
    assert_string_equal(strchr(taken.text.data, '\n') + 1,
                        "unit 1 section=One anchor= lang=cs-CZ\nh1 One\n- a\n"
                        "unit 1 notes section=One anchor= lang=\n- foot one\n- foot two\n"
                        "unit 1 comments section=One anchor= lang=\n- remark\n"
                        "unit 2 section=Two anchor= lang=cs-CZ\nh1 Two\n- b\n"
                        "unit 2 comments section=Two anchor= lang=\n- lost\n"
                        "unit 3 section= anchor= lang=\n- The publisher\n- Other\n");
    taken_free(&taken);
}

static void
embedded_html_is_read_as_html(void **state)
{
    static const struct zip_part more[] = {
        { "word/page.html",
          "<html><title>no</title><nav>n</nav><h1>Head</h1><p>in <b>HTML</b>", 0 },
        { NULL, NULL, 0 },
    };
    struct taken taken;
    struct format_failure failure;
    (void)state;
    assert_true(read_parts(&taken, BODY(P(R("before")) "<w:altChunk r:id='h'/>"),
                           RELS(REL("h", "aFChunk", "/word/page.html")), more, &failure));
    assert_has(&taken, "- before\n");
    assert_has(&taken, "h1 Head\n- in HTML\n");
    taken_free(&taken);
}

static void
a_missing_body_is_a_reason(void **state)
{
    struct taken taken;
    struct format_failure failure;
    static char *zeros;
    (void)state;
    zeros = calloc(20000000, 1);
    const struct zip_part parts[] = {
        { "_rels/.rels", RELS(REL("a", "officeDocument", "word/document.xml")), 0 },
        { "word/document.xml", zeros, 20000000 },
        { NULL, NULL, 0 },
    };
    size_t length;
    char *bytes = make_zip(parts, &length);
    assert_false(taken_from(&taken, format_docx_extract, bytes, length, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_BOMB);
    assert_int_equal(taken.documents + taken.notes + taken.units, 0);
    taken_free(&taken);
    free(bytes);
    free(zeros);
}

static void
entities_of_a_document_type_contribute_nothing(void **state)
{
    (void)state;
    assert_body("<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" BODY(P(R("x&b;y"))),
                UNIT "- xy\n");
}

static void
real_documents_give_what_they_show(void **state)
{
    static const struct {
        const char *name, *has, *lacks;
    } documents[] = {
        { "formats/delins.docx", "Tika can be", "Maang" },
        { "library/parenting-covid19-kit-fr.docx", "Être Parent", "HYPERLINK" },
        { "formats/testAltChunkHTML.docx", "r Col 1\tCol 2\n", "<" },
        { "formats/footnotes.docx", "notes section= anchor= lang=\n- snoska\n", "<" },
        { "formats/Strict.docx", "- Some text\n", "<" },
        { "formats/testWORD_phonetic.docx", "東京(とうきょう)", "<" },
        { "formats/HeaderFooterUnicode.docx", "h1 Molière", "<" },
        { "formats/textbox.docx", "- Student falls ill\n", "<" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct taken taken;
        struct format_failure failure;
        assert_true(
            taken_from_shared(&taken, format_docx_extract, documents[i].name, &failure));
        assert_has(&taken, documents[i].has);
        assert_lacks(&taken, documents[i].lacks);
        taken_free(&taken);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_a_paragraph_make_words),
        cmocka_unit_test(deleted_moved_and_hidden_text_is_left_out),
        cmocka_unit_test(field_codes_go_and_results_stay),
        cmocka_unit_test(a_table_of_contents_is_left_out_even_without_its_end),
        cmocka_unit_test(headings_are_known_by_level_in_any_language),
        cmocka_unit_test(tables_come_row_by_row),
        cmocka_unit_test(text_boxes_come_once_behind_their_paragraph),
        cmocka_unit_test(ruby_keeps_base_and_reading),
        cmocka_unit_test(languages_are_counted_by_text),
        cmocka_unit_test(notes_comments_and_headers_are_parts_of_their_own),
        cmocka_unit_test(embedded_html_is_read_as_html),
        cmocka_unit_test(a_missing_body_is_a_reason),
        cmocka_unit_test(entities_of_a_document_type_contribute_nothing),
        cmocka_unit_test(real_documents_give_what_they_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
