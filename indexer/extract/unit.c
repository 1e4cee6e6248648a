/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of one unit while they are gathered, for formats without a layout. */
#include "unit.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BYTES_PER_WORD = 24, LINES_MOST = 400000 };

void
unit_open(struct unit *unit)
{
    *unit = (struct unit) { .text = BUF_INIT(LIMIT_PAGE_BYTES) };
}

void
unit_close(struct unit *unit)
{
    buf_free(&unit->text);
    free(unit->lines);
}

void
unit_reset(struct unit *unit)
{
    buf_reset(&unit->text);
    unit->count = unit->words = 0;
    memset(unit->langs, 0, sizeof unit->langs);
}

static size_t
count_words(const char *text, size_t length)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < length; i++) {
        bool space = (unsigned char)text[i] <= ' ';
        words += !space && !inside;
        inside = !space;
    }
    return words > length / BYTES_PER_WORD ? words : length / BYTES_PER_WORD;
}

/* ---- cleaning ---- */

/* What a character becomes in a line. */
enum mark { MARK_KEEP, MARK_DROP, MARK_SPACE, MARK_NEWLINE, MARK_TAB };

static enum mark
mark_of_ascii(unsigned char c)
{
    if (c > ' ')
        return c == 0x7F ? MARK_SPACE : MARK_KEEP;
    if (c == '\n' || c == '\v' || c == '\f')
        return MARK_NEWLINE;
    return c == '\t' ? MARK_TAB : MARK_SPACE;
}

static enum mark
mark_of(uint32_t code)
{
    if (code < 0x80)
        return mark_of_ascii((unsigned char)code);
    if (code == 0xAD || code == 0xFEFF || code == 0x200B)
        return MARK_DROP; /* soft hyphen, byte order mark, zero width space */
    if (code < 0xA0 || (code >= 0xF000 && code <= 0xF0FF))
        return MARK_SPACE; /* C1 controls; symbol fonts, mostly bullets */
    if (code == 0x2028 || code == 0x2029)
        return MARK_NEWLINE;
    return MARK_KEEP;
}

/* One line being written; space stands for white space that is only needed before more text. */
struct writing {
    struct unit *unit;
    enum wire_style style;
    unsigned level;
    size_t start;
    bool space, visible;
};

static void
finish_line(struct writing *writing)
{
    struct unit *unit = writing->unit;
    size_t end = unit->text.length;
    while (end > writing->start && unit->text.data[end - 1] == '\t')
        end--;
    bool fits = !unit->text.full && unit->count < LINES_MOST;
    if (!writing->visible || !fits || end == writing->start) {
        buf_cut(&unit->text, writing->start);
    } else {
        struct unit_line line = { writing->start, end - writing->start, 0,
                                  (unsigned char)writing->style,
                                  (unsigned char)writing->level };
        line.words = count_words(unit->text.data + line.start, line.length);
        memory_grow(&unit->lines, &unit->capacity, unit->count + 1, sizeof line);
        unit->lines[unit->count++] = line;
        unit->words += line.words;
    }
    writing->start = unit->text.length;
    writing->space = writing->visible = false;
}

static void
write_piece(struct writing *writing, const char *text, size_t length)
{
    struct buf *out = &writing->unit->text;
    if (length == 0)
        return;
    if (writing->space && out->length > writing->start &&
        out->data[out->length - 1] != '\t')
        buf_add_char(out, ' ');
    writing->space = false;
    writing->visible = true;
    buf_add(out, text, length);
}

static bool
keeps_newlines(enum wire_style style)
{
    return style != WIRE_STYLE_HEADING && style != WIRE_STYLE_TITLE &&
           style != WIRE_STYLE_ROW;
}

static void
write_mark(struct writing *writing, enum mark mark)
{
    if (mark == MARK_TAB && writing->style == WIRE_STYLE_ROW) {
        buf_add_char(&writing->unit->text, '\t');
        writing->space = false;
    } else if (mark == MARK_NEWLINE && keeps_newlines(writing->style)) {
        finish_line(writing);
    } else if (mark != MARK_DROP) {
        writing->space = true;
    }
}

/* The commonest case by far, and no more than a speed-up: one space between two words. */
static bool
is_plain_next(const char *text, size_t at, size_t length)
{
    unsigned char next = at < length ? (unsigned char)text[at] : ' ';
    return (next > ' ' && next < 0x7F) || (next >= 0xC3 && next <= 0xDF);
}

static void
write_text(struct writing *writing, const char *text, size_t length)
{
    size_t from = 0, at = 0;
    while (at < length) {
        unsigned char c = (unsigned char)text[at];
        if (c == ' ' && at > from && is_plain_next(text, at + 1, length)) {
            at++;
            continue;
        }
        uint32_t code = c;
        size_t bytes = c < 0x80 ? 1 : utf8_decode(text + at, length - at, &code);
        enum mark mark = mark_of(code);
        if (mark == MARK_KEEP && code != UTF8_REPLACEMENT) {
            at += bytes;
            continue;
        }
        write_piece(writing, text + from, at - from);
        if (mark == MARK_KEEP)
            write_piece(writing, "\xEF\xBF\xBD", 3);
        else
            write_mark(writing, mark);
        at += bytes;
        from = at;
    }
    write_piece(writing, text + from, at - from);
}

