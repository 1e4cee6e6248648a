/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON that is valid UTF-8 whatever goes in, and harmless inside a script element, too. */
#include "json.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Also what HTML and old JavaScript trip over: '<', U+2028, U+2029. */
static bool
needs_escape(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || code == '<' || code == 0x7F ||
           code == 0x2028 || code == 0x2029;
}

static void
write_escape(struct buf *out, uint32_t code)
{
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; i + 1 < sizeof letters; i += 2) {
        if (code == (unsigned char)letters[i]) {
            buf_add_char(out, '\\');
            buf_add_char(out, letters[i + 1]);
            return;
        }
    }
    buf_format(out, "\\u%04x", (unsigned)code);
}

static void
write_quoted(struct buf *out, const char *text, size_t length)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        if (needs_escape(code))
            write_escape(out, code);
        else
            buf_add_code(out, code);
    }
    buf_add_char(out, '"');
}

static void
begin_value(struct json *json, const char *name)
{
    if (json->follows)
        buf_add_char(json->out, ',');
    if (name != NULL) {
        write_quoted(json->out, name, strlen(name));
        buf_add_char(json->out, ':');
    }
    json->follows = true;
}

void
json_open(struct json *json, const char *name, char bracket)
{
    begin_value(json, name);
    buf_add_char(json->out, bracket);
    json->follows = false;
}

void
json_close(struct json *json, char bracket)
{
    buf_add_char(json->out, bracket);
    json->follows = true;
}

void
json_text(struct json *json, const char *name, const char *value, size_t length)
{
    begin_value(json, name);
    write_quoted(json->out, value, length);
}

void
json_string(struct json *json, const char *name, const char *value)
{
    json_text(json, name, value, strlen(value));
}

void
json_string_or_null(struct json *json, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        json_null(json, name);
    else
        json_string(json, name, value);
}

void
json_integer(struct json *json, const char *name, int64_t value)
{
    begin_value(json, name);
    buf_format(json->out, "%" PRId64, value);
}

void
json_number(struct json *json, const char *name, double value, int decimals)
{
    if (!isfinite(value)) {
        json_null(json, name);
        return;
    }
    begin_value(json, name);
    buf_format(json->out, "%.*f", decimals, value);
}

void
json_bool(struct json *json, const char *name, bool value)
{
    begin_value(json, name);
    buf_add_text(json->out, value ? "true" : "false");
}

void
json_null(struct json *json, const char *name)
{
    begin_value(json, name);
    buf_add_text(json->out, "null");
}
