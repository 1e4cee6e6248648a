/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an Office document is protected: what stands in its EncryptionInfo ([MS-OFFCRYPTO] 2.3.4 to
 * 2.3.6). */
#include "encryption.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "base64.h"

#include <string.h>

/* The binary forms: version, then the header with its length, then the verifier. */
enum {
    AT_XML = 8, /* agile: version and flags before it */
    AT_HEADER_LENGTH = 8,
    AT_HEADER = 12,
    HEADER_AT_CIPHER = 8,
    HEADER_AT_KEY_BITS = 16,
    HEADER_BYTES = 32,
    VERIFIER_AT_SALT = 4,
    VERIFIER_AT_INPUT = 20,
    VERIFIER_AT_HASH = 40,
    VERIFIER_BYTES = 60, /* with a hash of RC4 */
    SALT_BYTES = 16,
    RC4_BYTES = 52, /* version, salt, verifier, its hash */
    CIPHER_RC4 = 0x6801,
    CIPHER_AES_128 = 0x660E,
    CIPHER_AES_256 = 0x6610,
    STANDARD_SPINS = 50000
};

bool
encryption_fail(struct format_failure *failure)
{
    return format_fail(failure, WIRE_REASON_ENCRYPTED, "%s", WIRE_PROTECTED);
}

bool
encryption_fail_unread(struct format_failure *failure)
{
    return format_fail(failure, WIRE_REASON_ENCRYPTED,
                       "protected in a way that is not read, even with its password\n"
                       "hint: publish an unprotected copy");
}

bool
encryption_is_rc4(const struct encryption *encryption)
{
    return encryption->kind == ENCRYPTION_CRYPTOAPI || encryption->kind == ENCRYPTION_RC4;
}

static void
take(struct encryption_field *field, const char *bytes, size_t length)
{
    memcpy(field->bytes, bytes, length);
    field->length = length;
}

/* ---- agile (2.3.4.10) ---- */

enum { TAG_KEY = 1, TAG_PACKAGE };

struct agile_reading {
    struct encryption *encryption;
    bool has_package, has_password, unread;
};

static bool
find_hash(struct markup_text name, enum cipher_hash *hash)
{
    static const char *const names[CIPHER_HASHES] = { "MD5", "SHA1", "SHA256", "SHA384",
                                                      "SHA512" };
    for (size_t i = 0; i < CIPHER_HASHES; i++)
        if (markup_text_is(name, names[i])) {
            *hash = (enum cipher_hash)i;
            return true;
        }
    return false;
}

static void
take_base64(const struct markup_element *element, const char *attribute,
            struct encryption_field *field)
{
    field->length = base64_decode(markup_attribute(element, NULL, attribute),
                                  field->bytes, sizeof field->bytes);
}

/* AES in blocks that are chained is what Office has ever written. */
static bool
take_use(const struct markup_element *element, struct encryption_use *use)
{
    long bits = markup_text_number(markup_attribute(element, NULL, "keyBits"), 0);
    take_base64(element, "saltValue", &use->salt);
    use->key_length = bits > 0 ? (size_t)bits / 8 : 0;
    return find_hash(markup_attribute(element, NULL, "hashAlgorithm"), &use->hash) &&
           markup_text_is(markup_attribute(element, NULL, "cipherAlgorithm"), "AES") &&
           markup_text_is(markup_attribute(element, NULL, "cipherChaining"),
                          "ChainingModeCBC") &&
           use->salt.length > 0 &&
           (use->key_length == 16 || use->key_length == 24 || use->key_length == 32);
}

/* Keys that are wrapped for a certificate have no spins. */
static bool
take_password(struct encryption *encryption, const struct markup_element *element)
{
    long spins = markup_text_number(markup_attribute(element, NULL, "spinCount"), -1);
    take_base64(element, "encryptedVerifierHashInput", &encryption->verifier);
    take_base64(element, "encryptedVerifierHashValue", &encryption->verifier_hash);
    take_base64(element, "encryptedKeyValue", &encryption->key);
    encryption->spins = (uint32_t)spins;
    return spins >= 0 && spins <= LIMIT_PASSWORD_SPINS &&
           encryption->verifier.length >= CIPHER_BLOCK &&
           encryption->verifier_hash.length >= CIPHER_BLOCK &&
           take_use(element, &encryption->password);
}

static enum markup_step
start_agile(void *context, int tag, const struct markup_element *element)
{
    struct agile_reading *reading = context;
    struct encryption *encryption = reading->encryption;
    bool certificate = !markup_attribute(element, NULL, "spinCount").text;
    if (tag == TAG_PACKAGE && !reading->has_package) {
        reading->has_package = true;
        reading->unread |= !take_use(element, &encryption->package);
    } else if (tag == TAG_KEY && !certificate && !reading->has_password) {
        reading->has_password = true;
        reading->unread |= !take_password(encryption, element);
    }
    return MARKUP_ENTER;
}

