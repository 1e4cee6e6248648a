/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of interface languages, and the choice among them. */
#include "tongue.h"

#include "base/limits.h"
#include "phrase_texts.inc"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* ---- plural rules: as in the Plural-Forms of ui/XX.po, which a test compares ---- */

/* 1 page, 0 pages */
static size_t
but_for_one(uint64_t number)
{
    return number != 1;
}

/* 0 page, 1 page, 2 pages */
static size_t
from_two(uint64_t number)
{
    return number > 1;
}

/* o pagină, 19 pagini, 20 de pagini, 101 pagini */
static size_t
romanian(uint64_t number)
{
    if (number == 1)
        return 0;
    return number == 0 || (number % 100 >= 1 && number % 100 <= 19) ? 1 : 2;
}

/* 21 страница, 22 страницы, 25 страниц, 111 страниц */
static size_t
east_slavic(uint64_t number)
{
    uint64_t last = number % 10, teens = number % 100 / 10;
    if (teens == 1 || last == 0 || last >= 5)
        return 2;
    return last == 1 ? 0 : 1;
}

/* ---- the table ---- */

#define NO_BREAK "\u00A0"
#define NARROW_NO_BREAK "\u202F"

enum { PHRASES_TONGUES, TONGUES };

static const struct tongue tongues[TONGUES] = {
    [PHRASES_en] = { "en", "English", but_for_one, ",", "." },
    [PHRASES_ro] = { "ro", "Română", romanian, ".", "," },
    [PHRASES_ru] = { "ru", "Русский", east_slavic, NO_BREAK, "," },
    [PHRASES_uk] = { "uk", "Українська", east_slavic, NO_BREAK, "," },
    [PHRASES_sr_Cyrl] = { "sr-Cyrl", "Српски", east_slavic, ".", "," },
    [PHRASES_sr_Latn] = { "sr-Latn", "Srpski", east_slavic, ".", "," },
    [PHRASES_tr] = { "tr", "Türkçe", but_for_one, ".", "," },
    [PHRASES_de] = { "de", "Deutsch", but_for_one, ".", "," },
    [PHRASES_fr] = { "fr", "Français", from_two, NARROW_NO_BREAK, "," },
};

const struct tongue *
tongue_english(void)
{
    return &tongues[PHRASES_en];
}

size_t
tongue_count(void)
{
    return TONGUES;
}

const struct tongue *
tongue_at(size_t index)
{
    return &tongues[index];
}

size_t
tongue_index(const struct tongue *tongue)
{
    return (size_t)(tongue - tongues);
}

/* ---- lookup ---- */

enum { TAG_BYTES = 36 }; /* RFC 5646, 4.4.1 */

/* What the scripts of CLDR's likely subtags say, and codes that were given up. */
static const char *
real_tag(const char *tag)
{
    static const struct {
        const char *tag, *real;
    } rows[] = {
        { "sr", "sr-Cyrl" },  { "sr-ME", "sr-Latn" }, { "sh", "sr-Latn" },
        { "cnr", "sr-Latn" }, { "mo", "ro" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcasecmp(rows[i].tag, tag) == 0)
            return rows[i].real;
    }
    return tag;
}

static const struct tongue *
find_tag(const char *tag)
{
    tag = real_tag(tag);
    for (size_t i = 0; i < TONGUES; i++) {
        if (strcasecmp(tongues[i].tag, tag) == 0)
            return &tongues[i];
    }
    return NULL;
}

/* Without its last part; a single letter that is then at the end only introduced that part. */
static void
shorten(char *tag)
{
    char *hyphen = strrchr(tag, '-');
    *(hyphen == NULL ? tag : hyphen) = '\0';
    size_t length = strlen(tag);
    if (length >= 2 && tag[length - 2] == '-')
        tag[length - 2] = '\0';
}

static const struct tongue *
find_range(const char *range, size_t length)
{
    char tag[TAG_BYTES];
    if (length >= sizeof tag)
        return NULL;
    for (size_t i = 0; i < length; i++)
        tag[i] = (char)(range[i] == '_' ? '-' : range[i]);
    tag[length] = '\0';
    for (; *tag != '\0'; shorten(tag)) {
        const struct tongue *tongue = find_tag(tag);
        if (tongue != NULL)
            return tongue;
    }
    return NULL;
}

const struct tongue *
tongue_find(const char *range)
{
    return find_range(range, strlen(range));
}

/* ---- Accept-Language ---- */

static const char *
skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* ";q=0.8" in thousandths; nothing is 1, and what is no weight is -1. *at moves behind it. */
static int
read_weight(const char **at)
{
    const char *from = skip_blanks(*at);
    *at = from;
    if (*from != ';')
        return 1000;
    from = skip_blanks(from + 1);
    if ((*from != 'q' && *from != 'Q') || from[1] != '=' ||
        (from[2] != '0' && from[2] != '1'))
        return -1;
    int weight = (from[2] - '0') * 1000, unit = 100;
    from += 3;
    if (*from == '.') {
        for (from++; *from >= '0' && *from <= '9' && unit > 0; from++, unit /= 10)
            weight += (*from - '0') * unit;
    }
    *at = skip_blanks(from);
    return weight <= 1000 ? weight : -1;
}

/* One language range and its weight: the weight is 0 or less if it does not count. */
static int
read_range(const char **at, const struct tongue **tongue)
{
    const char *range = skip_blanks(*at);
    size_t length = strcspn(range, " \t;,");
    *at = range + length;
    *tongue = find_range(range, length);
    int weight = read_weight(at);
    if (**at != ',' && **at != '\0')
        weight = -1;
    *at += strcspn(*at, ",");
    return weight;
}

const struct tongue *
tongue_accept(const char *header)
{
    const struct tongue *best = NULL;
    int most = 0;
    for (int i = 0; i < LIMIT_LANGUAGE_RANGES && *header != '\0'; i++) {
        const struct tongue *tongue;
        int weight = read_range(&header, &tongue);
        if (tongue != NULL && weight > most) {
            best = tongue;
            most = weight;
        }
        header += *header == ',';
    }
    return best;
}
