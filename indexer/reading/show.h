/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shows people what the index holds of a document, and what became of the rest. */
#ifndef STEPWELL_SHOW_H
#define STEPWELL_SHOW_H

#include "detect.h"
#include "outcome.h"

#ifdef __cplusplus
extern "C" {
#endif

struct show_options {
    const char *program; /* that reads documents */
    const char *const *passwords;
    size_t password_count;
    const struct lang *lang; /* as a catalogue would state it; NULL */
    struct detect detect;
    int64_t first_page, last_page; /* physical, those between are shown */
    bool json;                     /* one object a file, one line each */
    bool lines;                    /* as they were read, with their places */
    bool color;
    size_t width; /* of the terminal, for paragraphs; 0: a paragraph is a line */
};

/* One document on its way to a form. */
struct show_file {
    const char *name;
    const struct outcome *outcome;
    const struct show_options *options;
    uint32_t cpu_ms; /* that the reader took */
};

/* A form is written piece by piece: the output of a page can be large. */
struct show_form {
    void (*head)(struct buf *out, const struct show_file *file);
    void (*page)(struct buf *out, const struct show_file *file, size_t page);
    const char *between, *tail; /* pages; at the end */
};
extern const struct show_form show_text, show_json;

/* What both forms say in the same words. */
const char *show_drop_name(enum document_drop drop);  /* "running" */
const char *show_style(const struct wire_line *line); /* "heading" */
/* Why a page is not in the index: "pictures", "unreadable", "empty"; NULL when it is. */
const char *show_no_text(const struct document_page *page);

/* "3", "3-5", "3-" and "-5" to first and last. */
bool show_read_pages(const char *text, struct show_options *options, struct error *err);

/* Reads every file as stepwell-index does, in workers of their own, and prints what comes of it,
 * in the order given. *all: there was something in every file, and nothing is missing. */
bool show_files(const struct show_options *options, char *const *files, size_t count,
                bool *all, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
