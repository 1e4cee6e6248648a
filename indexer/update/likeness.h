/* SPDX-License-Identifier: GPL-2.0-or-later */
/* By what the same text is known again in another format: pairs of words as numbers. */
#ifndef STEPWELL_LIKENESS_H
#define STEPWELL_LIKENESS_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bumped whenever the same text may give other numbers: part of ingest_rules. */
enum { LIKENESS_VERSION = 1 };

/* Pairs of words that stand side by side, folded and hashed; of one text or of many. */
struct likeness_pairs {
    uint32_t *items;
    size_t count, capacity;
    unsigned char years[25]; /* 1900 to 2099, a bit each: those that are mentioned */
};

void likeness_pairs_add(struct likeness_pairs *pairs, const char *text, size_t length);
/* Sorted, each once: for what follows. */
void likeness_pairs_sort(struct likeness_pairs *pairs);
/* How many of part stand in whole, from 0 to 1; 1 when part has none. */
double likeness_pairs_held(const struct likeness_pairs *part,
                           const struct likeness_pairs *whole);
void likeness_pairs_free(struct likeness_pairs *pairs);

/* What is kept of a document: the smallest of its numbers, as good as a random sample of its
 * pairs (Broder, On the resemblance and containment of documents, 1997). */
enum { LIKENESS_HASHES = 400, LIKENESS_BANDS = 10 };

struct likeness {
    uint32_t hashes[LIKENESS_HASHES];
    size_t count;
    unsigned char years[25];
};

void likeness_write(struct buf *out, const struct likeness_pairs *pairs);
/* False for bytes that are none of ours. */
bool likeness_read(const void *data, size_t length, struct likeness *likeness);

/* The same text: 0.82 of all pairs are in both, which is 0.9 of either one, and neither speaks
 * of later years than the other. Never for a text of a few words. */
bool likeness_is_same(const struct likeness *a, const struct likeness *b);
/* The pairs in both, of all; an estimate, with a deviation of 0.02. */
double likeness_measure(const struct likeness *a, const struct likeness *b);

/* Texts that are the same have one of these numbers in common, but for one in a thousand;
 * others hardly ever. False when there are too few words to tell. */
bool likeness_bands(const struct likeness *likeness, uint64_t bands[LIKENESS_BANDS]);

#ifdef __cplusplus
}
#endif

#endif
