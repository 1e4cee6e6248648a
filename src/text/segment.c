/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One scan over the classes of unicode.h; what an apostrophe means is a rule per
 * language. */
#include "text/segment.h"

#include "base/utf8.h"
#include "text/unicode.h"

#include <string.h>

struct scan {
    const struct lang *lang;
    const char *text;
    size_t length;
};

/* The class of the character at i, which is inside the text, and where it ends. */
static inline enum unicode_class
class_at(const struct scan *scan, size_t i, size_t *next)
{
    unsigned char first = (unsigned char)scan->text[i];
    if (first < 0x80) {
        *next = i + 1;
        return (enum unicode_class)unicode_classes_stage2[first];
    }
    uint32_t code;
    *next = i + utf8_decode(scan->text + i, scan->length - i, &code);
    return unicode_class(code);
}

/* The class of the character that ends before i, and where it starts; other at the
 * beginning. */
static enum unicode_class
class_before(const struct scan *scan, size_t i, size_t *start)
{
    *start = i;
    if (i == 0)
        return UNICODE_OTHER;
    do
        i--;
    while (i > 0 && ((unsigned char)scan->text[i] & 0xC0) == 0x80);
    *start = i;
    size_t next;
    return class_at(scan, i, &next);
}

static bool
is_letter_at(const struct scan *scan, size_t i)
{
    size_t next;
    return i < scan->length && class_at(scan, i, &next) == UNICODE_LETTER;
}

static bool
is_wordlike(enum unicode_class kind)
{
    return kind == UNICODE_LETTER || kind == UNICODE_DIGIT || kind == UNICODE_MARK;
}

static bool
is_l_at(const struct scan *scan, size_t i)
{
    return i < scan->length && (scan->text[i] | 0x20) == 'l';
}

/* aujourd'hui, quelqu'un: one word although the language elides. part is what stands
 * before. */
static bool
is_whole_word(const char *part, size_t length)
{
    static const char *const parts[] = { "aujourd", "quelqu", "presqu", "prud" };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t size = strlen(parts[i]);
        if (size == length && memcmp(part + 1, parts[i] + 1, size - 1) == 0 &&
            (part[0] | 0x20) == parts[i][0])
            return true;
    }
    return false;
}

/* Does the language hold the word together over the apostrophe at i? */
static bool
is_joined_over(const struct scan *scan, size_t start, size_t i)
{
    switch (scan->lang->apostrophe) {
    case LANG_APOSTROPHE_JOIN: return (unsigned char)scan->text[i - 1] >= 0x80;
    case LANG_APOSTROPHE_LETTER: return true;
    case LANG_APOSTROPHE_ELISION: return is_whole_word(scan->text + start, i - start);
    case LANG_APOSTROPHE_KEEP_WORD:
    case LANG_APOSTROPHE_POSSESSIVE:
    case LANG_APOSTROPHE_SUFFIX: break;
    }
    return false;
}

/* Does the word go on over the apostrophe (or Hebrew quotation mark, or Catalan dot) at
 * i? next is where it ends, start where the word began. */
static bool
holds_on(const struct scan *scan, enum unicode_class kind, size_t start, size_t i,
         size_t next)
{
    if (kind == UNICODE_MIDDLE_DOT)
        return is_l_at(scan, i - 1) && is_l_at(scan, next);
    bool quote = scan->text[i] == '"' && scan->lang->right_to_left &&
                 scan->lang->apostrophe == LANG_APOSTROPHE_JOIN;
    if ((kind != UNICODE_APOSTROPHE && !quote) || !is_joined_over(scan, start, i))
        return false;
    size_t before;
    enum unicode_class last = class_before(scan, i, &before);
    return (last == UNICODE_LETTER || last == UNICODE_MARK) && is_letter_at(scan, next);
}

/* Behind the ASCII letters and digits that stand at i: most words are nothing else. */
static inline size_t
skip_ascii(const struct scan *scan, size_t i)
{
    while (i < scan->length && (unsigned char)scan->text[i] < 0x80 &&
           is_wordlike(
               (enum unicode_class)unicode_classes_stage2[(unsigned char)scan->text[i]]))
        i++;
    return i;
}

/* Where the word that starts at start ends: behind its last letter, digit or mark. */
static size_t
word_end(const struct scan *scan, size_t start)
{
    size_t end = skip_ascii(scan, start), i = end;
    while (i < scan->length) {
        size_t next;
        enum unicode_class kind = class_at(scan, i, &next);
        if (is_wordlike(kind))
            end = next;
        else if (kind != UNICODE_IGNORED && !holds_on(scan, kind, start, i, next))
            break;
        i = next;
    }
    return end;
}

