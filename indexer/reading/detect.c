/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CLD2's guesses re-weighted: it cannot be restricted to a set, but its answers can be. */
#include "detect.h"

#include "base/utf8.h"
#include "detect_cld2.h"
#include "letters.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Extraction notes, section 6. A prior that CLD2 does not name at all counts as floor per cent,
 * so that it wins only over a text that is not clear. */
static const double weight_catalogue = 8, weight_document = 4, weight_neighbour = 2,
                    weight_markup = 1.5, floor_percent = 4;

enum { CHOICES = DETECT_CLD2_GUESSES + 4, GARBLED_LETTERS = 200 };

struct choice {
    const struct lang *lang;
    double weight;
};

struct choices {
    struct choice items[CHOICES];
    size_t count;
};

void
detect_allow(struct detect *detect, const char *list,
             void (*unknown)(void *context, const char *tag), void *context)
{
    size_t allowed = 0;
    memset(detect, 0, sizeof *detect);
    for (const char *tag = list; *tag != '\0';) {
        char name[32];
        size_t length = strcspn(tag, " ,\t");
        snprintf(name, sizeof name, "%.*s", (int)length, tag);
        const struct lang *lang = length == 0 ? NULL : lang_find(name);
        if (lang != NULL)
            detect->allowed[lang->code] = ++allowed > 0;
        else if (length > 0 && strcmp(name, "auto") != 0 && unknown != NULL)
            unknown(context, name);
        tag += length;
        tag += strspn(tag, " ,\t");
    }
    for (size_t i = 0; i < lang_count() && allowed == 0; i++)
        detect->allowed[lang_at(i)->code] = true;
}

size_t
detect_count_letters(const char *text, size_t length, size_t most)
{
    size_t letters = 0;
    for (size_t i = 0; i < length && letters < most;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        letters += letters_is_letter(code);
    }
    return letters;
}

/* ---- CLD2's names ---- */

/* Codes that are not those of BCP 47, or that have no row of their own. */
static const struct lang *
lang_of_guess(const char *code)
{
    static const char *const other[][2] = {
        { "iw", "he" }, { "no", "nb" },    { "jw", "jv" },      { "tl", "fil" },
        { "mo", "ro" }, { "sr-ME", "sr" }, { "zh-Hant", "zh" }, { "sh", "sr" },
    };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strcmp(code, other[i][0]) == 0 && lang_find(other[i][1]) != NULL)
            return lang_find(other[i][1]);
    return code[0] == '\0' ? NULL : lang_find(code);
}

static bool
is_same_group(const struct lang *a, const struct lang *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a->group, b->group) == 0 &&
                      a->group[0] != '\0');
}

/* ---- weighing ---- */

static void
add_choice(const struct detect *detect, struct choices *choices, const struct lang *lang,
           double weight)
{
    if (lang == NULL || lang == lang_unknown() || !detect->allowed[lang->code])
        return;
    for (size_t i = 0; i < choices->count; i++)
        if (choices->items[i].lang == lang) {
            choices->items[i].weight += weight;
            return;
        }
    if (choices->count < CHOICES)
        choices->items[choices->count++] = (struct choice) { lang, weight };
}

/* Serbian, Croatian, Bosnian and Montenegrin are one language to CLD2's eye: their shares are
 * added up, and which of them it is follows from script and surroundings. */
static void
merge_groups(struct choices *choices)
{
    for (size_t i = 0; i < choices->count; i++)
        for (size_t k = i + 1; k < choices->count; k++)
            if (is_same_group(choices->items[i].lang, choices->items[k].lang)) {
                double sum = choices->items[i].weight + choices->items[k].weight;
                /* The larger one keeps a trace of its lead, so that ties go to it. */
                bool first = choices->items[i].weight >= choices->items[k].weight;
                choices->items[i].weight = sum * (first ? 1.001 : 1);
                choices->items[k].weight = sum * (first ? 1 : 1.001);
            }
}

