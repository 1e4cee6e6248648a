/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of a page: what it looks like, weighed by what is known about its surroundings. */
#ifndef STEPWELL_DETECT_H
#define STEPWELL_DETECT_H

#include "base/memory.h"
#include "text/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A page with fewer letters takes the language of its surroundings. */
enum { DETECT_LETTERS = 40 };

/* The languages that may come out; all of the table when list is "auto". */
struct detect {
    bool allowed[256]; /* by struct lang.code */
};

/* list: tags separated by blanks or commas. Unknown ones are passed to unknown (may be NULL). */
void detect_allow(struct detect *detect, const char *list,
                  void (*unknown)(void *context, const char *tag), void *context);

/* What is known beforehand, strongest first; NULL where nothing is. */
struct detect_priors {
    const struct lang *catalogue, *document, *neighbour, *markup;
};

/* What said it. */
enum detect_from {
    DETECT_FROM_NOTHING,
    DETECT_FROM_TEXT,    /* the text alone, clearly */
    DETECT_FROM_WEIGHED, /* the text, weighed by what is known beforehand */
    DETECT_FROM_CATALOGUE,
    DETECT_FROM_DOCUMENT,
    DETECT_FROM_NEIGHBOUR,
    DETECT_FROM_MARKUP
};

struct detect_why {
    enum detect_from from;
    bool
        sure; /* the text speaks clearly; a prior may have chosen among kin all the same */
};

/* Never NULL; lang_unknown() when neither the text nor a prior says anything. text is valid
 * UTF-8. why may be NULL. */
const struct lang *detect_text(const struct detect *detect, const char *text,
                               size_t length, const struct detect_priors *priors,
                               struct detect_why *why);

/* Letters, not bytes; counting stops at most. */
size_t detect_count_letters(const char *text, size_t length, size_t most);

/* Two signs of a text layer gone wrong (extraction notes, section 3). Code and tables look
 * implausible too: the second sign counts when most pages of a document show it. */
bool detect_is_meaningless(const char *text,
                           size_t length); /* U+FFFD, private use, control */
bool detect_is_implausible(const char *text,
                           size_t length); /* words that look like none */

#ifdef __cplusplus
}
#endif

#endif
