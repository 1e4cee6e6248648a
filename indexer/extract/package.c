/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ZIP packages in memory: parts by name, with ceilings that hold even when the directory lies. */
#include "package.h"

#include "base/limits.h"
#include "extract/locked/encryption.h"
#include "extract/locked/package_lock.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct entry {
    const char *name; /* folded */
    int64_t part;
};

struct package {
    zip_t *zip;
    struct arena *arena;
    struct entry *entries; /* sorted by name, then part */
    size_t count;
    uint64_t unpacked;         /* bytes of all parts read so far */
    struct package_lock *lock; /* NULL: nothing is encrypted */
};

enum { PACKAGE_CHUNK = 256 * 1024, PACKAGE_MEGABYTE = 1000 * 1000 };

static unsigned char
folded_char(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned char)(c - 'A' + 'a');
    return c == '\\' ? '/' : (unsigned char)c;
}

static char *
folded(struct arena *arena, const char *name)
{
    char *copy = arena_copy(arena, name + strspn(name, "/\\"));
    for (char *at = copy; *at; at++)
        *at = (char)folded_char(*at);
    return copy;
}

static int
compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : (a->part > b->part) - (a->part < b->part);
}

static void
index_names(struct package *package, int64_t count)
{
    package->entries =
        arena_alloc(package->arena, (size_t)count, sizeof *package->entries);
    for (int64_t part = 0; part < count; part++) {
        const char *name =
            zip_get_name(package->zip, (zip_uint64_t)part, ZIP_FL_ENC_GUESS);
        if (!name)
            continue;
        struct entry *entry = &package->entries[package->count++];
        entry->name = folded(package->arena, name);
        entry->part = part;
    }
    qsort(package->entries, package->count, sizeof *package->entries, compare_entries);
}

/* A ZIP whose last bytes are missing has no directory: by far the commonest damage. */
static bool
fail_open(const zip_error_t *error, struct format_failure *failure)
{
    int code = zip_error_code_zip(error);
    if (code == ZIP_ER_NOZIP || code == ZIP_ER_EOF)
        return format_fail(failure, WIRE_REASON_DAMAGED,
                           "cut short (end of file missing); download it again");
    if (code == ZIP_ER_MEMORY)
        return format_fail(failure, WIRE_REASON_MEMORY, "needs too much memory to open");
    return format_fail(failure, WIRE_REASON_DAMAGED,
                       "list of parts damaged; download it again or save it anew");
}

static zip_t *
open_zip(const struct input *input, struct format_failure *failure)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *zip = NULL;
    zip_source_t *source =
        zip_source_buffer_create(input->bytes, input->length, 0, &error);
    if (source)
        zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!zip) {
        zip_source_free(source);
        fail_open(&error, failure);
    }
    zip_error_fini(&error);
    return zip;
}

bool
package_open(const struct input *input, struct package **package,
             struct format_failure *failure)
{
    zip_t *zip = open_zip(input, failure);
    if (!zip)
        return false;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count > LIMIT_PACKAGE_ENTRIES) {
        zip_discard(zip);
        return format_fail(failure, WIRE_REASON_TOO_LARGE,
                           "holds %lld files, more than %d; refused", (long long)count,
                           LIMIT_PACKAGE_ENTRIES);
    }
    struct package *opened = memory_new(1, sizeof *opened);
    opened->zip = zip;
    opened->arena = arena_new();
    index_names(opened, count);
    *package = opened;
    return true;
}

void
package_close(struct package *package)
{
    if (!package)
        return;
    zip_discard(package->zip);
    package_lock_free(package->lock);
    arena_free(package->arena);
    free(package);
}

/* Like strcmp(3) with a name that is folded on the way. */
static int
compare_folded(const char *entry, const char *name)
{
    for (;; entry++, name++) {
        unsigned char wanted = folded_char(*name);
        if ((unsigned char)*entry != wanted)
            return (unsigned char)*entry < wanted ? -1 : 1;
        if (wanted == '\0')
            return 0;
    }
}

int64_t
package_find(const struct package *package, const char *name)
{
    size_t low = 0, high = package->count;
    name += strspn(name, "/\\");
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_folded(package->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < package->count && compare_folded(package->entries[low].name, name) == 0)
        return package->entries[low].part;
    return PACKAGE_ABSENT;
}

static bool
fail_bomb(uint64_t size, struct format_failure *failure)
{
    return format_fail(failure, WIRE_REASON_BOMB, "unpacks to %llu MB; refused",
                       (unsigned long long)(size / PACKAGE_MEGABYTE));
}

static bool
size_is_sane(const struct package *package, uint64_t size, uint64_t packed)
{
    if (size > LIMIT_PART_BYTES || size > LIMIT_PACKAGE_BYTES - package->unpacked)
        return false;
    return size <= LIMIT_PACKAGE_RATIO_FROM || size / LIMIT_PACKAGE_RATIO <= packed;
}

