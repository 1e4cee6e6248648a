/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When quotes are needed, what is escaped inside them (YAML 1.1, 5.1 and 5.7), folded blocks. */
#include "yaml_write.h"

#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LINE_BYTES = 100 };

/* Control characters, line ends of other alphabets, and what is no character. */
static bool
is_escaped(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
           code == 0x2029 || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

static bool
has_escaped(const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        if (is_escaped(code))
            return true;
    }
    return false;
}

/* Words that stand for a value (YAML 1.1, types null and bool). */
static bool
is_reserved(const char *text)
{
    static const char *const words[] = { "null", "true", "false", "yes", "no",
                                         "on",   "off",  "y",     "n" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* May it stand without quotes, in a list in brackets too? */
static bool
is_plain(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || !(isalpha((unsigned char)text[0]) || (text[0] & 0x80) != 0))
        return false;
    for (size_t i = 0; i < length; i++)
        if ((text[i] & 0x80) == 0 && !isalnum((unsigned char)text[i]) &&
            strchr(" _-./()&+;=~'%", text[i]) == NULL)
            return false;
    return text[length - 1] != ' ' && !is_reserved(text) && !has_escaped(text, length);
}

static bool
is_plain_address(const char *url)
{
    size_t length = strlen(url);
    if (length == 0 || !isalpha((unsigned char)url[0]) || url[length - 1] == ':')
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)url[i] <= ' ' || (unsigned char)url[i] >= 0x7F ||
            strchr("\"'#|>{}[],`", url[i]) != NULL)
            return false;
    return strstr(url, "://") != NULL || (strchr(url, ':') == NULL && !is_reserved(url));
}

static void
add_quoted(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    buf_add_char(out, '"');
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        if (code == '\n')
            buf_add_text(out, "\\n");
        else if (is_escaped(code))
            buf_format(out, "\\u%04X", (unsigned)code);
        else if (code == '"' || code == '\\')
            buf_format(out, "\\%c", (char)code);
        else
            buf_add_code(out, code);
    }
    buf_add_char(out, '"');
}

static void
add(struct buf *out, const char *text, bool plain)
{
    if (plain)
        buf_add_text(out, text);
    else
        add_quoted(out, text);
}

void
yaml_write_text(struct buf *out, const char *text)
{
    add(out, text, is_plain(text) || is_plain_address(text));
}

void
yaml_write_item(struct buf *out, const char *text)
{
    add(out, text, is_plain(text));
}

void
yaml_write_address(struct buf *out, const char *url)
{
    add(out, url, is_plain_address(url));
}

/* ---- blocks ---- */

/* One paragraph of a folded block, in lines of about 100 bytes. */
static void
add_paragraph(struct buf *out, const char *text, size_t length)
{
    size_t column = 0;
    while (length > 0) {
        size_t word = 0;
        while (word < length && text[word] != ' ')
            word++;
        if (column == 0)
            buf_add_text(out, "    ");
        else if (column + word >= LINE_BYTES)
            buf_add_text(out, "\n    ");
        else
            buf_add_char(out, ' ');
        column =
            column == 0 || column + word >= LINE_BYTES ? 4 + word : column + 1 + word;
        buf_add(out, text, word);
        word += word < length;
        text += word;
        length -= word;
    }
    buf_add_char(out, '\n');
}

/* Is it the same again after its lines were folded? */
static bool
folds(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || strchr(" \n", text[0]) != NULL ||
        strchr(" \n", text[length - 1]) != NULL)
        return false;
    for (size_t start = 0; start < length;) {
        size_t line = strcspn(text + start, "\n");
        if (line == 0 || text[start] == ' ' || text[start + line - 1] == ' ' ||
            has_escaped(text + start, line))
            return false;
        start += line + 1;
    }
    return strstr(text, "  ") == NULL;
}

void
yaml_write_block(struct buf *out, const char *text)
{
    if (!folds(text)) {
        add_quoted(out, text);
        buf_add_char(out, '\n');
        return;
    }
    buf_add_text(out, ">\n");
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        add_paragraph(out, text, length);
        text += length;
        if (*text == '\n') {
            buf_add_char(out, '\n');
            text++;
        }
    }
}
