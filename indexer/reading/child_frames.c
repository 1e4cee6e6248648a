/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parent's side of the protocol: every frame is checked before it is believed. */
#include "child_frames.h"

#include "base/clock.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

enum {
    UNITS_MOST = 3 * LIMIT_PAGES, /* body, notes and comments of each page */
    NOTES_MOST = LIMIT_PAGES
};

static void
lie(struct child *worker, const char *what)
{
    worker->lied = true;
    worker->state = CHILD_LOST;
    worker->reason = WIRE_REASON_CRASHED;
    snprintf(worker->text, sizeof worker->text, "the reader broke its protocol: %s",
             what);
}

static void
too_much(struct child *worker, const char *what)
{
    lie(worker, "");
    worker->reason = WIRE_REASON_TOO_LARGE;
    snprintf(worker->text, sizeof worker->text, "stopped: %s", what);
}

/* Keeps a frame for the cache; the serial would make equal documents differ. */
static void
keep(struct child *worker, const char *frame, size_t length)
{
    static const char no_serial[4] = "";
    size_t before = worker->frames.length;
    buf_add(&worker->frames, frame, 4);
    buf_add(&worker->frames, no_serial, 4);
    buf_add(&worker->frames, frame + 8, length - 8);
    if (!worker->frames.full)
        return;
    buf_cut(&worker->frames, before);
    too_much(worker, "more text than one document may have");
}

static bool
is_checked(struct child *worker, uint32_t type, const char *bytes, size_t length)
{
    union {
        struct wire_document document;
        struct wire_unit unit;
        struct wire_outline outline;
        struct wire_note note;
        struct wire_picture picture;
    } said;
    switch (type) {
    case WIRE_DOCUMENT:
        return wire_read_document(bytes, length, worker->arena, &said.document);
    case WIRE_UNIT: return wire_read_unit(bytes, length, worker->arena, &said.unit);
    case WIRE_OUTLINE:
        return wire_read_outline(bytes, length, worker->arena, &said.outline);
    case WIRE_NOTE: return wire_read_note(bytes, length, worker->arena, &said.note);
    case WIRE_PICTURE: return wire_read_picture(bytes, length, &said.picture);
    default: return false;
    }
}

static void
take_content(struct child *worker, uint32_t type, const char *frame, size_t length)
{
    if ((type == WIRE_PICTURE) != worker->drawing)
        lie(worker, "not what was asked for");
    else if (!worker->drawing && (type == WIRE_DOCUMENT) == worker->document)
        lie(worker, "a document must come first, and once");
    else if (!is_checked(worker, type, frame + WIRE_HEADER_BYTES,
                         length - WIRE_HEADER_BYTES))
        lie(worker, "a message that makes no sense");
    else
        keep(worker, frame, length);
    if (worker->state != CHILD_BUSY)
        return;
    worker->document = true;
    worker->units += type == WIRE_UNIT || type == WIRE_PICTURE;
    worker->notes += type == WIRE_NOTE;
    worker->outlines += type == WIRE_OUTLINE;
    if (worker->units > UNITS_MOST)
        too_much(worker, "more pages than one document may have");
    else if (worker->notes > NOTES_MOST || worker->outlines > LIMIT_OUTLINE_ENTRIES)
        lie(worker, "too many messages");
}

static void
take_end(struct child *worker, const char *bytes, size_t length)
{
    struct wire_end end;
    if (!wire_read_end(bytes, length, &end) || end.units != worker->units ||
        !(worker->document || worker->drawing)) {
        lie(worker, "the end does not fit what came before");
        return;
    }
    worker->whole = true;
    worker->cpu_ms = end.cpu_ms;
    worker->state = CHILD_FINISHED;
}

static void
take_error(struct child *worker, const char *bytes, size_t length)
{
    struct wire_error error;
    if (!wire_read_error(bytes, length, worker->arena, &error) ||
        error.reason == WIRE_REASON_NONE) {
        lie(worker, "an error that makes no sense");
        return;
    }
    worker->reason = error.reason;
    snprintf(worker->text, sizeof worker->text, "%s", error.text);
    worker->state = CHILD_FINISHED;
}

static void
take_frame(struct child *worker, const struct wire_header *header, const char *frame)
{
    size_t length = WIRE_HEADER_BYTES + (size_t)header->length;
    if (header->serial != worker->serial)
        lie(worker, "an answer to another question");
    else if (header->type == WIRE_END)
        take_end(worker, frame + WIRE_HEADER_BYTES, (size_t)header->length);
    else if (header->type == WIRE_ERROR)
        take_error(worker, frame + WIRE_HEADER_BYTES, (size_t)header->length);
    else
        take_content(worker, header->type, frame, length);
    arena_reset(worker->arena);
    worker->heard_ms = clock_ms();
}

void
child_take_frames(struct child *worker)
{
    size_t at = 0;
    while (worker->state == CHILD_BUSY &&
           worker->input.length - at >= WIRE_HEADER_BYTES) {
        struct wire_header header;
        unsigned char bytes[WIRE_HEADER_BYTES];
        memcpy(bytes, worker->input.data + at, sizeof bytes);
        if (!wire_read_header(bytes, &header)) {
            lie(worker, "a header that makes no sense");
            break;
        }
        if (worker->input.length - at - WIRE_HEADER_BYTES < header.length)
            break;
        take_frame(worker, &header, worker->input.data + at);
        at += WIRE_HEADER_BYTES + (size_t)header.length;
    }
    if (worker->state == CHILD_FINISHED && at != worker->input.length)
        lie(worker, "more after the end");
    memmove(worker->input.data, worker->input.data + at, worker->input.length - at);
    buf_cut(&worker->input, worker->input.length - at);
}
