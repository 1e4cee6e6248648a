/* SPDX-License-Identifier: GPL-2.0-or-later */
/* BM25F arithmetic: counts, lengths and document frequencies in, a score out; no state. */
#ifndef STEPWELL_STORE_RANK_H
#define STEPWELL_STORE_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rank_settings {
    double k1, b;          /* saturation; how much the length of the text counts */
    double title, title_b; /* a word in the title counts this many times; its own b */
    double proximity;      /* share of a pair of neighbours in the query standing close */
    double exact;          /* share for the form that was typed, beside its other forms */
    double
        unmarked; /* share for other marks than those typed where they make words: vi */
    double compound; /* share for compounds that have the word as a part */
    double synonym;  /* share for what was not typed, but is called so, too */
    double
        foreign; /* share in a language that has no word of the query as it was typed … */
    double foreign_from; /* … while others have, on at least so many pages */
    double related, related_english; /* share of words that begin with the same letters */
    unsigned related_letters;        /* so many; a shorter word has no such relatives */
    double next;    /* share of the second and third page in a publication's score */
    double weak;    /* concepts below this share of the largest idf are not scored … */
    double telling; /* a page needs a concept above this share of the largest idf */
    unsigned weak_from;      /* … in queries of at least so many concepts */
    unsigned common_from;    /* so many frequent words of a language show a query in it */
    unsigned all_words_most; /* up to so many, publications with all of them come first */
    unsigned window;         /* words apart that still count as close */
    double few; /* pages of library-wide evidence added to that of one language */
};

extern const struct rank_settings rank_settings;

/* log t with t = (N - n + .5) / (n + .5), and t / 2 + 1 below 2, so that it is always positive
 * (Xapian's BM25Weight). */
double rank_idf(double pages, double matching);

/* The same for one language of a mixed library: a word is as common as it is among the pages
 * of its language, not of all. Where a language has few pages the whole library counts too.
 * Equals rank_idf when there is one language only. */
double rank_idf_within(double pages, double matching, double lang_pages,
                       double lang_matching);

/* 1 - b + b * length / average; 1 when nothing has this field. */
double rank_length(double b, double length, double average);

/* Saturated weight of one concept on one page, 0 … k1 + 1 (Zaragoza et al., TREC-13: fields
 * are normalised apart and added before saturation). */
double rank_weight(double title_count, double title_length, double body_count,
                   double body_length);

/* A concept's score from its own forms and from all words that begin alike. */
double rank_related(bool english, double own, double related);

/* The share of its score that a page keeps; fit: how much of the query stands in its language
 * as it was typed, 0 … 1. */
double rank_foreign(double fit);

/* What two concepts gain by standing next to each other (in order) or close, before it is
 * multiplied by their mean idf. */
double rank_proximity(double adjacent, double close, double body_length);

/* How often a concept at positions a stands right before one at b; how often within the window
 * in either order. Positions are ascending. */
void rank_pairs(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                unsigned *adjacent, unsigned *close);

/* Best page and a small share of the next two: a sum would put long guides first always. */
double rank_publication(double first, double second, double third);

/* To 1e-6, so that engines agree on ties. */
double rank_round(double score);

#ifdef __cplusplus
}
#endif

#endif
