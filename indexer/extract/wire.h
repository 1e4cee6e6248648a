/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stepwell-extract says about a document, and how it travels: length-prefixed frames. */
#ifndef STEPWELL_EXTRACT_WIRE_H
#define STEPWELL_EXTRACT_WIRE_H

#include "base/buf.h"
#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bumped whenever the same file may give other frames: cached extractions are made anew. */
enum { WIRE_VERSION = 4 };

enum {
    WIRE_LINE_BYTES = 4 + 5 * 4 + 2, /* of an empty line in a frame */
    /* No page is larger; beyond it a float no longer tells neighbouring points apart. */
    WIRE_COORDINATE_MOST = 10 * 1000 * 1000
};

/* Why a document, or a part of it, has no text here. Names are stable: --json shows them. */
enum wire_reason {
    WIRE_REASON_NONE,
    WIRE_REASON_EMPTY,
    WIRE_REASON_NOT_A_DOCUMENT,
    WIRE_REASON_DAMAGED,
    WIRE_REASON_ENCRYPTED,
    WIRE_REASON_BOMB,
    WIRE_REASON_TOO_DEEP,
    WIRE_REASON_TOO_LARGE,
    WIRE_REASON_TIMEOUT,
    WIRE_REASON_MEMORY,
    WIRE_REASON_CRASHED,
    WIRE_REASON_NO_TEXT,
    WIRE_REASON_UNREADABLE_TEXT,
    WIRE_REASON_OLD_FORMAT,
    WIRE_REASON_UNSUPPORTED,
    WIRE_REASON_WEB_PAGE,
    WIRE_REASON_CHANGED
};

const char *wire_reason_name(enum wire_reason reason); /* "not-a-document" */

/* Exit statuses by which a worker that cannot speak any more says why it ended. The first is
 * that of memory.c in every program. */
enum { WIRE_EXIT_MEMORY = 71, WIRE_EXIT_CHANGED = 98, WIRE_EXIT_TIME = 99 };

/* One wording of WIRE_REASON_ENCRYPTED for every format; what no password opens has others. */
#define WIRE_PROTECTED                                             \
    "protected by a password\nhint: publish an unprotected copy, " \
    "or put its password into the catalogue (password:)"

enum wire_type {
    WIRE_REQUEST,
    WIRE_DOCUMENT,
    WIRE_UNIT,
    WIRE_OUTLINE,
    WIRE_NOTE,
    WIRE_END,
    WIRE_ERROR,
    WIRE_PICTURE
};

struct wire_header {
    uint32_t type, serial;
    uint64_t length; /* of the payload, <= LIMIT_FRAME_BYTES */
};
enum { WIRE_HEADER_BYTES = 16 };

/* Sent with the document's descriptor attached (SCM_RIGHTS). The name is only a hint. */
struct wire_request {
    const char *suffix;   /* ".pdf"; "" when unknown */
    const char *mime;     /* as a server said; "" */
    const char *password; /* tried after the empty one; "" */
    /* Pictures of these pages instead of text; 0 for text. */
    int64_t first_page, last_page;
};

enum {
    WIRE_DOCUMENT_NO_EXTRACT = 1,  /* the author forbids copying */
    WIRE_DOCUMENT_ENCRYPTED = 2,   /* and it opened all the same */
    WIRE_DOCUMENT_ATTACHMENTS = 4, /* has files inside that are not read */
    WIRE_DOCUMENT_PLAIN = 8        /* text without boxes: the fallback reader was used */
};

struct wire_document {
    const char *format; /* "pdf": the name in the table of formats */
    const char *mime;
    int64_t pages;                     /* as the document says; units may be fewer */
    const char *title, *author, *lang; /* embedded; "" when absent */
    int year;                          /* 0 when absent */
    uint32_t flags;
};

enum wire_part { WIRE_PART_BODY, WIRE_PART_NOTES, WIRE_PART_COMMENTS };

enum wire_style {
    WIRE_STYLE_TEXT,
    WIRE_STYLE_HEADING, /* level in wire_line.level */
    WIRE_STYLE_TITLE,   /* of a slide */
    WIRE_STYLE_LIST,
    WIRE_STYLE_ROW, /* cells separated by tabs */
    WIRE_STYLE_ALT  /* says what a picture shows */
};

