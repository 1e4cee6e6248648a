/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Letters of old eight-bit fonts that a PDF names as if they were Western ones ("Íå î÷åíü" for
 * "Не очень"), put right where the whole document says so. */
#include "document.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "detect_cld2.h"
#include "letters.h"
#include "misreading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TABLE = 0x2600,     /* beyond every character of the tables but these: */
    APPLE = 0xF8FF,     /* private, the apple of Macintosh fonts */
    LIGATURE = 0xFB01,  /* fi, and fl after it */
    PAIRS = 96,         /* no table is longer */
    FEWEST = 20,        /* wrong words, or letters, before a document is judged by them */
    SAMPLE = 16 * 1024, /* bytes that CLD2 is shown */
    SURE_PERCENT = 80   /* of them in one language */
};

struct pair {
    uint32_t seen, meant; /* seen: its place in a table */
};

struct mending {
    struct document *document;
    size_t counts[TABLE]; /* of each character in the document */
    size_t letters;
    const struct misreading *misreading;
    struct pair pairs[PAIRS];
    size_t pair_count;
    uint16_t meant[TABLE];    /* by the character seen; 0 where it is right */
    size_t words, wrong;      /* words wrong throughout; wrong letters among others */
    struct buf before, after; /* lines with wrong letters: as they are, and mended */
};

/* A run of letters, and of characters that stand for letters. */
struct word {
    size_t start, end; /* bytes */
    size_t codes, wrong, ascii;
    size_t alike;  /* Latin letters in a Cyrillic word */
    bool lettered; /* a wrong character is a letter, no sign */
    bool after_digit;
};

/* Its place in a table; 0 for characters that no table has. */
static uint32_t
slot_of(uint32_t code)
{
    if (code < TABLE - 3)
        return code;
    if (code == LIGATURE || code == LIGATURE + 1)
        return TABLE - 2 + (code - LIGATURE);
    return code == APPLE ? TABLE - 3 : 0;
}

static void
start(struct mending *mending, const struct misreading *misreading)
{
    const char *seen = misreading->seen, *meant = misreading->meant;
    memset(mending->meant, 0, sizeof mending->meant);
    mending->words = mending->wrong = mending->pair_count = 0;
    mending->misreading = misreading;
    buf_reset(&mending->before);
    buf_reset(&mending->after);
    while (*seen != '\0' && *meant != '\0' && mending->pair_count < PAIRS) {
        struct pair pair;
        seen += utf8_decode(seen, strlen(seen), &pair.seen);
        meant += utf8_decode(meant, strlen(meant), &pair.meant);
        pair.seen = slot_of(pair.seen);
        mending->pairs[mending->pair_count++] = pair;
        mending->meant[pair.seen] = (uint16_t)pair.meant;
    }
}

/* ---- the census: rules out nearly every table at the cost of one look at the text ---- */

static void
count_characters(struct mending *mending, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code = (unsigned char)text[i];
        i += code < 0x80 ? 1 : utf8_decode(text + i, length - i, &code);
        mending->counts[slot_of(code)]++;
        mending->letters += letters_is_letter(code);
    }
}

static bool
is_frequent(const struct misreading *misreading, uint32_t code)
{
    char letter[5] = "";
    utf8_encode(code, letter);
    return strstr(misreading->frequent, letter) != NULL;
}

/* Windows-1252 has these, too: they come out right in any case. */
static bool
is_western(uint32_t code)
{
    return code == 0x160 || code == 0x161 || code == 0x17D || code == 0x17E;
}

/* Is it worth a look at the words? */
static bool
is_possible(const struct mending *mending)
{
    const struct misreading *misreading = mending->misreading;
    size_t wrong = 0, right = 0, kinds = 0, frequent = 0;
    for (size_t i = 0; i < mending->pair_count; i++) {
        const struct pair *pair = &mending->pairs[i];
        size_t count = mending->counts[pair->seen];
        wrong += count;
        kinds += count > 0;
        right += is_western(pair->meant) ? 0 : mending->counts[slot_of(pair->meant)];
        if (misreading->frequent != NULL && is_frequent(misreading, pair->meant))
            frequent += count;
    }
    if (wrong < FEWEST)
        return false;
    if (misreading->frequent != NULL)
        return frequent * 14 > wrong * 5;
    return kinds >= misreading->kinds &&
           wrong * 1000 > mending->letters * misreading->share && right * 10 < wrong;
}

/* ---- words ---- */

