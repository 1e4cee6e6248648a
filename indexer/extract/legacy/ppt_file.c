/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of an old PowerPoint file, and where its slides and notes stand ([MS-PPT] 2.1 to 2.4). */
#include "ppt_file.h"

#include "base/limits.h"
#include "extract/locked/ppt_lock.h"

#include <stdlib.h>

enum {
    EDITS_MOST = 10000,     /* saves kept one behind the other */
    PERSIST_MOST = 1 << 20, /* numbers have 20 bits (2.3.5) */
    AT_TOKEN = 12,          /* of the stream "Current User" */
    AT_EDIT = 16,
    LIST_SLIDES = 0,
    LIST_NOTES = 2
};

#define TOKEN_ENCRYPTED 0xF3D1C4DFu

bool
ppt_file_next(const struct ppt_file *file, size_t *at, size_t end,
              struct ppt_record *record)
{
    if (end > file->stream.length)
        end = file->stream.length;
    if (*at >= end || end - *at < PPT_HEADER_BYTES)
        return false;
    uint16_t version = compound_u16(&file->stream, *at);
    record->container = (version & 0xF) == 0xF;
    record->instance = version >> 4;
    record->type = compound_u16(&file->stream, *at + 2);
    record->length = compound_u32(&file->stream, *at + 4);
    record->at = *at + PPT_HEADER_BYTES;
    if (record->length > end - record->at)
        record->length = end - record->at;
    *at = record->at + record->length;
    return true;
}

static struct ppt_record
record_at(const struct ppt_file *file, size_t at, uint16_t type)
{
    struct ppt_record record = { 0, 0, false, 0, 0 };
    if (!ppt_file_next(file, &at, file->stream.length, &record) || record.type != type)
        record.length = 0;
    return record;
}

/* ---- where objects stand ---- */

/* Later saves come first, so the first offset of a number holds. */
static void
set_persist(struct ppt_file *file, size_t number, uint32_t offset)
{
    if (number >= PERSIST_MOST)
        return;
    size_t before = file->persist_count;
    if (number >= before) {
        memory_grow(&file->persist, &file->persist_capacity, number + 1,
                    sizeof *file->persist);
        for (size_t i = before; i <= number; i++)
            file->persist[i] = 0;
        file->persist_count = number + 1;
    }
    if (file->persist[number] == 0)
        file->persist[number] = offset;
}

/* Runs of numbers, each with its offsets (2.3.5). */
static void
read_directory(struct ppt_file *file, size_t offset)
{
    struct ppt_record record = record_at(file, offset, PPT_PERSIST_DIRECTORY);
    for (size_t i = 0; i + 4 <= record.length;) {
        uint32_t head = compound_u32(&file->stream, record.at + i);
        size_t first = head & 0xFFFFF, count = head >> 20;
        i += 4;
        for (size_t j = 0; j < count && i + 4 <= record.length; j++, i += 4)
            set_persist(file, first + j, compound_u32(&file->stream, record.at + i));
    }
}

/* Walks the saves from the last to the first. */
static struct ppt_saved
read_edits(struct ppt_file *file, uint32_t offset)
{
    struct ppt_saved saved = { 0, 0 };
    for (int i = 0; i < EDITS_MOST; i++) {
        struct ppt_record edit = record_at(file, offset, PPT_USER_EDIT);
        if (edit.length < 20)
            break;
        if (i == 0)
            saved.document = compound_u32(&file->stream, edit.at + 16);
        if (i == 0 && edit.length >= 32)
            saved.encryption = compound_u32(&file->stream, edit.at + 28);
        read_directory(file, compound_u32(&file->stream, edit.at + 12));
        uint32_t last = compound_u32(&file->stream, edit.at + 8);
        if (last == 0 || last >= offset)
            break;
        offset = last;
    }
    return saved;
}

static struct ppt_record
persistent(const struct ppt_file *file, uint32_t number, uint16_t type)
{
    if (number >= file->persist_count)
        return (struct ppt_record) { 0, 0, false, 0, 0 };
    return record_at(file, file->persist[number], type);
}

