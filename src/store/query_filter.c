/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of filter fields, folded as they are compared, from the query text and from options. */
#include "store/query.h"

#include "base/limits.h"

#include <string.h>

struct value {
    const char *text;
    size_t length;
    struct tokens *tokens;
    struct arena *arena;
};

/* One value as it is compared; NULL when it cannot be one of this field. */
typedef const char *fold_fn(const struct value *value);

struct joined {
    struct buf text;
};

static bool
join_surface(void *context, const struct token *token)
{
    struct joined *joined = context;
    if (token->lang != NULL)
        return true;
    if (joined->text.length > 0 && !token->single)
        buf_add_char(&joined->text, ' ');
    buf_add(&joined->text, token->text, token->length);
    return true;
}

/* Words in folded form, one blank between them. */
static const char *
fold_words(const struct value *value)
{
    struct joined joined = { BUF_INIT(LIMIT_QUERY_BYTES) };
    tokens_run(value->tokens, lang_unknown(), value->text, value->length, join_surface,
               &joined);
    const char *words =
        joined.text.length > 0
            ? arena_text(value->arena, joined.text.data, joined.text.length)
            : NULL;
    buf_free(&joined.text);
    return words;
}

static bool
is_named(const struct value *words, const char *name)
{
    struct value other = { name, strlen(name), words->tokens, words->arena };
    const char *folded = fold_words(&other);
    return folded != NULL && strcmp(folded, words->text) == 0;
}

/* A tag ("ro", "pt-BR") or a name ("romanian", "română"). */
static const char *
fold_lang(const struct value *value)
{
    const char *typed = arena_text(value->arena, value->text, value->length);
    const struct lang *found = lang_find(typed);
    const char *words = found == NULL ? fold_words(value) : NULL;
    if (words == NULL)
        return found == NULL ? NULL : found->tag;
    struct value folded = { words, strlen(words), value->tokens, value->arena };
    for (size_t i = 0; i < lang_count(); i++) {
        const struct lang *lang = lang_at(i);
        if (is_named(&folded, lang->name) || is_named(&folded, lang->self))
            return lang->tag;
    }
    return NULL;
}

/* "pptx", ".PPTX". */
static const char *
fold_type(const struct value *value)
{
    size_t from = value->length > 0 && value->text[0] == '.' ? 1 : 0;
    if (from == value->length)
        return NULL;
    char *type = arena_text(value->arena, value->text + from, value->length - from);
    for (char *at = type; *at != '\0'; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return type;
}

static const char *
keep_key(const struct value *value)
{
    return value->length > 0 ? arena_text(value->arena, value->text, value->length)
                             : NULL;
}

static void
add_value(struct query_values *values, const char *folded)
{
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->items[i], folded) == 0)
            return;
    if (values->count < QUERY_VALUES_MAX)
        values->items[values->count++] = folded;
}

static bool
add_values(struct query_values *values, fold_fn *fold, const struct value *value,
           bool split)
{
    bool usable = false;
    for (size_t from = 0; from <= value->length;) {
        const char *comma =
            split ? memchr(value->text + from, ',', value->length - from) : NULL;
        size_t to = comma == NULL ? value->length : (size_t)(comma - value->text);
        struct value part = { value->text + from, to - from, value->tokens,
                              value->arena };
        const char *folded = fold(&part);
        if (folded != NULL)
            add_value(values, folded);
        usable |= folded != NULL;
        from = to + 1;
    }
    return usable;
}

/* Up to four digits at *at; 0 when there are none or the year is 0. */
static int
read_year(const char *text, size_t length, size_t *at)
{
    int year = 0;
    size_t end = *at + 4;
    for (; *at < length && *at < end && text[*at] >= '0' && text[*at] <= '9'; (*at)++)
        year = year * 10 + (text[*at] - '0');
    return year;
}

/* The length of "..", "-", "–" or "…" at this place, else 0. */
static size_t
range_sign(const char *text, size_t length)
{
    static const char *const signs[] = { "..", "-", "\xE2\x80\x93", "\xE2\x80\xA6" };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t sign = strlen(signs[i]);
        if (length >= sign && memcmp(text, signs[i], sign) == 0)
            return sign;
    }
    return 0;
}

/* 2024, 2020..2024, 2024.., ..2020. */
static bool
parse_years(const char *text, size_t length, int *from, int *to)
{
    size_t at = 0;
    *from = read_year(text, length, &at);
    size_t sign = range_sign(text + at, length - at);
    at += sign;
    *to = sign == 0 ? *from : read_year(text, length, &at);
    if (at != length || (*from == 0 && *to == 0))
        return false;
    if (*from > *to && *to != 0) {
        int swap = *from;
        *from = *to;
        *to = swap;
    }
    return true;
}

static void
narrow_years(struct query_filter *filter, int from, int to)
{
    if (from > filter->year_from)
        filter->year_from = from;
    if (to != 0 && (filter->year_to == 0 || to < filter->year_to))
        filter->year_to = to;
}

static bool
add_years(struct query_filter *filter, const char *text, size_t length)
{
    int from, to;
    if (!parse_years(text, length, &from, &to))
        return false;
    narrow_years(filter, from, to);
    return true;
}

static const struct {
    const char *name;
    size_t offset; /* of its struct query_values in struct query_filter */
    fold_fn *fold;
} fields[] = {
    { "lang", offsetof(struct query_filter, lang), fold_lang },
    { "org", offsetof(struct query_filter, org), fold_words },
    { "kind", offsetof(struct query_filter, kind), fold_words },
    { "type", offsetof(struct query_filter, type), fold_type },
    { "in", offsetof(struct query_filter, in), keep_key },
};

enum { FIELD_COUNT = sizeof fields / sizeof fields[0] };

static struct query_values *
values_at(struct query_filter *filter, size_t field)
{
    return (struct query_values *)(void *)((char *)filter + fields[field].offset);
}

bool
query_filter_add(struct query_filter *filter, const char *field, const char *text,
                 size_t length, bool split, struct tokens *tokens, struct arena *arena)
{
    struct value value = { text, length, tokens, arena };
    if (strcmp(field, "year") == 0)
        return add_years(filter, text, length);
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (strcmp(field, fields[i].name) == 0)
            return add_values(values_at(filter, i), fields[i].fold, &value,
                              split && fields[i].fold != keep_key);
    return false;
}

void
query_filter_merge(struct query_filter *into, const struct query_filter *from,
                   struct tokens *tokens, struct arena *arena)
{
    struct query_filter given = *from;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const struct query_values *values = values_at(&given, i);
        for (size_t j = 0; j < values->count; j++)
            if (!query_filter_add(into, fields[i].name, values->items[j],
                                  strlen(values->items[j]), false, tokens, arena))
                add_value(values_at(into, i), values->items[j]);
    }
    narrow_years(into, given.year_from, given.year_to);
}
