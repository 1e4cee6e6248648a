/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One typed word becomes one concept: its surface, and its stem in every language that the
 * library holds. */
#include "store/query_expand.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "store/query_forms.h"
#include "store/query_node.h"

#include <string.h>

struct query_expander {
    struct query_forms forms; /* languages and tools */
    struct query *concepts[LIMIT_QUERY_CONCEPTS];
    unsigned count;
    bool *cut;
};

/* One language's cut of a piece of text into words. */
struct reading {
    const struct lang *lang;
    struct query_word *words;
    size_t count, capacity;
    struct arena *arena;
};

struct readings {
    struct reading *items; /* one a language */
    size_t count;
    const struct reading *base; /* the one that decides where words begin and end */
};

/* The first reading at each position: a joiner gives further ones, of its parts. */
static bool
add_token(void *context, const struct token *token)
{
    struct reading *reading = context;
    char *text = arena_text(reading->arena, token->text, token->length);
    struct query_word *last =
        reading->count > 0 ? &reading->words[reading->count - 1] : NULL;
    if (token->lang != NULL) {
        if (last != NULL && last->position == token->position && last->end == token->end)
            last->stem = text;
        return true;
    }
    if (last != NULL && last->position == token->position)
        return true;
    arena_grow(reading->arena, &reading->words, &reading->capacity, reading->count + 1,
               sizeof *reading->words);
    reading->words[reading->count++] = (struct query_word) { .lang = reading->lang,
                                                             .surface = text,
                                                             .start = token->start,
                                                             .end = token->end,
                                                             .position = token->position,
                                                             .single = token->single };
    return true;
}

/* Languages differ at apostrophes only: father's is one word in English and two in German. The
 * reading with the fewest words decides, the earliest language among equals. */
static struct readings
read_words(const struct query_expander *expander, const char *text, size_t length)
{
    const struct query_forms *forms = &expander->forms;
    struct readings readings = { .count = forms->lang_count };
    readings.items = arena_alloc(forms->arena, readings.count, sizeof *readings.items);
    for (size_t i = 0; i < readings.count; i++) {
        struct reading *reading = &readings.items[i];
        reading->lang = forms->langs[i];
        reading->arena = forms->arena;
        tokens_run(forms->tokens, reading->lang, text, length, add_token, reading);
        if (reading->count > 0 &&
            (readings.base == NULL || reading->count < readings.base->count))
            readings.base = reading;
    }
    return readings;
}

/* The words that the languages see at this place of the base reading. */
static size_t
gather_words(const struct readings *readings, size_t at, struct query_word *words)
{
    const struct query_word *base = &readings->base->words[at];
    size_t count = 0;
    words[count++] = *base;
    for (size_t i = 0; i < readings->count; i++) {
        const struct reading *reading = &readings->items[i];
        if (reading == readings->base || reading->count != readings->base->count)
            continue;
        const struct query_word *word = &reading->words[at];
        if (word->start < base->end && base->start < word->end)
            words[count++] = *word;
    }
    return count;
}

static struct query *
find_concept(const struct query_expander *expander, const struct query *wanted)
{
    for (unsigned i = 0; i < expander->count; i++) {
        struct query *known = expander->concepts[i];
        if (known->exact == wanted->exact && known->prefix == wanted->prefix &&
            known->field == wanted->field && strcmp(known->surface, wanted->surface) == 0)
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
    struct readings readings;
    struct query_manner manner;
    bool star; /* the last word is a prefix */
};

static struct query *
concept_at(struct query_expander *expander, const struct piece *piece, size_t at)
{
    struct query_word *words =
        arena_alloc(expander->forms.arena, piece->readings.count + 1, sizeof *words);
    size_t count = gather_words(&piece->readings, at, words);
    bool last = at + 1 == piece->readings.base->count;
    struct query wanted = { .op = QUERY_CONCEPT,
                            .field = piece->manner.field,
                            .weight = 1,
                            .exact = piece->manner.exact,
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
    const struct query_word *words = piece->readings.base->words;
    *length = words[at].start - words[at - 1].end;
    return piece->text + words[at - 1].end;
}

/* Words that hold together from this one on. Where a script without spaces begins or ends,
 * there is a boundary: 2015年 is a number and a character. */
static size_t
run_end(const struct piece *piece, size_t from)
{
    const struct query_word *words = piece->readings.base->words;
    size_t to = from + 1, length;
    for (; to < piece->readings.base->count; to++) {
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
    const struct query_word *words = piece->readings.base->words;
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
                               .readings = read_words(expander, text, joined.length),
                               .manner = piece->manner };
        if (whole.readings.base != NULL && whole.readings.base->count == 1)
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
    struct gram gram = gram_of(piece->readings.base->words[from].surface);
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
    if (piece->readings.base->words[from].single)
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
                           .readings = read_words(expander, text, length),
                           .manner = manner };
    piece.manner.exact |= expander->forms.scope->exact;
    return piece;
}

struct query *
query_expand_word(struct query_expander *expander, const char *text, size_t length,
                  struct query_manner manner)
{
    struct piece piece = read_piece(expander, text, length, manner);
    if (piece.readings.base == NULL)
        return NULL;
    size_t count = piece.readings.base->count;
    piece.star = text[length - 1] == '*' &&
                 piece.readings.base->words[count - 1].end + 1 == length;
    struct query_list list = { NULL, NULL, 0 };
    for (size_t from = 0, to; from < count; from = to) {
        to = run_end(&piece, from);
        query_list_splice(&list, unit_of(expander, &piece, from, to));
    }
    return query_list_node(&list, QUERY_ANY, expander->forms.arena);
}

struct query *
query_expand_quoted(struct query_expander *expander, const char *text, size_t length,
                    struct query_manner manner)
{
    manner.exact = true;
    struct piece piece = read_piece(expander, text, length, manner);
    if (piece.readings.base == NULL)
        return NULL;
    return phrase_of(expander, &piece, 0, piece.readings.base->count);
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
