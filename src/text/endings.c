/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Endings and prefixes are compared without marks: a word may be typed without them. */
#include "text/endings.h"

#include "base/utf8.h"
#include "text/unicode.h"

#include <string.h>

enum {
    LETTERS = 5,      /* of a stem, without the prefix */
    LEFT_LEAST = 3,   /* letters that an ending or a prefix leaves */
    PLAIN_BYTES = 256 /* of a word without marks; what is longer is cut anyway */
};

/* A word letter by letter. */
struct letters {
    char plain[PLAIN_BYTES]; /* without marks */
    size_t length;
    unsigned short end[PLAIN_BYTES];   /* by letter: of its bytes in plain */
    unsigned short until[PLAIN_BYTES]; /* the same in the word, with marks that follow */
    size_t count;
};

static bool
add_letter(struct letters *letters, const void *plain, size_t size, size_t until)
{
    if (letters->length + size > PLAIN_BYTES)
        return false;
    memcpy(letters->plain + letters->length, plain, size);
    letters->length += size;
    letters->count += size > 0;
    if (letters->count > 0) {
        letters->end[letters->count - 1] = (unsigned short)letters->length;
        letters->until[letters->count - 1] = (unsigned short)until;
    }
    return true;
}

static void
read_letters(struct letters *letters, const char *word, size_t length)
{
    bool room = true;
    letters->count = letters->length = 0;
    for (size_t at = 0, bytes; room && at < length; at += bytes) {
        uint32_t code;
        bytes = utf8_decode(word + at, length - at, &code);
        const uint8_t *stripped = unicode_strip(code);
        room = stripped != NULL
                   ? add_letter(letters, stripped + 1, stripped[0], at + bytes)
                   : add_letter(letters, word + at, bytes, at + bytes);
    }
}

/* Bytes of the longest ending that leaves enough. */
static size_t
ending_of(const struct letters *letters, const char *endings)
{
    size_t longest = 0, least = letters->end[LEFT_LEAST - 1];
    for (size_t size; *endings != '\0'; endings += size + (endings[size] == ' ')) {
        size = strcspn(endings, " ");
        if (size > longest && size + least <= letters->length &&
            memcmp(letters->plain + letters->length - size, endings, size) == 0)
            longest = size;
    }
    return longest;
}

static void
cut_endings(struct letters *letters, const struct lang *lang)
{
    size_t size;
    do {
        size = letters->count > LEFT_LEAST ? ending_of(letters, lang->endings) : 0;
        letters->length -= size;
        while (letters->end[letters->count - 1] > letters->length)
            letters->count--;
    } while (size > 0 && lang->agglutinates);
}

/* Letters of the longest prefix that leaves enough: Polish przedszkole is no przed. */
static size_t
beginning_of(const struct letters *letters, const char *beginnings)
{
    size_t longest = 0;
    for (size_t size; *beginnings != '\0';
         beginnings += size + (beginnings[size] == ' ')) {
        size = strcspn(beginnings, " ");
        if (size >= letters->length || memcmp(letters->plain, beginnings, size) != 0)
            continue;
        size_t count = 1;
        while (letters->end[count - 1] < size)
            count++;
        if (count > longest && count + LEFT_LEAST <= letters->count)
            longest = count;
    }
    return longest;
}

void
endings_cut(struct buf *out, const struct lang *lang, const char *word, size_t length)
{
    struct letters letters;
    read_letters(&letters, word, length);
    if ((word[0] >= '0' && word[0] <= '9') || letters.count == 0) {
        buf_add(out, word, length);
        return;
    }
    if (lang->endings != NULL)
        cut_endings(&letters, lang);
    size_t most = LETTERS;
    if (lang->beginnings != NULL)
        most += beginning_of(&letters, lang->beginnings);
    buf_add(out, word, letters.until[(letters.count < most ? letters.count : most) - 1]);
}
