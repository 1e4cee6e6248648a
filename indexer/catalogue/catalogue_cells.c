/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reader that takes any separator, quotes, line ends inside quotes, and CR LF. */
#include "catalogue_cells.h"

#include "base/utf8.h"

#include <string.h>

static const char separators[] = ",;\t";
static const char blanks[] = " \t\r\n";

/* ---- the beginning ---- */

/* Outside quotes, in the first row. */
static char
most_frequent(const char *text, size_t length)
{
    size_t counts[sizeof separators - 1] = { 0 }, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < length && (quoted || text[i] != '\n'); i++) {
        const char *at = text[i] == '\0' ? NULL : strchr(separators, text[i]);
        quoted = quoted != (text[i] == '"');
        if (!quoted && at != NULL)
            counts[at - separators]++;
    }
    for (size_t i = 1; i < sizeof separators - 1; i++)
        if (counts[i] > counts[best])
            best = i;
    return separators[best];
}

void
catalogue_cells_start(struct catalogue_cells *cells, const char *text, size_t length,
                      struct arena *arena)
{
    static const char said[] = "sep=";
    *cells = (struct catalogue_cells) { text, length, 0, 1, '\0', arena };
    cells->at = utf8_mark(text, length);
    text += cells->at;
    length -= cells->at;
    if (length > strlen(said) + 1 && memcmp(text, said, strlen(said)) == 0 &&
        strchr("\r\n", text[strlen(said) + 1]) != NULL) {
        const char *end = memchr(text, '\n', length);
        cells->separator = text[strlen(said)];
        cells->at = end == NULL ? cells->length : (size_t)(end + 1 - cells->text);
        cells->line++;
    } else {
        cells->separator = most_frequent(text, length);
    }
}

/* ---- cells ---- */

static bool
is_end(const struct catalogue_cells *cells)
{
    return cells->at >= cells->length;
}

static bool
is_cell_end(const struct catalogue_cells *cells)
{
    return is_end(cells) || cells->text[cells->at] == '\n' ||
           cells->text[cells->at] == cells->separator;
}

static void
blame(struct catalogue_row *row, int line, const char *wrong)
{
    if (row->wrong != NULL)
        return;
    row->wrong = wrong;
    row->wrong_line = line;
}

/* After the opening quote, to behind the closing one. */
static void
take_quoted(struct catalogue_cells *cells, struct buf *cell, struct catalogue_row *row)
{
    int line = cells->line;
    for (; !is_end(cells); cells->at++) {
        char c = cells->text[cells->at];
        bool last = cells->at + 1 == cells->length;
        if (c == '"' && (last || cells->text[cells->at + 1] != '"')) {
            cells->at++;
            return;
        }
        if (c == '\r' && !last && cells->text[cells->at + 1] == '\n')
            continue;
        cells->at += c == '"';
        cells->line += c == '\n';
        buf_add_char(cell, c);
    }
    blame(row, line, "a quote (\") that opens here is never closed; close it");
}

/* An unquoted one ends where the row or the cell does. */
static void
take_cell(struct catalogue_cells *cells, struct buf *cell, struct catalogue_row *row)
{
    size_t start = cells->at;
    while (!is_cell_end(cells) && strchr(" \r", cells->text[cells->at]) != NULL)
        cells->at++;
    if (!is_end(cells) && cells->text[cells->at] == '"') {
        cells->at++;
        take_quoted(cells, cell, row);
        start = cells->at;
        while (!is_cell_end(cells) && strchr(blanks, cells->text[cells->at]) != NULL)
            cells->at++;
        if (is_cell_end(cells))
            return;
        blame(row, cells->line,
              "text follows a closing quote; write a quote inside a text twice (\"\")");
    }
    while (!is_cell_end(cells))
        cells->at++;
    buf_add(cell, cells->text + start, cells->at - start);
}

static const char *
trimmed(struct arena *arena, const struct buf *cell)
{
    size_t start = strspn(cell->data, blanks), end = cell->length;
    while (end > start && strchr(blanks, cell->data[end - 1]) != NULL)
        end--;
    return arena_text(arena, cell->data + start, end - start);
}

/* Is anything in it? */
static bool
take_row(struct catalogue_cells *cells, struct catalogue_row *row, struct buf *cell)
{
    bool more = true, filled = false;
    *row = (struct catalogue_row) { .line = cells->line };
    while (more) {
        buf_reset(cell);
        take_cell(cells, cell, row);
        more = !is_end(cells) && cells->text[cells->at] == cells->separator;
        const char *text = cell->length == 0 ? "" : trimmed(cells->arena, cell);
        filled = filled || text[0] != '\0';
        if (row->count < CATALOGUE_CELLS_MOST)
            row->cells[row->count] = text;
        else if (text[0] != '\0')
            blame(row, row->line, "more than 64 cells stand in this row");
        row->count++;
        cells->at++;
    }
    cells->line++;
    if (row->count > CATALOGUE_CELLS_MOST)
        row->count = CATALOGUE_CELLS_MOST;
    for (size_t i = row->count; i < CATALOGUE_CELLS_MOST; i++)
        row->cells[i] = "";
    return filled || row->wrong != NULL;
}

bool
catalogue_cells_next(struct catalogue_cells *cells, struct catalogue_row *row)
{
    struct buf cell = BUF_INIT(cells->length + 1);
    bool found = false;
    while (!found && !is_end(cells))
        found = take_row(cells, row, &cell);
    buf_free(&cell);
    return found;
}

/* ---- writing ---- */

void
catalogue_cells_write(struct buf *out, const char *cell)
{
    if (strpbrk(cell, ",;\"\t\r\n") == NULL) {
        buf_add_text(out, cell);
        return;
    }
    buf_add_char(out, '"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *cell);
    }
    buf_add_char(out, '"');
}
