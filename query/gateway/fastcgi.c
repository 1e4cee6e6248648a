/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FastCGI by hand: a record at a time, every length bounded before anything is read by it. */
#include "gateway/fastcgi.h"

#include "base/limits.h"

#include <stdio.h>
#include <string.h>

enum {
    VERSION = 1,
    ROLE_RESPONDER = 1,
    KEEP_CONNECTION = 1,
    BEGIN_BYTES = 8,
    CHUNK = FASTCGI_CONTENT / 8 * 8 /* needs no padding */
};

enum type {
    BEGIN_REQUEST = 1,
    ABORT_REQUEST = 2,
    END_REQUEST = 3,
    PARAMS = 4,
    STDIN = 5,
    STDOUT = 6,
    GET_VALUES = 9,
    GET_VALUES_RESULT = 10,
    UNKNOWN_TYPE = 11
};

enum end { REQUEST_COMPLETE = 0, CANNOT_MULTIPLEX = 1, UNKNOWN_ROLE = 3 };

struct record {
    unsigned type, request;
    const unsigned char *content;
    size_t length;
};

/* ---- writing ---- */

static void
write_record(struct buf *out, enum type type, unsigned request, const void *content,
             size_t length)
{
    static const char padding[8] = { 0 };
    size_t pad = (8 - length % 8) % 8;
    const unsigned char header[FASTCGI_HEADER] = {
        VERSION,
        (unsigned char)type,
        (unsigned char)(request >> 8),
        (unsigned char)request,
        (unsigned char)(length >> 8),
        (unsigned char)length,
        (unsigned char)pad,
        0,
    };
    buf_add(out, header, sizeof header);
    buf_add(out, content, length);
    buf_add(out, padding, pad);
}

static void
write_end(struct buf *out, unsigned request, enum end how)
{
    const unsigned char body[8] = { 0, 0, 0, 0, (unsigned char)how };
    write_record(out, END_REQUEST, request, body, sizeof body);
}

static void
end_request(struct fastcgi *self)
{
    self->request = 0;
    self->params_end = false;
    self->body = 0;
    buf_reset(&self->params);
}

void
fastcgi_write(struct fastcgi *self, const struct buf *answer, struct buf *out)
{
    for (size_t done = 0; done < answer->length;) {
        size_t left = answer->length - done, length = left < CHUNK ? left : CHUNK;
        write_record(out, STDOUT, self->request, answer->data + done, length);
        done += length;
    }
    write_record(out, STDOUT, self->request, "", 0);
    write_end(out, self->request, REQUEST_COMPLETE);
    end_request(self);
}

void
fastcgi_free(struct fastcgi *self)
{
    buf_free(&self->params);
}

/* ---- names and values ---- */

struct pairs {
    const unsigned char *at;
    size_t left;
};

struct pair {
    const char *name, *value;
    size_t name_length, value_length;
};

/* One byte below 128, or four with the highest bit set. */
static bool
read_length(struct pairs *pairs, size_t *length)
{
    size_t bytes = pairs->left > 0 && *pairs->at >= 0x80 ? 4 : 1;
    if (pairs->left < bytes)
        return false;
    *length = *pairs->at & 0x7FU;
    for (size_t i = 1; i < bytes; i++)
        *length = *length << 8 | pairs->at[i];
    pairs->at += bytes;
    pairs->left -= bytes;
    return true;
}

static bool
read_bytes(struct pairs *pairs, size_t length, const char **text)
{
    if (pairs->left < length)
        return false;
    *text = (const char *)pairs->at;
    pairs->at += length;
    pairs->left -= length;
    return true;
}

static bool
read_pair(struct pairs *pairs, struct pair *pair)
{
    return read_length(pairs, &pair->name_length) &&
           read_length(pairs, &pair->value_length) &&
           read_bytes(pairs, pair->name_length, &pair->name) &&
           read_bytes(pairs, pair->value_length, &pair->value);
}

bool
fastcgi_call(const struct fastcgi *self, struct arena *arena, struct gateway_call *call)
{
    struct pairs pairs = { (const unsigned char *)self->params.data,
                           self->params.length };
    *call = (struct gateway_call) { .method = NULL };
    while (pairs.left > 0) {
        struct pair pair;
        if (!read_pair(&pairs, &pair) ||
            !gateway_variable(call, pair.name, pair.name_length, pair.value,
                              pair.value_length, arena))
            return false;
    }
    if (call->query == NULL)
        call->query = "";
    return true;
}

/* ---- records about the connection ---- */

static void
write_value(struct buf *values, const char *name, unsigned value)
{
    char digits[16];
    int length = snprintf(digits, sizeof digits, "%u", value);
    buf_add_char(values, (char)strlen(name));
    buf_add_char(values, (char)length);
    buf_add_text(values, name);
    buf_add_text(values, digits);
}

