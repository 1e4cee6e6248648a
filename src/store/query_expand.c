/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One typed word becomes one concept: its surface, and its stem in every language that the
 * library holds. */
#include "store/query_expand.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "store/query_cut.h"
#include "store/query_node.h"
#include "store/query_synonyms.h"

#include <string.h>

struct query_expander {
    struct query_forms forms; /* languages and tools */
    struct query *concepts[LIMIT_QUERY_CONCEPTS];
    unsigned count;
    bool *cut;
};

static struct query *
find_concept(const struct query_expander *expander, const struct query *wanted)
{
    for (unsigned i = 0; i < expander->count; i++) {
        struct query *known = expander->concepts[i];
        if (known->exact == wanted->exact && known->prefix == wanted->prefix &&
            known->synonym == wanted->synonym && known->field == wanted->field &&
            strcmp(known->surface, wanted->surface) == 0)
            return known;
    }
    return NULL;
}

static struct query *
make_concept(struct query_expander *expander, const struct query *wanted,
             const struct query_word *words, size_t count)
{
    struct query *known = find_concept(expander, wanted);
    if (known != NULL)
        return query_node_copy(known, expander->forms.arena);
    if (expander->count == LIMIT_QUERY_CONCEPTS) {
        *expander->cut = true;
        return NULL;
    }
    struct query *concept = query_node_copy(wanted, expander->forms.arena);
    concept->index = expander->count;
    if (wanted->prefix)
        query_forms_prefix(&expander->forms, concept, words, count);
    else
        query_forms_word(&expander->forms, concept, words, count);
    expander->concepts[expander->count++] = concept;
    return query_node_copy(concept, expander->forms.arena);
}

/* What is being read: a piece of text, its readings, and how it was typed. */
struct piece {
    const char *text;
    struct query_cut cut;
    struct query_manner manner;
    bool star; /* the last word is a prefix */
};

/* Leaves the words of one language, if it sees any. */
static size_t
keep_language(struct query_word *words, size_t count, const struct lang *lang)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].lang->group, lang->group) == 0)
            words[kept++] = words[i];
    return kept > 0 ? kept : count;
}

static struct query *
concept_at(struct query_expander *expander, const struct piece *piece, size_t at)
{
    struct query_word *words =
        arena_alloc(expander->forms.arena, piece->cut.count + 1, sizeof *words);
    size_t count = query_cut_words(&piece->cut, at, words);
    if (piece->manner.lang != NULL)
        count = keep_language(words, count, piece->manner.lang);
    bool last = at + 1 == piece->cut.base->count;
    struct query wanted = { .op = QUERY_CONCEPT,
                            .field = piece->manner.field,
                            .weight = 1,
                            .exact = piece->manner.exact,
                            .synonym = piece->manner.synonym,
                            .origin = piece->manner.origin,
                            .surface = words[0].surface };
    wanted.typed = arena_text(expander->forms.arena, piece->text + words[0].start,
                              words[0].end - words[0].start);
    wanted.prefix =
        piece->star && last && !words[0].single &&
        expander->forms.scope->expand != NULL &&
        utf8_count(wanted.surface, strlen(wanted.surface)) >= LIMIT_PREFIX_LETTERS;
    return make_concept(expander, &wanted, words, count);
}

static struct query *
phrase_of(struct query_expander *expander, const struct piece *piece, size_t from,
          size_t to)
{
    struct query_list list = { NULL, NULL, 0 };
    if (to - from > LIMIT_PHRASE_TOKENS) {
        to = from + LIMIT_PHRASE_TOKENS;
        *expander->cut = true;
    }
    for (size_t at = from; at < to; at++) {
        struct query *node = concept_at(expander, piece, at);
        if (node == NULL)
            break;
        query_list_chain(&list, node);
    }
    return query_list_node(&list, QUERY_PHRASE, expander->forms.arena);
}

static bool
is_hyphen(const char *text, size_t length)
{
    return (length == 1 && text[0] == '-') ||
           (length == 3 && (memcmp(text, "\xE2\x80\x90", 3) == 0 ||
                            memcmp(text, "\xE2\x80\x91", 3) == 0));
}

/* Do these bytes between two words hold them together? home-visiting, who.int, a@b, 0-3 and
 * characters of a script without spaces; and/or are two words. */
static bool
holds_together(const char *text, size_t length)
{
    static const char *const glue[] = {
        "", ".", "@", "_", "'", "\xE2\x80\x99", "\xE2\x80\x93"
    };
    for (size_t i = 0; i < sizeof glue / sizeof glue[0]; i++)
        if (length == strlen(glue[i]) && memcmp(text, glue[i], length) == 0)
            return true;
    return is_hyphen(text, length);
}

