/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running heads and feet: lines at the edge of pages that come again at the same height. */
#include "document.h"

#include "letters.h"
#include "text/fold.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EDGE_LINES = 3,     /* at the top and at the bottom */
    HEIGHT_STEP = 4,    /* points that count as one height */
    SHARE_PERCENT = 30, /* of the pages: then a line is a running one */
    PAGES_FOR_NUMBERS = 3,
    PAGES_FOR_CHAPTER = 3,
    KEY_BYTES = 400,
    NUMBERS = 6,      /* that are looked at in one line */
    NUMBER_DIGITS = 7 /* longer ones do not count pages */
};

/* A candidate and its key. Sorted by key, equal ones are counted. */
struct candidate {
    char *key;
    struct document_line *line;
    size_t page;
};

struct candidates {
    struct candidate *items;
    size_t count, capacity;
};

static long
roman_value(const char *word, size_t length)
{
    static const char letters[] = "ivxlcdm";
    static const long values[] = { 1, 5, 10, 50, 100, 500, 1000 };
    long sum = 0, after = 0;
    for (size_t i = length; i-- > 0;) {
        long value = values[strchr(letters, word[i]) - letters];
        sum += value < after ? -value : value;
        after = value;
    }
    return sum;
}

/* The numbers of a line, each less that of its page: the same on all pages if they count on
 * with the pages. */
struct distances {
    long values[NUMBERS];
    size_t count;
};

static void
add_number(struct distances *distances, long number, long page)
{
    if (distances->count < NUMBERS)
        distances->values[distances->count++] = number - page;
}

/* Digit runs and roman numerals become '#', so that "page 3" and "page 4" are one key. */
static void
add_normal(struct buf *key, const struct buf *line, long page,
           struct distances *distances)
{
    const char *text = line->data;
    for (size_t i = 0; i < line->length;) {
        size_t word = i;
        while (word < line->length && ((text[word] >= 'a' && text[word] <= 'z') ||
                                       (unsigned char)text[word] >= 0x80))
            word++;
        size_t digits = i + strspn(text + i, "0123456789");
        bool roman = letters_are_roman(text + i, word - i);
        if (roman)
            add_number(distances, roman_value(text + i, word - i), page);
        else if (digits > i && digits - i < NUMBER_DIGITS)
            add_number(distances, strtol(text + i, NULL, 10), page);
        if (digits > i || roman)
            buf_add_char(key, '#');
        else
            buf_add(key, text + i, word > i ? word - i : 1);
        i = digits > i ? digits : word > i ? word : i + 1;
    }
}

static void
add_candidate(struct candidates *candidates, struct document_line *line, size_t index,
              const struct buf *key)
{
    memory_grow(&candidates->items, &candidates->capacity, candidates->count + 1,
                sizeof *candidates->items);
    candidates->items[candidates->count++] =
        (struct candidate) { memory_text(key->data, key->length), line, index };
}

/* One key with the text as it is. One for each number, with its distance: "Article 7" is no
 * running head for standing where "Article 3" stood, but "page 7" is on the page after 6. */
static void
add_keys(struct candidates *candidates, struct document_line *line,
         const struct document_page *page, size_t index)
{
    struct buf lower = BUF_INIT(KEY_BYTES), key = BUF_INIT(KEY_BYTES + 64);
    struct distances distances = { .count = 0 };
    fold_case(&lower, lang_unknown(), line->text, line->length);
    buf_format(&key, "%ld %ld ", lroundf(line->line->y0 / HEIGHT_STEP),
               lroundf(line->line->size));
    size_t place = key.length;
    buf_add(&key, lower.data, lower.length);
    add_candidate(candidates, line, index, &key);
    buf_cut(&key, place);
    add_normal(&key, &lower, (long)page->unit->number, &distances);
    size_t end = key.length;
    for (size_t i = 0; i < distances.count; i++) {
        buf_cut(&key, end);
        buf_format(&key, " # %ld", distances.values[i]);
        add_candidate(candidates, line, index, &key);
    }
    buf_free(&lower);
    buf_free(&key);
}

