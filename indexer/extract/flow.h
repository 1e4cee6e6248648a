/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paragraphs in, units out: a document without pages is cut at headings of level 1 and 2, and
 * after LIMIT_UNIT_WORDS. */
#ifndef STEPWELL_EXTRACT_FLOW_H
#define STEPWELL_EXTRACT_FLOW_H

#include "unit.h"

enum { FLOW_HEADING_CUTS = 2, FLOW_NAME_BYTES = 400 };

struct flow {
    const struct sink *sink;
    struct wire_document document; /* fill it before the first unit leaves */
    bool document_sent, gone;      /* gone: the reader is; stop */
    struct unit body, notes, comments;
    int64_t number;           /* of the unit being gathered */
    uint32_t flags;           /* WIRE_UNIT_… of it */
    bool has_text;            /* more than headings in body */
    struct wire_note warning; /* the first one, sent at the end */
    bool paged;               /* the document has pages: only flow_end_unit cuts */
    const char *label;        /* what readers call the unit, when it has a name; "" */
    char section[FLOW_NAME_BYTES], anchor[FLOW_NAME_BYTES], nearest[FLOW_NAME_BYTES];
    void (*cut)(void *context); /* told when body was sent and emptied; may be NULL */
    void *context;
};

void flow_open(struct flow *flow, const struct sink *sink, const char *format,
               const char *mime);
void flow_close(struct flow *flow);

/* As unit_add; a heading may begin a new unit. */
void flow_add(struct flow *flow, const char *text, size_t length, enum wire_style style,
              unsigned level);
void flow_add_unit(struct flow *flow, const struct unit *lines);

/* Something that people should know about the whole document; text must outlive the flow. */
void flow_warn(struct flow *flow, enum wire_reason reason, const char *text);

/* A fragment that leads to what follows; "" forgets it. */
void flow_set_anchor(struct flow *flow, const char *id, size_t length);

/* Ends the unit now: a page ends, or a part that belongs to no section follows. */
void flow_end_unit(struct flow *flow);

/* Sends what is left, and the document if no unit did. False when the reader is gone. */
bool flow_finish(struct flow *flow);

#endif
