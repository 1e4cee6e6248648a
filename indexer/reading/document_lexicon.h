/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How often a document has a word, for the words that are asked about. */
#ifndef STEPWELL_DOCUMENT_LEXICON_H
#define STEPWELL_DOCUMENT_LEXICON_H

#include "base/buf.h"

struct document_count {
    char *word; /* in lower case */
    unsigned times;
};

struct document_lexicon {
    struct document_count **slots;
    size_t room, used;
    struct buf lower;
};

#define DOCUMENT_LEXICON_INIT                        \
    {                                                \
        NULL, 0, 0, BUF_INIT(DOCUMENT_LEXICON_BYTES) \
    }

enum { DOCUMENT_LEXICON_BYTES = 65536 }; /* a longer run of letters is cut */

/* The counter of a word, made when it is new; lives as long as the lexicon. */
struct document_count *document_lexicon_ask(struct document_lexicon *lexicon,
                                            const char *word, size_t length);

/* Counts what a text has of the words asked about. Of "height-for-age" those are its three
 * words, "height-" and "for-" (beginnings of compounds), "height-for", "for-age", and the
 * whole. */
void document_lexicon_count(struct document_lexicon *lexicon, const char *text,
                            size_t length);

void document_lexicon_free(struct document_lexicon *lexicon);

#endif
