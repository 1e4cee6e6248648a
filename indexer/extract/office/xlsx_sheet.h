/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a workbook shares among its sheets, and one sheet's cells (ECMA-376-1, 18.3 and 18.4). */
#ifndef STEPWELL_EXTRACT_XLSX_SHEET_H
#define STEPWELL_EXTRACT_XLSX_SHEET_H

#include "extract/story.h"
#include "ooxml.h"

struct xlsx_book {
    struct ooxml *ooxml;
    struct ooxml_relations relations; /* of the workbook */
    struct buf strings;               /* one after the other */
    size_t *starts;                   /* of each in strings */
    size_t string_count, string_capacity;
    bool *dates; /* of each cell format: it shows a date */
    size_t format_count, format_capacity;
    bool from_1904; /* day 0 of the dates */
};

/* Shared strings and cell formats; what is absent stays empty. */
void xlsx_sheet_read_shared(struct xlsx_book *book);
void xlsx_sheet_free_shared(struct xlsx_book *book);

/* Cells go into the story. False when the part is absent or unreadable. */
bool xlsx_sheet_read(struct xlsx_book *book, const char *part, struct story *story);

#endif
