/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slides: their order, what is text on them, and what hangs on them. */
#include "fixture_extract.h"
#include "make_zip.h"

#define RELS(body)                                                               \
    "<Relationships "                                                            \
    "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" body \
    "</Relationships>"
#define REL(id, type, target)                                                          \
    "<Relationship Id='" id "' Type='http://x/officeDocument/2006/relationships/" type \
    "' Target='" target "'/>"
#define SLIDE(attributes, body)                                                   \
    "<p:sld xmlns:p='p' xmlns:a='a' xmlns:r='http://x/relationships' " attributes \
    "><p:cSld><p:spTree>" body "</p:spTree></p:cSld></p:sld>"
#define SHAPE(properties, paragraphs)                               \
    "<p:sp><p:nvSpPr><p:cNvPr id='1' name='n'/><p:nvPr>" properties \
    "</p:nvPr></p:nvSpPr><p:txBody>" paragraphs "</p:txBody></p:sp>"
#define RUN(text) "<a:r><a:rPr lang='sk-SK'/><a:t>" text "</a:t></a:r>"
#define PRESENTATION(ids)                                                           \
    "<p:presentation xmlns:p='p' xmlns:r='http://x/relationships'><p:sldIdLst>" ids \
    "</p:sldIdLst></p:presentation>"

/* One slide in a deck of its own; parts are added behind it. */
static void
read_slide_with(struct taken *taken, const char *slide, const char *relations,
                const struct zip_part *more)
{
    struct zip_part parts[12] = {
        { "_rels/.rels", RELS(REL("a", "officeDocument", "ppt/presentation.xml")), 0 },
        { "ppt/presentation.xml", PRESENTATION("<p:sldId id='256' r:id='rId1'/>"), 0 },
        { "ppt/_rels/presentation.xml.rels", RELS(REL("rId1", "slide", "slides/s.xml")),
          0 },
        { "ppt/slides/s.xml", slide, 0 },
        { "ppt/slides/_rels/s.xml.rels", relations, 0 },
    };
    struct format_failure failure;
    size_t length;
    for (size_t i = 5; more && more->name; i++)
        parts[i] = *more++;
    char *bytes = make_zip(parts, &length);
    assert_true(taken_from(taken, format_pptx_extract, bytes, length, &failure));
    free(bytes);
}

static void
assert_slide(const char *slide, const char *expected)
{
    struct taken taken;
    read_slide_with(&taken, slide, RELS(""), NULL);
    assert_string_equal(strchr(taken.text.data, '\n') + 1, expected);
    taken_free(&taken);
}

static void
slides_follow_the_list_not_their_names(void **state)
{
    enum { SLIDES = 12 };
    static char ids[4096], rels[8192], names[SLIDES][32], texts[SLIDES][512];
    struct zip_part parts[SLIDES + 4] = {
        { "_rels/.rels", RELS(REL("a", "officeDocument", "/ppt/presentation.xml")), 0 },
        { "ppt/presentation.xml", ids, 0 },
        { "ppt/_rels/presentation.xml.rels", rels, 0 },
    };
    (void)state;
    strcpy(ids,
           "<p:presentation xmlns:p='http://purl.oclc.org/ooxml/presentationml/main' "
           "xmlns:r='http://purl.oclc.org/ooxml/officeDocument/relationships'>"
           "<p:sldIdLst>");
    strcpy(rels, "<Relationships xmlns='r'>");
    for (int i = 0; i < SLIDES; i++) { /* shown backwards: slide12 first */
        char part[512];
        snprintf(part, sizeof part, "<p:sldId id='%d' r:id='rId%d'/>", 300 - i,
                 SLIDES - i);
        strcat(ids, part);
        snprintf(part, sizeof part, REL("rId%d", "slide", "slides/slide%d.xml"), i + 1,
                 i + 1);
        strcat(rels, part);
        snprintf(names[i], sizeof names[i], "ppt/slides/slide%d.xml", i + 1);
        snprintf(texts[i], sizeof texts[i],
                 SLIDE("", SHAPE("", "<a:p><a:r><a:t>text of %d</a:t></a:r></a:p>")),
                 i + 1);
        parts[3 + i] = (struct zip_part) { names[i], texts[i], 0 };
    }
    strcat(ids, "</p:sldIdLst></p:presentation>");
    strcat(rels, "</Relationships>");
    struct taken taken;
    struct format_failure failure;
    size_t length;
    char *bytes = make_zip(parts, &length);
    assert_true(taken_from(&taken, format_pptx_extract, bytes, length, &failure));
    assert_has(&taken, "pages=12");
    assert_has(&taken, "unit 1 section= anchor= lang=\n- text of 12\n");
    assert_has(&taken, "unit 3 section= anchor= lang=\n- text of 10\n");
    assert_has(&taken, "unit 12 section= anchor= lang=\n- text of 1\n");
    taken_free(&taken);
    free(bytes);
}

