/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results on their way to a terminal; for text*.c alone. */
#ifndef STEPWELL_QUERY_TEXT_PARTS_H
#define STEPWELL_QUERY_TEXT_PARTS_H

#include "render/render.h"
#include "render/terminal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { TEXT_MARGIN = 4 }; /* left of titles: room for the rank */

struct text {
    struct terminal terminal;
    const struct render_view *view;
    const struct results *results;
};

/* index: into results. */
void text_result(struct text *text, size_t index);

#ifdef __cplusplus
}
#endif

#endif
