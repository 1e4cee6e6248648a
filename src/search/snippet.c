/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Renders a part of a text as runs: white space folded, leaders shortened, matches apart. */
#include "search/snippet.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "search/snippet_cut.h"
#include "search/snippet_hits.h"
#include "search/snippet_lines.h"
#include "search/snippet_text.h"
#include "store/query_lex.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"
#define MIDDLE_DOT "\xC2\xB7"

enum {
    LEADERS = 4, /* so many dots in a row are shown as an ellipsis */
    SHOWN_BYTES = 64 * SNIPPET_WIDTH,
    REPAIRED_BYTES = 3 * LIMIT_PAGE_BYTES /* U+FFFD for a byte takes three */
};

struct writer {
    struct arena *arena;
    struct buf text;
    struct run {
        size_t start;
        bool match;
    } * runs;
    size_t count, capacity;
    bool blank;    /* white space is due before the next character */
    bool line_end; /* and in it a line ended */
    bool stopped;  /* the last character says by itself that something ended */
};

static void
open_run(struct writer *writer, bool match)
{
    if (writer->count > 0 && writer->runs[writer->count - 1].match == match)
        return;
    arena_grow(writer->arena, &writer->runs, &writer->capacity, writer->count + 1,
               sizeof *writer->runs);
    writer->runs[writer->count++] = (struct run) { writer->text.length, match };
}

/* Points of a list have a sign of their own. */
static bool
is_bullet(uint32_t code)
{
    static const uint32_t bullets[] = { '*',    '-',    0xB7,   0x2013, 0x2014,
                                        0x2022, 0x2023, 0x25A0, 0x25A1, 0x25AA,
                                        0x25AB, 0x25CB, 0x25CF, 0x25E6, 0x2713,
                                        0x2714, 0x2756, 0x27A2, 0x27A4, 0x2192 };
    for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++)
        if (bullets[i] == code)
            return true;
    return false;
}

/* After these a line end reads well without help. */
static bool
is_stop(uint32_t code)
{
    bool wide;
    return snippet_text_ends_sentence(code, &wide) || code == ':' || code == ';' ||
           code == ',' || code == 0xFF1A || code == 0xFF1B || code == 0x3001 ||
           code == 0x60C || code == 0x61B || is_bullet(code);
}

/* A blank between two matches belongs to them: they are shown as one. */
static void
write_blank(struct writer *writer, bool match, uint32_t next)
{
    bool apart = writer->line_end && !writer->stopped && !is_bullet(next);
    if (writer->blank && writer->count > 0) {
        open_run(writer,
                 match && !writer->line_end && writer->runs[writer->count - 1].match);
        buf_add_text(&writer->text, apart ? " " MIDDLE_DOT " " : " ");
    }
    writer->blank = writer->line_end = false;
}

static void
write_code(struct writer *writer, const char *bytes, size_t length, uint32_t code,
           bool match)
{
    write_blank(writer, match, code);
    open_run(writer, match);
    buf_add(&writer->text, bytes, length);
    writer->stopped =
        is_stop(code) || (writer->stopped && snippet_text_closes_sentence(code));
}

static void
write_ellipsis(struct writer *writer, bool match)
{
    write_code(writer, ELLIPSIS, strlen(ELLIPSIS), 0x2026, match);
}

/* Not shown: controls, the mark of an undecided hyphen, byte order marks, and signs of private
 * fonts, which are boxes to everybody else. */
static bool
is_hidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD ||
           code == 0xFEFF || (code >= 0xE000 && code <= 0xF8FF);
}

/* How many bytes of dots, underscores and blanks between them begin here, if they lead to a
 * page number; else 0. */
static size_t
leaders_at(const char *text, size_t length)
{
    size_t dots = 0, end = 0;
    for (size_t i = 0; i < length && (text[i] == '.' || text[i] == '_' || text[i] == ' ');
         i++) {
        dots += text[i] != ' ';
        end = text[i] != ' ' ? i + 1 : end;
    }
    return dots >= LEADERS ? end : 0;
}

/* Bytes up to the end of the line if nothing but the number of a page is left of it; else 0. */
static size_t
page_number_at(const char *text, size_t length)
{
    size_t end = 0;
    while (end < length && (text[end] == ' ' || (text[end] >= '0' && text[end] <= '9')))
        end++;
    return end == length || text[end] == '\n' ? end : 0;
}

