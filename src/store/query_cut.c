/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A piece of text into words, once in every language, and which cut decides. */
#include "store/query_cut.h"

/* The first reading at each position: a joiner gives further ones, of its parts. */
static bool
add_token(void *context, const struct token *token)
{
    struct query_reading *reading = context;
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

struct query_cut
query_cut_read(const struct query_forms *forms, const char *text, size_t length)
{
    struct query_cut cut = { .count = forms->lang_count };
    cut.items = arena_alloc(forms->arena, cut.count, sizeof *cut.items);
    for (size_t i = 0; i < cut.count; i++) {
        struct query_reading *reading = &cut.items[i];
        reading->lang = forms->langs[i];
        reading->arena = forms->arena;
        tokens_run(forms->tokens, reading->lang, text, length, add_token, reading);
        if (reading->count > 0 && (cut.base == NULL || reading->count < cut.base->count))
            cut.base = reading;
    }
    return cut;
}

size_t
query_cut_words(const struct query_cut *cut, size_t at, struct query_word *words)
{
    const struct query_word *base = &cut->base->words[at];
    size_t count = 0;
    words[count++] = *base;
    for (size_t i = 0; i < cut->count; i++) {
        const struct query_reading *reading = &cut->items[i];
        if (reading == cut->base || reading->count != cut->base->count)
            continue;
        const struct query_word *word = &reading->words[at];
        if (word->start < base->end && base->start < word->end)
            words[count++] = *word;
    }
    return count;
}
