/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filters of the search page: links with the number of publications behind them. */
#ifndef STEPWELL_QUERY_FILTERS_H
#define STEPWELL_QUERY_FILTERS_H

#include "render/page.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Is there anything to choose? */
bool filters_exist(const struct results *results);

/* The button that opens the filters on a narrow screen. */
void filters_button(struct buf *out, const struct render_view *view,
                    const struct results *results);

void filters_write(struct buf *out, const struct render_view *view,
                   const struct results *results);

#ifdef __cplusplus
}
#endif

#endif