/* Bytes that were written at a row of leaders; 0 where there is none. */
static size_t
write_leaders(struct writer *writer, const char *text, size_t length, bool match)
{
    size_t leaders = leaders_at(text, length);
    if (leaders == 0)
        return 0;
    size_t number = page_number_at(text + leaders, length - leaders);
    writer->blank = true;
    if (number == 0 && leaders < length) {
        write_ellipsis(writer, match);
        writer->blank = true;
    }
    return leaders + number;
}

/* How many letters and digits of ASCII begin here: words that are copied whole. */
static size_t
plain_at(const char *text, size_t length)
{
    size_t end = 0;
    while (end < length && ((text[end] >= 'a' && text[end] <= 'z') ||
                            (text[end] >= 'A' && text[end] <= 'Z') ||
                            (text[end] >= '0' && text[end] <= '9')))
        end++;
    return end;
}

static void
write_text(struct writer *writer, const char *text, size_t length, bool match)
{
    for (size_t at = 0, bytes; at < length; at += bytes) {
        uint32_t code;
        size_t plain = plain_at(text + at, length - at);
        if (plain > 0) {
            bytes = plain;
            write_code(writer, text + at, plain, (unsigned char)text[at], match);
            continue;
        }
        bytes = utf8_decode(text + at, length - at, &code);
        size_t leaders = code == '.' || code == '_'
                             ? write_leaders(writer, text + at, length - at, match)
                             : 0;
        if (leaders > 0) {
            bytes = leaders;
        } else if (query_lex_is_space(code)) {
            writer->blank = true;
            writer->line_end |= code == '\n';
        } else if (!is_hidden(code)) {
            write_code(writer, text + at, bytes, code, match);
        }
    }
}

/* What stands between two matching words of one match: nothing, or a hyphen. */
static bool
is_inside_match(const char *gap, size_t length)
{
    static const char *const hyphens[] = { "", "-", "\xE2\x80\x90", "\xE2\x80\x91" };
    for (size_t i = 0; i < sizeof hyphens / sizeof hyphens[0]; i++)
        if (length == strlen(hyphens[i]) && memcmp(gap, hyphens[i], length) == 0)
            return true;
    return false;
}

/* The words of bytes [from, to) with their marks; *next is the first hit behind from. */
static void
write_range(struct writer *writer, const struct snippet_hits *hits, const char *text,
            struct snippet_range range, size_t *next)
{
    size_t at = range.from;
    bool marked = false;
    for (; *next < hits->count && hits->items[*next].start < range.to; (*next)++) {
        const struct snippet_hit *hit = &hits->items[*next];
        if (hit->start < at || hit->end > range.to)
            continue;
        bool inside = marked && is_inside_match(text + at, hit->start - at);
        write_text(writer, text + at, hit->start - at, inside);
        write_text(writer, text + hit->start, hit->end - hit->start, true);
        at = hit->end;
        marked = true;
    }
    write_text(writer, text + at, range.to - at, false);
}

/* Lines without words of their own are left out; a table of contents is not where it alone
 * has the matches. */
static bool
is_left_out(const struct snippet_source *source, const struct snippet_cut *cut,
            const struct snippet_hits *hits, struct snippet_range range, size_t next)
{
    struct snippet_range line =
        snippet_lines_at(source->text, source->length, range.from);
    enum snippet_line kind = snippet_lines_kind(source, line);
    if (kind <= SNIPPET_LINE_SHOWN)
        return kind == SNIPPET_LINE_SHOWN;
    return cut->plain || next >= hits->count || hits->items[next].start >= range.to;
}

static void
write_cut(struct writer *writer, const struct snippet_source *source,
          const struct snippet_hits *hits, const struct snippet_cut *cut, bool all)
{
    const char *text = source->text;
    size_t next = 0;
    for (struct snippet_range line = { cut->start, 0 }; line.from < cut->end;
         line.from = line.to) {
        const char *end = memchr(text + line.from, '\n', cut->end - line.from);
        line.to = end != NULL ? (size_t)(end - text) + 1 : cut->end;
        while (next < hits->count && hits->items[next].start < line.from)
            next++;
        if (all || !is_left_out(source, cut, hits, line, next))
            write_range(writer, hits, text, line, &next);
        else
            writer->line_end = writer->blank = true;
    }
}

