/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts of an OpenDocument package that are encrypted, each for itself (OpenDocument 1.3 part 2,
 * 3.4 and 4.8). */
#include "package_lock.h"

#include "base/limits.h"
#include "base64.h"
#include "cipher.h"
#include "encryption.h"
#include "extract/inflate.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    BLOWFISH_KEY = 16, /* when no length is said */
    BLOWFISH_IV = 8,
    CHECKED_BYTES = 1024 /* so many, still packed, does a checksum stand for */
};

enum lock_cipher { LOCK_UNREAD, LOCK_AES, LOCK_BLOWFISH };

struct locked_part {
    const char *name;
    enum lock_cipher cipher;
    enum cipher_hash start, check; /* of the password; of the packed part */
    bool stretched;                /* the derivation of its key is one that is read */
    unsigned count;
    size_t key_length;
    struct encryption_field salt, iv, checksum;
};

struct package_lock {
    struct arena *arena;
    const char *password, *open; /* open: the name of the entry that is being read */
    struct locked_part *parts;
    size_t count, capacity;
};

/* ---- the manifest ---- */

enum { TAG_ALGORITHM = 1, TAG_DATA, TAG_ENTRY, TAG_DERIVATION, TAG_START };

/* Names end in the same words, be they short, of OASIS or of the W3C. */
static bool
ends_with(struct markup_text name, const char *end)
{
    size_t length = strlen(end);
    return name.text && name.length >= length &&
           strncasecmp(name.text + name.length - length, end, length) == 0;
}

static struct markup_text
value_of(const struct markup_element *element, const char *attribute)
{
    return markup_attribute(element, NULL, attribute);
}

static void
take_base64(const struct markup_element *element, const char *attribute,
            struct encryption_field *field)
{
    field->length =
        base64_decode(value_of(element, attribute), field->bytes, sizeof field->bytes);
}

static enum cipher_hash
hash_named(struct markup_text name)
{
    return ends_with(name, "sha256") || ends_with(name, "sha256-1k") ? CIPHER_SHA256
                                                                     : CIPHER_SHA1;
}

static void
begin_part(struct package_lock *lock, const struct markup_element *element)
{
    if (!lock->open || lock->count >= LIMIT_PACKAGE_ENTRIES)
        return;
    arena_grow(lock->arena, &lock->parts, &lock->capacity, lock->count + 1,
               sizeof *lock->parts);
    struct locked_part *part = &lock->parts[lock->count++];
    *part = (struct locked_part) { .name = lock->open,
                                   .start = CIPHER_SHA1,
                                   .key_length = BLOWFISH_KEY };
    part->check = hash_named(value_of(element, "checksum-type"));
    take_base64(element, "checksum", &part->checksum);
    lock->open = NULL;
}

static void
take_cipher(struct locked_part *part, const struct markup_element *element)
{
    struct markup_text name = value_of(element, "algorithm-name");
    take_base64(element, "initialisation-vector", &part->iv);
    if (ends_with(name, "-cbc") && part->iv.length == CIPHER_BLOCK)
        part->cipher = LOCK_AES;
    else if ((ends_with(name, "blowfish") || ends_with(name, "blowfish cfb")) &&
             part->iv.length == BLOWFISH_IV)
        part->cipher = LOCK_BLOWFISH;
}

static void
take_derivation(struct locked_part *part, const struct markup_element *element)
{
    long count = markup_text_number(value_of(element, "iteration-count"), 0);
    long length = markup_text_number(value_of(element, "key-size"), BLOWFISH_KEY);
    take_base64(element, "salt", &part->salt);
    part->stretched = ends_with(value_of(element, "key-derivation-name"), "pbkdf2") &&
                      count > 0 && count <= LIMIT_PASSWORD_SPINS && length > 0 &&
                      length <= ENCRYPTION_FIELD_BYTES / 2;
    part->count = (unsigned)count;
    part->key_length = (size_t)length;
}

static enum markup_step
start_manifest(void *context, int tag, const struct markup_element *element)
{
    struct package_lock *lock = context;
    struct markup_text path = value_of(element, "full-path");
    struct locked_part *part = lock->count > 0 ? &lock->parts[lock->count - 1] : NULL;
    if (tag == TAG_ENTRY)
        lock->open = path.text ? arena_text(lock->arena, path.text, path.length) : NULL;
    else if (tag == TAG_DATA)
        begin_part(lock, element);
    else if (tag == TAG_ALGORITHM && part)
        take_cipher(part, element);
    else if (tag == TAG_DERIVATION && part)
        take_derivation(part, element);
    else if (tag == TAG_START && part)
        part->start = hash_named(value_of(element, "start-key-generation-name"));
    return MARKUP_ENTER;
}