/* One line of a PDF page, one paragraph of other formats. Valid UTF-8 without newlines; the
 * indexer composes it (NFC). */
struct wire_line {
    const char *text;
    float x0, y0, x1, y1; /* points from the top left corner; all 0 without a layout */
    float size;           /* of the font in points; 0 without */
    unsigned char style, level;
};

enum {
    WIRE_UNIT_IMAGES = 1, /* pictures stand on it */
    WIRE_UNIT_HIDDEN = 2, /* a slide that is not shown */
    WIRE_UNIT_POOR = 4    /* its text layer looks broken */
};

/* One page, slide, sheet or stretch of text between headings. */
struct wire_unit {
    int64_t number; /* physical, from 1 */
    enum wire_part part;
    uint32_t flags;
    const char
        *label; /* what readers call it: "iv", "Sheet1"; "" when it is the number */
    const char *section; /* heading it stands under when the format says so; "" */
    const char *anchor;  /* fragment that leads to it; "" */
    const char *lang;    /* as the markup says; "" */
    float width, height;
    const struct wire_line *lines;
    size_t line_count;
};

struct wire_outline {
    const char *title;
    uint32_t level; /* from 1 */
    int64_t page;
    float y; /* from the top; 0 */
};

struct wire_note {
    enum wire_reason reason;
    int64_t page; /* 0: the whole document */
    const char *text;
};

/* A page drawn small, as JPEG. length 0: it cannot be drawn. */
struct wire_picture {
    int64_t page;
    uint32_t width, height; /* pixels */
    const char *bytes;
    size_t length; /* <= LIMIT_PICTURE_BYTES */
};

struct wire_end {
    uint64_t units; /* or pictures */
    uint32_t cpu_ms, peak_kib;
};

struct wire_error {
    enum wire_reason reason;
    const char *text; /* for people: what is wrong and what to do */
};

/* One finished frame, header and all, appended to out. What the reader would refuse is made
 * sound: invalid UTF-8 becomes U+FFFD, a newline a space (but in messages of notes and errors),
 * numbers are clamped. A unit beyond LIMIT_PAGE_BYTES of text or LIMIT_FRAME_BYTES loses its
 * last lines. */
void wire_add_request(struct buf *out, uint32_t serial,
                      const struct wire_request *request);
void wire_add_document(struct buf *out, uint32_t serial,
                       const struct wire_document *document);
void wire_add_unit(struct buf *out, uint32_t serial, const struct wire_unit *unit);
void wire_add_outline(struct buf *out, uint32_t serial,
                      const struct wire_outline *outline);
void wire_add_note(struct buf *out, uint32_t serial, const struct wire_note *note);
void wire_add_picture(struct buf *out, uint32_t serial,
                      const struct wire_picture *picture);
void wire_add_end(struct buf *out, uint32_t serial, const struct wire_end *end);
void wire_add_error(struct buf *out, uint32_t serial, const struct wire_error *error);

/* The header, or false when type or length are out of bounds. */
bool wire_read_header(const unsigned char bytes[WIRE_HEADER_BYTES],
                      struct wire_header *header);

/* A payload from a process that nobody trusts: false for a text that is not valid UTF-8 or holds
 * a NUL, a count beyond the payload, a number out of range, or bytes left over. Texts are
 * copied into the arena. */
bool wire_read_request(const char *bytes, size_t length, struct arena *,
                       struct wire_request *);
bool wire_read_document(const char *bytes, size_t length, struct arena *,
                        struct wire_document *);
bool wire_read_unit(const char *bytes, size_t length, struct arena *, struct wire_unit *);
bool wire_read_outline(const char *bytes, size_t length, struct arena *,
                       struct wire_outline *);
bool wire_read_note(const char *bytes, size_t length, struct arena *, struct wire_note *);
/* The picture stays where it is: nothing is copied. */
bool wire_read_picture(const char *bytes, size_t length, struct wire_picture *);
bool wire_read_end(const char *bytes, size_t length, struct wire_end *);
bool wire_read_error(const char *bytes, size_t length, struct arena *,
                     struct wire_error *);

#ifdef __cplusplus
}
#endif

#endif
