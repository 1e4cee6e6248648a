/* SPDX-License-Identifier: GPL-2.0-or-later */
/* OpenDocument: texts, slides and sheets, of any office program that writes them. */
#include "extract/format.h"

#include "odf_body.h"

#define ODF_MIME "application/vnd.oasis.opendocument."

/* dc:creator and dc:date of meta.xml are those of the last who saved it. */
static const struct markup_word properties[] = {
    { "creation-date", OOXML_DATE }, { "creator", OOXML_AUTHOR_ELSE },
    { "date", OOXML_DATE_ELSE },     { "initial-creator", OOXML_AUTHOR },
    { "language", OOXML_LANGUAGE },  { "title", OOXML_TITLE },
};

/* Headers and footers belong to no section. */
static void
add_running_lines(struct odf_document *document)
{
    struct unit running;
    unit_open(&running);
    odf_body_read_running(document, &running);
    if (running.count > 0) {
        flow_end_unit(&document->flow);
        document->flow.section[0] = document->flow.anchor[0] = '\0';
        flow_add_unit(&document->flow, &running);
    }
    unit_close(&running);
}

static bool
read_document(struct odf_document *document, const char *password,
              struct format_failure *failure)
{
    struct ooxml *ooxml = document->ooxml;
    if (!package_unlock(ooxml->package, password, failure))
        return false;
    if (package_is_unlocked(ooxml->package))
        document->flow.document.flags |= WIRE_DOCUMENT_ENCRYPTED;
    ooxml_read_properties_of(ooxml, "meta.xml", properties,
                             sizeof properties / sizeof *properties,
                             &document->flow.document);
    odf_styles_read(ooxml, &document->styles);
    if (document->flow.paged)
        document->flow.document.pages = document->styles.pages;
    if (!odf_body_read(document)) {
        *failure = ooxml->failure;
        return false;
    }
    ooxml->page = 0;
    if (document->kind == ODF_TEXT)
        add_running_lines(document);
    flow_finish(&document->flow);
    ooxml_release_notes(ooxml);
    return true;
}

static bool
extract(const struct input *input, const struct sink *sink,
        struct format_failure *failure, enum odf_kind kind)
{
    static const char *const formats[][2] = {
        [ODF_TEXT] = { "odt", ODF_MIME "text" },
        [ODF_SLIDES] = { "odp", ODF_MIME "presentation" },
        [ODF_SHEETS] = { "ods", ODF_MIME "spreadsheet" },
    };
    struct ooxml ooxml;
    struct odf_document document = { .ooxml = &ooxml, .kind = kind };
    if (!ooxml_open_other(input, sink, "content.xml", &ooxml, failure))
        return false;
    flow_open(&document.flow, sink, formats[kind][0], formats[kind][1]);
    document.flow.paged = kind != ODF_TEXT;
    bool read = read_document(&document, input->password, failure);
    flow_close(&document.flow);
    ooxml_close(&ooxml);
    return read;
}

bool
format_odt_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    return extract(input, sink, failure, ODF_TEXT);
}

bool
format_odp_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    return extract(input, sink, failure, ODF_SLIDES);
}

bool
format_ods_extract(const struct input *input, const struct sink *sink,
                   struct format_failure *failure)
{
    return extract(input, sink, failure, ODF_SHEETS);
}
