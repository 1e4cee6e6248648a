/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of one search in the built-in engine: plan, filter, groups, facets. */
#ifndef STEPWELL_STORE_FTS5_MATCH_H
#define STEPWELL_STORE_FTS5_MATCH_H

#include "base/limits.h"
#include "store/fts5_groups.h"

/* ---- plan (fts5_plan.c, fts5_text.c): what each phrase of the MATCH text stands for ---- */

enum {
    FTS5_POSITIONS = 512,      /* of one concept on one page; more change no score */
    FTS5_TEXT_BYTES = 4194304, /* of a MATCH text: 32 concepts of 64 forms are 500,000 */
    FTS5_TOLD_BYTES = 16384    /* of one explanation */
};

struct fts5_phrase {
    uint8_t concept;
    uint8_t group;   /* 0: counts in every page; else code of a language group */
    uint8_t shift;   /* of this concept's word in the phrase */
    bool exact;      /* the form that was typed */
    bool related;    /* another word that begins alike: for the order only */
    bool compound;   /* has the word as a part */
    unsigned number; /* of the phrase in the MATCH text */
};

struct fts5_concept {
    const struct query *node; /* NULL: not in the tree, or only excluded */
    double pages, idf;        /* pages: document frequency over all its languages */
    double related_idf;       /* of all words that begin alike */
    bool common;              /* a frequent word of the language of the query */
    bool weak;                /* too common beside the others to be scored */
    bool marked;              /* typed with marks */
    bool bare;                /* has no form but what was typed */
    float typed[FTS5_CODES];  /* pages with the word as it was typed, by language group */
    const bool *known, *known_related; /* by form: is it a token of any page? */
};

/* ---- pages of words and stems (fts5_df.c) ---- */

struct fts5_df_row {
    unsigned char group; /* of languages; several rows of one group add up */
    bool tagged;         /* the stem stands tagged on some page */
    double pages;
};

struct fts5_df {
    struct fts5_df *next;
    const char *text;
    bool stem;
    struct fts5_df_row *rows;
    size_t count, capacity;
};

struct fts5_plan {
    struct fts5 *store;
    struct arena *arena;
    struct buf text;             /* for MATCH */
    const struct query *root;    /* what pages must satisfy; NULL: all pages */
    struct fts5_phrase *phrases; /* by concept once the plan is made */
    size_t phrase_count, phrase_capacity;
    unsigned numbers; /* phrases in the MATCH text */
    struct fts5_concept concepts[LIMIT_QUERY_CONCEPTS];
    bool counting;       /* nothing is ordered: related words do not matter */
    uint64_t dropped;    /* concepts that are left out because they are weak */
    uint64_t telling;    /* a page with none of these is no hit; 0: all pages will do */
    struct fts5_df *dfs; /* that were looked up */
    double share[FTS5_CODES]; /* of a page's score, by language group (fts5_foreign.c) */
    struct {
        uint8_t first, second;
    } pairs[LIMIT_QUERY_CONCEPTS]; /* neighbours in the query */
    size_t pair_count;
};

enum fts5_scan {
    FTS5_SCAN_NOTHING, /* no page can match */
    FTS5_SCAN_TEXT,    /* the pages that plan.text finds */
    FTS5_SCAN_ALL,     /* every page */
    FTS5_SCAN_OTHERS   /* every page that plan.text does not find */
};

/* NULL with err set on failure. */
const struct fts5_df *fts5_df_surface(struct fts5_plan *plan, const char *surface,
                                      struct error *err);
const struct fts5_df *fts5_df_stem(struct fts5_plan *plan, const char *stem,
                                   struct error *err);

bool fts5_plan_make(struct fts5_plan *plan, const struct query *query,
                    enum fts5_scan *scan, struct error *err);
/* Document frequencies and idf of the concepts below node (fts5_plan.c). */
bool fts5_plan_count(struct fts5_plan *plan, const struct query *node, struct error *err);
/* Sets plan.share from the words as they were typed. */
void fts5_foreign_find(struct fts5_plan *plan, uint64_t wanted);
/* Is this form a token of any page? Known after fts5_plan_count. */
bool fts5_plan_has(const struct fts5_plan *plan, const struct query *concept,
                   size_t form);
/* The same for one of its related words. */
bool fts5_plan_has_related(const struct fts5_plan *plan, const struct query *concept,
                           size_t related);
/* Appends the MATCH text of node; false when nothing can match (fts5_text.c). */
bool fts5_plan_text(struct fts5_plan *plan, const struct query *node, bool scored);

/* Do the concepts found on a page satisfy the query? */
bool fts5_plan_holds(const struct query *node, uint64_t found);
/* Are all words of the query among found? */
bool fts5_plan_covers(const struct query *node, uint64_t found);
/* Sum over concepts, the best one among alternatives; *used: concepts already counted. */
double fts5_plan_score(const struct query *node, const double *scores, uint64_t found,
                       uint64_t *used);

/* ---- filter (fts5_filter.c): one bit for each field that a page fails ---- */

enum fts5_field {
    FTS5_LANG = 1,
    FTS5_YEAR = 2,
    FTS5_ORG = 4,
    FTS5_KIND = 8,
    FTS5_TYPE = 16,
    FTS5_IN = 32,
    FTS5_TWIN = 64 /* the same words are found on a page that is shown */
};

/* A value of a facet; id as in the arrays. */
struct fts5_value {
    const char *value, *label;
};

struct fts5_values {
    struct fts5_value *items; /* by id */
    bool *chosen;             /* by id: named in the filter */
    size_t count;
};

struct fts5_filter {
    struct fts5 *store;
    const struct query_filter *wanted;
    struct fts5_values orgs, kinds, types;
    bool langs[FTS5_CODES];
    uint32_t in[QUERY_VALUES_MAX];
    unsigned fields; /* fts5_field: what restricts at all */
    uint8_t *known;  /* by publication: its failures + 1; 0 = not looked at yet */
    size_t known_count;
};

bool fts5_filter_open(struct fts5_filter *filter, struct fts5 *store,
                      const struct query_filter *wanted, bool facets, struct arena *arena,
                      struct error *err);
unsigned fts5_filter_page(struct fts5_filter *filter, const struct fts5_page *page);

/* ---- facets (fts5_facets.c) ---- */

bool fts5_facets_count(struct fts5 *store, const struct fts5_filter *filter,
                       const struct fts5_groups *groups, struct arena *arena,
                       struct store_hits *hits, struct error *err);

/* ---- the search that is running ---- */

struct fts5_match {
    struct fts5 *store;
    const struct store_want *want;
    struct arena *arena;
    struct fts5_plan plan;
    struct fts5_filter filter;
    struct fts5_groups groups;
    int64_t deadline; /* nanoseconds of the monotonic clock; 0 = none */
    uint64_t rows;
    bool late;
    bool *excluded; /* FTS5_SCAN_OTHERS: by page */
    /* explanations: pages to explain, ascending, and where the texts go */
    const int64_t *explained;
    const char **explanations;
    size_t explained_count;
    struct fts5_scorer *scorer;
};

bool fts5_match_is_late(struct fts5_match *match);
/* Is a page that these fields keep out counted all the same? */
bool fts5_match_counts(const struct fts5_match *match, unsigned fails);

#endif
