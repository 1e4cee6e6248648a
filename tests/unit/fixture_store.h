/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small library in a scratch folder: put publications, publish, search, see keys and pages. */
#ifndef STEPWELL_TESTS_FIXTURE_STORE_H
#define STEPWELL_TESTS_FIXTURE_STORE_H

#include "check.h"

#include "base/limits.h"
#include "store/store_write.h"
#include "text/tokens.h"

#include <unistd.h>

enum { DOC_PAGES = 8 };

/* Pages are "text" or "title|text". */
struct doc {
    const char *key, *title, *about, *lang, *org, *kind, *format;
    int year;
    const char *pages[DOC_PAGES];
    int64_t added;
};

struct library {
    char folder[64], work[96], index[96];
    struct store *writer, *reader;
    struct tokens *tokens;
    struct arena *arena;
    struct error err;
    struct store_want want; /* of the next search */
    struct query_filter filter;
    const struct query *query;
    struct store_hits hits;
};

static inline void
library_must(const struct library *library, bool good)
{
    if (!good)
        fail_msg("%s", library->err.text);
}

static inline void
library_open(struct library *library)
{
    memset(library, 0, sizeof *library);
    strcpy(library->folder, "/tmp/stepwell-test-XXXXXX");
    assert_non_null(mkdtemp(library->folder));
    snprintf(library->work, sizeof library->work, "%s/work", library->folder);
    snprintf(library->index, sizeof library->index, "%s/index?#%%.db", library->folder);
    library->tokens = tokens_new();
    library->arena = arena_new();
    library->want = (struct store_want) { .count = 100, .passages = 8 };
    library_must(library,
                 store_open_work(library->work, &library->writer, NULL, &library->err));
}

static inline void
library_close(struct library *library)
{
    char command[128];
    store_close(library->reader);
    store_close(library->writer);
    tokens_free(library->tokens);
    arena_free(library->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", library->folder);
    assert_int_equal(system(command), 0);
}

static inline void
library_put_page(struct library *library, const struct publication *publication,
                 int64_t file, int64_t number, const char *page)
{
    const char *bar = strchr(page, '|');
    char *title =
        arena_text(library->arena, page, bar != NULL ? (size_t)(bar - page) : 0);
    const char *text = bar != NULL ? bar + 1 : page;
    struct store_page row = { .publication = publication->id,
                              .file = file,
                              .number = number,
                              .locator =
                                  arena_format(library->arena, "page %d", (int)number),
                              .section = "",
                              .anchor = "",
                              .lang = lang_find(publication->lang),
                              .title = title,
                              .text = text,
                              .text_length = strlen(text) };
    library_must(library,
                 store_put_page(library->writer, &row, library->tokens, &library->err));
}

static inline const char *
doc_text(const char *text, const char *otherwise)
{
    return text != NULL ? text : otherwise;
}

/* Inside a transaction. */
static inline void
library_put(struct library *library, const struct doc *doc)
{
    const char *orgs[] = { doc_text(doc->org, "") };
    struct publication_file file = { .name = "file",
                                     .url = "https://example.org/file",
                                     .label = "",
                                     .part = "",
                                     .type = "application/pdf",
                                     .format = doc_text(doc->format, "pdf"),
                                     .lang = doc_text(doc->lang, "en"),
                                     .digest = "",
                                     .status = "indexed",
                                     .reason = "" };
    struct publication publication = { .key = doc->key,
                                       .title = doc_text(doc->title, ""),
                                       .about = doc_text(doc->about, ""),
                                       .kind = doc_text(doc->kind, ""),
                                       .lang = doc_text(doc->lang, "en"),
                                       .page = "",
                                       .contact = "",
                                       .year = doc->year,
                                       .added = doc->added,
                                       .organisations = orgs,
                                       .organisation_count = doc->org != NULL ? 1 : 0,
                                       .files = &file,
                                       .file_count = 1 };
    library_must(library, store_put_publication(library->writer, &publication, &file,
                                                library->tokens, &library->err));
    for (int i = 0; i < DOC_PAGES && doc->pages[i] != NULL; i++)
        library_put_page(library, &publication, file.id, i + 1, doc->pages[i]);
}

static inline void
library_publish(struct library *library)
{
    library_must(library, store_export(library->writer, library->index, &library->err));
    store_close(library->reader);
    library->reader = NULL;
    library_must(library, store_open(library->index, &library->reader, &library->err));
}

static inline void
library_fill(struct library *library, const struct doc *docs, size_t count)
{
    library_must(library, store_begin(library->writer, &library->err));
    for (size_t i = 0; i < count; i++)
        library_put(library, &docs[i]);
    library_must(library, store_commit(library->writer, &library->err));
    library_publish(library);
}

static inline void
library_tell_group(struct library *library, const struct store_group *group,
                   struct buf *out)
{
    struct publication publication;
    library_must(library, store_publication(library->reader, group->publication,
                                            library->arena, &publication, &library->err));
    buf_format(out, "%s%s", out->length > 0 ? " " : "", publication.key);
    for (size_t i = 0; i < group->hit_count; i++) {
        struct store_page page;
        library_must(library, store_load(library->reader, group->hits[i].page,
                                         library->arena, &page, &library->err));
        buf_format(out, "%c%s", i > 0 ? ',' : ':',
                   page.part == STORE_PART_ABOUT ? "about"
                                                 : page.locator + strlen("page "));
    }
}

/* "guide:2,1 roadmap:about": publications in order with their pages, best first. Filters may be
 * typed; library->want says the rest. Valid until the library is closed. */
static inline const char *
library_find(struct library *library, const char *typed)
{
    struct query_scope scope;
    bool cut;
    store_scope(library->reader, &scope);
    library->query = query_parse(typed, strlen(typed), &scope, library->tokens,
                                 library->arena, &library->filter, &cut);
    library->want.query = library->query;
    library->want.filter = &library->filter;
    library_must(library, store_match(library->reader, &library->want, library->arena,
                                      &library->hits, &library->err));
    struct buf out = BUF_INIT(1 << 20);
    for (size_t i = 0; i < library->hits.group_count; i++)
        library_tell_group(library, &library->hits.groups[i], &out);
    const char *told = arena_text(library->arena, out.data, out.length);
    buf_free(&out);
    return told;
}

#endif
