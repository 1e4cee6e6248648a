/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an engine offers behind store.h: finished tokens in, pages and scores out. */
#ifndef STEPWELL_STORE_ENGINE_H
#define STEPWELL_STORE_ENGINE_H

#include "store/store.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { ENGINE_ABI = 1 };

/* One pointer for each function of store.h, with the same meaning; self is what open made. */
struct engine {
    unsigned abi;
    const char *scheme; /* "fts5": the part of an address before ':' */
    bool (*open)(const char *path, void **self, struct error *err);
    void (*close)(void *self);
    bool (*is_current)(const void *self);
    const struct store_facts *(*facts)(const void *self);
    bool (*match)(void *self, const struct store_want *want, struct arena *arena,
                  struct store_hits *hits, struct error *err);
    bool (*load)(void *self, int64_t page, struct arena *arena, struct store_page *out,
                 struct error *err);
    bool (*pages)(void *self, int64_t publication, struct arena *arena,
                  const int64_t **pages, size_t *count, struct error *err);
    bool (*publication)(void *self, int64_t publication, struct arena *arena,
                        struct publication *out, struct error *err);
    bool (*publication_of_key)(void *self, const char *key, struct arena *arena,
                               struct publication *out, struct error *err);
    bool (*terms)(void *self, const char *prefix, size_t limit, store_term_fn *each,
                  void *context, struct error *err);
    bool (*words_of_surface)(void *self, const char *surface, store_term_fn *each,
                             void *context, struct error *err);
    bool (*words_of_stem)(void *self, const struct lang *lang, const char *stem,
                          size_t limit, store_term_fn *each, void *context,
                          struct error *err);
    bool (*words_of_length)(void *self, size_t letters, struct buf *words,
                            struct error *err);
    bool (*phrases)(void *self, const char *prefix, size_t limit, store_phrase_fn *each,
                    void *context, struct error *err);
    void (*scope)(void *self, struct query_scope *scope);
};

struct store {
    const struct engine *engine;
    void *self;
};

extern const struct engine fts5_engine;

#ifdef __cplusplus
}
#endif

#endif
