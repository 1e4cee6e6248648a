/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The digests and ciphers that protected Office documents use; the door to libcrypto. */
#include "cipher.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* RC4 and Blowfish are old functions: the new ones read them from a module at run time. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/blowfish.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rc4.h>

enum { KEY_SIZES = 3, AES_STEP = 1 << 20 };

static struct {
    EVP_MD *hashes[CIPHER_HASHES];
    EVP_CIPHER *blocks[KEY_SIZES], *chained[KEY_SIZES];
    bool ready;
} found;

void
cipher_warm_up(void)
{
    static const char *const hashes[] = { "MD5", "SHA1", "SHA256", "SHA384", "SHA512" };
    static const char *const blocks[] = { "AES-128-ECB", "AES-192-ECB", "AES-256-ECB" };
    static const char *const chained[] = { "AES-128-CBC", "AES-192-CBC", "AES-256-CBC" };
    if (found.ready)
        return;
    found.ready = true;
    (void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    for (size_t i = 0; i < CIPHER_HASHES; i++)
        found.hashes[i] = EVP_MD_fetch(NULL, hashes[i], NULL);
    for (size_t i = 0; i < KEY_SIZES; i++) {
        found.blocks[i] = EVP_CIPHER_fetch(NULL, blocks[i], NULL);
        found.chained[i] = EVP_CIPHER_fetch(NULL, chained[i], NULL);
    }
}

/* libcrypto fails in what follows only when there is no memory, or without the algorithm (MD5
 * where a machine forbids it): then the digest is empty and no password fits. */
static void
digest_parts(EVP_MD_CTX *context, const EVP_MD *hash, const void *const parts[2],
             const size_t lengths[2], struct cipher_digest *digest)
{
    unsigned length = 0;
    if (context == NULL || hash == NULL || !EVP_DigestInit_ex2(context, hash, NULL) ||
        !EVP_DigestUpdate(context, parts[0], lengths[0]) ||
        !EVP_DigestUpdate(context, parts[1], lengths[1]) ||
        !EVP_DigestFinal_ex(context, digest->bytes, &length))
        length = 0;
    digest->length = length;
}

void
cipher_hash(enum cipher_hash hash, const void *first, size_t first_length,
            const void *second, size_t second_length, struct cipher_digest *digest)
{
    cipher_warm_up();
    const void *const parts[2] = { first, second };
    const size_t lengths[2] = { first_length, second_length };
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    digest_parts(context, found.hashes[hash], parts, lengths, digest);
    EVP_MD_CTX_free(context);
}

void
cipher_spin(enum cipher_hash hash, uint32_t count, struct cipher_digest *digest)
{
    cipher_warm_up();
    unsigned char number[4];
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    for (uint32_t i = 0; i < count && digest->length > 0; i++) {
        for (size_t byte = 0; byte < sizeof number; byte++)
            number[byte] = (unsigned char)(i >> 8 * byte & 0xFF);
        const void *const parts[2] = { number, digest->bytes };
        const size_t lengths[2] = { sizeof number, digest->length };
        digest_parts(context, found.hashes[hash], parts, lengths, digest);
    }
    EVP_MD_CTX_free(context);
}

void
cipher_stretch(const void *secret, size_t secret_length, const void *salt,
               size_t salt_length, unsigned count, void *key, size_t key_length)
{
    cipher_warm_up();
    memset(key, 0, key_length);
    PKCS5_PBKDF2_HMAC(secret, (int)secret_length, salt, (int)salt_length, (int)count,
                      found.hashes[CIPHER_SHA1], (int)key_length, key);
}

/* The library counts in int, so a large part goes in steps. */
static bool
decrypt(EVP_CIPHER_CTX *context, unsigned char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t step = length - at < AES_STEP ? length - at : AES_STEP;
        int done = 0;
        if (!EVP_DecryptUpdate(context, bytes + at, &done, bytes + at, (int)step) ||
            (size_t)done != step)
            return false;
        at += step;
    }
    return true;
}

bool
cipher_aes(const void *key, size_t key_length, const unsigned char *iv, char *bytes,
           size_t length)
{
    cipher_warm_up();
    if (key_length != 16 && key_length != 24 && key_length != 32)
        return false;
    size_t size = key_length / 8 - 2;
    EVP_CIPHER *cipher = iv ? found.chained[size] : found.blocks[size];
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool done = context != NULL && cipher != NULL &&
                EVP_DecryptInit_ex2(context, cipher, key, iv, NULL) &&
                EVP_CIPHER_CTX_set_padding(context, 0) &&
                decrypt(context, (unsigned char *)bytes, length - length % CIPHER_BLOCK);
    EVP_CIPHER_CTX_free(context);
    return done;
}

void
cipher_blowfish(const void *key, size_t key_length, const unsigned char *iv, char *bytes,
                size_t length)
{
    BF_KEY schedule;
    unsigned char feedback[BF_BLOCK], *at = (unsigned char *)bytes;
    int number = 0;
    memcpy(feedback, iv, sizeof feedback);
    BF_set_key(&schedule, (int)key_length, key);
    BF_cfb64_encrypt(at, at, (long)length, &schedule, feedback, &number, BF_DECRYPT);
}

void
cipher_rc4(const void *key, size_t key_length, size_t skipped, char *bytes, size_t length)
{
    RC4_KEY schedule;
    unsigned char ignored[256] = { 0 };
    RC4_set_key(&schedule, (int)key_length, key);
    for (size_t step; skipped > 0; skipped -= step) {
        step = skipped < sizeof ignored ? skipped : sizeof ignored;
        RC4(&schedule, step, ignored, ignored);
    }
    RC4(&schedule, length, (unsigned char *)bytes, (unsigned char *)bytes);
}
