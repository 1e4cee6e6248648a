/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "More like this": the words that tell most about a page or a publication, as a query. Words
 * that are frequent there and rare in the library tell most (tf·idf). */
#include "search/search_parts.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS = 20,       /* of the query */
    WEIGHT_MOST = 3,  /* of the most telling one: it stands so often in the query */
    PAGES_READ = 40,  /* of one publication, evenly spread */
    CANDIDATES = 160, /* most frequent words, whose pages are counted */
    LETTERS_LEAST = 3,
    TABLE = 8192,
    QUERY_BYTES = LIMIT_QUERY_BYTES - LIMIT_TOKEN_BYTES - 1 /* room for the last word */
};

/* All words of one stem. */
struct word {
    struct word *next; /* with the same hash */
    const char *stem, *surface;
    int64_t count;
    double score;
};

struct like {
    struct search_work *work;
    const struct publication *publication;
    int64_t page; /* 0: all pages */
    const struct lang *lang;
    struct word **table, **words;
    size_t count, capacity;
    struct buf surface, stem; /* of the word in hand; empty when there is none */
    bool single;
};

/* ---- what is named ---- */

/* "ID:14"; a colon that digits do not follow belongs to the id. */
static const char *
split_page(const char *name, int64_t *page, struct arena *arena)
{
    const char *colon = strrchr(name, ':');
    if (colon == NULL || colon[1] == '\0' || strlen(colon) > 10 ||
        colon[1 + strspn(colon + 1, "0123456789")] != '\0' || atol(colon + 1) < 1)
        return name;
    *page = atol(colon + 1);
    return arena_text(arena, name, (size_t)(colon - name));
}

bool
search_like_find(struct store *store, const char *name, struct arena *arena,
                 struct publication *publication, int64_t *page, struct error *err)
{
    *page = 0;
    if (store_publication_of_key(store, name, arena, publication, NULL))
        return true; /* an id may end in ":14" itself */
    return store_publication_of_key(store, split_page(name, page, arena), arena,
                                    publication, err);
}

/* ---- counting words ---- */

static bool
is_telling(const struct like *like)
{
    const struct buf *surface = &like->surface;
    return surface->length > 0 && !like->single &&
           utf8_count(surface->data, surface->length) >= LETTERS_LEAST &&
           strpbrk(surface->data, "0123456789") == NULL &&
           !lang_is_frequent(like->lang, surface->data);
}

/* The word in hand, once its stem is known. */
static void
count_word(struct like *like)
{
    const char *stem = like->stem.length > 0 ? like->stem.data : like->surface.data;
    if (!is_telling(like))
        return;
    struct word **slot = &like->table[hash_text(stem) % TABLE], *word = *slot;
    while (word != NULL && strcmp(word->stem, stem) != 0)
        word = word->next;
    if (word == NULL) {
        struct arena *arena = like->work->arena;
        word = arena_alloc(arena, 1, sizeof *word);
        *word = (struct word) { *slot, arena_copy(arena, stem),
                                arena_copy(arena, like->surface.data), 0, 0 };
        *slot = word;
        arena_grow(arena, &like->words, &like->capacity, like->count + 1, sizeof(void *));
        like->words[like->count++] = word;
    }
    word->count++;
}

static bool
take_token(void *context, const struct token *token)
{
    struct like *like = context;
    if (token->lang != NULL) {
        buf_add(&like->stem, token->text, token->length);
        return true;
    }
    count_word(like);
    buf_reset(&like->stem);
    buf_reset(&like->surface);
    buf_add(&like->surface, token->text, token->length);
    like->single = token->single;
    return true;
}

static void
count_text(struct like *like, const char *text, size_t length)
{
    tokens_run(like->work->tokens, like->lang, text, length, take_token, like);
    count_word(like);
    buf_reset(&like->surface);
    buf_reset(&like->stem);
}

/* Pages of other languages than the first one have other words. */
static bool
count_page(struct like *like, int64_t id, struct error *err)
{
    struct store_page page;
    if (!store_load(like->work->store, id, like->work->arena, &page, err))
        return false;
    if (like->page != 0 && (page.file == 0 || page.number != like->page))
        return true;
    if (like->lang == NULL)
        like->lang = page.lang;
    if (page.lang != like->lang)
        return true;
    count_text(like, page.title, strlen(page.title));
    count_text(like, page.text, page.text_length);
    return true;
}

