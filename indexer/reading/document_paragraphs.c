/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a line goes on and where a paragraph ends, by the boxes of the lines. */
#include "document.h"

#include "base/utf8.h"
#include "letters.h"

#include <math.h>
#include <string.h>

enum { PITCHES = 400 }; /* half points between two lines */

/* Extraction notes, rule 7. */
static const float wide_pitch = 1.4F, other_size = 0.1F, short_line = 0.85F;

static bool
ends_sentence(const struct document_line *line)
{
    static const char *const ends[] = { ".",  "!",   "?",  ":",  ";",  "…",
                                        "。", "！",  "？", "؟",  "։",  "।",
                                        ".”", ".\"", ".»", ".)", "?”", "!”" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (line->length >= length &&
            memcmp(line->text + line->length - length, ends[i], length) == 0)
            return true;
    }
    return false;
}

/* Below it and in the same column. */
static bool
follows(const struct wire_line *line, const struct wire_line *next)
{
    float shared = fminf(line->x1, next->x1) - fmaxf(line->x0, next->x0);
    return next->y0 > line->y0 + 0.3F * line->size && shared > 0;
}

static bool
is_beside(const struct wire_line *line, const struct wire_line *next)
{
    float shared = fminf(line->y1, next->y1) - fmaxf(line->y0, next->y0);
    return shared > 0.5F * fminf(line->y1 - line->y0, next->y1 - next->y0);
}

static struct document_line *
next_kept(const struct document_page *page, size_t index)
{
    for (size_t i = index + 1; i < page->line_count; i++)
        if (!page->lines[i].dropped && page->lines[i].length > 0)
            return &page->lines[i];
    return NULL;
}

/* The distance between most neighbouring lines; 0 when there is none. */
static float
modal_pitch(const struct document_page *page)
{
    unsigned counts[PITCHES] = { 0 };
    size_t best = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct document_line *line = &page->lines[i], *next = next_kept(page, i);
        if (line->dropped || next == NULL || !follows(line->line, next->line))
            continue;
        long half = lroundf(2 * (next->line->y0 - line->line->y0));
        if (half > 0 && half < PITCHES)
            counts[half]++;
    }
    for (size_t i = 1; i < PITCHES; i++)
        if (counts[i] > counts[best])
            best = i;
    return (float)best / 2;
}

/* How far its column reaches, as its neighbours show. */
static bool
is_short(const struct document_line *before, const struct document_line *line,
         const struct document_line *next)
{
    float left = fminf(line->line->x0, next->line->x0);
    float right = fmaxf(line->line->x1, next->line->x1);
    if (before != NULL && follows(before->line, line->line))
        right = fmaxf(right, before->line->x1);
    return line->line->x1 - left < short_line * (right - left);
}

static bool
is_own_block(const struct document_line *line)
{
    return line->line->style == WIRE_STYLE_LIST || line->line->style == WIRE_STYLE_ROW ||
           line->line->style == WIRE_STYLE_ALT;
}

/* "•" at the beginning of a line: its bytes, 0 if there is none. */
static size_t
bullet_length(const struct document_line *line)
{
    static const uint32_t bullets[] = { 0x2022, 0x25AA, 0x25CF, 0x25E6, 0x2023,
                                        0x2013, 0x2014, '-',    '*',    0x25A0,
                                        0x25CB, 0x27A2, 0x2713, 0x25BA };
    uint32_t first = 0;
    size_t length = line->length > 0 ? utf8_decode(line->text, line->length, &first) : 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (first == bullets[i])
            return length;
    return 0;
}

/* "12." or "b)"; "č." is a short word. */
static size_t
label_length(const struct document_line *line)
{
    uint32_t first = 0;
    size_t letter = line->length > 0 ? utf8_decode(line->text, line->length, &first) : 0;
    size_t label = strspn(line->text, "0123456789");
    if (letters_is_letter(first))
        label = letter;
    bool closed = line->text[label] == ')' || (line->text[label] == '.' && letter == 1);
    return label > 0 && label < 4 && closed ? label + 1 : 0;
}

/* Before the text of an item: the lines after it may hang further in. */
static bool
has_marker(const struct document_line *line)
{
    size_t label = label_length(line);
    return bullet_length(line) > 0 || (label > 0 && line->text[label] == ' ');
}

/* The text of the item stands beside it as a line of its own. */
static bool
is_marker(const struct document_line *line)
{
    return line->length > 0 &&
           (bullet_length(line) == line->length || label_length(line) == line->length);
}

/* Below it and all to its left: text goes on in a column or in the next one, a table in the
 * next row. What follows a formula closely is the end of a line of text and no cell. */
static bool
is_row_after(const struct document_line *before, const struct wire_line *line,
             const struct wire_line *next)
{
    bool apart = before == NULL || is_marker(before) || !is_beside(before->line, line) ||
                 line->x0 - before->line->x1 > line->size;
    return apart && next->y0 > line->y0 && next->x1 < line->x0;
}

