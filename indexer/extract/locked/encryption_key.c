/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From passwords to keys of protected Office documents, and the bytes behind them. */
#include "encryption_key.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum {
    PASSWORD_LETTERS = 255,   /* the longest that Office takes */
    SEGMENT_BYTES = 4096,     /* of an agile package, each with an iv of its own */
    PACKAGE_LENGTH_BYTES = 8, /* before it */
    PAD = 0x36,
    RC4_PART = 5,    /* bytes of a digest that 40 bits are */
    RC4_REPEATS = 16 /* times that they are hashed with the salt */
};

/* ---- digests of passwords ---- */

static size_t
make_utf16(const char *password, char utf16[4 * PASSWORD_LETTERS])
{
    size_t length = strlen(password), written = 0;
    for (size_t at = 0; at < length && written < (size_t)2 * PASSWORD_LETTERS;) {
        uint32_t code;
        at += utf8_decode(password + at, length - at, &code);
        if (code > 0xFFFF) {
            code -= 0x10000;
            bytes_put(utf16 + written, 0xD800 + (code >> 10), 2);
            written += 2;
            code = 0xDC00 + (code & 0x3FF);
        }
        bytes_put(utf16 + written, code, 2);
        written += 2;
    }
    return written;
}

/* What all keys of the password come from. */
static void
digest_password(const struct encryption *encryption, const char *password,
                struct cipher_digest *digest)
{
    char utf16[4 * PASSWORD_LETTERS];
    size_t length = make_utf16(password, utf16);
    const struct encryption_use *use = &encryption->password;
    if (encryption->kind == ENCRYPTION_RC4) {
        cipher_hash(CIPHER_MD5, utf16, length, "", 0, digest);
        return;
    }
    cipher_hash(use->hash, use->salt.bytes, use->salt.length, utf16, length, digest);
    cipher_spin(use->hash, encryption->spins, digest);
}

/* Cut to the length, or filled up to it. */
static void
fit(const struct cipher_digest *digest, size_t length, struct encryption_field *field)
{
    size_t taken = digest->length < length ? digest->length : length;
    memset(field->bytes, PAD, sizeof field->bytes);
    memcpy(field->bytes, digest->bytes, taken);
    field->length = length;
}

/* ---- agile (2.3.4.11 to 2.3.4.15) ---- */

/* Decrypts a field of the key's own description: each has a number that its key comes from. */
static void
open_field(const struct encryption *encryption, const struct cipher_digest *digest,
           const char number[8], struct encryption_field *field)
{
    const struct encryption_use *use = &encryption->password;
    struct encryption_field key, iv;
    struct cipher_digest mixed, salt = { .length = use->salt.length };
    memcpy(salt.bytes, use->salt.bytes, salt.length);
    cipher_hash(use->hash, digest->bytes, digest->length, number, 8, &mixed);
    fit(&mixed, use->key_length, &key);
    fit(&salt, CIPHER_BLOCK, &iv);
    cipher_aes(key.bytes, key.length, iv.bytes, (char *)field->bytes, field->length);
}

static bool
open_agile(const struct encryption *encryption, const struct cipher_digest *digest,
           struct encryption_field *secret)
{
    static const char numbers[][9] = { "\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79",
                                       "\xD7\xAA\x0F\x6D\x30\x61\x34\x4E",
                                       "\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6" };
    struct encryption_field verifier = encryption->verifier;
    struct encryption_field expected = encryption->verifier_hash;
    struct cipher_digest hash;
    size_t length = encryption->password.salt.length; /* the verifier has as many bytes */
    open_field(encryption, digest, numbers[0], &verifier);
    open_field(encryption, digest, numbers[1], &expected);
    if (length > verifier.length)
        length = verifier.length;
    cipher_hash(encryption->password.hash, verifier.bytes, length, "", 0, &hash);
    if (hash.length == 0 || expected.length < hash.length ||
        memcmp(hash.bytes, expected.bytes, hash.length) != 0)
        return false;
    *secret = encryption->key;
    open_field(encryption, digest, numbers[2], secret);
    secret->length = encryption->package.key_length;
    return true;
}

static void
open_segments(const struct encryption_key *key, char *bytes, size_t length)
{
    const struct encryption_use *use = &key->encryption->package;
    for (size_t at = 0; at < length; at += SEGMENT_BYTES) {
        char number[4];
        struct cipher_digest digest;
        struct encryption_field iv;
        size_t step = length - at < SEGMENT_BYTES ? length - at : SEGMENT_BYTES;
        bytes_put(number, at / SEGMENT_BYTES, sizeof number);
        cipher_hash(use->hash, use->salt.bytes, use->salt.length, number, sizeof number,
                    &digest);
        fit(&digest, CIPHER_BLOCK, &iv);
        cipher_aes(key->secret.bytes, key->secret.length, iv.bytes, bytes + at, step);
    }
}

/* ---- standard (2.3.4.7 to 2.3.4.9) ---- */

static void
make_standard(const struct encryption *encryption, const struct cipher_digest *digest,
              struct encryption_field *secret)
{
    struct cipher_digest last, halves[2];
    for (size_t half = 0; half < 2; half++) {
        unsigned char mask[CIPHER_DIGEST_BYTES];
        cipher_hash(CIPHER_SHA1, digest->bytes, digest->length, "\0\0\0\0", 4, &last);
        memset(mask, half == 0 ? 0x36 : 0x5C, sizeof mask);
        for (size_t i = 0; i < last.length; i++)
            mask[i] ^= last.bytes[i];
        cipher_hash(CIPHER_SHA1, mask, sizeof mask, "", 0, &halves[half]);
    }
    memcpy(secret->bytes, halves[0].bytes, 20);
    memcpy(secret->bytes + 20, halves[1].bytes, 20);
    secret->length = encryption->password.key_length;
}