static void
multiply(const struct detect *detect, struct choices *choices, const struct lang *prior,
         double weight)
{
    if (prior == NULL || prior == lang_unknown() || !detect->allowed[prior->code])
        return;
    for (size_t i = 0; i < choices->count; i++)
        if (choices->items[i].lang == prior)
            choices->items[i].weight *= weight;
}

/* A prior of the group is a choice as good as the group's member that CLD2 named. */
static void
add_prior(const struct detect *detect, struct choices *choices, const struct lang *prior)
{
    if (prior == NULL)
        return;
    for (size_t i = 0; i < choices->count; i++)
        if (choices->items[i].lang == prior)
            return;
    double weight = floor_percent;
    for (size_t i = 0; i < choices->count; i++)
        if (is_same_group(choices->items[i].lang, prior) &&
            choices->items[i].weight > weight)
            weight = choices->items[i].weight;
    add_choice(detect, choices, prior, weight);
}

static const struct lang *
best_of(const struct choices *choices)
{
    const struct choice *best = NULL;
    for (size_t i = 0; i < choices->count; i++)
        if (best == NULL || choices->items[i].weight > best->weight)
            best = &choices->items[i];
    return best == NULL ? NULL : best->lang;
}

static const struct lang *
first_prior(const struct detect *detect, const struct detect_priors *priors,
            enum detect_from *from)
{
    const struct lang *const order[] = { priors->catalogue, priors->document,
                                         priors->neighbour, priors->markup };
    for (size_t i = 0; i < sizeof order / sizeof(void *); i++)
        if (order[i] != NULL && order[i] != lang_unknown() &&
            detect->allowed[order[i]->code]) {
            *from = (enum detect_from)(DETECT_FROM_CATALOGUE + i);
            return order[i];
        }
    *from = DETECT_FROM_NOTHING;
    return NULL;
}

static bool
is_cyrillic(const char *text, size_t length)
{
    size_t cyrillic = 0, latin = 0;
    for (size_t i = 0; i < length && cyrillic + latin < 2000;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        cyrillic += code >= 0x400 && code < 0x530;
        latin += letters_is_ascii(code);
    }
    return cyrillic > latin;
}

/* In Cyrillic letters the group is Serbian, whatever the surroundings say. */
static const struct lang *
by_script(const struct detect *detect, const struct lang *lang, const char *text,
          size_t length)
{
    const struct lang *serbian = lang_find("sr");
    if (serbian == NULL || lang == serbian || !is_same_group(lang, serbian) ||
        !detect->allowed[serbian->code] || !is_cyrillic(text, length))
        return lang;
    return serbian;
}

static const struct lang *
weigh(const struct detect *detect, const struct detect_cld2_answer *guesses,
      const struct detect_priors *priors)
{
    struct choices choices = { .count = 0 };
    for (size_t i = 0; i < DETECT_CLD2_GUESSES; i++)
        add_choice(detect, &choices, lang_of_guess(guesses[i].code), guesses[i].percent);
    merge_groups(&choices);
    add_prior(detect, &choices, priors->catalogue);
    add_prior(detect, &choices, priors->document);
    multiply(detect, &choices, priors->catalogue, weight_catalogue);
    multiply(detect, &choices, priors->document, weight_document);
    multiply(detect, &choices, priors->neighbour, weight_neighbour);
    multiply(detect, &choices, priors->markup, weight_markup);
    return best_of(&choices);
}

