/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a command's results go: a terminal with its abilities and a pager, or a plain stream. */
#ifndef STEPWELL_QUERY_OUTPUT_H
#define STEPWELL_QUERY_OUTPUT_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

struct output {
    bool terminal, colour, hyperlinks, pager;
    size_t width; /* columns to wrap at */
};

/* color and hyperlink are "auto", "always", "never", or NULL for auto. */
bool output_open(struct output *output, const char *color, const char *hyperlink,
                 bool no_pager, struct error *err);

/* Through the pager if there is one to use; false with ERROR_SYSTEM when stdout cannot be
 * written. A reader that went away ends the process silently (SIGPIPE). */
bool output_write(const struct output *output, const struct buf *text, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
