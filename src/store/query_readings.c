/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What else a typed word may mean: its marks, the letters a keyboard lacks, its lemma. */
#include "store/query_collect.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

/* ---- marks ---- */

void
query_readings_marked(struct query_collector *collector, const struct query *concept,
                      const struct query_word *words, size_t count)
{
    struct buf tagged = BUF_INIT(LIMIT_QUERY_BYTES);
    for (size_t i = 0; i < count; i++) {
        query_collect_analyse(collector, words[i].lang, concept->typed);
        if (strcmp(collector->marked.data, collector->surface.data) == 0)
            continue;
        buf_reset(&tagged);
        bool stem = words[i].lang->stemmer == LANG_STEM_MARKS;
        const char *marked = query_collect_keep(collector, &collector->marked);
        if (stem)
            tokens_tag(&tagged, words[i].lang, marked, strlen(marked));
        else
            tokens_tag_marked(&tagged, marked, strlen(marked));
        query_collect_form(collector, &(struct query_form) {
                                          .token = query_collect_keep(collector, &tagged),
                                          .lang = stem ? words[i].lang : NULL,
                                          .stem = stem ? marked : NULL,
                                          .marked = true });
    }
    buf_free(&tagged);
}

static bool
has_marks(const struct query_collector *collector)
{
    for (size_t i = 0; i < collector->count; i++)
        if (collector->items[i].marked)
            return true;
    return false;
}

/* Was the word typed as this language writes it, once its case is folded? */
static bool
is_typed_so(struct query_collector *collector, const struct lang *lang,
            const struct query *concept, const char *written)
{
    query_collect_analyse(collector, lang, concept->typed);
    const char *typed = query_collect_keep(collector, &collector->marked);
    query_collect_analyse(collector, lang, written);
    return strcmp(typed, collector->marked.data) == 0;
}

static bool
holds_group(const struct query_forms *forms, const struct lang *lang)
{
    for (size_t i = 0; i < forms->lang_count; i++)
        if (strcmp(forms->langs[i]->group, lang->group) == 0)
            return true;
    return false;
}

/* Of the word analysed last; a word may be its own stem. */
static const struct buf *
stem_in_hand(const struct query_collector *collector)
{
    return collector->stem.length > 0 ? &collector->stem : &collector->surface;
}

static void
add_stem_in_hand(struct query_collector *collector, const struct lang *lang)
{
    query_collect_stem(collector, lang,
                       query_collect_keep(collector, stem_in_hand(collector)));
}

void
query_readings_unfolded(struct query_collector *collector, const struct query *concept)
{
    const struct query_scope *scope = collector->forms->scope;
    const char **words;
    const struct lang **langs;
    if (scope->unfold == NULL)
        return;
    size_t count = scope->unfold(scope->context, concept->surface,
                                 collector->forms->arena, &words, &langs);
    for (size_t i = 0; i < count; i++)
        if (has_marks(collector) && langs[i] != NULL &&
            is_typed_so(collector, langs[i], concept, words[i]))
            return;
    for (size_t i = 0; i < count; i++) {
        if (langs[i] == NULL || !holds_group(collector->forms, langs[i]))
            continue;
        query_collect_analyse(collector, langs[i], words[i]);
        add_stem_in_hand(collector, langs[i]);
    }
}

/* ---- letters that a keyboard lacks ---- */

/* doubtful: what is typed is a letter of the language, too, so that the word must be unknown as
 * it is typed and known as it is read. Several rows may read the same text. */