static bool
answer_values(const struct fastcgi *self, const struct record *record, struct buf *out)
{
    const struct {
        const char *name;
        unsigned value;
    } rows[] = { { "FCGI_MAX_CONNS", self->workers },
                 { "FCGI_MAX_REQS", self->workers },
                 { "FCGI_MPXS_CONNS", 0 } };
    struct pairs pairs = { record->content, record->length };
    struct buf values = BUF_INIT(200);
    struct pair pair;
    bool asked[3] = { false }, good = true;
    while (pairs.left > 0 && (good = read_pair(&pairs, &pair))) {
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            asked[i] |= strlen(rows[i].name) == pair.name_length &&
                        memcmp(rows[i].name, pair.name, pair.name_length) == 0;
        }
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (asked[i])
            write_value(&values, rows[i].name, rows[i].value);
    }
    write_record(out, GET_VALUES_RESULT, 0, values.data, values.length);
    buf_free(&values);
    return good;
}

static enum fastcgi_state
read_management(const struct fastcgi *self, const struct record *record, struct buf *out)
{
    if (record->type == GET_VALUES)
        return answer_values(self, record, out) ? FASTCGI_MORE : FASTCGI_BROKEN;
    const unsigned char body[8] = { (unsigned char)record->type };
    write_record(out, UNKNOWN_TYPE, 0, body, sizeof body);
    return FASTCGI_MORE;
}

/* ---- records of a request ---- */

static enum fastcgi_state
begin_request(struct fastcgi *self, const struct record *record, struct buf *out)
{
    if (record->length < BEGIN_BYTES)
        return FASTCGI_BROKEN;
    if (self->request != 0) {
        write_end(out, record->request, CANNOT_MULTIPLEX);
        return FASTCGI_MORE;
    }
    self->keep = (record->content[2] & KEEP_CONNECTION) != 0;
    if ((record->content[0] << 8 | record->content[1]) != ROLE_RESPONDER) {
        write_end(out, record->request, UNKNOWN_ROLE);
        return FASTCGI_DONE;
    }
    self->request = record->request;
    return FASTCGI_MORE;
}

static enum fastcgi_state
add_params(struct fastcgi *self, const struct record *record)
{
    if (self->params_end)
        return record->length == 0 ? FASTCGI_MORE : FASTCGI_BROKEN;
    self->params_end = record->length == 0;
    buf_add(&self->params, record->content, record->length);
    return self->params.full ? FASTCGI_BROKEN : FASTCGI_MORE;
}

/* The end of the body ends the request; a body that nobody asked for need not be read whole. */
static enum fastcgi_state
skip_body(struct fastcgi *self, const struct record *record)
{
    if (!self->params_end)
        return FASTCGI_BROKEN;
    self->body += record->length;
    if (self->body > LIMIT_GATEWAY_BODY)
        self->keep = false;
    else if (record->length > 0)
        return FASTCGI_MORE;
    return FASTCGI_REQUEST;
}

static enum fastcgi_state
abort_request(struct fastcgi *self, struct buf *out)
{
    write_end(out, self->request, REQUEST_COMPLETE);
    end_request(self);
    return FASTCGI_DONE;
}

static enum fastcgi_state
read_record(struct fastcgi *self, const struct record *record, struct buf *out)
{
    if (record->request == 0)
        return read_management(self, record, out);
    if (record->type == BEGIN_REQUEST)
        return begin_request(self, record, out);
    /* Records of a request that is over may still be under way. */
    if (record->request != self->request)
        return FASTCGI_MORE;
    switch (record->type) {
    case PARAMS: return add_params(self, record);
    case STDIN: return skip_body(self, record);
    case ABORT_REQUEST: return abort_request(self, out);
    default: return FASTCGI_MORE;
    }
}

enum fastcgi_state
fastcgi_read(struct fastcgi *self, const char *bytes, size_t length, size_t *used,
             struct buf *out)
{
    const unsigned char *header = (const unsigned char *)bytes;
    *used = 0;
    if (length > 0 && header[0] != VERSION)
        return FASTCGI_BROKEN;
    if (length < FASTCGI_HEADER)
        return FASTCGI_MORE;
    struct record record = { .type = header[1],
                             .request = (unsigned)(header[2] << 8 | header[3]),
                             .content = header + FASTCGI_HEADER,
                             .length = (size_t)(header[4] << 8 | header[5]) };
    size_t whole = FASTCGI_HEADER + record.length + header[6];
    if (length < whole)
        return FASTCGI_MORE;
    *used = whole;
    return read_record(self, &record, out);
}
