/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tiny document of each format, written at run time: the self-test reads them in the sandbox. */
#include "selftest_samples.h"

#include <string.h>

/* ---- the smallest ZIP that holds documents: stored entries (APPNOTE.TXT 4.3) ---- */

static uint32_t
checksum(const char *text, size_t length)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < length; i++) {
        sum ^= (unsigned char)text[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

static void
add_number(struct buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++, value >>= 8)
        buf_add_char(out, (char)(value & 0xFF));
}

/* What the local header and the directory entry have in common. */
static void
add_entry(struct buf *out, const struct selftest_part *part)
{
    size_t length = strlen(part->text);
    add_number(out, 20, 2);         /* version needed */
    add_number(out, 0, 4);          /* flags, stored */
    add_number(out, 0x00210000, 4); /* 1980-01-01 */
    add_number(out, checksum(part->text, length), 4);
    add_number(out, (uint32_t)length, 4);
    add_number(out, (uint32_t)length, 4);
    add_number(out, (uint32_t)strlen(part->name), 2);
    add_number(out, 0, 2); /* extra field */
}

enum { PARTS_MOST = 4 };

static void
add_package(struct buf *out, const struct selftest_part *parts)
{
    struct buf directory = BUF_INIT(4096);
    uint32_t count = 0;
    for (; count < PARTS_MOST && parts[count].name != NULL; count++) {
        uint32_t offset = (uint32_t)out->length;
        buf_add(out, "PK\3\4", 4);
        add_entry(out, &parts[count]);
        buf_add_text(out, parts[count].name);
        buf_add_text(out, parts[count].text);
        buf_add(&directory, "PK\1\2\24\0", 6);
        add_entry(&directory, &parts[count]);
        add_number(&directory, 0, 4); /* comment, disk */
        add_number(&directory, 0, 2);
        add_number(&directory, 0, 4);
        add_number(&directory, offset, 4);
        buf_add_text(&directory, parts[count].name);
    }
    uint32_t start = (uint32_t)out->length;
    buf_add(out, directory.data, directory.length);
    buf_add(out, "PK\5\6\0\0\0\0", 8);
    add_number(out, count, 2);
    add_number(out, count, 2);
    add_number(out, (uint32_t)directory.length, 4);
    add_number(out, start, 4);
    add_number(out, 0, 2);
    buf_free(&directory);
}

/* ---- the smallest compound file: one stream ([MS-CFB]) ---- */

enum { SECTOR = 512, STREAM_SECTORS = 8, STREAM = STREAM_SECTORS * SECTOR };

static void
add_entry_of_directory(struct buf *out, const char *name, int type, uint32_t child,
                       uint32_t start, uint32_t size)
{
    size_t end = out->length + 128, length = strlen(name);
    for (size_t i = 0; i < 32; i++)
        add_number(out, i < length ? (unsigned char)name[i] : 0, 2);
    add_number(out, (uint32_t)(length + 1) * 2, 2);
    add_number(out, (uint32_t)type | 0x100, 2); /* black */
    add_number(out, 0xFFFFFFFF, 4);
    add_number(out, 0xFFFFFFFF, 4);
    add_number(out, child, 4);
    while (out->length < end - 12)
        add_number(out, 0, 1);
    add_number(out, start, 4);
    add_number(out, size, 4);
    add_number(out, 0, 4);
}

/* Sector 0 is the table, 1 the directory, 2 and on the stream. */
static void
add_compound(struct buf *out, const char *name, const struct buf *stream)
{
    static const unsigned char magic[] = {
        0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1
    };
    static const uint32_t fields[] = {
        /* from 0x18: version, shifts, then counts */
        0x0003003E, 0x0009FFFE, 6, 0, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    };
    buf_add(out, magic, sizeof magic);
    while (out->length < 0x18)
        buf_add_char(out, '\0');
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        add_number(out, fields[i], 4);
    while (out->length < SECTOR)
        buf_add_char(out, '\xFF');
    add_number(out, 0xFFFFFFFD, 4);
    add_number(out, 0xFFFFFFFE, 4);
    for (uint32_t i = 0; i < STREAM_SECTORS; i++)
        add_number(out, i + 1 < STREAM_SECTORS ? i + 3 : 0xFFFFFFFE, 4);
    while (out->length < (size_t)2 * SECTOR)
        buf_add_char(out, '\xFF');
    add_entry_of_directory(out, "Root Entry", 5, 1, 0xFFFFFFFE, 0);
    add_entry_of_directory(out, name, 2, 0xFFFFFFFF, 2, STREAM);
    while (out->length < (size_t)3 * SECTOR)
        buf_add_char(out, '\0');
    buf_add(out, stream->data, stream->length);
    while (out->length < (size_t)3 * SECTOR + STREAM)
        buf_add_char(out, '\0');
}

static void
add_zeros(struct buf *out, size_t end)
{
    while (out->length < end)
        buf_add_char(out, '\0');
}

/* Word 6: where the text begins, how long it is, the text. */
static void
add_doc(struct buf *out)
{
    struct buf stream = BUF_INIT(STREAM);
    add_number(&stream, 0x0065A5EC, 4);
    add_zeros(&stream, 0x18);
    add_number(&stream, 0x200, 4);
    add_zeros(&stream, 0x34);
    add_number(&stream, 9, 4);
    add_zeros(&stream, 0x200);
    buf_add_text(&stream, "stepwell\r");
    add_compound(out, "WordDocument", &stream);
    buf_free(&stream);
}

/* A slide that no list knows: a container with one text. */
static void
add_ppt(struct buf *out)
{
    struct buf stream = BUF_INIT(STREAM);
    add_number(&stream, 0x03EE000F, 4);
    add_number(&stream, 16, 4);
    add_number(&stream, 0x0FA80000, 4);
    add_number(&stream, 8, 4);
    buf_add_text(&stream, "stepwell");
    add_compound(out, "PowerPoint Document", &stream);
    buf_free(&stream);
}

/* ---- the documents ---- */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define OFFICE "http://schemas.openxmlformats.org/"
#define RELATIONS "<Relationships xmlns=\"" OFFICE "package/2006/relationships\">"
#define MAIN_RELATION                          \
    "<Relationship Id=\"rId1\" Type=\"" OFFICE \
    "officeDocument/2006/relationships/officeDocument\" Target=\""
#define SLIDE_RELATION                         \
    "<Relationship Id=\"rId2\" Type=\"" OFFICE \
    "officeDocument/2006/relationships/slide\" Target=\""

#define SHEET_RELATION                         \
    "<Relationship Id=\"rId2\" Type=\"" OFFICE \
    "officeDocument/2006/relationships/worksheet\" Target=\""

static const struct selftest_part docx[] = {
    { "_rels/.rels",
      XML RELATIONS MAIN_RELATION "word/document.xml\"/></Relationships>" },
    { "word/document.xml", XML "<w:document xmlns:w=\"" OFFICE
                               "wordprocessingml/2006/main\"><w:body><w:p><w:r>"
                               "<w:t>stepwell</w:t></w:r></w:p></w:body></w:document>" },
    { NULL, NULL },
};

static const struct selftest_part xlsx[] = {
    { "_rels/.rels", XML RELATIONS MAIN_RELATION "xl/workbook.xml\"/></Relationships>" },
    { "xl/workbook.xml",
      XML "<workbook xmlns=\"" OFFICE "spreadsheetml/2006/main\" xmlns:r=\"" OFFICE
          "officeDocument/2006/relationships\"><sheets><sheet name=\"x\" sheetId=\"1\" "
          "r:id=\"rId2\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      XML RELATIONS SHEET_RELATION "worksheets/sheet1.xml\"/></Relationships>" },
    { "xl/worksheets/sheet1.xml",
      XML "<worksheet xmlns=\"" OFFICE "spreadsheetml/2006/main\"><sheetData><row><c "
          "t=\"inlineStr\"><is><t>stepwell</t></is></c></row></sheetData></worksheet>" },
};

#define ODF(kind, body)                                                               \
    {                                                                                 \
        { "mimetype", "application/vnd.oasis.opendocument." kind },                   \
            { "content.xml", XML                                                      \
              "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\" " \
              "xmlns:table=\"urn:b\" xmlns:draw=\"urn:d\"><office:body>" body         \
              "</office:body></office:document-content>" },                           \
            { NULL, NULL },                                                           \
    }

static const struct selftest_part odt[] =
    ODF("text", "<office:text><text:p>stepwell</text:p></office:text>");
static const struct selftest_part odp[] =
    ODF("presentation", "<office:presentation><draw:page><draw:frame><draw:text-box>"
                        "<text:p>stepwell</text:p></draw:text-box></draw:frame>"
                        "</draw:page></office:presentation>");
static const struct selftest_part ods[] =
    ODF("spreadsheet", "<office:spreadsheet><table:table><table:table-row>"
                       "<table:table-cell><text:p>stepwell</text:p></table:table-cell>"
                       "</table:table-row></table:table></office:spreadsheet>");

static const struct selftest_part epub[] = {
    { "mimetype", "application/epub+zip" },
    { "META-INF/container.xml",
      XML "<container><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles>"
          "</container>" },
    { "book.opf", XML "<package><manifest><item id=\"a\" href=\"a.xhtml\" "
                      "media-type=\"application/xhtml+xml\"/></manifest><spine><itemref "
                      "idref=\"a\"/></spine></package>" },
    { "a.xhtml", XML "<html><body><p>stepwell</p></body></html>" },
};

static const struct selftest_part pptx[] = {
    { "_rels/.rels",
      XML RELATIONS MAIN_RELATION "ppt/presentation.xml\"/></Relationships>" },
    { "ppt/presentation.xml", XML
      "<p:presentation xmlns:p=\"" OFFICE "presentationml/2006/main\" xmlns:r=\"" OFFICE
      "officeDocument/2006/relationships\"><p:sldIdLst><p:sldId id=\"256\" "
      "r:id=\"rId2\"/>"
      "</p:sldIdLst></p:presentation>" },
    { "ppt/_rels/presentation.xml.rels",
      XML RELATIONS SLIDE_RELATION "slides/slide1.xml\"/></Relationships>" },
    { "ppt/slides/slide1.xml", XML
      "<p:sld xmlns:p=\"" OFFICE "presentationml/2006/main\" xmlns:a=\"" OFFICE
      "drawingml/2006/main\"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r>"
      "<a:t>stepwell</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>" },
};

/* Without a cross-reference table: rebuilding it is part of the test. */
static const char pdf[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 40>>stream\n"
    "BT /F 12 Tf 20 50 Td (stepwell) Tj ET  \n"
    "endstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n"
    "%%EOF\n";

const struct selftest_sample selftest_samples[] = {
    { "pdf", pdf, NULL, NULL, ".pdf" },
    { "pptx", NULL, pptx, NULL, ".pptx" },
    { "docx", NULL, docx, NULL, ".docx" },
    { "xlsx", NULL, xlsx, NULL, ".xlsx" },
    { "odt", NULL, odt, NULL, ".odt" },
    { "odp", NULL, odp, NULL, ".odp" },
    { "ods", NULL, ods, NULL, ".ods" },
    { "epub", NULL, epub, NULL, ".epub" },
    { "rtf", "{\\rtf1 stepwell}", NULL, NULL, ".rtf" },
    { "doc", NULL, NULL, add_doc, ".doc" },
    { "ppt", NULL, NULL, add_ppt, ".ppt" },
    { "html", "<!DOCTYPE html><title>x</title><body><p>stepwell", NULL, NULL, ".html" },
    { "markdown", "# stepwell\n", NULL, NULL, ".md" },
    { "text", "stepwell\n", NULL, NULL, ".txt" },
    { NULL, NULL, NULL, NULL, NULL },
};

void
selftest_samples_write(const struct selftest_sample *sample, struct buf *out)
{
    if (sample->parts != NULL)
        add_package(out, sample->parts);
    else if (sample->write != NULL)
        sample->write(out);
    else
        buf_add_text(out, sample->text);
}
