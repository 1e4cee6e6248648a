/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one document gives: its pages with their languages, and what is to be said about it. */
#ifndef STEPWELL_OUTCOME_H
#define STEPWELL_OUTCOME_H

#include "cache.h"
#include "detect.h"
#include "document.h"
#include "report.h"

#ifdef __cplusplus
extern "C" {
#endif

struct outcome {
    struct document document;
    const struct lang **langs; /* of each page of the document; NULL without text */
    struct detect_why *why;    /* what said so, of each page */
    const struct lang *lang;   /* of most pages; NULL when there is none */
    int64_t pages;             /* physical ones, as far as known */
    size_t searchable;         /* pages with text */
    enum report_status status; /* INDEXED, PARTIAL or SKIPPED */
    const char *code, *reason;
};

/* frames: as kept in the cache, with what entry says about them. catalogue: the language that
 * the catalogue states, NULL for none. */
void outcome_make(struct outcome *outcome, const struct cache_entry *entry,
                  const struct buf *frames, const struct detect *detect,
                  const struct lang *catalogue, struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
