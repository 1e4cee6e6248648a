/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decompose, order the marks, compose: the steps of UAX 15; Hangul by arithmetic. */
#include "text/compose.h"

#include "base/utf8.h"
#include "text/unicode.h"

#include <string.h>

/* Unicode Standard, 3.12: names without their Base. */
enum {
    HANGUL_S = 0xAC00,
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7,
    HANGUL_L_COUNT = 19,
    HANGUL_V_COUNT = 21,
    HANGUL_T_COUNT = 28,
    HANGUL_S_COUNT = HANGUL_L_COUNT * HANGUL_V_COUNT * HANGUL_T_COUNT
};

static unsigned
rank_of(uint32_t code)
{
    return unicode_norm(code) & 0xFF;
}

bool
compose_is_boundary(uint32_t code)
{
    return unicode_norm(code) == 0;
}

bool
compose_is_done(const char *text, size_t length)
{
    unsigned last = 0;
    for (size_t i = 0; i < length;) {
        if ((unsigned char)text[i] < 0x80) {
            last = 0;
            i++;
            continue;
        }
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        unsigned norm = unicode_norm(code);
        if (norm >= UNICODE_SLOW || (norm != 0 && norm < last))
            return false;
        last = norm;
    }
    return true;
}

static size_t
decompose_hangul(uint32_t code, uint32_t *out)
{
    uint32_t syllable = code - HANGUL_S, tail = syllable % HANGUL_T_COUNT;
    out[0] = HANGUL_L + syllable / (HANGUL_V_COUNT * HANGUL_T_COUNT);
    out[1] = HANGUL_V + syllable / HANGUL_T_COUNT % HANGUL_V_COUNT;
    out[2] = HANGUL_T + tail;
    return tail == 0 ? 2 : 3;
}

static size_t
decompose(uint32_t code, uint32_t *out)
{
    if (code - HANGUL_S < HANGUL_S_COUNT)
        return decompose_hangul(code, out);
    const uint32_t *split = unicode_split(code);
    if (split == NULL) {
        out[0] = code;
        return 1;
    }
    memcpy(out, split + 1, split[0] * sizeof *out);
    return split[0];
}

/* Insertion sort of the marks by combining class: stable, and there are few of them. */
static void
order_marks(uint32_t *codes, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        unsigned rank = rank_of(codes[i]);
        for (size_t j = i; rank != 0 && j > 0 && rank_of(codes[j - 1]) > rank; j--) {
            uint32_t code = codes[j];
            codes[j] = codes[j - 1];
            codes[j - 1] = code;
        }
    }
}

static uint32_t
compose_hangul(uint32_t first, uint32_t second)
{
    if (first - HANGUL_L < HANGUL_L_COUNT && second - HANGUL_V < HANGUL_V_COUNT)
        return HANGUL_S + ((first - HANGUL_L) * HANGUL_V_COUNT + (second - HANGUL_V)) *
                              HANGUL_T_COUNT;
    if (first - HANGUL_S < HANGUL_S_COUNT && (first - HANGUL_S) % HANGUL_T_COUNT == 0 &&
        second - HANGUL_T - 1 < HANGUL_T_COUNT - 1)
        return first + (second - HANGUL_T);
    return 0;
}

/* The primary composite of the two; 0 when there is none. */
static uint32_t
pair(uint32_t first, uint32_t second)
{
    size_t low = 0, high = unicode_pair_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct unicode_pair *at = &unicode_pairs[middle];
        if (at->first == first && at->second == second)
            return at->whole;
        if (at->first < first || (at->first == first && at->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    return compose_hangul(first, second);
}

static size_t
recompose(uint32_t *codes, size_t count)
{
    size_t starter = count, used = 0; /* no starter yet */
    unsigned last = 0; /* combining class of what stands before, since starter */
    for (size_t i = 0; i < count; i++) {
        unsigned rank = rank_of(codes[i]);
        bool blocked = starter == count || (used > starter + 1 && last >= rank);
        uint32_t whole = blocked ? 0 : pair(codes[starter], codes[i]);
        if (whole != 0) {
            codes[starter] = whole;
            continue;
        }
        if (rank == 0)
            starter = used;
        last = rank;
        codes[used++] = codes[i];
    }
    return used;
}

size_t
compose_codes(uint32_t *codes, size_t count)
{
    /* Decomposed from the end into the far half, so that one array suffices. */
    size_t room = count * COMPOSE_GROWTH, at = room;
    for (size_t i = count; i > 0; i--) {
        uint32_t parts[COMPOSE_GROWTH];
        size_t made = decompose(codes[i - 1], parts);
        at -= made;
        memcpy(codes + at, parts, made * sizeof *parts);
    }
    size_t total = room - at;
    memmove(codes, codes + at, total * sizeof *codes);
    order_marks(codes, total);
    return recompose(codes, total);
}