static void
add_to_word(const struct mending *mending, struct word *word, uint32_t code)
{
    bool wrong = mending->meant[slot_of(code)] != 0;
    word->codes++;
    word->wrong += wrong;
    word->lettered = word->lettered || (wrong && letters_is_letter(code));
    word->ascii += letters_is_ascii(code);
    word->alike += misreading_alike(mending->misreading, code) != 0;
}

/* The next one from word->end on. */
static bool
next_word(const struct mending *mending, const char *text, size_t length,
          struct word *word)
{
    size_t at = word->end;
    bool digit = false;
    memset(word, 0, sizeof *word);
    for (word->start = at; at < length;) {
        uint32_t code;
        size_t bytes = utf8_decode(text + at, length - at, &code);
        bool part = letters_is_letter(code) || mending->meant[slot_of(code)] != 0;
        if (!part && word->codes > 0)
            break;
        at += bytes;
        if (part) {
            add_to_word(mending, word, code);
            word->after_digit = digit;
        } else {
            word->start = at;
            digit = letters_is_digit(code);
        }
    }
    word->end = at;
    return word->codes > 0;
}

/* Every letter is wrong, or looks right all the same among wrong ones. */
static bool
is_wrong_throughout(const struct word *word)
{
    return word->wrong == word->codes ||
           (word->wrong + word->alike == word->codes && word->wrong > word->alike);
}

/* Does it speak for the table: every letter wrong, or some among letters that are right? */
static bool
is_telling(const struct mending *mending, const struct word *word)
{
    if (mending->misreading->frequent == NULL)
        return word->wrong > 0 && word->ascii > 1;
    return is_wrong_throughout(word) && word->wrong >= 3 && word->lettered;
}

static uint32_t
meaning_of(const struct mending *mending, const char *character)
{
    uint32_t code;
    utf8_decode(character, strlen(character), &code);
    return mending->meant[slot_of(code)];
}

static bool
is_to_mend_among_right_ones(const struct mending *mending, const char *text,
                            const struct word *word)
{
    bool first_is_wrong = meaning_of(mending, text + word->start) != 0;
    return word->wrong > 0 && word->ascii > 0 &&
           (word->ascii > 1 || word->lettered || first_is_wrong);
}

/* "3 × 4", "m³" and "5º" are what they are; "³" alone is the Ukrainian for "and", and "×" in
 * KOI8 is "in". */
static bool
is_to_mend(const struct mending *mending, const char *text, const struct word *word)
{
    if (mending->misreading->frequent == NULL)
        return is_to_mend_among_right_ones(mending, text, word);
    uint32_t first = meaning_of(mending, text + word->start);
    bool of_one_letter = word->codes == 1 && (first == 0x456 || first == 0x432);
    return is_wrong_throughout(word) && !word->after_digit &&
           (word->lettered || word->codes > 2 || of_one_letter);
}

/* ---- mending ---- */

/* In the seven-bit set "@" begins a word; after a letter it belongs to an address. After a small
 * letter the capital Ё is TeX's ї. */
static uint32_t
meant_by(const struct mending *mending, uint32_t before, uint32_t code)
{
    uint32_t meant = mending->meant[slot_of(code)];
    if (meant == 0)
        meant = misreading_alike(mending->misreading, code);
    if (meant == 0x401 && letters_is_letter(before) && !letters_is_upper(before))
        return 0x457;
    return meant == 0 || (code == '@' && before != 0) ? code : meant;
}

static void
mend_word(const struct mending *mending, const char *text, const struct word *word,
          struct buf *out)
{
    uint32_t code, before = 0;
    for (size_t i = word->start; i < word->end;) {
        i += utf8_decode(text + i, word->end - i, &code);
        buf_add_code(out, meant_by(mending, before, code));
        before = code;
    }
}

/* TeX's Cyrillic fonts have a hyphen of their own, which has no name: U+FFFD. */
static void
mend_hyphen(const struct mending *mending, struct buf *line)
{
    size_t at, before;
    if (mending->misreading->frequent == NULL || line->length == 0 ||
        letters_last(line->data, line->length, &at) != UTF8_REPLACEMENT || at == 0 ||
        !letters_is_letter(letters_last(line->data, at, &before)))
        return;
    buf_cut(line, at);
    buf_add_char(line, '-');
}

/* Appends the text as it was meant; false when it is so already. */
static bool
mend_text(const struct mending *mending, const char *text, size_t length, struct buf *out)
{
    struct word word = { .end = 0 };
    size_t done = 0;
    bool changed = false;
    while (next_word(mending, text, length, &word)) {
        buf_add(out, text + done, word.start - done);
        if (is_to_mend(mending, text, &word)) {
            mend_word(mending, text, &word, out);
            changed = true;
        } else {
            buf_add(out, text + word.start, word.end - word.start);
        }
        done = word.end;
    }
    buf_add(out, text + done, length - done);
    return changed;
}

