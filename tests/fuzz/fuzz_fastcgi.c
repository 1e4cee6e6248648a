/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream of FastCGI records: never read beyond its end, and every request is answered. */
#include "base/limits.h"
#include "gateway/fastcgi.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
answer(struct fastcgi *records, struct buf *out)
{
    struct arena *arena = arena_new();
    struct gateway_call call;
    struct buf text = BUF_INIT(100);
    buf_add_text(&text, "Status: 200 OK\r\n\r\n");
    if (records->request == 0)
        abort();
    if (fastcgi_call(records, arena, &call) && strlen(call.query) != call.query_length)
        abort();
    fastcgi_write(records, &text, out);
    if (records->request != 0 || records->params.length != 0)
        abort();
    buf_free(&text);
    arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fastcgi records = FASTCGI_INIT(2);
    struct buf out = BUF_INIT(1024 * 1024);
    size_t done = 0, used = 1;
    while (used > 0) {
        enum fastcgi_state state =
            fastcgi_read(&records, (const char *)data + done, size - done, &used, &out);
        if (used > size - done || out.length % 8 != 0)
            abort();
        done += used;
        if (state == FASTCGI_BROKEN)
            break;
        if (state == FASTCGI_REQUEST)
            answer(&records, &out);
    }
    buf_free(&out);
    fastcgi_free(&records);
    return 0;
}