static int
by_height(const void *left, const void *right)
{
    const struct document_line *a = *(struct document_line *const *)left;
    const struct document_line *b = *(struct document_line *const *)right;
    if (a->line->y0 != b->line->y0)
        return a->line->y0 < b->line->y0 ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* The lines of a page from top to bottom, to be freed. */
static struct document_line **
sorted_lines(const struct document_page *page)
{
    struct document_line **lines = memory_new(page->line_count, sizeof(void *));
    for (size_t i = 0; i < page->line_count; i++)
        lines[i] = &page->lines[i];
    qsort(lines, page->line_count, sizeof(void *), by_height);
    return lines;
}

static bool
is_edge(size_t index, size_t count)
{
    return index < EDGE_LINES || index + EDGE_LINES >= count;
}

static bool
is_candidate_page(const struct document_page *page)
{
    return page->unit->part == WIRE_PART_BODY && document_has_layout(page->unit);
}

static size_t
gather(struct document *document, struct candidates *candidates)
{
    size_t pages = 0;
    for (size_t p = 0; p < document->page_count; p++) {
        struct document_page *page = &document->pages[p];
        if (!is_candidate_page(page))
            continue;
        struct document_line **lines = sorted_lines(page);
        for (size_t i = 0; i < page->line_count; i++)
            if (is_edge(i, page->line_count) && lines[i]->length < KEY_BYTES / 2)
                add_keys(candidates, lines[i], page, p);
        free(lines);
        pages++;
    }
    return pages;
}

static int
by_key(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    if (order != 0)
        return order;
    return a->page < b->page ? -1 : a->page > b->page;
}

/* A running line: on a share of all pages, or, as a chapter's name, on as large a share of the
 * pages from where it begins to where it ends. */
static bool
is_running(const struct candidate *first, size_t count, size_t pages, size_t needed)
{
    size_t span = first[count - 1].page - first->page + 1;
    return pages >= needed ||
           (pages >= PAGES_FOR_CHAPTER && pages * 100 >= span * SHARE_PERCENT);
}

/* Equal keys stand side by side; a key twice on one page counts once. */
static void
drop_repeated(struct candidates *candidates, size_t needed)
{
    struct candidate *items = candidates->items;
    for (size_t i = 0, end; i < candidates->count; i = end) {
        size_t pages = 1;
        for (end = i + 1;
             end < candidates->count && strcmp(items[end].key, items[i].key) == 0; end++)
            pages += items[end].page != items[end - 1].page;
        bool running = is_running(items + i, end - i, pages, needed);
        for (size_t k = i; k < end && running; k++)
            items[k].line->dropped = DOCUMENT_RUNNING;
    }
}

/* ---- page numbers ---- */

/* The number that a line is and nothing else: "12", "- 12 -", "12 / 64"; -1 if it is none. */
static long
lone_number(const struct document_line *line)
{
    char *end;
    const char *text = line->text + strspn(line->text, " -–—·|[(");
    if (*text < '0' || *text > '9')
        return -1;
    long number = strtol(text, &end, 10);
    end += strspn(end, " -–—·|])./");
    end += strspn(end, "0123456789 ");
    return *end == '\0' && end - line->text == (long)line->length && number < 100000
               ? number
               : -1;
}

struct offsets {
    long value[64];
    unsigned pages[64];
    size_t count;
};

static unsigned *
offset_count(struct offsets *offsets, long value)
{
    for (size_t i = 0; i < offsets->count; i++)
        if (offsets->value[i] == value)
            return &offsets->pages[i];
    if (offsets->count == sizeof offsets->value / sizeof *offsets->value)
        return NULL;
    offsets->value[offsets->count] = value;
    offsets->pages[offsets->count] = 0;
    return &offsets->pages[offsets->count++];
}

/* Calls for each lone number at the edge of a page; drop: those that count on with the pages. */
static void
each_number(struct document *document, struct offsets *offsets, bool drop)
{
    for (size_t p = 0; p < document->page_count; p++) {
        struct document_page *page = &document->pages[p];
        struct document_line **lines =
            is_candidate_page(page) ? sorted_lines(page) : NULL;
        for (size_t i = 0; lines != NULL && i < page->line_count; i++) {
            long number = is_edge(i, page->line_count) ? lone_number(lines[i]) : -1;
            unsigned *pages =
                number < 0 ? NULL
                           : offset_count(offsets, number - (long)page->unit->number);
            if (pages != NULL && drop && *pages >= PAGES_FOR_NUMBERS)
                lines[i]->dropped = DOCUMENT_NUMBER;
            else if (pages != NULL && !drop)
                ++*pages;
        }
        free(lines);
    }
}

void
document_drop_heads(struct document *document)
{
    struct candidates candidates = { NULL, 0, 0 };
    struct offsets offsets = { .count = 0 };
    size_t pages = gather(document, &candidates);
    size_t needed = (pages * SHARE_PERCENT + 99) / 100;
    if (candidates.count > 0)
        qsort(candidates.items, candidates.count, sizeof *candidates.items, by_key);
    drop_repeated(&candidates, needed < 2 ? 2 : needed);
    if (pages >= PAGES_FOR_NUMBERS) {
        each_number(document, &offsets, false);
        each_number(document, &offsets, true);
    }
    for (size_t i = 0; i < candidates.count; i++)
        free(candidates.items[i].key);
    free(candidates.items);
}
