/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Query strings: a link that was written asks for the same thing again. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct request request, again;
    struct buf link = BUF_INIT(1024 * 1024), second = BUF_INIT(1024 * 1024);
    request_parse(&request, "GET", (const char *)data, size, arena);
    if (request.status == 200) {
        request_link(&link, &request);
        request_parse(&again, "GET", link.data + 1, link.length - 1, arena);
        if (again.status == 200)
            request_link(&second, &again);
        if (again.status != 414 && strcmp(link.data, second.data) != 0)
            abort();
    }
    buf_free(&second);
    buf_free(&link);
    arena_free(arena);
    return 0;
}
