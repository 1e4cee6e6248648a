/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Renders a part of a text as runs: white space folded, leaders shortened, matches apart. */
#include "search/snippet.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "search/snippet_cut.h"
#include "search/snippet_hits.h"
#include "store/query_lex.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

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
    bool blank; /* white space is due before the next character */
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

/* A blank between two matches belongs to them: they are shown as one. */
static void
write_blank(struct writer *writer, bool match)
{
    if (writer->blank && writer->count > 0) {
        open_run(writer, match && writer->runs[writer->count - 1].match);
        buf_add_char(&writer->text, ' ');
    }
    writer->blank = false;
}

static void
write_bytes(struct writer *writer, const char *bytes, size_t length, bool match)
{
    write_blank(writer, match);
    open_run(writer, match);
    buf_add(&writer->text, bytes, length);
}

/* Not shown: controls, the mark of an undecided hyphen, byte order marks. */
static bool
is_hidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0xFEFF;
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

static void
write_text(struct writer *writer, const char *text, size_t length, bool match)
{
    for (size_t at = 0, bytes; at < length; at += bytes) {
        uint32_t code;
        bytes = utf8_decode(text + at, length - at, &code);
        size_t leaders =
            code == '.' || code == '_' ? leaders_at(text + at, length - at) : 0;
        if (query_lex_is_space(code)) {
            writer->blank = true;
        } else if (leaders > 0) {
            writer->blank = true;
            write_bytes(writer, ELLIPSIS, strlen(ELLIPSIS), match);
            writer->blank = true;
            bytes = leaders;
        } else if (!is_hidden(code)) {
            write_bytes(writer, text + at, bytes, match);
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

static void
write_cut(struct writer *writer, const struct snippet_hits *hits, const char *text,
          const struct snippet_cut *cut)
{
    size_t at = cut->start;
    bool marked = false;
    for (size_t i = 0; i < hits->count; i++) {
        const struct snippet_hit *hit = &hits->items[i];
        if (hit->start < at || hit->end > cut->end)
            continue;
        bool inside = marked && is_inside_match(text + at, hit->start - at);
        write_text(writer, text + at, hit->start - at, inside);
        write_text(writer, text + hit->start, hit->end - hit->start, true);
        at = hit->end;
        marked = true;
    }
    write_text(writer, text + at, cut->end - at, false);
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

static void
write_ellipsis(struct writer *writer)
{
    write_bytes(writer, ELLIPSIS, strlen(ELLIPSIS), false);
}

void
snippet_make(const struct query *query, const struct lang *lang, const char *text,
             size_t length, struct tokens *tokens, struct arena *arena,
             struct snippet *snippet)
{
    struct writer writer = { .arena = arena, .text = BUF_INIT(SHOWN_BYTES) };
    struct snippet_hits hits;
    struct snippet_cut cut;
    lang = lang != NULL ? lang : lang_unknown();
    text = repaired(text, &length, arena);
    snippet_hits_find(query, lang, text, length, tokens, arena, &hits);
    snippet_cut_find(&hits, lang, text, length, &cut);
    if (!cut.starts_clean) {
        write_ellipsis(&writer);
        writer.blank = true;
    }
    write_cut(&writer, &hits, text, &cut);
    if (!cut.ends_clean) {
        writer.blank = true;
        write_ellipsis(&writer);
    }
    finish(&writer, snippet);
}

void
snippet_mark(const struct query *query, const struct lang *lang, const char *text,
             size_t length, struct tokens *tokens, struct arena *arena,
             struct snippet *snippet)
{
    struct writer writer = { .arena = arena, .text = BUF_INIT(REPAIRED_BYTES) };
    struct snippet_hits hits;
    lang = lang != NULL ? lang : lang_unknown();
    text = repaired(text, &length, arena);
    snippet_hits_find(query, lang, text, length, tokens, arena, &hits);
    struct snippet_cut whole = { 0, length, true, true };
    write_cut(&writer, &hits, text, &whole);
    finish(&writer, snippet);
}
