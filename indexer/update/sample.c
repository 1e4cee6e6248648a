/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads sample queries, asks them, and says where what they expect has gone. */
#include "sample.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "reading/report.h"
#include "search/search.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

struct reading {
    struct sample_list *list;
    struct arena *arena;
    sample_complain_fn *complain;
    void *context;
    int line;
    bool good;
};

static void
wrong(struct reading *reading, const char *what)
{
    reading->good = false;
    reading->complain(reading->context, reading->line, what);
}

/* The next field, without blanks around; NULL when there is none. */
static char *
take_field(char **at)
{
    char *field = *at, *tab = field == NULL ? NULL : strchr(field, '\t');
    if (field == NULL)
        return NULL;
    *at = tab == NULL ? NULL : tab + 1;
    if (tab != NULL)
        *tab = '\0';
    field += strspn(field, " \r");
    for (size_t end = strlen(field); end > 0 && strchr(" \r", field[end - 1]) != NULL;)
        field[--end] = '\0';
    return field;
}

static void
read_line(struct reading *reading, char *line)
{
    struct sample sample = { .line = reading->line };
    char *end = NULL;
    if (line[strspn(line, " \t\r")] == '\0' || line[0] == '#')
        return;
    const char *query = take_field(&line), *expected = take_field(&line);
    const char *page = take_field(&line);
    if (query[0] == '\0' || expected == NULL || expected[0] == '\0') {
        wrong(reading,
              "write query TAB id of a publication or name of a file, and a page "
              "after another TAB");
        return;
    }
    if (page != NULL && page[0] != '\0') {
        sample.page = strtoll(page, &end, 10);
        if (*end != '\0' || sample.page < 1 || sample.page > LIMIT_PAGES) {
            wrong(reading, arena_format(reading->arena,
                                        "'%s' is no page; pages count from 1", page));
            return;
        }
    }
    sample.query = query;
    sample.expected = expected;
    arena_grow(reading->arena, &reading->list->items, &reading->list->capacity,
               reading->list->count + 1, sizeof sample);
    reading->list->items[reading->list->count++] = sample;
}

bool
sample_parse(struct sample_list *list, const char *text, size_t length,
             struct arena *arena, sample_complain_fn *complain, void *context)
{
    size_t mark = utf8_mark(text, length);
    struct reading reading = { list, arena, complain, context, 0, true };
    text += mark;
    length -= mark;
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t size = end == NULL ? length : (size_t)(end - text);
        reading.line++;
        if (list->count == LIMIT_SAMPLES)
            wrong(&reading, "too many queries");
        else if (!utf8_valid(text, size) || memchr(text, '\0', size) != NULL)
            wrong(&reading, "this line is not UTF-8; save the file as UTF-8");
        else
            read_line(&reading, arena_text(arena, text, size));
        if (list->count == LIMIT_SAMPLES)
            break;
        size += end != NULL;
        text += size;
        length -= size;
    }
    return reading.good;
}

bool
sample_read(struct sample_list *list, const char *path, struct arena *arena,
            sample_complain_fn *complain, void *context, struct error *err)
{
    struct buf text = BUF_INIT(LIMIT_QUERIES_BYTES);
    *list = (struct sample_list) { .file = path };
    bool good = buf_add_file(&text, path);
    if (!good)
        error_set(err, ERROR_CATALOGUE, "cannot read the sample queries '%s': %s", path,
                  strerror(errno));
    else if (text.full)
        good =
            error_set(err, ERROR_CATALOGUE, "the sample queries '%s' are over %d bytes",
                      path, LIMIT_QUERIES_BYTES);
    else if (!sample_parse(list, text.data, text.length, arena, complain, context))
        good = error_set(err, ERROR_CATALOGUE, "the sample queries '%s' have mistakes",
                         path);
    buf_free(&text);
    return good;
}

/* ---- asking ---- */

static bool
has_file(const struct publication *publication, const char *name)
{
    for (size_t i = 0; i < publication->file_count; i++)
        if (strcmp(publication->files[i].name, name) == 0)
            return true;
    return false;
}

static bool
is_expected(const struct search_result *result, const struct sample *sample)
{
    return strcmp(result->publication.key, sample->expected) == 0 ||
           has_file(&result->publication, sample->expected);
}

