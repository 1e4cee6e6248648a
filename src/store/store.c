/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door to the engines: the scheme of an address chooses one, the rest is passed on. */
#include "store/store.h"

#include "store/engine.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct engine *const engines[] = { &fts5_engine };

enum { ENGINE_COUNT = sizeof engines / sizeof engines[0] };

/* Bytes of "name" in "name:rest"; 0 for a path. One letter is a drive, not a scheme. */
static size_t
scheme_length(const char *url)
{
    size_t length = strspn(url, "abcdefghijklmnopqrstuvwxyz0123456789+-");
    bool letter = url[0] >= 'a' && url[0] <= 'z';
    return letter && length > 1 && length < 20 && url[length] == ':' ? length : 0;
}

static const struct engine *
engine_of(const char *scheme, size_t length)
{
    for (size_t i = 0; i < ENGINE_COUNT; i++)
        if (strlen(engines[i]->scheme) == length &&
            memcmp(engines[i]->scheme, scheme, length) == 0)
            return engines[i];
    return NULL;
}

static bool
without_engine(const char *url, size_t length, struct error *err)
{
    return error_set(err, ERROR_MISSING,
                     "no index at '%s', and no engine is called '%.*s'\n"
                     "hint: name an index file",
                     url, (int)length, url);
}

bool
store_open(const char *url, struct store **store, struct error *err)
{
    const struct engine *engine = &fts5_engine;
    const char *path = url;
    size_t length = scheme_length(url);
    if (length > 0 && access(url, F_OK) != 0) {
        engine = engine_of(url, length);
        path = url + length + 1;
        if (engine == NULL)
            return without_engine(url, length, err);
    }
    void *self;
    if (!engine->open(path, &self, err))
        return false;
    *store = memory_new(1, sizeof **store);
    **store = (struct store) { engine, self };
    return true;
}

void
store_close(struct store *store)
{
    if (store == NULL)
        return;
    store->engine->close(store->self);
    free(store);
}

bool
store_is_current(const struct store *store)
{
    return store->engine->is_current(store->self);
}

const struct store_facts *
store_facts(const struct store *store)
{
    return store->engine->facts(store->self);
}

bool
store_match(struct store *store, const struct store_want *want, struct arena *arena,
            struct store_hits *hits, struct error *err)
{
    return store->engine->match(store->self, want, arena, hits, err);
}

bool
store_load(struct store *store, int64_t page, struct arena *arena, struct store_page *out,
           struct error *err)
{
    return store->engine->load(store->self, page, arena, out, err);
}

bool
store_pages(struct store *store, int64_t publication, struct arena *arena,
            const int64_t **pages, size_t *count, struct error *err)
{
    return store->engine->pages(store->self, publication, arena, pages, count, err);
}

bool
store_publication(struct store *store, int64_t publication, struct arena *arena,
                  struct publication *out, struct error *err)
{
    return store->engine->publication(store->self, publication, arena, out, err);
}

bool
store_publication_of_key(struct store *store, const char *key, struct arena *arena,
                         struct publication *out, struct error *err)
{
    return store->engine->publication_of_key(store->self, key, arena, out, err);
}

bool
store_terms(struct store *store, const char *prefix, size_t limit, store_term_fn *each,
            void *context, struct error *err)
{
    return store->engine->terms(store->self, prefix, limit, each, context, err);
}

bool
store_words_of_surface(struct store *store, const char *surface, store_term_fn *each,
                       void *context, struct error *err)
{
    return store->engine->words_of_surface(store->self, surface, each, context, err);
}

bool
store_words_of_stem(struct store *store, const struct lang *lang, const char *stem,
                    size_t limit, store_term_fn *each, void *context, struct error *err)
{
    return store->engine->words_of_stem(store->self, lang, stem, limit, each, context,
                                        err);
}

bool
store_words_of_length(struct store *store, size_t letters, struct buf *words,
                      struct error *err)
{
    return store->engine->words_of_length(store->self, letters, words, err);
}

bool
store_phrases(struct store *store, const char *prefix, size_t limit,
              store_phrase_fn *each, void *context, struct error *err)
{
    return store->engine->phrases(store->self, prefix, limit, each, context, err);
}

void
store_scope(struct store *store, struct query_scope *scope)
{
    store->engine->scope(store->self, scope);
}