/* ---- judging ---- */

static void
look_at_line(struct mending *mending, const struct document_line *line)
{
    struct word word = { .end = 0 };
    size_t words = mending->words;
    while (next_word(mending, line->text, line->length, &word))
        if (is_telling(mending, &word)) {
            mending->words++;
            mending->wrong += word.wrong;
        }
    if (mending->words == words || mending->before.length > SAMPLE)
        return;
    buf_add(&mending->before, line->text, line->length);
    buf_add_char(&mending->before, '\n');
    mend_text(mending, line->text, line->length, &mending->after);
    buf_add_char(&mending->after, '\n');
}

/* What CLD2 takes the text for: one of the languages, another one, or none. */
enum verdict { VERDICT_NONE, VERDICT_EXPECTED, VERDICT_ANOTHER };

static enum verdict
judge(const struct misreading *misreading, const struct buf *text)
{
    struct detect_cld2_answer guesses[DETECT_CLD2_GUESSES];
    bool reliable;
    int expected = 0; /* kin share a text: Croatian, Bosnian, Serbian */
    detect_cld2_guess(text->data, text->length, "", guesses, &reliable);
    for (size_t i = 0; i < DETECT_CLD2_GUESSES; i++) {
        char name[32];
        snprintf(name, sizeof name, " %s ", guesses[i].code);
        if (strstr(misreading->languages, name) != NULL)
            expected += guesses[i].percent;
    }
    if (expected >= SURE_PERCENT)
        return VERDICT_EXPECTED;
    return reliable && expected < guesses[0].percent ? VERDICT_ANOTHER : VERDICT_NONE;
}

static bool
is_misread(struct mending *mending, const struct misreading *misreading)
{
    const struct document *document = mending->document;
    start(mending, misreading);
    if (!is_possible(mending))
        return false;
    for (size_t p = 0; p < document->page_count; p++)
        for (size_t i = 0; i < document->pages[p].line_count; i++)
            look_at_line(mending, &document->pages[p].lines[i]);
    if (misreading->frequent != NULL)
        return mending->words >= FEWEST;
    return mending->wrong >= FEWEST &&
           judge(misreading, &mending->before) != VERDICT_ANOTHER &&
           judge(misreading, &mending->after) == VERDICT_EXPECTED;
}

/* A page in other fonts has not one word of the kind. */
static bool
is_page_misread(const struct mending *mending, const struct document_page *page)
{
    for (size_t i = 0; i < page->line_count; i++) {
        struct word word = { .end = 0 };
        const struct document_line *line = &page->lines[i];
        while (next_word(mending, line->text, line->length, &word))
            if (is_telling(mending, &word))
                return true;
    }
    return false;
}

static void
mend_page(const struct mending *mending, struct document_page *page, struct buf *text)
{
    if (!is_page_misread(mending, page))
        return;
    for (size_t i = 0; i < page->line_count; i++) {
        struct document_line *line = &page->lines[i];
        buf_reset(text);
        if (!mend_text(mending, line->text, line->length, text))
            continue;
        mend_hyphen(mending, text);
        line->text = arena_text(mending->document->arena, text->data, text->length);
        line->length = text->length;
    }
}

static const struct misreading *
find_misreading(struct mending *mending)
{
    const struct document *document = mending->document;
    const struct misreading *misreading;
    for (size_t p = 0; p < document->page_count; p++)
        for (size_t i = 0; i < document->pages[p].line_count; i++)
            count_characters(mending, document->pages[p].lines[i].text,
                             document->pages[p].lines[i].length);
    for (size_t m = 0; (misreading = misreading_at(m)) != NULL; m++)
        if (is_misread(mending, misreading))
            return misreading;
    return NULL;
}

void
document_mend_letters(struct document *document)
{
    struct mending *mending = memory_new(1, sizeof *mending);
    struct buf text = BUF_INIT(LIMIT_FRAME_BYTES);
    mending->document = document;
    mending->before = mending->after = text;
    const struct misreading *misreading = find_misreading(mending);
    for (size_t p = 0; p < document->page_count && misreading != NULL; p++)
        mend_page(mending, &document->pages[p], &text);
    document->letters = misreading == NULL ? "" : misreading->name;
    buf_free(&mending->before);
    buf_free(&mending->after);
    buf_free(&text);
    free(mending);
}
