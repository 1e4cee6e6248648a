/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell stats`: what the library holds, and how old the index is. */
#include "base/limits.h"
#include "command.h"
#include "json.h"
#include "phrase.h"
#include "render/terminal.h"

#include <string.h>

static void
write_json(struct buf *out, const struct store_facts *facts)
{
    struct json json = JSON_INIT(out);
    struct buf built = BUF_INIT(32);
    phrase_moment(&built, facts->built);
    json_open(&json, NULL, '{');
    json_string_or_null(&json, "name", facts->name);
    json_string(&json, "id", facts->id);
    json_string_or_null(&json, "built", built.data);
    json_integer(&json, "publications", facts->publications);
    json_integer(&json, "files", facts->files);
    json_integer(&json, "pages", facts->pages);
    json_integer(&json, "words", facts->words);
    json_open(&json, "languages", '[');
    for (size_t i = 0; i < facts->lang_count && facts->langs[i].pages > 0; i++) {
        json_open(&json, NULL, '{');
        json_string(&json, "value", facts->langs[i].lang->tag);
        json_string(&json, "label", facts->langs[i].lang->self);
        json_integer(&json, "pages", facts->langs[i].pages);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    buf_add_char(out, '\n');
    buf_free(&built);
}

static void
write_row(struct terminal *terminal, const char *name, const char *value)
{
    terminal_string(terminal, name);
    terminal_pad(terminal, 14);
    terminal_string(terminal, value);
    terminal_newline(terminal);
}

static void
write_number_row(struct terminal *terminal, const char *name, int64_t number)
{
    struct buf text = BUF_INIT(40);
    phrase_number(&text, tongue_english(), number);
    write_row(terminal, name, text.data);
    buf_free(&text);
}

static void
write_text(struct terminal *terminal, const struct store_facts *facts, const char *index)
{
    struct buf built = BUF_INIT(32);
    phrase_moment(&built, facts->built);
    write_row(terminal, "Library", *facts->name == '\0' ? "(no name)" : facts->name);
    write_row(terminal, "Index", index);
    write_row(terminal, "Built", built.data);
    write_number_row(terminal, "Publications", facts->publications);
    write_number_row(terminal, "Files", facts->files);
    write_number_row(terminal, "Pages", facts->pages);
    write_number_row(terminal, "Words", facts->words);
    terminal_string(terminal, "Languages");
    terminal_pad(terminal, 14);
    terminal->indent = 14;
    for (size_t i = 0; i < facts->lang_count && facts->langs[i].pages > 0; i++) {
        struct buf text = BUF_INIT(100);
        buf_format(&text, "%s%s ", i == 0 ? "" : ", ", facts->langs[i].lang->tag);
        phrase_number(&text, tongue_english(), facts->langs[i].pages);
        terminal_string(terminal, text.data);
        buf_free(&text);
    }
    terminal_newline(terminal);
    buf_free(&built);
}

int
command_stats(struct command_call *call, struct error *err)
{
    const struct command_options *options = &call->options;
    struct store *store;
    if (!command_open_store(call, &store, err))
        return COMMAND_FAILED;
    const struct store_facts *facts = store_facts(store);
    struct buf out = BUF_INIT(LIMIT_ANSWER_BYTES);
    struct terminal terminal = TERMINAL_INIT(&out, call->output.width, false, false);
    bool empty = facts->publications == 0;
    if (options->json ||
        (options->format != NULL && strcmp(options->format, "json") == 0))
        write_json(&out, facts);
    else
        write_text(&terminal, facts, command_index(call));
    terminal_finish(&terminal);
    bool written = output_write(&call->output, &out, err);
    buf_free(&out);
    store_close(store);
    if (!written)
        return COMMAND_FAILED;
    return empty ? COMMAND_NOTHING : COMMAND_FOUND;
}
