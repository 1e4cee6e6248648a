/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word pairs are hashed; the smallest hashes of a text are a sample of it that is the same for
 * everyone who draws it. Figures: docs/decisions/012-twins-by-content.md. */
#include "likeness.h"

#include "base/bits.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/memory.h"
#include "text/fold.h"
#include "text/segment.h"

#include <stdlib.h>
#include <string.h>

enum {
    PAIRS_LEAST = 60, /* below that a form letter and its next copy are alike */
    YEAR_FIRST = 1900,
    YEAR_DIGITS = 4,
    YEARS_BYTES = 25,
    BAND_ROWS = 3, /* 0.82^3 = 0.55: all ten bands differ in one of 3,000 twins */
    BINS = LIKENESS_BANDS * BAND_ROWS,
    HASH_BYTES = 4
};

static const double same_least = 0.82, same_years = 0.8;

/* Every bit of the result depends on every bit given (Stafford's variant 13 of MurmurHash3's
 * finaliser): the smallest hashes must be no special words. */
static uint64_t
mix(uint64_t number)
{
    number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    number = (number ^ number >> 27) * UINT64_C(0x94d049bb133111eb);
    return number ^ number >> 31;
}

/* ---- pairs ---- */

static void
note_year(struct likeness_pairs *pairs, const char *word, size_t length)
{
    unsigned year = 0;
    for (size_t i = 0; i < length && length == YEAR_DIGITS; i++) {
        if (word[i] < '0' || word[i] > '9')
            return;
        year = year * 10 + (unsigned)(word[i] - '0');
    }
    if (year >= YEAR_FIRST && year < YEAR_FIRST + YEARS_BYTES * 8)
        pairs->years[(year - YEAR_FIRST) / 8] |=
            (unsigned char)(1U << (year - YEAR_FIRST) % 8);
}

void
likeness_pairs_add(struct likeness_pairs *pairs, const char *text, size_t length)
{
    struct buf cased = BUF_INIT(LIMIT_PAGE_BYTES), word = BUF_INIT(LIMIT_PAGE_BYTES);
    struct segment segment;
    uint64_t before = 0;
    for (size_t at = 0; segment_next(NULL, text, length, at, &segment);
         at = segment.end) {
        buf_reset(&cased);
        buf_reset(&word);
        fold_case(&cased, NULL, text + segment.start, segment.end - segment.start);
        fold_marks(&word, NULL, cased.data, cased.length);
        note_year(pairs, word.data, word.length);
        uint64_t hash = hash_bytes(word.data, word.length);
        memory_grow(&pairs->items, &pairs->capacity, pairs->count + 1,
                    sizeof *pairs->items);
        pairs->items[pairs->count++] = (uint32_t)(mix(mix(before) ^ hash) >> 32);
        before = hash;
    }
    buf_free(&cased);
    buf_free(&word);
}

static int
by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

void
likeness_pairs_sort(struct likeness_pairs *pairs)
{
    size_t kept = 0;
    if (pairs->count > 1)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, by_number);
    for (size_t i = 0; i < pairs->count; i++)
        if (i == 0 || pairs->items[i] != pairs->items[kept - 1])
            pairs->items[kept++] = pairs->items[i];
    pairs->count = kept;
}

double
likeness_pairs_held(const struct likeness_pairs *part, const struct likeness_pairs *whole)
{
    size_t held = 0;
    for (size_t i = 0; i < part->count && whole->count > 0; i++)
        held += bsearch(&part->items[i], whole->items, whole->count, sizeof *whole->items,
                        by_number) != NULL;
    return part->count == 0 ? 1 : (double)held / (double)part->count;
}

void
likeness_pairs_free(struct likeness_pairs *pairs)
{
    free(pairs->items);
    memset(pairs, 0, sizeof *pairs);
}

/* ---- as kept ---- */