static void
end_agile(void *context, int tag)
{
    (void)context, (void)tag;
}

static void
text_agile(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

static bool
read_agile(const char *bytes, size_t length, struct encryption *encryption)
{
    static const struct markup_word words[] = { { "encryptedKey", TAG_KEY },
                                                { "keyData", TAG_PACKAGE } };
    struct agile_reading reading = { .encryption = encryption };
    struct markup_reader reader = {
        words, 2, start_agile, end_agile, text_agile, &reading
    };
    struct markup_result result;
    encryption->kind = ENCRYPTION_AGILE;
    markup_read_xml(&reader, bytes, length, &result);
    return reading.has_package && reading.has_password && !reading.unread &&
           encryption->key.length >= encryption->package.key_length;
}

/* ---- binary (2.3.4.5, 2.3.5.1, 2.3.6.1) ---- */

static bool
take_cipher(struct encryption *encryption, const char *header)
{
    uint64_t cipher = bytes_number(header + HEADER_AT_CIPHER, 4);
    uint64_t bits = bytes_number(header + HEADER_AT_KEY_BITS, 4);
    encryption->password.hash = CIPHER_SHA1;
    encryption->password.key_length = (size_t)bits / 8;
    if (cipher == CIPHER_RC4) {
        encryption->kind = ENCRYPTION_CRYPTOAPI;
        if (bits == 0)
            encryption->password.key_length = 5;
        return bits == 0 || (bits >= 40 && bits <= 128 && bits % 8 == 0);
    }
    encryption->kind = ENCRYPTION_STANDARD;
    encryption->spins = STANDARD_SPINS;
    if (cipher >= CIPHER_AES_128 && cipher <= CIPHER_AES_256 && bits == 0)
        encryption->password.key_length = 16 + 8 * (size_t)(cipher - CIPHER_AES_128);
    return cipher >= CIPHER_AES_128 && cipher <= CIPHER_AES_256 &&
           (encryption->password.key_length == 16 ||
            encryption->password.key_length == 24 ||
            encryption->password.key_length == 32);
}

static bool
read_binary(const char *bytes, size_t length, struct encryption *encryption)
{
    uint64_t header =
        length < AT_HEADER ? UINT64_MAX : bytes_number(bytes + AT_HEADER_LENGTH, 4);
    if (header < HEADER_BYTES || header > length - AT_HEADER ||
        length - AT_HEADER - header < VERIFIER_BYTES)
        return false;
    const char *verifier = bytes + AT_HEADER + header;
    size_t left = length - AT_HEADER - (size_t)header - VERIFIER_AT_HASH;
    if (!take_cipher(encryption, bytes + AT_HEADER))
        return false;
    size_t hash = encryption->kind == ENCRYPTION_STANDARD ? 32 : 20;
    take(&encryption->password.salt, verifier + VERIFIER_AT_SALT, SALT_BYTES);
    take(&encryption->verifier, verifier + VERIFIER_AT_INPUT, CIPHER_BLOCK);
    take(&encryption->verifier_hash, verifier + VERIFIER_AT_HASH,
         hash < left ? hash : left);
    return hash <= left;
}

static bool
read_rc4(const char *bytes, size_t length, struct encryption *encryption)
{
    if (length < RC4_BYTES)
        return false;
    encryption->kind = ENCRYPTION_RC4;
    encryption->password.hash = CIPHER_MD5;
    encryption->password.key_length = 16;
    take(&encryption->password.salt, bytes + 4, SALT_BYTES);
    take(&encryption->verifier, bytes + 20, CIPHER_BLOCK);
    take(&encryption->verifier_hash, bytes + 36, CIPHER_BLOCK);
    return true;
}

bool
encryption_read(const char *bytes, size_t length, struct encryption *encryption,
                struct format_failure *failure)
{
    *encryption = (struct encryption) { .kind = ENCRYPTION_AGILE };
    if (length < AT_HEADER)
        return encryption_fail_unread(failure);
    uint64_t major = bytes_number(bytes, 2), minor = bytes_number(bytes + 2, 2);
    bool read = false;
    if (major == 4 && minor == 4)
        read = read_agile(bytes + AT_XML, length - AT_XML, encryption);
    else if (major >= 2 && major <= 4 && minor == 2)
        read = read_binary(bytes, length, encryption);
    else if (major == 1 && minor == 1)
        read = read_rc4(bytes, length, encryption);
    return read || encryption_fail_unread(failure);
}
