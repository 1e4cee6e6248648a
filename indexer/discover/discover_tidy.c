/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One spelling for each organisation, one title, one description, one short id. */
#include "discover_tidy.h"

#include "base/utf8.h"
#include "text/lang.h"

#include <ctype.h>
#include <string.h>

enum { SLUG_WORDS = 5, SLUG_BYTES = 48, ACRONYM_MOST = 10, ALIASES_MOST = 1000 };

/* ---- organisations ---- */

static const struct discover_alias known_aliases[] = {
    { "issa", "International Step by Step Association" },
    { "who", "World Health Organization" },
    { "worldhealthorganisation", "World Health Organization" },
    { "unitednationschildrensfund", "UNICEF" },
    { "unitednationschildrensfundunicef", "UNICEF" },
    { "worldhealthorganizationwho", "World Health Organization" },
    { "internationalstepbystepassociationissa",
      "International Step by Step Association" },
};

static void
add_alias(struct discover_aliases *aliases, struct arena *arena, const char *key,
          const char *name)
{
    if (aliases->count >= ALIASES_MOST || key[0] == '\0')
        return;
    for (size_t i = 0; i < aliases->count; i++)
        if (strcmp(aliases->items[i].key, key) == 0)
            return;
    arena_grow(arena, &aliases->items, &aliases->capacity, aliases->count + 1,
               sizeof *aliases->items);
    aliases->items[aliases->count++] = (struct discover_alias) { key, name };
}

static bool
is_word(unsigned char c)
{
    return c >= 0x80 || isalnum(c);
}

/* Where the words before text + end begin whose capitals are the acronym; end when none are. */
static size_t
start_of_name(const char *text, size_t end, const char *acronym, size_t length)
{
    size_t at = end, left = length;
    while (left > 0 && at > 0) {
        while (at > 0 && !is_word((unsigned char)text[at - 1])) {
            if (strchr(" '-", text[at - 1]) == NULL)
                return end;
            at--;
        }
        while (at > 0 && is_word((unsigned char)text[at - 1]))
            at--;
        if (text[at] == acronym[left - 1])
            left--;
        else if (!islower((unsigned char)text[at]))
            return end;
    }
    return left == 0 ? at : end;
}

