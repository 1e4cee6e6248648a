/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two passes over a word: fold_case before the stemmer, fold_marks after it. */
#include "text/fold.h"

#include "base/utf8.h"
#include "text/compose.h"
#include "text/unicode.h"

#include <string.h>

enum {
    CHUNK = 32,       /* code points normalised at a time; marks in a row are fewer */
    SINK_BYTES = 256, /* gathered before they are appended */
    REPLACEMENT_BYTES = 64 /* no entry of unicode_texts is longer */
};

/* Small appends are gathered, since each one to a buf is a call. */
struct sink {
    struct buf *out;
    size_t length;
    char bytes[SINK_BYTES + REPLACEMENT_BYTES];
};

static void
sink_flush(struct sink *sink)
{
    buf_add(sink->out, sink->bytes, sink->length);
    sink->length = 0;
}

static inline void
sink_add(struct sink *sink, const void *bytes, size_t length)
{
    memcpy(sink->bytes + sink->length, bytes, length);
    sink->length += length;
    if (sink->length >= SINK_BYTES)
        sink_flush(sink);
}

static void
sink_code(struct sink *sink, uint32_t code)
{
    char bytes[4];
    sink_add(sink, bytes, utf8_encode(code, bytes));
}

static bool
is_ascii_word(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)word[i];
        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

/* What the language alone makes of a code point; 0: nothing. */
static uint32_t
own_case(const struct lang *lang, uint32_t code)
{
    if (lang->turkish_i && code == 'I')
        return 0x131;
    if (lang->comma_below && (code == 0x15E || code == 0x15F))
        return 0x219;
    if (lang->comma_below && (code == 0x162 || code == 0x163))
        return 0x21B;
    if (lang->comma_below && (code == 0x218 || code == 0x21A))
        return code + 1;
    return 0;
}

/* Appends the folded form of one code point, whose bytes are given. */
static inline void
sink_folded(struct sink *sink, const struct lang *lang, uint32_t code, const char *bytes,
            size_t length)
{
    uint32_t own = lang->turkish_i || lang->comma_below ? own_case(lang, code) : 0;
    const uint8_t *text = own != 0 ? NULL : unicode_case(code);
    if (own != 0)
        sink_code(sink, own);
    else if (text != NULL)
        sink_add(sink, text + 1, text[0]);
    else
        sink_add(sink, bytes, length);
}

/* For words whose code points do not change by normalisation. */
static void
fold_plain(struct buf *out, const struct lang *lang, const char *word, size_t length)
{
    struct sink sink;
    sink.out = out;
    sink.length = 0;
    for (size_t i = 0, bytes; i < length; i += bytes) {
        uint32_t code;
        bytes = utf8_decode(word + i, length - i, &code);
        sink_folded(&sink, lang, code, word + i, bytes);
    }
    sink_flush(&sink);
}

/* Takes code points from text up to the next boundary at or after half a chunk, or a
 * full one. Returns how many bytes. */
static size_t
take_chunk(const char *text, size_t length, uint32_t *codes, size_t *count)
{
    size_t at = 0;
    *count = 0;
    while (at < length && *count < CHUNK) {
        uint32_t code;
        size_t bytes = utf8_decode(text + at, length - at, &code);
        if (*count >= CHUNK / 2 && compose_is_boundary(code))
            break;
        codes[(*count)++] = code;
        at += bytes;
    }
    return at;
}

void
fold_compose(struct buf *out, const char *text, size_t length)
{
    if (compose_is_done(text, length)) {
        buf_add(out, text, length);
        return;
    }
    struct sink sink;
    sink.out = out;
    sink.length = 0;
    uint32_t codes[CHUNK * COMPOSE_GROWTH];
    for (size_t at = 0, count; at < length;) {
        at += take_chunk(text + at, length - at, codes, &count);
        count = compose_codes(codes, count);
        for (size_t i = 0; i < count; i++)
            sink_code(&sink, codes[i]);
    }
    sink_flush(&sink);
}

