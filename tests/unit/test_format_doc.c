/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Office before 2007: compound files, Word, PowerPoint. */
#include "fixture_extract.h"
#include "make_compound.h"

#include "extract/legacy/compound.h"

static bool
take(struct taken *taken, taken_extract_fn *extract, struct made_stream *streams,
     size_t count, struct format_failure *failure)
{
    struct buf bytes = make_compound(streams, count);
    bool read = taken_from(taken, extract, bytes.data, bytes.length, failure);
    buf_free(&bytes);
    return read;
}

/* ---- compound files ---- */

static void
streams_are_found_by_name_in_the_root(void **state)
{
    struct made_stream streams[] = { { "One", BUF_INIT(MADE_STREAM) },
                                     { "Two", BUF_INIT(MADE_STREAM) } };
    struct compound *compound;
    struct format_failure failure;
    struct buf out = BUF_INIT(0);
    (void)state;
    buf_add_text(&streams[1].bytes, "second");
    struct buf bytes = make_compound(streams, 2);
    struct input input = { bytes.data, bytes.length, "", "", "" };
    assert_true(compound_open(&input, &compound, &failure));
    assert_true(compound_has(compound, "ONE"));
    assert_false(compound_has(compound, "Tw"));
    assert_false(compound_has(compound, "Root Entry"));
    assert_true(compound_read(compound, "two", &out));
    assert_string_equal(out.data, "second");
    assert_int_equal(out.length, MADE_STREAM);
    assert_int_equal(compound_u16(&out, 0), 's' | 'e' << 8);
    assert_int_equal(compound_u32(&out, MADE_STREAM - 2), 0);
    buf_free(&out);
    compound_close(compound);
    buf_free(&bytes);
}

