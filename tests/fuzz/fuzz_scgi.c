/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Heads of SCGI requests: read whole, or refused; what comes in pieces is read as in one. */
#include "gateway/scgi.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct gateway_call call, part;
    const char *bytes = (const char *)data;
    enum scgi_state state = scgi_parse(bytes, size, arena, &call);
    enum scgi_state before = scgi_parse(bytes, size / 2, arena, &part);
    if (before != SCGI_MORE && before != state)
        abort();
    if (state == SCGI_REQUEST && strlen(call.query) != call.query_length)
        abort();
    arena_free(arena);
    return 0;
}
