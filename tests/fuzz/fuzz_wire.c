/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker that was taken over might send: a frame that is read must, written again and
 * read again, be the same. */
#include "extract/wire.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_unit(const char *bytes, size_t length, struct arena *arena)
{
    struct wire_unit unit, again;
    struct buf out = BUF_INIT(2 * LIMIT_FRAME_BYTES);
    if (wire_read_unit(bytes, length, arena, &unit)) {
        wire_add_unit(&out, 1, &unit);
        if (!wire_read_unit(out.data + WIRE_HEADER_BYTES, out.length - WIRE_HEADER_BYTES,
                            arena, &again) ||
            again.line_count != unit.line_count || again.number != unit.number)
            abort();
    }
    buf_free(&out);
}

static void
check_others(uint32_t type, const char *bytes, size_t length, struct arena *arena)
{
    union {
        struct wire_request request;
        struct wire_document document;
        struct wire_outline outline;
        struct wire_note note;
        struct wire_picture picture;
        struct wire_end end;
        struct wire_error error;
    } frame;
    switch ((int)type) {
    case WIRE_REQUEST: wire_read_request(bytes, length, arena, &frame.request); break;
    case WIRE_DOCUMENT: wire_read_document(bytes, length, arena, &frame.document); break;
    case WIRE_OUTLINE: wire_read_outline(bytes, length, arena, &frame.outline); break;
    case WIRE_NOTE: wire_read_note(bytes, length, arena, &frame.note); break;
    case WIRE_PICTURE: wire_read_picture(bytes, length, &frame.picture); break;
    case WIRE_END: wire_read_end(bytes, length, &frame.end); break;
    case WIRE_ERROR: wire_read_error(bytes, length, arena, &frame.error); break;
    default: check_unit(bytes, length, arena); break;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wire_header header;
    if (size < WIRE_HEADER_BYTES || !wire_read_header(data, &header))
        return 0;
    struct arena *arena = arena_new();
    const char *bytes = (const char *)data + WIRE_HEADER_BYTES;
    check_others(header.type, bytes, size - WIRE_HEADER_BYTES, arena);
    arena_free(arena);
    return 0;
}
