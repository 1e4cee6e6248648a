/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The characters of an old Word file and how they are stored ([MS-DOC] 2.4.1, 2.5, 2.8.35). */
#include "doc_file.h"

#include "base/limits.h"
#include "codepage.h"
#include "extract/locked/doc_lock.h"
#include "extract/locked/encryption.h"

#include <stdlib.h>
#include <string.h>

/* Offsets within the file information block; those of Word 6 and 95 first. */
enum {
    AT_VERSION = 2,
    AT_LANGUAGE = 6,
    AT_FLAGS = 0x0A,
    FLAG_COMPLEX = 0x0004,
    FLAG_ENCRYPTED = 0x0100,
    FLAG_SECOND_TABLE = 0x0200,
    OLD_AT_FIRST = 0x18,
    OLD_AT_COUNTS = 0x34,
    OLD_AT_PIECES = 0x160,
    AT_COUNTS = 0x4C,
    AT_TABLES = 0x9A,
    TABLE_PIECES = 33,
    MAGIC = 0xA5EC,
    VERSION_97 = 193,
    HEAD_BYTES = 0x200
};

enum { PIECE_BYTES = 8, PIECE_PROPERTIES = 1, PIECE_TABLE = 2 };

#define COMPRESSED 0x40000000u

static const struct charset_table *
find_charset(const char *name)
{
    const struct charset_table *table = charset_tables, *western = NULL;
    for (; table->name; table++) {
        if (strcmp(table->name, name) == 0)
            return table;
        if (strcmp(table->name, "windows-1252") == 0)
            western = table;
    }
    return western;
}

struct doc_table
doc_file_table(const struct doc_file *file, unsigned number)
{
    size_t entry = AT_TABLES + (size_t)number * 8;
    struct doc_table table = { compound_u32(&file->main, entry),
                               compound_u32(&file->main, entry + 4) };
    if (file->is_old || table.at > file->table.length ||
        table.length > file->table.length - table.at)
        table.length = 0;
    return table;
}

static void
add_piece(struct doc_file *file, struct doc_piece piece)
{
    size_t width = piece.wide ? 2 : 1;
    if (piece.end <= piece.first || piece.at >= file->main.length ||
        file->piece_count >= LIMIT_WORD_PIECES)
        return;
    if (file->piece_count > 0 && piece.first < file->pieces[file->piece_count - 1].end)
        return;
    size_t most = (file->main.length - piece.at) / width;
    if (most > file->main.length - file->chars) /* pieces do not share bytes */
        most = file->main.length - file->chars;
    if (piece.end - piece.first > most)
        piece.end = piece.first + (uint32_t)most;
    file->chars += piece.end - piece.first;
    memory_grow(&file->pieces, &file->piece_capacity, file->piece_count + 1,
                sizeof piece);
    file->pieces[file->piece_count++] = piece;
}

/* PlcPcd (2.8.35): positions, then what stands between them. */
static void
read_piece_table(struct doc_file *file, const struct buf *stream, size_t at,
                 size_t length)
{
    size_t count = length < 4 ? 0 : (length - 4) / (4 + PIECE_BYTES);
    for (size_t i = 0; i < count; i++) {
        size_t descriptor = at + (count + 1) * 4 + i * PIECE_BYTES;
        uint32_t place = compound_u32(stream, descriptor + 2);
        struct doc_piece piece = { compound_u32(stream, at + i * 4),
                                   compound_u32(stream, at + i * 4 + 4), place,
                                   !file->is_old };
        if (!file->is_old && (place & COMPRESSED) != 0) {
            piece.wide = false;
            piece.at = (place & ~COMPRESSED) / 2;
        }
        add_piece(file, piece);
    }
}

/* Clx (2.9.38): property lists, then the piece table. */
static void
read_pieces(struct doc_file *file, const struct buf *stream, size_t at, size_t length)
{
    size_t end = at > stream->length || length > stream->length - at ? stream->length
                                                                     : at + length;
    while (at < end && stream->data[at] == PIECE_PROPERTIES)
        at += 3 + (size_t)compound_u16(stream, at + 1);
    if (at + 5 <= end && stream->data[at] == PIECE_TABLE) {
        size_t bytes = compound_u32(stream, at + 1);
        read_piece_table(file, stream, at + 5,
                         bytes < end - at - 5 ? bytes : end - at - 5);
    }
}

