/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the file of synonyms, line by line, into pairs. */
#include "synonyms.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

struct reading {
    struct synonyms *synonyms;
    struct arena *arena;
    struct tokens *tokens;
    synonyms_complain_fn *complain;
    void *context;
    int line;
    bool good;
};

static void
wrong(struct reading *reading, const char *what)
{
    reading->good = false;
    reading->complain(reading->context, reading->line, what);
}

/* ---- expressions ---- */

/* One side of a line, or all of it where the sides are equal. */
struct side {
    const char *items[LIMIT_SYNONYM_LINE];
    size_t count;
};

static bool
count_word(void *context, const struct token *token)
{
    size_t *words = context;
    if (token->lang == NULL && token->position + 1 > *words)
        *words = token->position + 1;
    return true;
}

/* Without blanks and quotation marks around. */
static char *
trimmed(struct arena *arena, const char *text, size_t length)
{
    static const char around[] = " \t\r\"";
    while (length > 0 && strchr(around, text[0]) != NULL) {
        text++;
        length--;
    }
    while (length > 0 && strchr(around, text[length - 1]) != NULL)
        length--;
    return arena_text(arena, text, length);
}

static void
add_item(struct reading *reading, struct side *side, const char *text, size_t length)
{
    char *item = trimmed(reading->arena, text, length);
    size_t words = 0;
    tokens_run(reading->tokens, lang_unknown(), item, strlen(item), count_word, &words);
    if (words == 0)
        wrong(reading, arena_format(reading->arena, "'%s' is no word", item));
    else if (words > LIMIT_SYNONYM_WORDS)
        wrong(reading, arena_format(reading->arena, "'%s' has more than %d words", item,
                                    LIMIT_SYNONYM_WORDS));
    else if (side->count == LIMIT_SYNONYM_LINE)
        wrong(reading, arena_format(reading->arena, "more than %d expressions on a line",
                                    LIMIT_SYNONYM_LINE));
    else
        side->items[side->count++] = item;
}

/* Everything between commas and, where the sides are equal, signs of equality. */
static void
read_side(struct reading *reading, struct side *side, const char *text, size_t length,
          const char *separators)
{
    const char *end = text + length;
    for (const char *at = text;; at++) {
        if (at < end && strchr(separators, *at) == NULL)
            continue;
        add_item(reading, side, text, (size_t)(at - text));
        if (at == end)
            return;
        text = at + 1;
    }
}

/* ---- pairs ---- */

static void
add_pair(struct reading *reading, const struct lang *lang, const char *from,
         const char *to)
{
    struct synonyms *synonyms = reading->synonyms;
    if (strcmp(from, to) == 0)
        return;
    if (synonyms->count == LIMIT_SYNONYMS) {
        wrong(reading, "too many synonyms");
        return;
    }
    arena_grow(reading->arena, &synonyms->items, &synonyms->capacity, synonyms->count + 1,
               sizeof *synonyms->items);
    synonyms->items[synonyms->count++] = (struct store_synonym) { from, to, lang };
}

static void
add_pairs(struct reading *reading, const struct lang *lang, const struct side *left,
          const struct side *right)
{
    for (size_t i = 0; i < left->count; i++)
        for (size_t j = 0; j < right->count; j++)
            add_pair(reading, lang, left->items[i], right->items[j]);
}

/* ---- lines ---- */

/* "ro:" at the beginning of a line. False when it is the name of no language. */
static bool
take_language(struct reading *reading, char **line, const struct lang **lang)
{
    size_t length = strcspn(*line, ":=,");
    *lang = NULL;
    if ((*line)[length] != ':')
        return true;
    char *tag = trimmed(reading->arena, *line, length);
    *lang = lang_find(tag);
    if (*lang == NULL)
        wrong(reading, arena_format(reading->arena,
                                    "'%s' is no language; write en, ro, uk …", tag));
    *line += length + 1;
    return *lang != NULL;
}

static void
cut_comment(char *line)
{
    for (char *at = line; *at != '\0'; at++)
        if (*at == '#' && (at == line || at[-1] == ' ' || at[-1] == '\t')) {
            *at = '\0';
            return;
        }
}

static void
read_line(struct reading *reading, char *line)
{
    const struct lang *lang;
    struct side left = { .count = 0 }, right = { .count = 0 };
    cut_comment(line);
    line += strspn(line, " \t\r");
    if (*line == '\0' || !take_language(reading, &line, &lang))
        return;
    char *arrow = strstr(line, "=>");
    if (strchr(line, '=') == NULL) {
        wrong(reading, "write words = other words, or words => other words");
    } else if (arrow == NULL) {
        read_side(reading, &left, line, strlen(line), ",=");
        add_pairs(reading, lang, &left, &left);
    } else {
        read_side(reading, &left, line, (size_t)(arrow - line), ",=");
        read_side(reading, &right, arrow + 2, strlen(arrow + 2), ",=");
        add_pairs(reading, lang, &left, &right);
    }
}

static void
read_lines(struct reading *reading, const char *text, size_t length)
{
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t size = end == NULL ? length : (size_t)(end - text);
        reading->line++;
        if (!utf8_valid(text, size) || memchr(text, '\0', size) != NULL)
            wrong(reading, "this line is not UTF-8; save the file as UTF-8");
        else
            read_line(reading, arena_text(reading->arena, text, size));
        size += end != NULL;
        text += size;
        length -= size;
    }
}

bool
synonyms_parse(struct synonyms *synonyms, const char *text, size_t length,
               struct arena *arena, synonyms_complain_fn *complain, void *context)
{
    size_t mark = utf8_mark(text, length);
    struct reading reading = {
        synonyms, arena, tokens_new(), complain, context, 0, true
    };
    read_lines(&reading, text + mark, length - mark);
    tokens_free(reading.tokens);
    return reading.good;
}

bool
synonyms_read(struct synonyms *synonyms, const char *path, bool needed,
              struct arena *arena, synonyms_complain_fn *complain, void *context,
              struct error *err)
{
    struct buf text = BUF_INIT(LIMIT_SYNONYMS_BYTES);
    *synonyms = (struct synonyms) { .digest = "" };
    bool good = true;
    if (!buf_add_file(&text, path)) {
        good = (!needed && (errno == ENOENT || errno == ENOTDIR)) ||
               error_set(err, ERROR_CATALOGUE, "cannot read the synonyms '%s': %s", path,
                         strerror(errno));
    } else if (text.full) {
        good = error_set(err, ERROR_CATALOGUE, "the synonyms '%s' are over %d bytes",
                         path, LIMIT_SYNONYMS_BYTES);
    } else {
        synonyms->digest = arena_format(arena, "%016" PRIx64 "-%zu",
                                        hash_bytes(text.data, text.length), text.length);
        good =
            synonyms_parse(synonyms, text.data, text.length, arena, complain, context) ||
            error_set(err, ERROR_CATALOGUE, "the synonyms '%s' have mistakes", path);
    }
    buf_free(&text);
    return good;
}
