/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index file with bytes changed: refused, or searched without harm. The input is a list of
 * patches to a small good index: three bytes of offset, one byte of content. */
#include "base/limits.h"
#include "store/store_write.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/stepwell-fuzz-XXXXXX";
static char index_path[64];
static unsigned char *good;
static size_t good_length;

static void
must(bool done, const struct error *err)
{
    if (done)
        return;
    fprintf(stderr, "%s\n", err->text);
    abort();
}

static void
remove_folder(void)
{
    char work[64];
    snprintf(work, sizeof work, "%s/work", folder);
    unlink(work);
    unlink(index_path);
    rmdir(folder);
}

static void
put_one(struct store *store, struct tokens *tokens, struct error *err)
{
    const char *text = "fathers and mothers read to their children at home";
    struct publication_file file = { .name = "a.pdf",
                                     .url = "",
                                     .label = "",
                                     .part = "",
                                     .type = "",
                                     .format = "pdf",
                                     .lang = "en",
                                     .digest = "",
                                     .status = "indexed",
                                     .reason = "" };
    struct publication publication = { .key = "a",
                                       .title = "Reading together",
                                       .about = "For all",
                                       .kind = "Guide",
                                       .lang = "en",
                                       .page = "",
                                       .contact = "",
                                       .year = 2020,
                                       .files = &file,
                                       .file_count = 1 };
    struct store_page page = { .number = 1,
                               .locator = "page 1",
                               .section = "",
                               .anchor = "",
                               .lang = lang_find("en"),
                               .title = "Home",
                               .text = text };
    must(store_put_publication(store, &publication, &file, tokens, err), err);
    page.publication = publication.id;
    page.file = file.id;
    page.text_length = strlen(text);
    must(store_put_page(store, &page, tokens, err), err);
}

static void
make_index(void)
{
    char work[64];
    struct store *store;
    struct error err = ERROR_INIT;
    struct tokens *tokens = tokens_new();
    if (mkdtemp(folder) == NULL)
        abort();
    atexit(remove_folder);
    snprintf(work, sizeof work, "%s/work", folder);
    snprintf(index_path, sizeof index_path, "%s/index", folder);
    must(store_open_work(work, &store, NULL, &err) && store_begin(store, &err), &err);
    put_one(store, tokens, &err);
    must(store_commit(store, &err) && store_export(store, index_path, &err), &err);
    store_close(store);
    tokens_free(tokens);
}

static void
read_index(void)
{
    FILE *file = fopen(index_path, "rb");
    if (file == NULL)
        abort();
    good = malloc(1 << 20);
    good_length = fread(good, 1, 1 << 20, file);
    fclose(file);
}

static bool
patch(const uint8_t *data, size_t size)
{
    unsigned char *bad = malloc(good_length);
    memcpy(bad, good, good_length);
    for (; size >= 4; data += 4, size -= 4)
        bad[((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % good_length] =
            data[3];
    FILE *file = fopen(index_path, "wb");
    bool written = file != NULL && fwrite(bad, 1, good_length, file) == good_length;
    free(bad);
    return file != NULL && fclose(file) == 0 && written;
}

static void
read_hits(struct store *store, const struct store_hits *hits, struct arena *arena)
{
    struct error err = ERROR_INIT;
    for (size_t i = 0; i < hits->group_count; i++) {
        struct publication publication;
        struct store_page page;
        store_publication(store, hits->groups[i].publication, arena, &publication, &err);
        for (size_t j = 0; j < hits->groups[i].hit_count; j++)
            store_load(store, hits->groups[i].hits[j].page, arena, &page, &err);
    }
}

static void
search(struct store *store, const char *typed, struct tokens *tokens, struct arena *arena)
{
    struct query_scope scope;
    struct query_filter filter;
    struct store_hits hits;
    struct error err = ERROR_INIT;
    bool cut;
    store_scope(store, &scope);
    const struct query *query =
        query_parse(typed, strlen(typed), &scope, tokens, arena, &filter, &cut);
    struct store_want want = { .query = query,
                               .filter = &filter,
                               .count = 10,
                               .passages = 3,
                               .facets = true,
                               .explain = true,
                               .deadline_ms = 500 };
    if (store_match(store, &want, arena, &hits, &err))
        read_hits(store, &hits, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct store *store;
    struct error err = ERROR_INIT;
    if (good == NULL) {
        make_index();
        read_index();
    }
    if (!patch(data, size) || !store_open(index_path, &store, &err))
        return 0;
    struct tokens *tokens = tokens_new();
    struct arena *arena = arena_new();
    search(store, "fathers \"at home\" chil* -x", tokens, arena);
    search(store, "-fathers kind:guide", tokens, arena);
    arena_free(arena);
    tokens_free(tokens);
    store_close(store);
    return 0;
}
