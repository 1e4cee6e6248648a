/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries as they would read in Cyrillic, or in Latin letters. */
#include "search/suggest_alphabet.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum {
    LETTERS_LEAST = 3, /* as for spellings */
    ALIKE = 8,         /* words of one sound that are compared by frequency */
    WORDS_MOST = 4,    /* of one query: each takes some milliseconds */
    SOUNDS = 3 * LIMIT_TOKEN_CODE_POINTS
};

static void
add(struct suggestions *suggestions, const char *text)
{
    for (size_t i = 0; i < suggestions->count; i++)
        if (strcmp(suggestions->items[i], text) == 0)
            return;
    if (suggestions->count < SUGGEST_MOST)
        suggestions->items[suggestions->count++] = text;
}

/* ---- keyboards ---- */

static const char keys[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/* What the same keys give; the layouts are those of ISO 9995 national standards as X11's
 * xkeyboard-config has them. */
static const char *const layouts[] = {
    "йцукенгшщзхъфывапролджэячсмитьбюё", /* Russian */
    "йцукенгшщзхїфівапролджєячсмитьбю'"  /* Ukrainian */
};

/* The letter of the other row that stands where `code` stands in its own; 0: nowhere. */
static uint32_t
across(const char *from, const char *to, uint32_t code)
{
    size_t from_left = strlen(from), to_left = strlen(to);
    while (from_left > 0 && to_left > 0) {
        uint32_t own, other;
        size_t step = utf8_decode(from, from_left, &own);
        size_t other_step = utf8_decode(to, to_left, &other);
        if (own == code)
            return other;
        from += step;
        from_left -= step;
        to += other_step;
        to_left -= other_step;
    }
    return 0;
}

static uint32_t
lower(uint32_t code)
{
    if ((code >= 'A' && code <= 'Z') || (code >= 0x410 && code <= 0x42F))
        return code + 0x20;
    return code >= 0x400 && code <= 0x40F ? code + 0x50 : code;
}

/* The text on the other keyboard; NULL when a sign of it stands on no key of this one, or when
 * no word comes of it. */
static const char *
retyped(const char *typed, const char *from, const char *to, struct arena *arena)
{
    struct buf text = BUF_INIT((size_t)4 * LIMIT_QUERY_BYTES);
    size_t letters = 0;
    bool good = true;
    for (size_t i = 0, length = strlen(typed); good && i < length;) {
        uint32_t code;
        i += utf8_decode(typed + i, length - i, &code);
        uint32_t other = code == ' ' ? ' ' : across(from, to, lower(code));
        letters += other >= 0x80 || (other >= 'a' && other <= 'z');
        good = other == ' ' || other >= 0x80 || (other >= 'a' && other <= 'z') ||
               other == '\'';
        buf_add_code(&text, other);
    }
    const char *result = good && letters >= LETTERS_LEAST
                             ? arena_text(arena, text.data, text.length)
                             : NULL;
    buf_free(&text);
    return result;
}

static void
retype(const char *typed, struct arena *arena, struct suggestions *suggestions)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        const char *there = retyped(typed, keys, layouts[i], arena);
        const char *back = retyped(typed, layouts[i], keys, arena);
        if (there != NULL)
            add(suggestions, there);
        if (back != NULL)
            add(suggestions, back);
    }
}

/* ---- sounds ---- */

/* A word of either alphabet, in letters that both spellings lead to: people write "ya" and
 * "ia", "ts" for ц, тс and тц, and leave soft signs out. */
struct sounds {
    char text[SOUNDS];
    size_t length;
};

static void
sound(struct sounds *sounds, const char *letters)
{
    for (; *letters != '\0' && sounds->length < SOUNDS; letters++) {
        char last = sounds->length > 0 ? sounds->text[sounds->length - 1] : '\0';
        char letter = *letters;
        if (last == 't' && letter == 's')
            letter = 'C';
        if ((last == 'i' && (letter == 'e' || letter == 'i')) ||
            (last == 't' && letter == 'C'))
            sounds->length--;
        sounds->text[sounds->length++] = letter;
    }
}

/* From U+0430: а to я, then ѐ to џ. */
static const char *const cyrillic[] = {
    "a", "b", "v", "g", "d", "e", "Z", "z", "i", "i", "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "C", "Q", "S", "S", "",  "i", "",  "e", "iu", "ia",
    "e", "e", "d", "g", "e", "z", "i", "i", "i", "l", "n", "Q", "k", "i", "u",  "Z"
};

