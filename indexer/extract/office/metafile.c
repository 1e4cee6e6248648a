/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of drawn pictures: pieces to lines, by the points where they begin. */
#include "metafile.h"

#include "base/bytes.h"
#include "base/limits.h"
#include "base/memory.h"
#include "extract/legacy/codepage.h"
#include "extract/markup/charset.h"

#include <stdlib.h>
#include <string.h>

bool
metafile_is_emf(const char *bytes, size_t length)
{
    return length >= METAFILE_HEAD_BYTES && bytes_number(bytes, 4) == 1 &&
           memcmp(bytes + 40, " EMF", 4) == 0;
}

/* With the header of a placeable file ([MS-WMF] 2.3.2.3) or at once with its own (2.3.2.2). */
bool
metafile_is_wmf(const char *bytes, size_t length)
{
    return length >= METAFILE_HEAD_BYTES &&
           (bytes_number(bytes, 4) == 0x9AC6CDD7 ||
            ((bytes[0] == 1 || bytes[0] == 2) && bytes[1] == 0 && bytes[2] == 9 &&
             bytes[3] == 0 && bytes[4] == 0 && (bytes[5] == 1 || bytes[5] == 3)));
}

static void
end_line(struct metafile *metafile)
{
    if (metafile->open)
        buf_add_char(metafile->out, '\n');
    metafile->open = false;
}

static void
add_blank(struct metafile *metafile)
{
    const struct buf *out = metafile->out;
    if (out->length > 0 && out->data[out->length - 1] != ' ' && !out->full)
        buf_add_char(metafile->out, ' ');
}

/* A piece goes on with the line when it stands on it, and not before its end by more than a few
 * letters. Pieces that touch are parts of one word. */
static void
place_piece(struct metafile *metafile, long long x, long long y)
{
    long long height = metafile->font.height, letter = metafile->letter;
    long long off = y > metafile->line_y ? y - metafile->line_y : metafile->line_y - y;
    if (!metafile->open || off * 4 > height || x < metafile->end - 2 * letter - height)
        end_line(metafile);
    else if (letter == 0 || (x - metafile->end) * 3 > letter)
        add_blank(metafile);
    metafile->open = true;
    metafile->line_y = y;
}

static void
decode_piece(struct metafile *metafile, const char *bytes, size_t length, bool wide)
{
    const char *charset =
        wide ? "utf-16le" : codepage_name(codepage_of_font(metafile->font.charset));
    struct buf *piece = &metafile->piece;
    buf_reset(piece);
    charset_decode_as(bytes, length, charset, piece);
    for (size_t i = 0; i < piece->length; i++)
        if ((unsigned char)piece->data[i] < ' ')
            piece->data[i] = ' ';
}

/* Letters of symbol fonts are arrows and bullets. */
static bool
is_symbols(const struct metafile *metafile, bool wide)
{
    return !wide && codepage_of_font(metafile->font.charset) == CODEPAGE_SYMBOL;
}

void
metafile_add(struct metafile *metafile, const char *bytes, size_t length, bool wide,
             long long x, long long y, long long advance)
{
    long long letters = (long long)(wide ? length / 2 : length);
    if (metafile->at_pen) {
        x = metafile->pen_x;
        y = metafile->pen_y;
        metafile->pen_x += advance;
    }
    if (letters == 0 || is_symbols(metafile, wide))
        return;
    decode_piece(metafile, bytes, length, wide);
    place_piece(metafile, x, y);
    buf_add(metafile->out, metafile->piece.data, metafile->piece.length);
    metafile->end = x + advance;
    metafile->letter = advance > 0 ? advance / letters : 0;
}

void
metafile_read(const char *bytes, size_t length, struct buf *out)
{
    struct metafile *metafile = memory_new(1, sizeof *metafile);
    metafile->out = out;
    metafile->piece = (struct buf)BUF_INIT(LIMIT_METADATA_BYTES);
    if (metafile_is_emf(bytes, length))
        metafile_read_emf(metafile, bytes, length);
    else if (metafile_is_wmf(bytes, length))
        metafile_read_wmf(metafile, bytes, length);
    end_line(metafile);
    buf_free(&metafile->piece);
    free(metafile);
}