static const struct spelling {
    const char *group, *typed, *meant;
    bool doubtful;
} spellings[] = {
    { "de", "ae", "ä", false }, /* muetter: mütter */
    { "de", "oe", "ö", false }, { "de", "ue", "ü", false },
    { "sr", "dj", "đ", false }, /* djak: đak */
    { "da", "aa", "å", false }, { "da", "oe", "ø", false },
    { "no", "aa", "å", false }, { "no", "oe", "ø", false },
    { "sv", "aa", "å", false }, { "sv", "ae", "ä", false },
    { "sv", "oe", "ö", false }, { "fi", "ae", "ä", false },
    { "fi", "oe", "ö", false }, { "lb", "ae", "ä", false },
    { "eo", "cx", "ĉ", false }, { "eo", "gx", "ĝ", false },
    { "eo", "hx", "ĥ", false }, { "eo", "jx", "ĵ", false },
    { "eo", "sx", "ŝ", false }, { "eo", "ux", "ŭ", false },
    { "uk", "ы", "і", false }, /* the keys of a Russian keyboard */
    { "uk", "э", "є", false },  { "uk", "ъ", "ї", false },
    { "be", "и", "і", false },  { "be", "щ", "ў", false },
    { "kk", "к", "қ", true },   { "kk", "г", "ғ", true },
    { "kk", "н", "ң", true },   { "kk", "у", "ұ", true },
    { "kk", "у", "ү", true },   { "kk", "о", "ө", true },
    { "kk", "и", "і", true },   { "kk", "а", "ә", true },
    { "kk", "х", "һ", true },   { "ky", "н", "ң", true },
    { "ky", "о", "ө", true },   { "ky", "у", "ү", true },
    { "tg", "к", "қ", true },   { "tg", "г", "ғ", true },
    { "tg", "х", "ҳ", true },   { "tg", "ч", "ҷ", true },
    { "tt", "а", "ә", true },   { "tt", "о", "ө", true },
    { "tt", "у", "ү", true },   { "tt", "н", "ң", true },
    { "mn", "о", "ө", true },   { "mn", "у", "ү", true },
};

/* The rows of one language: they stand together. */
struct rows {
    const struct spelling *items;
    size_t count;
};

enum {
    SPELLINGS = sizeof spellings / sizeof spellings[0],
    READINGS_MOST = 64 /* of one word in one language */
};

static struct rows
rows_of(const struct lang *lang)
{
    size_t from = 0;
    while (from < SPELLINGS && strcmp(spellings[from].group, lang->group) != 0)
        from++;
    size_t to = from;
    while (to < SPELLINGS && strcmp(spellings[to].group, lang->group) == 0)
        to++;
    return (struct rows) { spellings + from, to - from };
}

/* The row with this number among those that read the text; NULL: none. */
static const struct spelling *
spelling_at(struct rows rows, const char *text, unsigned number)
{
    for (size_t i = 0; i < rows.count; i++)
        if (strncmp(text, rows.items[i].typed, strlen(rows.items[i].typed)) == 0 &&
            number-- == 0)
            return rows.items + i;
    return NULL;
}

/* Ways to read what stands here, the letter itself among them. */
static unsigned
ways_at(struct rows rows, const char *text)
{
    unsigned count = 0;
    while (spelling_at(rows, text, count) != NULL)
        count++;
    return count + 1;
}

/* Readings of a word, at most READINGS_MOST: places further behind are left as they are. */
static unsigned
count_readings(struct rows rows, const char *word)
{
    unsigned count = 1;
    for (const char *at = word; *at != '\0'; at++) {
        unsigned ways = ways_at(rows, at);
        if (count * ways <= READINGS_MOST)
            count *= ways;
    }
    return count;
}

/* The reading with this number, 0 the word itself; says whether a row of doubt was taken. */
static bool
respell(struct rows rows, const char *word, unsigned number, struct buf *out)
{
    bool doubtful = false;
    for (unsigned count = 1; *word != '\0';) {
        unsigned ways = ways_at(rows, word), way = 0;
        if (count * ways <= READINGS_MOST) {
            count *= ways;
            way = number % ways;
            number /= ways;
        }
        const struct spelling *row = way > 0 ? spelling_at(rows, word, way - 1) : NULL;
        if (row != NULL)
            buf_add_text(out, row->meant);
        else
            buf_add_char(out, *word);
        doubtful |= row != NULL && row->doubtful;
        word += row != NULL ? strlen(row->typed) : 1;
    }
    return doubtful;
}

