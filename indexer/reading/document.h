/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of one document to clean pages: pure functions, run again from the cache at will. */
#ifndef STEPWELL_DOCUMENT_H
#define STEPWELL_DOCUMENT_H

#include "extract/wire.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bumped whenever the same frames may give other pages: publications are put again. */
enum { DOCUMENT_VERSION = 4 };

enum document_kind {
    DOCUMENT_PAGES,  /* pdf: physical pages */
    DOCUMENT_SLIDES, /* pptx, odp */
    DOCUMENT_SHEETS, /* xlsx, ods */
    DOCUMENT_PARTS   /* the rest: stretches of text between headings */
};

enum document_join {
    DOCUMENT_JOIN_SPACE,
    DOCUMENT_JOIN_PARAGRAPH,
    DOCUMENT_JOIN_NOTHING,  /* one word, or a script without spaces */
    DOCUMENT_JOIN_UNDECIDED /* one word or two: a soft hyphen stands at the seam */
};

/* Why a line is not part of its page's text. */
enum document_drop {
    DOCUMENT_KEPT,
    DOCUMENT_RUNNING, /* head or foot that comes again on other pages */
    DOCUMENT_NUMBER   /* of the page */
};

/* What became of a hyphen at a line's end. */
enum document_hyphen {
    DOCUMENT_HYPHEN_DROPPED,
    DOCUMENT_HYPHEN_KEPT,
    DOCUMENT_HYPHEN_BOTH,     /* a soft hyphen: both words are found */
    DOCUMENT_HYPHEN_SUSPENDED /* "Vor- und Nachteile" */
};

/* A word broken at a line's end, and how often the document has it in one line. */
struct document_seam {
    const char *before, *after; /* "Kinder", "garten" */
    enum document_hyphen hyphen;
    unsigned joined, hyphened;
};

/* A line and what has been found out about it. text changes, the received line does not. */
struct document_line {
    const struct wire_line *line;
    const char *text; /* what is left of it after hyphens were resolved */
    size_t length;
    size_t skip_front, skip_back; /* bytes that belong to a word broken at the line end */
    enum document_drop dropped;
    bool heading;
    bool leader;                      /* to a page number: dots, or the number itself */
    unsigned level;                   /* of the heading, from 1 */
    enum document_join join;          /* to the next line that is kept */
    const struct document_seam *seam; /* NULL: no word is broken at its end */
};

struct document_page {
    const struct wire_unit *unit;
    struct document_line *lines;
    size_t line_count;
    /* Results, never NULL: */
    const char *text; /* NFC; paragraphs end in a newline */
    size_t length;
    const char *title;   /* slide title, or headings of the page */
    const char *section; /* heading it stands under, "1. Introduction › 1.1 Background" */
    const char *locator; /* what readers call it: "page iv", "notes of slide 17" */
    bool unreadable;     /* text that is none: see detect.h; text is then empty */
};

/* Where a document's title was found, by order of trust. */
enum document_title_from {
    DOCUMENT_TITLE_NOWHERE,
    DOCUMENT_TITLE_CONFIRMED, /* embedded, and its words stand on the first pages */
    DOCUMENT_TITLE_PRINT, /* the largest print of the first pages, or a styled title */
    DOCUMENT_TITLE_EMBEDDED,
    DOCUMENT_TITLE_OUTLINE /* the first entry of the table of contents */
};

struct document {
    struct arena *arena;
    bool known; /* a DOCUMENT frame was there */
    enum document_kind kind;
    struct wire_document about;
    struct document_page *pages; /* one for each unit, in the order of arrival */
    size_t page_count;
    const struct wire_outline *outline;
    size_t outline_count;
    const struct wire_note *notes;
    size_t note_count;
    float modal_size;  /* size of most of its letters; 0 without a layout */
    const char *title; /* the document's own; "" when nothing can be trusted */
    enum document_title_from title_from;
    const char *letters; /* code page that its fonts hid and that was put right; "" */
};

/* Everything from a stream of checked frames. A stream that breaks off gives what is before.
 * All in the arena. */
void document_read(struct document *document, const char *frames, size_t length,
                   struct arena *arena);

/* Rules 6 to 9 and the title, in this order; each is a function of its own below. */
void document_clean(struct document *document);

/* document_misread.c: letters that an old font gave wrong names. */
void document_mend_letters(struct document *document);
/* document_heads.c: marks lines that only repeat from page to page as dropped. */
void document_drop_heads(struct document *document);
/* document_headings.c */
void document_find_headings(struct document *document);
void document_find_sections(struct document *document);
/* document_paragraphs.c: sets the join of every line but those that hyphens decide. */
void document_join_lines(struct document *document);
/* document_hyphens.c: words broken at line ends, by the document's own words. */
void document_join_words(struct document *document);
/* document_title.c */
void document_find_title(struct document *document);
bool document_is_file_name(const char *title);
/* document_locator.c */
const char *document_locator(const struct document *document,
                             const struct wire_unit *unit, struct arena *arena);
enum document_kind document_kind_of(const char *format);

/* What fold_compose makes of it, in the arena. */
const char *document_compose(const char *text, struct arena *arena);

/* Is there a layout to go by? Without one a line is a paragraph. */
bool document_has_layout(const struct wire_unit *unit);

#ifdef __cplusplus
}
#endif

#endif
