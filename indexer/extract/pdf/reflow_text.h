/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The characters of words: which way they read, what a word holds, its text in a line. */
#ifndef STEPWELL_EXTRACT_REFLOW_TEXT_H
#define STEPWELL_EXTRACT_REFLOW_TEXT_H

#include "base/buf.h"
#include "reflow.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the letters of a word are. */
enum { REFLOW_RIGHT_TO_LEFT = 1, REFLOW_LEFT_TO_RIGHT = 2 };

/* The text of a line that grows, and counts over all lines so far. */
struct reflow_text {
    struct buf line;
    size_t characters, no_text;
};

/* R or AL of the Unicode bidirectional classes. */
bool reflow_text_is_right_to_left(uint32_t code_point);

/* Turns a run of characters from the order of drawing to that of reading, or back; numbers and
 * Latin words inside it keep their direction. */
void reflow_text_reverse(uint32_t *codes, size_t count);

/* The sum of REFLOW_RIGHT_TO_LEFT and REFLOW_LEFT_TO_RIGHT; 0 for signs and digits. */
unsigned reflow_text_holds(const struct reflow_word *word);

/* Is a hyphen all of it? */
bool reflow_text_is_hyphen(const struct reflow_word *word);

/* Nothing but ASCII digits. */
bool reflow_text_is_number(const struct reflow_word *word);

/* Letters at one end of a word, three at most. */
unsigned reflow_text_letters_at(const struct reflow_word *word, bool end);

/* Appends a word in the order of reading: ligatures taken apart, no soft hyphens. */
void reflow_text_add(struct reflow_text *text, const struct reflow_word *word,
                     unsigned holds);

/* Keeps the soft hyphen that the end of the line made visible: the last word goes on. */
void reflow_text_end(struct reflow_text *text, const struct reflow_word *last);

/* Over 5 % of the characters are no text. */
bool reflow_text_is_poor(const struct reflow_text *text);

/* The same test on text that came without boxes. */
bool reflow_text_is_poor_plain(const char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