static bool
open_standard(const struct encryption *encryption, const struct cipher_digest *digest,
              struct encryption_field *secret)
{
    struct encryption_field verifier = encryption->verifier;
    struct encryption_field expected = encryption->verifier_hash;
    struct cipher_digest hash;
    make_standard(encryption, digest, secret);
    cipher_aes(secret->bytes, secret->length, NULL, (char *)verifier.bytes,
               verifier.length);
    cipher_aes(secret->bytes, secret->length, NULL, (char *)expected.bytes,
               expected.length);
    cipher_hash(CIPHER_SHA1, verifier.bytes, CIPHER_BLOCK, "", 0, &hash);
    return hash.length > 0 && memcmp(hash.bytes, expected.bytes, hash.length) == 0;
}

/* ---- RC4 (2.3.5.2, 2.3.6.2) ---- */

static void
make_rc4(const struct encryption *encryption, const struct cipher_digest *digest,
         struct encryption_field *secret)
{
    if (encryption->kind == ENCRYPTION_RC4) {
        unsigned char mixed[RC4_REPEATS * (RC4_PART + CIPHER_BLOCK)];
        struct cipher_digest last;
        for (size_t i = 0, at = 0; i < RC4_REPEATS; i++, at += RC4_PART + CIPHER_BLOCK) {
            memcpy(mixed + at, digest->bytes, RC4_PART);
            memcpy(mixed + at + RC4_PART, encryption->password.salt.bytes, CIPHER_BLOCK);
        }
        cipher_hash(CIPHER_MD5, mixed, sizeof mixed, "", 0, &last);
        fit(&last, RC4_PART, secret);
        return;
    }
    fit(digest, digest->length, secret);
}

void
encryption_key_open_block(const struct encryption_key *key, uint32_t block, size_t at,
                          char *bytes, size_t length)
{
    char number[4];
    const struct encryption_use *use = &key->encryption->password;
    struct cipher_digest digest;
    unsigned char rc4[CIPHER_BLOCK] = { 0 };
    size_t rc4_length = use->key_length;
    bytes_put(number, block, sizeof number);
    cipher_hash(use->hash, key->secret.bytes, key->secret.length, number, sizeof number,
                &digest);
    memcpy(rc4, digest.bytes, rc4_length);
    if (rc4_length == RC4_PART)
        rc4_length = sizeof rc4; /* 40 bits, and zeros behind them */
    cipher_rc4(rc4, rc4_length, at, bytes, length);
}

static bool
open_rc4(const struct encryption *encryption, const struct cipher_digest *digest,
         struct encryption_field *secret)
{
    struct encryption_key key = { .encryption = encryption };
    struct cipher_digest hash;
    char opened[ENCRYPTION_FIELD_BYTES + CIPHER_BLOCK];
    size_t length = encryption->verifier_hash.length;
    make_rc4(encryption, digest, &key.secret);
    memcpy(opened, encryption->verifier.bytes, CIPHER_BLOCK);
    memcpy(opened + CIPHER_BLOCK, encryption->verifier_hash.bytes, length);
    encryption_key_open_block(&key, 0, 0, opened, CIPHER_BLOCK + length);
    cipher_hash(encryption->password.hash, opened, CIPHER_BLOCK, "", 0, &hash);
    *secret = key.secret;
    return hash.length > 0 && hash.length == length &&
           memcmp(hash.bytes, opened + CIPHER_BLOCK, length) == 0;
}

/* ---- all of them ---- */

static bool
try_password(const struct encryption *encryption, const char *password,
             struct encryption_field *secret)
{
    static bool (*const open[])(const struct encryption *, const struct cipher_digest *,
                                struct encryption_field *) = {
        [ENCRYPTION_AGILE] = open_agile,
        [ENCRYPTION_STANDARD] = open_standard,
        [ENCRYPTION_CRYPTOAPI] = open_rc4,
        [ENCRYPTION_RC4] = open_rc4,
    };
    struct cipher_digest digest;
    digest_password(encryption, password, &digest);
    return digest.length > 0 && open[encryption->kind](encryption, &digest, secret);
}

bool
encryption_key_find(const struct encryption *encryption, const char *password,
                    struct encryption_key *key)
{
    *key = (struct encryption_key) { .encryption = encryption };
    return try_password(encryption, "VelvetSweatshop", &key->secret) ||
           (password[0] != '\0' && try_password(encryption, password, &key->secret));
}

bool
encryption_key_open_package(const struct encryption_key *key, struct buf *package)
{
    if (package->length <= PACKAGE_LENGTH_BYTES)
        return false;
    uint64_t stated = bytes_number(package->data, PACKAGE_LENGTH_BYTES);
    size_t length = package->length - PACKAGE_LENGTH_BYTES;
    memmove(package->data, package->data + PACKAGE_LENGTH_BYTES, length);
    if (key->encryption->kind == ENCRYPTION_AGILE)
        open_segments(key, package->data, length);
    else
        cipher_aes(key->secret.bytes, key->secret.length, NULL, package->data, length);
    buf_cut(package, stated < length ? (size_t)stated : length);
    return package->length > 0;
}
