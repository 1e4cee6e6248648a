/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said about stretches of an old Word file: headings, tables, hidden text, languages
 * ([MS-DOC] 2.4.6). */
#include "doc_runs.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum {
    TABLE_CHARACTERS = 12,
    TABLE_PARAGRAPHS = 13,
    PAGE_BYTES = 512,
    PAGE_AT_COUNT = 511,
    PAGE_NUMBER = 0x3FFFFF,
    PARAGRAPH_ENTRY = 13, /* BxPap */
    HEADING_STYLES = 9    /* styles 1 to 9 are headings in every file (2.9.271) */
};

/* Modifiers of properties (2.6.1, 2.6.2). */
enum {
    SPRM_DELETED = 0x0800,
    SPRM_HIDDEN = 0x083C,
    SPRM_LANG = 0x486D,
    SPRM_LANG_OLD = 0x4A41,
    SPRM_IN_TABLE = 0x2416,
    SPRM_ROW_END = 0x2417,
    SPRM_LEVEL = 0x2640,
    SPRM_LIST = 0x460B,
    SPRM_TABLE = 0xD608, /* its length takes two bytes */
    SPRM_TABS = 0xC615   /* 255: a length that is not one (2.6.2) */
};

static size_t
operand_length(const struct buf *stream, uint16_t sprm, size_t at)
{
    static const size_t lengths[] = { 1, 1, 2, 4, 2, 2, 0, 3 };
    unsigned char first = at < stream->length ? (unsigned char)stream->data[at] : 0;
    if (sprm == SPRM_TABLE)
        return (size_t)compound_u16(stream, at) + 1;
    if (sprm >> 13 == 6)
        return (size_t)first + 1;
    return lengths[sprm >> 13];
}

static void
apply(struct doc_run *run, uint16_t sprm, const struct buf *stream, size_t at)
{
    unsigned char byte = at < stream->length ? (unsigned char)stream->data[at] : 0;
    switch (sprm) {
    case SPRM_DELETED:
    case SPRM_HIDDEN: run->hidden |= byte == 1; break;
    case SPRM_LANG:
    case SPRM_LANG_OLD: run->lang = compound_u16(stream, at); break;
    case SPRM_IN_TABLE: run->in_table = byte != 0; break;
    case SPRM_ROW_END: run->row_end = byte != 0; break;
    case SPRM_LEVEL: run->level = byte < HEADING_STYLES ? byte + 1 : 0; break;
    case SPRM_LIST: run->list = compound_u16(stream, at) != 0; break;
    default: break;
    }
}

static void
apply_all(struct doc_run *run, const struct buf *stream, size_t at, size_t length)
{
    size_t end = length < stream->length - at ? at + length : stream->length;
    while (at + 3 <= end) {
        uint16_t sprm = compound_u16(stream, at);
        apply(run, sprm, stream, at + 2);
        if (sprm == SPRM_TABS && (unsigned char)stream->data[at + 2] == 255)
            return;
        at += 2 + operand_length(stream, sprm, at + 2);
    }
}

static void
add_run(struct doc_runs *runs, const struct doc_run *run)
{
    if (run->end <= run->first || runs->count >= LIMIT_WORD_PIECES)
        return;
    memory_grow(&runs->items, &runs->capacity, runs->count + 1, sizeof *run);
    runs->items[runs->count++] = *run;
}

/* PapxInFkp (2.9.175): a length in words, of one byte or, after a zero, of the next. */
static void
take_paragraph(const struct buf *main, size_t page, size_t entry, struct doc_run *run)
{
    size_t at = page + (size_t)(unsigned char)main->data[entry] * 2, length;
    if (at == page || at + 4 > page + PAGE_BYTES)
        return;
    unsigned char words = (unsigned char)main->data[at++];
    if (words != 0)
        length = (size_t)words * 2 - 1;
    else
        length = (size_t)(unsigned char)main->data[at++] * 2;
    uint16_t style = compound_u16(main, at);
    if (style >= 1 && style <= HEADING_STYLES)
        run->level = (unsigned char)style;
    if (length > 2)
        apply_all(run, main, at + 2, length - 2);
}

/* Chpx (2.9.32). */
static void
take_characters(const struct buf *main, size_t page, size_t entry, struct doc_run *run)
{
    size_t at = page + (size_t)(unsigned char)main->data[entry] * 2;
    if (at == page || at + 1 > page + PAGE_BYTES)
        return;
    apply_all(run, main, at + 1, (unsigned char)main->data[at]);
}

/* One formatted page: offsets, then an entry for each stretch between them. */
static void
read_page(const struct buf *main, size_t page, bool paragraphs, struct doc_runs *runs)
{
    if (page > main->length || main->length - page < PAGE_BYTES)
        return;
    size_t count = (unsigned char)main->data[page + PAGE_AT_COUNT];
    size_t width = paragraphs ? PARAGRAPH_ENTRY : 1;
    if ((count + 1) * 4 + count * width > PAGE_AT_COUNT)
        return;
    for (size_t i = 0; i < count; i++) {
        struct doc_run run = { compound_u32(main, page + i * 4),
                               compound_u32(main, page + i * 4 + 4),
                               0,
                               0,
                               false,
                               false,
                               false,
                               false };
        size_t entry = page + (count + 1) * 4 + i * width;
        if (paragraphs)
            take_paragraph(main, page, entry, &run);
        else
            take_characters(main, page, entry, &run);
        add_run(runs, &run);
    }
}

static int
compare_runs(const void *left, const void *right)
{
    const struct doc_run *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

static void
read_runs(const struct doc_file *file, unsigned number, bool paragraphs,
          struct doc_runs *runs)
{
    struct doc_table table = doc_file_table(file, number);
    size_t count = table.length < 4 ? 0 : (table.length - 4) / 8;
    for (size_t i = 0; i < count && runs->count < LIMIT_WORD_PIECES; i++) {
        size_t at = table.at + (count + 1) * 4 + i * 4;
        size_t page = compound_u32(&file->table, at) & PAGE_NUMBER;
        read_page(&file->main, page * PAGE_BYTES, paragraphs, runs);
    }
    if (runs->count > 0)
        qsort(runs->items, runs->count, sizeof *runs->items, compare_runs);
}

void
doc_runs_read_paragraphs(const struct doc_file *file, struct doc_runs *runs)
{
    read_runs(file, TABLE_PARAGRAPHS, true, runs);
}

void
doc_runs_read_characters(const struct doc_file *file, struct doc_runs *runs)
{
    read_runs(file, TABLE_CHARACTERS, false, runs);
}

void
doc_runs_free(struct doc_runs *runs)
{
    free(runs->items);
}

const struct doc_run *
doc_runs_at(struct doc_runs *runs, size_t at)
{
    static const struct doc_run nothing = { 0, 0, 0, 0, false, false, false, false };
    if (runs->count == 0)
        return &nothing;
    const struct doc_run *last = &runs->items[runs->last];
    if (at >= last->first && at < last->end)
        return last;
    size_t low = 0, high = runs->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (runs->items[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == runs->count || runs->items[low].first > at)
        return &nothing;
    runs->last = low;
    return &runs->items[low];
}
