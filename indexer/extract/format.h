/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats, and the choice among them by content. */
#ifndef STEPWELL_EXTRACT_FORMAT_H
#define STEPWELL_EXTRACT_FORMAT_H

#include "wire.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One document: mapped bytes, never a name. */
struct input {
    const char *bytes;
    size_t length;
    const char *suffix, *mime, *password; /* hints, see struct wire_request */
};

/* Where an extractor puts what it finds, as soon as it is known. document() comes first. All
 * return false when the reader is gone: then stop. */
struct sink {
    bool (*document)(void *context, const struct wire_document *document);
    bool (*unit)(void *context, const struct wire_unit *unit);
    bool (*outline)(void *context, const struct wire_outline *outline);
    bool (*note)(void *context, const struct wire_note *note);
    void *context;
};

/* Why an extraction failed; ERROR_INPUT in err.kind, the text for people in err.text. */
struct format_failure {
    enum wire_reason reason;
    struct error err;
};

/* Always false, so that a failure is one line. */
bool format_fail(struct format_failure *failure, enum wire_reason reason,
                 const char *format, ...) ERROR_PRINTF(3, 4);

struct format {
    const char *name; /* "pptx": what type: finds */
    const char *mime;
    bool (*extract)(const struct input *input, const struct sink *sink,
                    struct format_failure *failure);
};

/* By content; the suffix only decides text against Markdown. NULL and a reason when the bytes
 * are no document that stepwell reads. */
const struct format *format_of(const struct input *input, struct format_failure *failure);

/* The row with this name, for tests and fuzzers; NULL when there is none. */
const struct format *format_named(const char *name);

bool format_pdf_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_pptx_extract(const struct input *, const struct sink *,
                         struct format_failure *);
bool format_docx_extract(const struct input *, const struct sink *,
                         struct format_failure *);
bool format_xlsx_extract(const struct input *, const struct sink *,
                         struct format_failure *);
bool format_odt_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_odp_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_ods_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_epub_extract(const struct input *, const struct sink *,
                         struct format_failure *);
bool format_rtf_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_doc_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_ppt_extract(const struct input *, const struct sink *,
                        struct format_failure *);
bool format_html_extract(const struct input *, const struct sink *,
                         struct format_failure *);
bool format_text_extract(const struct input *, const struct sink *,
                         struct format_failure *);
bool format_markdown_extract(const struct input *, const struct sink *,
                             struct format_failure *);
bool format_locked_extract(const struct input *, const struct sink *,
                           struct format_failure *);

#ifdef __cplusplus
}
#endif

#endif
