/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell serve`: the search page on this machine, to try it out. */
#include "command.h"
#include "gateway/gateway.h"

int
command_serve(struct command_call *call, struct error *err)
{
    struct store *store;
    struct gateway_start start = { &call->config, command_index(call),
                                   call->options.port };
    if (call->options.port > 65535) {
        error_set(err, ERROR_USAGE, "--port must be from 0 to 65535");
        return COMMAND_FAILED;
    }
    /* A mistyped index is said now, not to the first visitor. */
    if (!command_open_store(call, &store, err))
        return COMMAND_FAILED;
    store_close(store);
    return gateway_find("http")->run(&start, err) ? COMMAND_FOUND : COMMAND_FAILED;
}