/* What so many bytes of an encrypted part may become. */
static size_t
most_unpacked(const struct package *package, size_t packed)
{
    uint64_t most = LIMIT_PACKAGE_BYTES - package->unpacked;
    uint64_t by_ratio = (uint64_t)packed * LIMIT_PACKAGE_RATIO;
    if (by_ratio < LIMIT_PACKAGE_RATIO_FROM)
        by_ratio = LIMIT_PACKAGE_RATIO_FROM;
    if (most > by_ratio)
        most = by_ratio;
    return most < LIMIT_PART_BYTES ? (size_t)most : LIMIT_PART_BYTES;
}

/* Names come from outside, in any charset or none. */
const char *
package_shown(char shown[PACKAGE_SHOWN_BYTES], const char *name)
{
    size_t length = 0;
    for (; length < PACKAGE_SHOWN_BYTES - 1 && name[length]; length++)
        shown[length] = name[length] >= ' ' && name[length] < 0x7F ? name[length] : '?';
    shown[length] = '\0';
    return shown;
}

static zip_file_t *
open_part(struct package *package, int64_t part, zip_stat_t *stat,
          struct format_failure *failure)
{
    if (zip_stat_index(package->zip, (zip_uint64_t)part, 0, stat) != 0) {
        format_fail(failure, WIRE_REASON_DAMAGED, "list of parts damaged; save it anew");
        return NULL;
    }
    if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) &&
        stat->encryption_method != ZIP_EM_NONE) {
        encryption_fail_unread(failure);
        return NULL;
    }
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)part, 0);
    char shown[PACKAGE_SHOWN_BYTES];
    if (!file)
        format_fail(failure, WIRE_REASON_DAMAGED, "part '%s' cannot be unpacked",
                    package_shown(shown, stat->valid & ZIP_STAT_NAME ? stat->name : ""));
    return file;
}

static char *
room(struct buf *out, size_t needed)
{
    char *data = out->data == buf_nothing ? NULL : out->data;
    memory_grow(&data, &out->capacity, out->length + needed + 1, 1);
    out->data = data;
    return data + out->length;
}

/* Counts what really comes out: the directory may lie about it. */
static bool
inflate_part(struct package *package, zip_file_t *file, const zip_stat_t *stat,
             struct buf *out, struct format_failure *failure)
{
    char shown[PACKAGE_SHOWN_BYTES];
    room(out, (size_t)stat->size + PACKAGE_CHUNK);
    for (;;) {
        zip_int64_t got = zip_fread(file, room(out, PACKAGE_CHUNK), PACKAGE_CHUNK);
        if (got < 0)
            return format_fail(failure, WIRE_REASON_DAMAGED,
                               "part '%s' is damaged; download it again",
                               package_shown(shown, stat->name));
        if (got == 0)
            return true;
        out->length += (size_t)got;
        out->data[out->length] = '\0';
        if (!size_is_sane(package, out->length, stat->comp_size))
            return fail_bomb(out->length, failure);
    }
}

bool
package_read(struct package *package, int64_t part, struct buf *out,
             struct format_failure *failure)
{
    zip_stat_t stat;
    buf_reset(out);
    out->limit = LIMIT_PART_BYTES;
    zip_file_t *file = open_part(package, part, &stat, failure);
    if (!file)
        return false;
    bool read = size_is_sane(package, stat.size, stat.comp_size)
                    ? inflate_part(package, file, &stat, out, failure)
                    : fail_bomb(stat.size, failure);
    if (read && package->lock)
        read = package_lock_open(package->lock, stat.name,
                                 most_unpacked(package, out->length), out, failure);
    package->unpacked += out->length;
    zip_fclose(file);
    return read;
}

/* Newer files hold one encrypted package instead of encrypted parts: these stay closed. */
static bool
content_opens(struct package *package, struct format_failure *failure)
{
    int64_t content = package_find(package, "content.xml");
    if (content == PACKAGE_ABSENT)
        return encryption_fail_unread(failure);
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES);
    bool opened = package_read(package, content, &bytes, failure) ||
                  failure->reason != WIRE_REASON_ENCRYPTED;
    buf_free(&bytes);
    return opened;
}

bool
package_unlock(struct package *package, const char *password,
               struct format_failure *failure)
{
    struct buf bytes = BUF_INIT(LIMIT_PART_BYTES);
    int64_t manifest = package_find(package, "META-INF/manifest.xml");
    struct package_lock *lock = NULL;
    if (manifest != PACKAGE_ABSENT && package_read(package, manifest, &bytes, failure))
        lock = package_lock_new(&bytes, password);
    if (lock && !package_lock_is_closed(lock)) {
        package_lock_free(lock);
        lock = NULL;
    }
    package->lock = lock;
    buf_free(&bytes);
    return !lock || content_opens(package, failure);
}

bool
package_is_unlocked(const struct package *package)
{
    return package->lock != NULL;
}

void
package_peek(struct package *package, int64_t part, size_t most, struct buf *out)
{
    zip_stat_t stat;
    struct format_failure ignored;
    buf_reset(out);
    zip_file_t *file = open_part(package, part, &stat, &ignored);
    if (!file)
        return;
    zip_int64_t got = zip_fread(file, room(out, most), most);
    if (got > 0)
        out->length = (size_t)got;
    if (out->data != buf_nothing)
        out->data[out->length] = '\0';
    zip_fclose(file);
}