static void
open_old(struct doc_file *file)
{
    const struct buf *main = &file->main;
    uint32_t first = compound_u32(main, OLD_AT_FIRST), all = 0;
    for (size_t i = 0; i < DOC_PARTS; i++)
        file->counts[i] = compound_u32(main, OLD_AT_COUNTS + i * 4);
    for (size_t i = 0; i < DOC_PARTS; i++)
        all += file->counts[i] < UINT32_MAX / 16 ? file->counts[i] : 0;
    if ((compound_u16(main, AT_FLAGS) & FLAG_COMPLEX) != 0)
        read_pieces(file, main, compound_u32(main, OLD_AT_PIECES),
                    compound_u32(main, OLD_AT_PIECES + 4));
    else
        add_piece(file, (struct doc_piece) { 0, all, first, false });
    file->charset = find_charset(
        codepage_name(codepage_of_language(compound_u16(main, AT_LANGUAGE))));
}

static void
open_new(struct doc_file *file)
{
    const struct buf *main = &file->main;
    for (size_t i = 0; i < DOC_PARTS; i++)
        file->counts[i] = compound_u32(main, AT_COUNTS + i * 4);
    struct doc_table pieces = doc_file_table(file, TABLE_PIECES);
    read_pieces(file, &file->table, pieces.at, pieces.length);
    file->charset = find_charset("windows-1252");
}

/* Word 6 and 95 knew XOR alone. */
static bool
unlock(struct doc_file *file, const char *password, struct format_failure *failure)
{
    if ((compound_u16(&file->main, AT_FLAGS) & FLAG_ENCRYPTED) == 0)
        return true;
    file->was_locked = true;
    return file->is_old ? encryption_fail_unread(failure)
                        : doc_lock_open(password, &file->main, &file->table, failure);
}

bool
doc_file_open(struct compound *compound, const char *password, struct doc_file *file,
              struct format_failure *failure)
{
    *file = (struct doc_file) { .main = BUF_INIT(0), .table = BUF_INIT(0) };
    compound_read(compound, "WordDocument", &file->main);
    if (file->main.length < HEAD_BYTES || compound_u16(&file->main, 0) != MAGIC)
        return format_fail(failure, WIRE_REASON_DAMAGED,
                           "no Word text inside; download it again or save it anew");
    bool second = (compound_u16(&file->main, AT_FLAGS) & FLAG_SECOND_TABLE) != 0;
    file->is_old = compound_u16(&file->main, AT_VERSION) < VERSION_97;
    if (!file->is_old)
        compound_read(compound, second ? "1Table" : "0Table", &file->table);
    if (!unlock(file, password, failure))
        return false;
    if (file->is_old)
        open_old(file);
    else
        open_new(file);
    if (file->piece_count > 0)
        return true;
    return format_fail(failure, WIRE_REASON_DAMAGED,
                       "the list of pieces is damaged; save it anew");
}

void
doc_file_close(struct doc_file *file)
{
    buf_free(&file->main);
    buf_free(&file->table);
    free(file->pieces);
}

uint32_t
doc_file_start(const struct doc_file *file, enum doc_part part)
{
    uint32_t start = 0;
    for (size_t i = 0; i < (size_t)part; i++)
        start += file->counts[i];
    return start;
}

static bool
find_piece(struct doc_file *file, uint32_t position)
{
    const struct doc_piece *last = &file->pieces[file->piece];
    if (position >= last->first && position < last->end)
        return true;
    size_t low = 0, high = file->piece_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->pieces[middle].end <= position)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == file->piece_count || file->pieces[low].first > position)
        return false;
    file->piece = low;
    return true;
}

bool
doc_file_char(struct doc_file *file, uint32_t position, uint16_t *code, size_t *at)
{
    if (!find_piece(file, position))
        return false;
    const struct doc_piece *piece = &file->pieces[file->piece];
    size_t distance = position - piece->first;
    *at = piece->at + (piece->wide ? distance * 2 : distance);
    if (piece->wide) {
        *code = compound_u16(&file->main, *at);
        return true;
    }
    unsigned char byte = (unsigned char)file->main.data[*at];
    *code = byte < 0x80 ? byte : file->charset->codes[byte - 0x80];
    return true;
}