void
discover_aliases_learn(struct discover_aliases *aliases, struct arena *arena,
                       const char *text)
{
    for (const char *open = text; (open = strchr(open, '(')) != NULL; open++) {
        size_t length = strspn(open + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (length < 2 || length > ACRONYM_MOST || open[length + 1] != ')')
            continue;
        size_t end = (size_t)(open - text);
        while (end > 0 && text[end - 1] == ' ')
            end--;
        size_t start = start_of_name(text, end, open + 1, length);
        if (start < end)
            add_alias(aliases, arena,
                      discover_key(arena, arena_text(arena, open + 1, length)),
                      discover_clean(arena, text + start, end - start));
    }
}

static const char *
spelling_of(const struct discover_aliases *aliases, struct arena *arena, const char *name)
{
    const char *key = discover_key(arena, name);
    for (size_t i = 0; i < sizeof known_aliases / sizeof *known_aliases; i++)
        if (strcmp(known_aliases[i].key, key) == 0) {
            name = known_aliases[i].name;
            key = discover_key(arena, name);
        }
    for (size_t i = 0; i < aliases->count; i++)
        if (strcmp(aliases->items[i].key, key) == 0)
            return aliases->items[i].name;
    return name;
}

void
discover_unify(const struct discover_aliases *aliases, struct arena *arena,
               struct discover_texts *organisations)
{
    size_t count = 0;
    for (size_t i = 0; i < organisations->count; i++) {
        const char *name = spelling_of(aliases, arena, organisations->items[i]);
        const char *key = discover_key(arena, name);
        bool there = false;
        for (size_t k = 0; k < count && !there; k++)
            there = strcmp(discover_key(arena, organisations->items[k]), key) == 0;
        if (!there)
            organisations->items[count++] = name;
    }
    organisations->count = count;
}

/* ---- description and title ---- */

static bool
is_label(struct arena *arena, const struct discover_entry *entry, const char *text)
{
    const char *key = discover_key(arena, text);
    for (size_t i = 0; i < entry->file_count; i++)
        if (strcmp(discover_key(arena, entry->files[i].label), key) == 0)
            return true;
    return strcmp(discover_key(arena, entry->title), key) == 0;
}

/* How far text goes along with the title when marks do not count; 0 when it does not. */
static size_t
reaches(const char *text, const char *title)
{
    size_t at = 0;
    while (*title != '\0') {
        if (!is_word((unsigned char)*title)) {
            title++;
        } else if (!is_word((unsigned char)text[at]) && text[at] != '\0') {
            at++;
        } else if (text[at] == *title) {
            at++;
            title++;
        } else {
            return 0;
        }
    }
    return is_word((unsigned char)text[at]) ? 0 : at;
}

/* A page that sets a subtitle on a line of its own loses the colon that its text still has. */
static void
correct_title(struct discover_entry *entry, struct arena *arena, const char *text)
{
    const char *title = entry->title;
    if (strpbrk(title, ":.;?!") != NULL || strchr(title, ' ') == NULL)
        return;
    for (const char *at = text; *at != '\0'; at++) {
        size_t length = *at == title[0] && (at == text || !is_word((unsigned char)at[-1]))
                            ? reaches(at, title)
                            : 0;
        const char *spelt = arena_text(arena, at, length);
        if (length > strlen(title) && length <= strlen(title) + 2 &&
            strchr(spelt, ':') != NULL) {
            entry->title = spelt;
            return;
        }
    }
}

void
discover_describe(struct discover_entry *entry, struct arena *arena)
{
    struct buf about = BUF_INIT((size_t)64 * 1024);
    for (size_t i = 0; i < entry->paragraphs.count; i++) {
        const char *text = entry->paragraphs.items[i];
        if (is_label(arena, entry, text))
            continue;
        correct_title(entry, arena, text);
        if (about.length > 0)
            buf_add_char(&about, '\n');
        buf_add_text(&about, text);
    }
    if (about.length > 0)
        entry->about = arena_text(arena, about.data, utf8_cut(about.data, about.length));
    buf_free(&about);
}

/* ---- ids ---- */

static bool
is_stop_word(const char *word)
{
    static const char more[] =
        " de la le les des du der die das und et y el los las si in ";
    const char *const lists[] = { lang_find("en")->stop_words, more };
    size_t length = strlen(word);
    for (size_t i = 0; i < 2; i++)
        for (const char *at = lists[i]; (at = strstr(at, word)) != NULL; at++)
            if ((at == lists[i] || at[-1] == ' ') &&
                (at[length] == ' ' || at[length] == '\0'))
                return true;
    return false;
}

/* Appends one more word; false when there is no room for it. */
static bool
add_word(struct buf *slug, const char *word, size_t *words)
{
    if (*words >= SLUG_WORDS ||
        (*words > 0 && slug->length + 1 + strlen(word) > SLUG_BYTES))
        return false;
    if (*words > 0)
        buf_add_char(slug, '-');
    buf_add(slug, word, utf8_cut(word, strnlen(word, SLUG_BYTES)));
    ++*words;
    return true;
}

static size_t
slug_of(struct arena *arena, struct buf *slug, const char *text, size_t length)
{
    size_t words = 0;
    for (size_t i = 0; i < length;) {
        size_t start = i;
        /* The three bytes of dashes and quotation marks are no letters. */
        while (i < length && is_word((unsigned char)text[i]) &&
               strncmp(text + i, "\xE2\x80", 2) != 0)
            i++;
        const char *word =
            discover_folded(arena, arena_text(arena, text + start, i - start));
        if (word[0] != '\0' && !is_stop_word(word) && !add_word(slug, word, &words))
            break;
        if (i < length && strncmp(text + i, "\xE2\x80", 2) == 0)
            i += 3;
        else
            i += i < length && !is_word((unsigned char)text[i]);
    }
    return words;
}

const char *
discover_slug(struct arena *arena, const char *title)
{
    struct buf slug = BUF_INIT(256);
    if (slug_of(arena, &slug, title, strcspn(title, ":?!")) < 3) {
        buf_reset(&slug);
        slug_of(arena, &slug, title, strlen(title));
    }
    const char *id = arena_copy(arena, slug.length == 0 ? "publication" : slug.data);
    buf_free(&slug);
    return id;
}
