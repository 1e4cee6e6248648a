/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libstemmer 2.2 behind a direct-mapped cache per language: Snowball takes 80 to 470 ns
 * a word, and most words of a page are met again. A query asks for a few words in each of
 * thirty languages: a cache begins with none and is widened where many are asked for. */
#include "text/stem.h"

#include "base/memory.h"
#include "text/endings.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

enum {
    CACHE_SLOTS = 1 << 16,
    NO_SLOTS_WORDS = 16,  /* then there is a cache */
    FIRST_SLOTS = 64,     /* a page of memory */
    FIRST_WORDS = 512,    /* not found in them: then the cache is widened */
    CACHE_BYTES = 62,     /* of a word and its stem together; a slot is one cache line */
    WORD_BYTES_MAX = 4096 /* longer ones are no words, and Snowball's size is an int */
};

struct slot {
    unsigned char word, stem; /* lengths; word 0: empty */
    char bytes[CACHE_BYTES];
};

struct stemmer {
    bool opened;
    struct sb_stemmer *snowball; /* NULL: libstemmer does not know the language */
    struct slot *slots;          /* NULL: none yet */
    size_t size;                 /* of slots */
    unsigned missed;             /* words that were in no slot */
};

struct stem {
    struct stemmer by_code[128]; /* by stem code */
};

struct stem *
stem_new(void)
{
    return memory_new(1, sizeof(struct stem));
}

void
stem_free(struct stem *stem)
{
    if (stem == NULL)
        return;
    for (size_t i = 0; i < sizeof stem->by_code / sizeof stem->by_code[0]; i++) {
        sb_stemmer_delete(stem->by_code[i].snowball);
        free(stem->by_code[i].slots);
    }
    free(stem);
}

static struct stemmer *
opened(struct stem *stem, const struct lang *lang)
{
    struct stemmer *stemmer = &stem->by_code[lang->stem_code & 0x7F];
    if (!stemmer->opened)
        stemmer->snowball = sb_stemmer_new(lang->snowball, "UTF_8");
    stemmer->opened = true;
    return stemmer;
}

static void
note_miss(struct stemmer *stemmer)
{
    if (stemmer->size == CACHE_SLOTS)
        return;
    stemmer->missed++;
    if (stemmer->missed != NO_SLOTS_WORDS && stemmer->missed != FIRST_WORDS)
        return;
    free(stemmer->slots);
    stemmer->size = stemmer->missed == FIRST_WORDS ? CACHE_SLOTS : FIRST_SLOTS;
    stemmer->slots = memory_new(stemmer->size, sizeof *stemmer->slots);
}

/* Eight bytes at a time; the multiplier is 2^64 divided by the golden ratio. */
static struct slot *
slot_for(const struct stemmer *stemmer, const char *word, size_t length)
{
    if (stemmer->slots == NULL)
        return NULL;
    uint64_t hash = length;
    for (size_t i = 0; i < length; i += 8) {
        uint64_t part = 0;
        memcpy(&part, word + i, length - i < 8 ? length - i : 8);
        hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29;
    }
    return &stemmer->slots[hash & (stemmer->size - 1)];
}

/* Swaps ș ț and ş ţ: libstemmer 2.2 has the rules of Romanian with cedillas. Both
 * letters of a pair take two bytes. */
static void
swap_romanian(char *word, size_t length, bool to_cedilla)
{
    static const char comma[2][3] = { "\xC8\x99", "\xC8\x9B" };
    static const char cedilla[2][3] = { "\xC5\x9F", "\xC5\xA3" };
    for (size_t i = 0; i + 1 < length; i++)
        for (size_t letter = 0; letter < 2; letter++) {
            const char *from = to_cedilla ? comma[letter] : cedilla[letter];
            if (memcmp(word + i, from, 2) == 0)
                memcpy(word + i, to_cedilla ? cedilla[letter] : comma[letter], 2);
        }
}

static void
run_snowball(struct sb_stemmer *snowball, struct buf *out, const char *word,
             size_t length)
{
    const sb_symbol *stem =
        sb_stemmer_stem(snowball, (const sb_symbol *)word, (int)length);
    int size = stem == NULL ? 0 : sb_stemmer_length(snowball);
    if (size > 0)
        buf_add(out, stem, (size_t)size);
    else
        buf_add(out, word, length); /* some rules leave nothing of a short word */
}

static void
run_romanian(struct sb_stemmer *snowball, struct buf *out, const char *word,
             size_t length)
{
    char cedilla[WORD_BYTES_MAX];
    memcpy(cedilla, word, length);
    swap_romanian(cedilla, length, true);
    size_t from = out->length;
    run_snowball(snowball, out, cedilla, length);
    swap_romanian(out->data + from, out->length - from, false);
}

static void
add_cached(struct stem *stem, struct buf *out, const struct lang *lang, const char *word,
           size_t length)
{
    struct stemmer *stemmer = opened(stem, lang);
    struct slot *slot = slot_for(stemmer, word, length);
    if (slot != NULL && slot->word == length && memcmp(slot->bytes, word, length) == 0) {
        buf_add(out, slot->bytes + slot->word, slot->stem);
        return;
    }
    size_t from = out->length;
    if (stemmer->snowball == NULL)
        buf_add(out, word, length);
    else if (lang->comma_below)
        run_romanian(stemmer->snowball, out, word, length);
    else
        run_snowball(stemmer->snowball, out, word, length);
    size_t size = out->length - from;
    if (out->full || length + size > CACHE_BYTES)
        return;
    note_miss(stemmer);
    slot = slot_for(stemmer, word, length);
    if (slot == NULL)
        return;
    slot->word = (unsigned char)length;
    slot->stem = (unsigned char)size;
    memcpy(slot->bytes, word, length);
    memcpy(slot->bytes + length, out->data + from, size);
}

void
stem_add(struct stem *stem, struct buf *out, const struct lang *lang, const char *word,
         size_t length)
{
    if (length == 0 || length > WORD_BYTES_MAX || lang->stemmer == LANG_STEM_NONE ||
        lang->stemmer == LANG_STEM_MARKS)
        buf_add(out, word, length);
    else if (lang->stemmer == LANG_STEM_TRUNC5)
        endings_cut(out, lang, word, length);
    else
        add_cached(stem, out, lang, word, length);
}
