/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Charts, formulas and drawn pictures of OpenDocument files: they stand in parts of their own. */
#include "odf_reading.h"
#include "ooxml_picture.h"

#include <stdlib.h>

static const char *
target_of(const struct odf_reading *reading, const struct markup_element *element)
{
    struct markup_text target = markup_attribute(element, NULL, "href");
    return target.text && target.length <= ODF_NAME_BYTES
               ? ooxml_resolve(reading->document->ooxml->arena, "", target)
               : "";
}

/* "./Object 1": a package within the package. */
void
odf_objects_read(struct odf_reading *reading, const struct markup_element *element)
{
    struct odf_document *document = reading->document;
    struct ooxml *ooxml = document->ooxml;
    const char *folder = target_of(reading, element);
    const char *part = arena_format(ooxml->arena, "%s/content.xml", folder);
    if (folder[0] == '\0' || reading->kind == ODF_CHART ||
        package_find(ooxml->package, part) == PACKAGE_ABSENT)
        return;
    struct unit lines;
    struct odf_reading *chart = memory_new(1, sizeof *chart);
    unit_open(&lines);
    chart->document = document;
    chart->kind = ODF_CHART;
    story_open(&chart->story, &document->flow);
    chart->story.into = &lines;
    chart->story.sheet = true;
    odf_body_read_part(chart, part);
    story_close(&chart->story);
    story_add_unit(&reading->story, &lines);
    unit_close(&lines);
    free(chart);
}

void
odf_objects_picture(struct odf_reading *reading, const struct markup_element *element)
{
    struct flow *flow = &reading->document->flow;
    const char *part = target_of(reading, element);
    struct unit lines;
    flow->flags |= WIRE_UNIT_IMAGES;
    if (part[0] == '\0' || reading->only_running)
        return;
    unit_open(&lines);
    ooxml_picture_read(reading->document->ooxml, part, &flow->body, &lines);
    story_add_unit(&reading->story, &lines);
    unit_close(&lines);
}