void
unit_add(struct unit *unit, const char *text, size_t length, enum wire_style style,
         unsigned level)
{
    struct writing writing = { unit, style, level, unit->text.length, false, false };
    write_text(&writing, text, length);
    finish_line(&writing);
}

/* ---- descriptions of pictures ---- */

static bool
is_file_suffix(const char *text, size_t length)
{
    static const char *const suffixes[] = {
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp", ".tif",  ".tiff",
        ".emf", ".wmf", ".webp", ".ico", ".pdf", ".eps", ".jfif", ".heic",
    };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t bytes = strlen(suffixes[i]);
        if (length > bytes && strncasecmp(text + length - bytes, suffixes[i], bytes) == 0)
            return true;
    }
    return false;
}

static bool
is_address(const char *text, size_t length)
{
    return memmem(text, length, "://", 3) || memmem(text, length, ":\\", 2) ||
           (length > 4 && strncasecmp(text, "www.", 4) == 0);
}

/* What cameras and programs call a picture: "image001", "IMG_2034", "Picture 3". */
static bool
is_picture_name(const char *text, size_t length)
{
    static const char *const names[] = { "clip_image", "image",   "img",   "dsc",
                                         "picture",    "pic",     "photo", "scan",
                                         "screenshot", "untitled" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = strlen(names[i]);
        if (length < at || strncasecmp(text, names[i], at) != 0)
            continue;
        while (at < length &&
               (isdigit((unsigned char)text[at]) || strchr("_- ", text[at])))
            at++;
        if (at == length)
            return true;
    }
    return false;
}

static bool
has_letter(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (isalpha((unsigned char)text[i]) || (unsigned char)text[i] >= 0xC3)
            return true;
    return false;
}

void
unit_add_alt(struct unit *unit, const char *text, size_t length)
{
    while (length > 0 && (unsigned char)text[length - 1] <= ' ')
        length--;
    if (!has_letter(text, length) || is_address(text, length) ||
        is_file_suffix(text, length) || is_picture_name(text, length))
        return;
    unit_add(unit, text, length, WIRE_STYLE_ALT, 0);
}

/* ---- whole units ---- */

void
unit_append(struct unit *unit, const struct unit *other)
{
    for (size_t i = 0; i < other->count; i++) {
        const struct unit_line *line = &other->lines[i];
        unit_add(unit, other->text.data + line->start, line->length,
                 (enum wire_style)line->style, line->level);
    }
}

void
unit_cut(struct unit *unit, size_t lines)
{
    while (unit->count > lines) {
        const struct unit_line *line = &unit->lines[--unit->count];
        unit->words -= line->words;
        buf_cut(&unit->text, line->start);
    }
}

static bool
is_lang_tag(const char *tag, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)tag[i]) && tag[i] != '-' && tag[i] != '_')
            return false;
    return true;
}

void
unit_add_lang(struct unit *unit, const char *tag, size_t length, size_t weight)
{
    if (length == 0 || length >= UNIT_LANG_BYTES || !is_lang_tag(tag, length))
        return;
    for (size_t i = 0; i < UNIT_LANGS; i++) {
        struct unit_lang *lang = &unit->langs[i];
        if (lang->tag[0] == '\0')
            memcpy(lang->tag, tag, length);
        if (strncmp(lang->tag, tag, length) == 0 && lang->tag[length] == '\0') {
            lang->weight += weight;
            return;
        }
    }
}

static const char *
commonest_lang(const struct unit *unit)
{
    const struct unit_lang *best = &unit->langs[0];
    for (size_t i = 1; i < UNIT_LANGS; i++)
        if (unit->langs[i].weight > best->weight)
            best = &unit->langs[i];
    return best->tag;
}

bool
unit_send(const struct unit *unit, struct wire_unit *wire, const struct sink *sink)
{
    struct wire_line *lines = memory_new(unit->count, sizeof *lines);
    char *texts = memory_new(unit->text.length + unit->count, 1), *to = texts;
    for (size_t i = 0; i < unit->count; i++) {
        const struct unit_line *line = &unit->lines[i];
        memcpy(to, unit->text.data + line->start, line->length);
        lines[i].text = to;
        lines[i].style = line->style;
        lines[i].level = line->level;
        to += line->length + 1;
    }
    wire->lines = lines;
    wire->line_count = unit->count;
    if (wire->lang[0] == '\0')
        wire->lang = commonest_lang(unit);
    bool sent = sink->unit(sink->context, wire);
    free(texts);
    free(lines);
    return sent;
}
