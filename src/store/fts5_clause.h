/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clauses of a MATCH text: one concept with its forms, or one phrase with theirs. */
#ifndef STEPWELL_STORE_FTS5_CLAUSE_H
#define STEPWELL_STORE_FTS5_CLAUSE_H

#include "store/fts5_match.h"

/* Where to come back to when a branch turns out to match nothing. */
struct fts5_mark {
    size_t length, phrases;
    unsigned numbers;
    size_t pairs;
};

struct fts5_mark fts5_clause_mark(const struct fts5_plan *plan);
/* Undoes what was added since; always false. */
bool fts5_clause_back(struct fts5_plan *plan, struct fts5_mark mark);

/* Appends a token's text, quotation marks doubled. */
void fts5_clause_token(struct fts5_plan *plan, const char *token);
/* Notes what a phrase of the text stands for. */
void fts5_clause_stands(struct fts5_plan *plan, const struct fts5_phrase *phrase);
/* Is the form a token of any page, and one that can stand in a text? */
bool fts5_clause_has(const struct fts5_plan *plan, const struct query *concept,
                     size_t form);
/* The field of the node and an opening parenthesis. */
void fts5_clause_open(struct fts5_plan *plan, const struct query *node);

/* The forms of a concept; scored: with those that count in pages of one language, and related
 * words. False, and nothing added, when no page has any. */
bool fts5_clause_concept(struct fts5_plan *plan, const struct query *node, bool scored);
/* Its own forms, of whatever language; they stand for nothing. */
bool fts5_clause_own(struct fts5_plan *plan, const struct query *node);

/* A phrase or NEAR (fts5_combine.c). */
bool fts5_combine(struct fts5_plan *plan, const struct query *node, bool scored);

#endif
