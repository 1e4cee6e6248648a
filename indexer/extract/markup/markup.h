/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML and HTML as events: no entities but the predefined ones, no network, no recursion. */
#ifndef STEPWELL_EXTRACT_MARKUP_H
#define STEPWELL_EXTRACT_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

/* The names a reader knows, without prefix, sorted by strcmp(3). tag is what the events carry:
 * 1 to 65535; unknown elements have the tag 0. */
struct markup_word {
    const char *name;
    int tag;
};

enum markup_step {
    MARKUP_ENTER,
    MARKUP_SKIP, /* no events for this element, its end and all that it holds */
    MARKUP_STOP  /* end the parse; open elements still get their end events */
};

struct markup_element; /* lives during one start event */

struct markup_reader {
    const struct markup_word *words;
    size_t word_count;
    enum markup_step (*start)(void *context, int tag, const struct markup_element *);
    void (*end)(void *context, int tag); /* exactly one for each element entered */
    void (*text)(void *context, const char *text, size_t length);
    void *context;
};

/* What to tell people about the parse; text that was there has been reported all the same. */
struct markup_result {
    bool too_deep; /* XML ends there; deep HTML loses its nesting, not its text */
    bool damaged;  /* XML that is not well-formed */
};

void markup_read_xml(const struct markup_reader *, const char *bytes, size_t length,
                     struct markup_result *);
/* text must be valid UTF-8 without NUL; declared charsets are ignored. */
void markup_read_html(const struct markup_reader *, const char *text, size_t length,
                      struct markup_result *);

/* A value is not NUL-terminated; text is NULL when the attribute is absent. */
struct markup_text {
    const char *text;
    size_t length;
};

/* By local name. space must occur in the name of the attribute's namespace ("relationships");
 * NULL accepts any namespace or none. */
struct markup_text markup_attribute(const struct markup_element *, const char *space,
                                    const char *name);
bool markup_text_is(struct markup_text value, const char *expected);
/* The number it begins with; otherwise when it begins with none. */
long markup_text_number(struct markup_text value, long otherwise);

#endif