static void
finish(struct writer *writer, struct snippet *snippet)
{
    const char *text = arena_text(writer->arena, writer->text.data, writer->text.length);
    struct snippet_run *runs = arena_alloc(writer->arena, writer->count, sizeof *runs);
    for (size_t i = 0; i < writer->count; i++) {
        size_t end =
            i + 1 < writer->count ? writer->runs[i + 1].start : writer->text.length;
        runs[i] =
            (struct snippet_run) { text + writer->runs[i].start,
                                   end - writer->runs[i].start, writer->runs[i].match };
    }
    *snippet = (struct snippet) { runs, writer->count };
    buf_free(&writer->text);
}

static const char *
repaired(const char *text, size_t *length, struct arena *arena)
{
    if (utf8_valid(text, *length))
        return text;
    struct buf valid = BUF_INIT(REPAIRED_BYTES);
    utf8_repair(&valid, text, *length);
    *length = valid.length;
    text = arena_text(arena, valid.data, valid.length);
    buf_free(&valid);
    return text;
}

/* The source with valid text and a language, and its matches. */
static struct snippet_source
prepare(const struct snippet_source *given, struct tokens *tokens, struct arena *arena,
        struct snippet_hits *hits)
{
    struct snippet_source source = *given;
    if (source.lang == NULL)
        source.lang = lang_unknown();
    source.text = repaired(given->text, &source.length, arena);
    snippet_hits_find(&source, tokens, arena, hits);
    for (size_t i = 0; source.seen != NULL && i < hits->count; i++)
        source.seen(source.context, source.lang, hits->items[i].concepts,
                    hits->items[i].surface);
    return source;
}

/* ---- places ---- */

static bool
is_common(const struct snippet_hits *hits, const struct snippet_hit *hit)
{
    return (hit->units & ~hits->common) == 0;
}

static bool
are_all_common(const struct snippet_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++)
        if (!is_common(hits, &hits->items[i]))
            return false;
    return true;
}

/* Those of hits [from, to). */
static void
add_places(struct snippet_places *places, const struct snippet_hits *hits, size_t from,
           size_t to)
{
    bool common = are_all_common(hits);
    for (size_t i = from; i < to && places->count < SNIPPET_PLACES; i++) {
        const struct snippet_hit *hit = &hits->items[i];
        if (!common && is_common(hits, hit))
            continue;
        places->items[places->count].from = hit->start;
        places->items[places->count++].to = hit->end;
    }
}

static void
find_places(struct snippet_places *places, const struct snippet_hits *hits,
            const struct snippet_cut *cut)
{
    size_t from = 0, to;
    while (from < hits->count && hits->items[from].start < cut->start)
        from++;
    for (to = from; to < hits->count && hits->items[to].end <= cut->end;)
        to++;
    places->count = 0;
    add_places(places, hits, from, to);
    add_places(places, hits, to, hits->count);
    add_places(places, hits, 0, from);
}

void
snippet_make(const struct snippet_source *given, struct tokens *tokens,
             struct arena *arena, struct snippet *snippet)
{
    struct writer writer = { .arena = arena, .text = BUF_INIT(SHOWN_BYTES) };
    struct snippet_hits hits;
    struct snippet_cut cut;
    struct snippet_source source = prepare(given, tokens, arena, &hits);
    snippet_cut_find(&source, &hits, &cut);
    if (source.places != NULL)
        find_places(source.places, &hits, &cut);
    if (!cut.starts_clean) {
        write_ellipsis(&writer, false);
        writer.blank = true;
    }
    write_cut(&writer, &source, &hits, &cut, false);
    if (writer.count == 0)
        write_cut(&writer, &source, &hits, &cut, true);
    if (!cut.ends_clean) {
        writer.blank = true;
        write_ellipsis(&writer, false);
    }
    finish(&writer, snippet);
}

void
snippet_mark(const struct snippet_source *given, struct tokens *tokens,
             struct arena *arena, struct snippet *snippet)
{
    struct writer writer = { .arena = arena, .text = BUF_INIT(REPAIRED_BYTES) };
    struct snippet_hits hits;
    struct snippet_source source = prepare(given, tokens, arena, &hits);
    struct snippet_cut whole = { 0, source.length, true, true, true };
    write_cut(&writer, &source, &hits, &whole, true);
    finish(&writer, snippet);
}
