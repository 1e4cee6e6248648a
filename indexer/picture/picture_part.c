/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pictures in the order in which they were drawn, each kept at once: a killed run loses the one
 * that was being written. A table in memory says where they are. */
#include "picture_file.h"

#include "base/disk.h"
#include "base/limits.h"
#include "store/pictures_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Before each record: key (8), page (4), its length (4). */
enum {
    PART_HEAD = 16,
    ENTRY_HEAD = 16,
    ENTRY_MOST = PICTURES_RECORD + LIMIT_PICTURE_BYTES
};

struct entry {
    uint64_t key, at; /* of the record */
    int64_t page;
    size_t length;
};

struct picture_part {
    int descriptor;
    char *path;
    uint64_t end;
    struct entry *entries;
    size_t count, capacity;
    size_t *slots; /* index + 1 of an entry; 0 is free */
    size_t slot_count;
};

/* ---- the table ---- */

static size_t *
slot_of(const struct picture_part *part, uint64_t key, int64_t page)
{
    uint64_t hash = (key ^ (uint64_t)page) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = (size_t)(hash >> 20) % part->slot_count;;
         i = (i + 1) % part->slot_count) {
        const struct entry *entry =
            part->slots[i] == 0 ? NULL : &part->entries[part->slots[i] - 1];
        if (entry == NULL || (entry->key == key && entry->page == page))
            return &part->slots[i];
    }
}

static void
grow_slots(struct picture_part *part)
{
    if (2 * (part->count + 1) < part->slot_count)
        return;
    free(part->slots);
    part->slot_count = part->slot_count == 0 ? 1024 : 4 * part->slot_count;
    part->slots = memory_new(part->slot_count, sizeof *part->slots);
    for (size_t i = 0; i < part->count; i++)
        *slot_of(part, part->entries[i].key, part->entries[i].page) = i + 1;
}

static void
note_entry(struct picture_part *part, const struct entry *entry)
{
    grow_slots(part);
    memory_grow(&part->entries, &part->capacity, part->count + 1, sizeof *part->entries);
    part->entries[part->count++] = *entry;
    *slot_of(part, entry->key, entry->page) = part->count;
}

static const struct entry *
find(const struct picture_part *part, uint64_t key, int64_t page)
{
    size_t slot = *slot_of(part, key, page);
    return slot == 0 ? NULL : &part->entries[slot - 1];
}

/* ---- opening ---- */

static bool
read_at(const struct picture_part *part, char *bytes, size_t length, uint64_t at)
{
    return pread(part->descriptor, bytes, length, (off_t)at) == (ssize_t)length;
}

static bool
is_sound(const char *record, size_t length, uint64_t key, int64_t page)
{
    return pictures_file_check(record, PICTURES_RECORD, key, page) ==
               bytes_number(record + PICTURES_RECORD_CHECK, 4) &&
           length - PICTURES_RECORD ==
               bytes_number(record + PICTURES_RECORD_JPEG_LENGTH, 4) &&
           pictures_file_jpeg_check(record + PICTURES_RECORD, length - PICTURES_RECORD) ==
               bytes_number(record + PICTURES_RECORD_JPEG_CHECK, 4);
}

/* All whole records; what follows them is cut off. */
static void
read_entries(struct picture_part *part)
{
    char head[ENTRY_HEAD], *record = memory_new(ENTRY_MOST, 1);
    part->end = PART_HEAD;
    while (read_at(part, head, sizeof head, part->end)) {
        struct entry entry = { .key = bytes_number(head, 8),
                               .page = (int64_t)bytes_number(head + 8, 4),
                               .length = (size_t)bytes_number(head + 12, 4),
                               .at = part->end + ENTRY_HEAD };
        if (entry.length < PICTURES_RECORD || entry.length > ENTRY_MOST ||
            !read_at(part, record, entry.length, entry.at) ||
            !is_sound(record, entry.length, entry.key, entry.page))
            break;
        note_entry(part, &entry);
        part->end = entry.at + entry.length;
    }
    free(record);
}

static bool
start_anew(struct picture_part *part, const char *wanted)
{
    part->end = PART_HEAD;
    return ftruncate(part->descriptor, 0) == 0 &&
           pwrite(part->descriptor, wanted, PART_HEAD, 0) == PART_HEAD;
}

bool
picture_part_open(const char *path, uint64_t recipe, struct picture_part **result,
                  struct error *err)
{
    char wanted[PART_HEAD], head[PART_HEAD];
    struct picture_part *part = memory_new(1, sizeof *part);
    bytes_put(wanted, PICTURES_PART_MAGIC, 8);
    bytes_put(wanted + 8, recipe, 8);
    grow_slots(part);
    part->path = memory_text(path, strlen(path));
    part->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = part->descriptor >= 0;
    if (good && read_at(part, head, sizeof head, 0) &&
        memcmp(head, wanted, PART_HEAD) == 0) {
        read_entries(part);
        good = ftruncate(part->descriptor, (off_t)part->end) == 0;
    } else if (good)
        good = start_anew(part, wanted);
    *result = part;
    if (good)
        return true;
    disk_fail(err, path, errno);
    picture_part_close(part);
    *result = NULL;
    return false;
}

void
picture_part_close(struct picture_part *part)
{
    if (part == NULL)
        return;
    if (part->descriptor >= 0)
        close(part->descriptor);
    free(part->entries);
    free(part->slots);
    free(part->path);
    free(part);
}

/* ---- what is in it ---- */

bool
picture_part_has(const struct picture_part *part, uint64_t key, int64_t page)
{
    return find(part, key, page) != NULL;
}

bool
picture_part_read(const struct picture_part *part, uint64_t key, int64_t page,
                  struct wire_picture *picture, struct buf *bytes)
{
    const struct entry *entry = find(part, key, page);
    if (entry == NULL)
        return false;
    char *record = memory_new(entry->length, 1);
    bool good = read_at(part, record, entry->length, entry->at);
    buf_reset(bytes);
    buf_add(bytes, record + PICTURES_RECORD, entry->length - PICTURES_RECORD);
    *picture = (struct wire_picture) {
        .page = page,
        .width = (uint32_t)bytes_number(record + PICTURES_RECORD_WIDTH, 2),
        .height = (uint32_t)bytes_number(record + PICTURES_RECORD_HEIGHT, 2),
        .bytes = bytes->data,
        .length = bytes->length
    };
    free(record);
    return good && !bytes->full;
}

bool
picture_part_add(struct picture_part *part, uint64_t key,
                 const struct wire_picture *picture, struct error *err)
{
    struct buf record = BUF_INIT(ENTRY_HEAD + ENTRY_MOST),
               out = BUF_INIT(ENTRY_HEAD + ENTRY_MOST);
    char head[ENTRY_HEAD];
    picture_file_make(&record, key, picture, 0, NULL, 0);
    bytes_put(head, key, 8);
    bytes_put(head + 8, (uint64_t)picture->page, 4);
    bytes_put(head + 12, record.length, 4);
    buf_add(&out, head, sizeof head);
    buf_add(&out, record.data, record.length);
    ssize_t wrote = pwrite(part->descriptor, out.data, out.length, (off_t)part->end);
    bool good = wrote == (ssize_t)out.length;
    struct entry entry = { .key = key,
                           .page = picture->page,
                           .at = part->end + ENTRY_HEAD,
                           .length = record.length };
    if (good) {
        note_entry(part, &entry);
        part->end = entry.at + entry.length;
    } else
        disk_fail(err, part->path, wrote < 0 ? errno : ENOSPC);
    buf_free(&record);
    buf_free(&out);
    return good;
}
