/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The texts of the interface in its languages. */
#ifndef STEPWELL_QUERY_PHRASE_H
#define STEPWELL_QUERY_PHRASE_H

#include "base/buf.h"
#include "tongue.h"

#ifdef __cplusplus
extern "C" {
#endif

enum phrase {
#define PHRASE(name, one, other) PHRASE_##name,
#include "phrases.inc"
#undef PHRASE
    PHRASE_COUNT
};

/* The text; with its placeholders %1, %2 if it has some. */
const char *phrase_text(const struct tongue *tongue, enum phrase phrase);

/* The form for this number; its %1 stands for the number. */
const char *phrase_plural(const struct tongue *tongue, enum phrase phrase,
                          int64_t number);

/* The text before the next placeholder of *rest, its length, and which placeholder follows (1
 * to 9, 0 at the end); moves *rest behind it. */
const char *phrase_step(const char **rest, size_t *length, int *which);

/* Plain text: the phrase with value for %1, or with first for %1 and second for %2. */
void phrase_fill(struct buf *out, const struct tongue *tongue, enum phrase phrase,
                 const char *value);
void phrase_fill_two(struct buf *out, const struct tongue *tongue, enum phrase phrase,
                     const char *first, const char *second);

/* "1,204" */
void phrase_number(struct buf *out, const struct tongue *tongue, int64_t number);

/* The plural form with its number: "1,204 pages". Plain text of our own. */
void phrase_count(struct buf *out, const struct tongue *tongue, enum phrase phrase,
                  int64_t number);

/* "21 pages in 2 publications", or "3 publications" when no page was counted. */
void phrase_totals(struct buf *out, const struct tongue *tongue, int64_t pages,
                   int64_t publications, bool exact);

/* "4.2 MB" */
void phrase_bytes(struct buf *out, const struct tongue *tongue, int64_t bytes);

/* "2026-01-01T00:00:00Z" of seconds since 1970; nothing for 0. */
void phrase_moment(struct buf *out, int64_t seconds);

#ifdef __cplusplus
}
#endif

#endif
