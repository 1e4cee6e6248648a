/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML parts: the input becomes one part of a package that is otherwise in order, and every other
 * part that its first byte does not choose stays as it is. */
#include "check_sink.h"

#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RELATION(id, type, target)                                                     \
    "<Relationship Id='" id "' Type='http://x/relationships/" type "' Target='" target \
    "'/>"

struct part {
    const char *name, *text;
};

static const struct part word[] = {
    { "word/document.xml", "<w:document xmlns:w='w'/>" },
    { "word/styles.xml", "<w:styles xmlns:w='w'/>" },
    { "word/footnotes.xml", "<w:footnotes xmlns:w='w'/>" },
    { "word/header1.xml", "<w:hdr xmlns:w='w'/>" },
    { "docProps/core.xml", "<cp/>" },
    { "word/_rels/document.xml.rels",
      "<Relationships>" RELATION("s", "styles", "styles.xml") RELATION(
          "f", "footnotes", "footnotes.xml") RELATION("h", "header", "header1.xml")
          RELATION("c", "chart", "styles.xml") "</Relationships>" },
    { "_rels/.rels", "<Relationships>" RELATION("a", "officeDocument",
                                                "word/document.xml") "</Relationships>" },
    { NULL, NULL },
};

static const struct part slides[] = {
    { "ppt/slides/slide1.xml", "<p:sld xmlns:p='p'/>" },
    { "ppt/presentation.xml",
      "<p:presentation xmlns:p='p' xmlns:r='http://x/relationships'>"
      "<p:sldIdLst><p:sldId id='1' r:id='rId1'/></p:sldIdLst>"
      "</p:presentation>" },
    { "ppt/notes.xml", "<p:notes xmlns:p='p'/>" },
    { "ppt/diagram.xml", "<d/>" },
    { "ppt/slides/_rels/slide1.xml.rels",
      "<Relationships>" RELATION("n", "notesSlide", "../notes.xml")
          RELATION("d", "diagramData", "../diagram.xml") "</Relationships>" },
    { "ppt/_rels/presentation.xml.rels",
      "<Relationships>" RELATION("rId1", "slide",
                                 "slides/slide1.xml") "</Relationships>" },
    { "_rels/.rels",
      "<Relationships>" RELATION("a", "officeDocument",
                                 "ppt/presentation.xml") "</Relationships>" },
    { NULL, NULL },
};

static const struct part book[] = {
    { "xl/worksheets/sheet1.xml", "<worksheet/>" },
    { "xl/workbook.xml",
      "<workbook xmlns:r='http://x/relationships'><sheets><sheet name='a' r:id='rId1'/>"
      "</sheets></workbook>" },
    { "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>" },
    { "xl/styles.xml",
      "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships>" RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
          RELATION("s", "sharedStrings", "sharedStrings.xml")
              RELATION("t", "styles", "styles.xml") "</Relationships>" },
    { "_rels/.rels", "<Relationships>" RELATION("a", "officeDocument",
                                                "xl/workbook.xml") "</Relationships>" },
    { NULL, NULL },
};

static const struct part odf[] = {
    { "content.xml", "<o/>" },          { "styles.xml", "<o/>" }, { "meta.xml", "<o/>" },
    { "Object 1/content.xml", "<o/>" }, { NULL, NULL },
};

static const struct part epub[] = {
    { "book.opf", "<package><manifest><item id='n' href='nav.xhtml' properties='nav' "
                  "media-type='application/xhtml+xml'/><item id='a' href='a.xhtml' "
                  "media-type='application/xhtml+xml'/></manifest><spine>"
                  "<itemref idref='a'/></spine></package>" },
    { "nav.xhtml", "<nav epub:type='toc'><ol><li><a href='a.xhtml#a'>b</a></ol></nav>" },
    { "a.xhtml", "<h1 id='a'>b</h1><p>c" },
    { "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>" },
    { NULL, NULL },
};

static void
add_part(zip_t *zip, const char *name, const void *bytes, size_t size)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, size, 0);
    zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
        abort();
    zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

/* The package; to be freed. */
static char *
packed(const struct part *parts, size_t chosen, const uint8_t *data, size_t size,
       size_t *length)
{
    zip_stat_t stat;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    if (zip == NULL)
        abort();
    zip_source_keep(source);
    for (size_t i = 0; parts[i].name != NULL; i++) {
        if (i == chosen)
            add_part(zip, parts[i].name, data, size);
        else
            add_part(zip, parts[i].name, parts[i].text, strlen(parts[i].text));
    }
    if (zip_close(zip) != 0 || zip_source_stat(source, &stat) != 0)
        abort();
    char *bytes = malloc((size_t)stat.size);
    if (bytes == NULL || zip_source_open(source) != 0)
        abort();
    *length = (size_t)zip_source_read(source, bytes, stat.size);
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

static const struct {
    const struct part *parts;
    bool (*extract)(const struct input *, const struct sink *, struct format_failure *);
} kinds[] = {
    { word, format_docx_extract }, { slides, format_pptx_extract },
    { book, format_xlsx_extract }, { odf, format_odt_extract },
    { odf, format_odp_extract },   { odf, format_ods_extract },
    { epub, format_epub_extract },
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length;
    if (size < 1)
        return 0;
    size_t chosen = data[0] % 7;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char *bytes = packed(kinds[i].parts, chosen, data + 1, size - 1, &length);
        check_extract(kinds[i].extract, bytes, length);
        free(bytes);
    }
    return 0;
}
