/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of drawn pictures, alone and on the pages that show them. */
#include "fixture_extract.h"
#include "make_zip.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "extract/office/metafile.h"

/* ---- small pictures ---- */

static void
put(struct buf *out, uint64_t value, size_t count)
{
    char bytes[8];
    bytes_put(bytes, value, count);
    buf_add(out, bytes, count);
}

static void
begin_emf(struct buf *out)
{
    buf_reset(out);
    put(out, 1, 4);
    put(out, 88, 4);
    while (out->length < 40)
        put(out, 0, 4);
    buf_add(out, " EMF", 4);
    while (out->length < 88)
        put(out, 0, 4);
}

/* A font of this height and charset, selected. */
static void
add_font(struct buf *out, int height, int charset)
{
    put(out, 82, 4);
    put(out, 12 + 92, 4);
    put(out, 1, 4);
    size_t begin = out->length;
    put(out, (uint32_t)height, 4);
    put(out, 0, 8);
    put(out, 0, 8);
    put(out, 0, 3);
    put(out, (uint64_t)charset, 1);
    while (out->length < begin + 92)
        put(out, 0, 4);
    put(out, 37, 4);
    put(out, 12, 4);
    put(out, 1, 4);
}

/* Each letter leads `advance` further; 0: it is not said. */
static void
add_emf(struct buf *out, int x, int y, const char *text, int advance, bool wide)
{
    size_t count = strlen(text), width = wide ? 2 : 1;
    size_t string = (count * width + 3) / 4 * 4;
    put(out, wide ? 84 : 83, 4);
    put(out, 76 + string + (advance ? count * 4 : 0), 4);
    for (size_t i = 0; i < 7; i++)
        put(out, 0, 4);
    put(out, (uint32_t)x, 4);
    put(out, (uint32_t)y, 4);
    put(out, count, 4);
    put(out, 76, 4);
    put(out, 0, 8);
    put(out, 0, 8);
    put(out, 0, 4);
    put(out, advance ? 76 + string : 0, 4);
    size_t begin = out->length;
    for (size_t i = 0; i < count; i++)
        put(out, (unsigned char)text[i], width);
    while (out->length < begin + string)
        put(out, 0, 1);
    for (size_t i = 0; advance && i < count; i++)
        put(out, (uint64_t)advance, 4);
}

static void
end_emf(struct buf *out)
{
    put(out, 14, 4);
    put(out, 20, 4);
    put(out, 0, 8);
    put(out, 20, 4);
}

static void
assert_text(const struct buf *picture, const char *expected)
{
    struct buf text = BUF_INIT(LIMIT_METAFILE_BYTES);
    metafile_read(picture->data, picture->length, &text);
    assert_string_equal(text.data, expected);
    buf_free(&text);
}

/* ---- lines ---- */

static void
pieces_on_one_line_are_joined_and_others_are_not(void **state)
{
    struct buf picture = BUF_INIT(10000);
    (void)state;
    begin_emf(&picture);
    add_font(&picture, -20, 0);
    add_emf(&picture, 100, 50, "cour", 10, true);
    add_emf(&picture, 140, 51, "tyard", 10, true);
    add_emf(&picture, 200, 50, "well", 10, true);
    add_emf(&picture, 100, 80, "below", 10, true);
    add_emf(&picture, 10, 80, "left of it", 10, true);
    end_emf(&picture);
    add_emf(&picture, 0, 0, "behind the end", 10, true);
    assert_text(&picture, "courtyard well\nbelow\nleft of it\n");
    buf_free(&picture);
}

static void
bytes_are_in_the_charset_of_the_font(void **state)
{
    struct buf picture = BUF_INIT(10000);
    (void)state;
    begin_emf(&picture);
    add_font(&picture, 12, 238);
    add_emf(&picture, 0, 0, "\xE8l\xE1nek", 0, false);
    add_font(&picture, 12, 2);
    add_emf(&picture, 0, 40, "arrows", 0, false);
    end_emf(&picture);
    assert_text(&picture, "článek\n");
    buf_free(&picture);
}

static void
add_words(struct buf *out, unsigned type, const int *words, size_t count)
{
    put(out, 3 + count, 4);
    put(out, type, 2);
    for (size_t i = 0; i < count; i++)
        put(out, (uint16_t)words[i], 2);
}

static void
add_wmf_text(struct buf *out, int x, int y, const char *text)
{
    size_t count = strlen(text), words = (count + 1) / 2;
    put(out, 3 + 3 + words, 4);
    put(out, 0x0521, 2);
    put(out, count, 2);
    buf_add(out, text, count);
    if (count % 2)
        put(out, 0, 1);
    put(out, (uint16_t)y, 2);
    put(out, (uint16_t)x, 2);
}

