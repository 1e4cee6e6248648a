/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gathers phrases and words that begin as typed, and keeps those that find something. */
#include "search/complete.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum {
    WORDS_MOST = 8, /* typed */
    LETTERS_LEAST = 2,
    PHRASES_SEEN = 300, /* with the last word */
    TERMS_SEEN = 6,
    GATHERED = 12, /* of which the first that find something are given */
    BEGINNING = 3, /* phrases that begin as typed come before words, so many */
    TEXT_BYTES = 4 * LIMIT_QUERY_BYTES
};

/* Texts in the order in which they are tried. */
struct list {
    const char *items[GATHERED];
    size_t count;
};

struct gatherer {
    struct arena *arena;
    const char *text;              /* typed, valid */
    const char *words[WORDS_MOST]; /* folded */
    size_t count;
    size_t last;       /* byte where the last word begins */
    const char *whole; /* the words with blanks between */
    struct list beginning, inside, terms;
};

/* ---- what is typed ---- */

const char *
complete_fold(const char *typed, size_t length, struct arena *arena)
{
    struct buf surface = BUF_INIT(LIMIT_QUERY_BYTES), stem = BUF_INIT(LIMIT_QUERY_BYTES);
    struct tokens *tokens = tokens_new();
    while (length > 0 && typed[length - 1] == '*')
        length--;
    tokens_word(tokens, lang_unknown(), typed, length, &surface, &stem, NULL);
    const char *folded = arena_text(arena, surface.data, surface.length);
    tokens_free(tokens);
    buf_free(&stem);
    buf_free(&surface);
    return folded;
}

static bool
take_word(void *context, const struct token *token)
{
    struct gatherer *gatherer = context;
    if (token->lang != NULL)
        return true;
    if (gatherer->count == WORDS_MOST)
        return false;
    gatherer->words[gatherer->count++] =
        arena_text(gatherer->arena, token->text, token->length);
    gatherer->last = token->start;
    return true;
}

static bool
read_typed(struct gatherer *gatherer, const struct search *search)
{
    struct buf text = BUF_INIT(TEXT_BYTES), whole = BUF_INIT(TEXT_BYTES);
    size_t length = search->typed_length < LIMIT_QUERY_BYTES ? search->typed_length
                                                             : LIMIT_QUERY_BYTES;
    struct tokens *tokens = tokens_new();
    utf8_repair(&text, search->typed, length);
    gatherer->text = arena_text(gatherer->arena, text.data, text.length);
    tokens_run(tokens, lang_unknown(), gatherer->text, text.length, take_word, gatherer);
    tokens_free(tokens);
    for (size_t i = 0; i < gatherer->count; i++) {
        buf_add_text(&whole, i == 0 ? "" : " ");
        buf_add_text(&whole, gatherer->words[i]);
    }
    gatherer->whole = arena_text(gatherer->arena, whole.data, whole.length);
    buf_free(&whole);
    buf_free(&text);
    return gatherer->count > 0;
}

/* One letter of an alphabet begins too many words; an ideograph is one. */
static bool
is_enough(const char *word)
{
    return utf8_count(word, strlen(word)) >= LETTERS_LEAST || strlen(word) > 2;
}

/* ---- candidates ---- */

static void
list_add(struct list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcasecmp(list->items[i], text) == 0)
            return;
    if (list->count < GATHERED)
        list->items[list->count++] = text;
}

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Does a word of the phrase begin so? */
static bool
has_word(const char *folded, const char *beginning)
{
    for (const char *at = folded; at != NULL; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (begins(at, beginning))
            return true;
    }
    return false;
}

static bool
take_phrase(void *context, const struct store_phrase *phrase)
{
    struct gatherer *gatherer = context;
    for (size_t i = 0; i < gatherer->count; i++)
        if (!has_word(phrase->folded, gatherer->words[i]))
            return true;
    list_add(begins(phrase->folded, gatherer->whole) ? &gatherer->beginning
                                                     : &gatherer->inside,
             arena_copy(gatherer->arena, phrase->shown));
    return gatherer->beginning.count < GATHERED;
}

