/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Heads of HTTP requests: read whole, or refused, never read beyond their end. */
#include "gateway/http.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct http_head head;
    int status = http_parse_head((const char *)data, size, arena, &head);
    if (status == 200) {
        if (head.method == NULL || head.path == NULL || *head.path != '/' ||
            strlen(head.query) != head.query_length)
            abort();
        http_is_local_host(head.host);
    }
    arena_free(arena);
    return 0;
}
