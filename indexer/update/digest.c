/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 after FIPS 180-4, sections 4.1.2, 4.2.2 and 6.2. */
#include "digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
};

static uint32_t
rotated(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

static void
schedule(uint32_t words[64], const unsigned char *block)
{
    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (unsigned i = 16; i < 64; i++) {
        uint32_t a = words[i - 15], b = words[i - 2];
        uint32_t s0 = rotated(a, 7) ^ rotated(a, 18) ^ a >> 3;
        uint32_t s1 = rotated(b, 17) ^ rotated(b, 19) ^ b >> 10;
        words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
}

/* a..h of the standard are h[0..7] in the first of eight rounds, and each turns one place a round:
 * cheaper than moving them, and in registers when the compiler knows the round. */
static inline void
take_round(uint32_t h[8], unsigned round, uint32_t word)
{
    uint32_t a = h[-round & 7], b = h[(1 - round) & 7], c = h[(2 - round) & 7];
    uint32_t e = h[(4 - round) & 7], f = h[(5 - round) & 7], g = h[(6 - round) & 7];
    uint32_t s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    uint32_t s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    uint32_t first = h[(7 - round) & 7] + s1 + ((e & f) ^ (~e & g)) + word;
    h[(3 - round) & 7] += first;
    h[(7 - round) & 7] = first + s0 + ((a & b) ^ (a & c) ^ (b & c));
}

static void
mix(uint32_t state[8], const unsigned char *block)
{
    uint32_t words[64], h[8];
    schedule(words, block);
    memcpy(h, state, sizeof h);
    for (unsigned i = 0; i < 64; i++)
        words[i] += round_constants[i];
    for (unsigned i = 0; i < 64; i += 8) {
        take_round(h, 0, words[i]);
        take_round(h, 1, words[i + 1]);
        take_round(h, 2, words[i + 2]);
        take_round(h, 3, words[i + 3]);
        take_round(h, 4, words[i + 4]);
        take_round(h, 5, words[i + 5]);
        take_round(h, 6, words[i + 6]);
        take_round(h, 7, words[i + 7]);
    }
    for (unsigned i = 0; i < 8; i++)
        state[i] += h[i];
}

void
digest_start(struct digest *digest)
{
    static const uint32_t initial[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    memcpy(digest->state, initial, sizeof initial);
    digest->length = 0;
}

void
digest_add(struct digest *digest, const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    while (length > 0) {
        size_t used = digest->length % 64;
        size_t part = length < 64 - used ? length : 64 - used;
        if (part == 64) {
            mix(digest->state, from);
        } else {
            memcpy(digest->block + used, from, part);
            if (used + part == 64)
                mix(digest->state, digest->block);
        }
        digest->length += part;
        from += part;
        length -= part;
    }
}

void
digest_add_text(struct digest *digest, const char *text)
{
    digest_add(digest, text, strlen(text) + 1);
}

void
digest_end(struct digest *digest, char text[DIGEST_TEXT])
{
    uint64_t bits = digest->length * 8;
    unsigned char last[8];
    digest_add(digest, "\x80", 1);
    while (digest->length % 64 != 56)
        digest_add(digest, "", 1);
    for (unsigned i = 0; i < 8; i++)
        last[i] = (unsigned char)(bits >> (56 - 8 * i));
    digest_add(digest, last, 8);
    for (unsigned i = 0; i < 8; i++)
        snprintf(text + (size_t)i * 8, 9, "%08x", (unsigned)digest->state[i]);
}

bool
digest_file(int descriptor, char text[DIGEST_TEXT], struct error *err)
{
    static unsigned char bytes[256 * 1024];
    struct digest digest;
    digest_start(&digest);
    off_t at = 0;
    for (;;) {
        ssize_t got = pread(descriptor, bytes, sizeof bytes, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set(err, ERROR_INPUT, "cannot be read: %s", strerror(errno));
        if (got == 0)
            break;
        digest_add(&digest, bytes, (size_t)got);
        at += got;
    }
    digest_end(&digest, text);
    return true;
}
