/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Reading     [########------------]   9/21   412 pages   0:04 left" */
#include "progress.h"

#include "base/clock.h"
#include "reading/report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BAR_CELLS = 20, DRAW_MS = 100, GUESS_AFTER_MS = 1000 };

static bool
is_able_terminal(void)
{
    const char *name = getenv("TERM");
    return isatty(STDERR_FILENO) && name != NULL && strcmp(name, "dumb") != 0;
}

void
progress_start(struct progress *progress, const char *what, bool wanted)
{
    progress->shown = wanted && is_able_terminal();
    progress->what = what;
    progress->started_ms = clock_ms();
    progress->drawn_ms = 0;
    progress->drawn = false;
}

void
progress_format(struct buf *out, const char *what, size_t done, size_t total,
                uint64_t pages, int64_t elapsed_ms)
{
    size_t cells = total == 0 ? BAR_CELLS : done * BAR_CELLS / total;
    buf_format(out, "%-11s [", what);
    for (size_t i = 0; i < BAR_CELLS; i++)
        buf_add_char(out, i < cells ? '#' : '-');
    buf_format(out, "] %3zu/%zu", done, total);
    if (pages > 0) {
        buf_add_text(out, "   ");
        report_add_count(out, (int64_t)pages, "page");
    }
    if (done > 0 && done < total && elapsed_ms >= GUESS_AFTER_MS) {
        int64_t left = elapsed_ms * (int64_t)(total - done) / (int64_t)done / 1000 + 1;
        buf_format(out, "   %" PRId64 ":%02d left", left / 60, (int)(left % 60));
    }
}

static void
write_all(const struct buf *text)
{
    for (size_t at = 0; at < text->length;) {
        ssize_t written = write(STDERR_FILENO, text->data + at, text->length - at);
        if (written <= 0)
            return; /* a bar that cannot be drawn is no reason to stop */
        at += (size_t)written;
    }
}

void
progress_step(struct progress *progress, size_t done, size_t total, uint64_t pages)
{
    int64_t now = progress->shown ? clock_ms() : 0;
    if (!progress->shown || now - progress->drawn_ms < DRAW_MS)
        return;
    struct buf line = BUF_INIT(400);
    buf_add_text(&line, "\r");
    progress_format(&line, progress->what, done, total, pages,
                    now - progress->started_ms);
    buf_add_text(&line, "\33[K");
    write_all(&line);
    buf_free(&line);
    progress->drawn_ms = now;
    progress->drawn = true;
}

void
progress_end(struct progress *progress)
{
    if (progress->drawn && write(STDERR_FILENO, "\r\33[K", 4) < 0)
        progress->shown = false;
    progress->drawn = false;
}
