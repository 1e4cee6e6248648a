/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of languages: tag, names, stemmer, folding, apostrophes, script. */
#ifndef STEPWELL_TEXT_LANG_H
#define STEPWELL_TEXT_LANG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum lang_stemmer {
    LANG_STEM_NONE,     /* words by script, or without endings: zh ja ko th lo km my */
    LANG_STEM_SNOWBALL, /* libstemmer, by the name in snowball */
    LANG_STEM_MARKS,    /* the word with its marks, which make words: vi */
    LANG_STEM_SERBIAN,  /* Snowball Serbian on either script; stems are Latin */
    LANG_STEM_TRUNC5    /* the first five letters without prefix and ending: endings.h */
};

enum lang_apostrophe {
    LANG_APOSTROPHE_KEEP_WORD, /* cut at it, both parts are words */
    LANG_APOSTROPHE_JOIN,      /* part of the word, not between Latin letters: uk be he */
    LANG_APOSTROPHE_LETTER,    /* a letter of a Latin alphabet: uz oʻ, br c'h, sw ng' */
    LANG_APOSTROPHE_ELISION,   /* l'eau, qu'il: the short part before it goes: fr it ca */
    LANG_APOSTROPHE_POSSESSIVE, /* a final 's, 't, 'll … goes: en */
    LANG_APOSTROPHE_SUFFIX      /* what follows goes: tr az */
};

/* Languages of one group share their stems: a page in hr and a query expanded for sr meet.
 * The code that stands in a stem is therefore stem_code, that of the group's leader, and
 * whoever compares the language of a stem with that of a page compares the leaders. Codes
 * are printable ASCII but the quotation mark and the tilde (see tokens_tag_marked); they are
 * stored in indexes: append only. */
struct lang {
    unsigned char code;      /* one per language */
    unsigned char stem_code; /* of the group's leader; in every stem of an index */
    const char *tag;         /* BCP 47: "en", "sr", "pt" */
    const char *name;        /* English name */
    const char *self;        /* its own name */
    enum lang_stemmer stemmer;
    const char *snowball; /* libstemmer's name, NULL for others */
    enum lang_apostrophe apostrophe;
    const char *group; /* tag of the leader: "sr" for sr hr bs cnr; else its own tag */
    bool turkish_i;    /* I <-> dotless i */
    bool right_to_left;
    bool comma_below;  /* Romanian: cedillas are commas */
    bool joiner_parts; /* Persian: U+200C stands between parts that are words too */
    /* Affixes that make no compound of a word, folded, blanks between; NULL: its vocabulary
     * is not searched for compounds. */
    const char *compounds;
    const char *endings; /* of LANG_STEM_TRUNC5, folded, marks stripped; see endings.h */
    const char *beginnings; /* prefixes of four letters and more: the root follows */
    bool agglutinates;      /* one ending after the other is cut */
    const char *lemmas; /* words of one lemma, bars between lemmas; see lang_words.h */
    const char *stop_words; /* frequent words, blanks between, folded; NULL when none */
};

/* The row of a BCP 47 tag in any case ("pt-BR" and "pt_BR" find pt, "sr-Cyrl" finds sr),
 * or of a code of ISO 639-2 ("deu", "ger"); NULL when there is none. */
const struct lang *lang_find(const char *tag);

/* The row with this code, NULL when there is none. */
const struct lang *lang_of_code(unsigned char code);

/* The row whose code stands in the stems of this language: sr for hr, itself for most. */
const struct lang *lang_leader(const struct lang *lang);

/* For text of an unknown language: trunc5, no special rules; tag "und". Never NULL. */
const struct lang *lang_unknown(void);

/* Is this folded word one of the language's frequent ones? False where no list is. */
bool lang_is_frequent(const struct lang *lang, const char *word);

/* Rows in the order of the table, "und" included; index from 0 to lang_count() - 1. */
size_t lang_count(void);
const struct lang *lang_at(size_t index);

#ifdef __cplusplus
}
#endif

#endif