static bool
is_indented(const struct document_line *line, const struct document_line *next)
{
    float by = next->line->x0 - line->line->x0;
    return by > next->line->size && by < 6 * next->line->size && !has_marker(line);
}

static bool
ends_paragraph(const struct document_line *before, const struct document_line *line,
               const struct document_line *next, float pitch)
{
    const struct wire_line *a = line->line, *b = next->line;
    if (line->heading != next->heading || is_own_block(line) || is_own_block(next))
        return true;
    if (fabsf(a->size - b->size) > other_size * fmaxf(a->size, b->size))
        return true;
    if (is_beside(a, b))
        return !is_marker(line) || is_marker(next) || b->x0 < a->x1;
    if (line->leader || next->leader || is_row_after(before, a, b))
        return true;
    if (!follows(a, b)) /* a new column, or a box elsewhere */
        return ends_sentence(line);
    if (pitch > 0 && b->y0 - a->y0 > wide_pitch * pitch && b->y0 - a->y0 > 1.3F * b->size)
        return true;
    if (is_indented(line, next) || has_marker(next))
        return true;
    return ends_sentence(line) && is_short(before, line, next);
}

static bool
is_seamless(const struct document_line *line, const struct document_line *next)
{
    size_t start;
    return letters_is_spaceless(letters_last(line->text, line->length, &start)) &&
           letters_is_spaceless(letters_first(next->text, next->length));
}

static enum document_join
join_of(const struct document_line *before, const struct document_line *line,
        const struct document_line *next, float pitch, bool layout)
{
    if (layout ? ends_paragraph(before, line, next, pitch)
               : ends_sentence(line) || line->heading != next->heading)
        return DOCUMENT_JOIN_PARAGRAPH;
    return is_seamless(line, next) ? DOCUMENT_JOIN_NOTHING : DOCUMENT_JOIN_SPACE;
}

static bool
has_letter(const struct document_line *line)
{
    uint32_t code;
    for (size_t i = 0; i < line->length;) {
        i += utf8_decode(line->text + i, line->length - i, &code);
        if (letters_is_letter(code))
            return true;
    }
    return false;
}

/* "12" or "iv", and nothing else. */
static bool
is_number(const struct document_line *line)
{
    size_t digits = strspn(line->text, "0123456789");
    return digits > 0 ? digits == line->length && digits <= 4
                      : letters_are_roman(line->text, line->length);
}

/* The page of an entry of contents stands alone at the end of its line, where no dots lead to
 * it. A row of a table, with more to the right, is none. */
static bool
is_page_of(const struct document_page *page, const struct document_line *entry,
           const struct document_line *number)
{
    if (!is_number(number) || !has_letter(entry) || entry->heading || number->heading ||
        !is_beside(entry->line, number->line) || number->line->x0 < entry->line->x1)
        return false;
    const struct document_line *after = next_kept(page, (size_t)(number - page->lines));
    return after == NULL || !is_beside(number->line, after->line);
}

static void
join_page(struct document_page *page, bool layout)
{
    float pitch = layout ? modal_pitch(page) : 0;
    const struct document_line *before = NULL;
    for (size_t i = 0; i < page->line_count; i++) {
        struct document_line *line = &page->lines[i];
        struct document_line *next = next_kept(page, i);
        if (line->dropped)
            continue;
        if (layout && next != NULL && is_page_of(page, line, next)) {
            next->leader = true;
            line->join = DOCUMENT_JOIN_SPACE;
        } else if (next != NULL) {
            line->join = join_of(before, line, next, pitch, layout);
        }
        before = line;
    }
}

/* ". . . . . 103" of a table of contents becomes "… 103": nobody searches for the dots. */
static void
shorten_leader(struct document *document, struct document_line *line)
{
    enum { DOTS = 5 };
    for (size_t i = 0; i < line->length; i++) {
        size_t end = i, dots = 0;
        while (end < line->length &&
               (line->text[end] == '.' || (line->text[end] == ' ' && dots > 0)))
            dots += line->text[end++] == '.';
        if (dots < DOTS)
            continue;
        size_t entry = i;
        while (entry > 0 && line->text[entry - 1] == ' ')
            entry--;
        line->text = arena_format(document->arena, "%.*s … %.*s", (int)entry, line->text,
                                  (int)(line->length - end), line->text + end);
        line->length = strlen(line->text);
        line->leader = true;
        return;
    }
}

void
document_join_lines(struct document *document)
{
    bool plain = (document->about.flags & WIRE_DOCUMENT_PLAIN) != 0;
    for (size_t p = 0; p < document->page_count; p++) {
        struct document_page *page = &document->pages[p];
        bool layout = document_has_layout(page->unit);
        for (size_t i = 0; i < page->line_count; i++)
            if (!page->lines[i].dropped)
                shorten_leader(document, &page->lines[i]);
        if (layout || plain)
            join_page(page, layout);
        else
            for (size_t i = 0; i < page->line_count; i++)
                page->lines[i].join = DOCUMENT_JOIN_PARAGRAPH;
    }
}
