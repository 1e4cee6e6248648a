/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell terms PREFIX`: words that begin so and phrases with such a word, with the number of
 * their pages. */
#include "base/limits.h"
#include "command.h"
#include "json.h"
#include "render/terminal.h"
#include "search/complete.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { STANDARD_TERMS = 50, STANDARD_PHRASES = 20 };

struct list {
    struct buf out;
    struct terminal terminal;
    struct json json;
    bool as_json, phrases; /* phrases: one was written */
    size_t count;
};

static void
write_row(struct list *list, int64_t number, const char *lang, const char *shown)
{
    char pages[32];
    size_t length = (size_t)snprintf(pages, sizeof pages, "%" PRId64, number);
    terminal_pad(&list->terminal, length < 8 ? 8 - length : 0);
    terminal_string(&list->terminal, pages);
    terminal_pad(&list->terminal, 10);
    terminal_string(&list->terminal, lang);
    terminal_pad(&list->terminal, 15);
    terminal_string(&list->terminal, shown);
    terminal_newline(&list->terminal);
}

static bool
write_term(void *context, const struct store_term *term)
{
    struct list *list = context;
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
    write_row(list, term->pages, term->lang->tag, term->shown);
    return true;
}

/* A phrase is a term without language and stem. */
static bool
write_phrase(void *context, const struct store_phrase *phrase)
{
    struct list *list = context;
    list->count++;
    if (list->as_json) {
        json_open(&list->json, NULL, '{');
        json_string(&list->json, "term", phrase->shown);
        json_null(&list->json, "lang");
        json_integer(&list->json, "pages", phrase->pages);
        json_null(&list->json, "stem");
        json_bool(&list->json, "phrase", true);
        json_close(&list->json, '}');
        return true;
    }
    if (list->count > 1 && !list->phrases)
        terminal_newline(&list->terminal);
    list->phrases = true;
    write_row(list, phrase->pages, "", phrase->shown);
    return true;
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
    const char *typed = call->operands[0];
    const char *prefix = complete_fold(typed, strlen(typed), call->arena);
    size_t phrases = limit < STANDARD_PHRASES ? (size_t)limit : STANDARD_PHRASES;
    if (!store_terms(store, prefix, (size_t)limit, write_term, list, err) ||
        !store_phrases(store, prefix, phrases, write_phrase, list, err))
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
