/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which pages are wanted, which of them are drawn already, and the file of all of them. */
#include "picture.h"

#include "base/limits.h"
#include "base/log.h"
#include "picture_draw.h"
#include "picture_lines.h"
#include "store/pictures_file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct making {
    struct picture_run *run;
    struct arena *arena;
    struct pictures *old;
    struct picture_part *part;
    uint64_t recipe;
    struct picture_page *pages; /* wanted, by key and page */
    size_t count;
    /* The document whose lines are being read: */
    const struct picture_document *read;
    struct arena *reading;
    struct document document;
    struct error *err;
};

/* Whatever shapes pictures and the places of lines. */
static uint64_t
recipe_of(const struct picture_run *run, struct arena *arena)
{
    return hash_text(arena_format(
        arena, "wire %d document %d pictures %d %d %d %s", WIRE_VERSION, DOCUMENT_VERSION,
        PICTURES_VERSION, LIMIT_PICTURE_WIDTH, LIMIT_PICTURE_HEIGHT, run->identity));
}

static const char *
beside(struct arena *arena, const char *index, const char *ending)
{
    return arena_format(arena, "%s%s", index, ending);
}

/* ---- what is wanted ---- */

static int
by_key(const void *left, const void *right)
{
    const struct picture_page *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    /* Of two copies the one that can be drawn comes first. */
    return (a->document->file == NULL) - (b->document->file == NULL);
}

static void
list_pages(struct making *making)
{
    const struct picture_run *run = making->run;
    size_t total = 0, kept = 0;
    for (size_t i = 0; i < run->count; i++)
        total += run->documents[i].page_count;
    struct picture_page *pages = arena_alloc(making->arena, total, sizeof *pages);
    for (size_t i = 0; i < run->count; i++) {
        const struct picture_document *document = &run->documents[i];
        uint64_t key = pictures_file_key(document->digest, making->recipe);
        for (size_t p = 0; p < document->page_count; p++)
            pages[making->count++] = (struct picture_page) { .key = key,
                                                             .page = document->pages[p],
                                                             .document = document };
    }
    if (total > 0)
        qsort(pages, total, sizeof *pages, by_key);
    for (size_t i = 0; i < total; i++)
        if (kept == 0 || pages[kept - 1].key != pages[i].key ||
            pages[kept - 1].page != pages[i].page)
            pages[kept++] = pages[i];
    making->pages = pages;
    making->count = kept;
}

static void
find_known(struct making *making)
{
    for (size_t i = 0; i < making->count; i++) {
        struct picture_page *page = &making->pages[i];
        if (picture_part_has(making->part, page->key, page->page))
            page->state = PICTURE_DRAWN;
        else if (pictures_recipe(making->old) == making->recipe && !making->run->full &&
                 pictures_has(making->old, page->key, page->page, &page->drawn))
            page->state = PICTURE_OLD;
    }
}

/* ---- the file ---- */

/* The cleaned document of this page, as its text was put into the index. */
static bool
read_document(struct making *making, const struct picture_document *wanted)
{
    const struct picture_run *run = making->run;
    struct cache_entry key = { .digest = wanted->digest,
                               .identity = run->identity,
                               .conditions = "",
                               .text = "" },
                       entry;
    struct buf frames = BUF_INIT(LIMIT_TEXT_BYTES);
    bool found = false;
    if (making->read == wanted)
        return true;
    making->read = wanted;
    arena_reset(making->reading);
    bool good = cache_find(run->cache, &key, making->reading, &entry, &frames, &found,
                           making->err);
    buf_cut(&frames, found ? frames.length : 0);
    document_read(&making->document, frames.data, frames.length, making->reading);
    document_clean(&making->document);
    buf_free(&frames);
    return good;
}

static bool
make_record(struct making *making, const struct picture_page *page, struct buf *jpeg,
            struct buf *record)
{
    struct wire_picture picture;
    const struct pictures_line *lines;
    uint32_t text_length;
    if (!picture_part_read(making->part, page->key, page->page, &picture, jpeg))
        return error_set(making->err, ERROR_WRITE, "a picture was lost; run again");
    if (!read_document(making, page->document))
        return false;
    size_t count =
        picture_lines_find(&making->document, page->page, &lines, &text_length);
    picture_file_make(record, page->key, &picture, text_length, lines, count);
    return true;
}

