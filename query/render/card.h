/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One publication on the search page, with the passages that match. */
#ifndef STEPWELL_QUERY_CARD_H
#define STEPWELL_QUERY_CARD_H

#include "render/page.h"

#ifdef __cplusplus
extern "C" {
#endif

/* number: its place on the page, for ids. */
void card_write(struct buf *out, const struct render_view *view,
                const struct search_result *result, size_t number);

#ifdef __cplusplus
}
#endif

#endif
