/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A JSON writer that places commas itself (RFC 8259). */
#ifndef STEPWELL_QUERY_JSON_H
#define STEPWELL_QUERY_JSON_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

struct json {
    struct buf *out;
    bool follows; /* a value stands before: the next one needs a comma */
};

#define JSON_INIT(buf) \
    {                  \
        (buf), false   \
    }

/* name is ours, or NULL inside an array. */
void json_open(struct json *json, const char *name, char bracket); /* '{' or '[' */
void json_close(struct json *json, char bracket);                  /* '}' or ']' */

void json_string(struct json *json, const char *name, const char *value);
void json_text(struct json *json, const char *name, const char *value, size_t length);
/* null instead of "". */
void json_string_or_null(struct json *json, const char *name, const char *value);
void json_integer(struct json *json, const char *name, int64_t value);
/* With that many decimals; not finite becomes null. */
void json_number(struct json *json, const char *name, double value, int decimals);
void json_bool(struct json *json, const char *name, bool value);
void json_null(struct json *json, const char *name);

#ifdef __cplusplus
}
#endif

#endif
