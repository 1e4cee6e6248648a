/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The digests and ciphers that protected Office documents use; the door to libcrypto. */
#ifndef STEPWELL_EXTRACT_CIPHER_H
#define STEPWELL_EXTRACT_CIPHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Finds all algorithms, without any configuration file: libcrypto may open none later, within the
 * sandbox. The others call it when nobody did. */
void cipher_warm_up(void);

enum cipher_hash {
    CIPHER_MD5,
    CIPHER_SHA1,
    CIPHER_SHA256,
    CIPHER_SHA384,
    CIPHER_SHA512,
    CIPHER_HASHES
};

enum { CIPHER_DIGEST_BYTES = 64, CIPHER_BLOCK = 16 };

struct cipher_digest {
    unsigned char bytes[CIPHER_DIGEST_BYTES];
    size_t length;
};

/* Of two byte strings, one behind the other. */
void cipher_hash(enum cipher_hash hash, const void *first, size_t first_length,
                 const void *second, size_t second_length, struct cipher_digest *digest);

/* digest = hash(number || digest), count times, the number counting from 0 in four bytes
 * ([MS-OFFCRYPTO] 2.3.4.7). */
void cipher_spin(enum cipher_hash hash, uint32_t count, struct cipher_digest *digest);

/* PBKDF2 with HMAC-SHA-1 (RFC 8018, 5.2). */
void cipher_stretch(const void *secret, size_t secret_length, const void *salt,
                    size_t salt_length, unsigned count, void *key, size_t key_length);

/* In place; length is rounded down to blocks, and keys have 16, 24 or 32 bytes: false for others.
 * Without an iv each block for itself (ECB), with one CBC. Padding stays. */
bool cipher_aes(const void *key, size_t key_length, const unsigned char *iv, char *bytes,
                size_t length);

/* In place; CFB with 64 bits and an iv of eight bytes. */
void cipher_blowfish(const void *key, size_t key_length, const unsigned char *iv,
                     char *bytes, size_t length);

/* In place; passes over the first `skipped` bytes of the key stream. */
void cipher_rc4(const void *key, size_t key_length, size_t skipped, char *bytes,
                size_t length);

#endif