static void
end_manifest(void *context, int tag)
{
    struct package_lock *lock = context;
    if (tag == TAG_ENTRY)
        lock->open = NULL;
}

static void
text_manifest(void *context, const char *text, size_t length)
{
    (void)context, (void)text, (void)length;
}

struct package_lock *
package_lock_new(const struct buf *manifest, const char *password)
{
    static const struct markup_word words[] = {
        { "algorithm", TAG_ALGORITHM },        { "encryption-data", TAG_DATA },
        { "file-entry", TAG_ENTRY },           { "key-derivation", TAG_DERIVATION },
        { "start-key-generation", TAG_START },
    };
    struct package_lock *lock = memory_new(1, sizeof *lock);
    struct markup_reader reader = { words,          sizeof words / sizeof *words,
                                    start_manifest, end_manifest,
                                    text_manifest,  lock };
    struct markup_result result;
    lock->arena = arena_new();
    lock->password = arena_copy(lock->arena, password);
    markup_read_xml(&reader, manifest->data, manifest->length, &result);
    return lock;
}

void
package_lock_free(struct package_lock *lock)
{
    if (!lock)
        return;
    arena_free(lock->arena);
    free(lock);
}

bool
package_lock_is_closed(const struct package_lock *lock)
{
    return lock->count > 0;
}

/* ---- parts ---- */

static const struct locked_part *
find_part(const struct package_lock *lock, const char *name)
{
    for (size_t i = 0; i < lock->count; i++)
        if (strcasecmp(lock->parts[i].name, name) == 0)
            return &lock->parts[i];
    return NULL;
}

/* The number in the last byte says how many bytes fill the last block. */
static void
cut_padding(struct buf *part)
{
    unsigned char filled = (unsigned char)part->data[part->length - 1];
    buf_cut(part, part->length - part->length % CIPHER_BLOCK);
    if (filled > 0 && filled <= CIPHER_BLOCK && filled <= part->length)
        buf_cut(part, part->length - filled);
}

static bool
decrypt(const struct package_lock *lock, const struct locked_part *part,
        struct buf *bytes)
{
    struct cipher_digest start, found;
    unsigned char key[ENCRYPTION_FIELD_BYTES];
    if (bytes->length == 0)
        return false;
    cipher_hash(part->start, lock->password, strlen(lock->password), "", 0, &start);
    cipher_stretch(start.bytes, start.length, part->salt.bytes, part->salt.length,
                   part->count, key, part->key_length);
    if (part->cipher == LOCK_BLOWFISH) {
        cipher_blowfish(key, part->key_length, part->iv.bytes, bytes->data,
                        bytes->length);
    } else {
        cipher_aes(key, part->key_length, part->iv.bytes, bytes->data, bytes->length);
        cut_padding(bytes);
    }
    size_t checked = bytes->length < CHECKED_BYTES ? bytes->length : CHECKED_BYTES;
    cipher_hash(part->check, bytes->data, checked, "", 0, &found);
    return part->checksum.length == 0 ||
           (found.length > 0 && found.length == part->checksum.length &&
            memcmp(found.bytes, part->checksum.bytes, found.length) == 0);
}

bool
package_lock_open(struct package_lock *lock, const char *name, size_t most,
                  struct buf *part, struct format_failure *failure)
{
    const struct locked_part *locked = find_part(lock, name);
    if (!locked)
        return true;
    bool read = locked->cipher != LOCK_UNREAD && locked->stretched;
    if (!read || lock->password[0] == '\0' || !decrypt(lock, locked, part)) {
        buf_reset(part);
        return read ? encryption_fail(failure) : encryption_fail_unread(failure);
    }
    struct buf plain = BUF_INIT(most);
    bool whole = inflate_raw(part->data, part->length, most, &plain);
    bool large = !whole && plain.length >= most;
    buf_free(part);
    *part = plain;
    part->limit = LIMIT_PART_BYTES;
    if (large)
        return format_fail(failure, WIRE_REASON_BOMB,
                           "unpacks to more than %zu MB; refused", most / 1000 / 1000);
    if (!whole && locked->checksum.length == 0) /* nothing else tells a wrong password */
        return encryption_fail(failure);
    return whole ||
           format_fail(failure, WIRE_REASON_DAMAGED, "damaged inside; download it again");
}
