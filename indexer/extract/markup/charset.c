/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From bytes of whatever charset to valid UTF-8: what a document says about itself is believed
 * only while its bytes agree. */
#include "charset.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "charset_names.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum {
    UTF16_SAMPLE = 65536,
    GARBAGE_BITS = 3,  /* worse than the best guess by so much per byte: not believed */
    GARBAGE_LEAST = 4, /* bytes above 0x7F to judge by */
    BROKEN_SHARE = 20  /* 1 broken sequence in so many whole ones is still UTF-8 */
};

/* ---- decoding ---- */

/* Control characters end here, so that nobody behind has to think of them. */
static void
add_code(struct buf *out, uint32_t code)
{
    if (code < 0x20 && code != '\t' && code != '\n' && code != '\r' && code != '\f')
        code = ' ';
    if (code >= 0x7F && code < 0xA0)
        code = ' ';
    buf_add_code(out, code);
}

/* The bytes of the control character at this place of valid UTF-8; 0 when there is none. */
static size_t
control_at(const char *bytes, size_t at, size_t length)
{
    unsigned char c = (unsigned char)bytes[at];
    if (c == 0xC2 && at + 1 < length && (unsigned char)bytes[at + 1] < 0xA0)
        return 2;
    bool control =
        (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
    return control ? 1 : 0;
}

static void
copy_valid(struct buf *out, const char *bytes, size_t length)
{
    size_t from = 0;
    for (size_t at = 0; at < length;) {
        size_t control = control_at(bytes, at, length);
        if (control > 0) {
            buf_add(out, bytes + from, at - from);
            buf_add_char(out, ' ');
            from = at + control;
        }
        at += control > 0 ? control : 1;
    }
    buf_add(out, bytes + from, length - from);
}

static void
decode_utf8(struct buf *out, const char *bytes, size_t length, bool valid)
{
    if (valid) {
        copy_valid(out, bytes, length);
        return;
    }
    for (size_t at = 0; at < length;) {
        uint32_t code;
        at += utf8_decode(bytes + at, length - at, &code);
        add_code(out, code);
    }
}

static void
decode_table(struct buf *out, const char *bytes, size_t length,
             const struct charset_table *table)
{
    size_t from = 0;
    for (size_t at = 0; at < length; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte >= 0x20 && byte < 0x7F)
            continue;
        buf_add(out, bytes + from, at - from);
        uint32_t code = byte < 0x80 ? byte : table->codes[byte - 0x80];
        add_code(out, code || byte < 0x80 ? code : UTF8_REPLACEMENT);
        from = at + 1;
    }
    buf_add(out, bytes + from, length - from);
}

static uint32_t
unit16(const char *bytes, size_t at, bool big)
{
    uint32_t first = (unsigned char)bytes[at], second = (unsigned char)bytes[at + 1];
    return big ? first << 8 | second : second << 8 | first;
}

static void
decode_utf16(struct buf *out, const char *bytes, size_t length, bool big)
{
    for (size_t at = 0; at + 1 < length; at += 2) {
        uint32_t code = unit16(bytes, at, big);
        uint32_t pair = at + 3 < length ? utf8_pair(code, unit16(bytes, at + 2, big)) : 0;
        if (pair != 0) {
            code = pair;
            at += 2;
        }
        if (code != 0xFEFF)
            add_code(out, code);
    }
}

/* False when the charset is unknown or more than 1 in 50 bytes beyond ASCII does not decode. */
static bool
decode_iconv(struct buf *out, const char *bytes, size_t length, const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
        return false;
    struct buf text = BUF_INIT(LIMIT_TEXT_BYTES);
    char *in = memory_text(bytes, length), *at = in;
    size_t left = length, bad = 0, high = 0;
    for (size_t i = 0; i < length; i++)
        high += (unsigned char)bytes[i] >= 0x80;
    while (left > 0 && !text.full) {
        char chunk[4096], *to = chunk;
        size_t space = sizeof chunk;
        size_t done = iconv(converter, &at, &left, &to, &space);
        buf_add(&text, chunk, (size_t)(to - chunk));
        if (done == (size_t)-1 && errno != E2BIG) {
            bad++;
            at++;
            left--;
            buf_add_code(&text, UTF8_REPLACEMENT);
        }
    }
    bool good = bad * 50 <= high;
    if (good)
        decode_utf8(out, text.data, text.length, utf8_valid(text.data, text.length));
    iconv_close(converter);
    free(in);
    buf_free(&text);
    return good;
}

/* ---- choosing ---- */

