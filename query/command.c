/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several commands need: the index, a publication, an exit status. */
#include "command.h"

#include <string.h>

int
command_status(const struct error *err)
{
    return err->kind == ERROR_MISSING ? COMMAND_NO_INDEX : COMMAND_FAILED;
}

const char *
command_index(const struct command_call *call)
{
    const char *index = call->options.index;
    return index != NULL ? index : config_index(&call->config);
}

bool
command_open_store(const struct command_call *call, struct store **store,
                   struct error *err)
{
    return store_open(command_index(call), store, err);
}

bool
command_find_publication(struct store *store, const char *key, struct arena *arena,
                         struct publication *publication, struct error *err)
{
    struct error own = ERROR_INIT;
    if (store_publication_of_key(store, key, arena, publication, &own))
        return true;
    if (own.kind != ERROR_MISSING) {
        *err = own;
        return false;
    }
    /* A publication that is not there is not an index that is not there. */
    return error_set(
        err, ERROR_USAGE,
        "no publication '%s'\nhint: results show the ids; to search for these "
        "words begin with '--'",
        key);
}
