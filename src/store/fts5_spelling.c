/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The written forms of a word: how many pages have each, and which one is shown. */
#include "base/limits.h"
#include "store/fts5_writer.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

enum {
    LOWER_BYTES = 16 * LIMIT_TOKEN_BYTES, /* ligatures grow when they are folded */
    FORMS_BYTES = LIMIT_WORD_FORMS * 2048
};

static int
most_first(const void *left, const void *right)
{
    const struct fts5_form *a = left, *b = right;
    if (a->pages != b->pages)
        return a->pages > b->pages ? -1 : 1;
    return strcmp(a->written, b->written);
}

size_t
fts5_spelling_read(const char *text, const char *folded, int64_t pages,
                   struct fts5_form *forms, struct arena *arena)
{
    size_t count = 0;
    if (text == NULL) {
        if (pages > 0)
            forms[count++] = (struct fts5_form) { folded, pages };
        return count;
    }
    while (*text != '\0' && count < LIMIT_WORD_FORMS) {
        size_t length = strcspn(text, "\n");
        char *tab;
        int64_t number = strtoll(text, &tab, 10);
        if (*tab == '\t')
            forms[count++] = (struct fts5_form) {
                arena_text(arena, tab + 1, length - (size_t)(tab + 1 - text)), number
            };
        text += length + (text[length] == '\n');
    }
    return count;
}

void
fts5_spelling_change(struct fts5_form *forms, size_t *count, const char *written,
                     int64_t pages, struct arena *arena)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(forms[i].written, written) != 0)
            continue;
        forms[i].pages += pages;
        if (forms[i].pages <= 0)
            forms[i] = forms[--*count];
        return;
    }
    if (pages > 0 && *count < LIMIT_WORD_FORMS)
        forms[(*count)++] = (struct fts5_form) { arena_copy(arena, written), pages };
}

const char *
fts5_spelling_write(const char *folded, struct fts5_form *forms, size_t count,
                    struct arena *arena)
{
    if (count == 0 || (count == 1 && strcmp(forms[0].written, folded) == 0))
        return NULL;
    struct buf text = BUF_INIT(FORMS_BYTES);
    qsort(forms, count, sizeof *forms, most_first);
    for (size_t i = 0; i < count; i++)
        buf_format(&text, "%s%lld\t%s", i > 0 ? "\n" : "", (long long)forms[i].pages,
                   forms[i].written);
    const char *kept = arena_text(arena, text.data, text.length);
    buf_free(&text);
    return kept;
}

static const char *
lower(const struct lang *lang, const char *written, struct arena *arena)
{
    struct buf folded = BUF_INIT(LOWER_BYTES);
    fold_case(&folded, lang, written, strlen(written));
    const char *kept = arena_text(arena, folded.data, folded.length);
    buf_free(&folded);
    return kept;
}

/* Pages of all forms that differ in case only. */
static int64_t
pages_of(const char *const *lowered, const struct fts5_form *forms, size_t count,
         const char *wanted)
{
    int64_t pages = 0;
    for (size_t i = 0; i < count; i++)
        pages += strcmp(lowered[i], wanted) == 0 ? forms[i].pages : 0;
    return pages;
}

/* The lower-case form of which there are most pages. */
static const char *
best_of(const char *const *lowered, const struct fts5_form *forms, size_t count)
{
    const char *best = "";
    int64_t most = -1;
    for (size_t i = 0; i < count; i++) {
        int64_t pages = pages_of(lowered, forms, count, lowered[i]);
        if (pages > most || (pages == most && strcmp(lowered[i], best) < 0)) {
            best = lowered[i];
            most = pages;
        }
    }
    return best;
}

/* Authors set them between syllables, extraction where a word may or may not be one. */
static const char *
without_soft_hyphens(const char *word, struct arena *arena)
{
    static const char soft[] = "\xC2\xAD";
    if (strstr(word, soft) == NULL)
        return word;
    struct buf clean = BUF_INIT(LOWER_BYTES);
    for (const char *at = word, *mark; *at != '\0'; at = mark) {
        mark = strstr(at, soft);
        size_t length = mark != NULL ? (size_t)(mark - at) : strlen(at);
        buf_add(&clean, at, length);
        mark = at + length + (mark != NULL ? strlen(soft) : 0);
    }
    const char *kept = arena_text(arena, clean.data, clean.length);
    buf_free(&clean);
    return kept;
}

const char *
fts5_spelling_shown(const struct lang *lang, const char *folded,
                    const struct fts5_form *forms, size_t count, struct arena *arena)
{
    const char *lowered[LIMIT_WORD_FORMS], *shown = "";
    int64_t most = -1;
    for (size_t i = 0; i < count; i++)
        lowered[i] = lower(lang, forms[i].written, arena);
    const char *best = best_of(lowered, forms, count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(lowered[i], best) != 0)
            continue;
        bool is_lower = strcmp(forms[i].written, best) == 0;
        int64_t pages = is_lower ? INT64_MAX : forms[i].pages;
        if (pages > most || (pages == most && strcmp(forms[i].written, shown) < 0)) {
            shown = forms[i].written;
            most = pages;
        }
    }
    shown = without_soft_hyphens(shown, arena);
    return count == 0 || strcmp(shown, folded) == 0 ? NULL : shown;
}
