/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The characters of an old Word file and how they are stored ([MS-DOC] 2.4.1, 2.5, 2.8.35). */
#ifndef STEPWELL_EXTRACT_DOC_FILE_H
#define STEPWELL_EXTRACT_DOC_FILE_H

#include "compound.h"
#include "extract/markup/charset_tables.h"

/* The parts of the text, one behind the other. */
enum doc_part {
    DOC_MAIN,
    DOC_FOOTNOTES,
    DOC_HEADERS,
    DOC_MACROS,
    DOC_COMMENTS,
    DOC_ENDNOTES,
    DOC_BOXES,
    DOC_HEADER_BOXES,
    DOC_PARTS
};

/* Characters that stand together in the file. */
struct doc_piece {
    uint32_t first, end; /* positions in the text */
    size_t at;           /* in the main stream */
    bool wide;           /* UTF-16, else a byte each */
};

struct doc_file {
    struct buf main, table;
    bool is_old; /* Word 6 and 95: other tables, no Unicode */
    bool was_locked;
    struct doc_piece *pieces;
    size_t piece_count, piece_capacity, piece; /* piece: the one used last */
    size_t chars;                              /* of all pieces */
    uint32_t counts[DOC_PARTS];                /* characters */
    const struct charset_table *charset;
};

bool doc_file_open(struct compound *compound, const char *password, struct doc_file *file,
                   struct format_failure *failure);
void doc_file_close(struct doc_file *file);

/* Where the part begins. */
uint32_t doc_file_start(const struct doc_file *file, enum doc_part part);

/* The UTF-16 code at this position and where it stands in the main stream. False between pieces
 * and beyond the end. */
bool doc_file_char(struct doc_file *file, uint32_t position, uint16_t *code, size_t *at);

/* An entry of the table of contents of the file's tables: its bytes in the table stream. */
struct doc_table {
    size_t at, length; /* length 0: there is none */
};
struct doc_table doc_file_table(const struct doc_file *file, unsigned number);

#endif