static void
runs_of_a_paragraph_make_words(void **state)
{
    (void)state;
    assert_slide(
        SLIDE("", SHAPE("<p:ph type='title'/>",
                        "<a:p>" RUN("M") RUN("áme") "<a:br/>" RUN("tabuľku") "</a:p>")
                      SHAPE("", "<a:p>" RUN("one") "<a:br/>" RUN("two") "</a:p><a:p>" RUN(
                                    "soft\xC2\xADhyphen_x000B_next") "</a:p>")),
        "unit 1 section= anchor= lang=sk-SK\nt Máme tabuľku\n- one\n- two\n"
        "- softhyphen\n- next\n");
}

static void
tables_come_row_by_row(void **state)
{
    (void)state;
    assert_slide(SLIDE("", "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p>" RUN(
                               "a") "</a:p><a:p>" RUN("b") "</a:p></a:txBody></"
                                                           "a:tc><a:tc><a:txBody><a:"
                                                           "p>" RUN("c\td") "</a:p></"
                                                                            "a:txBody></"
                                                                            "a:tc></"
                                                                            "a:tr></"
                                                                            "a:tbl></"
                                                                            "p:"
                                                                            "graphicFrame"
                                                                            ">"),
                 "unit 1 section= anchor= lang=sk-SK\nr a b\tc d\n");
}

static void
numbers_dates_and_fallbacks_are_left_out(void **state)
{
    (void)state;
    assert_slide(
        SLIDE(
            "xmlns:mc='mc'",
            SHAPE("<p:ph type='sldNum'/>", "<a:p>" RUN("7") "</a:p>")
                SHAPE("<p:ph type='dt'/>", "<a:p>" RUN("1.1.2020") "</a:p>") SHAPE(
                    "",
                    "<a:p>" RUN(
                        "page ") "<a:fld type='slidenum'><a:t>7</a:t></a:fld>"
                                 "<a:fld "
                                 "type='datetime1'><a:t>now</a:t></a:fld></"
                                 "a:p>") "<mc:AlternateContent><mc:"
                                         "Choice>" SHAPE("", "<a:p>" RUN("new") "</a:p>") "</mc:Choice><mc:Fallback>" SHAPE(
                                             "",
                                             "<a:p>" RUN(
                                                 "old") "</a:p>") "</mc:Fallback></"
                                                                  "mc:AlternateContent>"),
        "unit 1 section= anchor= lang=sk-SK\n- page\n- new\n");
}

static void
groups_are_entered_and_pictures_described(void **state)
{
    (void)state;
    assert_slide(
        SLIDE("",
              "<p:grpSp><p:grpSp>" SHAPE(
                  "",
                  "<a:p>" RUN(
                      "inner") "</a:p>") "</p:grpSp></p:grpSp><p:pic><p:nvPicPr><p:cNvPr "
                                         "id='2' name='x' "
                                         "title='A father' descr='reads a "
                                         "book'/></p:nvPicPr></p:pic>"
                                         "<p:pic><p:nvPicPr><p:cNvPr id='3' name='y' "
                                         "descr='http://logo.example/x'/>"
                                         "</p:nvPicPr></p:pic><p:pic><p:nvPicPr><p:cNvPr "
                                         "id='4' name='z' "
                                         "descr='photo 1.JPG'/></p:nvPicPr></p:pic>"),
        "unit 1 images section= anchor= lang=sk-SK\n- inner\na A father\na reads a "
        "book\n");
}

