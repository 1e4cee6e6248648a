/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which kind of document a ZIP package is, by what it holds. */
#include "extract/office/ooxml.h"

#include <string.h>

struct kind {
    const char *mark, *name;
};

enum { MIMETYPE_BYTES = 200, ROOT_BYTES = 4096 };

/* Beginnings of the mimetype entry (OpenDocument 1.3 part 2, 3.3; EPUB OCF 3.3, 4.3): a
 * template or a master is the same to a reader. */
static const struct kind mimetypes[] = {
    { "application/vnd.oasis.opendocument.text", "odt" },
    { "application/vnd.oasis.opendocument.presentation", "odp" },
    { "application/vnd.oasis.opendocument.spreadsheet", "ods" },
    { "application/vnd.oasis.opendocument.graphics", "odg" },
    { "application/epub+zip", "epub" },
    { NULL, NULL },
};

/* Root elements of the main part. */
static const struct kind roots[] = {
    { "document", "docx" }, { "presentation", "pptx" },
    { "workbook", "xlsx" }, { "VisioDocument", "vsdx" },
    { NULL, NULL },
};

/* Folders of the main part, for a root that cannot be read. */
static const struct kind folders[] = {
    { "word/", "docx" },  { "ppt/", "pptx" }, { "xl/", "xlsx" },
    { "visio/", "vsdx" }, { NULL, NULL },
};

static const char *
kind_beginning(const struct kind *kinds, const char *text)
{
    for (; kinds->mark; kinds++)
        if (strncasecmp(text, kinds->mark, strlen(kinds->mark)) == 0)
            return kinds->name;
    return NULL;
}

static const char *
kind_by_mimetype(struct ooxml *ooxml)
{
    struct buf start = BUF_INIT(MIMETYPE_BYTES);
    int64_t part = package_find(ooxml->package, "mimetype");
    const char *name = NULL;
    if (part != PACKAGE_ABSENT) {
        package_peek(ooxml->package, part, MIMETYPE_BYTES, &start);
        name = kind_beginning(mimetypes, start.data);
    }
    buf_free(&start);
    if (!name && package_find(ooxml->package, "META-INF/container.xml") != PACKAGE_ABSENT)
        return "epub";
    return name;
}

static enum markup_step
start_root(void *context, int tag, const struct markup_element *element)
{
    int *root = context;
    (void)element;
    *root = tag;
    return MARKUP_STOP;
}

static void
end_root(void *context, int tag)
{
    (void)context, (void)tag;
}

static void
text_root(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

static const char *
kind_by_root(struct ooxml *ooxml, int64_t part)
{
    static const struct markup_word words[] = {
        { "VisioDocument", 4 },
        { "document", 1 },
        { "presentation", 2 },
        { "workbook", 3 },
    };
    int root = 0;
    struct markup_reader reader = { words, 4, start_root, end_root, text_root, &root };
    struct markup_result result;
    struct buf start = BUF_INIT(ROOT_BYTES);
    package_peek(ooxml->package, part, ROOT_BYTES, &start);
    markup_read_xml(&reader, start.data, start.length, &result);
    buf_free(&start);
    return root > 0 ? roots[root - 1].name : NULL;
}

static const char *
kind_by_relation(struct ooxml *ooxml)
{
    const char *main = ooxml_main_part(ooxml);
    if (!main)
        return NULL;
    const char *name = kind_by_root(ooxml, package_find(ooxml->package, main));
    return name ? name : kind_beginning(folders, main);
}

static bool
ignore_note(void *context, const struct wire_note *note)
{
    (void)context, (void)note;
    return true;
}

static const char *
kind_of(struct ooxml *ooxml, struct format_failure *failure)
{
    const char *name = kind_by_mimetype(ooxml);
    if (!name)
        name = kind_by_relation(ooxml);
    if (!name)
        format_fail(failure, WIRE_REASON_NOT_A_DOCUMENT,
                    "a ZIP archive without a document in it");
    return name;
}

const char *
package_kind(const struct input *input, struct format_failure *failure)
{
    const struct sink silent = { .note = ignore_note };
    struct ooxml ooxml = { .sink = &silent };
    if (!package_open(input, &ooxml.package, failure))
        return NULL;
    ooxml.arena = arena_new();
    const char *name = kind_of(&ooxml, failure);
    ooxml_close(&ooxml);
    return name;
}
