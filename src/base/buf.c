/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The byte strings that all output and all text from outside go through. */
#include "base/buf.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char buf_nothing[1] = "";

void
buf_free(struct buf *buf)
{
    if (buf->data != buf_nothing)
        free(buf->data);
    buf->data = buf_nothing;
    buf->length = buf->capacity = 0;
    buf->full = false;
}

void
buf_reset(struct buf *buf)
{
    buf->length = 0;
    buf->full = false;
    if (buf->data != buf_nothing)
        buf->data[0] = '\0';
}

static bool
make_room(struct buf *buf, size_t length)
{
    if (buf->full || length > buf->limit - buf->length) {
        buf->full = true;
        return false;
    }
    if (buf->length + length + 1 > buf->capacity) {
        char *data = buf->data == buf_nothing ? NULL : buf->data;
        memory_grow(&data, &buf->capacity, buf->length + length + 1, 1);
        buf->data = data;
    }
    return true;
}

void
buf_add(struct buf *buf, const void *bytes, size_t length)
{
    if (length == 0 || !make_room(buf, length))
        return;
    memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void
buf_add_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void
buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void
buf_add_code(struct buf *buf, uint32_t code_point)
{
    char bytes[4] = "";
    buf_add(buf, bytes, utf8_encode(code_point, bytes));
}

void
buf_format(struct buf *buf, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0 && make_room(buf, (size_t)length)) {
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

void
buf_add_number(struct buf *buf, int64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
            buf_add_char(buf, ',');
        buf_add_char(buf, digits[i]);
    }
}

bool
buf_add_descriptor(struct buf *buf, int descriptor)
{
    char block[16384];
    ssize_t got = 0;
    while (!buf->full && (got = read(descriptor, block, sizeof block)) > 0)
        buf_add(buf, block, (size_t)got);
    return got >= 0;
}

bool
buf_add_file(struct buf *buf, const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool good = buf_add_descriptor(buf, descriptor);
    int reason = errno;
    close(descriptor);
    errno = reason;
    return good;
}

void
buf_cut(struct buf *buf, size_t length)
{
    if (length >= buf->length)
        return;
    buf->length = length;
    buf->data[length] = '\0';
}
