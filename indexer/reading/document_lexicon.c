/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How often a document has a word, for the words that are asked about. */
#include "document_lexicon.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "letters.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

static struct document_count **
slot_of(const struct document_lexicon *lexicon, const char *word, size_t length)
{
    size_t at = hash_bytes(word, length) & (lexicon->room - 1);
    while (lexicon->slots[at] != NULL &&
           (strncmp(lexicon->slots[at]->word, word, length) != 0 ||
            lexicon->slots[at]->word[length] != '\0'))
        at = (at + 1) & (lexicon->room - 1);
    return &lexicon->slots[at];
}

static void
widen(struct document_lexicon *lexicon)
{
    struct document_lexicon wider = { .room =
                                          lexicon->room == 0 ? 64 : 2 * lexicon->room };
    wider.slots = memory_new(wider.room, sizeof(void *));
    for (size_t i = 0; i < lexicon->room; i++)
        if (lexicon->slots[i] != NULL)
            *slot_of(&wider, lexicon->slots[i]->word, strlen(lexicon->slots[i]->word)) =
                lexicon->slots[i];
    free(lexicon->slots);
    lexicon->slots = wider.slots;
    lexicon->room = wider.room;
}

static void
lower_into(struct buf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80) {
            fold_case(out, lang_unknown(), text + i, length - i);
            return;
        } else {
            char c = text[i];
            buf_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
        }
}

struct document_count *
document_lexicon_ask(struct document_lexicon *lexicon, const char *word, size_t length)
{
    struct buf *lower = &lexicon->lower;
    buf_reset(lower);
    lower_into(lower, word, length);
    if (2 * (lexicon->used + 1) > lexicon->room)
        widen(lexicon);
    struct document_count **slot = slot_of(lexicon, lower->data, lower->length);
    if (*slot == NULL) {
        *slot = memory_new(1, sizeof **slot);
        (*slot)->word = memory_text(lower->data, lower->length);
        lexicon->used++;
    }
    return *slot;
}

/* ---- counting ---- */

static void
count_lower(struct document_lexicon *lexicon)
{
    struct document_count **slot =
        slot_of(lexicon, lexicon->lower.data, lexicon->lower.length);
    if (*slot != NULL)
        (*slot)->times++;
}

static void
count_word(struct document_lexicon *lexicon, const char *text, size_t length)
{
    buf_reset(&lexicon->lower);
    lower_into(&lexicon->lower, text, length);
    count_lower(lexicon);
}

/* Letters, with hyphens inside or not. */
static void
count_run(struct document_lexicon *lexicon, const char *text, size_t length)
{
    size_t before = 0, part = 0, parts = 0;
    for (size_t i = 0, bytes; i <= length; i += bytes) {
        uint32_t code = '-';
        bytes = i < length ? utf8_decode(text + i, length - i, &code) : 1;
        if (!letters_is_hyphen(code))
            continue;
        count_word(lexicon, text + part, i - part);
        if (i < length) {
            buf_add_char(&lexicon->lower, '-');
            count_lower(lexicon);
        }
        if (parts++ > 0)
            count_word(lexicon, text + before, i - before);
        before = part;
        part = i + bytes;
    }
    if (parts > 2)
        count_word(lexicon, text, length);
}

void
document_lexicon_count(struct document_lexicon *lexicon, const char *text, size_t length)
{
    size_t start = 0;
    bool inside = false;
    for (size_t i = 0; i < length && lexicon->room > 0;) {
        uint32_t code;
        size_t after = i + utf8_decode(text + i, length - i, &code);
        bool letter = letters_is_letter(code);
        bool joint = inside && letters_is_hyphen(code) &&
                     letters_is_letter(letters_first(text + after, length - after));
        if (letter && !inside)
            start = i;
        if (inside && !letter && !joint)
            count_run(lexicon, text + start, i - start);
        inside = letter || joint;
        i = after;
    }
    if (inside)
        count_run(lexicon, text + start, length - start);
}

void
document_lexicon_free(struct document_lexicon *lexicon)
{
    for (size_t i = 0; i < lexicon->room; i++)
        if (lexicon->slots[i] != NULL) {
            free(lexicon->slots[i]->word);
            free(lexicon->slots[i]);
        }
    free(lexicon->slots);
    buf_free(&lexicon->lower);
}