static void
the_largest_letters_are_a_title_when_none_is_marked(void **state)
{
    (void)state;
    assert_slide(
        SLIDE("",
              SHAPE("", "<a:p><a:r><a:rPr sz='1800'/><a:t>small</a:t></a:r></a:p>")
                  SHAPE("", "<a:p><a:r><a:rPr sz='4400'/><a:t>Large</a:t></a:r></a:p>")),
        "unit 1 section= anchor= lang=\n- small\nt Large\n");
}

static void
a_hidden_slide_is_numbered_and_flagged(void **state)
{
    (void)state;
    assert_slide(SLIDE("show='0'", SHAPE("", "<a:p>" RUN("secret") "</a:p>")),
                 "unit 1 hidden section= anchor= lang=sk-SK\n- secret\n");
    assert_slide(SLIDE("", ""), "unit 1 section= anchor= lang=\n");
}

static void
notes_comments_diagrams_and_charts_are_followed(void **state)
{
    static const struct zip_part more[] = {
        { "ppt/notesSlides/n.xml",
          "<p:notes xmlns:p='p' xmlns:a='a'>" SHAPE("<p:ph type='hdr'/>",
                                                    "<a:p>" RUN("head") "</a:p>")
              SHAPE("<p:ph type='body'/>", "<a:p>" RUN("spoken") "</a:p>") "</p:notes>",
          0 },
        { "ppt/comments/c.xml",
          "<p:cmLst xmlns:p='p'><p:cm><p:pos x='1'/><p:text>remark</p:text></p:cm>"
          "<p:cm><p:text>another</p:text></p:cm></p:cmLst>",
          0 },
        { "ppt/diagrams/data1.xml",
          "<d:dataModel xmlns:d='d' xmlns:a='a'><d:ptLst><d:pt><d:t><a:p>" RUN("step ")
              RUN("one") "</a:p></d:t></d:pt></d:ptLst></d:dataModel>",
          0 },
        { "ppt/charts/chart1.xml",
          "<c:chart xmlns:c='c' xmlns:a='a'><c:title><c:tx><c:rich><a:p>" RUN(
              "Growth") "</a:p></c:rich></c:tx></"
                        "c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Boys"
                        "</c:v></c:pt></c:strCache></c:strRef></"
                        "c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>"
                        "2001</c:v></c:pt><c:pt><c:v>2002</c:v></c:pt></c:strCache></"
                        "c:strRef></c:cat><c:val>"
                        "<c:numRef><c:numCache><c:pt><c:v>8.200000001</c:v></c:pt></"
                        "c:numCache></c:numRef>"
                        "</c:val></c:ser><c:ser><c:tx><c:v>Girls</c:v></"
                        "c:tx><c:cat><c:strRef><c:strCache>"
                        "<c:pt><c:v>2001</c:v></c:pt><c:pt><c:v>2002</c:v></c:pt></"
                        "c:strCache></c:strRef>"
                        "</c:cat></c:ser></c:chart>",
          0 },
        { NULL, NULL, 0 },
    };
    const char *rels = RELS(REL("n", "notesSlide", "../notesSlides/n.xml")
                                REL("c", "comments", "../comments/c.xml")
                                    REL("d", "diagramData", "../diagrams/data1.xml")
                                        REL("h", "chart", "/ppt/charts/chart1.xml"));
    struct taken taken;
    (void)state;
    read_slide_with(
        &taken,
        SLIDE("xmlns:d='d' xmlns:c='c'",
              "<p:graphicFrame><d:relIds r:dm='d'/>"
              "</p:graphicFrame><p:graphicFrame><c:chart r:id='h'/></p:graphicFrame>"),
        rels, more);
    assert_string_equal(
        strchr(taken.text.data, '\n') + 1,
        "unit 1 section= anchor= lang=\n- step one\n- Growth\nr 2001\t2002\n"
        "r Boys\tGirls\n"
        "unit 1 notes section= anchor= lang=sk-SK\n- spoken\n"
        "unit 1 comments section= anchor= lang=\n- remark\n- another\n");
    taken_free(&taken);
}