void
fold_case(struct buf *out, const struct lang *lang, const char *word, size_t length)
{
    if (lang == NULL)
        lang = lang_unknown();
    if (!lang->turkish_i && is_ascii_word(word, length)) {
        size_t from = out->length;
        buf_add(out, word, length);
        for (size_t i = from; i < out->length; i++)
            out->data[i] = (char)(out->data[i] | (out->data[i] >= 'A' ? 0x20 : 0));
        return;
    }
    if (compose_is_done(word, length)) {
        fold_plain(out, lang, word, length);
        return;
    }
    /* Composed before (I and dot above are one letter) and after (half width forms
     * expand to marks that compose). */
    struct buf composed = BUF_INIT(SIZE_MAX / 2), folded = BUF_INIT(SIZE_MAX / 2);
    fold_compose(&composed, word, length);
    fold_plain(&folded, lang, composed.data, composed.length);
    fold_compose(out, folded.data, folded.length);
    buf_free(&composed);
    buf_free(&folded);
}

/* Latin for the letters of Serbian in Cyrillic; ranking notes: lj nj dž. */
static const char *
serbian_latin(uint32_t code)
{
    enum { FIRST = 0x430, LAST = 0x45F };
    static const char *const latin[LAST - FIRST + 1] = {
        [0x430 - FIRST] = "a",        [0x431 - FIRST] = "b",
        [0x432 - FIRST] = "v",        [0x433 - FIRST] = "g",
        [0x434 - FIRST] = "d",        [0x435 - FIRST] = "e",
        [0x436 - FIRST] = "\xC5\xBE", [0x437 - FIRST] = "z",
        [0x438 - FIRST] = "i",        [0x43A - FIRST] = "k",
        [0x43B - FIRST] = "l",        [0x43C - FIRST] = "m",
        [0x43D - FIRST] = "n",        [0x43E - FIRST] = "o",
        [0x43F - FIRST] = "p",        [0x440 - FIRST] = "r",
        [0x441 - FIRST] = "s",        [0x442 - FIRST] = "t",
        [0x443 - FIRST] = "u",        [0x444 - FIRST] = "f",
        [0x445 - FIRST] = "h",        [0x446 - FIRST] = "c",
        [0x447 - FIRST] = "\xC4\x8D", [0x448 - FIRST] = "\xC5\xA1",
        [0x452 - FIRST] = "\xC4\x91", [0x458 - FIRST] = "j",
        [0x459 - FIRST] = "lj",       [0x45A - FIRST] = "nj",
        [0x45B - FIRST] = "\xC4\x87", [0x45F - FIRST] = "d\xC5\xBE"
    };
    return code >= FIRST && code <= LAST ? latin[code - FIRST] : NULL;
}

void
fold_latin(struct buf *out, const struct lang *lang, const char *word, size_t length)
{
    for (size_t i = 0, bytes; i < length; i += bytes) {
        uint32_t code;
        bytes = utf8_decode(word + i, length - i, &code);
        const char *latin =
            lang->stemmer == LANG_STEM_SERBIAN ? serbian_latin(code) : NULL;
        if (latin != NULL)
            buf_add_text(out, latin);
        else
            buf_add(out, word + i, bytes);
    }
}

static void
strip_letter(struct sink *sink, uint32_t code, const char *bytes, size_t length)
{
    const uint8_t *text = unicode_strip(code);
    if (text != NULL)
        sink_add(sink, text + 1, text[0]);
    else
        sink_add(sink, bytes, length);
}

static void
strip_code(struct sink *sink, const struct lang *lang, uint32_t code, const char *bytes,
           size_t length)
{
    const char *latin = lang->stemmer == LANG_STEM_SERBIAN ? serbian_latin(code) : NULL;
    if (latin == NULL)
        strip_letter(sink, code, bytes, length);
    for (size_t size; latin != NULL && *latin != '\0'; latin += size) {
        size = utf8_decode(latin, strlen(latin), &code);
        strip_letter(sink, code, latin, size);
    }
}

void
fold_marks(struct buf *out, const struct lang *lang, const char *word, size_t length)
{
    if (is_ascii_word(word, length)) {
        buf_add(out, word, length);
        return;
    }
    struct sink sink;
    sink.out = out;
    sink.length = 0;
    for (size_t i = 0, bytes; i < length; i += bytes) {
        uint32_t code;
        bytes = utf8_decode(word + i, length - i, &code);
        strip_code(&sink, lang == NULL ? lang_unknown() : lang, code, word + i, bytes);
    }
    sink_flush(&sink);
}