static bool
try_mark(const char *bytes, size_t length, struct buf *out, struct charset_result *result)
{
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        charset_names_set(result->name, "utf-8");
        decode_utf8(out, bytes + 3, length - 3, utf8_valid(bytes + 3, length - 3));
        return true;
    }
    bool little = length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0;
    bool big = length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0;
    if (!little && !big)
        return false;
    charset_names_set(result->name, big ? "utf-16be" : "utf-16le");
    decode_utf16(out, bytes, length, big);
    return true;
}

/* Every text has spaces, digits or tags, and each of them a zero byte on the same side. */
static bool
try_utf16(const char *bytes, size_t length, struct buf *out,
          struct charset_result *result)
{
    size_t zeros[2] = { 0, 0 };
    size_t sample = length < UTF16_SAMPLE ? length : UTF16_SAMPLE;
    for (size_t i = 0; i < sample; i++)
        zeros[i % 2] += bytes[i] == '\0';
    size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
    if (most * 50 < sample || (zeros[0] + zeros[1] - most) * 10 > most || most == 0)
        return false;
    bool big = zeros[0] > zeros[1];
    charset_names_set(result->name, big ? "utf-16be" : "utf-16le");
    decode_utf16(out, bytes, length, big);
    return true;
}

/* Whole and broken sequences of more than one byte. */
static bool
is_nearly_utf8(const char *bytes, size_t length)
{
    size_t whole = 0, broken = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code;
        unsigned char first = (unsigned char)bytes[at];
        at += utf8_decode(bytes + at, length - at, &code);
        if (first >= 0x80) {
            whole += code != UTF8_REPLACEMENT;
            broken += code == UTF8_REPLACEMENT;
        }
    }
    return broken * BROKEN_SHARE <= whole;
}

static const struct charset_table *
table_named(const char *name)
{
    for (const struct charset_table *table = charset_tables; table->name; table++)
        if (strcmp(table->name, name) == 0)
            return table;
    return NULL;
}

/* A table that gives garbage is not believed: it is compared with the best guess. */
static bool
is_plausible(const struct charset_sample *sample, const struct charset_table *declared,
             const struct charset_table *guess)
{
    if (sample->high < GARBAGE_LEAST || !charset_guess_knows(declared))
        return true;
    return charset_guess_cost(sample, declared) <
           charset_guess_cost(sample, guess) + GARBAGE_BITS;
}

static bool
is_iso2022(const char *name, const char *bytes, size_t length)
{
    return strncmp(name, "iso-2022", 8) == 0 && memchr(bytes, 0x1B, length) != NULL;
}

static void
decode_other(const char *bytes, size_t length, const char *declared, struct buf *out,
             struct charset_result *result)
{
    struct charset_sample sample;
    charset_guess_sample(bytes, length, &sample);
    charset_names_lang(&sample);
    const struct charset_table *table = table_named(declared);
    const struct charset_table *guess = charset_guess(&sample);
    if (!table && declared[0] != '\0' && strcmp(declared, "utf-8") != 0 &&
        decode_iconv(out, bytes, length, declared)) {
        charset_names_set(result->name, declared);
        return;
    }
    result->guessed = declared[0] == '\0';
    if (!table || !is_plausible(&sample, table, guess))
        table = guess;
    result->overruled = declared[0] != '\0' && strcmp(declared, table->name) != 0;
    charset_names_set(result->name, table->name);
    decode_table(out, bytes, length, table);
}

void
charset_decode(const char *bytes, size_t length, const struct charset_hints *hints,
               struct buf *out, struct charset_result *result)
{
    char declared[CHARSET_NAME_BYTES];
    if (length > CHARSET_INPUT_BYTES)
        length = CHARSET_INPUT_BYTES;
    *result = (struct charset_result) { "", false, false };
    if (try_mark(bytes, length, out, result) || try_utf16(bytes, length, out, result))
        return;
    charset_names_declared(declared, bytes, length, hints);
    bool valid = utf8_valid(bytes, length);
    if (is_iso2022(declared, bytes, length) ||
        (!valid && !is_nearly_utf8(bytes, length))) {
        decode_other(bytes, length, declared, out, result);
        return;
    }
    charset_names_set(result->name, "utf-8");
    decode_utf8(out, bytes, length, valid);
}

void
charset_decode_as(const char *bytes, size_t length, const char *name, struct buf *out)
{
    const struct charset_table *table = table_named(name);
    if (strcmp(name, "utf-16le") == 0)
        decode_utf16(out, bytes, length, false);
    else if (strcmp(name, "utf-8") == 0)
        decode_utf8(out, bytes, length, utf8_valid(bytes, length));
    else if (table)
        decode_table(out, bytes, length, table);
    else if (!decode_iconv(out, bytes, length, name))
        decode_table(out, bytes, length, table_named("windows-1252"));
}
