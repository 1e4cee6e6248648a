/* SPDX-License-Identifier: GPL-2.0-or-later */
/* English, until there are translations: numbers, plurals and sizes. */
#include "phrase.h"

#include <string.h>
#include <time.h>

static const struct {
    const char *one, *other;
} phrases[] = {
#define PHRASE(name, one, other) { one, other },
#include "phrases.inc"
#undef PHRASE
};

const char *
phrase_text(enum phrase phrase)
{
    return phrases[phrase].one;
}

const char *
phrase_plural(enum phrase phrase, int64_t number)
{
    return number == 1 ? phrases[phrase].one : phrases[phrase].other;
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
phrase_fill(struct buf *out, enum phrase phrase, const char *value)
{
    fill(out, phrase_text(phrase), value, "");
}

void
phrase_number(struct buf *out, int64_t number)
{
    buf_add_number(out, number);
}

void
phrase_count(struct buf *out, enum phrase phrase, int64_t number)
{
    struct buf digits = BUF_INIT(40);
    phrase_number(&digits, number);
    fill(out, phrase_plural(phrase, number), digits.data, "");
    buf_free(&digits);
}

void
phrase_totals(struct buf *out, int64_t pages, int64_t publications, bool exact)
{
    struct buf counted = BUF_INIT(100), page_count = BUF_INIT(100), where = BUF_INIT(100);
    phrase_count(&counted, PHRASE_PAGES, pages);
    phrase_fill(&page_count, exact ? PHRASE_EXACTLY : PHRASE_AT_LEAST, counted.data);
    phrase_count(&where, PHRASE_PUBLICATIONS, publications);
    if (pages == 0)
        buf_add_text(out, where.data);
    else
        fill(out, phrase_text(PHRASE_TOTALS), page_count.data, where.data);
    buf_free(&where);
    buf_free(&page_count);
    buf_free(&counted);
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

void
phrase_bytes(struct buf *out, int64_t bytes)
{
    static const char *const units[] = { "bytes", "KB", "MB", "GB", "TB" };
    double size = (double)bytes;
    size_t unit = 0;
    while (size >= 1024 && unit + 1 < sizeof units / sizeof *units) {
        size /= 1024;
        unit++;
    }
    buf_format(out, "%.*f %s", unit >= 2 && size < 100 ? 1 : 0, size, units[unit]);
}
