/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A landing page, listing, sitemap, feed or OAI-PMH answer to entries of a catalogue. */
#ifndef STEPWELL_DISCOVER_H
#define STEPWELL_DISCOVER_H

#include "base/buf.h"
#include "catalogue/library.h"

#ifdef __cplusplus
extern "C" {
#endif

struct discover_texts {
    const char **items;
    size_t count, capacity;
};

/* Texts are valid UTF-8 in one line, never NULL; "" where nothing is known. */
struct discover_file {
    const char *url; /* in one spelling; relative when no address of the page is known */
    const char *label, *part, *lang;
};

struct discover_entry {
    const char *id, *title, *page, *contact, *lang;
    const char *about; /* paragraphs separated by '\n' */
    int year;          /* 0 when unknown */
    struct discover_texts organisations, topics, paragraphs;
    struct discover_file *files;
    size_t file_count, file_capacity;
    bool known; /* the catalogue has it: not written */
};

struct discovery {
    struct arena *arena;
    struct discover_entry *entries;
    size_t count, capacity;
    struct discover_texts more;  /* addresses on which more is listed */
    struct discover_texts notes; /* for people: what the catalogue has otherwise */
};

void discover_start(struct discovery *discovery, struct arena *arena);

/* Adds what one page lists. What it is, its content says. address: of the page, against which
 * links are resolved; "" when it is not known and the page does not say. ERROR_INPUT when the
 * bytes are no page, listing or feed. */
bool discover_read(struct discovery *discovery, const char *bytes, size_t length,
                   const char *address, struct error *err);

/* After all pages: entries of one work become one, organisations get one spelling, two formats
 * of one work the same part, and every entry an id. What the catalogue has (may be NULL) is
 * marked known and its ids are not given again. */
void discover_finish(struct discovery *discovery, const struct library *catalogue);

/* A catalogue; or only its entries, to be put at the end of one. */
void discover_write_yaml(struct buf *out, const struct discovery *discovery,
                         bool entries_only);
/* One object a line for each entry. */
void discover_write_json(struct buf *out, const struct discovery *discovery);

#ifdef __cplusplus
}
#endif

#endif