static void
begin_wmf(struct buf *out)
{
    static const int pen[] = { 0, 1, 0, 0, 0 };
    static const int font[] = { -12, 0, 0, 0, 0, 0, 0xCC00, 0, 0, 0 };
    int select[] = { 1 };
    put(out, 0x00090001, 4);
    put(out, 0x0300, 2);
    put(out, 0, 8);
    put(out, 0, 4);
    add_words(out, 0x02FA, pen, 5); /* takes the place 0 */
    add_words(out, 0x02FB, font, 10);
    add_words(out, 0x012D, select, 1);
}

static void
texts_of_wmf_are_read_with_the_objects_in_their_places(void **state)
{
    struct buf picture = BUF_INIT(10000);
    static const int extended[] = { 90, 10, 3, 0 };
    (void)state;
    begin_wmf(&picture);
    add_wmf_text(&picture, 10, 20, "\xF1\xE0\xE4");
    add_wmf_text(&picture, 10, 60, "two");
    put(&picture, 3 + 4 + 2, 4);
    put(&picture, 0x0A32, 2);
    for (size_t i = 0; i < 4; i++)
        put(&picture, (uint64_t)extended[i], 2);
    buf_add(&picture, "end", 4);
    add_words(&picture, 0, extended, 0);
    add_wmf_text(&picture, 0, 0, "behind");
    assert_true(metafile_is_wmf(picture.data, picture.length));
    assert_text(&picture, "сад\ntwo\nend\n");
    buf_free(&picture);
}

static void
records_that_lie_end_the_reading(void **state)
{
    static const struct {
        size_t at;
        uint32_t value;
    } lies[] = { { 92, 0 },           { 92, 0xFFFFFFFC }, { 88 + 44, 0xFFFFFFFF },
                 { 88 + 48, 0xFFFF }, { 88 + 48, 0 },     { 88 + 52, 0x10 } };
    struct buf picture = BUF_INIT(10000);
    (void)state;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        begin_emf(&picture);
        add_emf(&picture, 0, 0, "word", 10, true);
        bytes_put(picture.data + lies[i].at, lies[i].value, 4);
        assert_text(&picture, "");
    }
    begin_emf(&picture);
    add_emf(&picture, 0, 0, "word", 10, true);
    bytes_put(picture.data + 88 + 72, 0xFFFFFFF0, 4);
    assert_text(&picture, "word\n");
    for (size_t length = 0; length < picture.length; length++) {
        struct buf part = { picture.data, length, 0, 0, false };
        assert_text(&part, "");
    }
    buf_free(&picture);
}

/* ---- pages ---- */

#define RELS(body)                                                               \
    "<Relationships "                                                            \
    "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" body \
    "</Relationships>"
#define REL(id, type, target)                                                          \
    "<Relationship Id='" id "' Type='http://x/officeDocument/2006/relationships/" type \
    "' Target='" target "'/>"

static struct buf
make_picture(void)
{
    struct buf picture = BUF_INIT(10000);
    begin_emf(&picture);
    add_emf(&picture, 0, 0, "already said", 10, true);
    add_emf(&picture, 0, 100, "only drawn", 10, true);
    add_emf(&picture, 0, 200, "12.5", 10, true);
    end_emf(&picture);
    return picture;
}

static void
take(struct taken *taken, taken_extract_fn *extract, const struct zip_part *parts)
{
    struct format_failure failure;
    size_t length;
    char *bytes = make_zip(parts, &length);
    assert_true(taken_from(taken, extract, bytes, length, &failure));
    free(bytes);
}

#define DECK(slide)                                                                    \
    { "_rels/.rels", RELS(REL("a", "officeDocument", "ppt/p.xml")), 0 },               \
        { "ppt/p.xml",                                                                 \
          "<p:presentation xmlns:p='p' xmlns:r='http://x/relationships'><p:sldIdLst>"  \
          "<p:sldId id='256' r:id='i'/></p:sldIdLst></p:presentation>",                \
          0 },                                                                         \
        { "ppt/_rels/p.xml.rels", RELS(REL("i", "slide", "s.xml")), 0 },               \
    {                                                                                  \
        "ppt/s.xml",                                                                   \
            "<p:sld xmlns:p='p' xmlns:a='a' xmlns:r='http://x/relationships'><p:cSld>" \
            "<p:spTree><p:sp><p:txBody><a:p><a:r><a:t>It is already said.</a:t></a:r>" \
            "</a:p></p:txBody></p:sp>" slide "</p:spTree></p:cSld></p:sld>",           \
            0                                                                          \
    }

