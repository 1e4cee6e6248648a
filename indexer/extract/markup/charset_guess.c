/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which charset of one byte makes the most plausible words. */
#include "charset_guess.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>
#include <wctype.h>

/* Letters beyond ASCII in each language, the commonest first. Their ranks are all the model
 * there is: a letter of rank r costs log2(r + 3) bits. */
static const struct language {
    const char *tag, *letters;
} languages[] = {
    { "de", "üäöß" },
    { "fr", "éàèêçùîôâûœïëü" },
    { "es", "óíáéñúü¿¡ªº" },
    { "pt", "ãçáéíóêõúâàôüªº" },
    { "it", "àèùòìé" },
    { "ca", "àéèóíòúçïü·" },
    { "nl", "ëéïöüèê" },
    { "sv", "äåöé" },
    { "da", "åøæéöä" },
    { "is", "áíðéóöúæýþ" },
    { "cs", "íáéěřčžýšůúóťďň" },
    { "sk", "áíéčžýšúľťôóňďäĺŕ" },
    { "pl", "ęóąłśżćńź" },
    { "hu", "áéöőüóíúű" },
    { "hr", "čšžćđ" },
    { "ro", "ăâîşţ" },
    { "sq", "ëç" },
    { "tr", "ıüşçöğİâî" },
    { "lt", "ėšžųįąūčę" },
    { "lv", "āīēšņūļķģžč" },
    { "et", "õäüöšž" },
    { "el", "αοιετσνηυρπκμςίλόάωέήγδχύθφβώξζψϊϋΐΰ" },
    { "ru", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё" },
    { "bg", "аиоентрсвлкдпмзбуъягчцщхжшйфюь" },
    { "uk", "оаинвіетрслкдмупязьбгчйхцїєжшюфщґ" },
    { "be", "аінеоыртсклдўпмуязвцгбйьчжхшюфэё" },
    { "sr", "аоиентсрвјдклупмзгбчцхжњшћљђфџ" },
    { "mk", "аоиентрсвлкдпумзјгбчцшжфњќхѓљѕџ" },
    { "he", "יוהלאתרשבמםנחקדפעצטכגזסןךףץ" },
    { "ar", "ايلمونرتبةعدسفهكقحجذشطصخضغءزثظىأإؤئآ" },
};

enum { LANGUAGES = sizeof languages / sizeof *languages, SAMPLE_BYTES = 256 * 1024 };

/* Those that pages without a declaration are really in, the commonest first: it wins a tie. */
static const char *const guessable[] = {
    "windows-1252", "windows-1250", "windows-1251", "iso-8859-2",   "windows-1254",
    "koi8-r",       "koi8-u",       "iso-8859-5",   "windows-1253", "windows-1257",
    "windows-1255", "windows-1256", "ibm866",
};

enum { GUESSABLE = sizeof guessable / sizeof *guessable };

/* Bits. */
static const double COST_PUNCTUATION = 3.0, COST_SYMBOL = 9.0, COST_FOREIGN = 10.0,
                    COST_NOTHING = 16.0, COST_CAPITAL = 1.5, COST_CAPITAL_INSIDE = 8.0,
                    GAIN_DECLARED_LANG = 1.5;

void
charset_guess_sample(const char *bytes, size_t length, struct charset_sample *sample)
{
    *sample = (struct charset_sample) { .bytes = bytes, .length = length };
    if (sample->length > SAMPLE_BYTES)
        sample->length = SAMPLE_BYTES;
    for (size_t i = 0; i < sample->length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte >= 0x80) {
            sample->counts[byte - 0x80]++;
            sample->high++;
        }
    }
}

static bool
is_punctuation(uint32_t code)
{
    switch (code) {
    case 0xA0:
    case 0xA7:
    case 0xA9:
    case 0xAB:
    case 0xAD:
    case 0xAE:
    case 0xB0:
    case 0xB7:
    case 0xBB:
    case 0x20AC:
    case 0x2116: return true;
    default: return code >= 0x2010 && code <= 0x203A;
    }
}