static void
properties_are_metadata(void **state)
{
    static const struct zip_part more[] = {
        { "docProps/core.xml",
          "<cp:coreProperties xmlns:cp='cp' xmlns:dc='dc' xmlns:t='t'><dc:title> The \n "
          "deck"
          "</dc:title><dc:creator>Ana</dc:creator><dc:language>cs_CZ</dc:language>"
          "<t:created>2018-02-03T00:00:00Z</t:created></cp:coreProperties>",
          0 },
        { NULL, NULL, 0 },
    };
    struct taken taken;
    (void)state;
    read_slide_with(&taken, SLIDE("", ""), RELS(""), more);
    assert_has(&taken,
               "document pptx pages=1 title=The deck author=Ana lang=cs-CZ year=2018\n");
    taken_free(&taken);
}

static void
a_missing_slide_costs_a_note_and_its_number(void **state)
{
    const struct zip_part parts[] = {
        { "_rels/.rels", RELS(REL("a", "officeDocument", "ppt/presentation.xml")), 0 },
        { "ppt/presentation.xml",
          PRESENTATION("<p:sldId id='1' r:id='rId1'/><p:sldId id='2' r:id='rId2'/>"), 0 },
        { "ppt/_rels/presentation.xml.rels",
          RELS(REL("rId1", "slide", "gone.xml") REL("rId2", "slide", "s.xml")), 0 },
        { "ppt/s.xml", SLIDE("", SHAPE("", "<a:p>" RUN("here") "</a:p>")), 0 },
        { NULL, NULL, 0 },
    };
    struct taken taken;
    struct format_failure failure;
    size_t length;
    char *bytes = make_zip(parts, &length);
    (void)state;
    assert_true(taken_from(&taken, format_pptx_extract, bytes, length, &failure));
    assert_has(&taken, "unit 2 section= anchor= lang=sk-SK\n- here\n");
    assert_int_equal(taken.notes, 1);
    assert_int_equal(taken.reason, WIRE_REASON_DAMAGED);
    taken_free(&taken);
    free(bytes);
}

static void
real_decks_give_what_they_show(void **state)
{
    static const struct {
        const char *name, *has, *lacks;
    } decks[] = {
        { "formats/en-ohio-learning-standards.pptx", "College and Career Ready",
          "a http" },
        { "formats/smartart-simple.pptx", "- abc\n- def\n- ghi\n", "<" },
        { "formats/bar-chart.pptx", "t My Bar Chart\n", "8.2" },
        { "formats/60810.pptx", "unit 21 hidden", "unit 29" },
        { "formats/testPPT_masterText.pptx", "unit 1 ", "Click to edit" },
        { "library/sk-huffman.pptx", "Máme frekvenčnú tabuľku", "M áme" },
        { "formats/table_test2.pptx", "r Header1\tHeader2", "<" },
        { "formats/testOptionalHyphen.pptx", "optionalhyphen", "optional hyphen" },
        { "formats/45545_Comment.pptx", "comments section= anchor= lang=\n- testdoc\n",
          "<" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof decks / sizeof *decks; i++) {
        struct taken taken;
        struct format_failure failure;
        assert_true(
            taken_from_shared(&taken, format_pptx_extract, decks[i].name, &failure));
        assert_has(&taken, decks[i].has);
        assert_lacks(&taken, decks[i].lacks);
        taken_free(&taken);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slides_follow_the_list_not_their_names),
        cmocka_unit_test(runs_of_a_paragraph_make_words),
        cmocka_unit_test(tables_come_row_by_row),
        cmocka_unit_test(numbers_dates_and_fallbacks_are_left_out),
        cmocka_unit_test(groups_are_entered_and_pictures_described),
        cmocka_unit_test(the_largest_letters_are_a_title_when_none_is_marked),
        cmocka_unit_test(a_hidden_slide_is_numbered_and_flagged),
        cmocka_unit_test(notes_comments_diagrams_and_charts_are_followed),
        cmocka_unit_test(properties_are_metadata),
        cmocka_unit_test(a_missing_slide_costs_a_note_and_its_number),
        cmocka_unit_test(real_decks_give_what_they_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
