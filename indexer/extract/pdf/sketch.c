/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Draws the pages that were asked for, each within its time. */
#include "sketch.h"

#include "base/limits.h"
#include "sketch_jpeg.h"

#include <string.h>
#include <time.h>

static int64_t
cpu_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct drawing {
    struct pdf *pdf;
    struct pdf_painter *painter;
    struct buf jpeg;
    sketch_fn *each;
    void *context;
};

static bool
draw_page(struct drawing *drawing, int64_t number)
{
    struct pdf_picture pixels;
    struct wire_picture picture = { .page = number, .bytes = "" };
    buf_reset(&drawing->jpeg);
    if (pdf_painter_draw(drawing->painter, number, LIMIT_PICTURE_CPU_MS, &pixels) ==
            WIRE_REASON_NONE &&
        sketch_jpeg_write(&pixels, &drawing->jpeg)) {
        picture.width = pixels.width;
        picture.height = pixels.height;
        picture.bytes = drawing->jpeg.data;
        picture.length = drawing->jpeg.length;
    }
    return drawing->each(drawing->context, &picture);
}

static void
draw_pages(struct drawing *drawing, int64_t first, int64_t last)
{
    int64_t until = cpu_now() + LIMIT_EXTRACT_WORK_CPU_MS;
    for (int64_t number = first; number <= last && cpu_now() < until; number++)
        if (!draw_page(drawing, number))
            return;
}

static bool
open_and_draw(struct drawing *drawing, const struct input *input, int64_t first,
              int64_t last, struct arena *arena, struct format_failure *failure)
{
    struct pdf_info info;
    failure->reason = pdf_open(input->bytes, input->length, input->password,
                               &drawing->pdf, &failure->err);
    if (failure->reason == WIRE_REASON_NONE)
        failure->reason = pdf_info_read(drawing->pdf, arena, &info, &failure->err);
    if (failure->reason != WIRE_REASON_NONE)
        return false;
    drawing->painter = pdf_painter_new(drawing->pdf);
    if (drawing->painter == NULL)
        return format_fail(failure, WIRE_REASON_MEMORY, "no memory for a picture");
    draw_pages(drawing, first, last < info.pages ? last : info.pages);
    return true;
}

bool
sketch_draw(const struct input *input, int64_t first, int64_t last, sketch_fn *each,
            void *context, struct format_failure *failure)
{
    struct drawing drawing = { .jpeg = BUF_INIT(LIMIT_PICTURE_BYTES),
                               .each = each,
                               .context = context };
    const struct format *format = format_of(input, failure);
    if (format == NULL)
        return false;
    if (format != format_named("pdf"))
        return format_fail(failure, WIRE_REASON_UNSUPPORTED,
                           "pages of this format have no fixed look");
    struct arena *arena = arena_new();
    bool done = open_and_draw(&drawing, input, first, last, arena, failure);
    pdf_painter_free(drawing.painter);
    pdf_close(drawing.pdf);
    buf_free(&drawing.jpeg);
    arena_free(arena);
    return done;
}