/* Does a word of the language begin with the stem of this one? */
static bool
is_known(struct query_collector *collector, const struct lang *lang, const char *word)
{
    const struct query_scope *scope = collector->forms->scope;
    const struct query_form *found;
    query_collect_analyse(collector, lang, word);
    return scope->relate != NULL &&
           scope->relate(scope->context, lang,
                         query_collect_keep(collector, stem_in_hand(collector)),
                         collector->forms->arena, &found) > 0;
}

static void
add_respelled(struct query_collector *collector, const struct lang *lang,
              const struct query *concept, unsigned number)
{
    struct buf spelled = BUF_INIT(LIMIT_QUERY_BYTES);
    bool doubtful = respell(rows_of(lang), concept->surface, number, &spelled);
    const char *word = query_collect_keep(collector, &spelled);
    buf_free(&spelled);
    if (doubtful && !is_known(collector, lang, word))
        return;
    query_collect_analyse(collector, lang, word);
    query_collect_surface(collector, lang,
                          query_collect_keep(collector, &collector->surface));
    if (!concept->exact)
        add_stem_in_hand(collector, lang);
}

static bool
has_doubtful(struct rows rows)
{
    for (size_t i = 0; i < rows.count; i++)
        if (rows.items[i].doubtful)
            return true;
    return false;
}

void
query_readings_respelled(struct query_collector *collector, const struct query *concept)
{
    for (size_t i = 0; i < collector->forms->lang_count; i++) {
        const struct lang *lang = collector->forms->langs[i];
        struct rows rows = rows_of(lang);
        unsigned count = count_readings(rows, concept->surface);
        if (count > 1 && has_doubtful(rows) &&
            is_known(collector, lang, concept->surface))
            continue;
        for (unsigned number = 1; number < count; number++)
            add_respelled(collector, lang, concept, number);
    }
}

/* ---- lemmas ---- */

/* The word of the list in hand; returns what follows it, behind a blank or bar. */
static const char *
next_word(const char *at, char word[LIMIT_TOKEN_BYTES + 1])
{
    size_t length = strcspn(at, " |");
    size_t kept = length < LIMIT_TOKEN_BYTES ? length : LIMIT_TOKEN_BYTES;
    memcpy(word, at, kept);
    word[kept] = '\0';
    return at + length;
}

/* UTF-8 from Greek to Arabic, no letter of which becomes a Latin one when marks go. */
static bool
is_of_another_script(unsigned char first)
{
    return first >= 0xCE && first < 0xE0;
}

/* May words with these first bytes have one stem? "é" may become "e". */
static bool
may_be_alike(unsigned char a, unsigned char b)
{
    return a == b || ((a >= 0x80 || b >= 0x80) &&
                      is_of_another_script(a) == is_of_another_script(b));
}

/* Only words that begin alike are looked at: there are some hundred. */
static bool
is_same_stem(struct query_collector *collector, const struct query_word *word,
             const char *other)
{
    if (!may_be_alike((unsigned char)other[0], (unsigned char)word->surface[0]))
        return false;
    query_collect_analyse(collector, word->lang, other);
    return strcmp(stem_in_hand(collector)->data,
                  word->stem != NULL ? word->stem : word->surface) == 0;
}

static void
add_lemma(struct query_collector *collector, const struct lang *lang, const char *lemma)
{
    char word[LIMIT_TOKEN_BYTES + 1];
    for (const char *at = lemma; *at != '\0' && *at != '|'; at += *at == ' ') {
        at = next_word(at, word);
        query_collect_analyse(collector, lang, word);
        add_stem_in_hand(collector, lang);
    }
}

void
query_readings_lemmas(struct query_collector *collector, const struct query_word *word)
{
    const char *at = word->lang->lemmas, *lemma = at;
    bool same = false;
    while (at != NULL && *at != '\0') {
        char other[LIMIT_TOKEN_BYTES + 1];
        at = next_word(at, other);
        same = same || is_same_stem(collector, word, other);
        if (*at != ' ' && same)
            add_lemma(collector, word->lang, lemma);
        if (*at == '|') {
            lemma = at + 1;
            same = false;
        }
        at += *at != '\0';
    }
}
