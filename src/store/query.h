/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the reader typed, as a tree of concepts that hold finished tokens; cannot fail. */
#ifndef STEPWELL_STORE_QUERY_H
#define STEPWELL_STORE_QUERY_H

#include "base/memory.h"
#include "text/tokens.h"

#ifdef __cplusplus
extern "C" {
#endif

enum query_op {
    QUERY_NOTHING, /* no words: matches no page, or every publication when a filter stands */
    QUERY_CONCEPT, /* one word: any of its forms */
    QUERY_PHRASE,  /* children are concepts, in this order, adjacent */
    QUERY_NEAR,    /* two children (concept or phrase) within distance words */
    QUERY_ANY,     /* words side by side: ranked by how many and which match */
    QUERY_ALL,     /* every child must match */
    QUERY_OR,      /* alternatives: scored as their best */
    QUERY_NOT /* first child without second child; the first is QUERY_NOTHING when there
                    * are only words to exclude */
};

enum query_field { QUERY_FIELD_ALL, QUERY_FIELD_TITLE };

/* One finished token and where it may count. Forms with the same lang and stem are one
 * expansion: the tagged stem and, where the language leaves the stem as it is, the plain word
 * (a page whose surface equals its stem holds no tagged token). */
struct query_form {
    const char *token; /* as it stands in the index: surface, or tokens_tag() of a stem */
    const struct lang
        *lang; /* NULL: counts in every page; else in pages of this language, or of
                              * another one with the same stem group, only */
    const char
        *stem;     /* of a stem's expansion, without its tag; NULL for a surface form */
    bool marked;   /* the word as typed, marks and all: tokens_tag_marked() of it */
    bool compound; /* a longer word that has the one typed as a part: counts less */
};

struct query {
    enum query_op op;
    enum query_field field;
    unsigned distance; /* QUERY_NEAR */
    unsigned
        index; /* QUERY_CONCEPT: 0 .. query_filter.concepts - 1, equal words share one */
    unsigned weight; /* QUERY_CONCEPT: how often it stands in this place, at least 1 */
    bool loose; /* QUERY_PHRASE: typed with hyphens, so that some of its words will do */
    bool exact; /* typed in quotes or with --exact: surface forms only */
    bool synonym; /* not typed, but looked for instead of the concept with index origin */
    bool widened; /* has synonyms beside it */
    unsigned origin;
    const char
        *whole;  /* of a synonym of several words: all of it at its first word, "" at
                        * the others; NULL for one word */
    bool prefix; /* typed with a final *: forms come from the vocabulary */
    const char *typed;   /* the word as typed */
    const char *surface; /* its folded form, marks stripped */
    const struct query_form *forms;
    size_t form_count;
    /* Stems of other words that begin with the same letters, for the order only: a page that
     * has nothing else does not match. */
    const struct query_form *related;
    size_t related_count;
    const struct query *first, *next; /* children; the next sibling */
};

enum { QUERY_VALUES_MAX = 16 };

/* Values of one field; the page or publication must have one of them. */
struct query_values {
    const char *items[QUERY_VALUES_MAX];
    size_t count;
};

/* What restricts and does not score. Set from the text (lang:ro) and from options alike. */
struct query_filter {
    struct query_values lang, org, kind, type,
        in;                 /* folded; org, kind: any word sequence of the name */
    int year_from, year_to; /* 0 = open */
    unsigned concepts;      /* how many different ones the tree holds */
};

/* Adds one value ("ro", "ro,uk", "2020..2024", "step by step") to the field of that name
 * ("lang", "year", "org", "kind", "type", "in"), folded as filters compare it. split: commas
 * separate values. False when there is no such field or the value cannot be one of it. Several
 * values of a field mean any of them; a second range of years narrows the first. */
bool query_filter_add(struct query_filter *filter, const char *field, const char *value,
                      size_t length, bool split, struct tokens *tokens,
                      struct arena *arena);

/* Adds all of from (as query_filter_add: values that are not folded yet become so). */
void query_filter_merge(struct query_filter *into, const struct query_filter *from,
                        struct tokens *tokens, struct arena *arena);

/* What is looked for, too, where its key is typed; lang: in this language only, or NULL. */
struct query_synonym {
    const char *text;
    const struct lang *lang;
};

/* What the library holds, so that a word becomes one concept over its languages. */
struct query_scope {
    const struct lang *const *langs; /* languages with pages */
    size_t lang_count;
    const struct lang *preferred;     /* breaks ties; may be NULL */
    bool exact;                       /* surface forms only, for all words */
    const struct query_filter *given; /* values beside the typed ones; may be NULL */
    /* Appends to forms (in the arena) surface words of the vocabulary that begin with prefix,
     * most frequent first, at most LIMIT_PREFIX_FORMS. NULL: a prefix is read as a word. */
    size_t (*expand)(void *context, const char *prefix, struct arena *arena,
                     const char ***surfaces);
    /* Written forms of the vocabulary whose folded form equals surface although the typist left
     * the marks out: their stems become forms too. May be NULL. */
    size_t (*unfold)(void *context, const char *surface, struct arena *arena,
                     const char ***words, const struct lang ***langs);
    /* The stems of this language whose words begin with prefix, most frequent first, as forms;
     * at most LIMIT_RELATED_FORMS. May be NULL. */
    size_t (*relate)(void *context, const struct lang *lang, const char *prefix,
                     struct arena *arena, const struct query_form **forms);
    /* Words of this language that are compounds with this one, most frequent first, as forms;
     * at most LIMIT_COMPOUND_FORMS. May be NULL. */
    size_t (*compounds)(void *context, const struct lang *lang, const char *surface,
                        const char *stem, struct arena *arena,
                        const struct query_form **forms);
    /* What stands under a key (see query_synonyms.h), at most LIMIT_SYNONYMS_OF. */
    size_t (*synonyms)(void *context, const char *key, struct arena *arena,
                       const struct query_synonym **items);
    unsigned synonym_words; /* of the longest key; 0: there are no synonyms */
    void *context;
};

/* Total: every byte string is a query. Nothing is NULL but the children that are not there.
 * *cut says that a limit dropped something (LIMIT_QUERY_*). The filter is reset first, and then
 * holds what is typed and scope->given together. */
const struct query *query_parse(const char *typed, size_t length,
                                const struct query_scope *scope, struct tokens *tokens,
                                struct arena *arena, struct query_filter *filter,
                                bool *cut);

/* Calls each for every concept of the tree that is not below a NOT's second child. */
typedef void query_concept_fn(void *context, const struct query *concept);
void query_each_concept(const struct query *query, query_concept_fn *each, void *context);

#ifdef __cplusplus
}
#endif

#endif
