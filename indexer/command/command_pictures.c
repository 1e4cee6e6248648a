/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which pages of the published index shall have a picture: none, the first ones and those that
 * the catalogue names, or all. */
#include "command.h"

#include "base/limits.h"
#include "base/log.h"
#include "reading/report.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
    struct arena *arena;
    bool all;
    const struct plan_file **files; /* of the library, by digest */
    size_t file_count;
    struct picture_document *documents;
    size_t count, capacity;
};

/* ---- files of the library ---- */

static int
compare_digests(const void *left, const void *right)
{
    const struct plan_file *a = *(const struct plan_file *const *)left;
    const struct plan_file *b = *(const struct plan_file *const *)right;
    return strcmp(a->now.digest, b->now.digest);
}

static void
list_files(struct gathering *gathering, const struct plan *plan)
{
    size_t total = 0;
    for (size_t i = 0; i < plan->count; i++)
        total += plan->entries[i].file_count;
    gathering->files = arena_alloc(gathering->arena, total, sizeof(void *));
    for (size_t i = 0; i < plan->count; i++)
        for (size_t f = 0; f < plan->entries[i].file_count; f++)
            if (plan->entries[i].files[f].now.digest[0] != '\0')
                gathering->files[gathering->file_count++] = &plan->entries[i].files[f];
    if (gathering->file_count > 0)
        qsort(gathering->files, gathering->file_count, sizeof(void *), compare_digests);
}

static const struct plan_file *
file_of(const struct gathering *gathering, const char *digest)
{
    struct plan_file wanted = { .now.digest = digest };
    const struct plan_file *key = &wanted;
    const struct plan_file **found =
        gathering->file_count == 0
            ? NULL
            : bsearch(&key, gathering->files, gathering->file_count, sizeof(void *),
                      compare_digests);
    return found == NULL ? NULL : *found;
}

/* ---- pages ---- */

static int64_t
read_number(const char **at)
{
    int64_t number = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        if (number <= LIMIT_PAGES)
            number = number * 10 + (**at - '0');
    return number;
}

/* "3, 12-14": marks each page in wanted, which has room for 1 to pages. What is no number
 * separates. */
static void
mark_named(const char *text, int64_t pages, bool *wanted)
{
    while (*text != '\0') {
        int64_t first = read_number(&text), last = first;
        text += strspn(text, " ");
        if (first > 0 && *text == '-') {
            text += 1 + strspn(text + 1, " ");
            last = read_number(&text);
        }
        for (int64_t page = first; page > 0 && page <= last && page <= pages; page++)
            wanted[page] = true;
        text += strcspn(text, "0123456789");
    }
}

static void
choose_pages(const struct gathering *gathering, struct picture_document *document,
             int64_t pages)
{
    bool *wanted = memory_new((size_t)pages + 1, sizeof *wanted);
    int64_t *chosen = arena_alloc(gathering->arena, (size_t)pages, sizeof *chosen);
    wanted[1] = true;
    if (document->file != NULL)
        mark_named(document->file->source->pictures, pages, wanted);
    for (int64_t page = 1; page <= pages; page++)
        if (gathering->all || wanted[page])
            chosen[document->page_count++] = page;
    document->pages = chosen;
    free(wanted);
}

static void
look_at_publication(void *context, const struct publication *publication)
{
    struct gathering *gathering = context;
    for (size_t i = 0; i < publication->file_count; i++) {
        const struct publication_file *file = &publication->files[i];
        if (strcmp(file->format, "pdf") != 0 || file->digest[0] == '\0' ||
            file->pages < 1 || file->pages > LIMIT_PAGES)
            continue;
        arena_grow(gathering->arena, &gathering->documents, &gathering->capacity,
                   gathering->count + 1, sizeof *gathering->documents);
        struct picture_document *document = &gathering->documents[gathering->count++];
        *document =
            (struct picture_document) { .digest =
                                            arena_copy(gathering->arena, file->digest),
                                        .file = file_of(gathering, file->digest) };
        choose_pages(gathering, document, file->pages);
    }
}

/* ---- the step ---- */

static bool
gather(struct gathering *gathering, const struct command *command,
       const struct plan *plan, struct error *err)
{
    struct store *store = NULL;
    list_files(gathering, plan);
    if (!store_open(command->index, &store, err))
        return false;
    bool good = command_each_publication(store, look_at_publication, gathering, err);
    store_close(store);
    return good;
}

static bool
make(const struct command *command, const struct plan *plan, struct picture_run *run,
     struct error *err)
{
    struct gathering gathering = {
        .arena = arena_new(), .all = strcmp(command->config.index_pictures, "all") == 0
    };
    bool good = gather(&gathering, command, plan, err);
    run->index = command->index;
    run->documents = gathering.documents;
    run->count = gathering.count;
    run->workers = (unsigned)command->workers;
    run->full = command->full;
    run->progress = !command->quiet && !command->json;
    run->stopped = command_stopped;
    good = good && picture_make(run, err);
    run->documents = NULL;
    arena_free(gathering.arena);
    return good;
}

bool
command_make_pictures(const struct command *command, const struct plan *plan,
                      struct picture_run *run, struct error *err)
{
    const char *mode = command->config.index_pictures;
    struct error problem = ERROR_INIT;
    if (strcmp(mode, "off") == 0) {
        picture_remove(command->index);
        return true;
    }
    if (strcmp(mode, "first") != 0 && strcmp(mode, "all") != 0)
        log_warning("[index] pictures: '%s' is none of off, first, all; taken as first",
                    mode);
    if (make(command, plan, run, &problem))
        return true;
    if (command_stopped()) {
        *err = problem;
        return false;
    }
    log_warning("no new page pictures: %s", problem.text);
    return true;
}

void
command_write_pictures(const struct picture_run *run, struct buf *out)
{
    if (run->held + run->failed + run->waiting == 0)
        return;
    buf_add_text(out, "Pictures    ");
    buf_add_number(out, (int64_t)run->held);
    buf_format(out, " page%s  ", run->held == 1 ? "" : "s");
    report_add_size(out, (int64_t)run->bytes);
    buf_format(out, "  %zu new", run->drawn);
    if (run->failed > 0)
        buf_format(out, ", %zu cannot be drawn", run->failed);
    if (run->waiting > 0)
        buf_format(out, ", %zu left for the next run", run->waiting);
    buf_add_char(out, '\n');
}
