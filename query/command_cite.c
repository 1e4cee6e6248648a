/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell cite ID`: one publication as BibTeX. */
#include "base/limits.h"
#include "command.h"
#include "render/render.h"

#include <string.h>

static bool
cite(struct command_call *call, struct store *store, struct error *err)
{
    struct publication publication;
    const char *format = call->options.format;
    if (format != NULL && strcmp(format, "bibtex") != 0)
        return error_set(err, ERROR_USAGE, "no citations as '%s'\nhint: there is bibtex",
                         format);
    if (!command_find_publication(store, call->operands[0], call->arena, &publication,
                                  err))
        return false;
    struct buf out = BUF_INIT(LIMIT_ANSWER_BYTES);
    render_bibtex_entry(&out, &publication);
    bool written = output_write(&call->output, &out, err);
    buf_free(&out);
    return written;
}

int
command_cite(struct command_call *call, struct error *err)
{
    struct store *store;
    if (!command_open_store(call, &store, err))
        return COMMAND_FAILED;
    bool good = cite(call, store, err);
    store_close(store);
    return good ? COMMAND_FOUND : COMMAND_FAILED;
}
