/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wrapping by words with a hanging indent; escape sequences only where they are wanted. */
#include "render/terminal.h"

#include "base/utf8.h"
#include "html.h"

#include <string.h>

struct range {
    uint32_t first, last;
};

/* Characters without a column of their own: combining marks of the scripts we index, joiners,
 * variation selectors (general categories Mn, Me, Cf of Unicode 15). */
static const struct range narrow[] = {
    { 0x00AD, 0x00AD }, { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD },
    { 0x05BF, 0x05C7 }, { 0x0610, 0x061A }, { 0x064B, 0x065F }, { 0x0670, 0x0670 },
    { 0x06D6, 0x06ED }, { 0x0900, 0x0902 }, { 0x093A, 0x093A }, { 0x093C, 0x093C },
    { 0x0941, 0x0948 }, { 0x094D, 0x094D }, { 0x0951, 0x0957 }, { 0x0E31, 0x0E31 },
    { 0x0E34, 0x0E3A }, { 0x0E47, 0x0E4E }, { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF },
    { 0x200B, 0x200F }, { 0x202A, 0x202E }, { 0x2060, 0x206F }, { 0x20D0, 0x20FF },
    { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF },
};

/* East Asian wide and full-width (UAX 11). */
static const struct range wide[] = {
    { 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0xA4CF }, { 0xAC00, 0xD7A3 },
    { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 },
    { 0x1F300, 0x1FAFF }, { 0x20000, 0x3FFFD },
};

static bool
is_in(uint32_t code, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    }
    return false;
}

static size_t
columns(uint32_t code)
{
    if (code < 0x300)
        return code != 0xAD;
    if (is_in(code, narrow, sizeof narrow / sizeof *narrow))
        return 0;
    return is_in(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t
terminal_width(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        width += columns(code);
    }
    return width;
}

static bool
is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

static bool
reorders(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/* ---- lines ---- */

static void
add_blanks(struct terminal *terminal, size_t count)
{
    for (; count > 0; count--, terminal->column++)
        buf_add_char(terminal->out, ' ');
}

static void
break_line(struct terminal *terminal)
{
    buf_add_char(terminal->out, '\n');
    terminal->column = 0;
    terminal->blank = false;
}

/* The word is complete: it goes on this line, or begins the next. */
static void
end_word(struct terminal *terminal)
{
    size_t width = terminal->word_width, blank = terminal->blank ? 1 : 0;
    bool fits =
        terminal->width == 0 || terminal->column + blank + width <= terminal->width;
    if (width > 0 && !fits && terminal->column > terminal->indent) {
        break_line(terminal);
        add_blanks(terminal, terminal->indent);
    } else if (width > 0) {
        add_blanks(terminal, blank);
        terminal->blank = false;
    }
    buf_add(terminal->out, terminal->word.data, terminal->word.length);
    terminal->column += width;
    terminal->word_width = 0;
    buf_reset(&terminal->word);
}

void
terminal_newline(struct terminal *terminal)
{
    end_word(terminal);
    break_line(terminal);
}

void
terminal_pad(struct terminal *terminal, size_t column)
{
    end_word(terminal);
    terminal->blank = false;
    size_t least = terminal->column > 0 ? 1 : 0;
    add_blanks(terminal, column > terminal->column ? column - terminal->column : least);
}

void
terminal_finish(struct terminal *terminal)
{
    end_word(terminal);
    buf_free(&terminal->word);
}

/* ---- styles and links: part of the word that they stand before or behind ---- */

static const char *const codes[TERMINAL_STYLES] = { [TERMINAL_BOLD] = "\033[1m",
                                                    [TERMINAL_DIM] = "\033[2m",
                                                    [TERMINAL_MATCH] = "\033[1;33m" };

void
terminal_style(struct terminal *terminal, enum terminal_style style)
{
    if (!terminal->colour || style == terminal->style)
        return;
    if (terminal->style != TERMINAL_PLAIN)
        buf_add_text(&terminal->word, "\033[0m");
    if (codes[style] != NULL)
        buf_add_text(&terminal->word, codes[style]);
    terminal->style = style;
}

/* A click must not lead to what runs programs. */
static bool
is_linked(const struct terminal *terminal, const char *url)
{
    return terminal->hyperlinks &&
           (html_is_web_url(url) || strncmp(url, "file://", 7) == 0);
}

void
terminal_link(struct terminal *terminal, const char *url)
{
    if (!is_linked(terminal, url))
        return;
    buf_add_text(&terminal->word, "\033]8;;");
    html_url(&terminal->word, url);
    buf_add_text(&terminal->word, "\033\\");
}

void
terminal_unlink(struct terminal *terminal, const char *url)
{
    if (is_linked(terminal, url))
        buf_add_text(&terminal->word, "\033]8;;\033\\");
}

/* ---- text ---- */

void
terminal_text(struct terminal *terminal, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        bool blank = code == ' ' || is_control(code);
        if (terminal->word_width > 0 && (blank || columns(code) == 2))
            end_word(terminal);
        if (blank) {
            terminal->blank = terminal->column > 0;
        } else if (!reorders(code)) {
            buf_add_code(&terminal->word, code);
            terminal->word_width += columns(code);
        }
    }
}

void
terminal_string(struct terminal *terminal, const char *text)
{
    terminal_text(terminal, text, strlen(text));
}
