/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Case, compatibility forms and diacritics away, by tables made at build time. */
#ifndef STEPWELL_TEXT_FOLD_H
#define STEPWELL_TEXT_FOLD_H

#include "base/buf.h"
#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends the word in NFC and lower case with its marks: what stemmers expect. Soft
 * hyphens, joiners, tatweel and apostrophes inside go; ligatures (œ too), full width and
 * presentation forms are expanded; digits of every script become 0 to 9; ё is е, ς is σ,
 * և is եւ. lang (NULL: unknown) decides what I is, and makes Romanian cedillas commas. */
void fold_case(struct buf *out, const struct lang *lang, const char *word, size_t length);

/* Appends what fold_case gave without its marks: the form that is indexed and compared.
 * й, ї, ў, ѓ and ќ are letters, not marked ones; ł ø đ ħ ß æ ı ə lose theirs by rule.
 * Marks go in Latin, Greek, Cyrillic, Arabic and Hebrew only. In sr hr bs cnr Cyrillic
 * becomes Latin (љ lj, њ nj, џ dz, ђ d), so that both scripts have one form; fold with
 * lang_unknown() to stay in Cyrillic. */
void fold_marks(struct buf *out, const struct lang *lang, const char *word,
                size_t length);

/* Appends what fold_case gave with the Cyrillic letters of sr hr bs cnr in Latin, marks kept:
 * ћ is ć. */
void fold_latin(struct buf *out, const struct lang *lang, const char *word,
                size_t length);

/* Appends text in NFC, and Arabic letters as letters where a PDF gives their shapes (initial,
 * final, joined); used on all text that comes out of a document. */
void fold_compose(struct buf *out, const char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
