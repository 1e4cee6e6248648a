/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slides and sheets of OpenDocument files: where one begins, and what it is called. */
#include "extract/metadata.h"
#include "odf_reading.h"

#include <ctype.h>
#include <string.h>

/* "page4", "Slide 4", "Folie 4" is what a program calls a slide; authors end names with words. */
static void
name_section(struct flow *flow, const char *name)
{
    size_t length = strlen(name);
    if (length >= FLOW_NAME_BYTES || length == 0 ||
        isdigit((unsigned char)name[length - 1]))
        length = 0;
    memcpy(flow->section, name, length);
    flow->section[length] = '\0';
}

/* The next slide or sheet; returns its name. */
static const char *
begin_page(struct odf_reading *reading, char family, struct markup_text style_name,
           struct markup_text name)
{
    struct odf_document *document = reading->document;
    struct flow *flow = &document->flow;
    flow_end_unit(flow);
    flow->number = ++document->number;
    document->ooxml->page = flow->number;
    struct odf_style style = odf_styles_find(&document->styles, family, style_name);
    flow->flags = style.hidden ? WIRE_UNIT_HIDDEN : 0;
    if (document->number > LIMIT_PAGES)
        flow->gone = true;
    return metadata_text(document->ooxml->arena, name.text ? name.text : "",
                         name.length < ODF_NAME_BYTES ? name.length : 0);
}

void
odf_pages_slide(struct odf_reading *reading, const struct markup_element *element)
{
    const char *name =
        begin_page(reading, 'd', markup_attribute(element, "drawing", "style-name"),
                   markup_attribute(element, NULL, "name"));
    name_section(&reading->document->flow, name);
}

void
odf_pages_table(struct odf_reading *reading, const struct markup_element *element)
{
    story_begin_table(&reading->story);
    if (reading->tables++ == 0 && reading->kind == ODF_SHEETS)
        reading->document->flow.label =
            begin_page(reading, 'T', markup_attribute(element, NULL, "style-name"),
                       markup_attribute(element, NULL, "name"));
}

void
odf_pages_end_table(struct odf_reading *reading)
{
    story_end_table(&reading->story);
    if (--reading->tables == 0 && reading->kind == ODF_SHEETS) {
        flow_end_unit(&reading->document->flow);
        reading->document->flow.label = "";
    }
}
