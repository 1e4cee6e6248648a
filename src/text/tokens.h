/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Segment, stem and fold in one pass: finished tokens, the same for pages and queries. */
#ifndef STEPWELL_TEXT_TOKENS_H
#define STEPWELL_TEXT_TOKENS_H

#include "base/buf.h"
#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bumped whenever the same text may give other tokens; other indexes are rebuilt. */
enum { TOKENS_VERSION = 2 };

/* Each word gives its surface form (folded, marks stripped; lang NULL) and then, only
 * when it differs, its stem (stripped; lang set) at the same position. Positions count
 * words from 0 and start never decreases. No token holds a byte below 0x21, a quotation
 * mark or more than LIMIT_TOKEN_BYTES with its tag.
 *
 * Further tokens at one position:
 * - Serbian, Croatian, Bosnian, Montenegrin in Cyrillic: the surface in Latin, then the
 *   surface in Cyrillic, then the stem, which is Latin. A query typed in either script
 *   meets.
 * - Two letters with one soft hyphen between them are a line end that extraction could
 *   not decide, and two letters with U+200C in Persian two parts of a word: both
 *   readings count. The joined word and its second part stand at the word's position p,
 *   the first part stands at p - 1 (at p in the first word of a text), so that the parts
 *   are neighbours and a phrase finds them; start and end are those of the part. */
struct token {
    const char *text; /* not NUL-terminated; valid during the call only */
    size_t length;
    const struct lang *lang; /* NULL: surface form; else the leader of the group */
    uint32_t position;
    size_t start, end; /* bytes of the word in the text */
    bool single;       /* see struct segment */
    bool marked; /* the folded form with its marks: see tokens_run_marked; lang NULL */
};

typedef bool token_fn(void *context, const struct token *token); /* false stops */

struct tokens;

struct tokens *tokens_new(void);
void tokens_free(struct tokens *tokens);

/* text is valid UTF-8; lang NULL is lang_unknown(). At most LIMIT_PAGE_TOKENS words. */
void tokens_run(struct tokens *tokens, const struct lang *lang, const char *text,
                size_t length, token_fn *each, void *context);

/* The same with one more form of a word that has marks (not of a single character), between
 * its surface and its stem: folded, in Latin where the surface is, marks kept. A query that
 * is typed with marks prefers it. */
void tokens_run_marked(struct tokens *tokens, const struct lang *lang, const char *text,
                       size_t length, token_fn *each, void *context);

/* The same for a caller that looks for a few words: a word is passed over, with its position
 * counted, when begins says no to the first two bytes of its surface (second 0 in a word of
 * one byte). Its stem begins with the same bytes; where a stemmer cuts prefixes, all words
 * are given. */
typedef bool token_begins_fn(void *context, unsigned char first, unsigned char second);
void tokens_run_some(struct tokens *tokens, const struct lang *lang, const char *text,
                     size_t length, token_begins_fn *begins, token_fn *each,
                     void *context);

/* Appends surface form, stem (stripped) and, in marked (may be NULL), the folded form
 * with its marks as tokens_run_marked gives it, of one word that is already cut out. stem is left empty when it equals
 * the surface. */
void tokens_word(struct tokens *tokens, const struct lang *lang, const char *word,
                 size_t length, struct buf *surface, struct buf *stem,
                 struct buf *marked);

/* Appends a stem as it stands in an index: 0x01, the stem_code of the language, the stem. */
void tokens_tag(struct buf *out, const struct lang *lang, const char *stem,
                size_t length);

/* The same for a form with marks: 0x01, a code that no language has, the form. */
void tokens_tag_marked(struct buf *out, const char *form, size_t length);

#ifdef __cplusplus
}
#endif

#endif