/* On the page, and in the file where one was named. */
static bool
has_page(const struct search_result *result, const struct sample *sample)
{
    bool whole = strcmp(result->publication.key, sample->expected) == 0;
    for (size_t i = 0; i < result->passage_count; i++) {
        const struct search_passage *passage = &result->passages[i];
        if (passage->page.number == sample->page && passage->file != NULL &&
            (whole || strcmp(passage->file->name, sample->expected) == 0))
            return true;
    }
    return false;
}

static void
add_pages(struct buf *out, const struct search_result *result)
{
    enum { MOST = 8 };
    const char *separator = "";
    buf_format(out, "found on page%s ", result->passage_count == 1 ? "" : "s");
    for (size_t i = 0; i < result->passage_count && i < MOST; i++) {
        buf_format(out, "%s%" PRId64, separator, result->passages[i].page.number);
        separator = ", ";
    }
    buf_add_text(out, result->passage_count > MOST ? " and more" : "");
}

static bool
ask(struct store *store, const struct sample *sample, size_t limit, size_t passages,
    struct arena *arena, struct results *results, struct error *err)
{
    struct search search = SEARCH_INIT;
    search.typed = sample->query;
    search.typed_length = strlen(sample->query);
    search.limit = limit;
    search.passages = passages;
    search.no_snippets = true;
    return search_run(store, &search, arena, results, err);
}

static size_t
place_of(const struct results *results, const struct sample *sample)
{
    size_t at = 0;
    while (at < results->count && !is_expected(&results->results[at], sample))
        at++;
    return at;
}

/* Where is it, when it is not among the first? */
static bool
look_further(struct store *store, const struct sample *sample, struct arena *arena,
             struct buf *found, struct error *err)
{
    struct results results;
    if (!ask(store, sample, LIMIT_RESULTS, 1, arena, &results, err))
        return false;
    size_t at = place_of(&results, sample);
    if (at < results.count)
        buf_format(found, "comes at place %zu of %" PRId64, at + 1, results.publications);
    else if (results.count == 0)
        buf_add_text(found, "nothing is found");
    else
        buf_format(found, "is not among the %" PRId64 " found", results.publications);
    if (results.count > 0)
        buf_format(found, "; first comes '%.200s'", results.results[0].publication.key);
    return true;
}

static bool
ask_one(struct store *store, const struct sample *sample, size_t first,
        struct arena *arena, struct buf *found, struct error *err)
{
    struct results results;
    if (!ask(store, sample, first, LIMIT_PASSAGES, arena, &results, err))
        return false;
    size_t at = place_of(&results, sample);
    if (at == results.count)
        return look_further(store, sample, arena, found, err);
    if (sample->page > 0 && !has_page(&results.results[at], sample))
        add_pages(found, &results.results[at]);
    return true;
}

bool
sample_run(struct store *store, const struct sample_list *list, size_t first,
           sample_missed_fn *missed, void *context, size_t *missed_count,
           struct error *err)
{
    struct arena *arena = arena_new();
    struct buf found = BUF_INIT((size_t)64 * 1024);
    bool good = true;
    *missed_count = 0;
    for (size_t i = 0; i < list->count && good; i++) {
        buf_reset(&found);
        good = ask_one(store, &list->items[i], first < 1 ? 1 : first, arena, &found, err);
        if (good && found.length > 0) {
            (*missed_count)++;
            missed(context, &list->items[i], found.data);
        }
        arena_reset(arena);
    }
    buf_free(&found);
    arena_free(arena);
    return good;
}

/* ---- telling ---- */

void
sample_write_text(struct buf *out, const struct sample *sample, const char *found)
{
    buf_add_text(out, "  missed    '");
    report_add_shown(out, sample->query);
    buf_add_text(out, "' should find '");
    report_add_shown(out, sample->expected);
    buf_add_char(out, '\'');
    if (sample->page > 0)
        buf_format(out, " on page %" PRId64, sample->page);
    buf_add_text(out, ": ");
    report_add_shown(out, found);
    buf_format(out, " (line %d of the sample queries)\n", sample->line);
}

void
sample_write_json(struct buf *out, const struct sample *sample, const char *found)
{
    buf_add_text(out, "{\"sample\": \"missed\", \"query\": ");
    report_add_json(out, sample->query);
    buf_add_text(out, ", \"expected\": ");
    report_add_json(out, sample->expected);
    if (sample->page > 0)
        buf_format(out, ", \"page\": %" PRId64, sample->page);
    buf_add_text(out, ", \"found\": ");
    report_add_json(out, found);
    buf_format(out, ", \"line\": %d}\n", sample->line);
}
