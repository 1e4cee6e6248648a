/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places in a text where a reader would cut it; all are bytes, never inside a character. */
#ifndef STEPWELL_SEARCH_SNIPPET_TEXT_H
#define STEPWELL_SEARCH_SNIPPET_TEXT_H

#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Columns of bytes [from, to): a wide character takes two; marks count, on the safe side. */
size_t snippet_text_width(const char *text, size_t from, size_t to);

/* The place at most width columns after, or before, from. */
size_t snippet_text_forward(const char *text, size_t length, size_t from, size_t width);
size_t snippet_text_back(const char *text, size_t from, size_t width);

/* The first or the last start of a sentence or paragraph in [from, to]; to + 1 when there is
 * none. */
size_t snippet_text_sentence_start(const char *text, size_t length, size_t from,
                                   size_t to, bool first);

/* The last end of a sentence or paragraph in [from, to]; from when there is none. */
size_t snippet_text_sentence_end(const char *text, size_t length, size_t from, size_t to);

/* The first start of a word in [from, to]; to when there is none. */
size_t snippet_text_word_start(const struct lang *lang, const char *text, size_t length,
                               size_t from, size_t to);

/* The last end of a word in [from, to]; from, where a word ends, when there is none. */
size_t snippet_text_word_end(const struct lang *lang, const char *text, size_t length,
                             size_t from, size_t to);

/* Full stops and their like; those that need no blank after them are wide. */
bool snippet_text_ends_sentence(uint32_t code, bool *wide);
/* Does a small letter of an alphabet with two cases stand there? */
bool snippet_text_is_small(const char *text, size_t length, size_t at);
/* Quotes and brackets that close behind one. */
bool snippet_text_closes_sentence(uint32_t code);

#ifdef __cplusplus
}
#endif

#endif