/* Letters of Kazakh, Kyrgyz, Tajik and Ukrainian beyond those. */
static const struct {
    uint32_t code;
    const char *sound;
} others[] = { { 0x491, "g" }, { 0x493, "g" }, { 0x49B, "k" }, { 0x4A3, "n" },
               { 0x4AF, "u" }, { 0x4B1, "u" }, { 0x4B3, "h" }, { 0x4B7, "Q" },
               { 0x4BB, "h" }, { 0x4D9, "a" }, { 0x4E3, "i" }, { 0x4E9, "o" },
               { 0x4EF, "u" } };

static const char *
sound_of_cyrillic(uint32_t code)
{
    if (code >= 0x430 && code < 0x430 + sizeof cyrillic / sizeof *cyrillic)
        return cyrillic[code - 0x430];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].code == code)
            return others[i].sound;
    return NULL;
}

/* What people write for Cyrillic letters, with the one that it mostly stands for in Russian;
 * the longest first. */
struct spelling {
    const char *letters, *sound, *letter;
};

static const struct spelling latin[] = {
    { "shch", "S", "щ" }, { "sch", "S", "щ" }, { "zh", "Z", "ж" },  { "kh", "h", "х" },
    { "ts", "C", "ц" },   { "tz", "C", "ц" },  { "ch", "Q", "ч" },  { "sh", "S", "ш" },
    { "yu", "iu", "ю" },  { "ju", "iu", "ю" }, { "ya", "ia", "я" }, { "ja", "ia", "я" },
    { "ye", "e", "е" },   { "je", "e", "е" },  { "yo", "e", "е" },  { "jo", "e", "е" },
    { "a", "a", "а" },    { "b", "b", "б" },   { "c", "C", "ц" },   { "d", "d", "д" },
    { "e", "e", "е" },    { "f", "f", "ф" },   { "g", "g", "г" },   { "h", "h", "х" },
    { "i", "i", "и" },    { "j", "i", "й" },   { "k", "k", "к" },   { "l", "l", "л" },
    { "m", "m", "м" },    { "n", "n", "н" },   { "o", "o", "о" },   { "p", "p", "п" },
    { "q", "k", "к" },    { "r", "r", "р" },   { "s", "s", "с" },   { "t", "t", "т" },
    { "u", "u", "у" },    { "v", "v", "в" },   { "w", "v", "в" },   { "x", "ks", "кс" },
    { "y", "i", "ы" },    { "z", "z", "з" },   { "'", "", "ь" }
};

/* The row that this word begins with; NULL when that is no Latin letter. */
static const struct spelling *
spelling_at(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++) {
        size_t letters = strlen(latin[i].letters);
        if (letters <= length && strncasecmp(word, latin[i].letters, letters) == 0)
            return &latin[i];
    }
    return NULL;
}

static bool
hear_latin(const char *word, size_t length, struct sounds *sounds)
{
    sounds->length = 0;
    for (size_t i = 0; i < length;) {
        const struct spelling *spelling = spelling_at(word + i, length - i);
        if (spelling == NULL)
            return false;
        sound(sounds, spelling->sound);
        i += strlen(spelling->letters);
    }
    return true;
}

/* Letter by letter: endings that the library has not are found by their stem. */
static const char *
in_cyrillic(const char *word, size_t length, struct arena *arena)
{
    struct buf text = BUF_INIT((size_t)2 * LIMIT_TOKEN_BYTES);
    const struct spelling *spelling;
    for (size_t i = 0; i < length; i += strlen(spelling->letters)) {
        spelling = spelling_at(word + i, length - i);
        bool after_vowel = i > 0 && strchr("aeiouyAEIOUY", word[i - 1]) != NULL;
        bool short_i = after_vowel && strcmp(spelling->letters, "y") == 0;
        buf_add_text(&text, short_i ? "й" : spelling->letter);
    }
    const char *copy = arena_text(arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static bool
hear_cyrillic(const char *word, size_t length, struct sounds *sounds)
{
    sounds->length = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(word + i, length - i, &code);
        const char *heard = sound_of_cyrillic(code);
        if (heard == NULL)
            return false;
        sound(sounds, heard);
    }
    return true;
}

/* ---- words that sound alike ---- */

struct alike {
    const struct suggest *asked;
    struct arena *arena;
    struct sounds typed;
    const char *surfaces[ALIKE];
    size_t count;
    const char *chosen; /* the most frequent one */
    int64_t best;       /* its pages */
    bool known_too;     /* words that the vocabulary holds are looked at as well */
    bool any;           /* word was replaced, in this round or the one before */
};

static void
compare(void *context, const char *surface, size_t length)
{
    struct alike *alike = context;
    struct sounds sounds;
    bool same = (unsigned char)surface[0] >= 0xD0 && (unsigned char)surface[0] <= 0xD3 &&
                alike->count < ALIKE && hear_cyrillic(surface, length, &sounds) &&
                sounds.length == alike->typed.length &&
                memcmp(sounds.text, alike->typed.text, sounds.length) == 0;
    if (same)
        alike->surfaces[alike->count++] = arena_text(alike->arena, surface, length);
}

struct word {
    const struct query_filter *filter;
    int64_t pages;
};

static bool
add_pages(void *context, const struct store_term *term)
{
    struct word *word = context;
    if (suggest_is_wanted(word->filter, term->lang))
        word->pages += term->pages;
    return true;
}

static bool
choose(struct alike *alike, struct error *err)
{
    for (size_t i = 0; i < alike->count; i++) {
        struct word word = { alike->asked->filter, 0 };
        if (!store_words_of_surface(alike->asked->store, alike->surfaces[i], add_pages,
                                    &word, err))
            return false;
        if (word.pages > alike->best) {
            alike->best = word.pages;
            alike->chosen = alike->surfaces[i];
        }
    }
    return true;
}

static bool
take_first(void *context, const struct store_term *term)
{
    (void)term;
    *(bool *)context = true;
    return false;
}

static bool
is_known(const struct suggest *asked, const char *word, size_t length, bool *known,
         struct error *err)
{
    char surface[LIMIT_TOKEN_CODE_POINTS + 1];
    *known = false;
    for (size_t i = 0; i < length; i++)
        surface[i] = (char)(word[i] | 0x20);
    surface[length] = '\0';
    return store_words_of_surface(asked->store, surface, take_first, known, err);
}

/* Operators, and abbreviations of no language. */
static bool
is_capital(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] < 'A' || word[i] > 'Z')
            return false;
    return true;
}

