/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell terms PREFIX`: the vocabulary that begins so, with the number of its pages. */
#include "base/limits.h"
#include "command.h"
#include "json.h"
#include "render/terminal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { STANDARD_TERMS = 50 };

struct list {
    struct buf out;
    struct terminal terminal;
    struct json json;
    bool as_json;
    size_t count;
};

static bool
write_term(void *context, const struct store_term *term)
{
    struct list *list = context;
    char pages[32];
    list->count++;
    if (list->as_json) {
        json_open(&list->json, NULL, '{');
        json_string(&list->json, "term", term->shown);
        json_string(&list->json, "lang", term->lang->tag);
        json_integer(&list->json, "pages", term->pages);
        json_string_or_null(&list->json, "stem", term->stem);
        json_close(&list->json, '}');
        return true;
    }
    size_t length = (size_t)snprintf(pages, sizeof pages, "%" PRId64, term->pages);
    terminal_pad(&list->terminal, length < 8 ? 8 - length : 0);
    terminal_string(&list->terminal, pages);
    terminal_pad(&list->terminal, 10);
    terminal_string(&list->terminal, term->lang->tag);
    terminal_pad(&list->terminal, 15);
    terminal_string(&list->terminal, term->shown);
    terminal_newline(&list->terminal);
    return true;
}

/* A prefix is folded as words of no language are: case and marks away. */
static const char *
fold_prefix(const char *typed, struct arena *arena)
{
    struct buf surface = BUF_INIT(LIMIT_QUERY_BYTES), stem = BUF_INIT(LIMIT_QUERY_BYTES);
    struct tokens *tokens = tokens_new();
    size_t length = strlen(typed);
    while (length > 0 && typed[length - 1] == '*')
        length--;
    tokens_word(tokens, lang_unknown(), typed, length, &surface, &stem, NULL);
    const char *prefix = arena_text(arena, surface.data, surface.length);
    tokens_free(tokens);
    buf_free(&stem);
    buf_free(&surface);
    return prefix;
}

static bool
list_terms(struct command_call *call, struct store *store, struct list *list,
           struct error *err)
{
    const struct command_options *options = &call->options;
    long limit = options->limit < 1 ? STANDARD_TERMS : options->limit;
    if (limit > LIMIT_RESULTS)
        limit = LIMIT_RESULTS;
    if (list->as_json)
        json_open(&list->json, NULL, '[');
    if (!store_terms(store, fold_prefix(call->operands[0], call->arena), (size_t)limit,
                     write_term, list, err))
        return false;
    if (list->as_json) {
        json_close(&list->json, ']');
        buf_add_char(&list->out, '\n');
    }
    return output_write(&call->output, &list->out, err);
}

int
command_terms(struct command_call *call, struct error *err)
{
    const struct command_options *options = &call->options;
    struct store *store;
    if (!command_open_store(call, &store, err))
        return COMMAND_FAILED;
    struct list list = { .out = BUF_INIT(LIMIT_ANSWER_BYTES) };
    list.terminal = (struct terminal)TERMINAL_INIT(&list.out, 0, false, false);
    list.json = (struct json)JSON_INIT(&list.out);
    list.as_json = options->json ||
                   (options->format != NULL && strcmp(options->format, "json") == 0);
    bool good = list_terms(call, store, &list, err);
    terminal_finish(&list.terminal);
    buf_free(&list.out);
    store_close(store);
    if (!good)
        return COMMAND_FAILED;
    return list.count > 0 ? COMMAND_FOUND : COMMAND_NOTHING;
}
