/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rounds of requests for neighbouring pages. What comes before a failure is kept, the page that
 * was next is given up, and those behind it are asked for again. */
#include "picture_draw.h"

#include "base/limits.h"
#include "base/log.h"
#include "reading/pool.h"
#include "update/progress.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Pages [first, first + count) of the list, which are neighbours in one document. */
struct batch {
    size_t first, count;
};

struct round {
    struct picture_draw *drawing;
    struct batch *batches;
    struct pool_job *jobs;
    size_t count, capacity, job_capacity;
    struct progress progress;
    size_t total; /* wanted when it all began */
};

static bool
is_wanted(const struct picture_page *page)
{
    return page->state == PICTURE_WANTED && page->document->file != NULL;
}

static bool
continues(const struct picture_page *before, const struct picture_page *page)
{
    return is_wanted(page) && page->key == before->key && page->page == before->page + 1;
}

static void
add_batch(struct round *round, size_t first, size_t count)
{
    const struct picture_page *page = &round->drawing->pages[first];
    const struct plan_file *file = page->document->file;
    size_t needed = round->count + 1;
    memory_grow(&round->batches, &round->capacity, needed, sizeof *round->batches);
    memory_grow(&round->jobs, &round->job_capacity, needed, sizeof *round->jobs);
    round->batches[round->count] = (struct batch) { first, count };
    round->jobs[round->count++] =
        (struct pool_job) { .path = file->source->path,
                            .suffix = "",
                            .mime = "",
                            .passwords = file->passwords,
                            .password_count = file->password_count,
                            .bytes = file->now.bytes,
                            .mtime_ns = file->now.mtime_ns,
                            .first_page = page->page,
                            .last_page = page->page + (int64_t)count - 1 };
}

static size_t
make_batches(struct round *round)
{
    const struct picture_draw *drawing = round->drawing;
    size_t pages = 0, count;
    round->count = 0;
    for (size_t i = 0; i < drawing->count; i += count) {
        const struct picture_page *page = &drawing->pages[i];
        count = 1;
        if (!is_wanted(page) || drawing->drawn + pages >= LIMIT_PICTURES_RUN)
            continue;
        while (count < LIMIT_PICTURE_BATCH && i + count < drawing->count &&
               continues(&page[count - 1], &page[count]))
            count++;
        add_batch(round, i, count);
        pages += count;
    }
    return pages;
}

/* ---- results ---- */

static bool
keep_picture(struct picture_draw *drawing, struct picture_page *page,
             const struct wire_picture *picture, struct error *err)
{
    drawing->drawn++;
    page->state = PICTURE_DRAWN;
    return picture_part_add(drawing->part, page->key, picture, err);
}

static bool
give_up(struct picture_draw *drawing, struct picture_page *page, const char *why,
        struct error *err)
{
    struct wire_picture nothing = { .page = page->page, .bytes = "" };
    log_debug("'%s': no picture of page %" PRId64 ": %s",
              page->document->file->source->shown, page->page, why);
    return keep_picture(drawing, page, &nothing, err);
}

/* Frames hold pictures only, each one checked; which page they show is checked here. */
static bool
keep_pictures(struct round *round, const struct batch *batch, const struct buf *frames,
              size_t *kept, struct error *err)
{
    struct picture_draw *drawing = round->drawing;
    *kept = 0;
    for (size_t at = 0;
         frames->length - at >= WIRE_HEADER_BYTES && *kept < batch->count;) {
        struct picture_page *page = &drawing->pages[batch->first + *kept];
        struct wire_header header;
        struct wire_picture picture;
        unsigned char bytes[WIRE_HEADER_BYTES];
        memcpy(bytes, frames->data + at, sizeof bytes);
        if (!wire_read_header(bytes, &header) || header.type != WIRE_PICTURE ||
            !wire_read_picture(frames->data + at + sizeof bytes, (size_t)header.length,
                               &picture) ||
            picture.page != page->page)
            break;
        if (!keep_picture(drawing, page, &picture, err))
            return false;
        at += sizeof bytes + (size_t)header.length;
        ++*kept;
    }
    return true;
}

/* Without a reading of its own no page of the document will be drawn. */
static bool
is_hopeless(enum wire_reason reason)
{
    return reason != WIRE_REASON_NONE && reason != WIRE_REASON_CRASHED &&
           reason != WIRE_REASON_MEMORY && reason != WIRE_REASON_TIMEOUT;
}

static bool
take_result(void *context, size_t job, const struct pool_result *result,
            struct error *err)
{
    struct round *round = context;
    struct picture_draw *drawing = round->drawing;
    const struct batch *batch = &round->batches[job];
    struct picture_page *page = &drawing->pages[batch->first];
    size_t kept;
    if (!keep_pictures(round, batch, result->frames, &kept, err))
        return false;
    if (result->reason == WIRE_REASON_CHANGED) {
        /* Left for the next run, which will know the new content. */
        for (size_t i = kept; i < batch->count; i++)
            page[i].state = PICTURE_CHANGED;
        return true;
    }
    size_t lost = kept == batch->count                            ? 0
                  : !result->whole && is_hopeless(result->reason) ? batch->count - kept
                  : !result->whole || kept == 0                   ? 1
                                                                  : 0;
    for (size_t i = 0; i < lost; i++)
        if (!give_up(drawing, &page[kept + i], result->text, err))
            return false;
    return true;
}

static bool
show_progress(void *context, size_t done, uint64_t units)
{
    struct round *round = context;
    (void)done;
    (void)units;
    progress_step(&round->progress, round->drawing->drawn, round->total, 0);
    return round->drawing->stopped == NULL || !round->drawing->stopped();
}

bool
picture_draw_missing(struct picture_draw *drawing, struct error *err)
{
    struct round round = { .drawing = drawing };
    struct pool_options options = { .program = drawing->program,
                                    .workers = drawing->workers,
                                    .page_seconds = LIMIT_PICTURE_SECONDS,
                                    .done = take_result,
                                    .tick = show_progress,
                                    .context = &round };
    bool good = true;
    progress_start(&round.progress, "Drawing", drawing->progress);
    round.total = make_batches(&round);
    while (good && round.count > 0) {
        good = pool_run(&options, round.jobs, round.count, err);
        make_batches(&round);
    }
    progress_end(&round.progress);
    free(round.batches);
    free(round.jobs);
    return good;
}