static const char *
gap_before(const struct piece *piece, size_t at, size_t *length)
{
    const struct query_word *words = piece->cut.base->words;
    *length = words[at].start - words[at - 1].end;
    return piece->text + words[at - 1].end;
}

/* Words that hold together from this one on. Where a script without spaces begins or ends,
 * there is a boundary: 2015年 is a number and a character. */
static size_t
run_end(const struct piece *piece, size_t from)
{
    const struct query_word *words = piece->cut.base->words;
    size_t to = from + 1, length;
    for (; to < piece->cut.base->count; to++) {
        const char *gap = gap_before(piece, to, &length);
        if (!holds_together(gap, length) || words[to].single != words[from].single)
            break;
    }
    return to;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* home-visiting without its hyphens; nothing for 0-3, who.int and the like. */
static void
join_parts(const struct piece *piece, size_t from, size_t to, struct buf *joined)
{
    const struct query_word *words = piece->cut.base->words;
    for (size_t at = from; at < to; at++) {
        size_t length;
        const char *gap = at > from ? gap_before(piece, at, &length) : NULL;
        if ((gap != NULL && !is_hyphen(gap, length)) || words[at].single ||
            is_digit(words[at].surface[0])) {
            buf_reset(joined);
            return;
        }
        buf_add(joined, piece->text + words[at].start, words[at].end - words[at].start);
    }
}

/* MLS-Team, home-visiting: a page that has only one of the words is better than none. Not so
 * for 0-3, who.int and what is asked for exactly. */
static bool
is_loose(const struct piece *piece, size_t from, size_t to)
{
    struct buf joined = BUF_INIT(LIMIT_QUERY_BYTES);
    join_parts(piece, from, to, &joined);
    bool loose = joined.length > 0 && !piece->manner.exact;
    buf_free(&joined);
    return loose;
}

static struct query *
joined_word(struct query_expander *expander, const struct piece *piece, size_t from,
            size_t to)
{
    struct buf joined = BUF_INIT(LIMIT_QUERY_BYTES);
    join_parts(piece, from, to, &joined);
    struct query *node = NULL;
    if (joined.length > 0) {
        const char *text = arena_text(expander->forms.arena, joined.data, joined.length);
        struct piece whole = { .text = text,
                               .cut =
                                   query_cut_read(&expander->forms, text, joined.length),
                               .manner = piece->manner };
        if (whole.cut.base != NULL && whole.cut.base->count == 1)
            node = concept_at(expander, &whole, 0);
    }
    buf_free(&joined);
    return node;
}

/* A long run of single characters has no word boundaries: overlapping pieces stand for its
 * words. The sizes were found on judged questions in Chinese and Thai: an ideograph says more
 * than a letter. */
static const struct gram {
    size_t size;  /* characters of one piece */
    size_t whole; /* a run of at most so many is one phrase */
} ideographs = { 2, 4 }, letters = { 3, 6 };

/* Thai, Lao, Burmese and Khmer write letters; Han, kana and Hangul stand for more. */
static struct gram
gram_of(const char *surface)
{
    uint32_t code;
    utf8_decode(surface, strlen(surface), &code);
    return code < 0x1100 || (code >= 0x1780 && code < 0x1800) ? letters : ideographs;
}

static struct query *
grams_of(struct query_expander *expander, const struct piece *piece, size_t from,
         size_t to)
{
    struct query_list list = { NULL, NULL, 0 };
    struct gram gram = gram_of(piece->cut.base->words[from].surface);
    if (to - from <= gram.whole)
        return phrase_of(expander, piece, from, to);
    for (size_t at = from; at + gram.size <= to; at++)
        query_list_add(&list, phrase_of(expander, piece, at, at + gram.size));
    return query_list_node(&list, QUERY_ANY, expander->forms.arena);
}

static struct query *
unit_of(struct query_expander *expander, const struct piece *piece, size_t from,
        size_t to)
{
    if (to - from == 1)
        return concept_at(expander, piece, from);
    if (piece->cut.base->words[from].single)
        return grams_of(expander, piece, from, to);
    struct query_list list = { NULL, NULL, 0 };
    struct query *phrase = phrase_of(expander, piece, from, to);
    if (phrase != NULL && phrase->op == QUERY_PHRASE)
        phrase->loose = is_loose(piece, from, to);
    query_list_add(&list, phrase);
    if (list.count > 0)
        query_list_add(&list, joined_word(expander, piece, from, to));
    return query_list_node(&list, QUERY_OR, expander->forms.arena);
}

static struct piece
read_piece(struct query_expander *expander, const char *text, size_t length,
           struct query_manner manner)
{
    struct piece piece = { .text = text,
                           .cut = query_cut_read(&expander->forms, text, length),
                           .manner = manner };
    piece.manner.exact |= expander->forms.scope->exact;
    return piece;
}

/* ---- synonyms ---- */

static void
name_whole(struct query *phrase, const char *text)
{
    struct query *word = query_node_open(phrase->first);
    for (; word != NULL; word = query_node_open(word->next)) {
        word->whole = text;
        text = "";
    }
}

static struct query *
synonym_node(struct query_expander *expander, const struct query_synonym *synonym,
             struct query_manner manner)
{
    manner.synonym = true;
    manner.lang = synonym->lang;
    struct piece piece =
        read_piece(expander, synonym->text, strlen(synonym->text), manner);
    if (piece.cut.base == NULL)
        return NULL;
    struct query *node = phrase_of(expander, &piece, 0, piece.cut.base->count);
    if (node != NULL && node->op == QUERY_PHRASE)
        name_whole(node, synonym->text);
    return node;
}

static const struct query *
first_concept(const struct query *node)
{
    while (node->op != QUERY_CONCEPT)
        node = node->first;
    return node;
}

/* The words as typed, or what else the library calls it; the node itself where that is
 * nothing. */
static struct query *
with_synonyms(struct query_expander *expander, struct query *node, const char *text,
              size_t length, struct query_manner manner)
{
    struct query_synonym items[LIMIT_SYNONYMS_OF];
    struct query_list list = { NULL, NULL, 0 };
    if (node == NULL || manner.exact || manner.plain || expander->forms.scope->exact ||
        expander->forms.scope->synonym_words == 0)
        return node;
    size_t count = query_synonyms_find(&expander->forms, text, length, items);
    if (count == 0)
        return node;
    node->widened = true;
    manner.origin = first_concept(node)->index;
    query_list_chain(&list, node);
    for (size_t i = 0; i < count; i++)
        query_list_add(&list, synonym_node(expander, &items[i], manner));
    return query_list_node(&list, QUERY_OR, expander->forms.arena);
}

static struct query *
unit_with_synonyms(struct query_expander *expander, const struct piece *piece,
                   size_t from, size_t to)
{
    const struct query_word *words = piece->cut.base->words;
    struct query_manner manner = piece->manner;
    manner.plain |= piece->star && to == piece->cut.base->count;
    return with_synonyms(expander, unit_of(expander, piece, from, to),
                         piece->text + words[from].start,
                         words[to - 1].end - words[from].start, manner);
}

struct query *
query_expand_together(struct query_expander *expander, const char *text, size_t length,
                      struct query_manner manner)
{
    struct query_synonym items[LIMIT_SYNONYMS_OF];
    if (query_synonyms_find(&expander->forms, text, length, items) == 0)
        return NULL;
    return with_synonyms(expander, query_expand_word(expander, text, length, manner),
                         text, length, manner);
}

struct query *
query_expand_word(struct query_expander *expander, const char *text, size_t length,
                  struct query_manner manner)
{
    struct piece piece = read_piece(expander, text, length, manner);
    if (piece.cut.base == NULL)
        return NULL;
    size_t count = piece.cut.base->count;
    piece.star =
        text[length - 1] == '*' && piece.cut.base->words[count - 1].end + 1 == length;
    struct query_list list = { NULL, NULL, 0 };
    for (size_t from = 0, to; from < count; from = to) {
        to = run_end(&piece, from);
        query_list_splice(&list, unit_with_synonyms(expander, &piece, from, to));
    }
    return query_list_node(&list, QUERY_ANY, expander->forms.arena);
}

struct query *
query_expand_quoted(struct query_expander *expander, const char *text, size_t length,
                    struct query_manner manner)
{
    manner.exact = true;
    struct piece piece = read_piece(expander, text, length, manner);
    if (piece.cut.base == NULL)
        return NULL;
    return phrase_of(expander, &piece, 0, piece.cut.base->count);
}

struct query_expander *
query_expander_new(const struct query_scope *scope, const struct query_filter *filter,
                   struct tokens *tokens, struct arena *arena, bool *cut)
{
    struct query_expander *expander = arena_alloc(arena, 1, sizeof *expander);
    query_forms_open(&expander->forms, scope, filter, tokens, arena);
    expander->cut = cut;
    return expander;
}

unsigned
query_expander_concepts(const struct query_expander *expander)
{
    return expander->count;
}
