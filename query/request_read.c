/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Query strings to requests; the first of duplicates wins, unknown names are ignored. */
#include "request.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "tongue.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct reader {
    struct request *request;
    struct arena *arena;
    unsigned seen; /* bit per row of the table */
    size_t room;   /* bytes that values of filters may still have */
};

typedef void read_fn(struct reader *reader, const char *value, void *member);

static void
refuse(struct request *request, int status, enum phrase problem)
{
    if (request->status != 200)
        return;
    request->status = status;
    request->problem = problem;
}

/* ---- values ---- */

static void
read_text(struct reader *reader, const char *value, void *member)
{
    (void)reader;
    *(const char **)member = value;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t
trimmed_length(const char *text, size_t length)
{
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    return length;
}

/* As much as a reader's query may be long. */
static size_t
allowed_length(const char *text, size_t length)
{
    size_t end = length > LIMIT_QUERY_BYTES ? utf8_cut(text, LIMIT_QUERY_BYTES) : length;
    size_t letters = 0;
    for (size_t i = 0; i < end; i++) {
        letters += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (letters > LIMIT_QUERY_LETTERS)
            return i;
    }
    return end;
}

/* Only languages that there are: a page repeats this in each of its links. */
static void
read_tongue(struct reader *reader, const char *value, void *member)
{
    const struct tongue *tongue = tongue_find(value);
    (void)reader;
    if (tongue != NULL)
        *(const char **)member = tongue->tag;
}

/* Without blanks around it. */
static void
read_query(struct reader *reader, const char *value, void *member)
{
    while (is_blank(*value))
        value++;
    size_t length = trimmed_length(value, strlen(value));
    size_t end = allowed_length(value, length);
    reader->request->cut = end < length;
    *(const char **)member = arena_text(reader->arena, value, trimmed_length(value, end));
}

static const char *
within_room(struct reader *reader, const char *value)
{
    size_t length = strlen(value);
    if (length > reader->room)
        length = utf8_cut(value, reader->room);
    reader->room -= length;
    return arena_text(reader->arena, value, length);
}

static void
add_value(struct reader *reader, struct query_values *values, const char *value)
{
    for (size_t i = 0; i < values->count; i++) {
        if (strcmp(values->items[i], value) == 0)
            return;
    }
    if (*value != '\0' && values->count < QUERY_VALUES_MAX && reader->room > 0)
        values->items[values->count++] = within_room(reader, value);
}

/* "ro,uk"; a comma or backslash inside a value has a backslash before it. */
static void
read_values(struct reader *reader, const char *value, void *member)
{
    char *part = arena_alloc(reader->arena, strlen(value) + 1, 1);
    size_t length = 0;
    for (;; value++) {
        if (*value == '\0' || *value == ',') {
            add_value(reader, member, arena_text(reader->arena, part, length));
            length = 0;
            if (*value == '\0')
                return;
        } else {
            if (*value == '\\' && value[1] != '\0')
                value++;
            part[length++] = *value;
        }
    }
}

static void
read_name(struct reader *reader, const char *value, void *member)
{
    *(const char **)member = within_room(reader, value);
}

static void
read_one_value(struct reader *reader, const char *value, void *member)
{
    add_value(reader, member, value);
}

static void
read_flag(struct reader *reader, const char *value, void *member)
{
    (void)reader;
    *(bool *)member = strcmp(value, "0") != 0 && strcasecmp(value, "no") != 0;
}

static void
read_count(struct reader *reader, const char *value, void *member)
{
    (void)reader;
    long number = strtol(value, NULL, 10);
    if (number >= 1)
        *(long *)member = number > LIMIT_RESULTS ? LIMIT_RESULTS : number;
}

static bool
parse_year(const char **at, int *year)
{
    int digits = 0;
    *year = 0;
    for (; **at >= '0' && **at <= '9' && digits < 4; (*at)++, digits++)
        *year = *year * 10 + (**at - '0');
    return digits == 4;
}

bool
request_parse_years(const char *text, int *from, int *to)
{
    int first = 0, last = 0;
    bool has_first = parse_year(&text, &first);
    if (strncmp(text, "..", 2) != 0) {
        if (!has_first || *text != '\0')
            return false;
        *from = *to = first;
        return true;
    }
    text += 2;
    bool has_last = parse_year(&text, &last);
    if (*text != '\0' || (!has_first && !has_last))
        return false;
    *from = first;
    *to = last;
    return true;
}

static void
read_years(struct reader *reader, const char *value, void *member)
{
    (void)member;
    request_parse_years(value, &reader->request->year_from, &reader->request->year_to);
}

static void
read_sort(struct reader *reader, const char *value, void *member)
{
    (void)reader;
    request_parse_sort(value, member);
}

static void
read_embed(struct reader *reader, const char *value, void *member)
{
    *(bool *)member = true;
    if (strcmp(value, "js") != 0)
        refuse(reader->request, 400, PHRASE_REFUSED_EMBED);
}

/* ---- the table of parameters, in the order in which links write them ---- */

#define MEMBER(name) offsetof(struct request, name)

static const struct parameter {
    const char *name;
    read_fn *read;
    size_t member;
} parameters[] = {
    { "q", read_query, MEMBER(q) },          { "like", read_name, MEMBER(like) },
    { "browse", read_flag, MEMBER(browse) }, { "lang", read_values, MEMBER(lang) },
    { "org", read_values, MEMBER(org) },     { "kind", read_values, MEMBER(kind) },
    { "type", read_values, MEMBER(type) },   { "year", read_years, 0 },
    { "in", read_one_value, MEMBER(in) },    { "sort", read_sort, MEMBER(sort) },
    { "exact", read_flag, MEMBER(exact) },   { "page", read_count, MEMBER(page) },
    { "n", read_count, MEMBER(count) },      { "ui", read_tongue, MEMBER(ui) },
    { "format", read_text, MEMBER(format) }, { "health", read_flag, MEMBER(health) },
    { "embed", read_embed, MEMBER(embed) },  { "picture", read_text, MEMBER(picture) },
};

enum { PARAMETER_COUNT = sizeof parameters / sizeof *parameters };

/* ---- reading ---- */

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A '%' without two digits stands for itself, as browsers read it. */
static void
decode(struct buf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        int high = text[i] == '%' && i + 2 < length ? hex_digit(text[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            buf_add_char(out, (char)(high << 4 | low));
            i += 2;
        } else {
            buf_add_char(out, text[i] == '+' ? ' ' : text[i]);
        }
    }
}

static bool
has_line_end(const struct buf *text)
{
    for (size_t i = 0; i < text->length; i++) {
        if (text->data[i] == '\r' || text->data[i] == '\n' || text->data[i] == '\0')
            return true;
    }
    return false;
}

static void
read_parameter(struct reader *reader, const char *name, const char *value)
{
    for (size_t i = 0; i < PARAMETER_COUNT; i++) {
        if (strcmp(parameters[i].name, name) != 0 || (reader->seen & 1U << i) != 0)
            continue;
        reader->seen |= 1U << i;
        parameters[i].read(reader, value, (char *)reader->request + parameters[i].member);
    }
}

static const char *
clean_text(struct reader *reader, const char *text, size_t length)
{
    struct buf raw = BUF_INIT(LIMIT_QUERY_STRING), clean = BUF_INIT(LIMIT_SHOWN_BYTES);
    decode(&raw, text, length);
    if (has_line_end(&raw))
        refuse(reader->request, 400, PHRASE_REFUSED_BYTES);
    utf8_repair(&clean, raw.data, raw.length);
    const char *copy = arena_text(reader->arena, clean.data, clean.length);
    buf_free(&clean);
    buf_free(&raw);
    return copy;
}

static void
read_pair(struct reader *reader, const char *pair, size_t length)
{
    const char *equals = memchr(pair, '=', length);
    size_t name_length = equals == NULL ? length : (size_t)(equals - pair);
    size_t skip = equals == NULL ? length : name_length + 1;
    const char *name = clean_text(reader, pair, name_length);
    read_parameter(reader, name, clean_text(reader, pair + skip, length - skip));
}

static enum request_method
find_method(const char *name)
{
    static const char *const names[] = { "GET", "HEAD", "OPTIONS" };
    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum request_method)i;
    }
    return name == NULL ? REQUEST_GET : REQUEST_OTHER;
}

void
request_parse(struct request *request, const char *method, const char *query,
              size_t length, struct arena *arena)
{
    request_init(request);
    request->method = find_method(method);
    if (request->method == REQUEST_OTHER)
        refuse(request, 405, PHRASE_REFUSED_METHOD);
    if (length > LIMIT_QUERY_STRING)
        refuse(request, 414, PHRASE_REFUSED_LENGTH);
    if (request->status != 200)
        return;
    struct reader reader = { request, arena, 0, LIMIT_FILTERS_BYTES };
    while (length > 0) {
        const char *end = memchr(query, '&', length);
        size_t pair = end == NULL ? length : (size_t)(end - query);
        if (pair > 0)
            read_pair(&reader, query, pair);
        query += pair;
        length -= pair;
        if (length > 0) {
            query++;
            length--;
        }
    }
    if (request->page > LIMIT_PAGE_NUMBER)
        request->page = LIMIT_PAGE_NUMBER;
}