static void
a_slide_has_the_text_of_the_pictures_that_it_shows(void **state)
{
    struct buf picture = make_picture();
    struct taken taken;
    const struct zip_part parts[] = {
        DECK("<p:pic><p:blipFill><a:blip r:embed='e'/></p:blipFill></p:pic>"
             "<p:pic><p:blipFill><a:blip r:embed='e'/></p:blipFill></p:pic>"),
        { "ppt/_rels/s.xml.rels", RELS(REL("e", "image", "m.emf")), 0 },
        { "ppt/m.emf", picture.data, picture.length },
        { NULL, NULL, 0 }
    };
    (void)state;
    take(&taken, format_pptx_extract, parts);
    assert_string_equal(strchr(taken.text.data, '\n') + 1,
                        "unit 1 images section= anchor= lang=\n"
                        "- It is already said.\n- only drawn\n");
    taken_free(&taken);
    buf_free(&picture);
}

static void
take_object(struct taken *taken, bool shown)
{
    struct buf picture = make_picture();
    const struct zip_part slides[][4] = {
        { DECK("") }, { DECK("<p:graphicFrame><p:oleObj spid='s'/></p:graphicFrame>") }
    };
    struct zip_part parts[] = {
        DECK(""),
        { "ppt/_rels/s.xml.rels",
          RELS(REL("v", "vmlDrawing", "v.vml") REL("e", "image", "m.emf")), 0 },
        { "ppt/_rels/v.vml.rels", RELS(REL("x", "image", "m.emf")), 0 },
        { "ppt/m.emf", picture.data, picture.length },
        { NULL, NULL, 0 }
    };
    parts[3] = slides[shown][3];
    take(taken, format_pptx_extract, parts);
    buf_free(&picture);
}

static void
pictures_of_objects_count_and_those_not_shown_do_not(void **state)
{
    struct taken taken;
    (void)state;
    take_object(&taken, true);
    assert_has(&taken, "- only drawn\n");
    taken_free(&taken);
    take_object(&taken, false);
    assert_lacks(&taken, "only drawn");
    taken_free(&taken);
}

static void
texts_of_word_and_opendocument_have_them_too(void **state)
{
    struct buf picture = make_picture();
    struct taken taken;
    const struct zip_part word[] = {
        { "_rels/.rels", RELS(REL("a", "officeDocument", "w.xml")), 0 },
        { "w.xml",
          "<w:document xmlns:w='w' xmlns:a='a' xmlns:r='http://x/relationships'><w:body>"
          "<w:p><w:r><w:t>before</w:t></w:r><w:r><w:drawing><a:blip r:embed='e'/>"
          "</w:drawing></w:r></w:p><w:p><w:r><w:t>after</w:t></w:r></w:p></w:body>"
          "</w:document>",
          0 },
        { "_rels/w.xml.rels", RELS(REL("e", "image", "m.emf")), 0 },
        { "m.emf", picture.data, picture.length },
        { NULL, NULL, 0 }
    };
    const struct zip_part text[] = {
        { "content.xml",
          "<o:d xmlns:o='o' xmlns:text='t' xmlns:draw='d' xmlns:xlink='x'><text:p>before"
          "<draw:frame><draw:image xlink:href='Pictures/m.emf'/></draw:frame></text:p>"
          "<text:p>after</text:p></o:d>",
          0 },
        { "Pictures/m.emf", picture.data, picture.length },
        { NULL, NULL, 0 }
    };
    (void)state;
    take(&taken, format_docx_extract, word);
    assert_has(&taken, "- before\n- already said\n- only drawn\n- after\n");
    taken_free(&taken);
    take(&taken, format_odt_extract, text);
    assert_has(&taken, "- before\n- already said\n- only drawn\n- after\n");
    taken_free(&taken);
    buf_free(&picture);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_on_one_line_are_joined_and_others_are_not),
        cmocka_unit_test(bytes_are_in_the_charset_of_the_font),
        cmocka_unit_test(texts_of_wmf_are_read_with_the_objects_in_their_places),
        cmocka_unit_test(records_that_lie_end_the_reading),
        cmocka_unit_test(a_slide_has_the_text_of_the_pictures_that_it_shows),
        cmocka_unit_test(pictures_of_objects_count_and_those_not_shown_do_not),
        cmocka_unit_test(texts_of_word_and_opendocument_have_them_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
