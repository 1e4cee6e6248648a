/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts, numbers, plurals and sizes, each as its language writes it. */
#include "phrase.h"

#include "phrase_texts.inc"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* All forms of a phrase stand side by side, each with a NUL. */
static const unsigned char texts[] = { PHRASES_BYTES };
static const uint32_t starts[] = { PHRASES_STARTS };

const char *
phrase_text(const struct tongue *tongue, enum phrase phrase)
{
    size_t start = starts[tongue_index(tongue) * PHRASE_COUNT + (size_t)phrase];
    return (const char *)&texts[start];
}

const char *
phrase_plural(const struct tongue *tongue, enum phrase phrase, int64_t number)
{
    const char *text = phrase_text(tongue, phrase);
    for (size_t form = tongue->plural((uint64_t)number); form > 0; form--)
        text += strlen(text) + 1;
    return text;
}

const char *
phrase_step(const char **rest, size_t *length, int *which)
{
    const char *from = *rest, *at = from;
    while (*at != '\0' && !(at[0] == '%' && at[1] >= '1' && at[1] <= '9'))
        at++;
    *length = (size_t)(at - from);
    *which = *at == '\0' ? 0 : at[1] - '0';
    *rest = *at == '\0' ? at : at + 2;
    return from;
}

static void
fill(struct buf *out, const char *rest, const char *first, const char *second)
{
    for (int which = 1; which != 0;) {
        size_t length;
        const char *text = phrase_step(&rest, &length, &which);
        buf_add(out, text, length);
        buf_add_text(out, which == 1 ? first : which == 2 ? second : "");
    }
}

void
phrase_fill_two(struct buf *out, const struct tongue *tongue, enum phrase phrase,
                const char *first, const char *second)
{
    fill(out, phrase_text(tongue, phrase), first, second);
}

void
phrase_fill(struct buf *out, const struct tongue *tongue, enum phrase phrase,
            const char *value)
{
    phrase_fill_two(out, tongue, phrase, value, "");
}

/* ---- numbers ---- */

void
phrase_number(struct buf *out, const struct tongue *tongue, int64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
            buf_add_text(out, tongue->group);
        buf_add_char(out, digits[i]);
    }
}

void
phrase_count(struct buf *out, const struct tongue *tongue, enum phrase phrase,
             int64_t number)
{
    struct buf digits = BUF_INIT(40);
    phrase_number(&digits, tongue, number);
    fill(out, phrase_plural(tongue, phrase, number), digits.data, "");
    buf_free(&digits);
}

void
phrase_totals(struct buf *out, const struct tongue *tongue, int64_t pages,
              int64_t publications, bool exact)
{
    if (pages == 0) {
        phrase_count(out, tongue, PHRASE_PUBLICATIONS, publications);
        return;
    }
    struct buf counted = BUF_INIT(100), page_count = BUF_INIT(200), where = BUF_INIT(200);
    phrase_count(&counted, tongue, PHRASE_PAGES, pages);
    if (exact)
        buf_add_text(&page_count, counted.data);
    else
        phrase_fill(&page_count, tongue, PHRASE_AT_LEAST, counted.data);
    phrase_count(&where, tongue, PHRASE_IN_PUBLICATIONS, publications);
    phrase_fill_two(out, tongue, PHRASE_TOTALS, page_count.data, where.data);
    buf_free(&where);
    buf_free(&page_count);
    buf_free(&counted);
}

void
phrase_bytes(struct buf *out, const struct tongue *tongue, int64_t bytes)
{
    static const enum phrase units[] = { PHRASE_SIZE_KB, PHRASE_SIZE_MB, PHRASE_SIZE_GB,
                                         PHRASE_SIZE_TB };
    double size = (double)bytes / 1024;
    size_t unit = 0;
    if (bytes < 1024) {
        phrase_count(out, tongue, PHRASE_SIZE_BYTES, bytes);
        return;
    }
    for (; size >= 1024 && unit + 1 < sizeof units / sizeof *units; unit++)
        size /= 1024;
    char digits[40], *point;
    struct buf number = BUF_INIT(60);
    snprintf(digits, sizeof digits, "%.*f", unit >= 1 && size < 100 ? 1 : 0, size);
    point = strchr(digits, '.');
    buf_add(&number, digits, point == NULL ? strlen(digits) : (size_t)(point - digits));
    if (point != NULL) {
        buf_add_text(&number, tongue->decimal);
        buf_add_text(&number, point + 1);
    }
    phrase_fill(out, tongue, units[unit], number.data);
    buf_free(&number);
}

void
phrase_moment(struct buf *out, int64_t seconds)
{
    time_t moment = (time_t)seconds;
    struct tm parts;
    char text[32];
    if (seconds > 0 && gmtime_r(&moment, &parts) != NULL &&
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0)
        buf_add_text(out, text);
}
