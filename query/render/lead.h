/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the search page says before it shows results. */
#ifndef STEPWELL_QUERY_LEAD_H
#define STEPWELL_QUERY_LEAD_H

#include "render/page.h"

#ifdef __cplusplus
extern "C" {
#endif

void lead_write(struct buf *out, const struct render_view *view,
                const struct results *results);

#ifdef __cplusplus
}
#endif

#endif