/* Case without a locale, for the alphabets above. */
static uint32_t
lowered(uint32_t code)
{
    if ((code >= 0xC0 && code <= 0xDE && code != 0xD7) ||
        (code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F))
        return code + 32;
    if (code >= 0x400 && code <= 0x40F)
        return code + 80;
    if (code == 0x130)
        return code;
    if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
        return code + (code & 1);
    if (code >= 0x100 && code <= 0x177)
        return code | 1;
    switch (code) {
    case 0x178: return 0xFF;
    case 0x386: return 0x3AC;
    case 0x388:
    case 0x389:
    case 0x38A: return code + 37;
    case 0x38C: return 0x3CC;
    case 0x38E:
    case 0x38F: return code + 63;
    case 0x490: return 0x491;
    default: return code;
    }
}

static bool
is_letter(uint32_t code)
{
    return (code >= 0xC0 && code != 0xD7 && code != 0xF7 && code < 0x2000) ||
           code == 0xAA || code == 0xB5 || code == 0xBA;
}

static int
rank_in(const char *letters, uint32_t code)
{
    size_t length = strlen(letters);
    int rank = 0;
    for (size_t at = 0; at < length; rank++) {
        uint32_t letter;
        at += utf8_decode(letters + at, length - at, &letter);
        if (letter == code)
            return rank;
    }
    return -1;
}

static double
code_cost(const struct language *language, uint32_t code)
{
    if (code == 0)
        return COST_NOTHING;
    if (is_punctuation(code))
        return COST_PUNCTUATION;
    uint32_t small = lowered(code);
    int rank = rank_in(language->letters, small);
    if (rank < 0)
        return is_letter(code) ? COST_FOREIGN : COST_SYMBOL;
    return log2(rank + 3) + (small != code ? COST_CAPITAL : 0);
}

static double
language_cost(const struct charset_sample *sample, const struct charset_table *table,
              const struct language *language)
{
    double cost = 0;
    for (size_t i = 0; i < 128; i++)
        if (sample->counts[i] > 0)
            cost += (double)sample->counts[i] * code_cost(language, table->codes[i]);
    if (strcmp(sample->lang, language->tag) == 0)
        cost -= GAIN_DECLARED_LANG * (double)sample->high;
    return cost;
}

/* Wrong charsets of the right script put capitals inside words: KOI8-R read as windows-1251 has
 * nothing else. */
static size_t
capitals_inside(const struct charset_sample *sample, const struct charset_table *table)
{
    size_t found = 0;
    bool after_small = false;
    for (size_t i = 0; i < sample->length; i++) {
        unsigned char byte = (unsigned char)sample->bytes[i];
        if (byte < 0x80) {
            after_small = byte >= 'a' && byte <= 'z';
            continue;
        }
        uint32_t code = table->codes[byte - 0x80];
        bool capital = lowered(code) != code;
        found += capital && after_small;
        after_small = is_letter(code) && !capital;
    }
    return found;
}

double
charset_guess_cost(const struct charset_sample *sample, const struct charset_table *table)
{
    if (sample->high == 0)
        return 0;
    double best = language_cost(sample, table, &languages[0]);
    for (size_t i = 1; i < LANGUAGES; i++) {
        double cost = language_cost(sample, table, &languages[i]);
        if (cost < best)
            best = cost;
    }
    best += COST_CAPITAL_INSIDE * (double)capitals_inside(sample, table);
    return best / (double)sample->high;
}

static const struct charset_table *
table_at(size_t index)
{
    for (const struct charset_table *table = charset_tables; table->name; table++)
        if (strcmp(table->name, guessable[index]) == 0)
            return table;
    return &charset_tables[0];
}

const struct charset_table *
charset_guess(const struct charset_sample *sample)
{
    const struct charset_table *best = table_at(0);
    double best_cost = charset_guess_cost(sample, best);
    for (size_t i = 1; i < GUESSABLE && sample->high > 0; i++) {
        const struct charset_table *table = table_at(i);
        double cost = charset_guess_cost(sample, table);
        if (cost < best_cost - 1e-9) {
            best = table;
            best_cost = cost;
        }
    }
    return best;
}

bool
charset_guess_knows(const struct charset_table *table)
{
    for (size_t i = 0; i < GUESSABLE; i++)
        if (strcmp(guessable[i], table->name) == 0)
            return true;
    return false;
}
