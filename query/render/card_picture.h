/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The picture on a card: the page of its best passage, the matches marked. */
#ifndef STEPWELL_QUERY_CARD_PICTURE_H
#define STEPWELL_QUERY_CARD_PICTURE_H

#include "render/render.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of the first passage whose page has one, else the first page of the first file that has one;
 * nothing where there is none. */
void card_picture_write(struct buf *out, const struct render_view *view,
                        const struct search_result *result);

#ifdef __cplusplus
}
#endif

#endif