static bool
look_for_alike(struct alike *alike, size_t length, struct error *err)
{
    struct buf words = BUF_INIT(LIMIT_NEAR_BYTES);
    bool good = true;
    /* Soft signs make a word longer, "ya" and its like shorter. */
    for (size_t n = (length + 1) / 2; good && n <= length + 1; n++)
        good =
            suggest_each_of_length(alike->asked->store, n, &words, compare, alike, err);
    buf_free(&words);
    return good && choose(alike, err);
}

/* The Cyrillic word for a Latin one, which stays when it is known or no word. */
static bool
find_alike(struct alike *alike, const char *word, size_t length, struct error *err)
{
    bool known = false;
    alike->chosen = NULL;
    alike->count = 0;
    alike->best = 0;
    if (length > LIMIT_TOKEN_CODE_POINTS || is_capital(word, length) ||
        !hear_latin(word, length, &alike->typed))
        return true;
    if (length < LETTERS_LEAST)
        known = !alike->known_too;
    else if (!is_known(alike->asked, word, length, &known, err))
        return false;
    if (known && !alike->known_too)
        return true;
    if (length >= LETTERS_LEAST && !look_for_alike(alike, length, err))
        return false;
    if (alike->chosen == NULL && !known)
        alike->chosen = in_cyrillic(word, length, alike->arena);
    return true;
}

static size_t
word_length(const char *text)
{
    size_t length = 0;
    while ((text[length] >= 'a' && text[length] <= 'z') ||
           (text[length] >= 'A' && text[length] <= 'Z') ||
           (text[length] == '\'' && length > 0) || (unsigned char)text[length] >= 0x80)
        length++;
    return length;
}

static bool
respell(struct alike *alike, struct suggestions *suggestions, struct error *err)
{
    struct buf text = BUF_INIT((size_t)4 * LIMIT_QUERY_BYTES);
    size_t looked = 0;
    bool good = true;
    for (const char *at = alike->asked->typed; good && *at != '\0';) {
        size_t length = word_length(at);
        alike->chosen = NULL;
        if (length > 0 && looked++ < WORDS_MOST)
            good = find_alike(alike, at, length, err);
        if (alike->chosen != NULL)
            buf_add_text(&text, alike->chosen);
        else
            buf_add(&text, at, length > 0 ? length : 1);
        alike->any |= alike->chosen != NULL;
        at += length > 0 ? length : 1;
    }
    if (good && alike->any)
        add(suggestions, arena_text(alike->arena, text.data, text.length));
    buf_free(&text);
    return good;
}

bool
suggest_alphabet(const struct suggest *asked, struct arena *arena,
                 struct suggestions *suggestions, struct error *err)
{
    retype(asked->typed, arena, suggestions);
    if (strpbrk(asked->typed, ":*") != NULL)
        return true; /* fields and beginnings of words are what was meant */
    struct alike *alike = arena_alloc(arena, 1, sizeof *alike);
    alike->asked = asked;
    alike->arena = arena;
    if (!respell(alike, suggestions, err))
        return false;
    alike->known_too = true; /* "prava" is a word in Polish, too */
    return !alike->any || respell(alike, suggestions, err);
}
