/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words to keys of synonyms, in every language that reads them otherwise. */
#include "store/query_synonyms.h"

#include "base/limits.h"

#include <string.h>

enum { KEY_BYTES = 4 * LIMIT_QUERY_BYTES };

/* ---- keys ---- */

struct key {
    struct buf *surface, *stem;
    size_t stem_start; /* of the last word, in stem */
    size_t words;
    uint32_t position;
    bool stemmed;
};

static void
add_word(struct key *key, const struct token *token)
{
    if (key->words++ > 0) {
        buf_add_char(key->surface, ' ');
        buf_add_char(key->stem, ' ');
    }
    buf_add(key->surface, token->text, token->length);
    key->stem_start = key->stem->length;
    buf_add(key->stem, token->text, token->length);
}

/* The first surface at each position, and then its stem. */
static bool
add_token(void *context, const struct token *token)
{
    struct key *key = context;
    bool same = key->words > 0 && token->position == key->position;
    key->position = token->position;
    if (token->lang == NULL && !same) {
        add_word(key, token);
    } else if (token->lang != NULL && same) {
        buf_cut(key->stem, key->stem_start);
        buf_add(key->stem, token->text, token->length);
        key->stemmed = true;
    }
    return true;
}

size_t
query_synonyms_key(struct tokens *tokens, const struct lang *lang, const char *text,
                   size_t length, struct buf *surface, struct buf *stem)
{
    struct key key = { .surface = surface, .stem = stem };
    tokens_run(tokens, lang, text, length, add_token, &key);
    if (!key.stemmed)
        buf_reset(stem);
    return key.words;
}

void
query_synonyms_stem_key(struct buf *out, const struct lang *lang, const struct buf *stem)
{
    buf_add(out, stem->data, stem->length);
    buf_add_char(out, '\t');
    buf_add_char(out, (char)lang->stem_code);
}

/* ---- those of words ---- */

struct finding {
    const struct query_forms *forms;
    struct query_synonym *items;
    size_t count;
};

static bool
is_in_scope(const struct query_forms *forms, const struct lang *lang)
{
    for (size_t i = 0; i < forms->lang_count; i++)
        if (lang == NULL || strcmp(forms->langs[i]->group, lang->group) == 0)
            return true;
    return false;
}

static bool
is_there(const struct finding *finding, const struct query_synonym *synonym)
{
    for (size_t i = 0; i < finding->count; i++)
        if (finding->items[i].lang == synonym->lang &&
            strcmp(finding->items[i].text, synonym->text) == 0)
            return true;
    return false;
}

static void
look_up(struct finding *finding, const char *key)
{
    const struct query_scope *scope = finding->forms->scope;
    const struct query_synonym *found;
    if (key[0] == '\0')
        return;
    size_t count = scope->synonyms(scope->context, key, finding->forms->arena, &found);
    for (size_t i = 0; i < count && finding->count < LIMIT_SYNONYMS_OF; i++)
        if (is_in_scope(finding->forms, found[i].lang) && !is_there(finding, &found[i]))
            finding->items[finding->count++] = found[i];
}

/* A key or a typed word may be its own stem: "visits" and "visit" meet either way. */
static void
look_up_stem(struct finding *finding, const struct lang *lang, const struct buf *stem)
{
    struct buf key = BUF_INIT(KEY_BYTES);
    query_synonyms_stem_key(&key, lang, stem);
    look_up(finding, key.data);
    buf_free(&key);
}

size_t
query_synonyms_find(const struct query_forms *forms, const char *text, size_t length,
                    struct query_synonym *items)
{
    struct finding finding = { forms, items, 0 };
    struct buf surface = BUF_INIT(KEY_BYTES), stem = BUF_INIT(KEY_BYTES);
    struct buf last = BUF_INIT(KEY_BYTES);
    for (size_t i = 0; i < forms->lang_count; i++) {
        buf_reset(&surface);
        buf_reset(&stem);
        query_synonyms_key(forms->tokens, forms->langs[i], text, length, &surface, &stem);
        if (strcmp(surface.data, last.data) != 0)
            look_up(&finding, surface.data);
        if (stem.length > 0)
            look_up(&finding, stem.data);
        look_up_stem(&finding, forms->langs[i], stem.length > 0 ? &stem : &surface);
        buf_reset(&last);
        buf_add(&last, surface.data, surface.length);
    }
    buf_free(&surface);
    buf_free(&stem);
    buf_free(&last);
    return finding.count;
}