static bool
take_term(void *context, const struct store_term *term)
{
    struct gatherer *gatherer = context;
    list_add(&gatherer->terms,
             arena_format(gatherer->arena, "%.*s%s", (int)gatherer->last, gatherer->text,
                          term->shown));
    return true;
}

static void
merge(struct list *list, const struct list *from, size_t most)
{
    for (size_t i = 0; i < from->count && i < most; i++)
        list_add(list, from->items[i]);
}

/* What follows an operator or a field is no phrase. */
static bool
has_syntax(const char *text)
{
    return strpbrk(text, "\":*()") != NULL || strstr(text, " -") != NULL ||
           text[0] == '-';
}

static bool
gather(struct store *store, struct gatherer *gatherer, struct list *list,
       struct error *err)
{
    const char *last = gatherer->words[gatherer->count - 1], *key = last;
    if (is_enough(last) &&
        !store_terms(store, last, TERMS_SEEN, take_term, gatherer, err))
        return false;
    if (!is_enough(last))
        key = gatherer->words[gatherer->count > 1 ? gatherer->count - 2 : 0];
    if (is_enough(key) && !has_syntax(gatherer->text) &&
        !store_phrases(store, key, PHRASES_SEEN, take_phrase, gatherer, err))
        return false;
    merge(list, &gatherer->beginning, BEGINNING);
    merge(list, &gatherer->terms, 2);
    merge(list, &gatherer->inside, BEGINNING);
    merge(list, &gatherer->beginning, GATHERED);
    merge(list, &gatherer->terms, GATHERED);
    merge(list, &gatherer->inside, GATHERED);
    return true;
}

/* ---- what finds something ---- */

static bool
count_hits(struct store *store, const struct search *search, const char *text,
           struct tokens *tokens, struct arena *arena, struct store_hits *hits,
           struct error *err)
{
    struct query_scope scope;
    struct query_filter filter;
    bool cut;
    store_scope(store, &scope);
    scope.given = &search->filter;
    scope.preferred = search->preferred;
    const struct query *query =
        query_parse(text, strlen(text), &scope, tokens, arena, &filter, &cut);
    struct store_want want = {
        .query = query, .filter = &filter, .count = 1, .deadline_ms = search->deadline_ms
    };
    return store_match(store, &want, arena, hits, err);
}

static bool
has(const struct list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

/* Another form of a word that finds the same is no news; phrases are, for their names. */
static bool
is_news(const struct gatherer *gatherer, const struct completions *completions,
        const struct completion *added)
{
    if (added->publications == 0)
        return false;
    for (size_t i = 0; has(&gatherer->terms, added->text) && i < completions->count;
         i++) {
        const struct completion *known = &completions->items[i];
        if (has(&gatherer->terms, known->text) && known->pages == added->pages &&
            known->publications == added->publications)
            return false;
    }
    return true;
}

static bool
keep_useful(struct store *store, const struct search *search,
            const struct gatherer *gatherer, const struct list *list,
            struct completions *completions, struct error *err)
{
    struct tokens *tokens = tokens_new();
    bool good = true;
    for (size_t i = 0; good && i < list->count && completions->count < COMPLETE_MOST;
         i++) {
        struct store_hits hits;
        good = count_hits(store, search, list->items[i], tokens, gatherer->arena, &hits,
                          err);
        if (!good)
            break;
        struct completion added = { list->items[i], hits.full_pages,
                                    hits.full_publications };
        if (is_news(gatherer, completions, &added))
            completions->items[completions->count++] = added;
    }
    tokens_free(tokens);
    return good;
}

bool
complete_typed(struct store *store, const struct search *search, struct arena *arena,
               struct completions *completions, struct error *err)
{
    struct gatherer *gatherer = arena_alloc(arena, 1, sizeof *gatherer);
    struct list list = { .count = 0 };
    gatherer->arena = arena;
    completions->count = 0;
    if (!read_typed(gatherer, search))
        return true;
    return gather(store, gatherer, &list, err) &&
           keep_useful(store, search, gatherer, &list, completions, err);
}