/* ---- lists of slides ---- */

static struct ppt_slide *
add_slide(struct ppt_file *file, bool notes)
{
    struct ppt_slide **list = notes ? &file->notes : &file->slides;
    size_t *count = notes ? &file->note_count : &file->slide_count;
    if (*count >= LIMIT_PAGES)
        return NULL;
    memory_grow(list, notes ? &file->note_capacity : &file->slide_capacity, *count + 1,
                sizeof **list);
    struct ppt_slide *slide = &(*list)[(*count)++];
    *slide = (struct ppt_slide) { .id = 0 };
    return slide;
}

static void
find_slide_of_notes(const struct ppt_file *file, struct ppt_slide *notes)
{
    struct ppt_record record;
    size_t at = notes->container.at, end = at + notes->container.length;
    while (ppt_file_next(file, &at, end, &record))
        if (record.type == PPT_NOTES_ATOM) {
            notes->notes_of = compound_u32(&file->stream, record.at);
            return;
        }
}

static void
read_list(struct ppt_file *file, const struct ppt_record *list)
{
    struct ppt_record record;
    struct ppt_slide *open = NULL;
    bool notes = list->instance == LIST_NOTES;
    size_t at = list->at, end = list->at + list->length;
    while (ppt_file_next(file, &at, end, &record)) {
        if (record.type == PPT_SLIDE_PERSIST && record.length >= 16) {
            uint32_t number = compound_u32(&file->stream, record.at);
            open = add_slide(file, notes);
            if (!open)
                return;
            open->id = compound_u32(&file->stream, record.at + 12);
            open->container = persistent(file, number, notes ? PPT_NOTES : PPT_SLIDE);
            open->texts = at;
            if (notes)
                find_slide_of_notes(file, open);
        }
        if (open)
            open->texts_end = at;
    }
}

static void
read_document(struct ppt_file *file, const struct ppt_record *document)
{
    struct ppt_record record;
    size_t at = document->at, end = at + document->length;
    while (ppt_file_next(file, &at, end, &record))
        if (record.type == PPT_SLIDE_LIST &&
            (record.instance == LIST_SLIDES || record.instance == LIST_NOTES))
            read_list(file, &record);
}

/* Without a list, what stands in the file. */
static void
read_loose_slides(struct ppt_file *file)
{
    struct ppt_record record;
    size_t at = 0;
    file->guessed = true;
    while (ppt_file_next(file, &at, file->stream.length, &record)) {
        if (record.type != PPT_SLIDE)
            continue;
        struct ppt_slide *slide = add_slide(file, false);
        if (slide)
            slide->container = record;
    }
}

bool
ppt_file_open(struct compound *compound, const char *password, struct ppt_file *file,
              struct format_failure *failure)
{
    struct buf user = BUF_INIT(0);
    *file = (struct ppt_file) { .stream = BUF_INIT(0) };
    compound_read(compound, "Current User", &user);
    uint32_t edit = compound_u32(&user, AT_EDIT);
    file->was_locked = compound_u32(&user, AT_TOKEN) == TOKEN_ENCRYPTED ||
                       compound_has(compound, "EncryptedSummary");
    buf_free(&user);
    if (!compound_read(compound, "PowerPoint Document", &file->stream))
        return format_fail(failure, WIRE_REASON_DAMAGED,
                           "no slides inside; download it again or save it anew");
    struct ppt_saved saved = read_edits(file, edit);
    file->was_locked |= saved.encryption != 0;
    if (file->was_locked && !ppt_lock_open(file, &saved, password, failure))
        return false;
    struct ppt_record document = persistent(file, saved.document, PPT_DOCUMENT);
    read_document(file, &document);
    if (file->slide_count == 0)
        read_loose_slides(file);
    return true;
}

void
ppt_file_close(struct ppt_file *file)
{
    buf_free(&file->stream);
    free(file->persist);
    free(file->slides);
    free(file->notes);
}