void
likeness_write(struct buf *out, const struct likeness_pairs *pairs)
{
    buf_add(out, pairs->years, sizeof pairs->years);
    for (size_t i = 0; i < pairs->count && i < LIKENESS_HASHES; i++)
        for (unsigned shift = 0; shift < 32; shift += 8)
            buf_add_char(out, (char)(pairs->items[i] >> shift & 0xff));
}

bool
likeness_read(const void *data, size_t length, struct likeness *likeness)
{
    const unsigned char *bytes = data;
    memset(likeness, 0, sizeof *likeness);
    if (length < YEARS_BYTES || (length - YEARS_BYTES) % HASH_BYTES != 0 ||
        (length - YEARS_BYTES) / HASH_BYTES > LIKENESS_HASHES)
        return false;
    memcpy(likeness->years, bytes, YEARS_BYTES);
    likeness->count = (length - YEARS_BYTES) / HASH_BYTES;
    bytes += YEARS_BYTES;
    for (size_t i = 0; i < likeness->count; i++, bytes += HASH_BYTES)
        likeness->hashes[i] = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
                              (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
    return true;
}

/* ---- comparing ---- */

/* Of the smallest hashes of both together. */
double
likeness_measure(const struct likeness *a, const struct likeness *b)
{
    size_t i = 0, j = 0, seen = 0, both = 0;
    while (seen < LIKENESS_HASHES && (i < a->count || j < b->count)) {
        bool left = j == b->count || (i < a->count && a->hashes[i] <= b->hashes[j]);
        bool right = i == a->count || (j < b->count && b->hashes[j] <= a->hashes[i]);
        both += left && right;
        i += left;
        j += right;
        seen++;
    }
    return seen == 0 ? 0 : (double)both / (double)seen;
}

/* Another edition speaks of other years: of later ones, or of one that this one lacks while it
 * lacks one of this. In long texts one or the other is lost on the way. */
static bool
is_of_same_years(const struct likeness *a, const struct likeness *b)
{
    unsigned both = 0, left = 0, right = 0;
    size_t last = YEARS_BYTES;
    while (last > 0 && (a->years[last - 1] | b->years[last - 1]) == 0)
        last--;
    for (size_t i = 0; i < last; i++) {
        both += bits_count(a->years[i] & b->years[i]);
        left += bits_count(a->years[i] & ~b->years[i] & 0xffU);
        right += bits_count(b->years[i] & ~a->years[i] & 0xffU);
    }
    if (last > 0) {
        unsigned differs = a->years[last - 1] ^ b->years[last - 1];
        unsigned common = a->years[last - 1] & b->years[last - 1];
        if (differs > common)
            return false;
    }
    return left == 0 || right == 0 ||
           (double)both >= same_years * (double)(both + left + right);
}

bool
likeness_is_same(const struct likeness *a, const struct likeness *b)
{
    return a->count >= PAIRS_LEAST && b->count >= PAIRS_LEAST && is_of_same_years(a, b) &&
           likeness_measure(a, b) >= same_least;
}

/* One hash of each bin, an empty one lends from the next (Shrivastava and Li, Densifying one
 * permutation hashing, 2014): equal with the likeness of the texts. */
bool
likeness_bands(const struct likeness *likeness, uint64_t bands[LIKENESS_BANDS])
{
    uint32_t least[BINS];
    bool filled[BINS] = { false };
    if (likeness->count < PAIRS_LEAST)
        return false;
    for (size_t i = likeness->count; i-- > 0;) {
        size_t bin = likeness->hashes[i] % BINS;
        least[bin] = likeness->hashes[i];
        filled[bin] = true;
    }
    for (size_t band = 0; band < LIKENESS_BANDS; band++) {
        bands[band] = band + 1;
        for (size_t row = 0; row < BAND_ROWS; row++) {
            size_t bin = band * BAND_ROWS + row;
            while (!filled[bin])
                bin = (bin + 1) % BINS;
            bands[band] = mix(bands[band] ^ least[bin]);
        }
    }
    return true;
}
