/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EPUB: reading order, contents, broken chapters, shops. */
#include "fixture_extract.h"
#include "make_zip.h"

static const char container[] = "<container><rootfiles><rootfile "
                                "full-path='OEBPS/book.opf'/></rootfiles></container>";

#define ITEM(id, href, more) \
    "<item id='" id "' href='" href "' media-type='application/xhtml+xml' " more "/>"
#define BOOK(items, spine)                                                    \
    "<package xmlns:dc='d'><metadata><dc:title>A "                            \
    "book</dc:title><dc:title>Sub</dc:title>"                                 \
    "<dc:creator>Ana</dc:creator><dc:creator>Ion</dc:creator><dc:language>ro" \
    "</dc:language><dc:date>2017-02-03</dc:date></metadata><manifest>" items  \
    "</manifest>" spine "</package>"

static bool
take(struct taken *taken, const struct zip_part *parts, struct format_failure *failure)
{
    size_t length;
    char *bytes = make_zip(parts, &length);
    bool read = taken_from(taken, format_epub_extract, bytes, length, failure);
    free(bytes);
    return read;
}

static void
chapters_come_in_the_order_of_the_spine_with_their_contents(void **state)
{
    struct taken taken;
    struct format_failure failure;
    const struct zip_part parts[] = {
        { "META-INF/container.xml", container, 0 },
        { "OEBPS/book.opf",
          BOOK(ITEM("n", "nav.xhtml", "properties='nav'")
                   ITEM("a", "text/a%20b.xhtml", "") ITEM("b", "text/b.xhtml", ""),
               "<spine><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/>"
               "</spine>"),
          0 },
        { "OEBPS/nav.xhtml",
          "<html><body><nav epub:type='landmarks'><ol><li><a href='x'>No</a></li></ol>"
          "</nav><nav epub:type='toc'><ol><li><a href='text/b.xhtml'>Bees</a><ol><li>"
          "<a href='text/b.xhtml#h2'>Hives</a></li></ol></li>"
          "<li><a href='text/a%20b.xhtml'>Ants</a></li></ol></nav></body></html>",
          0 },
        { "OEBPS/text/a b.xhtml", "<html><body><p>ants</p></body></html>", 0 },
        { "OEBPS/text/b.xhtml",
          "<?xml version='1.0'?><html><head><title/></head><body><h1>Of bees</h1><p>bees"
          "<a id='x'/></p><h2 id='h2'>Hives</h2><p>wax</p></body></html>",
          0 },
        { NULL, NULL, 0 }
    };
    (void)state;
    assert_true(take(&taken, parts, &failure));
    assert_string_equal(
        taken.text.data,
        "document epub pages=0 title=A book author=Ana, Ion lang=ro year=2017\n"
        "unit 1 section=Of bees anchor= lang=\nh1 Of bees\n- bees\n"
        "unit 2 section=Hives anchor=h2 lang=\nh2 Hives\n- wax\n"
        "unit 3 section=Ants anchor= lang=\n- ants\n"
        "outline 1 Bees page=1\noutline 2 Hives page=2\noutline 1 Ants page=3\n");
    taken_free(&taken);
}

static void
older_books_list_their_chapters_in_an_ncx(void **state)
{
    struct taken taken;
    struct format_failure failure;
    const struct zip_part parts[] = {
        { "META-INF/container.xml", container, 0 },
        { "OEBPS/book.opf",
          BOOK("<item id='x' href='toc.ncx' media-type='application/x-dtbncx+xml'/>" ITEM(
                   "a", "a.html", ""),
               "<spine toc='x'><itemref idref='a'/></spine>"),
          0 },
        { "OEBPS/toc.ncx",
          "<ncx><docTitle><text>A book</text></docTitle><navMap><navPoint><navLabel>"
          "<text>Start</text></navLabel><content "
          "src='a.html'/></navPoint></navMap></ncx>",
          0 },
        { "OEBPS/a.html", "<html><body><p>words</p></body></html>", 0 },
        { NULL, NULL, 0 }
    };
    (void)state;
    assert_true(take(&taken, parts, &failure));
    assert_has(&taken, "unit 1 section=Start anchor= lang=\n- words\n"
                       "outline 1 Start page=1\n");
    taken_free(&taken);
}

static void
a_broken_chapter_costs_a_note_and_nothing_else(void **state)
{
    struct taken taken;
    struct format_failure failure;
    const struct zip_part parts[] = {
        { "META-INF/container.xml", container, 0 },
        { "OEBPS/book.opf",
          BOOK(ITEM("a", "gone.xhtml", "") ITEM("b", "b.xhtml", ""),
               "<spine><itemref idref='a'/><itemref idref='none'/>"
               "<itemref idref='b'/></spine>"),
          0 },
        { "OEBPS/b.xhtml", "<html><body><p>still here", 0 },
        { NULL, NULL, 0 }
    };
    (void)state;
    assert_true(take(&taken, parts, &failure));
    assert_has(&taken, "- still here\n");
    assert_int_equal(taken.notes, 1);
    assert_int_equal(taken.reason, WIRE_REASON_DAMAGED);
    taken_free(&taken);
}

static void
books_of_shops_are_encrypted_and_garbled_fonts_are_not(void **state)
{
    struct taken taken;
    struct format_failure failure;
    struct zip_part parts[] = {
        { "META-INF/container.xml", container, 0 },
        { "META-INF/encryption.xml",
          "<e><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/>"
          "<CipherReference URI='OEBPS/b.xhtml'/></e>",
          0 },
        { "OEBPS/book.opf",
          BOOK(ITEM("b", "b.xhtml", ""), "<spine><itemref idref='b'/></spine>"), 0 },
        { "OEBPS/b.xhtml", "<html><body><p>text", 0 },
        { NULL, NULL, 0 }
    };
    (void)state;
    assert_false(take(&taken, parts, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_ENCRYPTED);
    taken_free(&taken);
    parts[1].text =
        "<e><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/>"
        "<CipherReference URI='OEBPS/a.otf'/></e>";
    assert_true(take(&taken, parts, &failure));
    taken_free(&taken);
}

static void
a_book_without_a_package_is_damaged(void **state)
{
    struct taken taken;
    struct format_failure failure;
    const struct zip_part parts[] = { { "META-INF/container.xml", container, 0 },
                                      { NULL, NULL, 0 } };
    (void)state;
    assert_false(take(&taken, parts, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_DAMAGED);
    taken_free(&taken);
}

static void
books_of_publishers_give_their_text(void **state)
{
    static const struct {
        const char *name, *has;
    } files[] = {
        { "formats/epub__wasteland.epub", "section=I. THE BURIAL OF THE DEAD" },
        { "formats/epub1.epub", "Rabies is a zoonotic disease" },
        { "formats/live-manual.ro.epub", "debian" },
        { "hostile/sist2-bad-front-page.epub", "La jungle d'Araman" },
    };
    struct taken taken;
    struct format_failure failure;
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_true(
            taken_from_shared(&taken, format_epub_extract, files[i].name, &failure));
        assert_has(&taken, files[i].has);
        taken_free(&taken);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chapters_come_in_the_order_of_the_spine_with_their_contents),
        cmocka_unit_test(older_books_list_their_chapters_in_an_ncx),
        cmocka_unit_test(a_broken_chapter_costs_a_note_and_nothing_else),
        cmocka_unit_test(books_of_shops_are_encrypted_and_garbled_fonts_are_not),
        cmocka_unit_test(a_book_without_a_package_is_damaged),
        cmocka_unit_test(books_of_publishers_give_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