static bool
count_pages(struct like *like, struct error *err)
{
    const int64_t *pages;
    size_t count;
    if (!store_pages(like->work->store, like->publication->id, like->work->arena, &pages,
                     &count, err))
        return false;
    size_t step = like->page != 0 ? 1 : count / PAGES_READ + 1;
    like->lang = lang_find(like->page != 0 ? "" : like->publication->lang);
    for (size_t i = 0; i < count; i += step)
        if (!count_page(like, pages[i], err))
            return false;
    return true;
}

/* ---- the most telling ones ---- */

static int
most_first(const void *left, const void *right)
{
    const struct word *a = *(struct word *const *)left, *b = *(struct word *const *)right;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    return strcmp(a->surface, b->surface);
}

static void
sort_words(struct like *like)
{
    if (like->count > 1)
        qsort(like->words, like->count, sizeof(void *), most_first);
}

static bool
add_pages(void *context, const struct store_term *term)
{
    *(int64_t *)context += term->pages;
    return true;
}

/* A word that stands nowhere else leads nowhere. */
static bool
score_word(struct like *like, struct word *word, struct error *err)
{
    struct store *store = like->work->store;
    int64_t pages = 0; /* counted once for each form: more than there are */
    double all = (double)store_facts(store)->pages;
    if (!store_words_of_stem(store, like->lang, word->stem, WORDS, add_pages, &pages,
                             err))
        return false;
    word->score =
        pages < 2 ? 0 : (1 + log((double)word->count)) * log(1 + all / (double)pages);
    return true;
}

static bool
choose_words(struct like *like, struct error *err)
{
    for (size_t i = 0; i < like->count; i++)
        like->words[i]->score = (double)like->words[i]->count;
    sort_words(like);
    if (like->count > CANDIDATES)
        like->count = CANDIDATES;
    for (size_t i = 0; i < like->count; i++)
        if (!score_word(like, like->words[i], err))
            return false;
    sort_words(like);
    if (like->count > WORDS)
        like->count = WORDS;
    while (like->count > 0 && like->words[like->count - 1]->score <= 0)
        like->count--;
    return true;
}

/* weighted: a telling word stands several times, which is its weight. */
static const char *
write_words(const struct like *like, bool weighted)
{
    struct buf text = BUF_INIT(LIMIT_QUERY_BYTES);
    for (size_t i = 0; i < like->count && text.length < QUERY_BYTES; i++) {
        double share = like->words[i]->score / like->words[0]->score;
        long times = weighted ? lround(WEIGHT_MOST * share) : 1;
        for (long k = 0; (k == 0 || k < times) && text.length < QUERY_BYTES; k++) {
            buf_add_text(&text, text.length > 0 ? " " : "");
            buf_add_text(&text, like->words[i]->surface);
        }
    }
    const char *copy = arena_text(like->work->arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

/* In the language of the words: they are meant as they are there. */
static void
parse_words(struct like *like, bool *cut)
{
    struct search_work *work = like->work;
    const char *weighted = write_words(like, true);
    struct query_scope scope = work->scope;
    if (like->lang != NULL) {
        scope.langs = &like->lang;
        scope.lang_count = 1;
    }
    work->query = query_parse(weighted, strlen(weighted), &scope, work->tokens,
                              work->arena, &work->filter, cut);
    work->text = write_words(like, false);
}

bool
search_like_parse(struct search_work *work, bool *cut, struct error *err)
{
    struct like like = { .work = work,
                         .surface = BUF_INIT(LIMIT_QUERY_BYTES),
                         .stem = BUF_INIT(LIMIT_QUERY_BYTES) };
    struct publication *publication = arena_alloc(work->arena, 1, sizeof *publication);
    struct error missing = ERROR_INIT;
    like.table = arena_alloc(work->arena, TABLE, sizeof(void *));
    like.publication = publication;
    if (!search_like_find(work->store, work->search->like, work->arena, publication,
                          &like.page, &missing)) {
        if (missing.kind != ERROR_MISSING)
            *err = missing;
        return missing.kind == ERROR_MISSING;
    }
    work->like = publication;
    bool good = count_pages(&like, err) && choose_words(&like, err);
    if (good)
        parse_words(&like, cut);
    buf_free(&like.surface);
    buf_free(&like.stem);
    return good;
}
