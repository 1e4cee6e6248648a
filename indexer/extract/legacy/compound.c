/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compound files, the containers of old Office documents: streams by name ([MS-CFB]). */
#include "compound.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Offsets within the header (2.2) and within a directory entry (2.6.1). */
enum {
    HEADER_BYTES = 512,
    AT_SECTOR_SHIFT = 0x1E,
    AT_FIRST_ENTRY = 0x30,
    AT_SMALL_LIMIT = 0x38,
    AT_FIRST_SMALL = 0x3C,
    AT_FIRST_DIFAT = 0x44,
    AT_DIFAT = 0x4C,
    DIFAT_IN_HEADER = 109,
    ENTRY_BYTES = 128,
    ENTRY_AT_LENGTH = 64,
    ENTRY_AT_TYPE = 66,
    ENTRY_AT_LEFT = 68,
    ENTRY_AT_RIGHT = 72,
    ENTRY_AT_CHILD = 76,
    ENTRY_AT_START = 116,
    ENTRY_AT_SIZE = 120,
    TYPE_STREAM = 2,
    NAME_UNITS = 32,
    SMALL_SECTOR = 64
};

#define SECTOR_LAST 0xFFFFFFFA /* larger numbers are marks: end of chain, free */

struct compound {
    struct buf file; /* borrows the input */
    size_t sector;   /* bytes */
    size_t count;    /* sectors that the file can hold */
    uint32_t *fats;  /* sectors of the allocation table */
    size_t fat_count;
    struct buf entries, small_table, small; /* small: the stream of small streams */
    uint32_t small_limit;
};

static uint32_t
number(const struct buf *bytes, size_t at, size_t length)
{
    uint32_t value = 0;
    if (at > bytes->length || bytes->length - at < length)
        return 0;
    for (size_t i = length; i-- > 0;)
        value = value << 8 | (unsigned char)bytes->data[at + i];
    return value;
}

uint16_t
compound_u16(const struct buf *stream, size_t at)
{
    return (uint16_t)number(stream, at, 2);
}

uint32_t
compound_u32(const struct buf *stream, size_t at)
{
    return number(stream, at, 4);
}

/* ---- sectors ---- */

/* Where a sector begins; the header takes the place of one. */
static size_t
offset_of(const struct compound *compound, uint32_t sector)
{
    return ((size_t)sector + 1) * compound->sector;
}

static uint32_t
next_of(const struct compound *compound, uint32_t sector)
{
    size_t in_one = compound->sector / 4;
    if (sector / in_one >= compound->fat_count)
        return SECTOR_LAST + 1;
    size_t at =
        offset_of(compound, compound->fats[sector / in_one]) + sector % in_one * 4;
    return at + 4 <= compound->file.length ? compound_u32(&compound->file, at)
                                           : SECTOR_LAST + 1;
}

/* Appends what of a sector there is and is wanted; false when it lies behind the end. */
static bool
add_sector(struct buf *out, const struct buf *bytes, size_t at, size_t length,
           uint64_t *wanted)
{
    if (at >= bytes->length)
        return false;
    if (length > bytes->length - at)
        length = bytes->length - at;
    if (length > *wanted)
        length = (size_t)*wanted;
    buf_add(out, bytes->data + at, length);
    *wanted -= length;
    return true;
}

/* At most `size` bytes of the chain. A chain cannot be longer than the file: a loop ends there. */
static void
read_chain(const struct compound *compound, uint32_t first, uint64_t size,
           struct buf *out)
{
    uint32_t sector = first;
    for (size_t i = 0; i < compound->count && sector < SECTOR_LAST && size > 0; i++) {
        size_t at = offset_of(compound, sector);
        if (!add_sector(out, &compound->file, at, compound->sector, &size))
            return;
        sector = next_of(compound, sector);
    }
}

static void
read_small_chain(const struct compound *compound, uint32_t first, uint64_t size,
                 struct buf *out)
{
    size_t most = compound->small.length / SMALL_SECTOR + 1;
    uint32_t sector = first;
    for (size_t i = 0; i < most && sector < SECTOR_LAST && size > 0; i++) {
        size_t at = (size_t)sector * SMALL_SECTOR;
        if (!add_sector(out, &compound->small, at, SMALL_SECTOR, &size))
            return;
        if ((size_t)sector * 4 + 4 > compound->small_table.length)
            return;
        sector = compound_u32(&compound->small_table, (size_t)sector * 4);
    }
}

static void
add_fat(struct compound *compound, uint32_t sector)
{
    if (sector < SECTOR_LAST && compound->fat_count < compound->count)
        compound->fats[compound->fat_count++] = sector;
}

/* The table's own sectors: the first in the header, the others in a chain of lists (2.5). */
static void
find_fats(struct compound *compound)
{
    size_t in_one = compound->sector / 4 - 1;
    uint32_t list = compound_u32(&compound->file, AT_FIRST_DIFAT);
    compound->fats = memory_new(compound->count, sizeof *compound->fats);
    for (size_t i = 0; i < DIFAT_IN_HEADER; i++)
        add_fat(compound, compound_u32(&compound->file, AT_DIFAT + i * 4));
    for (size_t lists = 0; list < SECTOR_LAST && lists < compound->count; lists++) {
        size_t at = offset_of(compound, list);
        if (at + compound->sector > compound->file.length)
            return;
        for (size_t i = 0; i < in_one; i++)
            add_fat(compound, compound_u32(&compound->file, at + i * 4));
        list = compound_u32(&compound->file, at + in_one * 4);
    }
}