/* ---- what goes at an apostrophe ---- */

static bool
is_ascii_one_of(const char *part, size_t length, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < length && list[i][at] != '\0' && (part[at] | 0x20) == list[i][at])
            at++;
        if (at == length && list[i][at] == '\0')
            return true;
    }
    return false;
}

/* English (and what German, Dutch and the Nordic languages write in its manner). */
static bool
is_possessive(const char *part, size_t length)
{
    static const char *const endings[] = { "s", "t", "d", "m", "ll", "re", "ve" };
    return is_ascii_one_of(part, length, endings, sizeof endings / sizeof endings[0]);
}

/* Articles, pronouns and conjunctions of the languages that elide: up to two letters, or
 * these. */
static bool
is_elided(const char *part, size_t length)
{
    static const char *const longer[] = { "lorsqu", "puisqu", "jusqu", "quoiqu",
                                          "dell",   "nell",   "sull",  "dall",
                                          "all",    "coll",   "degl",  "negl" };
    return utf8_count(part, length) <= 2 ||
           is_ascii_one_of(part, length, longer, sizeof longer / sizeof longer[0]);
}

/* Is the word [start, end) an ending behind an apostrophe: father's, Türkiye'nin? */
static bool
is_dropped_ending(const struct scan *scan, size_t start, size_t end)
{
    enum lang_apostrophe rule = scan->lang->apostrophe;
    if (rule != LANG_APOSTROPHE_POSSESSIVE && rule != LANG_APOSTROPHE_SUFFIX)
        return false;
    size_t mark, before;
    if (class_before(scan, start, &mark) != UNICODE_APOSTROPHE)
        return false;
    enum unicode_class last = class_before(scan, mark, &before);
    if (!is_wordlike(last))
        return false;
    if (rule == LANG_APOSTROPHE_POSSESSIVE)
        return is_possessive(scan->text + start, end - start);
    /* One letter before it, as in l'histoire, is no word that takes an ending. */
    size_t ignored;
    return last == UNICODE_DIGIT || is_wordlike(class_before(scan, before, &ignored));
}

/* Is the word [start, end) the short part before an apostrophe: l'eau? */
static bool
is_dropped_beginning(const struct scan *scan, size_t start, size_t end)
{
    size_t next;
    return scan->lang->apostrophe == LANG_APOSTROPHE_ELISION && end < scan->length &&
           class_at(scan, end, &next) == UNICODE_APOSTROPHE && is_letter_at(scan, next) &&
           is_elided(scan->text + start, end - start);
}

/* ---- single characters ---- */

/* Where the consonant at i ends; i when there is none. */
static size_t
skip_base(const struct scan *scan, size_t i)
{
    size_t next;
    return i < scan->length && class_at(scan, i, &next) == UNICODE_SINGLE ? next : i;
}

/* Where the character that starts at start ends, with all that belongs to it. */
static size_t
cluster_end(const struct scan *scan, size_t start)
{
    size_t end;
    if (class_at(scan, start, &end) == UNICODE_LEADING)
        end = skip_base(scan, end);
    while (end < scan->length) {
        size_t next;
        enum unicode_class kind = class_at(scan, end, &next);
        if (kind != UNICODE_MARK && kind != UNICODE_TRAILING && kind != UNICODE_STACKING)
            break;
        end = kind == UNICODE_STACKING ? skip_base(scan, next) : next;
    }
    return end;
}

static bool
is_single(enum unicode_class kind)
{
    return kind == UNICODE_SINGLE || kind == UNICODE_LEADING || kind == UNICODE_TRAILING;
}

bool
segment_next(const struct lang *lang, const char *text, size_t length, size_t from,
             struct segment *segment)
{
    struct scan scan = { lang == NULL ? lang_unknown() : lang, text, length };
    for (size_t i = from, next; i < length; i = next) {
        enum unicode_class kind = class_at(&scan, i, &next);
        if (is_single(kind)) {
            *segment = (struct segment) { i, cluster_end(&scan, i), true };
            return true;
        }
        if (kind != UNICODE_LETTER && kind != UNICODE_DIGIT)
            continue;
        next = word_end(&scan, i);
        if (is_dropped_ending(&scan, i, next) || is_dropped_beginning(&scan, i, next))
            continue;
        *segment = (struct segment) { i, next, false };
        return true;
    }
    return false;
}
