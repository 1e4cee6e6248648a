/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Office documents behind passwords, old and new. */
#include "fixture_extract.h"

#include "extract/locked/base64.h"
#include "extract/locked/cipher.h"
#include "extract/locked/encryption_key.h"
#include "extract/locked/package_lock.h"

#define PASSWORD      \
    "Geheim-\xC3\x9F" \
    "1"

/* ---- ciphers, by the examples of their standards ---- */

static void
assert_bytes(const void *bytes, const char *hex)
{
    char shown[2 * CIPHER_DIGEST_BYTES + 1] = "";
    size_t count = strlen(hex) / 2;
    assert_true(count <= CIPHER_DIGEST_BYTES);
    for (size_t i = 0; i < count; i++)
        snprintf(shown + 2 * i, 3, "%02x", ((const unsigned char *)bytes)[i]);
    assert_string_equal(shown, hex);
}

static void
digests_are_those_of_their_standards(void **state)
{
    struct cipher_digest digest;
    (void)state;
    cipher_hash(CIPHER_MD5, "a", 1, "bc", 2, &digest);
    assert_bytes(digest.bytes, "900150983cd24fb0d6963f7d28e17f72");
    cipher_hash(CIPHER_SHA1, "abc", 3, "", 0, &digest);
    assert_int_equal(digest.length, 20);
    assert_bytes(digest.bytes, "a9993e364706816aba3e25717850c26c9cd0d89d");
    cipher_hash(CIPHER_SHA512, "salt", 4, "p\0\xE4\0s\0s\0w\0o\0r\0d\0", 16, &digest);
    cipher_spin(CIPHER_SHA512, 1000, &digest);
    assert_bytes(digest.bytes, "57763eaa5a26036213485ef5e8faaf46");
}

