/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a line goes on and where a paragraph ends, by the boxes of the lines. */
#include "document.h"

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

/* "• " or "12. " before the text: the lines after it may hang further in. */
static bool
has_marker(const struct document_line *line)
{
    static const uint32_t bullets[] = { 0x2022, 0x25AA, 0x25CF, 0x25E6, 0x2023,
                                        0x2013, 0x2014, '-',    '*',    0x25A0,
                                        0x25CB, 0x27A2, 0x2713, 0x25BA };
    uint32_t first = letters_first(line->text, line->length);
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (first == bullets[i])
            return true;
    size_t digits = strspn(line->text, "0123456789");
    size_t label = digits > 0                                     ? digits
                   : letters_is_letter(first) && line->length > 2 ? 1
                                                                  : 0;
    return label > 0 && label < 4 &&
           (line->text[label] == '.' || line->text[label] == ')') &&
           line->text[label + 1] == ' ';
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
        return true;
    if (!follows(a, b)) /* a new column, or a box elsewhere */
        return ends_sentence(line);
    if (pitch > 0 && b->y0 - a->y0 > wide_pitch * pitch && b->y0 - a->y0 > 1.3F * b->size)
        return true;
    if (is_indented(line, next) || line->leader || next->leader || has_marker(next))
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

static void
join_page(struct document_page *page, bool layout)
{
    float pitch = layout ? modal_pitch(page) : 0;
    const struct document_line *before = NULL;
    for (size_t i = 0; i < page->line_count; i++) {
        struct document_line *line = &page->lines[i];
        const struct document_line *next = next_kept(page, i);
        if (line->dropped)
            continue;
        if (next != NULL)
            line->join = join_of(before, line, next, pitch, layout);
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
        line->text = arena_format(document->arena, "%.*s … %.*s", (int)i, line->text,
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
