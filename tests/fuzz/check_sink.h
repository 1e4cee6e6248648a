/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sink that keeps nothing and stops the fuzzer when a promise of wire.h is broken. */
#ifndef STEPWELL_FUZZ_CHECK_SINK_H
#define STEPWELL_FUZZ_CHECK_SINK_H

#include "base/utf8.h"
#include "extract/format.h"

#include <stdlib.h>
#include <string.h>

static void
check_text(const char *text)
{
    if (!utf8_valid(text, strlen(text)))
        abort();
}

static bool
check_document(void *context, const struct wire_document *document)
{
    int *documents = context;
    if ((*documents)++ != 0)
        abort();
    check_text(document->title);
    check_text(document->author);
    check_text(document->lang);
    return true;
}

static bool
check_unit(void *context, const struct wire_unit *unit)
{
    const int *documents = context;
    if (*documents != 1 || unit->number < 1)
        abort();
    check_text(unit->section);
    check_text(unit->anchor);
    check_text(unit->lang);
    for (size_t i = 0; i < unit->line_count; i++) {
        check_text(unit->lines[i].text);
        if (unit->lines[i].text[0] == '\0' || strchr(unit->lines[i].text, '\n') != NULL)
            abort();
    }
    return true;
}

static bool
check_outline(void *context, const struct wire_outline *outline)
{
    (void)context;
    check_text(outline->title);
    return true;
}

static bool
check_note(void *context, const struct wire_note *note)
{
    const int *documents = context;
    if (*documents != 1)
        abort();
    check_text(note->text);
    return true;
}

static void
check_extract(bool (*extract)(const struct input *, const struct sink *,
                              struct format_failure *),
              const void *bytes, size_t length)
{
    int documents = 0;
    struct input input = { bytes, length, "", "", "" };
    struct sink sink = { check_document, check_unit, check_outline, check_note,
                         &documents };
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    if (!extract(&input, &sink, &failure) && failure.reason == WIRE_REASON_NONE)
        abort();
}

#endif
