/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers of pages share: one publication in the making, labels and clean texts. */
#ifndef STEPWELL_DISCOVER_RECORD_H
#define STEPWELL_DISCOVER_RECORD_H

#include "discover.h"

#ifdef __cplusplus
extern "C" {
#endif

enum discover_field {
    DISCOVER_NONE,
    DISCOVER_YEAR,
    DISCOVER_ORGANISATIONS,
    DISCOVER_LANGUAGE,
    DISCOVER_CONTACT,
    DISCOVER_TOPICS,
    DISCOVER_IGNORED /* authors and the like: the catalogue has no place for it */
};

struct discover_record {
    struct arena *arena;
    struct discover_entry entry;
    enum discover_field field; /* whose value the next line is */
    bool ended;                /* its description is over: a field, or "Read more" */
};

void discover_record_start(struct discover_record *record, struct arena *arena);

/* A line of text: the name of a field, its value, "Read more", or a paragraph. */
void discover_record_line(struct discover_record *record, const char *text);
void discover_record_field(struct discover_record *record, enum discover_field field,
                           const char *value);
void discover_record_file(struct discover_record *record, const char *url,
                          const char *label, const char *lang);

/* Keeps a record that has a title and something more than that. */
void discover_add(struct discovery *discovery, const struct discover_record *record);

void discover_texts_add(struct arena *arena, struct discover_texts *texts,
                        const char *text);

/* Valid UTF-8 in one line: white space is one blank, what YAML may not hold is gone. */
const char *discover_clean(struct arena *arena, const char *text, size_t length);

/* In lower case without marks. */
const char *discover_folded(struct arena *arena, const char *text);

/* Letters and digits in lower case without marks: by it titles are compared. */
const char *discover_key(struct arena *arena, const char *text);

/* ---- labels ---- */

/* Does the address name a document that stepwell reads? */
bool discover_is_document(struct arena *arena, const char *url);
/* "Download", "PDF (2 MB)": says nothing of what it is. */
bool discover_is_format(struct arena *arena, const char *label);
/* Begins with a word such as "Download". */
bool discover_is_download(struct arena *arena, const char *label);
/* "Handbook (PDF, 2 MB)" is "Handbook"; "" for a mere format. */
const char *discover_label_core(struct arena *arena, const char *label);
/* "en" of "Download in English"; "" when it says none. */
const char *discover_label_lang(struct arena *arena, const char *label);
/* "Read more", "Learn more" and the like. */
bool discover_is_more(struct arena *arena, const char *label);
/* "Publications", "Downloads": a heading that is no title. */
bool discover_is_generic(struct arena *arena, const char *title);
/* The first number from 1900 to 2199 with four digits; 0 when there is none. */
int discover_year(const char *text);
/* A tag from a tag or a name: "en" of "English", "eng", "EN"; "" when unknown. */
const char *discover_lang(struct arena *arena, const char *name);

/* ---- readers ---- */

bool discover_saved(struct discovery *discovery, const char *text, size_t length,
                    const char *address);
bool discover_html(struct discovery *discovery, const char *bytes, size_t length,
                   const char *address);
/* False when it is no XML that lists something. */
bool discover_feed(struct discovery *discovery, const char *bytes, size_t length,
                   const char *address);
/* A piece of HTML such as a feed holds: its text as lines, its links as files. */
void discover_html_piece(struct discover_record *record, const char *html,
                         const char *address);

#ifdef __cplusplus
}
#endif

#endif