const struct lang *
detect_text(const struct detect *detect, const char *text, size_t length,
            const struct detect_priors *priors, struct detect_why *why)
{
    struct detect_cld2_answer guesses[DETECT_CLD2_GUESSES];
    struct detect_why unwanted;
    if (why == NULL)
        why = &unwanted;
    why->sure = false;
    const struct lang *prior = first_prior(detect, priors, &why->from);
    bool reliable = false;
    bool enough = detect_count_letters(text, length, DETECT_LETTERS) >= DETECT_LETTERS;
    if (!enough && prior != NULL)
        return prior;
    detect_cld2_guess(text, length, prior == NULL ? "" : prior->tag, guesses, &reliable);
    const struct lang *lang = enough || reliable ? weigh(detect, guesses, priors) : NULL;
    if (lang == NULL)
        return prior == NULL ? lang_unknown() : prior;
    why->sure = enough && reliable;
    why->from = why->sure && lang == lang_of_guess(guesses[0].code) ? DETECT_FROM_TEXT
                                                                    : DETECT_FROM_WEIGHED;
    return by_script(detect, lang, text, length);
}

/* ---- text that is none ---- */

struct looks {
    size_t codes, meaningless, letters, digits_inside, words, long_words, without_vowel;
    size_t lettered,
        broken; /* words with letters; of these, with meaningless codes too */
    size_t latin, vowels;
};

static bool
is_vowel(uint32_t code)
{
    return code >= 0x80 ||
           (letters_is_ascii(code) && strchr("aeiouy", (int)(code | 0x20)) != NULL);
}

static void
look_at_word(struct looks *looks, const char *word, size_t length)
{
    size_t letters = 0, vowels = 0, others = 0, meaningless = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t bytes = utf8_decode(word + i, length - i, &code);
        bool edge = i == 0 || i + bytes == length;
        letters += letters_is_letter(code);
        meaningless += letters_is_private(code);
        vowels += is_vowel(code);
        others += !edge && (letters_is_digit(code) || code == '&' || code == '$' ||
                            code == '%' || code == '>');
        i += bytes;
    }
    looks->lettered += letters > 0;
    looks->broken += letters > 0 && meaningless > 0;
    if (letters < 2)
        return;
    looks->words++;
    looks->without_vowel += vowels == 0 && letters >= 3;
    looks->digits_inside += others > 0;
    looks->long_words += letters > 20;
}

static void
look_at(struct looks *looks, const char *text, size_t length)
{
    size_t start = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        bool blank = code == ' ' || code == '\n' || code == '\t' || code == 0xA0;
        looks->codes += !blank;
        looks->meaningless += letters_is_private(code);
        looks->letters += letters_is_letter(code);
        looks->latin += letters_is_ascii(code);
        looks->vowels += letters_is_ascii(code) && is_vowel(code);
        if (blank || i + bytes == length)
            look_at_word(looks, text + start, (blank ? i : i + bytes) - start);
        i += bytes;
        if (blank)
            start = i;
    }
}

bool
detect_is_meaningless(const char *text, size_t length)
{
    struct looks looks = { .codes = 0 };
    look_at(&looks, text, length);
    /* Bullets and signs of symbol fonts stand alone; in a broken layer they stand in words. */
    bool in_words = looks.broken * 5 > looks.lettered;
    return looks.meaningless >= 3 && (looks.meaningless * 2 > looks.codes ||
                                      (in_words && looks.meaningless * 20 > looks.codes));
}

/* Languages in Latin letters have 30 to 50 vowels in 100 letters. */
static bool
lacks_vowels(const struct looks *looks)
{
    enum { FEWEST_VOWELS = 22 };
    return looks->latin * 2 > looks->letters &&
           looks->vowels * 100 < looks->latin * FEWEST_VOWELS;
}

bool
detect_is_implausible(const char *text, size_t length)
{
    struct looks looks = { .codes = 0 };
    struct detect_cld2_answer guesses[DETECT_CLD2_GUESSES];
    bool reliable;
    look_at(&looks, text, length);
    size_t strange = looks.without_vowel + looks.digits_inside + looks.long_words;
    if (looks.letters < GARBLED_LETTERS || looks.words == 0 ||
        (strange * 3 < looks.words && !lacks_vowels(&looks)))
        return false;
    detect_cld2_guess(text, length, "", guesses, &reliable);
    return !reliable || guesses[0].code[0] == '\0' || guesses[0].percent < 50;
}