/* ---- directory ---- */

static size_t
entry_count(const struct compound *compound)
{
    return compound->entries.length / ENTRY_BYTES;
}

/* The characters of the name that matter here are ASCII. */
static bool
is_named(const struct compound *compound, size_t entry, const char *name)
{
    const struct buf *entries = &compound->entries;
    size_t at = entry * ENTRY_BYTES, length = strlen(name);
    if (compound_u16(entries, at + ENTRY_AT_LENGTH) != (length + 1) * 2 ||
        length >= NAME_UNITS)
        return false;
    for (size_t i = 0; i < length; i++) {
        char folded[2] = { (char)compound_u16(entries, at + i * 2), '\0' };
        char wanted[2] = { name[i], '\0' };
        if (compound_u16(entries, at + i * 2) > 0x7F || strcasecmp(folded, wanted) != 0)
            return false;
    }
    return true;
}

/* The root's children are a tree of siblings (2.6.4); a visited mark breaks its loops. */
static bool
find_entry(const struct compound *compound, const char *name, size_t *found)
{
    const struct buf *entries = &compound->entries;
    size_t count = entry_count(compound), waiting = 0;
    unsigned char *seen = memory_new(count + 1, 1);
    uint32_t *stack = memory_new(count * 2 + 1, sizeof *stack);
    bool done = false;
    if (count > 0)
        stack[waiting++] = compound_u32(entries, ENTRY_AT_CHILD);
    while (waiting > 0 && !done) {
        size_t entry = stack[--waiting], at = entry * ENTRY_BYTES;
        if (entry >= count || seen[entry])
            continue;
        seen[entry] = 1;
        if ((unsigned char)entries->data[at + ENTRY_AT_TYPE] == TYPE_STREAM &&
            is_named(compound, entry, name)) {
            *found = entry;
            done = true;
        }
        stack[waiting++] = compound_u32(entries, at + ENTRY_AT_LEFT);
        stack[waiting++] = compound_u32(entries, at + ENTRY_AT_RIGHT);
    }
    free(stack);
    free(seen);
    return done;
}

bool
compound_has(const struct compound *compound, const char *name)
{
    size_t entry;
    return find_entry(compound, name, &entry);
}

bool
compound_read(struct compound *compound, const char *name, struct buf *out)
{
    size_t entry;
    buf_reset(out);
    out->limit = LIMIT_PACKAGE_BYTES;
    if (!find_entry(compound, name, &entry))
        return false;
    size_t at = entry * ENTRY_BYTES;
    uint32_t start = compound_u32(&compound->entries, at + ENTRY_AT_START);
    uint32_t size = compound_u32(&compound->entries, at + ENTRY_AT_SIZE);
    if (size < compound->small_limit)
        read_small_chain(compound, start, size, out);
    else
        read_chain(compound, start, size, out);
    return out->length > 0;
}

/* ---- opening ---- */

static void
read_tables(struct compound *compound)
{
    const struct buf *file = &compound->file;
    find_fats(compound);
    read_chain(compound, compound_u32(file, AT_FIRST_ENTRY),
               (uint64_t)LIMIT_COMPOUND_ENTRIES * ENTRY_BYTES, &compound->entries);
    read_chain(compound, compound_u32(file, AT_FIRST_SMALL), UINT32_MAX,
               &compound->small_table);
    if (entry_count(compound) > 0)
        read_chain(compound, compound_u32(&compound->entries, ENTRY_AT_START),
                   compound_u32(&compound->entries, ENTRY_AT_SIZE), &compound->small);
}

bool
compound_open(const struct input *input, struct compound **compound,
              struct format_failure *failure)
{
    struct compound *opened = memory_new(1, sizeof *opened);
    memcpy(&opened->file.data, &input->bytes, sizeof input->bytes); /* not written to */
    opened->file.length = input->length;
    uint16_t shift = compound_u16(&opened->file, AT_SECTOR_SHIFT);
    opened->sector = shift == 12 ? 4096 : 512;
    opened->count = input->length / opened->sector + 1;
    opened->small_limit = compound_u32(&opened->file, AT_SMALL_LIMIT);
    opened->entries = (struct buf)BUF_INIT(LIMIT_PACKAGE_BYTES);
    opened->small_table = (struct buf)BUF_INIT(LIMIT_PACKAGE_BYTES);
    opened->small = (struct buf)BUF_INIT(LIMIT_PACKAGE_BYTES);
    if (input->length > HEADER_BYTES)
        read_tables(opened);
    *compound = opened;
    if (entry_count(opened) > 0)
        return true;
    compound_close(opened);
    *compound = NULL;
    return format_fail(failure, WIRE_REASON_DAMAGED,
                       "list of streams damaged; download it again or save it anew");
}

void
compound_close(struct compound *compound)
{
    if (!compound)
        return;
    free(compound->fats);
    buf_free(&compound->entries);
    buf_free(&compound->small_table);
    buf_free(&compound->small);
    free(compound);
}
