/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an extractor says, written down as one text that tests can compare. */
#ifndef STEPWELL_TESTS_FIXTURE_EXTRACT_H
#define STEPWELL_TESTS_FIXTURE_EXTRACT_H

#include "check.h"

#include "base/utf8.h"
#include "extract/format.h"

#include <limits.h>

struct taken {
    struct buf text; /* "document …", "unit …", then a line each: style letter, text */
    int documents, units, notes;
    enum wire_reason reason; /* of the last note */
    int units_left;          /* the reader goes away after so many; -1 never */
};

typedef bool taken_extract_fn(const struct input *, const struct sink *,
                              struct format_failure *);

static inline bool
taken_document(void *context, const struct wire_document *document)
{
    struct taken *taken = context;
    assert_int_equal(taken->documents++, 0);
    assert_int_equal(taken->units + taken->notes, 0);
    assert_true(utf8_valid(document->title, strlen(document->title)));
    buf_format(&taken->text, "document %s pages=%d title=%s author=%s lang=%s year=%d\n",
               document->format, (int)document->pages, document->title, document->author,
               document->lang, document->year);
    return true;
}

static inline bool
taken_unit(void *context, const struct wire_unit *unit)
{
    static const char *const parts[] = { "", " notes", " comments" };
    static const char *const styles[] = { "-", "h", "t", "*", "r", "a" };
    struct taken *taken = context;
    assert_int_equal(taken->documents, 1);
    taken->units++;
    buf_format(&taken->text, "unit %d%s%s%s%s%s section=%s anchor=%s lang=%s\n",
               (int)unit->number, parts[unit->part],
               unit->flags & WIRE_UNIT_HIDDEN ? " hidden" : "",
               unit->flags & WIRE_UNIT_IMAGES ? " images" : "",
               unit->label[0] ? " label=" : "", unit->label, unit->section, unit->anchor,
               unit->lang);
    for (size_t i = 0; i < unit->line_count; i++) {
        const struct wire_line *line = &unit->lines[i];
        assert_true(utf8_valid(line->text, strlen(line->text)));
        assert_null(strchr(line->text, '\n'));
        assert_true(line->text[0] != '\0');
        buf_format(&taken->text, "%s", styles[line->style]);
        if (line->level > 0)
            buf_format(&taken->text, "%d", line->level);
        buf_format(&taken->text, " %s\n", line->text);
    }
    return taken->units_left < 0 || taken->units_left-- > 0;
}

static inline bool
taken_outline(void *context, const struct wire_outline *outline)
{
    struct taken *taken = context;
    assert_int_equal(taken->documents, 1);
    buf_format(&taken->text, "outline %d %s page=%d\n", (int)outline->level,
               outline->title, (int)outline->page);
    return true;
}

static inline bool
taken_note(void *context, const struct wire_note *note)
{
    struct taken *taken = context;
    assert_int_equal(taken->documents, 1);
    taken->notes++;
    taken->reason = note->reason;
    return true;
}

/* False and a reason as the extractor says. taken is emptied first and freed by taken_free. */
static inline bool
taken_from(struct taken *taken, taken_extract_fn *extract, const char *bytes,
           size_t length, struct format_failure *failure)
{
    struct input input = { bytes, length, "", "", "" };
    struct sink sink = { taken_document, taken_unit, taken_outline, taken_note, taken };
    *taken = (struct taken) { .text = BUF_INIT(64 * 1024 * 1024), .units_left = -1 };
    *failure = (struct format_failure) { WIRE_REASON_NONE, ERROR_INIT };
    return extract(&input, &sink, failure);
}

static inline void
taken_free(struct taken *taken)
{
    buf_free(&taken->text);
}

static inline void
assert_has(const struct taken *taken, const char *part)
{
    if (strstr(taken->text.data, part) == NULL)
        fail_msg("no '%s' in:\n%.4000s", part, taken->text.data);
}

static inline void
assert_lacks(const struct taken *taken, const char *part)
{
    if (strstr(taken->text.data, part) != NULL)
        fail_msg("'%s' in:\n%.4000s", part, taken->text.data);
}

/* A document of the shared test data, to be freed; skips the test where there is none. */
static inline char *
shared_file(const char *name, size_t *length)
{
    char path[PATH_MAX];
    const char *shared = getenv("STEPWELL_SHARED");
    snprintf(path, sizeof path, "%s/data/%s", shared ? shared : "../../shared", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        print_message("skipped: no '%s'\n", path);
        skip();
    }
    char *bytes = NULL;
    size_t capacity = 0;
    *length = 0;
    do {
        capacity += 1024 * 1024;
        bytes = realloc(bytes, capacity);
        assert_non_null(bytes);
        *length += fread(bytes + *length, 1, capacity - *length, file);
    } while (*length == capacity);
    fclose(file);
    return bytes;
}

static inline bool
taken_from_shared(struct taken *taken, taken_extract_fn *extract, const char *name,
                  struct format_failure *failure)
{
    size_t length;
    char *bytes = shared_file(name, &length);
    bool done = taken_from(taken, extract, bytes, length, failure);
    free(bytes);
    return done;
}

#endif
