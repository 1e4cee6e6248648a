/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine seam: what is kept and how it is found again; below it no text is analysed. */
#ifndef STEPWELL_STORE_STORE_H
#define STEPWELL_STORE_STORE_H

#include "store/publication.h"
#include "store/query.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { STORE_SCHEMA = 3 };

struct store;

/* A published index, read-only: ERROR_MISSING when there is none, ERROR_STORE when it is
 * damaged or of another version. url is a path, or SCHEME:... of an engine. */
bool store_open(const char *url, struct store **store, struct error *err);
void store_close(struct store *store);

/* Is the published file still the one that was opened? (device, inode) */
bool store_is_current(const struct store *store);

/* ---- what is in it ---- */

struct store_lang {
    const struct lang *lang;
    int64_t pages;
};

struct store_facts {
    int64_t publications, files, pages, words; /* words: positions in all bodies */
    const struct store_lang *langs;            /* most pages first */
    size_t lang_count;
    const char *id;   /* differs for every published index; part of ETags */
    int64_t built;    /* seconds since 1970 */
    const char *name; /* of the library; "" when unknown */
    const char
        *note; /* what the indexer has to say to `status`: extractor fallback and so on */
};

/* Valid until the store is closed. */
const struct store_facts *store_facts(const struct store *store);

/* ---- searching ---- */

enum store_sort {
    STORE_SORT_BEST,
    STORE_SORT_NEW, /* by year */
    STORE_SORT_OLD,
    STORE_SORT_TITLE,
    STORE_SORT_ADDED /* to the index, the latest first */
};

struct store_want {
    const struct query *query;
    const struct query_filter *filter;
    enum store_sort sort;
    size_t first, count;  /* publications: skip first, give at most count; totals alone
                           * (count 0) take no scores */
    size_t passages;      /* pages of each publication, best first, <= LIMIT_PASSAGES */
    bool facets;          /* count them */
    bool explain;         /* fill struct store_page_hit.explanation */
    unsigned deadline_ms; /* 0 = none */
};

struct store_page_hit {
    int64_t page; /* for store_load */
    double score;
    uint64_t concepts;       /* bit n: concept n matches on this page */
    const char *explanation; /* "" unless asked for */
};

struct store_group {
    int64_t publication;
    double score;      /* of the publication, from its pages */
    uint64_t concepts; /* bit n: concept n matches somewhere in it */
    bool all;          /* every concept of the query matches somewhere in it */
    int64_t pages;     /* matching pages */
    const struct store_page_hit *hits;
    size_t hit_count;
};

struct store_facet_value {
    const char *value, *label; /* value: as in a filter; label: for readers */
    int64_t publications;
    bool chosen;
};

struct store_facet {
    const char *name; /* "lang", "year", "org", "kind", "type" */
    const struct store_facet_value
        *values; /* most publications first; years newest first */
    size_t count;
};

struct store_hits {
    const struct store_group *groups;
    size_t group_count;
    int64_t pages, publications;           /* totals */
    int64_t full_pages, full_publications; /* of them, in publications with every word */
    bool exact;                            /* are the totals counted to the end? */
    bool complete;    /* did everything answer before the deadline? */
    const char *note; /* for the reader; "" when there is nothing to say */
    const struct store_facet *facets; /* disjunctive inside a facet, conjunctive across */
    size_t facet_count;
};

/* A query without words and with (or without) filters lists publications, without hits.
 * Order: score rounded to 1e-6, then publication key, so that all engines agree. */
bool store_match(struct store *store, const struct store_want *want, struct arena *arena,
                 struct store_hits *hits, struct error *err);

/* ---- reading what was found ---- */

enum store_part {
    STORE_PART_BODY,
    STORE_PART_NOTES,
    STORE_PART_COMMENTS,
    STORE_PART_ABOUT
};

struct store_page {
    int64_t publication,
        file;       /* file 0: the description of a publication (STORE_PART_ABOUT) */
    int64_t number; /* physical page or slide from 1 */
    enum store_part part;
    const char
        *locator; /* "page iv", "slide 17", "notes of slide 17"; "" for a description */
    const char *section; /* heading it stands under; "" when unknown */
    const char
        *anchor; /* fragment of an HTML page ("section-2"); "" when there is none */
    const struct lang *lang;
    const char *title; /* slide title or headings of the page: the title field */
    const char *text;  /* the body field */
    size_t text_length;
};

bool store_load(struct store *store, int64_t page, struct arena *arena,
                struct store_page *out, struct error *err);
/* Its pages in order; the description, where there is one, is among them. */
bool store_pages(struct store *store, int64_t publication, struct arena *arena,
                 const int64_t **pages, size_t *count, struct error *err);
bool store_publication(struct store *store, int64_t publication, struct arena *arena,
                       struct publication *out, struct error *err);
/* By its key; ERROR_MISSING when there is none. */
bool store_publication_of_key(struct store *store, const char *key, struct arena *arena,
                              struct publication *out, struct error *err);

/* ---- vocabulary ---- */

struct store_term {
    const char *surface; /* folded */
    const char *shown;   /* as most often written */
    const struct lang *lang;
    const char *stem;
    int64_t pages; /* document frequency of the surface form in this language */
};

typedef bool store_term_fn(void *context,
                           const struct store_term *term); /* false stops */

/* Terms that begin with the folded prefix, most pages first, at most limit. */
bool store_terms(struct store *store, const char *prefix, size_t limit,
                 store_term_fn *each, void *context, struct error *err);

/* All written words with this folded form; all words of a stem, most pages first. */
bool store_words_of_surface(struct store *store, const char *surface, store_term_fn *each,
                            void *context, struct error *err);
bool store_words_of_stem(struct store *store, const struct lang *lang, const char *stem,
                         size_t limit, store_term_fn *each, void *context,
                         struct error *err);

/* Appends the folded words that have so many letters, each with a newline behind it, most
 * frequent first: for those who look for a word like another. */
bool store_words_of_length(struct store *store, size_t letters, struct buf *words,
                           struct error *err);

/* A title, a heading or two words that stand side by side in several of them. */
struct store_phrase {
    const char *folded; /* its words, blanks between */
    const char *shown;
    int64_t pages; /* whose titles or headings have it */
};

typedef bool store_phrase_fn(void *context,
                             const struct store_phrase *phrase); /* false stops */

/* Phrases with a word that begins with the folded prefix, most pages first. */
bool store_phrases(struct store *store, const char *prefix, size_t limit,
                   store_phrase_fn *each, void *context, struct error *err);

/* The scope that query_parse needs, bound to this store's vocabulary. */
void store_scope(struct store *store, struct query_scope *scope);

#ifdef __cplusplus
}
#endif

#endif