static bool
has_room(struct making *making, const struct picture_writer *writer)
{
    static const uint64_t most = (uint64_t)LIMIT_PICTURES_MEGABYTES * 1000000;
    uint64_t record = PICTURES_RECORD + LIMIT_PICTURE_BYTES;
    if (picture_writer_bytes(writer) + record <= most)
        return true;
    if (making->run->waiting == 0)
        log_warning(
            "the file of page pictures is full at %d MB: the other pages have none",
            LIMIT_PICTURES_MEGABYTES);
    return false;
}

static bool
write_page(struct making *making, const struct picture_page *page,
           struct picture_writer *writer, struct buf *jpeg, struct buf *record)
{
    struct picture_run *run = making->run;
    buf_reset(record);
    if (page->state == PICTURE_WANTED || page->state == PICTURE_CHANGED ||
        !has_room(making, writer)) {
        run->waiting += page->document->file != NULL;
        return true;
    }
    if (page->state == PICTURE_OLD &&
        !pictures_record(making->old, page->key, page->page, record)) {
        run->waiting++;
        return true;
    }
    if (page->state == PICTURE_DRAWN && !make_record(making, page, jpeg, record))
        return false;
    bool drawn = bytes_number(record->data + PICTURES_RECORD_JPEG_LENGTH, 4) > 0;
    run->held += drawn;
    run->failed += !drawn;
    return picture_writer_add(writer, page->key, page->page, record, making->err);
}

static bool
write_file(struct making *making)
{
    struct picture_run *run = making->run;
    struct picture_writer *writer = NULL;
    struct buf jpeg = BUF_INIT(LIMIT_PICTURE_BYTES);
    struct buf record = BUF_INIT((size_t)2 * LIMIT_PICTURE_BYTES);
    if (!picture_writer_open(beside(making->arena, run->index, ".new.pictures"), &writer,
                             making->err))
        return false;
    bool good = true;
    for (size_t i = 0; i < making->count && good; i++)
        good = write_page(making, &making->pages[i], writer, &jpeg, &record);
    run->bytes = picture_writer_bytes(writer);
    if (good)
        good = picture_writer_publish(writer, making->recipe, run->index, making->err);
    else
        picture_writer_drop(writer);
    buf_free(&jpeg);
    buf_free(&record);
    return good;
}

/* Does the old file hold what is wanted, and nothing else? */
static bool
is_up_to_date(struct making *making)
{
    struct picture_run *run = making->run;
    size_t old = 0;
    if (pictures_recipe(making->old) != making->recipe || run->full)
        return false;
    for (size_t i = 0; i < making->count; i++) {
        const struct picture_page *page = &making->pages[i];
        if (page->state == PICTURE_DRAWN)
            return false;
        old += page->state == PICTURE_OLD;
        run->held += page->state == PICTURE_OLD && page->drawn;
        run->failed += page->state == PICTURE_OLD && !page->drawn;
        run->waiting += page->state == PICTURE_WANTED && page->document->file != NULL;
    }
    run->bytes = (uint64_t)pictures_bytes(making->old);
    return old == (size_t)pictures_count(making->old);
}

/* ---- the run ---- */

static bool
draw(struct making *making)
{
    const struct picture_run *run = making->run;
    struct picture_draw drawing = { .pages = making->pages,
                                    .count = making->count,
                                    .part = making->part,
                                    .program = run->program,
                                    .workers = run->workers,
                                    .progress = run->progress,
                                    .stopped = run->stopped };
    bool good = picture_draw_missing(&drawing, making->err);
    making->run->drawn = drawing.drawn;
    return good;
}

static bool
make(struct making *making)
{
    struct picture_run *run = making->run;
    const char *part = beside(making->arena, run->index, ".pictures.part");
    if (!picture_part_open(part, making->recipe, &making->part, making->err))
        return false;
    find_known(making);
    if (!draw(making))
        return false;
    if (!is_up_to_date(making)) {
        run->held = run->failed = run->waiting = 0;
        if (!write_file(making))
            return false;
    }
    unlink(part);
    return true;
}

bool
picture_make(struct picture_run *run, struct error *err)
{
    struct making making = { .run = run,
                             .arena = arena_new(),
                             .reading = arena_new(),
                             .old = pictures_open(run->index),
                             .err = err };
    making.recipe = recipe_of(run, making.arena);
    run->drawn = run->held = run->failed = run->waiting = 0;
    list_pages(&making);
    bool good = make(&making);
    picture_part_close(making.part);
    pictures_close(making.old);
    arena_free(making.reading);
    arena_free(making.arena);
    return good;
}

void
picture_remove(const char *index)
{
    static const char *const endings[] = { ".pictures", ".pictures.part" };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(beside(arena, index, endings[i]));
    arena_free(arena);
}