static void
chains_that_loop_end_and_files_cut_short_give_what_they_have(void **state)
{
    struct made_stream streams[] = { { "One", BUF_INIT(MADE_STREAM) } };
    struct compound *compound;
    struct format_failure failure;
    struct buf out = BUF_INIT(0);
    (void)state;
    struct buf bytes = make_compound(streams, 1);
    bytes.data[MADE_SECTOR + 4 * 5] = 2;            /* sector 5 leads back to 2 */
    bytes.data[MADE_SECTOR * 2 + 128 + 123] = 0x7F; /* and the stream is huge */
    bytes.data[MADE_SECTOR * 2 + 128 + 68] = 1;     /* its entry is its own sibling */
    memset(bytes.data + MADE_SECTOR * 2 + 128 + 69, 0, 3);
    struct input input = { bytes.data, bytes.length, "", "", "" };
    assert_true(compound_open(&input, &compound, &failure));
    assert_true(compound_read(compound, "One", &out));
    assert_true(out.length <= bytes.length + MADE_SECTOR);
    assert_false(compound_read(compound, "Other", &out));
    compound_close(compound);
    input.length = (size_t)4 * MADE_SECTOR;
    assert_true(compound_open(&input, &compound, &failure));
    assert_true(compound_read(compound, "One", &out));
    assert_int_equal(out.length, MADE_SECTOR);
    compound_close(compound);
    input.length = MADE_SECTOR;
    assert_false(compound_open(&input, &compound, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_DAMAGED);
    buf_free(&out);
    buf_free(&bytes);
}

/* ---- Word ---- */

enum { PIECES = 33, FOOTNOTES = 2, FOOTNOTE_TEXTS = 3 };

static void
put_at(struct buf *stream, size_t at, uint32_t value)
{
    for (size_t i = 0; i < 4; i++)
        stream->data[at + i] = (char)(value >> i * 8 & 0xFF);
}

/* A file of Word 97: a piece of bytes, a piece of UTF-16, then a footnote. */
static void
make_word(struct made_stream streams[2])
{
    static const char first[] = "It\x92s \x13 PAGE \x14"
                                "7\x15"
                                "a\x02\r";
    static const char cells[] = "b\x07"
                                "c\x07\x07";
    static const char note[] = "\x02 note\r";
    struct buf *main = &streams[0].bytes, *table = &streams[1].bytes;
    streams[0].name = "WordDocument";
    streams[1].name = "0Table";
    *main = (struct buf)BUF_INIT(MADE_STREAM);
    *table = (struct buf)BUF_INIT(MADE_STREAM);
    uint32_t a = sizeof first - 1, b = 3, c = sizeof cells - 1, d = sizeof note - 1;
    put(main, 0x00C1A5EC, 4);
    put_until(main, '\0', 0x400);
    put_at(main, 0x4C, a + b + c);
    put_at(main, 0x50, d);
    buf_add(main, first, a);
    put_until(main, '\0', 0x500);
    put(main, 0x0161, 2);
    put(main, 0x2019, 2);
    put(main, '\r', 2);
    put_until(main, '\0', 0x600);
    buf_add(main, cells, c);
    buf_add(main, note, d);
    put(table, 2, 1);
    put(table, 5 * 4 + 4 * 8, 4);
    uint32_t positions[] = { 0, a, a + b, a + b + c, a + b + c + d };
    uint32_t places[] = { 0x400 * 2 | 0x40000000, 0x500, 0x600 * 2 | 0x40000000,
                          (0x600 + c) * 2 | 0x40000000 };
    for (size_t i = 0; i < 5; i++)
        put(table, positions[i], 4);
    for (size_t i = 0; i < 4; i++) {
        put(table, 0, 2);
        put(table, places[i], 4);
        put(table, 0, 2);
    }
    put_at(main, 0x9A + PIECES * 8 + 4, (uint32_t)table->length);
    put_at(main, 0x9A + FOOTNOTES * 8, (uint32_t)table->length);
    put_at(main, 0x9A + FOOTNOTES * 8 + 4, 10);
    put(table, a - 2, 4); /* where the reference stands */
    put(table, a + b + c + 1, 4);
    put(table, 1, 2);
    put_at(main, 0x9A + FOOTNOTE_TEXTS * 8, (uint32_t)table->length);
    put_at(main, 0x9A + FOOTNOTE_TEXTS * 8 + 4, 12);
    put(table, 0, 4);
    put(table, d, 4);
    put(table, d + 1, 4);
}

static void
pieces_fields_cells_and_notes_of_word_are_read(void **state)
{
    struct made_stream streams[2];
    struct taken taken;
    struct format_failure failure;
    (void)state;
    make_word(streams);
    assert_true(take(&taken, format_doc_extract, streams, 2, &failure));
    assert_string_equal(taken.text.data,
                        "document doc pages=0 title= author= lang= year=0\n"
                        "unit 1 section= anchor= lang=\n- It’s a\n- š’\nr b\tc\n"
                        "unit 1 notes section= anchor= lang=\n- note\n");
    taken_free(&taken);
}

static void
a_word_file_with_a_password_is_encrypted(void **state)
{
    struct made_stream streams[2];
    struct taken taken;
    struct format_failure failure;
    (void)state;
    make_word(streams);
    streams[0].bytes.data[0x0B] = 1;
    assert_false(take(&taken, format_doc_extract, streams, 2, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_ENCRYPTED);
    taken_free(&taken);
}

static void
older_word_files_are_in_the_code_page_of_their_language(void **state)
{
    struct made_stream streams[] = { { "WordDocument", BUF_INIT(MADE_STREAM) } };
    struct buf *main = &streams[0].bytes;
    struct taken taken;
    struct format_failure failure;
    (void)state;
    put(main, 0x0065A5EC, 4);
    put_until(main, '\0', 6);
    put(main, 0x0405, 2);
    put_until(main, '\0', 0x18);
    put(main, 0x200, 4);
    put_until(main, '\0', 0x34);
    put(main, 8, 4);
    put_until(main, '\0', 0x200);
    buf_add_text(main, "\xE8l\xE1nek\r\r");
    assert_true(take(&taken, format_doc_extract, streams, 1, &failure));
    assert_has(&taken, "- článek\n");
    taken_free(&taken);
}

/* ---- PowerPoint ---- */

static size_t
begin_record(struct buf *out, unsigned version, unsigned type)
{
    put(out, version, 2);
    put(out, type, 2);
    put(out, 0, 4);
    return out->length;
}

static void
end_record(struct buf *out, size_t begin)
{
    put_at(out, begin - 4, (uint32_t)(out->length - begin));
}

static void
put_text(struct buf *out, unsigned kind, const char *text)
{
    size_t at = begin_record(out, 0, 0x0F9F);
    put(out, kind, 4);
    end_record(out, at);
    at = begin_record(out, 0, 0x0FA8);
    buf_add_text(out, text);
    end_record(out, at);
}

static void
put_persist(struct buf *out, uint32_t number, uint32_t id)
{
    size_t at = begin_record(out, 0, 0x03F3);
    put(out, number, 4);
    put(out, 0, 8);
    put(out, id, 4);
    put(out, 0, 4);
    end_record(out, at);
}

/* A slide whose shape refers to the first text of the outline. */
static void
put_slide(struct buf *out)
{
    size_t slide = begin_record(out, 0xF, 0x03EE), info, shape, at;
    info = begin_record(out, 0, 0x03F9);
    put(out, 0, 8);
    put(out, 0x00040000, 4); /* hidden */
    put(out, 0, 4);
    end_record(out, info);
    shape = begin_record(out, 0xF, 0xF004);
    at = begin_record(out, 0, 0x0F9E);
    put(out, 0, 4);
    end_record(out, at);
    put_text(out, 4, "in a shape\vsecond line");
    end_record(out, shape);
    shape = begin_record(out, 0xF, 0xF004);
    at = begin_record(out, 0, 0x0BC3);
    put(out, 0, 4);
    put(out, 8, 4); /* a number */
    end_record(out, at);
    put_text(out, 4, "17");
    end_record(out, shape);
    end_record(out, slide);
}

static void
put_notes(struct buf *out, uint32_t slide)
{
    size_t notes = begin_record(out, 0xF, 0x03F0), at = begin_record(out, 0, 0x03F1);
    put(out, slide, 4);
    put(out, 0, 4);
    end_record(out, at);
    put_text(out, 2, "say this");
    end_record(out, notes);
}

static void
put_document(struct buf *out)
{
    size_t document = begin_record(out, 0xF, 0x03E8), list;
    list = begin_record(out, 0xF, 0x0FF0);
    put_persist(out, 9, 256); /* one that is lost */
    put_text(out, 0, "Only in the outline");
    put_persist(out, 2, 257);
    put_text(out, 6, "The title");
    put_text(out, 1, "not referred to");
    end_record(out, list);
    list = begin_record(out, 0x2F, 0x0FF0);
    put_persist(out, 3, 1);
    end_record(out, list);
    end_record(out, document);
}

static void
make_slides(struct made_stream streams[2], uint32_t token)
{
    struct buf *main = &streams[0].bytes, *user = &streams[1].bytes;
    streams[0].name = "PowerPoint Document";
    streams[1].name = "Current User";
    *main = (struct buf)BUF_INIT(MADE_STREAM);
    *user = (struct buf)BUF_INIT(MADE_STREAM);
    uint32_t places[3] = { 0 };
    places[0] = (uint32_t)main->length;
    put_document(main);
    places[1] = (uint32_t)main->length;
    put_slide(main);
    places[2] = (uint32_t)main->length;
    put_notes(main, 257);
    uint32_t directory = (uint32_t)main->length;
    size_t at = begin_record(main, 0, 0x1772);
    put(main, 3 << 20 | 1, 4);
    for (size_t i = 0; i < 3; i++)
        put(main, places[i], 4);
    end_record(main, at);
    uint32_t edit = (uint32_t)main->length;
    at = begin_record(main, 0, 0x0FF5);
    put(main, 0, 8);
    put(main, 0, 4);
    put(main, directory, 4);
    put(main, 1, 4);
    put(main, 0, 8);
    end_record(main, at);
    put_until(user, '\0', 12);
    put(user, token, 4);
    put(user, edit, 4);
}

static void
slides_stand_under_their_numbers_with_outline_and_notes(void **state)
{
    struct made_stream streams[2];
    struct taken taken;
    struct format_failure failure;
    (void)state;
    make_slides(streams, 0xE391C05F);
    assert_true(take(&taken, format_ppt_extract, streams, 2, &failure));
    assert_string_equal(taken.text.data,
                        "document ppt pages=2 title= author= lang= year=0\n"
                        "unit 1 section= anchor= lang=\nt Only in the outline\n"
                        "unit 2 hidden section= anchor= lang=\nt The title\n"
                        "- in a shape\n- second line\n"
                        "unit 2 notes hidden section= anchor= lang=\n- say this\n");
    taken_free(&taken);
}

static void
encrypted_slides_are_refused_and_lost_lists_guessed(void **state)
{
    struct made_stream streams[2];
    struct taken taken;
    struct format_failure failure;
    (void)state;
    make_slides(streams, 0xF3D1C4DF);
    assert_false(take(&taken, format_ppt_extract, streams, 2, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_ENCRYPTED);
    taken_free(&taken);
    make_slides(streams, 0xE391C05F);
    put_at(&streams[1].bytes, 16, 5);
    assert_true(take(&taken, format_ppt_extract, streams, 2, &failure));
    assert_has(&taken, "document ppt pages=1");
    assert_has(&taken, "- in a shape\n");
    assert_int_equal(taken.reason, WIRE_REASON_DAMAGED);
    taken_free(&taken);
}

/* ---- real ones ---- */

static void
documents_of_other_programs_give_their_text(void **state)
{
    static const struct {
        const char *name;
        taken_extract_fn *extract;
        const char *has, *lacks;
    } files[] = {
        { "formats/greek_heading_styles.doc", format_doc_extract,
          "h2 Problem mit lokalisierten Dokumenten\n", "HYPERLINK" },
        { "formats/testWORD_various.doc", format_doc_extract,
          "r Row 1 Col 1\tRow 1 Col 2\tRow 1 Col 3\n", "HYPERLINK" },
        { "formats/testWORD_various.doc", format_doc_extract,
          "unit 1 notes section= anchor= lang=\n- This is a footnote.\n", "EMBED" },
        { "formats/slides.ppt", format_ppt_extract, "unit 1 ", "Click to edit" },
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_are_found_by_name_in_the_root),
        cmocka_unit_test(chains_that_loop_end_and_files_cut_short_give_what_they_have),
        cmocka_unit_test(pieces_fields_cells_and_notes_of_word_are_read),
        cmocka_unit_test(a_word_file_with_a_password_is_encrypted),
        cmocka_unit_test(older_word_files_are_in_the_code_page_of_their_language),
        cmocka_unit_test(slides_stand_under_their_numbers_with_outline_and_notes),
        cmocka_unit_test(encrypted_slides_are_refused_and_lost_lists_guessed),
        cmocka_unit_test(documents_of_other_programs_give_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