static void
ciphers_are_those_of_their_standards(void **state)
{
    static const unsigned char iv[] = { 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10 };
    unsigned char key[33];
    char aes[] = "\x69\xC4\xE0\xD8\x6A\x7B\x04\x30\xD8\xCD\xB7\x80\x70\xB4\xC5\x5A";
    char rc4[] = "\xBB\xF3\x16\xE8\xD9\x40\xAF\x0A\xD3";
    char blowfish[] = "\xE7\x32\x14\xA2\x82\x21\x39\xCA\xF2\x6E\xCF\x6D";
    (void)state;
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (unsigned char)i;
    assert_true(cipher_aes(key, 16, NULL, aes, 16));
    assert_bytes(aes, "00112233445566778899aabbccddeeff");
    assert_false(cipher_aes(key, 17, NULL, aes, 16));
    cipher_rc4("Key", 3, 0, rc4, 4);
    cipher_rc4("Key", 3, 4, rc4 + 4, 5);
    assert_string_equal(rc4, "Plaintext");
    cipher_blowfish("\x01\x23\x45\x67\x89\xAB\xCD\xEF\xF0\xE1\xD2\xC3\xB4\xA5\x96\x87",
                    16, iv, blowfish, 12);
    assert_string_equal(blowfish, "7654321 Now ");
    cipher_stretch("password", 8, "salt", 4, 2, key, 20);
    assert_bytes(key, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
}

static void
base64_ends_where_it_makes_no_sense(void **state)
{
    unsigned char bytes[8];
    (void)state;
    assert_int_equal(base64_decode((struct markup_text) { "Zm9v\n YmE=", 10 }, bytes, 8),
                     5);
    assert_memory_equal(bytes, "fooba", 5);
    assert_int_equal(base64_decode((struct markup_text) { "Zm9vYmFy", 8 }, bytes, 4), 4);
    assert_int_equal(base64_decode((struct markup_text) { "Zg-", 3 }, bytes, 8), 1);
    assert_int_equal(base64_decode((struct markup_text) { NULL, 0 }, bytes, 8), 0);
}

/* ---- documents ---- */

static const char *const samples[] = { "agile.docx",   "standard.docx", "aes.odt",
                                       "blowfish.odt", "cryptoapi.doc", "rc4.doc",
                                       "cryptoapi.ppt" };

static struct buf
sample(const char *name)
{
    char path[100], chunk[4096];
    struct buf bytes = BUF_INIT(1024 * 1024);
    size_t got;
    snprintf(path, sizeof path, "data/locked/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(&bytes, chunk, got);
    fclose(file);
    return bytes;
}

static bool
read_with(struct taken *taken, const struct buf *bytes, const char *password,
          struct format_failure *failure)
{
    struct input input = { bytes->data, bytes->length, "", "", password };
    struct sink sink = { taken_document, taken_unit, taken_outline, taken_note, taken };
    *taken = (struct taken) { .text = BUF_INIT(1024 * 1024), .units_left = -1 };
    const struct format *format = format_of(&input, failure);
    return format && format->extract(&input, &sink, failure);
}

static void
every_way_of_protection_opens_by_its_password(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct taken taken;
        struct format_failure failure;
        struct buf bytes = sample(samples[i]);
        if (!read_with(&taken, &bytes, PASSWORD, &failure))
            fail_msg("%s: %s", samples[i], failure.err.text);
        assert_has(&taken, "Behind a password\n");
        assert_has(&taken, "The stepwell in the courtyard is open to all who ask. "
                           "Žluťoučký kůň.\n");
        assert_int_equal(taken.notes, 0);
        taken_free(&taken);
        buf_free(&bytes);
    }
}

static void
no_password_or_another_says_that_one_is_needed(void **state)
{
    static const char *const others[] = { "", "geheim-\xC3\x9F"
                                              "1" };
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        for (size_t j = 0; j < 2; j++) {
            struct taken taken;
            struct format_failure failure;
            struct buf bytes = sample(samples[i]);
            assert_false(read_with(&taken, &bytes, others[j], &failure));
            assert_int_equal(failure.reason, WIRE_REASON_ENCRYPTED);
            assert_string_equal(failure.err.text, WIRE_PROTECTED);
            assert_int_equal(taken.documents, 0);
            taken_free(&taken);
            buf_free(&bytes);
        }
}

/* OpenDocument lets the checksum be left out; the next password has to be tried all the same. */
static void
a_wrong_password_is_told_without_a_checksum(void **state)
{
    static const char manifest[] =
        "<manifest><file-entry full-path=\"content.xml\"><encryption-data>"
        "<algorithm algorithm-name=\"http://www.w3.org/2001/04/xmlenc#aes256-cbc\""
        " initialisation-vector=\"MDEyMzQ1Njc4OWFiY2RlZg==\"/>"
        "<key-derivation key-derivation-name=\"PBKDF2\" key-size=\"32\""
        " iteration-count=\"1\" salt=\"MDEyMzQ1Njc4OWFiY2RlZg==\"/>"
        "</encryption-data></file-entry></manifest>";
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    struct buf bytes = BUF_INIT(1000), part = BUF_INIT(1000);
    (void)state;
    buf_add(&bytes, manifest, sizeof manifest - 1);
    buf_add(&part, "0123456789abcdef0123456789abcdef", 32);
    struct package_lock *lock = package_lock_new(&bytes, "wrong");
    assert_true(package_lock_is_closed(lock));
    assert_false(package_lock_open(lock, "content.xml", 1000, &part, &failure));
    assert_int_equal(failure.reason, WIRE_REASON_ENCRYPTED);
    assert_string_equal(failure.err.text, WIRE_PROTECTED);
    package_lock_free(lock);
    buf_free(&part);
    buf_free(&bytes);
}

/* Office protects against changes by a password that it knows itself. */
static void
the_password_of_office_itself_is_tried(void **state)
{
    struct encryption encryption = { .kind = ENCRYPTION_RC4,
                                     .password = { CIPHER_MD5, 16, { { 0 }, 16 } } };
    struct encryption_key key = { .encryption = &encryption };
    struct cipher_digest digest;
    char mixed[336] = "";
    (void)state;
    cipher_hash(CIPHER_MD5, "V\0e\0l\0v\0e\0t\0S\0w\0e\0a\0t\0s\0h\0o\0p\0", 30, "", 0,
                &digest);
    for (size_t i = 0; i < 16; i++)
        memcpy(mixed + i * 21, digest.bytes, 5);
    cipher_hash(CIPHER_MD5, mixed, sizeof mixed, "", 0, &digest);
    memcpy(key.secret.bytes, digest.bytes, key.secret.length = 5);
    char opened[32] = "0123456789abcdef";
    cipher_hash(CIPHER_MD5, opened, 16, "", 0, &digest);
    memcpy(opened + 16, digest.bytes, 16);
    encryption_key_open_block(&key, 0, 0, opened, sizeof opened);
    memcpy(encryption.verifier.bytes, opened, encryption.verifier.length = 16);
    memcpy(encryption.verifier_hash.bytes, opened + 16,
           encryption.verifier_hash.length = 16);
    assert_true(encryption_key_find(&encryption, "", &key));
    encryption.password.salt.bytes[3] = 1;
    assert_false(encryption_key_find(&encryption, "", &key));
}

/* ---- lies ---- */

static void
replace(struct buf *bytes, const char *old, const char *new)
{
    char *at = memmem(bytes->data, bytes->length, old, strlen(old));
    assert_non_null(at);
    assert_int_equal(strlen(old), strlen(new));
    memcpy(at, new, strlen(new));
}

static void
assert_refused(const char *name, const char *old, const char *new,
               enum wire_reason reason)
{
    struct taken taken;
    struct format_failure failure;
    struct buf bytes = sample(name);
    replace(&bytes, old, new);
    assert_false(read_with(&taken, &bytes, PASSWORD, &failure));
    assert_int_equal(failure.reason, reason);
    assert_string_not_equal(failure.err.text, WIRE_PROTECTED);
    taken_free(&taken);
    buf_free(&bytes);
}

static void
more_work_than_any_program_asks_for_is_refused(void **state)
{
    (void)state;
    assert_refused("agile.docx", "\"100000\" saltSize", "\"9999999\"saltSize",
                   WIRE_REASON_ENCRYPTED);
    assert_refused("agile.docx", "hashAlgorithm=\"SHA512\"", "hashAlgorithm=\"RIPEMD\"",
                   WIRE_REASON_ENCRYPTED);
    assert_refused("agile.docx", "keyBits=\"256\"", "keyBits=\"999\"",
                   WIRE_REASON_ENCRYPTED);
    assert_refused("agile.docx", "encryptedKeyValue", "encryptedKeyValxe",
                   WIRE_REASON_ENCRYPTED);
}

static void
sizes_that_lie_cost_the_end_and_nothing_else(void **state)
{
    struct encryption encryption = { .kind = ENCRYPTION_STANDARD };
    struct encryption_key key = { &encryption, { { 1 }, 16 } };
    struct buf package = BUF_INIT(100);
    (void)state;
    buf_add(&package,
            "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"
            "0123456789abcdef"
            "tail",
            28);
    assert_true(encryption_key_open_package(&key, &package));
    assert_int_equal(package.length, 20);
    assert_string_equal(package.data + 16, "tail");
    buf_reset(&package);
    buf_add(&package,
            "\3\0\0\0\0\0\0\0"
            "0123456789abcdef",
            24);
    assert_true(encryption_key_open_package(&key, &package));
    assert_int_equal(package.length, 3);
    buf_reset(&package);
    buf_add(&package, "\3\0\0\0\0\0\0", 7);
    assert_false(encryption_key_open_package(&key, &package));
    buf_free(&package);
}

/* The list of streams stands at the end of some files, so that what is cut off is text. */
static void
documents_cut_short_end_with_a_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf bytes = sample(samples[i]);
        for (size_t length = bytes.length; length > 512; length -= 509) {
            struct taken taken;
            struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
            struct buf part = { bytes.data, length, 0, 0, false };
            if (!read_with(&taken, &part, "x", &failure))
                assert_int_not_equal(failure.reason, WIRE_REASON_NONE);
            taken_free(&taken);
        }
        buf_free(&bytes);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_their_standards),
        cmocka_unit_test(ciphers_are_those_of_their_standards),
        cmocka_unit_test(base64_ends_where_it_makes_no_sense),
        cmocka_unit_test(every_way_of_protection_opens_by_its_password),
        cmocka_unit_test(no_password_or_another_says_that_one_is_needed),
        cmocka_unit_test(a_wrong_password_is_told_without_a_checksum),
        cmocka_unit_test(the_password_of_office_itself_is_tried),
        cmocka_unit_test(more_work_than_any_program_asks_for_is_refused),
        cmocka_unit_test(sizes_that_lie_cost_the_end_and_nothing_else),
        cmocka_unit_test(documents_cut_short_end_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
